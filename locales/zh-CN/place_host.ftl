### 驿站负责人: says that the place is open or shut today, and answers what was reported of it.

# What hosts type, between bars.
place-host-words = 我的驿站|驿站管理
place-host-open-words = 今天开|今天开门|开门了
place-host-shut-words = 今天不开|今天不开门|今天关门

place-host-usual-words = 恢复正常|恢复照常|照常营业|照常开|照常|恢复营业|back to normal|as usual
place-host-time-words = 今天开到|今天营业到|今天开门到|开到|营业到|开门到|open until
place-host-day-words = 关到|关门到|停业到|歇业到|休息到|一直关到|closed until
place-host-off-words = 不开|不开门|关门|不营业|休息|closed
# Behind two times: 22:00到凌晨2:00开.
place-host-from-words = 开|开门|营业|open
place-host-riders-see = 骑手现在看到：{ $hours }
place-host-button-time = 今天开到几点
place-host-button-day = 关几天
place-host-button-usual = 恢复照常
place-host-button-hours = 改开门时间
place-host-button-find = 找驿站
place-host-ask-time = 今天开到几点？点一个，或者打字，比如“20:30”“凌晨两点”。明天照常。
place-host-ask-day = 从今天起关到哪天（那天也关）？点一天，或者打字，比如“12月5日”“2月1日到2月8日：装修”。
place-host-ask-place = 哪个驿站？打名字里的几个字，或者编号。
place-host-none-found = 没有叫这个的，换几个字再打一次。
place-host-done-time = 记下了，今天开到 { $at }，明天照常。
place-host-done-day = 记下了，{ $days ->
    [one] { $day }不开
   *[more] { $first }到 { $day }不开
 }，过了自动照常。
place-host-done-usual = 记下了，恢复照常。
place-host-news-hours = { $name }改了{ $place }的开门时间：{ $how ->
    [open] 今天开
    [shut] 今天不开
    [until] 今天开到 { $at }
    [until-night] 今天开到凌晨 { $at }
    [closed] { $days ->
        [one] { $at }不开
       *[more] { $from }到 { $at }不开
    }
   *[usual] 恢复照常
 }。骑手查到的已经改了。
place-host-which = 哪个驿站？
place-host-card = { $place }：{ $state ->
    [open] 你说了今天开，骑手会被带过来。
    [shut] 你说了今天不开，今天不带骑手过来。
    [reported] 有人说没开门，现在不带骑手过来。开着的话点“今天开”。
   *[unsaid] 今天开吗？点一下，骑手就不白跑。
 }
place-host-opened = 记下了，今天开。
place-host-shut = 记下了，今天不开，明天恢复。
place-host-reports = 这些是骑手报的，不记是谁。点编号回：
place-host-reports-none = 没有要回的了。
place-host-line = { $place }. { $report }
place-host-report-line = { $kind ->
    [shut] 没开门
    [refused] 不让进
    [missing_service] 没有这项服务{ $need ->
        [none] {""}
       *[other] ：{ $need }
    }
    [changed] 和写的不一样
   *[wrong_position] 位置不对
 }　{ $time }
place-host-report = { $report }。现在怎么样？
place-host-answered = 记下了。
place-host-news-today = { $place }今天开吗？点一下，骑手就不白跑。
place-host-news-shut = 有两个以上的骑手说{ $place }没开门，开着吗？{ $minutes } 分钟没回，就先不带人过来。
place-host-button-open = 今天开
place-host-button-shut = 今天不开
place-host-button-reports = 看反映
place-host-button-reports-count = 骑手反映 { $count }
place-host-button-fixed = 处理好了
place-host-button-not-so = 没有这回事
place-host-news-report = 有骑手说{ $place }{ $kind ->
    [shut] 没开门
    [refused] 不让进
    [missing_service] { $need ->
        [none] 少了一项服务
       *[other] 没有{ $need }
    }
    [changed] 和写的不一样
   *[wrong_position] 位置不对
}。{ $hosted ->
    [yes] {""}
   *[no] 这里没有驿站管理，发给你们部门处理。
}
place-problems-head = { $found ->
    [none] 近 30 天没有没处理的驿站反映。
   *[some] 近 30 天没处理的驿站反映，多的在前。点数字处理：
}
place-problem = { $kind ->
    [shut] 没开门
    [refused] 不让进
    [missing_service] { $need ->
        [none] 少服务
       *[other] 没有{ $need }
    }
    [changed] 和写的不一样
   *[wrong_position] 位置不对
} { NUMBER($count, useGrouping: 0) }
place-problems-line = { $number }. { $place }：{ $counts }{ $hosted ->
    [yes] {""}
   *[no] （没有驿站管理）
}
desk-problems = 驿站反映：骑手说哪里没开门、少了什么
desk-button-problems = 驿站反映
place-which-missing = 没有哪一项？
place-button-missing-other = 别的
