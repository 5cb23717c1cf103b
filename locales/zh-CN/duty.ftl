### 要办的事：督办、整改、任务节点，谁在哪天前办到。

duty-words = 要办的事|要办的|整改|任务节点|督办单
duty-kind = { $kind ->
    [order] 督办
    [finding] 整改
   *[milestone] 任务节点
}
duty-state = { $state ->
    [given] 还没接收
    [accepted] 在办
    [reported] 报办好了，等销号
    [struck] 销号了
   *[withdrawn] 不用办了
}
duty-colour = { $colour ->
    [blue] 快到期
    [orange] { $late ->
        [yes] 超期
       *[no] 今天到期
    }
    [red] 超期 5 个工作日以上
   *[none] 还早
}
duty-state-coloured = { $colour ->
    [none] { duty-state }
    [blue] 🔵 { duty-colour }，{ duty-state }
    [orange] 🟠 { duty-colour }，{ duty-state }
   *[red] 🔴 { duty-colour }，{ duty-state }
}
duty-list = { $over ->
    [yes] { $found ->
        [none] 还没有办完的。
       *[some] 办完的，新的在前：
    }
   *[no] { $found ->
        [none] 现在没有要办的事。
       *[some] 要办的事，最急的在前：
    }
}
duty-line = { $place }. { duty-kind }　{ $owner }　{ $day }前　{ duty-state-coloured }：“{ $text }”
duty-card =
    { duty-kind }　{ $owner }，{ $day }前（{ duty-state-coloured }）：
    “{ $text }”
duty-card-about = 在：{ $about }
duty-card-asked = { $name }申请延到 { $until }，等人同意。
duty-card-proof = 照片：{ $here } 张{ $coming ->
    [0] {""}
   *[other] ，还有 { $coming } 张在收
}
duty-step = · { $at }　{ $name }{ $what ->
    [give] 下了{ duty-kind }
    [accept] 接收了
    [report] 报办好了
    [proof] 的照片收到了
    [no_proof] 的照片打不开
    [ask_time] 申请延到 { $until }
    [more_time] 同意延到 { $until }
    [no_time] 没同意延期
    [send_back] 退回再办
    [strike] 销了号
   *[withdraw] 说不用办了
}{ $text ->
    [none] {""}
   *[other] ：“{ $text }”
}
duty-button-all = 要办的事
duty-button-count = 要办的事{ $count ->
    [0] {""}
   *[other] {" "}{ $count }
}
duty-button-over = { $over ->
    [yes] 没办完的
   *[no] 办完的
}
duty-button-new = 下督办
duty-button-open = 看一下
duty-button-photos = 看照片
duty-photo = 第 { $number } 张，共 { $count } 张
duty-button = { $step ->
    [accept] 接收
    [report] 办好了
    [ask_time] 要延期
    [more_time] 同意延期
    [no_time] 不同意延期
    [send_back] 退回再办
    [strike] 销号
   *[withdraw] 不用办了
}
duty-button-report-send = 发出
duty-done = { $step ->
    [give] 下了，对方马上收到，每一步都会告诉你。
    [accept] 接收了，对方会收到。
    [report] 报上去了，等销号。
    [ask_time] 申请了，同意了会告诉你。
    [more_time] 延期了，对方会收到。
    [no_time] 没同意，对方会收到。
    [send_back] 退回了，对方会收到。
    [strike] 销号了，对方会收到。
   *[withdraw] 撤了，对方会收到。
}
duty-check-withdraw = 还没报办好。不用办了？
duty-write = { $step ->
    [report] 办得怎么样了？打字发来，再拍张照片一起发。
    [ask_time] 为什么要延期？打字发来。
   *[send_back] 哪里还没办到？打字发来，对方会收到。
}
duty-write-photo = 收到 { $count } 张照片。还可以再发，也可以打字说办得怎么样了。
duty-write-until = 延到哪天？点一天，或者打字，比如“12月14日”。
duty-check-report =
    报办好了：
    “{ $text }”
    { $count ->
        [0] 还没有照片。要带照片，现在发。
       *[other] 带 { $count } 张照片。
    }
    发出吗？
duty-whom = 督办哪个部门？
duty-what = 要{ $to }做什么？打字发来。
duty-when = 哪天前办到？点一天，或者打字，比如“12月4日”。
duty-check-order =
    督办{ $to }，{ $day }前：
    “{ $text }”
    发出吗？
duty-given = { $kind ->
    [order] { $name }督办{ $owner }，{ $by }前：“{ $wanted }”
    [finding] { $owner }要整改，{ $by }前改好，拍照报上来：“{ $wanted }”
   *[milestone] { $owner }有个任务节点，{ $by }前完成：“{ $wanted }”
}
duty-accepted = { $owner }接收了{ duty-kind }：“{ $wanted }”
duty-reported =
    { $owner }{ $name }报办好了{ duty-kind }“{ $wanted }”，等销号：
    { $text ->
        [none] {""}
       *[other] “{ $text }”
    }
duty-time-asked =
    { $owner }{ $name }申请把{ duty-kind }“{ $wanted }”延到 { $until }：
    { $text ->
        [none] {""}
       *[other] “{ $text }”
    }
duty-more-time = { $name }同意延期，{ duty-kind }“{ $wanted }”延到 { $by }。
duty-no-time = { $name }没同意延期，{ duty-kind }“{ $wanted }”还是 { $by }前办好。
duty-sent-back =
    { $name }退回了{ duty-kind }“{ $wanted }”，{ $by }前再办：
    { $text ->
        [none] {""}
       *[other] “{ $text }”
    }
duty-struck = { $name }把{ duty-kind }“{ $wanted }”销号了。
duty-withdrawn = { $name }说{ duty-kind }“{ $wanted }”不用办了。
duty-no-proof = { duty-kind }“{ $wanted }”的照片打不开，没收下。重新拍一张，点“看一下”再报。
duty-blue = 🔵 快到期：{ duty-kind }“{ $wanted }”，{ $owner }，{ $by }前办好。
duty-orange = 🟠 到期了：{ duty-kind }“{ $wanted }”，{ $owner }，{ $by }前办好。办好了就报上来，办不完就申请延期。
duty-red = 🔴 超期 5 个工作日了：{ duty-kind }“{ $wanted }”，{ $owner }，该在 { $by }前办好。
error-duty-gone = 这件事已经往前走了，或者不归你。
error-more-time-asked = 已经申请过延期，等人同意。
error-more-time-gone = 没有等着同意的延期。
error-no-later-day = 要延到现在的期限以后。
error-proof-needed = 整改要有照片才能报办好、才能销号。
error-proof-gone = 这张照片没有，或者还没收到。
