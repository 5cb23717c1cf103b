### Events: courses, health checks, party classes, volunteering, booked and reminded of.

# Where: a place and a room, or online.
event-where = { $place ->
    [none] online
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
event-offer-until = { $until_day } { $until_month ->
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
