### 协商: the union speaks to a platform for those who filed the same; who joins is known to the service alone.

# What staff type for the list, between bars.
negotiation-words = 协商|谈判|协商列表|negotiations

negotiation-platform = 平台
negotiation-about = { $platform }　{ $type }
negotiation-state = { $state ->
    [asking] 正在问人
    [demanded] 等平台答复
    [replied] 平台答复了
   *[ended] 结束了
 }
negotiation-head = 协商：{ $about }
negotiation-story = 经过：
negotiation-line = · { $time }　{ $what }{ $text ->
    [none] {""}
   *[other] ：“{ $text }”
 }
negotiation-step = { $what ->
    [open] { $department }发起，开始问人
    [demand] { $department }向平台提出
    [call] { $department }找实名参加的人
    [reply] 平台答复
   *[result] 结果
 }{ $name ->
    [none] {""}
   *[other] （{ $name }）
 }
negotiation-list-line = { $place }. { $about }　{ $state }

## For the union

negotiation-open =
    要发起协商吗？{ $about }
    点“发起”，我马上去问最近 30 天投诉过的 { $people } 人，每个人自己决定参加不参加。
    你看得到几个人参加，看不到是谁。每个人的诉求照常办，期限不变。
negotiation-opened = 发起了，正在一个个问。他们免打扰的时间过了才问到。
negotiation-open-already = 这件已经在协商了，不用再发起。
negotiation-none-yet = { $about }：还没有协商。要不要发起，由{ $department }定。
negotiation-none = 还没有协商。同一件事有 5 个人投诉，会有卡片发给你，从卡片上发起。
negotiation-list = 协商，没结束的在前：
negotiation-asked-count = 问了 { $people } 人。
negotiation-gathered = { $platform }，{ $type }的协商：{ $enough ->
    [yes] 参加的够 { $least } 人了，看得到人数了。人够了就写要求；再等等也行，新投诉的人我接着问。
   *[no] 问的人都回了，参加的不到 { $least } 人。再等等，新投诉的人我接着问；不谈了，点“写结果”。
 }
negotiation-joined = { $people ->
    [few] 参加的不到 { $least } 人，先不显示人数。
   *[other] 参加 { $people } 人{ $named ->
        [none] 。实名、匿名有一边不到 { $least } 人，不分开显示。
       *[other] ：实名 { $named }，匿名 { $anonymous }。
    }
 }
negotiation-next = { $state ->
    [asking] 下一步：等几天，参加的够 5 人，或者都回了，我告诉你；新投诉的人我接着问。人够了点“写要求”，要求一提出，就不能再参加了。不谈了，点“写结果”。
    [enough] 下一步：人够了，点“写要求”，要求一提出，就不能再参加了。再等等也行，新投诉的人我接着问。不谈了，点“写结果”。
    [demanded] 下一步：平台有了说法，点“记答复”。
    [replied] 下一步：谈成、谈不成都点“写结果”；还要再谈，点“写要求”。
   *[ended] 这次协商结束了，不用再做什么。
 }
negotiation-write = { $about }
    { $move ->
        [demand] 向平台提什么要求？
        [call] 要找实名参加的人做什么？写清楚怎么联系你们，比如电话。
        [reply] 平台怎么答复的？原话最好。
       *[result] { $state ->
            [asking] 为什么不谈了？
           *[other] 谈下来是什么结果？写完这次协商就结束。
        }
    }
    最多 { $most } 个字，{ $move ->
        [call] 只发给实名参加的人
       *[other] 会发给每个参加的人
    }。别写能认出是谁的话。
negotiation-check = { $move ->
    [demand] 提给平台的要求，发给每个参加的人。发出以后不能再参加：
    [call] 只发给实名参加的人：
    [reply] 平台的答复，发给每个参加的人：
   *[result] 结果，发给每个参加的人。发出以后这次协商就结束：
 }
    “{ $text }”
    对的话点“发出”；不对，重新打一遍就行。
negotiation-done = { $move ->
    [demand] 记下了，参加的人会收到。现在去找平台。
    [call] 发给实名参加的人了。
    [reply] 记下了，参加的人会收到。
   *[result] 记下了，参加的人会收到。这次协商结束了。
 }
negotiation-button-open = 发起协商
negotiation-button-see = 看协商
negotiation-button-open-yes = 发起，去问
negotiation-button-not-now = 先不
negotiation-button-list = 协商 { $count }
negotiation-button-all = 全部协商
negotiation-button-move = { $move ->
    [demand] 写要求
    [call] 找实名参加的人
    [reply] 记答复
   *[result] 写结果
 }

## For who is asked

negotiation-asked =
    { $department }想找{ $platform }谈：{ $type }。
    你投诉过，还有别人也投诉了，一共 { $people } 人。要一起吗？
    { $department }只知道几个人参加，平台也不知道你是谁。
    实名：{ $department }要找人作证、签字，我转告你。匿名：只算人数，不找你。
    不参加也行，你的诉求照常办。
negotiation-button-named = 实名参加
negotiation-button-anonymous = 匿名参加
negotiation-button-no = 不参加
negotiation-button-change = 改主意了
negotiation-answered = { $answer ->
    [named] 好，算你一个，实名。
    [anonymous] 好，算你一个，匿名。
   *[no] 好，这次不参加。你的诉求照常办。
 }
negotiation-own-answer = { $answer ->
    [named] 你参加了，实名：{ $department }要找人，我转告你。
    [anonymous] 你参加了，匿名：只算人数，不找你。
    [no] 你说了不参加。
   *[none] 你还没说参加不参加。{ $department }只知道几个人，不知道是谁。
 }
negotiation-own-next = { $state ->
    [asking] 下一步：{ $department }向平台提要求。提出以前都能改。
    [demanded] 下一步：等平台答复，有消息告诉你。
    [replied] 下一步：{ $department }接着谈，有结果告诉你。
   *[ended] 这次协商结束了。
 }
negotiation-own-cases = 你自己的诉求照常办，期限不变。
negotiation-news-demand =
    { $department }向{ $platform }提出了，你参加的：{ $type }。
    “{ $text }”
negotiation-news-call =
    { $department }找实名参加的人，和{ $platform }谈的：{ $type }。
    “{ $text }”
    去不去由你。
negotiation-news-reply =
    { $platform }答复了，你参加的：{ $type }。
    “{ $text }”
negotiation-news-result =
    和{ $platform }谈完了，你参加的：{ $type }。
    “{ $text }”{ $by ->
        [none] {""}
       *[other] 平台答应 { $by }前做到。
    }
    你自己的诉求照常办。
negotiation-leave =
    退出这次协商吗？{ $about }
    退出以后不再告诉你，也不能再参加。你自己的诉求照常办。
negotiation-left = 退出了，这次协商不再告诉你。你自己的诉求照常办。
negotiation-button-leave = 退出
negotiation-button-leave-yes = 退出协商
negotiation-button-leave-no = 不退出
negotiation-button-own = 协商 { $count }
negotiation-own-list = 你能参加或者参加了的协商：
negotiation-own-none = 现在没有你参加的协商。

## The paper

negotiation-button-paper = 协商结果书
negotiation-paper-soon = 正在做，过几秒再点一次。
negotiation-paper-file = 协商结果书-{ $number }.pdf
negotiation-paper-caption = 协商结果书。不写参加的人是谁，可以转给别人看。
negotiation-paper-title = 协商结果书
negotiation-paper-about = { $department }代表参加的劳动者，就“{ $type }”同{ $platform }协商。
negotiation-paper-days = { $first }发起，{ $year } 年 { $last }结束。
negotiation-paper-people = 问了 { $asked } 人，{ $people ->
    [few] 参加的不到 5 人
   *[other] { $people } 人参加
 }。
negotiation-paper-step = { $what ->
    [demand] 提出的要求
    [reply] 平台的答复
   *[result] 协商的结果
 }（{ $time }）：{ $text }
negotiation-paper-note = 第 { $number } 号。这是{ $department }对协商经过和结果的书面记录，没有平台的签字盖章，不是集体合同。平台签了字的原件，向{ $department }要。每个人自己的诉求照常办。
