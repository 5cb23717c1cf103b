### The hosts' side of events: what one gives, who comes, and what changes.

# What people type for it, between bars.
host-words = 我办的|我办的活动|办活动|主办
host-none = 你还没有办活动。
host-dates = 你办的，先开始的在前：
host-taken = { $taken }/{ $seats }
host-counts = 报名 { $booked }/{ $seats }，到了 { $there }，排队 { $waiting }
host-called-off = 已取消：{ $reason }
host-button-mine = 我办的活动
host-button-new = 新办一个
host-button-all = 我办的
host-button-code = 签到码
host-button-code-again = 换新码
host-button-type = 输码签到
host-button-list = 名单
host-button-export = 导出名单
host-button-write = 通知大家
host-button-change = 改、取消、再办

host-code =
    签到码：{ $code }
    { $until } 换新的。到了 { $there }/{ $booked }。
    让大家扫码，或者把这 6 个数字发给我。
host-which-code = 打来人的 6 位码，一个接一个。
host-code-unread = 要 6 位数字。
host-code-unknown = 名单里没有这个码。
host-there = 签到好了。到了 { $there }/{ $booked }。
host-there-already = 这位签过了。到了 { $there }/{ $booked }。
host-list = 名单，{ $count } 人：
host-list-none = 还没人报。
host-list-line = { $number }. { $state }{ $answers ->
    [none] {""}
   *[other] {"　"}{ $answers }
}
host-sheet = 名单，{ $count } 人。
host-sheet-file = 名单.xlsx
host-column-number = 序号
host-column-state = 情况
host-column-booked = 报名时间
host-column-there = 签到时间
host-column-size = 衣服
host-column-emergency-contact = 紧急联系人

host-change = { $title }，{ $moment }。怎么改？
host-button-move = 改时间
host-button-again = 再办一场
host-button-off = 取消这场
host-ask-move = 改到什么时候？比如“12月5号 14:30”“明天下午两点半”。
host-ask-again = 再办一场，什么时候？比如“12月5号 14:30”。
host-ask-off = 为什么取消？写一句，会告诉报名的人。
host-ask-write = 要告诉大家什么？
host-time-unread = 没看懂，或者已经过了。写上哪天、几点，比如“12月5号 14:30”。
host-words-long = 写几个字，最多 { $most } 个。
host-confirm-move = 改到 { $moment }？报名的 { $count } 人会收到消息，问还来不来。
host-confirm-again = { $moment } 再办一场？
host-confirm-off = 取消这场？会告诉 { $count } 人：{ $said }
host-confirm-write = 发给 { $count } 人？内容：{ $said }
host-button-yes-move = 改
host-button-yes-again = 办
host-button-yes-off = 取消，通知大家
host-button-yes-write = 发
host-moved = 改好了，告诉了 { $count } 人。
host-held-again = 办好了，下面是新的一场。
host-told = 告诉了 { $count } 人。

host-which-kind = 办哪一种？
host-ask-title = 叫什么？几个字就行。
host-ask-about = 做什么？一两句话。
host-ask-place = 在哪儿办？打地方的名字，比如“河湾综合体”。
host-ask-online = 线上链接？以 https:// 开头。
host-which-place = 哪一个？
host-link-unread = 要一个以 https:// 开头的链接。
host-ask-time = 什么时候开始？比如“12月5号 14:30”。
host-ask-minutes = 多长时间？
host-minutes = { $minutes } 分钟
host-ask-seats = 多少个名额？打数字。
host-seats-unread = 打数字，1 到 { $most }。
host-review =
    看一下：
    { $kind }：{ $title }
    { $about }
    { $where }，{ $moment }，{ $minutes } 分钟，{ $seats } 个名额
host-button-make = 发布
host-button-anew = 重新填
host-made = 发布了，大家能报名了。
