### Events: courses, health checks, party classes, volunteering, booked and reminded of.

# Where: a place and a room, or online.
event-where = { $place ->
    [none] { $room ->
        [none] online
       *[other] { $room }
    }
   *[other] { $place }{ $room ->
        [none] {""}
       *[other] , { $room }
    }
}
event-weekday = { $weekday ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
}
event-month = { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
}
event-moment = { event-weekday }, { $day } { event-month }, { $time }

# What is said without being asked.
event-reminder = Reminder: { $title }, { event-moment }, { event-where }.
event-offer =
    Your turn: a seat is free. { $title }, { event-moment }, { event-where }.
    It is kept for you until { event-offer-until }; after that the next person is asked.
event-offer-until = { $until_weekday ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
}, { $until_day } { $until_month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
}, { $until_time }
event-button-show = Details
event-button-leave = Cancel my booking
event-button-take = Yes, take it
event-button-pass = No, thanks

## What there is

# What people type for it, between bars.
event-words = events|courses|course|training|classes|activities|health check|check-up|volunteer|volunteering
event-booking-words = bookings|my bookings|my courses
event-gap = {" · "}
event-line = { $number }. { $title }
event-today = today { $time }
event-online = online
event-left = { $count } left
event-full = full, { $count } waiting
event-full-nobody = full, nobody waiting
event-subsidy = { $yuan } yuan subsidy
event-points = { $points } points
event-sample = (Sample data, not a real event)
event-kind-any = events
event-kind-training = courses
event-kind-health-check = health checks
event-kind-party-class = party classes
event-kind-volunteering = volunteering
event-kind-activity = activities
event-kind-online = online courses
event-list = { $how ->
    [near] Nearest { $kind } with free seats
   *[none] { event-list-time }{ $calm ->
        [yes] , outside your peaks
       *[no] {""}
    }: { $kind }{ $about ->
        [none] {""}
       *[other] {" "}“{ $about }”
    }{ $free ->
        [yes] {" "}with free seats
       *[no] {""}
    }
}
event-list-time = { $day ->
    [none] { $when ->
        [today] Today
        [tomorrow] Tomorrow
        [weekend] At the weekend
        [week] In seven days
       *[any] Soon
    }
   *[other] { $day }
}{ $part ->
    [morning] , in the morning
    [afternoon] , in the afternoon
    [evening] , in the evening
   *[any] {""}
}
event-list-head = { $what }:
event-list-none = { $what } — there is nothing now.
event-about-none = Nothing about “{ $about }”. Here is what else there is.
event-day = { event-weekday }, { $day } { event-month }
event-refine = You see: { $now }. How shall I choose?
event-part-morning = Mornings
event-part-afternoon = Afternoons
event-part-evening = Evenings
event-button-any-day = Any day
# What is said of a kind, a day, a part of the day, between bars.
event-said-training = training courses|training course|training|courses|course|classes|class
event-said-health-check = health check-up|health checkup|health check|check-up|checkup|medical check
event-said-party-class = party class|party lesson
event-said-volunteering = volunteering|volunteer work|volunteer
event-said-activity = complex activities
event-said-online = online courses|online class|online|live stream
event-said-weekend = this weekend|the weekend|weekend
event-said-week = this week|next seven days
event-said-morning = in the morning|mornings|morning
event-said-afternoon = in the afternoon|afternoons|afternoon
event-said-evening = in the evening|evenings|evening|at night|after work
event-which-kind = Which kind?
event-which-day = Which day?
event-when-today = Today
event-when-tomorrow = Tomorrow
event-when-weekend = Weekend
event-when-week = In seven days
event-when-any = Any day
event-where-am-i = Where are you? Send me your position, or type a street or a mall.
event-where-am-i-text = Where are you? Send your position with “+”, or type a street or a mall.
event-where-unknown = I do not know that place. Try another name: a street, a district, a station.
event-which-words = What are you looking for? Type a word or two, such as “first aid”.
event-button-more = More
event-button-first = From the start
event-button-refine = Kind, day
event-button-kind = By kind
event-button-when = By day
event-button-near = Near me
event-button-words = By words
event-button-calm = Outside my peaks
event-button-any-time = Peaks too
event-button-free = Free seats only
event-button-full-too = Full ones too
event-button-everything = Everything
event-button-every-kind = Any kind
event-button-back = Back
event-button-find = Find an event

## One date

event-span = { $moment }–{ $end }
event-address = { $where }, { $address }
event-bring = Bring: { $what }
event-host = Host: { $host }
event-gives-certificate = You get a certificate
event-called-off = This one was called off: { $reason }
event-booked = You have a seat.
event-booked-online = You have a seat. The link is here 15 minutes before the start.
event-link = You have a seat. Go in here: { $link }
event-offered = A seat is kept for you until { $until }.
event-waiting = You are on the waiting list; { $count } before you.
event-waiting-first = You are on the waiting list, and next.
event-lapsed = The seat that was kept for you went to somebody else. If you still want to come, book again.
event-other-dates = Other dates:
event-no-other-date = There is no other date.
event-button-book = Book
event-button-wait = Waiting list
event-button-stop-waiting = Stop waiting
event-button-calendar = To my calendar
event-button-other = Other dates
event-button-list = The list
event-button-mine = My bookings

## A seat

event-ask-size = What size do you wear?
event-ask-emergency-contact = Whom to call in an emergency? Just type the number.
event-answer-size = Size: { $answer }
event-answer-emergency-contact = In an emergency: { $answer }
event-confirm = Book this one? { $title }, { $moment }, { $where }.
event-waiting-how = When a seat is free you are asked first, and told how long it is kept.
event-clash = Mind: at that time you have “{ $title }” ({ $moment }).
event-button-confirm = Book it
event-button-redo = Change my answers
event-booked-just-now = Booked: { $title }, { $moment }, { $where }. { $reminders ->
    [day-today] I remind you the day before, and again before it starts.
    [early-today] I remind you ahead, and again before it starts.
    [day] I remind you the day before.
    [early] I remind you ahead.
    [today] I remind you before it starts.
   *[none] It starts soon: there is no other reminder.
}
event-calendar = Open the file to put it into your calendar.
event-calendar-file = event.ics
event-joined = You are on the list; { $count } before you. When a seat is free you are asked, and told how long it is kept.
event-joined-first = You are on the list, and next. When a seat is free you are asked, and told how long it is kept.
event-passed = All right, it goes to the next person.
event-leave = { $kind ->
    [booked] Cancel “{ $title }” ({ $moment })? Your seat goes to whoever waits.
   *[waiting] Stop waiting for “{ $title }” ({ $moment })?
}
event-button-leave-yes = Cancel it
event-button-leave-no = Keep it
event-left-it = Cancelled.

## What one is booked for

event-mine = Your bookings, the first to start first:
event-none-mine = You have no bookings.
event-state = { $state ->
    [booked] booked
    [offered] a seat waits for your answer
    [attended] checked in
    [no_show] did not come
   *[waiting] on the waiting list
}

## Being there

event-check-in-words = 签到|签到码|check in|checkin
event-code = Check in: send the six digits the host shows you, or show yours: { $code }.
event-button-own-code = My code (to be scanned)
event-own-code = Your code: { $code }. Let the host scan it, or read it out.
event-there-by-list = Too many wrong codes, so none is taken here any more. Show the host your own code, { $code }: they type it into their list.
event-there-no-seat = There is nothing to check in for in this chat now. If you booked in another chat, send the 6 digits there; if you have not booked, ask the host.
event-there = You are checked in: { $title }.
event-there-already = You are checked in already: { $title }.
event-button-keep = I am coming
event-kept = Good, your seat is kept.
event-moved =
    Another time: { $title }, it was { $old_day } { $old_month ->
        [m1] January
        [m2] February
        [m3] March
        [m4] April
        [m5] May
        [m6] June
        [m7] July
        [m8] August
        [m9] September
        [m10] October
        [m11] November
       *[m12] December
    }, { $old_time }, and is now { event-moment }, { event-where }.
    Are you coming?
event-off =
    Called off: { $title }, { event-moment }.
    Why: { $reason }
event-changed = { $title } ({ event-moment }) has changed: { $what ->
    [link] there is another link; open it from “My events” before it starts.
   *[bring] { $said ->
        [none] there is nothing to bring any more.
       *[other] bring { $said }
    }
}
event-message =
    From the host of { $title } ({ event-moment }):
    { $text }
event-how-was-it =
    “{ $title }” is over. { $points ->
        [none] {""}
       *[other] You got { $points } points.
    } Was it of use?
event-button-useful-3 = Yes
event-button-useful-2 = So so
event-button-useful-1 = No
event-fit = Were time and place right?
event-button-fit-right = Right
event-button-fit-time = Bad time
event-button-fit-place = Too far
event-thanks = Noted; the next ones will be better for it.
event-missed-two =
    You were booked twice and could not come. No harm done; was it the time?
    Pick one that suits you:
event-button-weekend = At the weekend

## The record, certificates, points

event-button-record = Training record
event-record = You were at { $count }, { $hours } hours in all:
event-record-none = Nothing yet. Whatever you checked in at is here once it is over.
event-hours = { $hours } hours
event-button-certificate = Certificate
event-certificate-number = Certificate number: { $number }
event-certificate-soon = Your certificate is being made; I tell you as soon as it is.
event-certificate-ready = Your certificate is ready: { $title }.
event-certificate = Your certificate, number { $number }. Anybody can look the number up.
event-certificate-file = certificate-{ $number }.pdf
event-which-name = Whose name goes on the certificate? The hosts of the date check it.
event-name-wrong = The hosts of “{ $title }” cannot match the name on your certificate. Change it to your own.
event-name-shown = Whoever looks the number up sees your name.
event-name-hidden = Whoever looks the number up does not see your name.
event-button-show-name = Show my name
event-button-hide-name = Hide my name
event-button-other-name = Another name
event-button-check = Look it up
event-button-subsidy = Ask for the subsidy
event-subsidy-course = { $title }{ $number ->
    [none] {""}
   *[other] {" "}(certificate { $number })
}
event-button-points = Points
event-points-have = You have { $points } points.
event-points-line = { $what ->
    [earned] +{ $points }
   *[spent] -{ $points }
} · { $moment }
event-button-spend = Spend points
event-spend-where = Where? Type the code on the door, such as HWC01.
event-spend-how-many = How many points?
event-spend-number = Just a number, please.
event-spend-no-place = No place has that code. Look at the door once more.
event-spent = { $points } points spent at { $place }. Show this there: { $slip }
event-spent-here = { $points } points were spent at { $place }, slip { $slip }. Check it before you give anything.

# Drawn on the certificate, and shown on its page.
certificate-page-title = Look up a certificate
certificate-page-good = This certificate is genuine.
certificate-page-unknown = No certificate has this number. Is there a slip in it?
certificate-page-number = Number
certificate-page-course = Course
certificate-page-held = Date
certificate-page-hours = Hours
certificate-page-name = Name
certificate-page-hidden = Not shown by its holder
certificate-page-city = Issued by
certificate-page-sample = Sample data: this city is invented.
certificate-drawn-title = Certificate of attendance
certificate-drawn-text = { $name } attended “{ $title }” on { $date }, { $hours } hours in all.
certificate-drawn-short = { $name } attended “{ $title }” on { $date }.
certificate-drawn-number = Certificate number { $number }
certificate-drawn-check = Scan to look it up
check-in-title = Check-in code
check-in-how = Go back to the chat you always use, and send these six digits.
check-in-chat = Check in by web chat

## When a rule says no

error-already-booked = You have a seat there already.
error-booking-gone = That booking is not there any more. See “Me → Bookings”.
error-cancel-too-late = Within { NUMBER($hours, useGrouping: 0) } hours of the start it cannot be cancelled. If you cannot come, tell the host.
error-event-called-off = This one was called off. Have a look at the others.
error-event-gone = This one is not there any more. Have a look at the others.
error-event-over = This one has begun or is over. Have a look at the others.
error-offer-gone = That seat went to somebody else. You can join the waiting list again.
error-seats-gone = { $waiting ->
    [0] It is full; nobody is waiting yet
    [one] It is full; one person is waiting
   *[other] It is full; { NUMBER($waiting, useGrouping: 0) } people are waiting
 }.
error-too-many-bookings = You can hold { $most } bookings at a time. Cancel one you do not need.
error-check-in-code-wrong = That is not the code, or it has changed. Look at what the host shows now.
error-too-many-check-in-tries = Too many wrong check-in codes, so none is taken here any more. The host has you on their list.
error-check-in-over = It is too late to check in. Ask the host.
error-check-in-too-early = Checking in starts in { NUMBER($minutes, useGrouping: 0) } minutes.
error-event-incomplete = { $part ->
    [title] It needs a title, not too long.
    [about] Say in a sentence what it is, not too long.
    [place] Choose a place, or give an address online.
    [which-place] Which place is it? Choose one below, or use what was typed.
    [time] That time does not work: within a year, and not past.
    [seats] From 1 to 2000 seats.
    [reason] Say why in a sentence.
    [bring] Too long: up to 60 characters.
    [cancel] A number of hours, from 0 to 336.
    [remind] Those times do not work.
    [questions] That cannot be asked.
    [points] A whole number from 0 to 1000; only volunteering has points.
    [subsidy] A whole number from 0 to 10000; only a department can promise it.
    [certificate] This kind gives no certificate.
    [link] An address that begins with https://, please.
    [pack] This event is planned for the whole city, and changed there.
   *[words] Write something, not too long.
}
error-name-unreadable = That does not look like a name; at most { NUMBER($most, useGrouping: 0) } characters.
error-name-undrawable = The certificate cannot show this: { $letters }. Write the name another way, for example in pinyin.
error-points-short = Not enough: you have { NUMBER($points, useGrouping: 0) } points.
event-name-wanted = { $what ->
    [subsidy] There is a subsidy, paid by a list of names: leave yours so that you are found. You can come without.
   *[certificate] There is a certificate, checked by a list of names: leave yours. You can come without.
}
event-ask-name =
    Your real name, for the subsidy or the certificate.
    Only the hosts of this date read it; it is kept encrypted, erased { $days } days after the end, and you can take it back at any time.
event-ask-phone = A telephone number, so that they can reach you? Or press below.
event-button-name = Leave my name
event-button-no-phone = No number
event-button-name-back = Take my name back
event-named = Kept; only the hosts of this date read it.
event-name-gone = Taken back; the hosts do not see your name any more.
event-name-left = Left for the hosts: { $name }{ $phone ->
    [none] {""}
   *[other] , { $phone }
}
