### Orders of leaders: to a department, about no case.

leader-orders = { $closed ->
    [yes] { $found ->
        [none] No order of a director is closed yet.
       *[some] Closed orders of directors, the newest first:
    }
   *[no] { $found ->
        [none] There are no orders of directors now.
       *[some] Orders of directors, the most urgent first:
    }
}
leader-order-line = { $place }. { $department }, by { $day }, { $state }: “{ $text }”
leader-order-state = { $state ->
    [given] not accepted yet
    [accepted] accepted
    [answered] answered
    [late] overdue
   *[closed] closed
}
leader-orders-button-new = Give an order
leader-orders-button-closed = { $closed ->
    [yes] Open ones
   *[no] Closed ones
}
leader-orders-button-all = All orders
leader-orders-button-leaders = Directors’ orders{ $count ->
    [none] {""}
   *[other] {" "}{ $count }
}
leader-order =
    Order to { $department }, by { $day } ({ $state }):
    “{ $text }”
leader-order-step = · { $at }: { $name } { $what ->
    [give] gave the order
    [accept] accepted it
    [answer] answered
    [send_back] sent it back
   *[close] closed it
}{ $text ->
    [none] {""}
   *[other] : “{ $text }”
}
leader-order-button = { $how ->
    [accept] Accept
    [answer] Answer
    [back] Send back
    [close] Close
   *[drop] No longer needed
}
leader-order-done = { $how ->
    [give] The order is given: the department’s leads get it now, and you will hear when they accept and answer it.
    [accept] Accepted. Who gave the order will hear of it.
    [answer] Answered. Who gave the order gets it.
    [back] Sent back. The department gets it.
    [close] Closed. The department will hear of it.
   *[drop] Withdrawn. The department will hear of it.
}
leader-order-check-drop = The department has not answered yet. Is the order no longer needed?
leader-order-write = { $how ->
    [answer] How far is it? Type it; who gave the order gets it.
   *[back] What is still missing? Type it; the department gets it.
}
leader-order-whom = Which department gets the order?
leader-order-what = What should { $to } do? Type it.
leader-order-when = By which day? Press one or type it, like “4 December”.
leader-order-check =
    Order to { $to }, by { $day }:
    “{ $text }”
    Send it?
leader-order-given = { $name } orders your department, by { $by }: “{ $wanted }”
leader-order-accepted = { $department } accepted the order: “{ $wanted }”
leader-order-answered =
    { $department }, { $name }, answered the order “{ $wanted }”:
    “{ $text }”
leader-order-sent-back =
    { $name } sent the order “{ $wanted }” back, now due by { $by }:
    “{ $text }”
leader-order-closed = { $name } closed the order: “{ $wanted }”
leader-order-late = Order to { $department }: the answer was due by { $by } and has not come: “{ $wanted }”
error-leader-order-gone = This order has moved on, or it is not your department’s.
error-nobody-to-spread = No colleague is there who could get them.
