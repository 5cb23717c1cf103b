### The desk: what those who lead see and do, orders, warnings, words on the way, names.

## Deadlines of the day

staff-news-warnings =
    To watch today: { $count }{ $late ->
        [none] {""}
       *[other] , overdue: { $late }
    }{ $departments ->
        [none] {""}
       *[other] {""}
            Overdue at:
            { $departments }
    }
    { $cases }{ $more ->
        [none] {""}
       *[other] {""}
            And { $more } more: press below for all.
    }
staff-warning-line = { $place }. { $type }{ $department ->
    [none] {""}
   *[other] , { $department }
 }, { $number }: { $state ->
    [late] overdue, was
   *[open] to be
 } { $todo ->
    [take] taken
    [settle] settled
   *[answer] answered
 } by { $by }
staff-news-late =
    Past their day without a word: { $things }
    { $late_things }{ $more_things ->
        [none] {""}
       *[other] {""}
            And { $more_things } more: see To do.
    }
staff-news-warnings-late =
    { staff-news-warnings }
    { staff-news-late }
staff-late-line = { $place }. { $number }: { $kind ->
    [promise] the worker was promised a result by { $by }, and has none: tell them
    [ordered] an order to answer by { $by }, not answered
    [order] an order to { $department }, to be answered by { $by }, not answered
    [help] help for { $department }, to be answered by { $by }, not answered
    [return] the work order has to go back by { $by }
    [returned-late] the work order had to go back by { $by }, and has not
   *[asked] help from { $department }, due by { $by }, has not come: call them
 }
staff-button-place = { $place }
staff-button-all-overdue = All overdue
staff-button-all-soon = All due soon

## Not solved

staff-news-not-solved = { $number }, which you settled: its worker says it is not solved: “{ $text }” { $department } handles it again. It counts in your solved rate.

## A word on the way

staff-answer-kind = Is this the answer, or a word while you work on it?
staff-answer-kind-holding = This reads as if there is no result yet. Say it as a word on the way, and the deadline runs on; an answer has a conclusion.
staff-button-final = This is the answer
staff-button-meanwhile = A word on the way
staff-check-meanwhile =
    A word to the worker on the way; the deadline runs on:
    “{ $text }”
    If it is right, press “Send”; if not, type it again.
staff-holding-words = 核实中|核实一下|去核实|要核实|在核实|先核实|再核实|正在|在查|在办|尽快|稍等|稍后|等结果|处理中|跟进|会尽|马上去|checking|looking into|soon as
staff-canned-holding = { $place }. (on the way) { $text }
staff-done-say = Told. The deadline runs on; press “Answer” once there is a conclusion.
staff-step-say = { $name } said a word on the way
case-news-meanwhile = { $number }: { $department } says: “{ $text }”{ $state ->
    [answered] {""}
   *[open] {" "}Still in hand, to be answered by { $by }.
 }
own-case-step-say = { $department } said it is in hand
own-case-step-see-identity = { $department }{ $name ->
    [none] {""}
   *[other] {" "}({ $name })
 } looked at your name and number

## Orders (督办)

staff-button-order = Order
staff-button-order-open = See the order
staff-button-answer-order = Answer the order
staff-button-orders = Orders { $count }
staff-more-order = · Order: the department has to explain or do something by a day, which is watched.
staff-write-order = What has { $to } to do or explain? Type it. The worker does not see it.
staff-write-answer-order = What do you answer? Type it; the lead department will see it.
staff-card-order = Order, by { $day }: “{ $text }” { $state ->
    [answered] Answered: “{ $answer }”
    [late] Overdue, not answered
   *[open] Not answered yet
 }
staff-done-order = The order is out; you will hear the answer.
staff-order =
    { $number } ({ $type }): an order to { $department }, to be answered by { $day }:
    “{ $text }”
    { $state ->
        [open] Next: press “Answer the order”. To work on the case, open it first.
        [waits] Not answered yet.
        [late] Overdue, not answered yet.
        [over] The case is over, or another department's: nothing to answer.
       *[answered] Answered: “{ $answer }”
    }
staff-orders = Orders not answered yet, the most urgent first:
staff-orders-none = No order waits for an answer.
staff-order-line = { $place }. By { $day }, { $department }, { $number }: “{ $text }”
staff-queue-orders = Orders not answered: { $count }.
staff-news-ordered =
    An order for { $number } ({ $type }), to be answered by { $by }:
    “{ $text }”
staff-news-order-late = { $number }: the order to { $department } was due on { $by } and is not answered.
staff-news-order-answered = { $number }: the order is answered, { $department } { $name }: “{ $text }”
staff-step-order = { $name } gave an order
staff-done-answer-order = Answered; the lead department will see it.
staff-step-answer-order = { $name } answered the order
error-nobody-there = Nobody of that department is here yet. Choose another, or call them.
error-order-gone = That order is answered already, or is not your department's.

## Colleagues

staff-button-colleagues = Colleagues
staff-button-assign = Give to a colleague
staff-more-assign = · Give to a colleague: somebody else handles it, the dates stay.
staff-colleagues =
    Colleagues of { $department }, who has least first:
    { $lines }
staff-colleague-line = { $place }. { $name }: in hand { $count }{ $late ->
    [none] {""}
   *[other] , overdue { $late }
 }{ $away ->
    [none] {""}
   *[other] , away until { $away }
 }
staff-colleague-me = { $name } (you)
staff-colleagues-note = Press a number to see what they have, and to give all of it to somebody else.
staff-colleague-cases = { $name } has { $count }:
staff-colleague-none = { $name } has nothing in hand.
staff-button-hand-over = Give all to somebody else
staff-which-colleague = To whom does { $number } go?
staff-which-colleague-all = To whom do all { $count } of { $name } go?
staff-button-colleague = { $name } ({ $count })
staff-alone = Nobody else is in the department.
staff-check-hand-over = Give all { $count } of { $name } to { $to }? The dates stay.
staff-button-hand-over-yes = Give to { $to }
staff-done-assign = { $to } has it now and will be told.
staff-done-hand-over = { $to } has { $count } more now and will be told.
staff-step-assign = { $name } gave it to a colleague
staff-news-assigned = { $number }: { $name } gave it to you.
staff-news-handed-over = { $name } gave you { $count } cases. Type “queue” to see them.
staff-news-handed-from = { $name } gave your { $count } cases to { $to }.

## A second look before an answer goes

staff-button-sign-yes = Send it
staff-button-sign-back = Send back
staff-button-sign-change = Change it
staff-done-handed-in = Handed in: it goes to the worker once who leads says yes. The deadline runs on.
staff-done-signed = It is sent.
staff-done-sent-back = Sent back, with your reason.
staff-done-changed = Changed. A second person has to say yes to this one too: it goes once who wrote it presses “Send it”.
staff-card-held = { $step ->
    [settle] The outcome
   *[answer] The answer
 } that { $name } wrote waits for a yes; the worker has not got it: “{ $text }”
staff-ask-sign-back = Why? Type it; your colleague reads it. They wrote: “{ $text }”
staff-ask-sign-change = What should it say? Type all of it. Now it is: “{ $text }”
staff-news-sign = { $number } ({ $type }): { $name } { $changed ->
    [yes] changed your
   *[no] wrote the
 } { $step ->
    [settle] outcome
   *[answer] answer
 }. It goes to the worker once you say yes: “{ $text }”
staff-news-signed = { $number }: { $name } said yes, the { $step ->
    [settle] outcome
   *[answer] answer
 } went to the worker.
staff-news-sent-back = { $number }: { $name } sent the answer back: “{ $text }” You wrote: “{ $answer }” Open the case and write it anew.

## Away

staff-button-away = Away
staff-button-back-at-work = Back at work
staff-button-away-yes = Yes, note it
staff-button-away-nobody = Nobody, keep them
staff-away-which-day = { $day ->
    [none] Until which day is { $name } away, that day too? Press one or type it, like “4 December”; for later, “1 December to 4 December”.
   *[other] { $name } is away until { $day } and back by themselves after it. For another day, press one or type it, like “4 December”.
 }
staff-which-stand-in = { $since ->
    [none] { $name } is away until { $day } with { $count } in hand: who works at them meanwhile? What is not done goes back to { $name } by itself.
   *[other] { $name } is away from { $since } to { $day }: who stands in? On that day what is in hand goes to them by itself, and what is not done comes back.
 }
staff-check-away =
    { $since ->
        [none] { $name } is away until { $day }, that day too. { $to ->
            [none] { $count ->
                [none] Nothing in hand.
               *[other] The { $count } in hand go to nobody; their deadlines run, and who leads is warned.
            }
           *[other] { $to } works at the { $count } in hand; their deadlines run, and what is not done comes back by itself.
        }
       *[other] { $name } is away from { $since } to { $day }, that day too. { $to ->
            [none] Nobody stands in; who leads is warned.
           *[other] On that day { $to } gets what is in hand; deadlines run, and what is not done comes back by itself.
        }
    }
    New cases and warnings do not go to { $name } meanwhile. Note it?
staff-done-away = { $since ->
    [none] { $name } is away until { $day }: noted.
   *[other] { $name } is away from { $since } to { $day }: noted. It begins by itself.
 }{ $count ->
    [none] {""}
   *[other] { " " }Cases with somebody else meanwhile: { $count }.
 }
staff-done-back = { $name } is back.{ $count ->
    [none] {""}
   *[other] { " " }Cases that came back: { $count }.
 }
staff-news-away = { $name } is away until { $until }{ $to ->
    [none] { $count ->
        [none] {""}
       *[other] ; who leads is warned of their cases
    }
   *[other] ; { $to } works at the { $count } in hand
 }.
staff-news-away-cover = { $name } is away until { $until }: their { $count } cases are with you, with the same deadlines. What is not done goes back by itself.
staff-news-away-planned = { $name } is away from { $since } to { $until }{ $to ->
    [none] , with nobody standing in
   *[other] ; { $to } stands in
 }. It begins by itself.
staff-news-away-self = You were noted as away until { $until }{ $to ->
    [none] {""}
   *[other] ; { $to } works at your { $count } cases
 }. New cases and warnings do not come to you until then.
staff-news-back = { $name } is back: the { $count } cases you looked after are theirs again.
staff-news-back-self = { $count ->
    [none] You are back: new cases and warnings come to you again.
   *[other] You are back: new cases and warnings come to you again, and so do { $count } cases that others looked after. See To do.
 }
error-staff-away = { $name } is away: choose another colleague.

## Departments that nobody has joined

staff-news-filed-nobody =
    Nobody of { $department } has joined: for you first, { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-filed-nobody-danger =
    ⚠️ Dangerous right now. Nobody of { $department } has joined: for you first, { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-nobody-there = (nobody there)
staff-transferred-nobody = Nobody of { $to } has joined: the lead department takes it first.
staff-queue-nobody = Departments that nobody has joined, and what waits there:
filing-nobody-there = Nobody of { $department } is here yet: { $lead } takes it first, the dates stay.

## Who filed under their name

filing-name = Your real name, please. Whoever speaks to the platform for you has to say for whom. Only those who handle the case see it, and it is deleted when its time is over.
filing-phone = Your mobile number? Whoever handles the case calls you to check.
filing-name-sure = Under your name: { $name }, { $phone }. Only those who handle the case see it, to check and to speak to the platform for you; it is deleted when its time is over.
filing-button-named-yes = Yes, file under my name
filing-button-name-other = Others
filing-button-name-anonymous = No name: file anonymously
filing-name-not = That looks like a number, not a name. The name first.
staff-button-named = Name and number
staff-more-named = · Name and number: see who filed it. Your first look goes into the record, which the worker sees.
staff-named = { $number } was filed by { $name }, { $phone }. For this case alone; before you tell the platform, ask the worker by “Contact the platform”.
staff-named-none = { $number } was filed under a name, without leaving name and number. Press “Ask” if you need them.
staff-step-see-identity = { $name } looked at name and number

## Helping

staff-button-share-facts = Send with what was filled in
staff-button-share-evidence = Send with the evidence too
staff-button-share-words = Only this sentence
staff-share-note = What may they see? { $kind ->
    [facts] What was filled in, if you like; not the evidence, since the case is anonymous.
    [words] It is about health or family, and the worker agreed to your department alone: only this sentence.
   *[all] What was filled in, or the evidence too.
 }
staff-assist-facts =
    What was filled in:
    { $facts }
staff-button-assist-pieces = Evidence { $count }

## Search

staff-found-more = More than { $count } found; add a word:
staff-button-find-said = Find cases about it
staff-at-card-words = What you typed was not sent to the worker. To send something, press “Ask” or “Answer” first.

staff-anonymous-words = 匿名|匿名的|anonymous
staff-named-words = 实名|实名的|named

## Help

staff-help-words = 帮助|怎么办案|怎么办件|怎么办|怎么用|怎么接件|办案|不会用|help
staff-leave-words = 我要请假|请假|我请假|休假|我要休假|替班|交接|i am away|leave
staff-help =
    How the desk works:
    · New cases come by themselves: press “Take”, then do what “Next” says.
    · “Queue” has everything; a number or a few words (“Platform A anonymous”, “26 Nov”) find a case, closed ones too.
    · No result yet: send a word on the way, and the deadline runs on. “Answer” has a conclusion; “Settle” ends it.
    · Away: type “leave”, say until when and who works at your cases.
    For a station or a complaint of your own, press “Home”.
staff-team-words = 同事|同事们|分派|派件|谁在办|colleagues|team
staff-order-words = 督办|督办件|orders
staff-question-words = 问题|没答上的问题|看问题|questions
staff-notice-words = 通知|发通知|notices
staff-assist-words = 协办|协办件|assists
staff-button-all-orders = Orders
staff-button-all-assists = Help asked for
staff-button-desk-help = How it works
staff-button-notices = Send a notice
staff-button-questions-open = Open questions

## Overdue, and figures of any span

report-overdue = Overdue now:
report-overdue-none = Nothing is overdue now.
report-overdue-line = { $title }: { $count }
report-overdue-at = Overdue at { $department }, the longest first:
report-button-overdue = Overdue by department
report-button-span = Another time
report-which-span = Which time? Press one, or type it: “September”, “Q3”, “2025”, “10-01 to 11-15”.
report-span-unread = That is no span of time I can read.
report-button-span-unit = { $unit ->
    [week] { $which ->
        [this] This week
       *[before] Last week
    }
    [month] { $which ->
        [this] This month
       *[before] Last month
    }
    [quarter] { $which ->
        [this] This quarter
       *[before] Last quarter
    }
   *[year] { $which ->
        [this] This year
       *[before] Last year
    }
 }
report-span = { $unit ->
    [month] { $year }-{ $month }
    [quarter] Q{ $quarter } { $year }
    [year] { $year }
   *[days] { $first } to { $last }
 }
report-span-head = { $department ->
    [all] Whole city
   *[other] { $department }
 }, { $span }{ $over ->
    [no] {" "}(to yesterday)
   *[yes] {""}
 }{ $dimension ->
    [none] {""}
    [type] , by type
    [platform] , by platform
    [district] , by district
   *[department] , by department
 }
report-span-not-over = Not over yet: only all together. For groups choose a whole week, month, quarter or year that is over.
report-span-not-whole = Neither whole weeks nor whole months: only all together. For groups choose those.
report-span-note = By the day they came in; withdrawn ones do not count. What is over is counted anew on Mondays. A reopened case counts once for each of its departments; “solved” for the one that settled it.
report-span-before = Before that:
report-span-file = figures-{ $first }-{ $last }.xlsx
report-span-sheet = The sheet: its numbers can be summed and drawn.
report-page-span = { $which ->
    [this] This span
   *[before] Before
 }
error-span-unknown = There are no figures of that time. Choose one that has begun, three years at most.
negotiation-day = By which day did the platform promise it? Press one, or type a date. If none was named, press “No day”.
negotiation-button-no-day = No day
negotiation-news-promised = Negotiation with { $platform }: it promised { $type } by today. Ask whether it is done, and tell those who joined.
negotiation-promised = The platform promised it by { $day }.
