# The console: the desk for benefits.
console-way-benefits = 福利
console-benefits-hint = 点开次数按整周算，不记是谁。没人用：上线满 { $days } 天，这 { $days } 天没人点开。空承诺：点进去什么也没有。内容在城市包里改。
console-benefits-mine = 我们部门的
console-benefits-none = 没有这样的福利。
console-benefit-state = { $state ->
    [empty] 空承诺
    [dead] 没人用
    [new] 刚上线
   *[used] 有人用
}
console-benefit-empty = { $why ->
    [no-place] 没有一个地点提供
    [no-date] 后面没有这种活动
    [no-article] 文章没发布，或者过期了
    [nobody] 接诉求的部门还没人
   *[no-case] 没有这类诉求了
}
console-benefit-title = 福利
console-benefit-standing = 怎么样
console-benefit-owner = 归谁管
console-benefit-to = 点进去是
console-benefit-leads = { $kind ->
    [place] 找地点：{ $to }
    [case] 诉求：{ $to }
    [event] 活动：{ $to }
    [phone] 电话：{ $to }
   *[article] 文章：{ $to }
}
console-benefit-opened = { $days } 天点开
console-benefit-acted = 点进去
console-benefit-used = 上次有人看
console-benefit-since = 上线
console-benefit-never = 还没有
console-benefit-not-counted = 打电话数不到
