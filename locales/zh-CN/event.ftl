### Events: courses, health checks, party classes, volunteering, booked and reminded of.

# Where: a place and a room, or online.
event-where = { $place ->
    [none] 线上
   *[other] { $place }{ $room ->
        [none] {""}
       *[other] {" "}{ $room }
    }
}
event-weekday = { $weekday ->
    [mon] 周一
    [tue] 周二
    [wed] 周三
    [thu] 周四
    [fri] 周五
    [sat] 周六
   *[sun] 周日
}
event-month = { $month ->
    [m1] 1 月
    [m2] 2 月
    [m3] 3 月
    [m4] 4 月
    [m5] 5 月
    [m6] 6 月
    [m7] 7 月
    [m8] 8 月
    [m9] 9 月
    [m10] 10 月
    [m11] 11 月
   *[m12] 12 月
}
event-moment = { event-month } { $day } 日（{ event-weekday }）{ $time }

# What is said without being asked.
event-reminder = 提醒：{ $title }，{ event-moment }，{ event-where }。
event-offer =
    轮到你了：{ $title }，{ event-moment }，{ event-where }，空出一个位子。
    给你留到 { event-offer-until }，到点没点就问下一个人。
event-offer-until = { $until_month ->
    [m1] 1 月
    [m2] 2 月
    [m3] 3 月
    [m4] 4 月
    [m5] 5 月
    [m6] 6 月
    [m7] 7 月
    [m8] 8 月
    [m9] 9 月
    [m10] 10 月
    [m11] 11 月
   *[m12] 12 月
} { $until_day } 日 { $until_time }
event-button-show = 看详情
event-button-leave = 取消报名
event-button-take = 要这个位子
event-button-pass = 不要了

## When a rule says no

error-already-booked = 这场你已经有位子了。
error-booking-gone = 这个报名已经不在了。去“我的 → 报名”里看看。
error-cancel-too-late = 开始前 { NUMBER($hours, useGrouping: 0) } 小时以内不能取消了。来不了，到时给主办方说一声。
error-event-called-off = 这场取消了，看看别的场。
error-event-gone = 这场已经没有了，看看别的场。
error-event-over = 这场已经开始或者结束了，看看别的场。
error-offer-gone = 这个位子已经给别人了。还想来，可以重新排队。
error-seats-gone = 满了，{ $waiting ->
    [0] 还没人排队
   *[other] 前面有 { NUMBER($waiting, useGrouping: 0) } 个人在等
 }。
error-too-many-bookings = 最多同时报 { $most } 场，先取消用不着的。
