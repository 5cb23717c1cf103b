### Duties: orders, findings and milestones; who has to do what by which day.

duty-words = to do|todo|duties
duty-kind = { $kind ->
    [order] order
    [finding] repair
   *[milestone] milestone
}
duty-state = { $state ->
    [given] not accepted yet
    [accepted] under way
    [reported] reported done, to be struck off
    [struck] struck off
   *[withdrawn] no longer needed
}
duty-colour = { $colour ->
    [blue] due soon
    [orange] { $late ->
        [yes] late
       *[no] due today
    }
    [red] 5 working days late or more
   *[none] in time
}
duty-state-coloured = { $colour ->
    [none] { duty-state }
    [blue] 🔵 { duty-colour }, { duty-state }
    [orange] 🟠 { duty-colour }, { duty-state }
   *[red] 🔴 { duty-colour }, { duty-state }
}
duty-list = { $over ->
    [yes] { $found ->
        [none] Nothing is done yet.
       *[some] Done, the newest first:
    }
   *[no] { $found ->
        [none] There is nothing to do now.
       *[some] To do, the most urgent first:
    }
}
duty-line = { $place }. { duty-kind }, { $owner }, by { $day }, { duty-state-coloured }: “{ $text }”
duty-card =
    { duty-kind }, { $owner }, by { $day } ({ duty-state-coloured }):
    “{ $text }”
duty-card-about = At: { $about }
duty-card-asked = { $name } asks for time until { $until }; nobody has said yes or no.
duty-card-proof = Pictures: { $here }{ $coming ->
    [0] {""}
   *[other] , { $coming } more on the way
}
duty-step = · { $at }: { $name } { $what ->
    [give] gave the { duty-kind }
    [accept] accepted it
    [report] reported it done
    [proof] sent a picture
    [no_proof] sent a picture that does not open
    [ask_time] asked for time until { $until }
    [more_time] gave time until { $until }
    [no_time] gave no more time
    [send_back] sent it back
    [strike] struck it off
   *[withdraw] said it is no longer needed
}{ $text ->
    [none] {""}
   *[other] : “{ $text }”
}
duty-button-all = To do
duty-button-count = To do{ $count ->
    [0] {""}
   *[other] {" "}{ $count }
}
duty-button-over = { $over ->
    [yes] Open ones
   *[no] Done ones
}
duty-button-new = Give an order
duty-button-open = Have a look
duty-button-photos = See pictures
duty-photo = Picture { $number } of { $count }
duty-button = { $step ->
    [accept] Accept
    [report] It is done
    [ask_time] More time
    [more_time] Give more time
    [no_time] No more time
    [send_back] Send back
    [strike] Strike off
   *[withdraw] No longer needed
}
duty-button-report-send = Send
duty-done = { $step ->
    [give] Given. They get it now, and you will hear of every step.
    [accept] Accepted. The other side will hear of it.
    [report] Reported. Somebody will strike it off.
    [ask_time] Asked. You will hear when it is granted.
    [more_time] They have more time, and will hear of it.
    [no_time] Refused. They will hear of it.
    [send_back] Sent back. They will hear of it.
    [strike] Struck off. They will hear of it.
   *[withdraw] Withdrawn. They will hear of it.
}
duty-check-withdraw = Nobody has reported it done. Is it no longer needed?
duty-write = { $step ->
    [report] How far is it? Type it, and send a photo along.
    [ask_time] Why do you need more time? Type it.
   *[send_back] What is still missing? Type it; they get it.
}
duty-write-photo = { $count ->
    [one] 1 photo is here.
   *[other] { $count } photos are here.
} Send more, or type how far it is.
duty-write-until = Until which day? Press one or type it, like “14 December”.
duty-check-report =
    Reported done:
    “{ $text }”
    { $count ->
        [0] No photo yet. To add one, send it now.
        [one] With 1 photo.
       *[other] With { $count } photos.
    }
    Send it?
duty-whom = Which department gets the order?
duty-what = What should { $to } do? Type it.
duty-when = By which day? Press one or type it, like “4 December”.
duty-check-order =
    Order to { $to }, by { $day }:
    “{ $text }”
    Send it?
duty-given = { $kind ->
    [order] { $name } orders { $owner }, by { $by }: “{ $wanted }”
    [finding] { $owner }: to be put right by { $by }, with a photo: “{ $wanted }”
   *[milestone] { $owner }: a milestone, due by { $by }: “{ $wanted }”
}
duty-accepted = { $owner } accepted the { duty-kind }: “{ $wanted }”
duty-reported =
    { $owner }, { $name }, reported the { duty-kind } “{ $wanted }” done; it waits to be struck off:
    { $text ->
        [none] {""}
       *[other] “{ $text }”
    }
duty-time-asked =
    { $owner }, { $name }, asks for time until { $until } for the { duty-kind } “{ $wanted }”:
    { $text ->
        [none] {""}
       *[other] “{ $text }”
    }
duty-more-time = { $name } gave more time: the { duty-kind } “{ $wanted }” is now due by { $by }.
duty-no-time = { $name } gave no more time: the { duty-kind } “{ $wanted }” is still due by { $by }.
duty-sent-back =
    { $name } sent the { duty-kind } “{ $wanted }” back, due by { $by }:
    { $text ->
        [none] {""}
       *[other] “{ $text }”
    }
duty-struck = { $name } struck the { duty-kind } “{ $wanted }” off.
duty-withdrawn = { $name } says the { duty-kind } “{ $wanted }” is no longer needed.
duty-no-proof = The picture for the { duty-kind } “{ $wanted }” does not open and was not kept. Please send another.
duty-blue = 🔵 Due soon: { duty-kind } “{ $wanted }”, { $owner }, by { $by }.
duty-orange = 🟠 Due by { $by }: { duty-kind } “{ $wanted }”, { $owner }. Report it done, or ask for more time.
duty-red = 🔴 5 working days late: { duty-kind } “{ $wanted }”, { $owner }, was due by { $by }.
error-duty-gone = This has moved on, or it is not yours.
error-more-time-asked = More time was asked for already; wait for the answer.
error-more-time-gone = Nobody waits for more time.
error-no-later-day = The day must be after the present one.
error-proof-needed = A repair needs a photo before it is reported done or struck off.
error-proof-gone = There is no such photo, or it is not here yet.
