# The console: the desk for events.
console-way-events = 活动
console-events-month = { $year } 年 { $month } 月的活动
console-events-before = 上个月
console-events-after = 下个月
console-events-none = 这个月没有活动。
console-events-back = 回日历
console-events-day-0 = 周一
console-events-day-1 = 周二
console-events-day-2 = 周三
console-events-day-3 = 周四
console-events-day-4 = 周五
console-events-day-5 = 周六
console-events-day-6 = 周日
console-events-subsidies = 导出本月补贴名单
console-events-subsidies-hint = 到场的人，每人每场一行；没留名字的空着。
console-events-subsidy-file = 补贴名单
console-event-state = { $state ->
    [open] 能报名
    [undecided] 等点头
    [called-off] 取消了
   *[over] 办完了
}
console-event-where = 在哪里（地点名字或地址；线上课写 https:// 链接）
console-event-usual = 照常
console-event-details-hint = 这种活动没有的（比如积分只给志愿活动），选了也不算。
console-done-event-made = 办好了，能报名了。
console-event-missed = 没来 { $count } 人。
console-event-check-in = 签到
console-event-code = 对方给你看的 6 位码
console-event-there-button = 签到
console-event-code-until = { $until } 换新的，这里会自己换。
console-event-there-count = 到了 { $there }/{ $booked }。
console-event-offline = 没网也能扫、能输：先记在这台设备上，连上网自己补交（结束后三天内）。别关这个页面。
console-event-camera = 用摄像头扫
console-event-code-offline = 对方给你看的 6 位码
console-event-send = 现在补交
console-event-waits = 记下了，等着交
console-event-away = 没网，都记着；连上了自己交。
console-event-refused = 没交成，都还记着。刷新这一页再试。
console-event-checked = { $result ->
    [there] 签到好了
    [again] 签过了
    [outside] 不在签到时间里扫的，没算
   *[unknown] 名单里没有这个码
}
console-event-answers = 回答
console-event-names-hint = 名字和电话只有本人愿意留的才有，只给这场的主办方看，办完 90 天后删。
console-event-certificate = 证书上的名字
console-event-name-checked = 核对过
console-event-name-right = 对
console-event-name-wrong = 对不上
console-done-event-name-right = 记下了，名字对。
console-done-event-name-wrong = 已经请对方改名字。
console-event-write = 发给大家
console-event-new-time = 新的时间
console-event-move-hint = 报了名的人都会收到消息，问还来不来。
console-event-weekly = 连着办
console-event-once = 只办这一场
console-event-set = 改
console-event-values-hint = 提前几小时能退、积分、补贴写数字；提醒写分钟，逗号隔开；证书写 1 或者空着。
console-done-event-moved = 改好了，报名的人会收到消息。
console-done-event-again = 又办了，能报名了。
console-done-event-asked = 有补贴，等负责人点头才能报名。
console-done-event-off = 取消了，报名的人会知道。
console-done-event-told = 发出去了。
console-done-event-detail = 改好了。
console-done-event-there = 签到好了。
console-done-event-there-already = 这位签过了。
console-done-event-decided = 定下来了，申请的人会知道。
