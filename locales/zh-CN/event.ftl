### Events: courses, health checks, party classes, volunteering, booked and reminded of.

# Where: a place and a room, or online.
event-where = { $place ->
    [none] { $room ->
        [none] 线上
       *[other] { $room }
    }
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
} { $until_day } 日（{ $until_weekday ->
    [mon] 周一
    [tue] 周二
    [wed] 周三
    [thu] 周四
    [fri] 周五
    [sat] 周六
   *[sun] 周日
}）{ $until_time }
event-button-show = 看详情
event-button-leave = 取消报名
event-button-take = 要这个位子
event-button-pass = 不要了

## What there is

# What people type for it, between bars.
event-words = 培训|培训活动|活动|课程|上课|找课|学习|体检|报名上课|党课|志愿|志愿者|做志愿
event-booking-words = 报名|我的报名|我报的课|我报名了什么
event-gap = {"　"}
event-line = { $number }. { $title }
event-today = 今天 { $time }
event-online = 线上
event-left = 剩 { $count }
event-full = 满了，{ $count } 人在排队
event-full-nobody = 满了，还没人排队
event-subsidy = 补贴 { $yuan } 元
event-points = 积 { $points } 分
event-sample = （示例数据，不是真的活动）
event-kind-any = 活动
event-kind-training = 课
event-kind-health-check = 体检
event-kind-party-class = 党课
event-kind-volunteering = 志愿活动
event-kind-activity = 综合体活动
event-kind-online = 线上课
event-list = { $how ->
    [near] 离你最近、还有空位的{ $kind }
   *[none] { event-list-time }{ $calm ->
        [yes] 、不在你高峰、
       *[no] {""}
    }{ $free ->
        [yes] 还有空位的
       *[no] 的
    }{ $about ->
        [none] {""}
       *[other] “{ $about }”
    }{ $kind }
}
event-list-time = { $day ->
    [none] { $when ->
        [today] 今天
        [tomorrow] 明天
        [weekend] 周末
        [week] 7 天内
       *[any] 最近
    }
   *[other] { $day }
}{ $part ->
    [morning] 上午
    [afternoon] 下午
    [evening] 晚上
   *[any] {""}
}
event-list-head = { $what }：
event-list-none = { $what }，现在一个都没有。
event-about-none = 没有说“{ $about }”的，先看看别的。
event-day = { event-month } { $day } 日（{ event-weekday }）
event-refine = 现在看的是{ $now }。怎么挑？
event-part-morning = 上午的
event-part-afternoon = 下午的
event-part-evening = 晚上的
event-button-any-day = 哪天都行
# What is said of a kind, a day, a part of the day, between bars.
event-said-training = 培训|课程|上课|课
event-said-health-check = 体检|查体|义诊|检查身体
event-said-party-class = 党课|主题党日|党日
event-said-volunteering = 志愿活动|志愿服务|志愿者|做志愿|志愿|公益活动|做公益|公益
event-said-activity = 综合体活动|文体活动
event-said-online = 线上课|线上的|线上|网课|直播课|直播
event-said-weekend = 这周末|周末|双休日
event-said-week = 这周|本周|这个星期|这星期|七天内|7天内
event-said-morning = 上午|早上|早晨|清早|一早
event-said-afternoon = 下午
event-said-evening = 晚上|傍晚|夜里|晚间|下班后|收工后|夜校
event-which-kind = 哪一种？
event-which-day = 哪天的？
event-when-today = 今天
event-when-tomorrow = 明天
event-when-weekend = 周末
event-when-week = 7 天内
event-when-any = 哪天都行
event-where-am-i = 你在哪？把位置发给我，或者打路名、商场名。
event-where-am-i-text = 你在哪？点“+”→“位置”发给我，或者打路名、商场名。
event-where-unknown = 没找到这个地方。换个叫法，比如路名、区名、驿站名。
event-which-words = 找什么？打几个字，比如“急救”“体检”。
event-button-more = 换一批
event-button-first = 从头看
event-button-refine = 换种类、时间
event-button-kind = 按种类
event-button-when = 按时间
event-button-near = 离我近的
event-button-words = 打字找
event-button-calm = 避开我的高峰
event-button-any-time = 高峰也行
event-button-free = 只看有空位的
event-button-full-too = 满了的也看
event-button-everything = 全部看看
event-button-every-kind = 哪种都行
event-button-back = 返回
event-button-find = 找课、找活动

## One date

event-span = { $moment }–{ $end }
event-address = { $where }，{ $address }
event-bring = 带上：{ $what }
event-host = 主办：{ $host }
event-gives-certificate = 上完发证书
event-called-off = 这场取消了：{ $reason }
event-booked = 你报上了。
event-booked-online = 你报上了。开始前 15 分钟，链接在这里。
event-link = 你报上了。点这里进：{ $link }
event-offered = 有个位子给你留到 { $until }。
event-waiting = 你在排队，前面 { $count } 个人。
event-waiting-first = 你在排队，下一个就是你。
event-lapsed = 上次给你留的位子过了时间，给了别人。还想来，再报一次。
event-other-dates = 别的场：
event-no-other-date = 这个没有别的场了。
event-button-book = 报名
event-button-wait = 排队
event-button-stop-waiting = 不排了
event-button-calendar = 加到日历
event-button-other = 看别的场
event-button-list = 回列表
event-button-mine = 我的报名

## A seat

event-ask-size = 衣服穿多大？
event-ask-emergency-contact = 紧急联系人的电话？打号码就行。
event-answer-size = 衣服：{ $answer }
event-answer-emergency-contact = 紧急联系人：{ $answer }
event-confirm = 报这场吗？{ $title }，{ $moment }，{ $where }。
event-waiting-how = 有空位先问你，会告诉你留到几点。
event-clash = 注意：跟你报的“{ $title }”撞了（{ $moment }）。
event-button-confirm = 报上
event-button-redo = 改我填的
event-booked-just-now = 报上了：{ $title }，{ $moment }，{ $where }。{ $reminders ->
    [day-today] 前一天和开始前再提醒你。
    [early-today] 提前和开始前再提醒你。
    [day] 前一天再提醒你。
    [early] 会提前提醒你。
    [today] 开始前提醒你。
   *[none] 快开始了，不再另外提醒。
}
event-calendar = 点开文件，就加到手机日历里。
event-calendar-file = 活动.ics
event-joined = 排上了，前面 { $count } 个人。有空位先问你，会告诉你留到几点。
event-joined-first = 排上了，下一个就是你。有空位先问你，会告诉你留到几点。
event-passed = 好，这个位子给下一个人了。
event-leave = { $kind ->
    [booked] 取消“{ $title }”（{ $moment }）吗？位子会给排队的人。
   *[waiting] “{ $title }”（{ $moment }）不排队了吗？
}
event-button-leave-yes = 取消报名
event-button-leave-no = 不取消，留着
event-left-it = 取消好了。

## What one is booked for

event-mine = 你报的，先开始的在前：
event-none-mine = 你还没报什么。
event-state = { $state ->
    [booked] 报上了
    [offered] 有位子等你点
    [attended] 签到了
    [no_show] 没来
   *[waiting] 在排队
}

## Being there

event-check-in-words = 签到|签到码|check in|checkin
event-code = 签到：发主办方给你看的 6 位数字；或者给他看你的码 { $code }。
event-button-own-code = 签到码（给人扫）
event-own-code = 你的签到码：{ $code }。给主办方扫，或者念给他听。
event-there-by-list = 码输错太多次，这里先不收了。找主办方：给他看你的码 { $code }，他在名单上输一下就行。
event-there-no-seat = 这个号现在没有要签到的活动。在别的号上报的名，就到那个号里把 6 位数字发过去；没报名的，找主办方。
event-there = 签到好了：{ $title }。
event-there-already = 你已经签过到了：{ $title }。
event-button-keep = 我来
event-kept = 好，位子给你留着。
event-moved =
    改时间了：{ $title }，原来 { $old_month ->
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
    } { $old_day } 日 { $old_time }，现在 { event-moment }，{ event-where }。
    还来吗？
event-off =
    取消了：{ $title }，{ event-moment }。
    原因：{ $reason }
event-changed = { $title }（{ event-moment }）有变化：{ $what ->
    [link] 链接换了，开始前在“我的报名”里点开。
   *[bring] { $said ->
        [none] 不用带东西了。
       *[other] 要带：{ $said }
    }
}
event-message =
    { $title }（{ event-moment }）的主办方说：
    { $text }
event-how-was-it =
    “{ $title }”上完了。{ $points ->
        [none] {""}
       *[other] 给你记了 { $points } 分。
    }有用吗？
event-button-useful-3 = 有用
event-button-useful-2 = 一般
event-button-useful-1 = 没用
event-fit = 时间、地点合适吗？
event-button-fit-right = 合适
event-button-fit-time = 时间不合适
event-button-fit-place = 地方太远
event-thanks = 记下了，下回照着改。
event-missed-two =
    有两场你报了没来。没事，是不是时间不合适？
    挑个方便的：
event-button-weekend = 周末的

## The record, certificates, points

event-button-record = 培训记录
event-record = 你上过 { $count } 次，一共 { $hours } 小时：
event-record-none = 还没有记录。签过到的课和活动，结束后在这里。
event-hours = { $hours } 小时
event-button-certificate = 证书
event-certificate-number = 证书编号：{ $number }
event-certificate-soon = 证书在做，做好了马上告诉你。
event-certificate-ready = 证书做好了：{ $title }。
event-certificate = 你的证书，编号 { $number }。谁都能用编号查真假。
event-certificate-file = 证书-{ $number }.pdf
event-which-name = 证书上写谁的名字？这场的主办方会核对。
event-name-wrong = “{ $title }”证书上的名字，主办方对不上。改成本人的真名。
event-name-shown = 别人查编号时，看得到你的名字。
event-name-hidden = 别人查编号时，看不到你的名字。
event-button-show-name = 让人看到名字
event-button-hide-name = 不让人看到名字
event-button-other-name = 改名字
event-button-check = 查真假
event-button-subsidy = 申请补贴
event-subsidy-course = { $title }{ $number ->
    [none] {""}
   *[other] （证书 { $number }）
}
event-button-points = 积分
event-points-have = 你有 { $points } 分。
event-points-line = { $what ->
    [earned] +{ $points }
   *[spent] -{ $points }
}　{ $moment }
event-button-spend = 换东西
event-spend-where = 在哪儿换？打门上的编号，比如 HWC01。
event-spend-how-many = 用多少分？
event-spend-number = 打个数字就行。
event-spend-no-place = 没有这个编号，再看一下门上的。
event-spent = 用了 { $points } 分，在{ $place }。给工作人员看：{ $slip }
event-spent-here = 有人在{ $place }用了 { $points } 分，单号 { $slip }。对上了再给。

# Drawn on the certificate, and shown on its page.
certificate-page-title = 查证书
certificate-page-good = 这张证书是真的。
certificate-page-unknown = 没有这个编号的证书。看看有没有抄错。
certificate-page-number = 编号
certificate-page-course = 课程
certificate-page-held = 日期
certificate-page-hours = 学时
certificate-page-name = 姓名
certificate-page-hidden = 本人没有公开
certificate-page-city = 颁发
certificate-page-sample = 示例数据：这是一座虚构的城市。
certificate-drawn-title = 培训证明
certificate-drawn-text = { $name }参加了“{ $title }”，{ $date }，共 { $hours } 学时。
certificate-drawn-short = { $name }参加了“{ $title }”，{ $date }。
certificate-drawn-number = 证书编号 { $number }
certificate-drawn-check = 扫码查真假
check-in-title = 签到码
check-in-how = 回到你平时用的聊天里，把这 6 个数字发过去。
check-in-chat = 用网页聊天签到

## When a rule says no

error-already-booked = 这场你已经有位子了。
error-booking-gone = 这个报名已经不在了。去“我的 → 我的报名”里看看。
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
error-check-in-code-wrong = 这个码不对，或者已经换了。看一下主办方现在的码。
error-too-many-check-in-tries = 签到码输错太多次，这里先不收了。找主办方，他在名单上给你签。
error-check-in-over = 签到时间过了。要补，找主办方。
error-check-in-too-early = 还没到签到时间，{ NUMBER($minutes, useGrouping: 0) } 分钟后开始。
error-event-incomplete = { $part ->
    [title] 名字要有，不能太长。
    [about] 写一句是做什么的，不能太长。
    [place] 要么选地点，要么给线上链接。
    [which-place] 是哪个地方？下面选一个，或者照写的用。
    [time] 时间不对：要在一年以内，还没过去。
    [seats] 名额不对，1 到 2000。
    [reason] 写一句为什么。
    [bring] 太长了，60 个字以内。
    [cancel] 打小时数，0 到 336。
    [remind] 提醒的时间不对。
    [questions] 这个问不了。
    [points] 打整数，0 到 1000；只有志愿活动有积分。
    [subsidy] 打整数，0 到 10000；补贴要部门来办。
    [certificate] 这种活动不发证书。
    [link] 要一个以 https:// 开头的链接。
    [pack] 这个活动是全市统一排的，内容在那边改。
   *[words] 写几句，不能太长。
}
error-name-unreadable = 不像名字，最多 { NUMBER($most, useGrouping: 0) } 个字。
error-name-undrawable = 证书上印不出这个字：{ $letters }。换一种写法再发一次，比如用拼音。
error-points-short = 不够，你有 { NUMBER($points, useGrouping: 0) } 分。
event-name-wanted = { $what ->
    [subsidy] 有补贴，主办方按名单发，留个名字才找得到你。不留也能来。
   *[certificate] 发证书，主办方要名单，留个名字才好核对。不留也能来。
}
event-ask-name =
    打真名，主办方发补贴、发证书用。
    只有这场的主办方看得到，加密存着，办完 { $days } 天后删，你也能随时收回。
event-ask-phone = 电话？有事好找你。不想留就点下面。
event-button-name = 给主办方留名字
event-button-no-phone = 不留电话
event-button-name-back = 收回名字
event-named = 记下了，只有这场的主办方看得到。
event-name-gone = 收回了，主办方看不到你的名字了。
event-name-left = 给主办方留的：{ $name }{ $phone ->
    [none] {""}
   *[other] ，{ $phone }
}
