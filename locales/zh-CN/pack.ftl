### What is wrong with a city pack, as the operator is told. Every variable is text.

## Where, and how it is shown

pack-complaints = 城市包有 { NUMBER($count, useGrouping: 0) } 处要改：
pack-at = { $file }{ $line ->
    [none] {""}
   *[other] ，第 { $line } 行
 }{ $path ->
    [none] {""}
   *[other] ，{ $path }
 }：{ $problem }
pack-place = { $where }：{ $reason }
pack-near = { $likely ->
    [yes] 是不是 { $near }？
   *[no] {""}
 }

## Whole files

pack-no-file = 没有这个文件，城市包里要有它。
pack-unreadable = 读不了这个文件（{ $reason }）。
pack-not-utf8 = 不是 UTF-8 编码，请另存为 UTF-8。
pack-bad-toml = TOML 写法有错，从这里读不下去{ $column ->
    [none] {""}
   *[other] （第 { $column } 列）
 }：{ $reason ->
    [statement] 这一行不是“键 = 值”，也不是 [表名]。
    [line-end] 值的后面还有别的字，一行只写一个“键 = 值”。
    [character] 不能写 { $what } 这个字符。
    [expected] 这里该有 { $what }。
    [equals] 键的后面少了“=”。
    [table-end] 表名后面少了“]”。
    [tables-end] 表名后面少了“]]”。
    [twice] { $what } 写了两次。
    [overwrite] 这个键前面已经有值了，写了两次。
    [reopened] { $what } 前面已经写完了，不能再添。
    [key] 键要用字母、数字、“-”、“_”，别的字要加引号。
    [array] 方括号没有收尾，少了“]”。
    [inline] 花括号没有收尾，少了“{ "}" }”。
    [backslash] 引号里的“\”要写成“\\”，或者整段用单引号。
    [escape] “\”后面的编码不对。
    [string] 引号没有收尾。
    [date] 没有这个日期或时间。
    [value] 等号后面的值看不懂，文字要加引号。
   *[other] { $said }
 }
pack-bad-json = JSON 写法有错，从这里读不下去：{ $reason ->
    [comma] 两项之间少了“,”。
    [colon] 名字后面少了“:”。
    [trailing] 最后一项后面多了“,”。
    [name] 名字要用英文双引号括起来；最后一项后面不能有“,”。
    [value] 这里该有一个值：文字加英文双引号，最后一项后面不能有“,”。
    [extra] 到这里已经完了，后面还有多的字。
    [string] 英文双引号没有收尾。
    [control] 引号里不能直接换行或放制表符，换行写 \n。
    [escape] “\”要写成“\\”。
   *[other] { $said }
 }
pack-bad-head = 开头两行 --- 之间的写法有错：{ $reason ->
    [colon] 这一行有两个“: ”（冒号加空格），内容要加引号；或者上一行少了冒号。
    [no-colon] 这一行不是“名字: 内容”，少了英文冒号。
    [tab] 不能用制表符缩进，用空格。
    [character] 内容用 @、% 或反引号开头的要加引号。
    [indent] 缩进和上面对不齐，或者引号后面还有字。
    [string] 引号没有收尾。
    [escape] 双引号里的“\”要写成“\\”，或者改用单引号。
    [list] 方括号里少了“,”或“]”。
    [braces] 花括号里少了“,”或“{ "}" }”。
    [alias] 内容用 * 或 & 开头的要加引号。
    [tag] 内容用 ! 开头的要加引号。
    [date] 没有这个日期。
   *[other] { $said }
 }
pack-no-head = 开头没有标题等信息：第一行写 ---，下面一行一项（名字: 内容），再写一行 ---。
pack-bad-file-name = 文件名不行。写成 名字.md，英文版写 名字.en.md；名字只用小写字母、数字和 _，最多 { $most } 个。
pack-bad-language = 没有“{ $said }”这种语言。可以写：{ $known }
pack-no-original = 旁边没有中文的 { $name }，先写那一篇。

## Fields

pack-unknown-field = 没有“{ $said }”这一项。{ pack-near }这里可以写：{ $known }
pack-missing = 缺少 { $name }，加上：{ $name } = { $example }
pack-empty = 这里还没有内容，至少写一个。
pack-bad-key = “{ $said }”不能当名字（key）：只用小写字母、数字和 _，最多 { $most } 个。
pack-not-among = { $place } 里没有“{ $said }”。{ pack-near }可以写：{ $known }
pack-not-text = 要写文字，放在英文双引号里，不能空着；现在是 { $said }
pack-not-titles = 要写文字："…"，或者分语言写：{"{"} zh-CN = "…", en = "…" {"}"}；现在是 { $said }
pack-holding-no-answer = “先说一声”（holding）只能写在 step = "answer" 的旁边，这里是 { $step }。
pack-not-flag = 要写 true（是）或 false（否），不加引号；现在是 { $said }
pack-not-number = 要写数字，不加引号；现在是 { $said }
pack-not-whole = 要写 { $least } 到 { $most } 的整数；现在是 { $said }
pack-not-list = 要写成列表：["…", "…"]，至少一个，每个都不能空着。
pack-not-table = 这里要分项写，不能直接写内容；现在是 { $said }
pack-twice = “{ $said }”写了两次，去掉一个。
pack-too-long = 有 { $length } 个字，最多 { $most } 个。
pack-too-many = 有 { $said } 个，最多 { $most } 个。
pack-word-taken = “{ $said }”在 { $owner } 里也有，只留一处。
pack-kind-is-need = needs.toml 里也有“{ $said }”。去掉这里的 words，或者去掉那里的。
pack-gate-without = 小区大门要写 fields.{ $name }：门岗要看什么。
pack-field-taken = 每个地点都有“{ $said }”，换个名字。

## The city

pack-first-needs = 写了 { $said } 项，要正好 { $count } 项：大家最常找的。
pack-no-emoji = “{ $said }”不是一个表情符号（emoji），写一个。
pack-no-time-of-day = “{ $said }”不是时间，写成 "22:00" 这样，24 小时制。
pack-no-night = 夜间要跨过零点，比如 start = "22:00"、end = "07:00"。
pack-no-span = “{ $said }”不是时段，写成 "11:00-13:30" 这样，24 小时制。
pack-too-quiet = 加上夜间，一天有 { $hours } 小时不能发消息，最多 { $most } 小时。
pack-no-zone = 没有“{ $said }”这个时区，写 "Asia/Shanghai" 这样的。
pack-no-position = 没有这个位置（纬度 { $latitude }，经度 { $longitude }）。写 WGS-84 的度数；两个数是不是写反了？
pack-centre-outside = 市中心不在任何一个区里。写 WGS-84 的度数，要落在 districts.geojson 的某个区内。
pack-no-features = 里面没有区。要是 GeoJSON 的 FeatureCollection，每个区一个 feature。
pack-no-polygon = 这个区的边界不能用（{ $reason }）。画成 Polygon 或 MultiPolygon，WGS-84，经度在前，首尾相接，边不能互相交叉。
pack-beyond = 边界超出经度 180° 或纬度 90°：经度要写在前面。
pack-map-unreviewed = { $what ->
    [outlines] 给大家看的区界要先审图
   *[tiles] 给大家看的地图要先审图
}：把审图号写上，review_number = "GS（2024）0650号" 这样。只画距离圈（base = "rings"、不写 outlines）不用审。
pack-map-only-for = base = "{ $base }" 才有这一项，删掉，或者改 base。
pack-map-no-url = “{ $said }”不是瓦片网址，写成 "https://…/{"{"}z{"}"}/{"{"}x{"}"}/{"{"}y{"}"}.png" 这样，{"{"}z{"}"}、{"{"}x{"}"}、{"{"}y{"}"} 都要有；密钥写成 {"{"}key{"}"}，放在 MAP_TILES_KEY 里。
pack-map-unreadable = 读不了“{ $said }”（{ $reason }）。把 .pmtiles 文件放在城市包里。
pack-map-no-archive = “{ $said }”不是 PMTiles 第 3 版的文件。
pack-map-not-drawn = “{ $said }”里的瓦片是 { $kind }，网页画不了。换成图片的（png、jpeg、webp）。

## Departments, cases, answers

pack-one-lead = 有 { $count } 个部门写了 lead = true（{ $which }），要正好一个：牵头的部门。
pack-no-hours = 看不懂值班时间“{ $said }”，写成 "08:00-22:00" 或 "周一至周五 08:30-17:30" 这样。
pack-no-platforms = 要选平台，可是没有 platforms.toml，请加上这个文件。
pack-no-choices = { $kind } 类的问题没有选项。要选项就写 kind = "choice"，不要就删掉。
pack-choices = 有 { $said } 个选项，要 2 到 { $most } 个。
pack-told-nobody = “{ $said }”不是这个问题的选项。可以写：{ $known }
pack-no-day = 这不是一天，写成 "2026-11-23" 这样。
pack-waits-for-no-choice = 问题“{ $said }”等的那个选项不存在。可以写：{ $known }
pack-waits-for-nobody = 问题“{ $said }”前面没有它等的问题，把它放到那个问题后面。
pack-makes-place-nowhere = 写了 makes_place，就要写 city_report = true，而且 questions 里要有它说的那几题。
pack-danger-nowhere = 写了 danger_hours，可是没有一题写 dangerous：不知道选了什么才算危险。
pack-answer-first = 答复的天数比受理的还少，answer_days 不能小于 accept_days。
pack-health-consent = 健康信息要单独同意，加上：second_consent = true
pack-gate-nowhere = gate = true 的，也要写 city_report = true：没有位置，不知道是哪个门。
pack-asks-not = 缺少一个 kind = "{ $kind }" 的问题，加进 questions。
pack-asks-twice = 有两个 kind = "{ $kind }" 的问题，只留一个。
pack-unused = 没有哪类诉求用到它，写进某一类，或者删掉。
pack-own-paper = “{ $said }”留给大家自己加的证件，换个名字。

## What there is to do and to read

pack-no-action = “{ $said }”不是能打开的去处，写成：{ $known }
pack-no-phone = “{ $said }”不是电话号码，只写数字和 -。
pack-empty-category = 这一类里一项也没有，加一项，或者删掉。
pack-no-body = 没有正文，写在第二行 --- 下面。
pack-body-too-long = 正文有 { $length } 个字，最多 { $most } 个，分成两篇。
pack-no-date = “{ $said }”不是日期，写成 2026-11-23 这样，不加引号。
pack-ends-first = 结束比开始（{ $key }）早，改对其中一个。
pack-replaces-itself = 不能用自己代替自己，写另一篇的名字。
pack-sentence-too-long = “{ $said }”太长，最多 { $most } 个字。

## The standard for places

pack-standard-one-of = “{ $said }”不行，写其中一个：{ $known }
pack-standard-no-link = “{ $said }”不是 https 网址，写成 "https://…"，或者删掉。
pack-standard-not-measured = seen = "visit" 的要有人去看，不写 { $name }。删掉，或者改 seen。
pack-standard-not-asked = seen = "{ $seen }" 的没有人去看，不写 { $name }。删掉，或者改 seen。
pack-standard-felt = measure = "{ $said }" 和 seen 对不上：felt 配 riders，别的配 data。
pack-standard-twice = musts 里也有“{ $said }”，只留一处。
pack-standard-kind-bare = “{ $said }”这种地点还没有必须做到的（musts），或者没有打分的（items）。加上，或者从 owners 里去掉。
pack-standard-rider-asked = 体验官要答 { $said } 个（riders = true），最多 { $most } 个，去掉几个。
pack-standard-grades = { $said } 不行：写 { $count } 个 1 到 100 的整数，一个比一个大，是一星到五星最少几分，比如 [50, 60, 70, 80, 90]。

## Events, calendar, search, WeChat

pack-place-or-online = place（地点编号）和 online（网址）写一个，只写一个。
pack-no-address = “{ $said }”不是 https 网址，写成 "https://…"。
pack-no-weekly-time = 看不懂时间“{ $said }”，写成 "周四 14:30-16:30" 、"Th 14:30-16:30"，或者一天："2026-12-05 14:30-16:30"。
pack-no-half-hours = { $said } 小时不行：按半小时算，最多 { $most } 小时。
pack-no-minutes = { $said } 不行，写开始前多少分钟提醒，比如 [1440, 60]，每个最多 { $most }。
pack-event-place = 名录里没有编号为“{ $said }”的地点。{ pack-near }改对编号，或者把地点加进 places.csv。
pack-no-clock = { $said } 不是时间，写成 17:30:00 这样，不加引号。
pack-no-dates = { $said } 不是日期列表，写成 [2027-02-07, 2027-02-20] 这样，不加引号。
pack-day-twice = { $said } 又是工作日又是假日，去掉一处。
pack-no-groups = 要写成 [["…", "…"], …]，每组是意思一样的词；现在是 { $said }
pack-no-group = { $said } 不是一组词，每组至少两个。
pack-group-twice = { $said } 里有一个词写了两次，去掉一个。
pack-two-groups = “{ $said }”在两组里，只留一处，或者把两组合起来。
pack-no-fields = 没有写字段。照模板上的名字写，比如 thing1 = "text"。
pack-no-field = 这种字段填不了，能填的有：{ $known }
pack-no-source = “{ $said }”填不进去，可以写：{ $known }
