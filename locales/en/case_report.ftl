## The figures of cases, for those who lead

report-words = report|figures|statistics
report-head = { $department ->
    [all] The whole city
   *[other] { $department }
 }, { $week ->
    [this] this week
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
report-note = Withdrawn cases do not count. One that was reopened is in time where it was both times.
report-line = { $title }: received { $received }, taken in time { $taken }, answered in time { $answered }, settled { $settled }, solved { $solved }, satisfied { $satisfied }, promises broken { $broken }
report-merged = Groups under 5 are together in “Others”.
report-none = Fewer than 5 cases: not shown apart.
report-share = { $percent }% ({ $part }/{ $whole })
report-no-share = —
report-bar = { $received } / { $settled }
report-chart-note = received / settled; groups under 5 together
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
report-button-this-week = This week
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

## What several people complain of

common-problem =
    { $people } people complained of { $platform } in 7 days: { $type }
    Who they are is not shown. Each case goes on with its own department.

## The digest of a week

week-digest =
    { $department ->
        [all] The whole city
       *[other] { $department }
    }, the week from { $day }:
    Received: { $received }, settled: { $settled }, overdue now: { $overdue }
    Answered in time: { week-digest-answered }, satisfied: { week-digest-satisfied }
    Complained of by many: { $common ->
        [none] nothing
       *[other] (people in 7 days)
            { $common }
    }
    Not found nearby: { $unmet ->
        [none] nothing
       *[other] (searches)
            { $unmet }
    }
    Events: { $seats ->
        [none] none
       *[other] seats: { $seats }, taken: { $taken }
    }
    Notices: { $sent ->
        [none] none
       *[other] arrived: { $sent }, read: { $read }
    }
week-digest-answered = { $answered ->
    [none] —
   *[other] { $answered }%
 }
week-digest-satisfied = { $satisfied ->
    [none] —
   *[other] { $satisfied }%
 }
