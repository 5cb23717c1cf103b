### The console's pages of leads: colleagues, figures, orders, posts, the log, the system.

console-way-colleagues = Colleagues
console-way-figures = Figures
console-way-duties = To do
console-way-posts = Posts
console-way-log = Log
console-way-system = System

## Lists of cases

console-leads-number = Number
console-leads-type = Type
console-leads-department = Department
console-leads-filed = Filed
console-leads-where = State
console-leads-due = Due
console-leads-choose = Choose
console-leads-none = There are none.
console-leads-more = More
console-leads-back-figures = Back to the figures
console-leads-back-colleagues = Back to the colleagues
console-leads-state = { $state ->
    [filed] Nobody’s
    [accepted] In hand
    [waiting_worker] Waits for the worker
    [answered] Answered
    [settled] Settled, to be rated
    [reopened] Reopened
    [withdrawn] Withdrawn
   *[closed] Closed
}
console-leads-clock = { $clock ->
    [late] Overdue ({ $day })
    [grey] Paused, waits for the worker
    [good] By { $day }
   *[done] Nothing due
}

## Colleagues

console-colleagues-name = Name
console-colleagues-open = To do
console-colleagues-late = Overdue
console-colleagues-waiting = Waiting
console-colleagues-settled = To be rated
console-colleagues-what = What can be done
console-colleagues-nobody = Nobody’s
console-colleagues-gone = { $name } (has left)
console-colleagues-me = me
console-colleagues-spread = Spread evenly over who is there
console-colleagues-all = Give all away
console-colleagues-to = To
console-colleagues-give-all = Give all { $count }
console-colleagues-spread-all = Spread all { $count } over the others
console-colleagues-back = { $begun ->
    [yes] Is back
   *[no] Does not go
}
console-colleagues-away = { $begun ->
    [yes] Away until { $until }
   *[no] Away from { $since } to { $until }
}{ $deputy ->
    [none] , nobody stands in
   *[other] , { $deputy } stands in
}
console-colleagues-leave = Note an absence
console-colleagues-who = Who
console-colleagues-since = From
console-colleagues-until = Until, that day too
console-colleagues-deputy = Who stands in
console-colleagues-no-deputy = Nobody
console-colleagues-note = Note it
console-colleagues-leave-note = On the first day the deputy gets what is in hand, and then what comes. What is not done goes back by itself.
console-colleagues-cases = { $name ->
    [none] Nobody’s cases
   *[other] Cases of { $name }
}
console-colleagues-first = Only the { $count } most urgent are listed, and as many can be given at once.
console-colleagues-chosen = Give the chosen ones to
console-colleagues-option = { $name } (has { $count }){ $me ->
    [yes] : I take them over
   *[no] {""}
}
console-colleagues-assign = Give
console-colleagues-among = Or spread all of them over
console-colleagues-left = Given: { $given }. These stay where they are:
console-done-cases-given = Given. Who got them will hear of it.
console-done-cases-none = There was nothing to give.
console-done-away-noted = Noted.
console-done-away-ended = The absence is over, and what was not done is back.

## Figures

console-figures-spans = Usual spans
console-figures-from = From
console-figures-to = to
console-figures-show = Show
console-figures-typed = Or type
console-figures-example = last month, Q3, last 30 days
console-figures-what = Figure
console-figures-now = This span
console-figures-before = The span before ({ $span })
console-figures-received = Received
console-figures-taken = Taken in time
console-figures-answered = Answered in time
console-figures-settled = Settled
console-figures-solved = Solved
console-figures-satisfied = Content
console-figures-broken = Promises broken
console-figures-sheet = Download as a sheet
console-figures-cases = Cases of this span
console-figures-by = By { $by }
console-figures-chart = Chart
console-figures-bar = { $title }: { $now } in this span, { $before } in the span before
console-figures-late = Overdue now, by department
console-figures-late-count = { $count }

## Orders

console-orders-wanted = What
console-orders-due = Due
console-orders-state = State
console-orders-what = What should be done
console-orders-by = By which day
console-orders-give = Give the order
console-order-due = By { $day }
console-order-new-day = A new day (may stay empty)

## Posts

console-posts-where = Department
console-posts-role = Role
console-posts-state = Joined
console-posts-place = Station
console-posts-none = Nobody yet.
console-posts-new = Add somebody
console-posts-name = Name, as workers are told it
console-posts-code-of-place = Code of the station
console-posts-give = Add
console-posts-code = Code
console-posts-code-note = Send it to them; typed in the chat, it gives the post. It is shown this once, is good for { $days } days, and works once.
console-posts-remove-note = { $name } sees no case from then on; what they have goes to “nobody’s”.
console-posts-remove-yes = Take it away
console-posts-browsers = Browsers that are signed in
console-posts-log = What was done from this post
console-done-post-changed = Changed. They will hear of it.
console-done-post-removed = Taken away.

## The log

console-log-who = Who
console-log-what = What
console-log-all = All
console-log-when = When
console-log-none = Nothing.
console-log-note = Looks at cases and evidence are kept by the hour. The record of each post is a chain: python -m bot audit finds what was changed or taken out.
console-log-kind = { $kind ->
    [look] Looks at cases
    [identity] Looks at who filed
    [evidence] Looks at evidence
    [post] Posts and roles
    [sign_in] Sign-ins
    [export] Exports
   *[other] Other
}
console-log-hour = { $day } { $hour } h
console-log-act = { $what ->
    [case] looked at { $number ->
        [none] a case that is deleted
       *[other] { $number }
    }
    [identity] looked at who filed { $number ->
        [none] a case that is deleted
       *[other] { $number }
    }
    [piece] looked at evidence { $piece } of { $number ->
        [none] a case that is deleted
       *[other] { $number }
    }
    [invited] added { $about } ({ post-role })
    [code-again] made another code for { $about }
    [role] made { $about } a { post-role }
    [removed] took the post of { $about } away
    [signed-in] signed in
    [signed-out] signed out
    [sign-in-failed] did not sign in: the wrong number, or it was not them
    [export-figures] downloaded the figures
    [export-event] took along the list of a date
    [export-subsidies] took along a list of subsidies
   *[other] { $what }
}

## The system

console-system-health = How it runs
console-system-database = Version of the tables
console-system-python = Python
console-system-kind = Database
console-system-backup = Last backup
console-system-no-backup = None yet
console-system-old = Make one
console-system-channels = Channels
console-system-lease-of = Who runs { $name }
console-system-lease = { $holds ->
    [yes] running
   *[no] stopped
}
console-system-check = Check everything
console-system-check-note = Settings, city pack, database, channels; takes some ten seconds.
console-system-check-slow = The check took too long: run python -m bot check on the server.
console-system-outbox = Messages
console-system-empty = No messages.
console-system-state = { $state ->
    [waiting] waiting
    [sending] being sent
    [held] until they write
    [sent] sent
    [missed] too late
    [cancelled] not needed
   *[failed] failed
}
console-system-none-failed = Nothing failed.
console-system-row = Number
console-system-channel = Channel
console-system-tries = Tries
console-system-why = Why
console-system-again-chosen = Send the chosen ones again
console-system-again-all = Send all again
console-done-sent-again = They are queued and go out now.
console-duties-kind = Kind
console-duties-any = All
console-duties-colour = How urgent
console-duties-narrow = Narrow down
console-duties-before = Previous page
console-duties-after = Next page
console-duties-owner = Who
console-duty-title = { duty-kind }, { $owner }
console-duty-write = { $step ->
    [report] How far it is
    [ask_time] Why more time is needed
   *[send_back] What is still missing
}
console-duty-until = Until which day
console-duty-pictures = Pictures ({ $most } at most; a repair needs one)
console-duty-coming = { $count ->
    [one] 1 more picture is
   *[other] { $count } more pictures are
} on the way.
console-done-duty-give = Given. They get it now, and you will hear of every step.
console-done-duty-accept = Accepted. The other side will hear of it.
console-done-duty-report = Reported. Somebody will strike it off.
console-done-duty-ask-time = Asked. You will hear when it is granted.
console-done-duty-more-time = They have more time, and will hear of it.
console-done-duty-no-time = Refused. They will hear of it.
console-done-duty-send-back = Sent back. They will hear of it.
console-done-duty-strike = Struck off. They will hear of it.
console-done-duty-withdraw = Withdrawn. They will hear of it.
