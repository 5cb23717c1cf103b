### The assessment of stations: the draw, the visits, results, appeals, publishing.

# What people type, between bars.
assess-rider-words = 体验官|当体验官|我要当体验官|驿站体验官|去看驿站|be a visitor|station visitor|visit a station

## The desk

desk-button-assessment = Assessment
desk-assessment = Assessment: visits to stations, results, appeals
assess-button-open = Assessment
assess-none = No round is drawn yet. Once it is, somebody visits every station within a year.
assess-round =
    The round of { $begins }: { $visited } of { $places } stations visited. { $due ->
        [none] Nothing is to be visited now.
        [1] One visit is to be made now.
       *[other] { $due } visits are to be made now.
    }
    { $agreement ->
        [none] No station was visited by two people yet, so no stars can be published.
       *[other] Two visitors of one station agree by { $agreement } (1 at most).
    }{ $published ->
        [yes] {""}
            The stars are published.
       *[no] {""}
    }
assess-button-go-on = Go on: { $name }
assess-button-due = To be visited
assess-button-due-count = To be visited{ $count ->
    [none] {""}
   *[other] {" "}({ $count })
 }
assess-button-results = Our stations
assess-button-appeals = Appeals{ $count ->
    [none] {""}
   *[other] {" "}({ $count })
 }
assess-button-figures = Figures
assess-button-draw = Draw a round
assess-button-draw-sure = Draw
assess-button-publish = Publish the stars
assess-button-publish-sure = Publish
assess-draw-sure = Every station gets a week of the year; where risk is higher it gets two, and one in 20 is visited again by somebody else. No station knows its week. Draw?
assess-drawn = Drawn. The digest of the seed begins with { $seal }…; the page of the standard has all of it, and the seed itself once the round is over, so that anybody can draw it again.
assess-publish-sure = Riders will see the stars of every station, but not before its time to appeal is over and its appeal is decided. Publish?
assess-published = Published. What has settled shows at once.

## What is to be visited

assess-due-none = There is nothing for you to visit now.
assess-due-where = To be visited: { $count } stations. Which district?
assess-district = { $title } ({ $count })
assess-due = Choose one of { $count }. The questions begin at the door.

## The visit

assess-door =
    { $place }, { $address }.
    At the door: scan its code, or send the number on the door, or send your position (within 150 m). The position is not kept.
assess-door-other = That is not the code of this station.
assess-door-far = You are not at the door yet. Go nearer and send it again, or scan the code.
assess-button-cannot = Neither works, go on
assess-item = { $number }/{ $count }  { $ask }
assess-button-yes = Yes
assess-button-no = No
assess-button-unseen = Cannot be seen
assess-photo = Take a photo: { $title }. No faces, please.
assess-photo-rider = Last, take one photo of the station. No faces, please.
assess-button-no-photo = No photo possible
assess-check = { $place }: { $failed ->
    [none] all is well. Send it?
   *[some] not as it should be:
 }
assess-failed-line = · { $title }
assess-button-send = Send
assess-button-again = Start over
assess-thanks = Sent, thank you. { $points ->
    [none] {""}
   *[other] You get { $points } points.{" "}
 }The station hears of it next week, not who came nor on which day{ $who ->
    [rider] .
   *[staff] . Do not tell them either.
 }

## A rider's visit

assess-button-rider = Visit a station for points
assess-rider =
    Choose a station, scan the code at its door, answer six yes-or-no questions at most, take one photo: { $points } points, once a week.
    The station never learns who came or when, and your position is not kept. Drawn for you this week:
assess-rider-line = { $number }. { $name }{ $address ->
    [none] {""}
   *[other] , { $address }
 }

## The station's result

assessment-news-result = Somebody came to see { $place } in the week of { $week }. { $count ->
    [none] All is well.
   *[other] Not as it should be: { $count }{ $musts ->
        [none] {""}
       *[other] , of which { $musts } musts
    }. Put it right by { $by } or say why not; you may appeal once.
 }
assessment-news-results = Assessment: results of your stations: { $count }{ $failed ->
    [none] . No must failed.
   *[other] . With a must that failed: { $failed }.
 }
assessment-news-appealed = { $place } appeals against its result. Somebody who neither visited nor runs it has to decide.
assessment-news-decided = The appeal of { $place } { $upheld ->
    [yes] is upheld; that counts no more
   *[no] is refused; the result stands
 }. Reason: “{ $reason }”
assess-button-result = Assessment
assess-button-see-result = See the result
assess-button-see-appeal = See the appeal
assess-results = Your stations, unanswered ones first:
assess-results-none = No station has a result yet.
assess-results-line = { $number }. { $name }{ $count ->
    [none] : all answered
   *[other] : { $count } unanswered
 }
assess-result-none = { $place } has no result yet.
assess-result = { $place }: somebody came in the week of { $week }. { $found ->
    [none] All is well.
   *[some] Not as it should be:
 }
assess-finding-line = { $number }. { $must ->
    [yes] [must] {""}
   *[no] {""}
 }{ $title }: { $state ->
    [found] to be put right by { $day }
    [late] { $day } is over, no answer
    [fixed] said to be put right
    [explained] explained
   *[struck] appeal upheld, counts no more
 }
assess-result-reply = Beside the stars: “{ $text }”
assess-result-due = You may appeal until the end of { $day }, once.
assess-appeal-state = Appeal: { $state ->
    [waits] waits for somebody who was not there.
    [upheld] upheld. Reason: “{ $reason }”
   *[refused] refused. Reason: “{ $reason }”
 }
assess-finding = { $must ->
    [yes] [must] {""}
   *[no] {""}
 }{ $title }: { $state ->
    [found] not as it should be. Put it right by { $day }, or say why not.
    [late] not as it should be, and { $day } is over.
    [fixed] you say that it is put right.
    [explained] you say: “{ $said }”
   *[struck] the appeal was upheld; it counts no more.
 }
assess-button-fixed = It is put right
assess-button-why = Say why not
assess-button-appeal = Appeal
assess-button-appeal-one = Appeal against this
assess-button-reply = Say something beside the stars
assess-button-drop-reply = Take those words away
assess-fixed = Noted. { $must ->
    [yes] It is a must: somebody will look again, without saying when.
   *[no] Riders see that it is put right.
 }
assess-ask-why = Why can it not be put right? Riders read it too; { $most } characters at most.
assess-explained = Noted.
assess-ask-reply = What shall stand beside the stars? Everybody reads it; { $most } characters at most.
assess-replied = Noted. It will stand beside the stars.
assess-ask-appeal = Appeal against { $title ->
    [none] everything
   *[other] “{ $title }”
 }: what is wrong? You may do so once; somebody decides who neither came nor runs the station.
assess-appealed = Your appeal is here. You are told once it is decided, and nothing is published before.

## Deciding

assess-appeals = { $found ->
    [none] No appeal waits.
   *[some] Appeals that wait:
 }
assess-appeals-line = { $number }. { $name }
assess-appeal = { $place } appeals: “{ $text }”
assess-appeal-finding = · { $must ->
    [yes] [must] {""}
   *[no] {""}
 }{ $title } (week of { $week })
assess-button-uphold = Uphold
assess-button-refuse = Refuse
assess-ask-reason = Why { $upheld ->
    [yes] uphold
   *[no] refuse
 } it? The station reads this.
assess-decided = Decided, and the station is told.

## Figures

assess-figures-none = No station has a result yet.
assess-figures-all = All
assess-figures-districts = By district:
assess-figures-owners = By department:
assess-figures-line = { $title }: { $assessed } assessed, { $failing } with a must that failed ({ $musts } musts); findings { $findings }, put right in time { $in_time }{ $days ->
    [none] {""}
   *[other] , median { $days } days
 }, reopened { $reopened }.

## What everybody sees

assess-grade = Assessed: { $stars ->
    [failed] failed, a must is not met
    [0] no star
   *[other] { $stars }
 } (week of { $week })
assess-grade-failed = Not met: { $titles }
assess-grade-fixed = { $title } (said to be put right)
assess-grade-why = { $title } (they say: { $why })
assess-grade-mended = Put right: { $titles }
assess-grade-reply = The station says: “{ $text }”
assess-grade-felt = Riders: { $people ->
    [none] no word yet
   *[other] { $percent } % found it good ({ $people } people)
 }

## The standard, on the web page

criterion-version = Version { $version }, from { $day }
standard-how = How it works
standard-how-visits = Somebody visits every station once a year, in a week that is drawn; twice where a door was confirmed shut two times in a month, a report went unanswered for a week, or nobody said a word for 90 days.
standard-how-blind = One in 20 is visited again by somebody else, to see how far two visitors agree. Visitors do not run the station, and it never learns who came or on which day.
standard-how-must = A station that fails one must has no stars, whatever its points.
standard-how-legs = What was found (visits), what is kept (open as posted, answers and how fast) and what riders felt stand side by side, in no sum that could hide a failure.
standard-how-felt = Riders’ words count from five people on, and few of them are drawn to the mean of the district. Without any it says “no word yet”, never 0.
standard-how-reply = The station may have a few words printed beside its stars.
standard-how-appeal = It may appeal once within 5 working days. Somebody decides who neither came nor runs it, and nothing is published before.
standard-how-year = Stars are for a year and can be lost. None is published before every station was visited.
standard-musts = Musts
standard-items = What is weighed
standard-grades = Stars
criterion-grade = { $stars }: { $least } points or more
standard-faults = Days to put right
criterion-fault = { $title }: { $days } working days
standard-owners = Who answers for them
criterion-owner = { $kind }: { $owner }
standard-sources = Sources
standard-rounds = Rounds
criterion-round = { $begins } – { $ends }
criterion-agreement = Agreement of two visitors of one station (κ): { $kappa }, 1 at most.
standard-not-yet = No stars are published yet.
standard-no-round = No round is drawn yet.
standard-seal = Digest of the seed (SHA-256):
standard-seed = Seed of the draw, for anybody to draw again:
standard-seed-later = The seed is published once the round is over; with its digest here, nobody can change it.
criterion-seen = { $seen ->
    [visit] Somebody looks{ $evidence ->
        [photo] , with a photo
       *[none] {""}
    }{ $riders ->
        [yes] ; riders look too
       *[no] {""}
    }
    [data] Seen in data
   *[riders] Riders’ words
 }
criterion-kinds = { $kinds }{ $only ->
    [yes] , where it is offered
   *[no] {""}
 }
criterion-weight = Weight { $weight }
criterion-days = To be put right within { $days } working days
criterion-source = Source: { $source }
listing-standard = The standard
listing-assessment = Assessment
listing-not-assessed = not assessed yet
listing-legs = Found { $found ->
    [none] nothing yet
   *[other] { $found } %
 }, kept { $kept ->
    [none] nothing yet
   *[other] { $kept } %
 }
listing-grade = { $stars ->
    [none] {""}
    [failed] Assessed: failed
    [0] Assessed: no star
   *[other] Assessed: { $stars }
 }
listing-standard-link = How stations are assessed
assess-button-duty = Put right: send a photo

## At the desk

console-way-assessment = Assessment
console-assessment-progress = The round of { $begins }: { $visited } of { $places } stations visited. Agreement of two visitors: { $agreement ->
    [none] not known yet
   *[other] { $agreement }
 }.
console-assessment-assessed = Assessed
console-assessment-failing = With a must that failed
console-assessment-musts = Musts failed
console-assessment-findings = Findings
console-assessment-in-time = Put right in time
console-assessment-days = Median days
console-assessment-reopened = Reopened
console-assessment-appeals = Appeals that wait
console-assessment-photo = Photo: { $title }
console-assessment-decide = Appeals are decided in the chat: desk → Assessment → Appeals.
