### Stations and other places. Numbers, times and distances arrive as they are to be read.

## What is needed

# What people type for a search, between bars.
place-words = 驿站|暖新驿站|找驿站|找暖新驿站|附近驿站|附近的驿站|歇脚点|找歇脚点|服务站|服务点
place-which-need = 现在要什么？
place-button-again = ↻ 上次：{ $needs }
place-button-again-at = ↻ 上次去的：{ $place }
place-button-all-needs = 更多
place-button-next-needs = 下一页
place-button-several = 一次要几样
place-button-picked = 选好了（{ $count }）
place-picked = ✓ { $title }
place-picked-none = 一样都还没选，先选要的。
place-pick-needs = { $needs ->
    [none] 要哪几样？点一下选上，再点一下去掉。
   *[other] 要{ $needs }。还要别的就接着点，再点一下去掉。
}
    .wechat = { $needs ->
        [none] 要哪几样？回数字选上，再回一次去掉。
       *[other] 要{ $needs }。还要别的就接着回数字，再回一次去掉。
    }
place-need-gone = 这一样现在没有了，看看别的。
place-and = 、
place-gap = {"　"}

## Where

place-where = { $needs ->
    [none] 你在哪？把位置发给我，或者打路名、商场名。
   *[other] 找{ $needs }。把位置发给我，或者打路名、商场名。
}
# On WeChat the menu below the chat has an entry that sends the position.
place-where-text = { $needs ->
    [none] 你在哪？点“+”→“位置”发给我，或者打路名、商场名。
   *[other] 找{ $needs }。点“+”→“位置”发给我，或者打路名、商场名。
}
    .wechat = { $needs ->
        [none] 你在哪？点“+”→“位置”发给我，或者点下面的“找驿站”→“发位置”。打路名、商场名也行。
       *[other] 找{ $needs }。点“+”→“位置”发给我，或者点下面的“找驿站”→“发位置”。打路名、商场名也行。
    }
place-button-send-location = 📍 发送位置
place-button-same-spot = 📍 还在刚才那里
place-same-spot-gone = 刚才的位置过了 10 分钟，再发一次。
place-where-not-that = 这个看不出在哪。
place-outside = 这个位置不在{ $city }，找不到近的。
place-beyond = 这个位置不在{ $city }，附近没有驿站。打路名、商场名，或者选一个区：
place-link-unread = 这种地图链接里没写位置，我打不开。
place-spot-not-found = 没找到“{ $spot }”。
place-spot-unknown = 没找到“{ $spot }”。换个叫法，比如路名、区名、驿站名。
place-which-spot = 是哪一个？
place-which-part = { $street }有 { $kilometres } 公里长，你在哪一段？选个近的；说路口、门牌号、哪个区也行，或者发位置。
place-button-landmark = { $number ->
    [none] { $name }附近
   *[other] { $number } 号附近（{ $name }）
}
place-button-whole-street = 整条路都看
place-spot-gone = 这个地方现在找不到了，重新来一次。

## The list

# The first five, or those behind them.
place-list-nearest = { $page ->
    [first] 最近
   *[later] 再远一点的
}
place-list-open = { $needs ->
    [none] { place-list-nearest } { $count } 个现在开着的：
   *[other] { place-list-nearest } { $count } 个有{ $needs }、现在开着的：
}
place-list-any = { $needs ->
    [none] { place-list-nearest } { $count } 个，没开的也在：
   *[other] { place-list-nearest } { $count } 个有{ $needs }的，没开的也在：
}
place-list-unmet = { $needs ->
    [none] 1 公里内没有开着的驿站，已经记下（不记你是谁）。最近的：
   *[other] 1 公里内没有开着、有{ $needs }的，已经记下（不记你是谁）。最近的：
}
# From the middle of a street: somebody who is on it may have something nearer.
place-list-unmet-guess = { $needs ->
    [none] { $spot }中间 1 公里内没有开着的驿站。最近的：
   *[other] { $spot }中间 1 公里内没有开着、有{ $needs }的地方。最近的：
}
place-list-none-open-guess = { $needs ->
    [none] 现在一个开着的都没有。没开的：
   *[other] 有{ $needs }的地方现在都没开。没开的：
}
place-list-none-open = { $needs ->
    [none] 现在一个开着的都没有，已经记下（不记你是谁）。没开的：
   *[other] 有{ $needs }的地方现在都没开，已经记下（不记你是谁）。没开的：
}
place-list-kind = { $how ->
    [unmet] 1 公里内没有开着的{ $kind }，已经记下（不记你是谁）。最近的：
    [none-open] { $kind }现在一个开着的都没有，已经记下（不记你是谁）。没开的：
    [any] { place-list-nearest } { $count } 个{ $kind }，没开的也在：
   *[open] { place-list-nearest } { $count } 个现在开着的{ $kind }：
}
place-list-nothing = { $needs ->
    [none] 还没有一个驿站，已经记下（不记你是谁）。
   *[other] 还没有地方有{ $needs }，已经记下（不记你是谁）。
}
# A whole district was named: how far it is from the person, nobody knows.
place-list-inside-first = { $page ->
    [first] 先看 { $count } 个
   *[later] 再看 { $count } 个
}
place-list-inside-open = { $needs ->
    [none] { $spot }现在开着的，{ place-list-inside-first }：
   *[other] { $spot }有{ $needs }、现在开着的，{ place-list-inside-first }：
}
place-list-inside-any = { $needs ->
    [none] { $spot }的，没开的也在，{ place-list-inside-first }：
   *[other] { $spot }有{ $needs }的，没开的也在，{ place-list-inside-first }：
}
place-list-inside-none-open = { $needs ->
    [none] { $spot }现在一个开着的都没有。没开的：
   *[other] { $spot }有{ $needs }的地方现在都没开。没开的：
}
place-list-street-end = 路长，说上门牌号（像“{ $spot }24号”）或者发位置，就从近的排。
place-list-inside-end = 想从近的看起，把位置发给我。
place-list-outside = { $needs ->
    [none] { $spot }还没有驿站。别处最近的：
   *[other] { $spot }还没有地方有{ $needs }。别处最近的：
}
place-list-nowhere = { $needs ->
    [none] 还没有一个驿站。
   *[other] 还没有地方有{ $needs }。
}
# Of a longer text.
place-list-partly = 只看懂了“{ $spot }”，按它找的。
place-cut = { $text }…
place-list-gone = 这一批都撤了，重新找一次。
place-list-old = 上次找的已经不在了，重新来。
place-list-again = 到底了，从最近的重新看。
place-list-from = 距离从{ $spot }算。{ $street ->
    [none] {""}
   *[other] 说上门牌号更准。
}
place-number-same = { $street } { $number } 号
place-number-near = { $street } { $number } 号（离 { $said } 号最近的、查得到的门牌）
place-list-from-middle = 距离从{ $spot }中间算。
place-list-beside-end = 距离从{ $spot }上离它最近的一处算。
place-sample = （示例数据，不是真的地点）
place-button-more = 换一批
place-button-any = 没开的也看
place-button-open = 只看开着的
place-button-other-need = 换一样

## Distances, directions, times

place-distance-m = { $metres } 米
place-here = 就是这里
place-distance-km = { $kilometres } 公里
place-direction = { $direction ->
    [n] 北
    [ne] 东北
    [e] 东
    [se] 东南
    [s] 南
    [sw] 西南
    [w] 西
   *[nw] 西北
}
place-opening = { $how ->
    [always] 24 小时
    [open] 开着
    [closes] 开到 { $at }
    [closes-soon] { $minutes } 分钟后关
    [opens] 关着，{ $at } 开
    [shut] 关着
    [found-shut] 有人说没开门
   *[unknown] 几点开不清楚
}
place-opening-full = { $how ->
    [always] 现在开着，24 小时不关。
    [open] 现在开着。
    [closes] 现在开着，{ $at } 关。
    [closes-soon] 现在开着，{ $minutes } 分钟后关。
    [opens] 现在关着，{ $at } 开。
    [shut] 现在关着。
    [found-shut] 刚有人去了，说没开门。
   *[unknown] 几点开不清楚，去之前打个电话更稳。
}
place-opening-written = 登记的是：{ $hours }。
place-opening-today = 今天开：{ $times }。
place-span = { $start }–{ $end }
place-month = { $month } 月
place-moment = { $day ->
    [today] { $time }
    [tomorrow] 明天 { $time }
    [night] 凌晨 { $time }
    [mon] 周一 { $time }
    [tue] 周二 { $time }
    [wed] 周三 { $time }
    [thu] 周四 { $time }
    [fri] 周五 { $time }
    [sat] 周六 { $time }
    [sun] 周日 { $time }
   *[later] { $month } { $date } 日 { $time }
}

## One place

place-card-title = { $name }（{ $distance }，{ $direction }）
place-card-title-from = { $name }（离{ $spot } { $distance }，{ $direction }）
place-card-address = { $address }。{ $opening }
place-card-field = { $title }：{ $said }
place-card-phone = 电话：{ $phone }
place-card-note = 留言：{ $note }
place-card-useful = 觉得不错：{ $count } 人
place-button-amap = 去这里：高德
place-button-baidu = 百度
place-button-tencent = 腾讯
place-button-map = 地图位置
place-button-around = 网页地图：看周边
place-button-useful = 不错
place-button-problem = 有问题
place-button-back = 返回
place-useful-done = 记下了，谢谢你告诉后面的人。
place-door-gone = 门上这个码的驿站已经撤了。

## What is wrong there

place-which-problem = { $name }，怎么了？
place-button-problem-shut = 没开门
place-button-problem-refused = 不让进
place-button-problem-missing-service = 没有这项服务
place-button-problem-wrong-position = 位置不对
place-told-shut = 记下了。两小时内再有一个人说没开门，就先不带人来这。
place-told-shut-by-two = 记下了。不止你一个人这么说，到下次开门前不带人来这。
place-told-shut-asked = 记下了，也问了管这里的人。他说没开，或者 { $minutes } 分钟没回话，就先不带人来这。
place-told-shut-fresh = 记下了。你刚来不久，或者还没点“同意”，这一条先不算数；别人也这么说，就先不带人来这。
place-told-shut-hosted = 记下了，会告诉管这里的人。再有人这么说，就问他开没开。
place-told-refused = 记下了：不让进。不记你是谁。
place-told-missing-service = 记下了：缺这项服务。不记你是谁。
place-told-wrong-position = 记下了：位置不对。不记你是谁。

## Gates of estates: how to get in. Read in the rain, with one hand

gate-where = 哪个小区？打小区名，或者把位置发给我。
gate-where-text = 哪个小区？打小区名，或者点“+”→“位置”发给我。
gate-checked = { $state ->
    [doubted] 有人说现在不是这样了，进门前问一声。
    [never] 还没人核实过，进门前问一声。
    [old] 60 天没人核实了，进门前问一声。
   *[known] { $day }核实过。
}
gate-line-unsure = { $state ->
    [doubted] （有人说不是这样了）
    [never] （没人核实过）
   *[old] （60 天没人核实了）
}
gate-list = { $near ->
    [yes] 附近 1 公里内的门：
   *[no] { $estate ->
        [none] 是哪一个？
       *[other] { $estate }有 { $count } 个门：
    }
}
gate-unknown = { $estate ->
    [none] 附近 1 公里还没人说过怎么进。打小区名再找找。
   *[other] 还没人说过“{ $estate }”怎么进。先给门岗看接单页，问登记能不能进；进不去就打给顾客，约在门口。
}
gate-button-around = 网页地图：看周边
gate-button-right = 还是这样
gate-button-changed = 不是这样了
gate-button-another = 换个小区
gate-button-tell = 进不去，反映
gate-right-counted = 记下了，谢谢你告诉后面的人。
gate-right-fresh = 谢谢。你刚来不久，或者还没点“同意”，这一下先不算核实。
place-told-changed = 记下了：和这里写的不一样。会有人去核实，不记你是谁。
