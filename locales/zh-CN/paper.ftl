### A person's papers with a date on them, and the reminders before they expire.

# What people type for them, between bars; then what may stand before and behind the name of one.
paper-words = 证件|证件到期|证件提醒|证件到期提醒|证件快到期了|证件过期了
paper-mine-words = 我的
paper-expiry-words = |到期|到期了|快到期|快到期了|要到期了|到期提醒|过期|过期了|快过期了|提醒|该换了|要换了|要年检了|要续了

paper-untitled = 证件
paper-year = { $year } 年
paper-month = { $month ->
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
paper-date = { $year } 年 { paper-month } { $day } 日
paper-and = 、

paper-none = 还没记证件。记下哪天到期，快到期时我提醒你。
paper-list = 你的证件，先到期的在前：
paper-line = { $number }. { $title }　{ $date }　{ $left }
paper-left = 还有 { $days ->
    [one] 1
   *[other] { $days }
} 天
paper-expires-today = 今天到期
paper-expired = 过期 { $days ->
    [one] 1
   *[other] { $days }
} 天了

paper-card = { $title }：{ $date }到期，{ $left }。
paper-reminders =
    提前 { $days } 天提醒，上午 10 点左右发。
    下次提醒：{ $date }。
paper-reminders-off = 不提醒。要提醒，选“哪几天提醒”。
paper-reminders-passed = 要提醒的日子都过了，到期前不会再提醒。
paper-reminders-expired = 已经过期，不会再提醒。换了新的，选“改日期”。
paper-added = 记下了。
paper-changed = 改好了。
paper-silenced = 这个不再提醒了。
paper-removed = 删掉了。

paper-event = 有一场能办：{ $title }，{ $moment }，剩 { $free } 个位子。
paper-reminder-event = 有一场能办：{ $title }，{ event-moment }，{ event-where }，剩 { $free } 个位子。
paper-button-event = 看这场
paper-button-add = 加一个
paper-button-more = 更多
paper-button-own = 别的证件
paper-button-back = 返回
paper-button-all = 全部证件
paper-button-change-date = 改日期
paper-button-change-that = 换新了，改它的日期
paper-button-days = 哪几天提醒
paper-button-how = 怎么办
certificate-button-renew-at = 去哪儿换
paper-button-remove = 删除
paper-button-done = 好了

paper-which-kind = 记哪个证件？
paper-kind-gone = 这一种没有了，换一个。
paper-which-title = 叫什么？打几个字，比如“叉车证”。
paper-title-long = 太长了，{ $most } 个字以内。
paper-which-date =
    { $title }哪天到期？
    直接打，比如“明年3月5号”“2027.3.5”；或者选年份。
paper-which-new-date =
    { $title }新的到期日是哪天？
    直接打，比如“明年3月5号”“2027.3.5”；或者选年份。
paper-there-already = 你已经记了一个，{ $date }到期。
paper-button-later-years = 再往后
paper-button-sooner-years = 往前
paper-which-month = { $year } 年几月？
paper-which-day = { $year } 年 { paper-month }几号？
paper-is-it = { $date }，对吗？
paper-button-yes = 对
paper-button-no = 不对

paper-only-words = 这里只看字。
paper-date-unread = 没看懂是哪天。写上年月日，比如“2027.3.5”。
paper-date-impossible = 没有这一天。看看证件上写的，再打一次。
paper-date-odd-year = 这个年份不太对。看看证件上写的，再打一次。
paper-date-never = 长期有效的不用提醒，不用记。要记别的日子，接着打。

paper-which-days = { $title }，到期前几天提醒？点一下打勾，再点取消。
    .wechat = { $title }，到期前几天提醒？回数字打勾，再回一次取消。
paper-button-day = 提前 { $days } 天
paper-button-day-taken = ✅ 提前 { $days } 天

paper-remove = 删掉{ $title }吗？以后不再提醒。
paper-button-remove-yes = 删掉
paper-button-remove-no = 不删
paper-renew-at-gone = 换证的地方现在没有记录。拿不准，打 12345 问。

# What is said without being asked. title: none where the kind is no longer known.
# Rows of the outbox that wait name the keys that begin with `certificate-`: these stay.
certificate-reminder =
    { $title ->
        [none] { paper-untitled }
       *[other] { $title }
    }快到期了：{ paper-date }。
    你要我提前 { $days ->
        [one] 1
       *[other] { $days }
    } 天说一声。
certificate-reminder-noted =
    { certificate-reminder }
    { $note }
certificate-button-renewed = 已换新，填新日期
certificate-button-silence = 别再提醒这个
