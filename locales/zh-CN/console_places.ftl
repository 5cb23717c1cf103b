### The console: the desk for places.

console-way-places = 地点
console-places-map = 在地图上看
console-places-back = 回地点列表
console-places-none = 没有这样的地点。换个条件试试。
console-places-none-yet = 这一页里没有，接着往后看。
console-places-never = 没核实过
console-places-closed-until = 关到 { $day }
console-places-waiting-only = 有没回的
console-places-filter = { $filter ->
    [district] 区
    [kind] 类型
    [need] 有什么
    [show] 开没开
    [checked] 核实
    [waiting] 骑手说的
    [sort] 排序
   *[words] 名字、编号、地址
}
console-places-show = { $show ->
    [open] 现在开着
    [shut] 现在没开
    [closure] 关几天
   *[gone] 没有了
}
console-places-checked = { $checked ->
    [lately] 半年内核实过
   *[long] 半年没核实
}
console-places-sort = { $sort ->
    [name] 按名字
   *[checked] 最久没核实的在前
}
console-places-head = { $column ->
    [name] 名字
    [district] 区
    [kind] 类型
    [needs] 有什么
    [open] 现在
    [checked] 核实
   *[waiting] 没回的
}

## One place

console-place-edit = 改资料：{ $place }
console-place-change = 改资料
console-place-page = 骑手看到的
console-place-waiting = 骑手说的，等你回
console-place-claim = 骑手说现在是：{ $what ->
    [closed] { $value }
    [access] 这样进：{ $value }
   *[hours] { $value }
}
console-place-claim-known = 登记的：{ $value }
console-place-facts = 资料
console-place-column = { $column ->
    [code] 编号
    [name] 名字
    [kind] 类型
    [district] 区
    [address] 地址
    [position] 位置
    [latitude] 纬度
    [longitude] 经度
    [needs] 有什么
    [hours] 平时几点开
    [access] 怎么进
    [access-note] 进门说明
    [phone] 电话
    [note] 备注
    [closed] 在不在
   *[details] 这一类的其他项
}
console-place-hours = 这几天开不开
console-place-today = { $state ->
    [open] 说了今天开。
    [shut] 说了今天不开，今天不带骑手过去。
    [reported] 骑手说没开门，现在不带骑手过去。
   *[unsaid] 今天开不开，还没人说。
}
console-place-until = 今天开到
console-place-set = 就这样
console-place-end = 不关了
console-place-close = 关几天
console-place-first = 从哪天
console-place-last = 到哪天
console-place-why = 为什么
console-place-reason = 别的原因（骑手会看到）
console-place-close-button = 关
console-place-photo = 照片
console-place-photo-of = { $place }的照片
console-place-photo-comes = 收到了，正在处理。
console-place-photo-none = 还没有。
console-place-photo-label = 门口的照片，别拍到人（10 MB 以内）
console-place-hosts = 谁管这里
console-place-hosts-none = 还没有人。
console-place-hosts-hint = 给了邀请码，对方在聊天里发过来就管这里。点名字可以重发码、收回。
console-place-hosts-admin = 邀请码由管理员发。
console-place-assessment = 评估
console-place-assessment-none = 还没公布星级。
console-place-duties = 要整改的
console-place-standard = 评估标准
console-place-changes = 改过什么
console-place-change-head = { $column ->
    [at] 时间
    [by] 谁
    [before] 原来
    [after] 改成
   *[undo] 撤回
}
console-place-by = { $by ->
    [rider] 骑手
    [host] 驿站
    [staff] 部门
   *[import] 导入
}{ $name ->
    [none] {""}
   *[other] {" "}{ $name }
}
console-place-undone = { $at } 撤回了
console-place-gone-hint = 骑手再也找不到这里。弄错了可以在“改过什么”里撤回。

## Its form

console-place-problem = { $column }：{ $why }
console-place-district-by-position = 按位置找
console-place-hours-hint = 开放时间像“周一至周五 8:00-18:00”“24小时”这样写；不清楚就空着。
console-place-datum = 坐标系
console-place-datum-is = { $datum ->
    [wgs84] WGS-84（GPS、手机）
    [gcj02] GCJ-02（高德、腾讯地图）
   *[bd09] BD-09（百度地图）
}
console-place-datum-hint = 坐标从哪里来就选哪个；选错会差几百米。
console-place-save = 保存
console-done-place-edited = 改好了，骑手现在看到的就是新的。
console-done-place-same = 没有改动。
console-done-place-open = 记下了，今天开。
console-done-place-shut = 记下了，今天不开。
console-done-place-until = 记下了，今天开到这个时候。
console-done-place-closed = 记下了，这几天不带骑手过去。
console-done-place-usual = 照平时的时间了。
console-done-place-right = 记下了：今天核实过。
console-done-place-answered = 回了。
console-done-place-claim-taken = 照骑手说的改好了。
console-done-place-claim-refused = 照原来的，今天核实过。
console-done-place-undone = 撤回了。
console-done-place-photo = 收到了，过一会儿骑手就能看到。
console-done-place-gone = 记下了，骑手不会再找到这里。
console-done-places-imported = 导入好了。

## Sheets for doors

console-doors-title = 门口二维码
console-doors-one = 打印门口二维码
console-doors-size = 纸
console-doors-count = 这里 { NUMBER($count, useGrouping: 0) } 张，一页最多 { NUMBER($most, useGrouping: 0) } 张。
console-doors-code = { $place }的二维码
console-doors-scan = 扫一扫：几点开、有什么、哪里不对告诉我们
console-doors-number = 编号 { $code }

## A file of many

console-import-title = 导入
console-import-choose = 选文件
console-import-hint = CSV、GeoJSON 或 xlsx，最多 { NUMBER($most, useGrouping: 0) } 个地点。先给你看要改什么，点了才写。
console-import-label = 地点文件
console-import-datum-choose = 选一个
console-import-replace = 文件里没有的地点，都算没有了
console-import-look = 看看要改什么
console-import-refused = 有错，什么都不会写。改好再传：
console-import-warnings = 提醒
console-import-would = 文件里 { $rows } 个地点：新增 { $new }，更改 { $changed }，不变 { $unchanged }，重新开放 { $reopened }，关闭 { $closed }。还没有写。
console-import-new = 新增 { NUMBER($count, useGrouping: 0) } 个
console-import-changed = 更改 { NUMBER($count, useGrouping: 0) } 个
console-import-closing = 没有了的 { NUMBER($count, useGrouping: 0) } 个
console-import-kept = { NUMBER($count, useGrouping: 0) } 个地点，后来有人改过的照他们说的留着
console-import-kept-hint = 要按文件来，把那一行的 checked_at 写成改动之后的日子。
console-import-head = { $column ->
    [name] 地点
    [before] 现在
   *[after] 改成
}
console-import-first = 每样只列前 { NUMBER($most, useGrouping: 0) } 个，写的时候是全部。
console-import-nothing = 和现在的一样，没什么要写的。
console-import-write = 就这样写进去
console-import-write-hint = 下面列的，一次写完。
console-import-too-many = 一次最多 { $most } 个地点。更多的请管服务器的人用 import places 导入。
