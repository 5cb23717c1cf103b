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
host-button-more = 更多设置
host-button-details = 改内容
host-button-change-one = 改前面的
host-which-answer = 改哪一个？
host-button-title = 名字
host-button-about = 做什么
host-button-place = 地点
host-button-time = 时间
host-button-minutes = 多长
host-button-seats = 名额
host-button-bring = 带什么
host-button-cancel = 能退到
host-button-remind = 提醒
host-button-questions = 报名时问
host-button-points = 积分
host-button-subsidy = 补贴
host-button-certificate = 证书
host-button-link = 链接
host-before = 提前 { $count } { $unit ->
    [days] 天
    [hours] 小时
   *[other] 分钟
}
host-detail-bring = { $said ->
    [none] 不用带东西
   *[other] 带上：{ $said }
}
host-detail-cancel = { $said ->
    [none] 开始前都能退
   *[other] 开始前 { $said } 小时还能退
}
host-detail-remind = { $said ->
    [none] 不提醒
   *[other] { $said }提醒
}
host-detail-questions = { $said ->
    [none] 报名时不问
    [size] 报名时问衣服大小
    [emergency-contact] 报名时问紧急联系人
   *[other] 报名时问衣服大小、紧急联系人
}
host-detail-points = { $said ->
    [none] 没有积分
   *[other] 来了给 { $said } 分
}
host-detail-subsidy = { $said ->
    [none] 没有补贴
   *[other] 补贴 { $said } 元
}
host-detail-certificate = { $said ->
    [none] 不发证书
   *[other] 上完发证书
}
host-detail-link = 网址：{ $said }
host-detail-set = 改好了{ $count ->
    [0] 。
   *[other] ，会告诉报名的 { $count } 人。
}
host-ask-bring = 要带什么？打出来，60 个字以内。
host-ask-cancel = 开始前多少小时还能退？
host-ask-remind = 什么时候提醒报名的人？
host-ask-questions = 报名时要问什么？
host-ask-points = 志愿者来了给多少分？也可以打数字，最多 1000。
host-ask-subsidy = 补贴多少元？也可以打数字，最多 10000。
host-ask-certificate = 上完发证书吗？
host-ask-link = 新链接？以 https:// 开头，会告诉报名的人。
host-column-name = 姓名
host-column-phone = 电话
host-button-weekly = 每周，连办 { $weeks } 场
host-held-weekly = 办好了 { $count } 场，最后一场 { $last }。下面是第一场。
host-button-address = 就写“{ $address }”
host-place-unknown = 驿站名录里没有这个地方。要不就按你写的地址？
host-subsidy-wanted = { $name }想在“{ $title }”给每人补贴 { $yuan } 元，可以吗？
host-subsidy-wanted-dates = { $name }想在“{ $title }”给每人补贴 { $yuan } 元，还没办的 { $dates } 场都算，可以吗？
host-button-subsidy-yes = 可以
host-button-subsidy-no = 不行
host-subsidy-asked = 补贴 { $yuan } 元：等负责人点头，点头前报名的人看不到。
host-subsidy-waits = 补贴 { $yuan } 元还没定，{ $names ->
    [none] 现在没有能点头的负责人。请管理员用 /staff 加一位。
   *[other] 等 { $names } 点头。
}
host-subsidy-decided = “{ $title }”每人补贴 { $yuan } 元：{ $how ->
    [yes] 同意了，报名的人看得到了。
   *[no] 没同意。
}告诉申请的同事了。
host-subsidy-given = { $name }同意了：“{ $title }”每人补贴 { $yuan } 元。
host-subsidy-refused = { $name }没同意“{ $title }”补贴 { $yuan } 元。
host-undecided = 等负责人点头
host-date-waits = 这一场每人补贴 { $yuan } 元，{ $names ->
    [none] 现在没有能点头的负责人。请管理员用 /staff 加一位。
   *[other] 等 { $names } 点头，点头前找不到、报不了名。
}
host-again-asked = 记下了。有补贴，再办一场要负责人点头，点头后才开放报名。
host-weekly-asked = 记下了 { $count } 场，最后一场 { $last }。有补贴，要负责人点头，点头后才开放报名。
host-dates-wanted = { $name }想再办“{ $title }”{ $dates ->
    [one] ：{ $first }
   *[other] { $dates } 场：{ $first } 到 { $last }
}，一共 { $seats } 个名额，每人补贴 { $yuan } 元，最多 { $most } 元。可以吗？
host-dates-decided = “{ $title }”再办 { $dates } 场：{ $how ->
    [yes] 同意了，可以报名了。
   *[no] 没同意。
}告诉申请的同事了。
host-dates-given = { $by }同意了：“{ $title }”再办{ $dates ->
    [one] ，{ $first }
   *[other] { " " }{ $dates } 场，{ $first } 到 { $last }
}，可以报名了。
host-dates-refused = { $by }没同意“{ $title }”再办{ $dates ->
    [one] ，{ $first }
   *[other] { " " }{ $dates } 场，{ $first } 到 { $last }
}。
host-thoughts = 来的人说：有用 { NUMBER($useful, useGrouping: 0) }，一般 { NUMBER($so_so, useGrouping: 0) }，没用 { NUMBER($useless, useGrouping: 0) }；时间不合适 { NUMBER($time, useGrouping: 0) }，地点不合适 { NUMBER($place, useGrouping: 0) }。
host-thoughts-few = 来的人怎么说：还不到 5 个人说，先不显示。
host-column-event = 活动
host-column-date = 场次
host-column-certificate = 证书编号
host-column-yuan = 补贴（元）
host-column-sum = 合计
