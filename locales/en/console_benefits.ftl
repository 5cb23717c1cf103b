# The console: the desk for benefits.
console-way-benefits = Benefits
console-benefits-hint = Taps are counted by whole weeks, never who made them. Unused: offered for { $days } days, and nobody opened it in the last { $days }. Empty promise: there is nothing behind it. What a benefit says is changed in the city pack.
console-benefits-mine = Of our department
console-benefits-none = There is no such benefit.
console-benefit-state = { $state ->
    [empty] empty promise
    [dead] unused
    [new] new
   *[used] used
}
console-benefit-empty = { $why ->
    [no-place] no place offers it
    [no-date] no such event is to come
    [no-article] the article is not published, or is over
    [nobody] nobody of the department is there to take the case
   *[no-case] there is no such case any more
}
console-benefit-title = Benefit
console-benefit-standing = How it stands
console-benefit-owner = Owner
console-benefit-to = Leads to
console-benefit-leads = { $kind ->
    [place] places: { $to }
    [case] case: { $to }
    [event] events: { $to }
    [phone] telephone: { $to }
   *[article] article: { $to }
}
console-benefit-opened = Opened, { $days } days
console-benefit-acted = Followed
console-benefit-used = Last opened
console-benefit-since = Since
console-benefit-never = never
console-benefit-not-counted = calls are not counted
