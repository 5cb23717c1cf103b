# The console: lists of cases, the search, saved views, one thing with many cases.
console-way-lists = 案件
console-lists-heap = { $heap ->
    [mine] 我在办
    [unassigned] 没人接
    [soon] 快到期
    [overdue] 超期
    [waiting] 等当事人
    [reopened] 重新办的
    [assisting] 要我们协办
    [open] 没办完的
    [ended] 办完的
   *[everything] 搜到的
 }
console-lists-table = 案件，一件一行
console-lists-none = 这里没有案件。
console-lists-more = 下一页
console-lists-first = 回第一页
console-lists-less = 上一页
console-lists-nobody = 没人
console-lists-helping = 等我们答复

console-lists-search-said = 匿名、救急和涉及健康、家事的案件，说过的话搜不到；按类型、编号还能找到。一个字不够搜，至少两个字。

console-lists-column = { $column ->
    [number] 编号
    [type] 类型
    [words] 说的是
    [clock] 期限
    [state] 到哪步
    [handler] 谁在办
    [platform] 平台
    [district] 区
    [department] 部门
    [filed] 提交
    [changed] 最近动过
   *[who] 实名/匿名
 }
console-lists-columns = 显示哪些列
console-lists-state = { $state ->
    [filed] 等接收
    [accepted] 在办
    [waiting_worker] 等当事人补充
    [answered] 答复过
    [settled] 办结，等当事人确认
    [reopened] 没解决，要重新办
    [closed] 办完了
   *[withdrawn] 当事人撤回
 }
console-lists-who = { $pseudonym ->
    [none] 实名
   *[other] 匿名 { $pseudonym }
 }
console-lists-clock = { $clock ->
    [left] 还剩 { $days } 个工作日
    [late] { $days ->
        [0] 刚超期
       *[other] 超期 { $days } 个工作日
    }
    [worker] 停着，等当事人
    [opinion] 停着，等确认
    [answered] 答复过了
   *[over] 办完了
 }
console-lists-clock-today = 今天 { $time } 到期

console-lists-filters = 筛选、列和视图
console-lists-filter = { $filter ->
    [type] 类型
    [platform] 平台
    [district] 区
    [department] 部门
    [handler] 谁在办
    [state] 到哪步
    [age] 多久了
    [anonymous] 实名/匿名
    [since] 这天起提交
    [until] 到这天
    [words] 说过的话
   *[same] 和这件一样的
 }
console-lists-any = 都要
console-lists-age = 满 { $days } 天
console-lists-anonymous = { $anonymous ->
    [yes] 匿名
   *[no] 实名
 }
console-lists-filter-go = 就看这些
console-lists-filter-none = 不筛了

console-lists-view-name = 存成视图，叫
console-lists-view-save = 存
console-lists-view-department = 全部门都能用
console-lists-view-ours = 部门
console-lists-view-delete = 删掉视图“{ $name }”
console-done-lists-view-saved = 存好了，在左边点。
console-done-lists-view-deleted = 视图删了，案件都在。

console-lists-choose = 选 { $number }
console-lists-choose-all = 选这一页的
console-lists-chosen-none = 勾上要一起办的，一次最多 { $most } 件
console-lists-chosen = 选了 { $count } 件
console-lists-bulk = 一起办
console-lists-bulk-do = { $what ->
    [take] 我来接
    [assign] 交给他办
    [note] 写备注
    [answer] 发这句答复
   *[settle] 用这句办结
 }
console-lists-bulk-to = 交给谁
console-lists-bulk-write = 写一句，几件一起用
console-lists-bulk-text = 备注只有同事看得到；答复和办结会发给每件的当事人
console-lists-bulk-same = 没人接的，发了就算你接。
console-lists-bulk-title = 一起办：{ $what ->
    [take] 接办
    [assign] 交办
    [note] 备注
    [answer] 答复
   *[settle] 办结
 }
console-lists-bulk-done = 办成 { $done } 件{ $held ->
    [0] {""}
   *[other] ，{ $held } 件要负责人看过才发
}{ $refused ->
    [0] 。
   *[other] ，没办成 { $refused } 件。
 }
console-lists-bulk-left = 还有 { $count } 件，正在办……
console-lists-bulk-progress = 办到哪了
console-lists-bulk-on = 接着办
console-lists-bulk-refused = 没办成的，一件一件看：
console-lists-why = 为什么
console-lists-back = 回列表
console-lists-sheet = 导出这一列表
