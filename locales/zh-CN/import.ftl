### What `python -m bot import places` tells the operator. Every variable is text except the counts.

## Where, and how a problem is shown

import-where-file = 整个文件
# Several lines have the same reason; named: one, the first, all of them.
import-between = 、
import-where-line = { $named ->
    [first] 第 { $line }…行
   *[all] 第 { $line } 行
}
import-where-feature = { $named ->
    [first] 第 { $line }…个要素
   *[all] 第 { $line } 个要素
}
import-alike = { $reason }（共 { $count } 处）
import-where-column = { $where } { $column } 列
import-error = 错误：{ $where }：{ $reason }
import-warning = 提醒：{ $where }：{ $reason }
import-more = ……还有 { $more } 处没有列出。

## The file

import-unreadable = 读不了这个文件（{ $reason }）。看看路径和权限对不对。
import-bad-encoding = 这里的字节既不是 UTF-8 也不是 GB18030。请把文件另存为 UTF-8 再试。
import-workbook = 这是 Excel 工作簿，读不了。在 Excel 里“另存为”CSV UTF-8 再导入。
import-no-rows = 文件里没有地点。第一行写列名，下面每行一个地点。
import-missing-columns = 缺少列：{ $missing }。第一行要有这些列名：{ $columns }
import-column-twice = 列 { $name } 出现了两次，请去掉一个。
import-unknown-column = 不认识的列 { $name }，已忽略。
import-bad-quoting = 从这一行起引号没有配对。含逗号或换行的内容要用一对英文双引号括起来，里面的引号写两个。
import-field-count = 这一行有 { $fields } 格，表头有 { $columns } 格。空的格也要留逗号；内容里有逗号就加英文双引号。
import-bad-json = JSON 有语法错误，读到第 { $read } 个要素之后就读不下去了。请用工具检查并修正。
import-no-features = 没有找到地点。GeoJSON 要是 FeatureCollection，features 里每个要素是一个 Point。
import-middle = 这个要素是一片或一条线，取了它的中点。
import-no-point = 这个要素没有点位：geometry 要是 Point，coordinates 写成 [经度, 纬度]。

## A row

import-field-of-other-kind = 这一种（{ $kind }）没有这一项，它能写：{ $known }
import-plain-link = 网址要以 https:// 开头。
import-empty = 这一格不能空着。
import-bad-characters = 含有看不见的控制字符，请删掉重打。
import-spoilt = “{ $said }”是 Excel 弄坏的格子。把这一格设成“文本”，重新填原来的内容。
import-formula = 这一格是公式（以 = 开头）。在 Excel 里复制、选择性粘贴成“值”，再导入。
import-too-long = 太长了：{ $length } 个字，最多 { $most } 个。
import-code-without-link = 编号 { $code } 不能做成门口二维码的链接：要做的话，只用英文字母、数字、- 和 _，最多 61 个。
import-season-not-said = “{ $said }”里的季节、假期没写是哪几天，先记成“几点开不清楚”，原话照样给人看。要算得出来就写明月份：“旺季（4月-10月）8:00-20:00，淡季 8:00-18:00”。
import-usual-seasons = “{ $said }”没写是哪几个月，先按“{ $hours }”算。不对就写明月份：“夏季（5月-9月）8:00-20:00，冬季 8:00-18:00”。
import-duplicate-code = 编号 { $code } 在第 { $first } 行（个）已经用过，每个地点的编号要不同。
import-bad-number = “{ $said }”不是以度为单位的数，写成 34.7466 这样。
import-bad-latitude = 纬度 { $latitude } 超出 -90 到 90。
import-bad-longitude = 经度 { $longitude } 超出 -180 到 180。
import-swapped = 纬度 { $latitude }、经度 { $longitude } 写反了：对调后正好在本市。请对调这两格。
import-far-away = 离市中心 { $distance_km } 公里，超过 { $most_km } 公里。请核对坐标；确实没错，在服务器上导入时加 --accept-outside。
import-outside-districts = 不在本市任何一个区的范围内，请核对坐标和坐标系。
import-other-district = 这里写的是“{ $said }”，坐标却在“{ $found }”，请核对哪个对。会按写的导入。
import-unknown-kind = 没有“{ $said }”这种类型。可能是：{ $known }
import-unknown-access = 没有“{ $said }”这种进法。可以写：{ $known }
import-bad-day = “{ $said }”不是日期，写成 2026-11-03 这样。
import-unknown-district = 没有“{ $said }”这个区。可能是：{ $known }。留空会按坐标找区。
import-unknown-need = 没有“{ $said }”这项服务。可能是：{ $known }。几项之间用 | 隔开。
import-bad-hours = 看不懂开放时间“{ $said }”。写成“周一至周五 08:00-12:00,14:00-18:00”“24小时”这样，或用 OSM 写法；不知道就留空。

## What came of it

import-nothing-changed = 有 { $errors } 处错误，什么都没有改动。改好后再导入。
import-would-change = 试运行，没有改动。文件里 { $rows } 个地点：将新增 { $new }，更改 { $changed }，不变 { $unchanged }，重新开放 { $reopened }，关闭 { $closed }。
import-changed = 已导入 { $rows } 个地点：新增 { $new }，更改 { $changed }，不变 { $unchanged }，重新开放 { $reopened }，关闭 { $closed }。
import-kept = { $count } 个地点里，骑手或驿站后来改的照他们说的留着。要按文件来，把那一行的 checked_at 写成改动之后的日子。
