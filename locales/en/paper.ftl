### Certificates: a person's papers with a date on them, and the reminders before they expire.

# What people type for them, between bars; then what may stand before and behind the name of one.
certificate-words = certificates|certificate|papers|expiry reminders
certificate-mine-words = my
certificate-expiry-words = |expires|expires soon|expiring|is expiring|expired|has expired|reminder|renewal

certificate-untitled = Certificate
certificate-year = { $year }
certificate-month = { $month ->
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
certificate-date = { $day } { certificate-month } { $year }
certificate-and = , {""}

certificate-none = No certificates yet. Tell me when one expires and I will remind you in time.
certificate-list = Your certificates, the first to expire first:
certificate-line = { $number }. { $title } · { $date } · { $left }
certificate-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
certificate-expires-today = expires today
certificate-expired = { $days ->
    [one] expired yesterday
   *[other] expired { $days } days ago
}

certificate-card = { $title }: until { $date }, { $left }.
certificate-reminders =
    I remind you { $days } days before, at about 10 in the morning.
    Next reminder: { $date }.
certificate-reminders-off = No reminders. To have some, choose “Reminders”.
certificate-reminders-passed = The days for reminders have passed; there will be no more before it expires.
certificate-reminders-expired = It has expired, so there are no more reminders. If you renewed it, choose “Change date”.
certificate-added = Noted.
certificate-changed = Changed.
certificate-silenced = No more reminders of this one.
certificate-removed = Deleted.

certificate-event = There is one to renew it: { $title }, { $moment }, { $free } seats left.
certificate-reminder-event = There is one to renew it: { $title }, { event-moment }, { event-where }, { $free ->
    [1] 1 seat
   *[other] { $free } seats
} left.
certificate-button-event = See that one
certificate-button-add = Add one
certificate-button-more = More
certificate-button-own = Something else
certificate-button-back = Back
certificate-button-all = All certificates
certificate-button-change-date = Change date
certificate-button-change-that = Renewed: change its date
certificate-button-days = Reminders
certificate-button-how = How it works
certificate-button-renew-at = Where to renew
certificate-button-remove = Delete
certificate-button-done = Done

certificate-which-kind = Which certificate?
certificate-kind-gone = This kind is gone, choose another.
certificate-which-title = What is it called? A few words, such as “forklift card”.
certificate-title-long = Too long: { $most } characters at most.
certificate-which-date =
    { $title }: until when?
    Type it, such as “5 March 2027” or “2027-03-05”; or choose the year.
certificate-which-new-date =
    { $title }: what is the new date?
    Type it, such as “5 March 2027” or “2027-03-05”; or choose the year.
certificate-there-already = You have one already, until { $date }.
certificate-button-later-years = Later
certificate-button-sooner-years = Sooner
certificate-which-month = Which month of { $year }?
certificate-which-day = Which day of { certificate-month } { $year }?
certificate-is-it = { $date }, is that right?
certificate-button-yes = Yes
certificate-button-no = No

certificate-only-words = I can only read words here.
certificate-date-unread = I did not get the date. Write day, month and year, such as “5 March 2027”.
certificate-date-impossible = There is no such day. Have a look at the certificate and type it again.
certificate-date-odd-year = That year looks wrong. Have a look at the certificate and type it again.
certificate-date-never = What never expires needs no reminder, nor an entry. For another date, just type it.

certificate-which-days = { $title }: how many days before? Tap to tick, tap again to untick.
    .wechat = { $title }: how many days before? Send a number to tick it, and again to untick.
certificate-button-day = Days before: { $days }
certificate-button-day-taken = ✅ Days before: { $days }

certificate-remove = Delete { $title }? There will be no more reminders.
certificate-button-remove-yes = Delete it
certificate-button-remove-no = Keep it
certificate-renew-at-gone = I have no place on record for renewing it. Not sure? Call 12345.

# What is said without being asked. title: none where the kind is no longer known.
certificate-reminder =
    { $title ->
        [none] { certificate-untitled }
       *[other] { $title }
    } expires soon: on { certificate-date }.
    You asked me to say so { $days ->
        [one] 1 day
       *[other] { $days } days
    } before.
certificate-reminder-noted =
    { certificate-reminder }
    { $note }
certificate-button-renewed = Renewed: enter the new date
certificate-button-silence = Stop reminding me of this
