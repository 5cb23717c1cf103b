### Hosts: a place is open or shut today, and what was reported of it is answered.

# What hosts type, between bars.
place-host-words = my station|my place
place-host-open-words = open today
place-host-shut-words = closed today|shut today

place-host-usual-words = 恢复正常|恢复照常|照常营业|照常开|照常|恢复营业|back to normal|as usual
place-host-time-words = 今天开到|今天营业到|今天开门到|开到|营业到|开门到|open until
place-host-day-words = 关到|关门到|停业到|歇业到|休息到|一直关到|closed until
place-host-off-words = 不开|不开门|关门|不营业|休息|closed
# Behind two times: 22:00到凌晨2:00开.
place-host-from-words = 开|开门|营业|open
place-host-riders-see = Riders see now: { $hours }
place-host-button-time = Open until … today
place-host-button-day = Closed for days
place-host-button-usual = Back to normal
place-host-button-hours = Opening times
place-host-button-find = Find a station
place-host-ask-time = Open until when today? Press one or type it, like “20:30”. Tomorrow is as usual.
place-host-ask-day = Closed from today until which day, that day too? Press one or type it, like “5 December” or “1 February to 8 February: repairs”.
place-host-ask-place = Which station? Type a part of its name, or its code.
place-host-none-found = None is called so. Try other words.
place-host-done-time = Noted: open until { $at } today, tomorrow as usual.
place-host-done-day = Noted: { $days ->
    [one] closed on { $day }
   *[more] closed from { $first } to { $day }
 }, then as usual.
place-host-done-usual = Noted: as usual again.
place-host-news-hours = { $name } changed the opening times of { $place }: { $how ->
    [open] open today
    [shut] closed today
    [until] open until { $at } today
    [until-night] open until { $at } tonight
    [closed] { $days ->
        [one] closed on { $at }
       *[more] closed from { $from } to { $at }
    }
   *[usual] as usual again
 }. Riders see it already.
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
    [changed] not as written
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
    [changed] it is not as written
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
    [changed] not as written
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
