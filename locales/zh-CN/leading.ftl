### 领导督办：不跟某一件诉求的督办，下给部门。

leader-orders = { $closed ->
    [yes] { $found ->
        [none] 还没有办结的领导督办。
       *[some] 办结的领导督办，新的在前：
    }
   *[no] { $found ->
        [none] 现在没有领导督办。
       *[some] 领导督办，最急的在前：
    }
}
leader-order-line = { $place }. { $department }　{ $day }前　{ $state }：“{ $text }”
leader-order-state = { $state ->
    [given] 还没接收
    [accepted] 在办
    [answered] 已回复
    [late] 超期没回
   *[closed] 办结了
}
leader-orders-button-new = 下督办
leader-orders-button-closed = { $closed ->
    [yes] 没办结的
   *[no] 办结的
}
leader-orders-button-all = 全部督办
leader-orders-button-leaders = 领导督办{ $count ->
    [none] {""}
   *[other] {" "}{ $count }
}
leader-order =
    督办{ $department }，{ $day }前（{ $state }）：
    “{ $text }”
leader-order-step = · { $at }　{ $name }{ $what ->
    [give] 下了督办
    [accept] 接收了
    [answer] 回复
    [send_back] 退回
   *[close] 办结了
}{ $text ->
    [none] {""}
   *[other] ：“{ $text }”
}
leader-order-button = { $how ->
    [accept] 接收
    [answer] 回复
    [back] 退回再办
    [close] 办结
   *[drop] 不用办了
}
leader-order-done = { $how ->
    [give] 督办下了，部门负责人马上收到，接收、回复都会告诉你。
    [accept] 接收了，下督办的人会收到。
    [answer] 回了，下督办的人会收到。
    [back] 退回了，部门会收到。
    [close] 办结了，部门会收到。
   *[drop] 撤了，部门会收到。
}
leader-order-check-drop = 部门还没回。不用办了？
leader-order-write = { $how ->
    [answer] 办得怎么样了？打字发来，下督办的人会收到。
   *[back] 哪里还没办到？打字发来，部门会收到。
}
leader-order-whom = 督办哪个部门？
leader-order-what = 要{ $to }做什么？打字发来。
leader-order-when = 哪天前办到？点一天，或者打字，比如“12月4日”。
leader-order-check =
    督办{ $to }，{ $day }前：
    “{ $text }”
    发出吗？
leader-order-given = { $name }督办你们部门，{ $by }前：“{ $wanted }”
leader-order-accepted = { $department }接收了督办：“{ $wanted }”
leader-order-answered =
    { $department }{ $name }回了督办“{ $wanted }”：
    “{ $text }”
leader-order-sent-back =
    { $name }退回了督办“{ $wanted }”，{ $by }前再办：
    “{ $text }”
leader-order-closed = { $name }办结了督办：“{ $wanted }”
leader-order-late = 督办{ $department }，{ $by }就该回，还没回：“{ $wanted }”
error-leader-order-gone = 这个督办已经往前走了，或者不归你们部门。
error-nobody-to-spread = 没有在岗的同事能分。
