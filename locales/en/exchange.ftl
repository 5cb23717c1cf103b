### Cases that a department files for somebody, work orders of other systems, duplicates.

## Steps, as staff and workers read them

staff-step-claim = the worker follows it with the claim code
staff-step-merge = { $name } merged it into { $other }
staff-step-followed = { $name } merged { $other } into this case
staff-step-link = { $name } linked it with { $other }
staff-step-return = { $name } returned the work order
own-case-step-claim = You took it over with the claim code
own-case-step-merge = { $department }: another case is about the same thing, and both are handled there

## News

case-news-merged = { $number }: { $department } says it is about the same thing as { $first }, and handles both there. You hear of what happens to that one.
staff-news-claimed = { $number }: the worker follows it now with the claim code; what you send reaches them.
staff-news-returns =
    Work orders that have to go back: { $count }
    { $lines }{ $more ->
        [none] {""}
       *[other] {""}
            { $more } more are in the queue.
    }

## A claim code, typed in the chat

claim-done = Done. You follow { $number } here from now on.
claim-wrong = There is no such claim code. Type it again from the slip. A code is good for 30 days and for one use; the department that gave you the slip can make a new one.

## A case on paper

case-paper-number = Number
case-paper-department = Department
case-paper-state = State
case-paper-platform = Platform
case-paper-district = District
case-paper-filer = Filer
case-paper-pseudonym = anonymous { $pseudonym }
case-paper-filed = Filed
case-paper-due = Due
case-paper-ended = Ended
case-paper-handler = Handler
case-paper-source = Source
case-paper-foreign = Its number there
case-paper-back = Goes back by
case-paper-piece = Evidence { $number }: { $kind ->
    [image] picture
    [audio] recording
    [video] video
    [text] text
   *[other] file
 }{ $by ->
    [staff] {" "}(from the department)
   *[worker] {""}
 }{ $state ->
    [removed] , removed
    [refused] , not taken
   *[kept] {""}
 }
case-paper-made = Nuanxin, { $city }

# source: where the case came from.
origin-source = { $source ->
    [window] at the window
    [phone] by phone
    [hotline] hotline 12345
    [transport] hotline 12328
    [labour] hotline 12333
    [market] hotline 12315
    [petition] petition office
    [mailbox] online mailbox
   *[other] another system
 }

## On the card

staff-card-origin = From { $source }{ $foreign ->
    [none] {""}
   *[other] {" "}{ $foreign }
 }{ $back ->
    [none] {""}
    [returned] , returned
    [late] , had to go back by { $day }
   *[open] , goes back by { $day }
 }
