### Progress: a person's own cases, what was done with each, and what they can do.

# What people type for them, between bars.
own-case-words = progress|my cases|my complaints|my complaint|cases

own-case-department = the department
own-case-type = Case
own-case-day = { $weekday ->
    [d1] Monday
    [d2] Tuesday
    [d3] Wednesday
    [d4] Thursday
    [d5] Friday
    [d6] Saturday
   *[d7] Sunday
}, { $day } { paper-month }
own-case-time = { $day } { paper-month } { $clock }

own-case-none = You have filed nothing yet. Once you have, you see here how far it is.
own-case-list = What you filed, the open ones first:
own-case-list-line = { $place }. { $type } · { $state } · { $number }

own-case-title = { $number } · { $type }
own-case-state = Now: { $state }.
own-case-accept-by = { $department } tells you by { $day } whether it takes it.
own-case-accept-late = { $department } was to tell you by { $day } whether it takes it, and has not. Call 12345 and give the number above.
own-case-answer-by = An answer comes by { $day }.
own-case-answer-late = The answer was due by { $day } and is not there. Call 12345 and give the number above.
own-case-asked = { $department } asks you: “{ $text }”
own-case-anonymous = Filed anonymously: the department sees “anonymous, code { $pseudonym }” and not who you are.
own-case-joined = Somebody else reported this first; with you it is { $count } people. You are told of every step.
own-case-others = { $count } more reported this too.
own-case-pieces = Evidence: { $count }.
own-case-story = What happened:
own-case-last-steps = The last steps:
own-case-line = · { $time } · { $what }
own-case-line-said = · { $time } · { $what }: “{ $text }”

## The steps, as they are told. department: who had the case then; mine: whether the reader filed it.

own-case-step-file = { $how ->
    [for] A department filed it
   *[worker] { $mine ->
        [yes] You filed it
       *[no] Somebody reported it
    }
 }; it went to { $to }
own-case-step-take = { $department } took it{ $name ->
    [none] {""}
   *[other] ; { $name } handles it
 }
own-case-step-take-over = { $department } gave it to { $name ->
    [none] somebody else there
   *[other] { $name }
 }
own-case-step-transfer = { $department } passed it to { $to }
own-case-step-ask = { $department } asked you
own-case-step-reply = You answered
own-case-step-promise = { $department } promised you
own-case-step-agree = you told the department what the platform may be told
own-case-step-resume = { $department } went on
own-case-step-extend = A hard one: the day of the answer was moved
own-case-step-contact-platform = { $department } asked the platform
own-case-step-answer = { $department } answered
own-case-step-settle = { $department } settled it
own-case-step-confirm = { $mine ->
    [yes] You said
   *[no] Who reported it said
 } it is solved
own-case-step-rate = You rated it
own-case-step-reopen = { $mine ->
    [yes] You said
   *[no] Who reported it said
 } it is not solved; { $to } works on it again
own-case-step-close = Closed: no word came in time
own-case-step-add = You added
own-case-step-join = Somebody else reported it too
own-case-step-withdraw = Withdrawn
own-case-step-ask-reveal = { $department } would like to know who you are
own-case-step-refuse-reveal = You did not agree to being named
own-case-step-urge-reveal = One of the leading department asked to see who you are: a life may be in danger
own-case-step-reveal = { $how ->
    [danger] A second one of it agreed; they saw who you are
   *[agreed] You agreed to being named
 }
own-case-step-evidence-kept = Evidence kept: { $count }
own-case-step-evidence-refused = Evidence not taken: { $count }
own-case-step-remove-evidence = You removed evidence
own-case-step-release-evidence = You let the department have a file as it is

## Adding

own-case-add = { $number }: what do you want to add? Write, or send photos, screenshots, recordings or files, several at once if you like.
own-case-answer-how = Write your answer; photos, recordings and files are fine too.
own-case-files = Up to { $most_mb } MB each; no archives.
    .telegram =
        Up to { $most_mb } MB each; no archives.
        Send photos as “File” to keep the original.
    .wechat =
        Up to { $most_mb } MB each; no archives.
        Tick “Original” when you send photos; they are clearer.
own-case-added = Added.
own-case-answered = Your answer is with the department.
own-case-more = Send more if you have it; if not, choose “Done”.
own-case-edited = What was handed in cannot be changed. Just say it again.
own-case-not-that = This cannot be added. Write, or send photos, recordings or files.

## Evidence

own-case-pieces-of = Evidence of { $number }:
own-case-pieces-none = { $number } has no evidence yet.
own-case-pieces-remove = To remove one, choose its number.
own-case-piece = { $number }. { $kind ->
    [image] Picture
    [audio] Recording
    [video] Video
   *[file] File
 } · { $time } · { $state ->
    [removed] removed
    [refused] not taken, wrong format
    [lost] could not be fetched, send it again
    [waiting] being fetched
   *[kept] { $form ->
        [compressed] compressed
       *[original] not compressed
    }
 }
own-case-remove = Remove it? The department does not see it any more either, and it cannot be brought back. The record keeps only its number and checksum: that it came in, and that you removed it.
own-case-released = The department can see piece { $number } now.
own-case-removed = Piece { $number } is removed.

## Receipt

own-case-receipt-file = receipt-{ $number }.txt
own-case-receipt =
    Your receipt; keep it. It proves only when we received what, not that the content is true.
    Anybody can check whether it is genuine; one changed letter and it is not.

## Withdrawing

own-case-withdraw =
    Withdraw { $number } ({ $type })?
    The department stops, and it cannot be undone; to go on you would file it anew.
    Record and evidence stay for { $kept } and are deleted then.
own-case-days = { $count } days
own-case-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
own-case-leave =
    Others reported { $number } ({ $type }) too, so the department goes on with it.
    If you leave, you are told no more of it{ $mine ->
        [yes] , and can add nothing; what you handed in stays in it
       *[no] {""}
    }. Leave?
own-case-withdrawn = { $number } is withdrawn; the department stops.
own-case-left = You left { $number } and are told no more of it.

own-case-button-open = Progress
own-case-button-more = More
own-case-button-back = Back
own-case-button-all = All cases
own-case-button-add = Add something
own-case-button-answer = Answer
own-case-button-pieces = Evidence
own-case-button-receipt = Receipt
own-case-button-check = Check it
own-case-button-reveal = They ask who you are
own-case-button-story = All steps
own-case-button-earlier = Earlier
own-case-button-withdraw = Withdraw
own-case-button-leave = Leave
own-case-button-withdraw-yes = Withdraw it
own-case-button-leave-yes = Leave it
own-case-button-withdraw-no = Not now
own-case-button-remove-yes = Remove
own-case-button-release = Let them have it
own-case-button-remove-no = Keep
own-case-button-done = Done
case-news-file = { $number }: the department sent you a file.
case-button-open-file = Open it
case-button-files = Files from the department { $count }
case-files = What the department sent you. Press a number:
case-files-none = The department has sent no file yet.
case-file = A file from the department.
