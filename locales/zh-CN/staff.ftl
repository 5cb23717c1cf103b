### 工作人员: who joins a department or a place with a code, and what they do there.

staff-post = { $department }{ $role ->
    [lead] 负责人
    [leader] 领导
    [admin] 管理员
   *[staff] 经办人
}
staff-joined =
    { $name }，你现在是{ $post }。
    本部门的新诉求会发到这个聊天里，按提示点按钮就能办。随时打“待办”看全部；打 /help 看还能做什么：发通知、没答上的问题、办活动。
    当事人看得到你的称呼“{ $name }”，看不到你的账号。
staff-joined-host = { $name }，{ $place }归你管了。

# What staff type for the queue, between bars.
staff-queue-words = 待办|队列|我的待办|queue

## The card

staff-case-head = { $number }　{ $type }{ $district ->
    [none] {""}
   *[other] 　{ $district }
 }　{ $pseudonym ->
    [none] 实名
   *[other] 匿名，代号 { $pseudonym }
 }
staff-case-pieces = { $pieces ->
    [none] 没有证据
   *[other] 证据 { $pieces } 件
 }{ $reporters ->
    [one] {""}
   *[other] ，{ $reporters } 个人报的
 }
staff-case-accept-by = 最晚 { $accept_by } 前接收（{ $days ->
    [today] 今天
   *[other] 还有 { $days } 个工作日
 }）
staff-card =
    { staff-case-head }
    { $facts }
    { staff-case-pieces }
staff-card-urgent = 🆘 急：有人说不想活了，在等人跟他说话。
staff-card-danger = ⚠️ 马上会出事：当事人说随时可能伤到人。
staff-card-due = { $days ->
    [late] 超期了：应当 { $by } 前
   *[other] 最晚 { $by } 前
 }{ $what ->
    [accept] 接收
   *[answer] 答复
 }{ $days ->
    [late] {""}
    [today] （今天）
   *[other] （还有 { $days } 个工作日）
 }
staff-card-promise = { $state ->
    [late] 失约了，答应当事人
   *[open] 答应了当事人
 } { $day }前：“{ $text }”
staff-card-assist = 协办 { $department }：{ $state ->
    [open] { $day }前回，还没回：“{ $text }”
   *[answered] 回了：“{ $text }”
 }
staff-card-extension = { $name }申请延期 { $days } 个工作日，等负责人批：“{ $text }”
staff-card-mine = 你在办
staff-card-handler = { $name }在办
staff-card-nobody = 没人办
staff-card-reach = { $fate ->
    [waits] 现在聊天里发不到当事人，上一步的消息等他来聊天才看到。
    [told] 现在聊天里发不到当事人，微信通知了他大意，全文等他来聊天才看到。
   *[not-told] 上一步的消息没发到当事人：他把我拉黑了，或者过了时候。
 }
staff-card-steps = 最近几步：

## What to do next

staff-next-take = 下一步：点“接收”，就归你办，当事人马上知道。不归你们管，点“转办”。
staff-next-lead-department = 当事人说没解决，由牵头部门重新办。
staff-next-others = 下一步：由{ $name }办。人不在、事情急，请负责人点“接过来办”。
staff-next-nobodys = 下一步：原来的经办人不在了，请负责人点“接过来办”。
staff-next-accepted = 下一步：情况不清楚，点“问当事人”；有说法了，点“答复”（还没结果也能先说一声）；办好了，点“办结”。
staff-next-waiting-worker = 下一步：等当事人回答，回答了会发到这里。不等了，点“不等了”。
staff-next-answered = 下一步：事情处理好了，点“办结”，请当事人确认。
staff-next-settled = 办结了，已经问当事人解决没有。7 天没回话就自动结束。
staff-next-closed = 这件结束了，不用再做什么。
staff-next-withdrawn = 当事人撤回了，不用再做什么。

## Buttons

staff-button-call = 🆘 我来联系
staff-button-write = ✍️ 回他一句
staff-button-take = 接收
staff-button-ask = 问当事人
staff-button-transfer = 转办
staff-button-answer = 答复
staff-button-more = 更多
staff-button-settle = 办结
staff-button-resume = 不等了
staff-button-take-over = 接过来办
staff-button-note = 备注
staff-button-promise = 承诺日期
staff-button-ask-extension = 申请延期
staff-button-assist = 请别的部门协办
staff-button-contact-platform = 联系平台
staff-button-story = 全部经过
staff-button-pieces = 证据（{ $count }）、经过
staff-button-open = 打开这件
staff-button-back = 返回
staff-button-queue = 待办
staff-button-approve = 同意延期
staff-button-refuse = 不同意
staff-button-help = 看协办
staff-button-answer-assist = 回复
staff-button-send = 发出
staff-button-again = 改一改
staff-button-mine = 我在办 { $count }
staff-button-unassigned = 没人接 { $count }
staff-button-soon = 快到期 { $count }
staff-button-overdue = 超期 { $count }
staff-button-assists = 请你们协办 { $count }
staff-button-disclose = { $what ->
    [order] 给平台订单号
    [contact] 给平台订单号和电话
   *[nothing] 什么都不给，只说有人反映
 }

## More

staff-more = { $number }，还能做这些：
staff-more-note = · 备注：只有同事看得到。
staff-more-promise = · 承诺日期：答应当事人哪天前给什么，到期会盯。
staff-more-ask-extension = · 申请延期：写原因，负责人批，一件一次。
staff-more-assist = · 协办：请别的部门帮忙，答复当事人还是你来。
staff-more-contact-platform = · 联系平台：先问当事人能告诉平台什么。

## Done

staff-done-take = 接了，归你办，当事人会收到通知。
staff-done-take-over = 接过来了，现在归你办。
staff-done-resume = 好，不等了，接着办。
staff-done-ask = 问了。当事人的回答会发到这里。
staff-done-answer = 答复发给当事人了。
staff-done-settle = 办结了。已经请当事人确认。
staff-done-note = 记下了。
staff-done-promise = 答应的日子发给当事人了，当天早上提醒你。
staff-done-ask-extension = 交给负责人批了，批了会告诉你和当事人。
staff-done-extend = 同意了，当事人和经办人会收到新的日子。
staff-done-refuse = 没同意，日子不变，经办人会收到。
staff-done-assist = 发给那个部门了，回了会告诉你。
staff-done-contact-platform = 当事人同意了：{ $disclosure ->
    [order] 可以给平台订单号，不能给电话。
    [contact] 可以给平台订单号和电话。
   *[nothing] 只能说有人反映，订单号、电话都不能给。
 }记下了，现在可以联系。
staff-transferred = 转给{ $to }了，当事人会收到通知。

## Writing

staff-write-ask = { $number } 问当事人什么？打字发来。当事人只看到部门，看不到你的账号。
staff-write-urgent = { $number } 直接打字，他马上看到。他回了会发到这里。
staff-said-urgent = 发给他了。
staff-write-answer = 怎么答复当事人？打字发来，发出前会再给你看一遍。还没结果，可以先说一声，期限照走。
staff-write-settle = 结果是什么？用一句话告诉当事人。
staff-write-note = 备注什么？只有同事看得到。
staff-write-promise = 答应当事人什么？比如“给你核实结果”。日子下一步选。
staff-write-ask-extension = 为什么要延期 { $days } 个工作日？批了以后，当事人会看到这个原因。
staff-write-transfer = 为什么转给{ $to }？当事人和{ $to }都会看到。
staff-write-assist = 请{ $to }帮什么？要紧的写清楚；给他们看多少，发出前再选。
staff-write-help = 怎么回？打字发来，会发给经办人。
staff-write-canned = 也可以点现成的：
staff-canned = { $place }. { $text }
staff-which-day = { $step ->
    [assist] 哪天前要回？
    [order] 哪天前要回？
   *[other] 哪天前做到？
 }点一个，或者打日期，比如“周五”“12月3号”。
staff-day-unread = 没看懂是哪天。
staff-check-answer =
    发给当事人的答复：
    “{ $text }”
staff-check = { $step ->
    [ask] 发给当事人，等回答：
    [settle] 发给当事人的结果，请当事人确认：
    [transfer] 转给{ $to }，原因：
    [promise] 答应当事人，{ $day }前：
    [order] 督办{ $to }，{ $day }前回：
    [ask_reveal] 请当事人公开身份，原因发给当事人：
   *[assist] 请{ $to }协办，{ $day }前回：
 }
    “{ $text }”
    对的话点“发出”；不对，重新打一遍就行。

## Choosing

staff-which-department = { $step ->
    [assist] { $number } 请哪个部门协办？
   *[transfer] { $number } 转给哪个部门？
 }
staff-bounced = 这件转过一次了：再转会到{ $department }，由他们定。
staff-contact = { $state ->
    [waiting] { $number } 已经问了当事人，还没回。要换个问法，再选一个：
    [refused] { $number } 当事人没同意。可以换一个再问：
   *[none] { $number } 找平台核实，能告诉平台什么？先选，再由当事人点同意：
 }
    订单号、电话你这里没有的，先点“问当事人”要。
staff-contact-asked = 问了当事人，同意了会告诉你；没同意以前，什么都别告诉平台。

## The queue

staff-queue = { $department }的待办：
staff-queue-help = 别的部门请你们协办 { $count } 件。
staff-queue-search = 要找哪一件，打编号，或者打几个词，比如“平台甲 苇岸区”“匿名”“11月26日”、同事的名字；办完的也找得到。
staff-many = { $most }+
staff-heap-mine = 你在办的，最急的在前：
staff-heap-unassigned = 没人接的，最急的在前：
staff-heap-soon = 两个工作日内到期的：
staff-heap-overdue = 超期的，最久的在前：
staff-heap-none-mine = 你手上没有在办的。
staff-heap-none-unassigned = 都有人接了。
staff-heap-none-soon = 两个工作日内没有到期的。
staff-heap-none-overdue = 没有超期的。
staff-line = { $place }. { $danger ->
    [yes] {"⚠️ "}
   *[no] {""}
 }{ $type }{ $district ->
    [none] {""}
   *[other] 　{ $district }
 }{ $department ->
    [none] {""}
   *[other] 　{ $department }
 }　{ $number }　{ $state ->
    [due] { $by } 前
    [waiting_worker] 等当事人回答
    [answered] 答复了
    [settled] 办结了，等当事人确认
    [closed] 结束了
   *[withdrawn] 撤回了
 }
staff-found = 找到 { $count } 件：
staff-number-not-yours = 没有这个编号，或者这件不在你们部门了。
staff-number-unread = 编号没打全，或者打错了一位。完整的是“NX-”加 12 位数字。
staff-found-none = 没找到。换几个字，或者打完整的编号。
staff-search-only-words = 这里只看字，打字发来。

## Evidence

staff-pieces = { $number } 的证据。点编号打开，照片里的拍摄信息已经去掉：
staff-piece = { $number } 证据 { $piece }
staff-piece-blackened = { $number } 证据 { $piece }。认得出当事人的地方涂黑了。

## Helping

staff-assist =
    { $department }请你们协办 { $number }（{ $type }），{ $day }前回：
    “{ $text }”
    { $state ->
        [open] 下一步：点“回复”，写给经办人。当事人由他们答复。
        [waits] 还没回。
        [over] 这件已经结束了，不用回了。
       *[answered] 已经回了：“{ $answer }”
    }
staff-assists = 别的部门请你们协办的，最急的在前：
staff-assists-none = 没有要协办的。
staff-assist-line = { $place }. { $day }前：“{ $text }”
staff-assist-done = 回复给经办人了，这件协办完了。

## What comes by itself

staff-news-urgent =
    🆘 急：有人说不想活了，要人现在就跟他说话。{ $number }，没留名字。
    { $text ->
        [none] 他没有写别的。
       *[other] 他说：“{ $text }”
    }
    点“我来联系”，再直接打字，他马上看到。先听他说，别让他一个人待着；有危险打 120、110。
staff-news-filed =
    新诉求 { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-filed-danger =
    ⚠️ 马上会出事 { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-transferred =
    { $before }转来 { staff-case-head }
    原因：“{ $text }”
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-reopened =
    没解决，要重新办 { staff-case-head }
    当事人说：“{ $text }”
    { $facts }
    { staff-case-pieces }
staff-news-replied = { $number } 当事人回答了：“{ $text }”
staff-news-replied-file = { $number } 当事人回答了，发来了材料。
staff-news-added = { $number } 当事人补充了：“{ $text }”
staff-news-evidence = { $number } 当事人又发来了材料。
staff-news-withdrawn = { $number } 当事人撤回了，不用再办。
staff-news-taken-over = { $number } 由{ $name }接过去办了。
staff-news-deadline-half = { $number } 时间过半了，{ $by }前要{ $todo ->
    [take] 接收
    [settle] 办结
   *[answer] 答复
}。
staff-news-deadline-near = { $number } 快到期了，{ $by }前要{ $todo ->
    [take] 接收
    [settle] 办结
   *[answer] 答复
}。
staff-news-deadline-reached = { $number } 到期了，{ $by }前就该{ $todo ->
    [take] 接收
    [settle] 办结
   *[answer] 答复
}，还没办。请负责人看一下。
staff-news-deadline-over = { $number } 超期一个工作日了，{ $by }前就该{ $todo ->
    [take] 接收
    [settle] 办结
   *[answer] 答复
}。请督办。
staff-news-promise-due = { $number } 今天要兑现，答应了当事人：“{ $text }”办好了点“答复”或者“办结”；办不到，点“承诺日期”再定个日子。
staff-news-promise-broken = { $number } 答应当事人 { $by }给结果，没给。跟他说一声，再定个日子。
staff-news-extension = { $number } { $name }申请延期 { $days } 个工作日，原因：“{ $text }”同意吗？
staff-news-extended = { $number } 延期批了，最晚 { $by }答复。
staff-news-extension-refused = { $number } 延期没批（{ $name }），还是 { $by }前答复。
staff-news-assist =
    { $department }请你们协办 { $number }（{ $type }），{ $by }前回：
    “{ $text }”
staff-news-assist-late = { $number }（{ $type }）的协办 { $by }就该回，还没回。点“看协办”回{ $department }。
staff-news-assist-missing = { $number } 请{ $department }协办，{ $by }就该回，还没回。给他们打个电话；不等了就接着办。
staff-news-assisted = { $number } 协办回了，{ $department }{ $name }：“{ $text }”
staff-news-contact = { $number } 当事人{ $agrees ->
    [yes] 同意了：{ $disclosure ->
        [order] 可以给平台订单号。
        [contact] 可以给平台订单号和电话。
       *[nothing] 只能说有人反映。
    }到“更多”里点“联系平台”。
   *[no] 没同意，什么都别告诉平台。
 }

## The steps, as staff read them. name: whose step it was.

staff-step-file = { $kind ->
    [for] { $name }替人登记
   *[worker] 当事人提交
 }
staff-step-take = { $name }接收
staff-step-take-over = { $name }接过来办
staff-step-transfer = { $name }转给{ $department }
staff-step-ask = { $name }问当事人
staff-step-reply = 当事人回答
staff-step-resume = 不等回答，接着办
staff-step-note = { $kind ->
    [sign-asked] { $name }写好了，等人看
    [sign-back] { $name }退回了
    [sign-changed] { $name }改了，等人看
    [refused] { $name }没同意延期
    [contact] { $name }问当事人能告诉平台什么
   *[note] { $name }备注
 }
staff-step-promise = { $name }答应当事人
staff-step-ask-extension = { $name }申请延期
staff-step-extend = { $name }同意延期
staff-step-assist = { $kind ->
    [answered] { $department }{ $name }回了协办
   *[asked] { $name }请别的部门协办
 }
staff-step-contact-platform = { $name }联系平台
staff-step-agree = 当事人{ $kind ->
    [yes] 同意告诉平台
   *[no] 不同意告诉平台
 }
staff-step-answer = { $name }答复
staff-step-settle = { $name }办结
staff-step-confirm = 当事人说解决了
staff-step-rate = 当事人{ $kind ->
    [yes] 满意
    [so_so] 觉得一般
    [no] 不满意
   *[not-solved] 说还是没解决
 }
staff-step-reopen = 当事人说没解决，转给{ $department }重办
staff-step-close = 到期没回话，自动结束
staff-step-add = 当事人补充
staff-step-join = 又有人报了
staff-step-leave = 有人退出了
staff-step-withdraw = 当事人撤回
staff-step-ask-reveal = { $name }请当事人公开身份
staff-step-refuse-reveal = 当事人不公开身份
staff-step-urge-reveal = { $name }说有生命危险，要打开身份
staff-step-reveal = 身份公开给部门
staff-step-evidence-kept = 收到证据
staff-step-evidence-refused = 有证据没收成
staff-step-remove-evidence = 当事人删了证据
staff-step-release-evidence = 当事人同意把文件原样给部门看
staff-step-detach = 当事人删了自己的信息
staff-step-anonymise = 内容按期删除

## Who filed an anonymous case

staff-somebody = 同事
staff-button-identity = 身份
staff-button-ask-reveal = 请当事人公开
staff-button-urge-reveal = 有生命危险，要知道是谁
staff-button-confirm-reveal = 我也确认有生命危险，打开
staff-more-identity = · 身份：这件是匿名交的，看怎么能知道是谁。
staff-more-nothing = { $number }，现在没有别的可做。
staff-identity = { $number } 是匿名交的，看不到是谁。{ $asked ->
    [waiting] 已经请当事人公开了，还没回。
    [refused] 当事人没同意公开。
   *[none] 要知道是谁，先请当事人公开，说清楚为什么。
 }{ $danger ->
    [asked] 有人提出有生命危险：“{ $text }”要牵头部门的另一位确认才能打开。
   *[none] 有生命危险的，由牵头部门两个人打开。
 }
staff-identity-open = { $number } 已经公开身份：{ $how }
staff-identity-chat = { $channel } { $address }
staff-write-ask-reveal = 为什么要知道是谁？当事人会看到这句话，同意了才公开。
staff-write-urge-reveal = 为什么说有生命危险？写清楚，另一位确认后打开，当事人会看到这句话。
staff-done-ask-reveal = 问了当事人，同意了这里就看得到。
staff-done-urge-reveal = 写下了。请牵头部门的另一位同事到“更多”里的“身份”确认。
staff-done-confirm-reveal = 打开了，当事人会收到通知和原因。

## What nothing answers yet

staff-questions = { $count ->
    [0] 没有没答上的问题。
   *[other] 没答上的问题，问得多的在前：
}
staff-question-line = { $text }（{ $times } 次）
staff-question = “{ $text }”，问过 { $times } 次。写成一篇，以后就答得上；要等答案的人会收到。
staff-button-write-answer = 写答案
staff-question-topic = 归到哪一类？
staff-question-drafted = 草稿建好了，标题先用“{ $text }”。写完正文由负责人发布，要等答案的人就会收到。
staff-button-write-on = 接着写
staff-button-questions = 看问题
staff-news-questions = 有 { $groups } 个问题没答上，一共问了 { $times } 次。
### What somebody with a post can do, and the posts themselves.

# What staff type for it, between bars.
desk-words = 工作台|我能做什么|我能干什么|desk
desk-button = 工作台
menu-button-work = 🧰 工作台
desk-head = 工作台。点一下，或者打前面的字：
desk-queue = 待办（/queue）：新诉求、快到期、超期
desk-team = 同事：各人手上多少件，交件
desk-orders = 督办：等着回的
desk-duties = 要办的事：督办、整改、任务节点，哪天前办到
desk-assists = 协办：别的部门请帮忙的
desk-negotiations = 协商：跟平台谈的
desk-how = 怎么用：一件诉求怎么办
desk-notices = 发通知（/notices）：写、点头、看谁收到
desk-questions = 没答上的（/questions）：骑手问了、这里没有答案的
desk-write = 写文章（/write）：政策、办事说明
desk-report = 数据（/report）：这周、上周办得怎么样
desk-unmet = 缺口：骑手附近没找到的
desk-staff = 权限（/staff）：加人、改权限、停权限
desk-looks = 谁看过：谁打开过哪件诉求、哪件证据
desk-hosting = 我办的活动：办活动、签到、名单
desk-station = 我的驿站：今天开不开、骑手反映的
desk-button-notices = 发通知
desk-button-questions = 没答上的
desk-button-write = 写文章
desk-button-report = 数据
desk-button-unmet = 缺口
desk-button-staff = 权限
desk-button-looks = 谁看过
report-of-leads = 数据只给负责人看。要用的话找本部门负责人，或者从工作台做别的。

posts-where = 哪个部门？数字是几个人。
posts-places = 驿站
posts-head = { $where }，{ $found ->
    [none] 还没有人。
   *[some] 有这些人。点数字改。
}
post-role = { $role ->
    [staff] 经办人
    [lead] 负责人
    [leader] 领导
    [admin] 管理员
   *[host] 驿站管理
}
post-state = { $state ->
    [waiting] 还没加入
    [left] 聊天删了
   *[there] 已加入
}
post-line = { $number }. { $name }　{ post-role }　{ post-state }{ $place ->
    [none] {""}
   *[other] {"　"}{ $place }
}
post-said = { $name }，{ $where }，{ post-role }，{ post-state }。
posts-button-new = 加一位
posts-button-changes = 谁改过
post-ask-role = 加成什么？
post-ask-name = 怎么称呼？比如“王老师”。骑手看得到这个称呼，最多 { $most } 个字。
post-ask-place = 管哪个驿站？打驿站的名字。
post-code =
    { $name }的加入码：{ $code }
    发给本人，让他打开这个助手，把码打字发过来就行。{ $days } 天内有效，用一次就作废，别发群里。
post-button-role = { $role ->
    [staff] 改成经办人
    [lead] 改成负责人
    [leader] 改成领导
   *[admin] 改成管理员
}
post-button-code = 重发加入码
post-button-remove = 停权限
post-button-remove-yes = 停
post-ask-remove = 停掉{ $name }的权限？马上生效，手上没办完的会变成没人接。
post-removed = { $name }的权限停了，手上没办完的放到“没人接”里了。
post-changed = 改好了。
post-changes = { $found ->
    [none] 还没有人改过。
   *[some] 谁改过，新的在前：
}
post-change = { $at }　{ $by } { $what ->
    [invited] 加了 { $name }（{ post-role }）
    [code-again] 重发了 { $name } 的加入码
    [role] 把 { $name } 改成{ post-role }
   *[removed] 停了 { $name } 的权限
}
staff-role-news = { $by }把你改成{ $role ->
    [staff] 经办人
    [lead] 负责人
    [leader] 领导
   *[admin] 管理员
}了。打 /help 看能做什么。
staff-removed-news = { $by }停了你的工作权限，待办和诉求看不到了。有疑问找本部门负责人。
staff-left-news = { $by ->
    [none] { $name }不再办件了。
   *[other] { $by }停了{ $name }的权限。
}{ $count ->
    [0] 手上没有没办完的。
   *[other] 手上 { NUMBER($count, useGrouping: 0) } 件没办完，都在“没人接”里，要有人接。
}

looks-head = { $which ->
    [case] 谁看过这件（新的在前，按小时记）。新诉求的提醒全部门都收到，不算在内。
   *[all] 谁看过什么（新的在前，按小时记）。新诉求的提醒全部门都收到，不算在内。
}
looks-none = { $which ->
    [case] 还没有人打开过这件。
   *[all] 还没有人打开过。
}
look-line = { $day } { $hour } 点　{ $name }（{ $department }）　{ $number }　{ $what ->
    [original] 证据 { $piece } 原件：“{ $why }”
    [piece] 证据 { $piece }
    [identity] 当事人是谁
    [file] 导出了档案
    [print] 打印了
    [system] 由部门的系统读了
   *[case] 诉求
}

# What staff type for it, between bars.
unmet-words = 缺口|需求|附近没找到的|没找到的|缺什么|unmet
unmet-head = { $weeks ->
    [1] 这周
   *[other] 最近 { $weeks } 周
}骑手附近没找到的，算到昨天{ $found ->
    [none] ：没有到 5 人次的。
   *[some] ，多的在前（同一人一个时段算一次，不到 5 人次的不显示，不记是谁）：
}
unmet-line = { $district }　{ $needs }　{ NUMBER($count, useGrouping: 0) } 人次
unmet-weeks = { $weeks ->
    [1] 只看这周
   *[other] 看 { $weeks } 周
}
unmet-caption = 骑手附近没找到的，{ $weeks } 周。按区一页，按片一页（带中心点，好上图）。
unmet-file = 缺口.xlsx
unmet-by-district = 按区
unmet-by-area = 按片
unmet-column-district = 区
unmet-column-needs = 找什么
unmet-column-count = 人次
unmet-column-latitude = 纬度 WGS-84
unmet-column-longitude = 经度 WGS-84
staff-file-goes-along = 附件 { $count } 个，跟你写的话一起发给当事人（拍摄地点、作者这些会先去掉）。要说的话打字发来，还有附件接着发。
staff-check-files = 附件 { $count } 个，一起发。
staff-piece-ours = { $line }　（部门发的）
staff-news-file-lost = { $number } 的附件 { $piece } 没发给当事人：{ $reason ->
    [lost] 没取到文件。
    [too_large] 太大了。
    [unreadable] 去不掉里面的作者信息，或者打不开。
   *[other] 这种文件不收。
}存成 PDF 或者图片，在这件里再发一次。

## Gates: what every rider reads after a report was settled

gate-button-publish-from-case = 告诉大家这个小区怎么进
gate-ask-guard = { $name }：{ $known ->
    [none] 门岗要什么？写一句骑手照着做就能进的，比如“登记手机号，电动车推着走”。
   *[other] 大家现在看到的是“{ $known }”。还对就点“还是这样”；不对就重新写一句。
}
    写出来人人能看，别写是谁反映的。
gate-ask-name = { $name ->
    [none] 哪个小区、哪个门？比如“锦畔苑东门”。
   *[other] 现在叫“{ $name }”。哪个小区、哪个门？比如“锦畔苑东门”。
}
gate-check = 大家会看到：
    { $name }
    门岗要什么：{ $guard }
    今天核实。不带诉求编号，看不出是谁反映的。
gate-button-publish = 发给大家看
gate-button-rename = 改名字
gate-button-rewrite = 重写
gate-button-keep = 还是这样
gate-published = { $name }怎么进，大家现在查得到了。
