### The desk: what those who lead see and do, orders, warnings, words on the way, names.

## Deadlines of the day

staff-news-warnings =
    今天要盯 { $count } 件{ $late ->
        [none] {""}
       *[other] ，超期 { $late } 件
    }：{ $departments ->
        [none] {""}
       *[other] {""}
            超期的在：
            { $departments }
    }
    { $cases }{ $more ->
        [none] {""}
       *[other] {""}
            还有 { $more } 件，点下面看全部。
    }
staff-warning-line = { $place }. { $type }{ $department ->
    [none] {""}
   *[other] 　{ $department }
 }　{ $number }　{ $state ->
    [late] 超期了，{ $by } 前就该
   *[open] { $by } 前
 }{ $todo ->
    [take] 接收
    [settle] 办结
   *[answer] 答复
 }
staff-news-late =
    到了日子还没回音的有 { $things } 样：
    { $late_things }{ $more_things ->
        [none] {""}
       *[other] {""}
            还有 { $more_things } 样，点“待办”看。
    }
staff-news-warnings-late =
    { staff-news-warnings }
    { staff-news-late }
staff-late-line = { $place }. { $number }　{ $kind ->
    [promise] 答应当事人 { $by }给结果，没给，跟他说一声
    [ordered] 督办，{ $by }前该回，还没回
    [order] 督办{ $department }，{ $by }前该回，还没回
    [help] 帮{ $department }协办，{ $by }前该回，还没回
    [return] 工单要在 { $by }前退回
    [returned-late] 工单该在 { $by }前退回，过了
   *[asked] 请{ $department }协办，{ $by }前该回，还没回，打个电话问问
 }
staff-button-place = { $place }
staff-button-all-overdue = 全部超期的
staff-button-all-soon = 全部快到期的

## Not solved

staff-news-not-solved = { $number } 你们办结的，当事人说没解决：“{ $text }”转给{ $department }重办了。解决率算在你们这里。

## A word on the way

staff-answer-kind = 这是最后的答复，还是先说一声、还在办？
staff-answer-kind-holding = 看着还没有结果。先说一声，期限照走；要算答复，得有结论。
staff-button-final = 这就是答复
staff-button-meanwhile = 先说一声，还在办
staff-check-meanwhile =
    先跟当事人说一声，还在办，期限照走：
    “{ $text }”
    对的话点“发出”；不对，重新打一遍就行。
staff-holding-words = 核实中|核实一下|去核实|要核实|在核实|先核实|再核实|正在|在查|在办|尽快|稍等|稍后|等结果|处理中|跟进|会尽|马上去|checking|looking into|soon as
staff-canned-holding = { $place }.（先说一声）{ $text }
staff-done-say = 跟当事人说了。期限照走，有了结论再点“答复”。
staff-step-say = { $name }说了一声，还在办
case-news-meanwhile = { $number } { $department }说：“{ $text }”{ $state ->
    [answered] {""}
   *[open] 还在办，{ $by }前答复。
 }
own-case-step-say = { $department }说了一声，还在办
own-case-step-see-identity = { $department }{ $name ->
    [none] {""}
   *[other] 的{ $name }
 }看了你的姓名和电话

## Orders (督办)

staff-button-order = 督办
staff-button-order-open = 看督办
staff-button-answer-order = 回复督办
staff-button-orders = 督办 { $count }
staff-more-order = · 督办：要这个部门哪天前说明或者办到，到期会盯。
staff-write-order = 要{ $to }做到什么、说明什么？打字发来。当事人看不到。
staff-write-answer-order = 怎么回督办？打字发来，牵头部门会收到。
staff-card-order = 督办，{ $day }前：“{ $text }”{ $state ->
    [answered] 回了：“{ $answer }”
    [late] 超期没回
   *[open] 还没回
 }
staff-done-order = 督办发给那个部门了，回了会告诉你。
staff-order =
    { $number }（{ $type }）督办{ $department }，{ $day }前回：
    “{ $text }”
    { $state ->
        [open] 下一步：点“回复督办”。这件要办的，先打开这件。
        [waits] 还没回。
        [late] 超期了，还没回。
        [over] 这件已经结束了，或者转给别的部门了，不用回了。
       *[answered] 已经回了：“{ $answer }”
    }
staff-orders = 没回的督办，最急的在前：
staff-orders-none = 没有等着回的督办。
staff-order-line = { $place }. { $day }前　{ $department }　{ $number }：“{ $text }”
staff-queue-orders = 督办 { $count } 件还没回。
staff-news-ordered =
    督办 { $number }（{ $type }），{ $by }前回：
    “{ $text }”
staff-news-order-late = { $number } 的督办，{ $department } { $by }就该回，还没回。
staff-news-order-answered = { $number } 督办回了，{ $department }{ $name }：“{ $text }”
staff-step-order = { $name }督办
staff-done-answer-order = 回了，牵头部门会收到。
staff-step-answer-order = { $name }回督办
error-nobody-there = 那个部门在这里还没有人，找不到人办。换一个部门，或者打电话。
error-order-gone = 这个督办已经回过了，或者不归你们部门。

## Colleagues

staff-button-colleagues = 同事
staff-button-assign = 交给同事
staff-more-assign = · 交给同事：换一个人办，期限不变。
staff-colleagues =
    { $department }的同事，手上少的在前：
    { $lines }
staff-colleague-line = { $place }. { $name }　在办 { $count }{ $late ->
    [none] {""}
   *[other] 　超期 { $late }
 }{ $away ->
    [none] {""}
   *[other] 　休到 { $away }
 }
staff-colleague-me = { $name }（你）
staff-colleagues-note = 点编号看他手上的，可以一起交给别人。
staff-colleague-cases = { $name }手上 { $count } 件：
staff-colleague-none = { $name }手上没有在办的。
staff-button-hand-over = 全部交给别人
staff-which-colleague = { $number } 交给谁？
staff-which-colleague-all = { $name }手上的 { $count } 件，全部交给谁？
staff-button-colleague = { $name }（{ $count }）
staff-alone = 部门里没有别的同事。
staff-check-hand-over = { $name }手上的 { $count } 件，全部交给{ $to }？期限不变。
staff-button-hand-over-yes = 交给{ $to }
staff-done-assign = 交给{ $to }了，他会收到通知。
staff-done-hand-over = { $count } 件交给{ $to }了，他会收到通知。
staff-step-assign = { $name }交给同事办
staff-news-assigned = { $number } { $name }交给你办了。
staff-news-handed-over = { $name }把 { $count } 件交给你办了。打“待办”看“我在办”。
staff-news-handed-from = 你手上的 { $count } 件，{ $name }交给{ $to }办了。

## A second look before an answer goes

staff-button-sign-yes = 可以发
staff-button-sign-back = 退回
staff-button-sign-change = 改一改
staff-done-handed-in = 交给负责人看了，点头后才发给当事人。期限照走。
staff-done-signed = 发出去了。
staff-done-sent-back = 退回了，经办人会收到原因。
staff-done-changed = 改好了。这份要另一个人点头：写的人看过点“可以发”，才发给当事人。
staff-card-held = { $name }写的{ $step ->
    [settle] 办结
   *[answer] 答复
 }等人点头，当事人还没收到：“{ $text }”
staff-ask-sign-back = 为什么退回？打字发来，经办人会看到。现在写的是：“{ $text }”
staff-ask-sign-change = 改成怎样？把整段打字发来。现在是：“{ $text }”
staff-news-sign = { $number }（{ $type }）{ $name }{ $changed ->
    [yes] 改了你写的
   *[no] 写好了
 }{ $step ->
    [settle] 办结
   *[answer] 答复
 }，等你看过再发给当事人：“{ $text }”
staff-news-signed = { $number } { $name }点头了，{ $step ->
    [settle] 办结
   *[answer] 答复
 }发给当事人了。
staff-news-sent-back = { $number } { $name }退回了答复，原因：“{ $text }”你写的是：“{ $answer }”打开再写一份。

## Away

staff-button-away = 请假
staff-button-back-at-work = 回来上班了
staff-button-away-yes = 对，记上
staff-button-away-nobody = 不交，留着
staff-away-which-day = { $day ->
    [none] { $name }休到哪天？那天也算。点一天，或者打字，比如“12月4日”；还没到的，打“12月1日到4日”。
   *[other] { $name }休到 { $day }，过了那天，上班时自动恢复。要改，点一天或者打字，比如“12月4日”。
 }
staff-which-stand-in = { $since ->
    [none] { $name }休到 { $day }，手上 { $count } 件，这几天谁来办？办不完的，回来那天自动还给{ $name }。
   *[other] { $name } { $since } 到 { $day } 休假，这几天谁来代办？到那天手上的自动交过去，办不完的，回来那天自动还给{ $name }。
 }
staff-check-away =
    { $since ->
        [none] { $name }休到 { $day }（那天也算）。{ $to ->
            [none] { $count ->
                [none] 手上没有在办的。
               *[other] 手上 { $count } 件不交给别人，期限照走，到期会提醒负责人。
            }
           *[other] 手上 { $count } 件先由{ $to }办，期限照走；办不完的，回来那天自动还回来。
        }
       *[other] { $name } { $since } 到 { $day } 休假（那天也算）。{ $to ->
            [none] 没人代办，到期会提醒负责人。
           *[other] 到那天手上的先由{ $to }办，期限照走；办不完的，回来那天自动还回来。
        }
    }
    这几天新诉求和到期提醒不发给{ $name }。记上吗？
staff-done-away = { $since ->
    [none] { $name }休到 { $day }，记上了。
   *[other] { $name } { $since } 到 { $day } 休假，记上了，到那天自动开始。
 }{ $count ->
    [none] {""}
   *[other] { $count } 件先由别人办。
 }
staff-done-back = { $name }回来了。{ $count ->
    [none] {""}
   *[other] 别人代办的 { $count } 件还回来了。
 }
staff-news-away = { $name }休到 { $until }{ $to ->
    [none] { $count ->
        [none] {""}
       *[other] ，手上的没交给别人，到期提醒发给负责人
    }
   *[other] ，手上 { $count } 件先由{ $to }办
 }。
staff-news-away-cover = { $name }休到 { $until }，手上 { $count } 件先由你办，期限不变。办不完的，回来那天自动还给{ $name }。
staff-news-away-planned = { $name } { $since } 到 { $until } 休假{ $to ->
    [none] ，没人代办
   *[other] ，这几天由{ $to }代办
 }。到那天自动开始。
staff-news-away-self = 给你记了请假，休到 { $until }{ $to ->
    [none] {""}
   *[other] ，手上 { $count } 件先由{ $to }办
 }。这几天新诉求和到期提醒不发给你，过了那天，上班时自动恢复。
staff-news-back = { $name }回来上班了，你代办的 { $count } 件还回去了。
staff-news-back-self = { $count ->
    [none] 你的假到了，新诉求和提醒又发给你了。
   *[other] 你的假到了，新诉求和提醒又发给你了。别人代办的 { $count } 件也还给你了，打“待办”看。
 }
error-staff-away = { $name }在休假，换一个同事。

## Departments that nobody has joined

staff-news-filed-nobody =
    { $department }还没有人加入，先由你们接 { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-filed-nobody-danger =
    ⚠️ 马上会出事。{ $department }还没有人加入，先由你们接 { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-nobody-there = （还没有人）
staff-transferred-nobody = { $to }还没有人加入，牵头部门会先接。
staff-queue-nobody = 还没有人加入的部门，等着接的件：
filing-nobody-there = { $department }在这里还没有人，先由{ $lead }接，期限不变。

## Who filed under their name

filing-name = 写你的真实姓名。部门替你找平台核实、要钱，得说清是替谁办的。只有办这件的人看得到，办完到期就删。
filing-phone = 手机号？办件的人要核实时打给你。
filing-name-sure = 实名交：{ $name }，{ $phone }。只有办这件的人看得到，用来替你核实、找平台，办完到期就删。
filing-button-named-yes = 就这样，实名提交
filing-button-name-other = 换一个
filing-button-name-anonymous = 不留名，改匿名
filing-name-not = 像个电话、编号，不像名字。先写姓名。
staff-button-named = 姓名电话
staff-more-named = · 姓名电话：看是谁交的。第一次看会记进经过，当事人看得到。
staff-named = { $number } 是{ $name }交的，电话 { $phone }。只用来办这件，别转给别人；告诉平台前，先点“联系平台”问当事人。
staff-named-none = { $number } 是实名交的，没留姓名电话。要的话点“问当事人”。
staff-step-see-identity = { $name }看了姓名电话

## Helping

staff-button-share-facts = 发出，带上填的内容
staff-button-share-evidence = 发出，连证据一起
staff-button-share-words = 只发这句话
staff-share-note = 要给他们看什么？{ $kind ->
    [facts] 带上填的内容，他们就看得到这件说了什么；证据不给，因为这件是匿名的。
    [words] 这一类涉及健康、家庭，当事人只同意给你们，只能发这句话。
   *[all] 可以带上填的内容，或者连证据一起。
 }
staff-assist-facts =
    这件填的：
    { $facts }
staff-button-assist-pieces = 证据 { $count }

## Search

staff-found-more = 找到 { $count } 件以上，再加几个字：
staff-button-find-said = 找说到这个的件
staff-at-card-words = 打的字没有发给当事人。要发，先点“问当事人”或者“答复”。

staff-anonymous-words = 匿名|匿名的|anonymous
staff-named-words = 实名|实名的|named

## Help

staff-help-words = 帮助|怎么办案|怎么办件|怎么办|怎么用|怎么接件|办案|不会用|help
staff-leave-words = 我要请假|请假|我请假|休假|我要休假|替班|交接|i am away|leave
staff-help =
    工作台怎么用：
    · 新诉求会自己发过来，点“接收”就归你办，再按“下一步”做。
    · “待办”看全部；打编号、打几个字找件，办完的也找得到。能打几个词，比如“平台甲 苇岸区”、“匿名”、“11月26日”。
    · 还没结果，用“先说一声”，期限照走；有了结论再“答复”，办好了“办结”。
    · 请假：打“请假”，说到哪天、手上的先由谁办。
    自己要找驿站、投诉，点“首页”。
staff-team-words = 同事|同事们|分派|派件|谁在办|colleagues|team
staff-order-words = 督办|督办件|orders
staff-question-words = 问题|没答上的问题|看问题|questions
staff-notice-words = 通知|发通知|notices
staff-assist-words = 协办|协办件|assists
staff-button-all-orders = 督办
staff-button-all-assists = 协办
staff-button-desk-help = 怎么用
staff-button-notices = 发通知
staff-button-questions-open = 没答上的问题

## Overdue, and figures of any span

report-overdue = 现在超期：
report-overdue-none = 现在没有超期的。
report-overdue-line = { $title } { $count } 件
report-overdue-at = { $department }超期的，最久的在前：
report-button-overdue = 超期按部门
report-button-span = 换时间
report-which-span = 看哪段时间？点一个，或者直接打，比如“9月”“三季度”“2025年”“10月1日到11月15日”。
report-span-unread = 没看懂是哪段时间。
report-button-span-unit = { $unit ->
    [week] { $which ->
        [this] 本周
       *[before] 上周
    }
    [month] { $which ->
        [this] 本月
       *[before] 上月
    }
    [quarter] { $which ->
        [this] 本季度
       *[before] 上季度
    }
   *[year] { $which ->
        [this] 今年
       *[before] 去年
    }
 }
report-span = { $unit ->
    [month] { $year } 年 { $month } 月
    [quarter] { $year } 年第 { $quarter } 季度
    [year] { $year } 年
   *[days] { $first } 到 { $last }
 }
report-span-head = { $department ->
    [all] 全市
   *[other] { $department }
 } { $span }{ $over ->
    [no] （到昨天）
   *[yes] {""}
 }{ $dimension ->
    [none] {""}
    [type] ，按类型
    [platform] ，按平台
    [district] ，按区县
   *[department] ，按部门
 }
report-span-not-over = 还没过完，只看合计。要分开看，选已经过完的整周、整月、整季度或整年。
report-span-not-whole = 这段时间不是整周也不是整月，只看合计。要分开看，选整周、整月。
report-span-note = 按收到的日子算，撤回的不算。过完的每周一重算一次。重新办的件，前后两个部门各算一次；“解决”算在办结的部门。
report-span-before = 上一段：
report-span-file = 诉求数据-{ $first }-{ $last }.xlsx
report-span-sheet = 数据表，数字可以直接加、画图。
report-page-span = { $which ->
    [this] 这一段
   *[before] 上一段
 }
error-span-unknown = 这段时间没有数。选过去的、最长三年的。
negotiation-day = 平台答应哪天前做到？点一个，或者打日期。没说日子，点“没说日子”。
negotiation-button-no-day = 没说日子
negotiation-news-promised = { $platform }的协商，平台答应今天前做到：{ $type }。做到了没有，问一问，再告诉参加的人。
negotiation-promised = 平台答应 { $day }前做到。
