### Hosts: a place is open or shut today, and what was reported of it is answered.

# What hosts type, between bars.
place-host-words = my station|my place
place-host-open-words = open today
place-host-shut-words = closed today|shut today

place-host-which = Which place?
place-host-card = { $place }: { $state ->
    [open] you said that it is open today; riders are sent here.
    [shut] you said that it is closed today; no riders are sent here.
    [reported] somebody found it shut; no riders are sent here for now. If it is open, press “Open today”.
   *[unsaid] is it open today? One tap, and no rider comes for nothing.
 }
place-host-opened = Noted: open today.
place-host-shut = Noted: closed today. From tomorrow on it is as usual.
place-host-reports = What riders reported; nobody is named. Press a number to answer:
place-host-reports-none = Nothing is left to answer.
place-host-line = { $place }. { $report }
place-host-report-line = { $kind ->
    [shut] shut
    [refused] not let in
    [missing_service] a service is missing{ $need ->
        [none] {""}
       *[other] : { $need }
    }
   *[wrong_position] wrong position
 }  { $time }
place-host-report = { $report }. How is it now?
place-host-answered = Noted.
place-host-news-today = Is { $place } open today? One tap, and no rider comes for nothing.
place-host-news-shut = Two riders or more say that { $place } is shut. Is it open? Without an answer within { $minutes } minutes nobody is sent there for now.
place-host-button-open = Open today
place-host-button-shut = Closed today
place-host-button-reports = Reports
place-host-button-reports-count = Reports { $count }
place-host-button-fixed = Put right
place-host-button-not-so = It was not so
place-host-news-report = A rider says of { $place }: { $kind ->
    [shut] it was shut
    [refused] they were not let in
    [missing_service] { $need ->
        [none] a service is missing
       *[other] no { $need }
    }
   *[wrong_position] the position is wrong
}.{ $hosted ->
    [yes] {""}
   *[no] {" "}It has no host: your department sees to it.
}
place-problems-head = { $found ->
    [none] No report of a station is open from the last 30 days.
   *[some] Open reports of stations, 30 days, the most first. Press a number:
}
place-problem = { $kind ->
    [shut] shut
    [refused] not let in
    [missing_service] { $need ->
        [none] a service missing
       *[other] no { $need }
    }
   *[wrong_position] wrong position
} { NUMBER($count, useGrouping: 0) }
place-problems-line = { $number }. { $place }: { $counts }{ $hosted ->
    [yes] {""}
   *[no] {" "}(no host)
}
desk-problems = Station reports: where it was shut, what is missing
desk-button-problems = Station reports
place-which-missing = What is missing?
place-button-missing-other = Something else
