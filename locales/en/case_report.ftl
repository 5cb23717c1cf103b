## The figures of cases, for those who lead

report-words = report|figures|statistics
report-head = { $department ->
    [all] The whole city
   *[other] { $department }
 }, { $week ->
    [this] this week to yesterday
   *[before] the week before
 }, from { $day }{ $dimension ->
    [none] {""}
    [type] , by type
    [platform] , by platform
    [district] , by district
   *[department] , by department
 }
report-total =
    Received: { $received }, settled: { $settled }, promises broken: { $broken }
    Taken in time: { $taken }, answered in time: { $answered }
    Solved: { $solved }, satisfied: { $satisfied }
report-note = This week counts to yesterday; it is shown by group once it is over, on Monday. The week before is counted once, on Monday. Withdrawn cases do not count. A reopened case is in time if it was both times. By department, each of the two has its own round; “solved” is of the one that settled it.
report-line = { $title }: received { $received }, taken in time { $taken }, answered in time { $answered }, settled { $settled }, solved { $solved }, satisfied { $satisfied }, promises broken { $broken }
report-merged = Groups of fewer than 5 are in “others”; * is a figure under 5, or one that would tell such a figure.
report-none = Fewer than 5 cases: not shown apart.
report-share = { $percent }% ({ $part }/{ $whole })
report-no-share = —
report-hidden = *
report-not-over = This week is not over: by group it is shown on Monday. A few cases would show whose they are.
report-bar = { $received } / { $settled }
report-chart-note = Received / settled; groups of fewer than 5 together; * too few to show
report-others = Others
report-all = All
report-by = { $dimension ->
    [type] type
    [platform] platform
    [district] district
   *[department] department
 }
report-button-by = By { report-by }
report-button-chart = Chart
report-button-sheet = Sheet
report-button-all = All figures
report-button-before = Week before
report-button-open = Figures
report-sheet = The figures of both weeks, a page each.
report-sheet-file = cases-{ $day }.xlsx
report-page = { $week ->
    [this] This week
   *[before] Week before
 }
report-column-by = By
report-column-group = Group
report-column-received = Received
report-column-to-take = Due to be taken
report-column-taken-in-time = Taken in time
report-column-to-answer = Due to be answered
report-column-answered-in-time = Answered in time
report-column-settled = Settled
report-column-asked-solved = Said whether solved
report-column-solved = Solved
report-column-rated = Rated
report-column-satisfied = Satisfied
report-column-broken = Promises broken

## The figures of places and their hosts

place-report-head = Stations, { $week ->
    [this] this week to yesterday
   *[before] the week before
 }, from { $day }{ $dimension ->
    [none] {""}
    [district] , by district
   *[place] , by station
 }
place-report-total =
    Reported by riders: { $reports }, answered by the host: { $answered }
    Found shut: { $shut }, confirmed by the host: { $confirmed }
    Days with a word whether it opens: { $said }
place-report-note = Confirmed: the host answered “Put right”, or had said that the station is shut that day. Stations without a host owe no word.
place-report-line = { $title }: reported { $reports }, answered { $answered }, shut { $shut }, confirmed { $confirmed }, days said { $said }
place-report-merged = Groups of fewer than 5 reports are in “others”; * is a figure under 5, or one that would tell such a figure.
place-report-none = Fewer than 5 reports: not shown apart.
place-report-more = The others are in the sheet.
place-report-chart-note = Reports / answered; groups of fewer than 5 together; * too few to show
place-report-by = { $dimension ->
    [district] district
   *[place] station
 }
place-report-button-by = By { place-report-by }
place-report-button-open = Stations
place-report-button-all = All of the stations
place-report-file = stations-{ $day }.xlsx
place-report-column-reports = Reported
place-report-column-answered = Answered
place-report-column-shut = Found shut
place-report-column-shut-confirmed = Shut, confirmed
place-report-column-to-say = Days to say
place-report-column-said = Days said

## What several people complain of

common-problem =
    At least { $people } people complained of { $platform } in 7 days: { $type }
    Who they are is not shown. Each case goes on with its own department.

## The digest of a week

week-digest =
    { $department ->
        [all] The whole city
       *[other] { $department }
    }, the week from { $day }:
    Received: { $received }, settled: { $settled }, overdue now: { $overdue }{ $whose ->
        [none] {""}
       *[other] {""}
            { $whose }
    }
    Taken in time: { week-digest-taken-in-time }, answered in time: { week-digest-answered }, satisfied: { week-digest-satisfied }
    To do: { $duties ->
        [none] nothing due soon or late
       *[some] due soon: { $due }, late: { $late }, of these 5 working days or more: { $red }{ $owners ->
            [none] {""}
           *[other] {""} (due soon / late / 5 days or more):
                { $owners }
        }
    }
    Complained of by many: { $common ->
        [none] nothing
       *[other] (people in 7 days)
            { $common }
    }
    Not found nearby: { $unmet ->
        [none] nothing
       *[other] (people)
            { $unmet }
    }{ $unmended ->
        [none] {""}
       *[other] {""}
            Stations with two red slips, not shown as open until they mend them:
            { $unmended }
    }
    Notices: { $sent ->
        [none] none
       *[other] arrived: { $sent }, read: { $read }
    }{ $seats ->
        [department] {""}
        [none] {""}
            Events: none
       *[other] {""}
            Events: seats: { $seats }, taken: { $taken }
    }
week-digest-taken-in-time = { $taken_in_time ->
    [none] —
   *[other] { $taken_in_time }%
 }
week-digest-answered = { $answered ->
    [none] —
   *[other] { $answered }%
 }
week-digest-satisfied = { $satisfied ->
    [none] —
   *[other] { $satisfied }%
 }
