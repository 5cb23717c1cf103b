## The figures of cases, for those who lead

report-words = 数据|报表|统计|report|figures
report-head = { $department ->
    [all] 全市
   *[other] { $department }
 }{ $week ->
    [this] 本周（到昨天）
   *[before] 上周
 }，{ $day }起{ $dimension ->
    [none] {""}
    [type] ，按类型
    [platform] ，按平台
    [district] ，按区县
   *[department] ，按部门
 }
report-total =
    收到 { $received } 件，办结 { $settled } 件，失约 { $broken } 次
    按时接收 { $taken }，按时答复 { $answered }
    解决 { $solved }，满意 { $satisfied }
report-note = 本周只算到昨天，分类要等这周过完，下周一看。上周的数周一算一次，不再变。撤回的不算。重新办的，两次都按时才算按时；分部门看，前后两个部门各算一次，“解决”算在办结的部门。
report-line = { $title }：收 { $received }，按时接收 { $taken }，按时答复 { $answered }，办结 { $settled }，解决 { $solved }，满意 { $satisfied }，失约 { $broken }
report-merged = 5 件以下的合在“其他”里；＊是不到 5，或者一减就能算出来，不显示。
report-none = 不够 5 件，不分开显示。
report-share = { $percent }%（{ $part }/{ $whole }）
report-no-share = —
report-hidden = ＊
report-not-over = 这一周还没过完，分开看要等下周一：人太少，会看出是谁。
report-bar = { $received } / { $settled }
report-chart-note = 收到 / 办结；5 件以下的合在一起；＊太少，不显示
report-others = 其他
report-all = 合计
report-by = { $dimension ->
    [type] 类型
    [platform] 平台
    [district] 区县
   *[department] 部门
 }
report-button-by = 按{ report-by }
report-button-chart = 看图
report-button-sheet = 表格
report-button-all = 全部数据
report-button-before = 上周
report-button-open = 数据
report-sheet = 两周的数据，每周一页。
report-sheet-file = 诉求数据-{ $day }.xlsx
report-page = { $week ->
    [this] 本周
   *[before] 上周
 }
report-column-by = 按
report-column-group = 分组
report-column-received = 收到
report-column-to-take = 该接收
report-column-taken-in-time = 按时接收
report-column-to-answer = 该答复
report-column-answered-in-time = 按时答复
report-column-settled = 办结
report-column-asked-solved = 回了解决没有
report-column-solved = 解决
report-column-rated = 评价了
report-column-satisfied = 满意
report-column-broken = 失约

## The figures of places and their hosts

place-report-head = 驿站{ $week ->
    [this] 本周（到昨天）
   *[before] 上周
 }，{ $day }起{ $dimension ->
    [none] {""}
    [district] ，按区县
   *[place] ，按驿站
 }
place-report-total =
    骑手反映 { $reports } 次，负责人回了 { $answered }
    没开门 { $shut } 次，负责人认了 { $confirmed } 次
    每天报开没开 { $said }
place-report-note = 负责人回“处理好了”，或者当天说了不开，算认了。没有负责人的驿站，不算报没报。
place-report-line = { $title }：反映 { $reports }，回了 { $answered }，没开门 { $shut }、认了 { $confirmed }，每天报 { $said }
place-report-merged = 反映不到 5 次的合在“其他”里；＊是不到 5，或者一减就能算出来，不显示。
place-report-none = 反映不够 5 次，不分开显示。
place-report-more = 多的在表格里。
place-report-chart-note = 反映 / 回了；不到 5 次的合在一起；＊太少，不显示
place-report-by = { $dimension ->
    [district] 区县
   *[place] 驿站
 }
place-report-button-by = 按{ place-report-by }
place-report-button-open = 驿站数据
place-report-button-all = 全部驿站数据
place-report-file = 驿站数据-{ $day }.xlsx
place-report-column-reports = 反映
place-report-column-answered = 回了
place-report-column-shut = 没开门
place-report-column-shut-confirmed = 没开门，认了
place-report-column-to-say = 该报天数
place-report-column-said = 报了天数

## What several people complain of

common-problem =
    7 天里至少 { $people } 人投诉{ $platform }：{ $type }
    是哪些人不显示。每件照常由经办部门办。

## The digest of a week

week-digest =
    { $department ->
        [all] 全市
       *[other] { $department }
    }上周，{ $day }起：
    收到 { $received } 件，办结 { $settled } 件，现在超期 { $overdue } 件{ $whose ->
        [none] {""}
       *[other] ：
            { $whose }
    }
    按时接收 { week-digest-taken-in-time }，按时答复 { week-digest-answered }，满意 { week-digest-satisfied }
    要办的事：{ $duties ->
        [none] 没有快到期、超期的
       *[some] 快到期 { $due }，超期 { $late }，其中超期 5 个工作日以上 { $red }{ $owners ->
            [none] {""}
           *[other] （快到期 / 超期 / 5 日以上）：
                { $owners }
        }
    }
    多人投诉的：{ $common ->
        [none] 没有
       *[other] （7 天里的人数）
            { $common }
    }
    附近没找到的：{ $unmet ->
        [none] 没有
       *[other] （人次）
            { $unmet }
    }{ $unmended ->
        [none] {""}
       *[other] {""}
            两次红单还没整改、不再当成开着的驿站：
            { $unmended }
    }
    通知：{ $sent ->
        [none] 没有
       *[other] 收到 { $sent } 人次，看了 { $read }
    }{ $seats ->
        [department] {""}
        [none] {""}
            活动：没有
       *[other] {""}
            活动：座位 { $seats }，坐了 { $taken }
    }
week-digest-taken-in-time = { $taken_in_time ->
    [none] —
   *[other] { $taken_in_time }%
 }
week-digest-answered = { $answered ->
    [none] —
   *[other] { $answered }%
 }
week-digest-satisfied = { $satisfied ->
    [none] —
   *[other] { $satisfied }%
 }
