### A person's papers with a date on them, and the reminders before they expire.

# What people type for them, between bars; then what may stand before and behind the name of one.
paper-words = certificates|certificate|papers|expiry reminders
paper-mine-words = my
paper-expiry-words = |expires|expires soon|expiring|is expiring|expired|has expired|reminder|renewal

paper-untitled = Certificate
paper-year = { $year }
paper-month = { $month ->
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
paper-date = { $day } { paper-month } { $year }
paper-and = , {""}

paper-none = No certificates yet. Tell me when one expires and I will remind you in time.
paper-list = Your certificates, the first to expire first:
paper-line = { $number }. { $title } · { $date } · { $left }
paper-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
paper-expires-today = expires today
paper-expired = { $days ->
    [one] expired yesterday
   *[other] expired { $days } days ago
}

paper-card = { $title }: until { $date }, { $left }.
paper-reminders =
    I remind you { $days } days before, at about 10 in the morning.
    Next reminder: { $date }.
paper-reminders-off = No reminders. To have some, choose “Reminders”.
paper-reminders-passed = The days for reminders have passed; there will be no more before it expires.
paper-reminders-expired = It has expired, so there are no more reminders. If you renewed it, choose “Change date”.
paper-added = Noted.
paper-changed = Changed.
paper-silenced = No more reminders of this one.
paper-removed = Deleted.

paper-event = There is one to renew it: { $title }, { $moment }, { $free } seats left.
paper-reminder-event = There is one to renew it: { $title }, { event-moment }, { event-where }, { $free ->
    [1] 1 seat
   *[other] { $free } seats
} left.
paper-button-event = See that one
paper-button-add = Add one
paper-button-more = More
paper-button-own = Something else
paper-button-back = Back
paper-button-all = All certificates
paper-button-change-date = Change date
paper-button-change-that = Renewed: change its date
paper-button-days = Reminders
paper-button-how = How it works
certificate-button-renew-at = Where to renew
paper-button-remove = Delete
paper-button-done = Done

paper-which-kind = Which certificate?
paper-kind-gone = This kind is gone, choose another.
paper-which-title = What is it called? A few words, such as “forklift card”.
paper-title-long = Too long: { $most } characters at most.
paper-which-date =
    { $title }: until when?
    Type it, such as “5 March 2027” or “2027-03-05”; or choose the year.
paper-which-new-date =
    { $title }: what is the new date?
    Type it, such as “5 March 2027” or “2027-03-05”; or choose the year.
paper-there-already = You have one already, until { $date }.
paper-button-later-years = Later
paper-button-sooner-years = Sooner
paper-which-month = Which month of { $year }?
paper-which-day = Which day of { paper-month } { $year }?
paper-is-it = { $date }, is that right?
paper-button-yes = Yes
paper-button-no = No

paper-only-words = I can only read words here.
paper-date-unread = I did not get the date. Write day, month and year, such as “5 March 2027”.
paper-date-impossible = There is no such day. Have a look at the certificate and type it again.
paper-date-odd-year = That year looks wrong. Have a look at the certificate and type it again.
paper-date-never = What never expires needs no reminder, nor an entry. For another date, just type it.

paper-which-days = { $title }: how many days before? Tap to tick, tap again to untick.
    .wechat = { $title }: how many days before? Send a number to tick it, and again to untick.
paper-button-day = Days before: { $days }
paper-button-day-taken = ✅ Days before: { $days }

paper-remove = Delete { $title }? There will be no more reminders.
paper-button-remove-yes = Delete it
paper-button-remove-no = Keep it
paper-renew-at-gone = I have no place on record for renewing it. Not sure? Call 12345.

# What is said without being asked. title: none where the kind is no longer known.
# Rows of the outbox that wait name the keys that begin with `certificate-`: these stay.
certificate-reminder =
    { $title ->
        [none] { paper-untitled }
       *[other] { $title }
    } expires soon: on { paper-date }.
    You asked me to say so { $days ->
        [one] 1 day
       *[other] { $days } days
    } before.
certificate-reminder-noted =
    { certificate-reminder }
    { $note }
certificate-button-renewed = Renewed: enter the new date
certificate-button-silence = Stop reminding me of this
