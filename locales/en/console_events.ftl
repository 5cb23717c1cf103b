# The console: the desk for events.
console-way-events = Events
console-events-month = Events, { $year }-{ $month }
console-events-before = Month before
console-events-after = Month after
console-events-none = No events this month.
console-events-back = Back to the calendar
console-events-day-0 = Mon
console-events-day-1 = Tue
console-events-day-2 = Wed
console-events-day-3 = Thu
console-events-day-4 = Fri
console-events-day-5 = Sat
console-events-day-6 = Sun
console-events-subsidies = Export this month’s subsidies
console-events-subsidies-hint = One row for each person and date attended; empty where no name was left.
console-events-subsidy-file = subsidies
console-event-state = { $state ->
    [open] open
    [undecided] waits for a yes
    [called-off] called off
   *[over] over
}
console-event-where = Where (the name of a place, or an address; for an online course an https:// link)
console-event-usual = as usual
console-event-details-hint = What this kind of event does not have (points are for volunteering alone) does not count.
console-done-event-made = Made; people can book.
console-event-missed = { $count } did not come.
console-event-check-in = Check-in
console-event-code = The six digits that they show you
console-event-there-button = Check in
console-event-code-until = Changes at { $until }, here by itself.
console-event-there-count = { $there } of { $booked } are there.
console-event-offline = Scanning and typing work without a network too: the codes stay on this device and are handed in once it is back (within three days after the end). Keep this page open.
console-event-camera = Scan with the camera
console-event-code-offline = The six digits that they show you
console-event-send = Hand in now
console-event-waits = kept, waiting to be handed in
console-event-away = No network; all is kept and handed in once it is back.
console-event-refused = Not handed in; all is still kept. Reload the page and try again.
console-event-checked = { $result ->
    [there] checked in
    [again] was checked in before
    [outside] scanned while check-in was not open; not counted
   *[unknown] not on the list
}
console-event-answers = Answers
console-event-names-hint = Names and numbers are there only if people left them; only the hosts of this date read them, and they are erased 90 days after it.
console-event-certificate = Name on the certificate
console-event-name-checked = checked
console-event-name-right = Right
console-event-name-wrong = Not theirs
console-done-event-name-right = Noted: the name is right.
console-done-event-name-wrong = They are asked for another name.
console-event-write = Send it to everybody
console-event-new-time = New time
console-event-move-hint = Everybody who booked is told and asked whether they still come.
console-event-weekly = In a row
console-event-once = Only this one
console-event-set = Change
console-event-values-hint = Hours, points and subsidy are numbers; reminders are minutes, with commas between; for a certificate 1 or nothing.
console-done-event-moved = Moved; everybody who booked is told.
console-done-event-again = Another date is there; people can book.
console-done-event-asked = It pays a subsidy: a lead has to say yes before people can book.
console-done-event-off = Called off; everybody who booked is told.
console-done-event-told = Sent.
console-done-event-detail = Changed.
console-done-event-there = Checked in.
console-done-event-there-already = They were checked in before.
console-done-event-decided = Decided; whoever asked is told.
