### The hosts' side of events: what one gives, who comes, and what changes.

# What people type for it, between bars.
host-words = my events|hosting|host an event
host-none = You host no events yet.
host-dates = What you host, the first to start first:
host-taken = { $taken }/{ $seats }
host-counts = Booked { $booked }/{ $seats }, there { $there }, waiting { $waiting }
host-called-off = Called off: { $reason }
host-button-mine = Events I host
host-button-new = A new one
host-button-all = All I host
host-button-code = Check-in code
host-button-code-again = New code
host-button-type = Type codes
host-button-list = List
host-button-export = Export the list
host-button-write = Write to all
host-button-change = Change, cancel, repeat

host-code =
    Check-in code: { $code }
    New one at { $until }. There: { $there }/{ $booked }.
    People scan it, or send me these six digits.
host-which-code = Type the six digits of whoever is there, one after the other.
host-code-unread = Six digits, please.
host-code-unknown = Nobody on the list has that code.
host-there = Checked in. There: { $there }/{ $booked }.
host-there-already = Checked in already. There: { $there }/{ $booked }.
host-list = The list, { $count }:
host-list-none = Nobody is booked yet.
host-list-line = { $number }. { $state }{ $answers ->
    [none] {""}
   *[other] {" · "}{ $answers }
}
host-sheet = The list, { $count }.
host-sheet-file = list.xlsx
host-column-number = No.
host-column-state = State
host-column-booked = Booked
host-column-there = Checked in
host-column-size = Size
host-column-emergency-contact = In an emergency

host-change = { $title }, { $moment }. What shall change?
host-button-move = Another time
host-button-again = Hold it again
host-button-off = Call it off
host-ask-move = To when? Such as “2026-12-05 14:30”.
host-ask-again = Again, when? Such as “2026-12-05 14:30”.
host-ask-off = Why? A sentence; it is told to everybody booked.
host-ask-write = What shall they know?
host-time-unread = I cannot read that, or it is past. Day and time, such as “2026-12-05 14:30”.
host-words-long = Write something, at most { $most } characters.
host-confirm-move = Move it to { $moment }? The { $count } people booked are asked whether they come.
host-confirm-again = Hold it again on { $moment }?
host-confirm-off = Call it off? { $count } people are told: { $said }
host-confirm-write = Send it to { $count } people? It says: { $said }
host-button-yes-move = Move it
host-button-yes-again = Hold it
host-button-yes-off = Call it off, tell them
host-button-yes-write = Send
host-moved = Moved; { $count } people were told.
host-held-again = Done; this is the new date.
host-told = { $count } people were told.

host-which-kind = What kind?
host-ask-title = What is it called? A few words.
host-ask-about = What is it? A sentence or two.
host-ask-place = Where? Type the name of a place.
host-ask-online = The address online? It begins with https://.
host-which-place = Which one?
host-link-unread = An address that begins with https://, please.
host-ask-time = When does it start? Such as “2026-12-05 14:30”.
host-ask-minutes = How long?
host-minutes = { $minutes } minutes
host-ask-seats = How many seats? A number.
host-seats-unread = A number from 1 to { $most }.
host-review =
    Have a look:
    { $kind }: { $title }
    { $about }
    { $where }, { $moment }, { $minutes } minutes, { $seats } seats
host-button-make = Publish
host-button-anew = Start again
host-made = Published; people can book.
host-button-more = More
host-button-details = What else it has
host-button-change-one = Change an answer
host-which-answer = Which one?
host-button-title = Name
host-button-about = What it is
host-button-place = Place
host-button-time = Time
host-button-minutes = How long
host-button-seats = Seats
host-button-bring = To bring
host-button-cancel = Giving back
host-button-remind = Reminders
host-button-questions = Questions
host-button-points = Points
host-button-subsidy = Subsidy
host-button-certificate = Certificate
host-button-link = Link
host-before = { $count } { $unit ->
    [days] { $count ->
        [1] day
       *[other] days
    }
    [hours] { $count ->
        [1] hour
       *[other] hours
    }
   *[other] minutes
} before
host-detail-bring = { $said ->
    [none] Nothing to bring
   *[other] Bring: { $said }
}
host-detail-cancel = { $said ->
    [none] A seat can be given back until the start
   *[other] A seat can be given back until { $said } hours before
}
host-detail-remind = { $said ->
    [none] No reminder
   *[other] Reminder { $said }
}
host-detail-questions = { $said ->
    [none] Nothing is asked of who books
    [size] Who books is asked for their size
    [emergency-contact] Who books is asked for an emergency contact
   *[other] Who books is asked for size and emergency contact
}
host-detail-points = { $said ->
    [none] No points
   *[other] { $said } points for coming
}
host-detail-subsidy = { $said ->
    [none] No subsidy
   *[other] Subsidy of { $said } yuan
}
host-detail-certificate = { $said ->
    [none] No certificate
   *[other] A certificate afterwards
}
host-detail-link = Link: { $said }
host-detail-set = Done{ $count ->
    [0] .
   *[other] ; { $count } people will be told.
}
host-ask-bring = What should people bring? Up to 60 characters.
host-ask-cancel = Until how many hours before can a seat be given back?
host-ask-remind = When should who booked be reminded?
host-ask-questions = What should be asked of who books?
host-ask-points = How many points does a volunteer get? You can type a number, up to 1000.
host-ask-subsidy = What subsidy, in yuan? You can type a number, up to 10000.
host-ask-certificate = A certificate afterwards?
host-ask-link = The new address? It begins with https://; who booked will be told.
host-column-name = Name
host-column-phone = Telephone
host-button-weekly = Weekly, { $weeks } times
host-held-weekly = { $count } dates are made, the last { $last }. This is the first.
host-button-address = Use “{ $address }”
host-place-unknown = The directory has no such place. Use the address as you wrote it?
host-subsidy-wanted = { $name } wants to pay everybody { $yuan } yuan at “{ $title }”. May they?
host-subsidy-wanted-dates = { $name } wants to pay { $yuan } yuan to each who comes to “{ $title }”, at all { $dates } dates still to come. All right?
host-button-subsidy-yes = Yes
host-button-subsidy-no = No
host-subsidy-asked = A subsidy of { $yuan } yuan waits for a lead’s yes; until then nobody who books sees it.
host-subsidy-waits = The subsidy of { $yuan } yuan is not decided: { $names ->
    [none] there is no lead who could say yes. Ask an administrator to add one with /staff.
   *[other] it waits for { $names }.
}
host-subsidy-decided = “{ $title }”, { $yuan } yuan for everybody: { $how ->
    [yes] agreed, who books sees it now.
   *[no] not agreed.
} Whoever asked is told.
host-subsidy-given = { $name } agreed: “{ $title }” pays everybody { $yuan } yuan.
host-subsidy-refused = { $name } did not agree to { $yuan } yuan at “{ $title }”.
host-undecided = waits for a lead
host-date-waits = This date pays everybody { $yuan } yuan: { $names ->
    [none] there is no lead now who could say yes. An administrator can add one with /staff.
   *[other] { $names } has to say yes. Until then nobody finds it or can book.
}
host-again-asked = Noted. It pays a subsidy: a lead has to say yes before people can book.
host-weekly-asked = Noted: { $count } dates, the last { $last }. They pay a subsidy: a lead has to say yes before people can book.
host-dates-wanted = { $name } wants to hold “{ $title }” again{ $dates ->
    [one] : { $first }
   *[other] , { $dates } times, { $first } to { $last }
}, { $seats } seats in all, { $yuan } yuan for each, { $most } yuan at most. May they?
host-dates-decided = “{ $title }”, dates asked for: { $dates }. { $how ->
    [yes] You said yes; people can book.
   *[no] You said no.
} Your colleague is told.
host-dates-given = { $by } said yes to “{ $title }” again{ $dates ->
    [one] : { $first }
   *[other] , { $dates } times, { $first } to { $last }
}. People can book.
host-dates-refused = { $by } said no to “{ $title }” again{ $dates ->
    [one] : { $first }
   *[other] , { $dates } times, { $first } to { $last }
}.
host-thoughts = Those who came say: useful { NUMBER($useful, useGrouping: 0) }, so so { NUMBER($so_so, useGrouping: 0) }, of no use { NUMBER($useless, useGrouping: 0) }; wrong time { NUMBER($time, useGrouping: 0) }, wrong place { NUMBER($place, useGrouping: 0) }.
host-thoughts-few = What those who came say: fewer than 5 have, not shown yet.
host-column-event = Event
host-column-date = Date
host-column-certificate = Certificate
host-column-yuan = Subsidy (yuan)
host-column-sum = Sum
