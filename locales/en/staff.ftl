### Staff: who joins a department or a place with a code, and what they do there.

staff-post = { $department }, { $role ->
    [lead] lead
    [leader] director
    [admin] admin
   *[staff] handler
}
staff-joined =
    { $name }, you are now: { $post }.
    New cases of the department come to this chat; the buttons below each lead you through. Type “queue” for all of them, and /help for what else you can do: notices, unanswered questions, events.
    Whoever filed a case sees your name “{ $name }”, never your account.
staff-joined-host = { $name }, { $place } is yours to look after now.

# What staff type for the queue, between bars.
staff-queue-words = queue|my queue|to do|todo

## The card

staff-case-head = { $number }  { $type }{ $district ->
    [none] {""}
   *[other] {"  "}{ $district }
 }  { $pseudonym ->
    [none] named
   *[other] anonymous, code { $pseudonym }
 }
staff-case-pieces = { $pieces ->
    [none] No evidence
   *[other] Pieces of evidence: { $pieces }
 }{ $reporters ->
    [one] {""}
   *[other] , reported by { $reporters } people
 }
staff-case-accept-by = To be taken by { $accept_by } ({ $days ->
    [today] today
   *[other] working days left: { $days }
 })
staff-card =
    { staff-case-head }
    { $facts }
    { staff-case-pieces }
staff-card-urgent = 🆘 Urgent: somebody does not want to live and waits for a human.
staff-card-danger = ⚠️ Dangerous right now: somebody may be hurt any minute.
staff-card-due = { $days ->
    [late] Overdue: it was to be
   *[other] To be
 } { $what ->
    [accept] taken
   *[answer] answered
 } by { $by }{ $days ->
    [late] {""}
    [today] {" "}(today)
   *[other] {" "}(working days left: { $days })
 }
staff-card-promise = { $state ->
    [late] A promise was broken: to the worker
   *[open] Promised to the worker
 } by { $day }: “{ $text }”
staff-card-assist = Help of { $department }: { $state ->
    [open] due { $day }, no answer yet: “{ $text }”
   *[answered] answered: “{ $text }”
 }
staff-card-extension = { $name } asks for { $days } working days more; a lead has to decide: “{ $text }”
staff-card-mine = You handle it
staff-card-handler = Handled by { $name }
staff-card-nobody = Nobody handles it
staff-card-reach = { $fate ->
    [waits] The worker cannot be reached in the chat now; they see the last message when they next write.
    [told] The worker cannot be reached in the chat now. A WeChat notice gave the gist; they see the rest when they next write.
   *[not-told] The last message did not reach the worker: they blocked the chat, or it was too late.
 }
staff-card-steps = Last steps:

## What to do next

staff-next-take = Next: press “Take”. It is yours then, and the worker is told at once. Not for your department? Press “Pass on”.
staff-next-lead-department = The worker says that it is not solved: the lead department handles it anew.
staff-next-others = Next: { $name } goes on. If they are away and it is urgent, a lead presses “Take over”.
staff-next-nobodys = Next: whoever handled it has left. A lead presses “Take over”.
staff-next-accepted = Next: unclear? “Ask the worker”. Something to say? “Answer” (or a word on the way). Done? “Settle”.
staff-next-waiting-worker = Next: the worker answers, and the answer comes here. Not waiting any longer? “Go on”.
staff-next-answered = Next: when it is dealt with, press “Settle”; the worker is asked to confirm.
staff-next-settled = Settled; the worker was asked whether it is solved. Without an answer it is closed after 7 days.
staff-next-closed = This is over. Nothing is left to do.
staff-next-withdrawn = The worker has withdrawn it. Nothing is left to do.

## Buttons

staff-button-call = 🆘 I will talk to them
staff-button-write = ✍️ Write back
staff-button-take = Take
staff-button-ask = Ask the worker
staff-button-transfer = Pass on
staff-button-answer = Answer
staff-button-more = More
staff-button-settle = Settle
staff-button-resume = Go on
staff-button-take-over = Take over
staff-button-note = Note
staff-button-promise = Promise a day
staff-button-ask-extension = Ask for more time
staff-button-assist = Ask a department to help
staff-button-contact-platform = Contact the platform
staff-button-story = All steps
staff-button-pieces = Evidence ({ $count }), steps
staff-button-open = Open the case
staff-button-back = Back
staff-button-queue = Queue
staff-button-approve = Approve
staff-button-refuse = Do not
staff-button-help = Look at it
staff-button-answer-assist = Answer
staff-button-send = Send
staff-button-again = Change it
staff-button-mine = Mine { $count }
staff-button-unassigned = Nobody's { $count }
staff-button-soon = Due soon { $count }
staff-button-overdue = Overdue { $count }
staff-button-assists = Help asked for: { $count }
staff-button-disclose = { $what ->
    [order] Tell the order number
    [contact] Tell order and telephone number
   *[nothing] Tell nothing but that somebody reported it
 }

## More

staff-more = { $number }: what else can be done
staff-more-note = · Note: only colleagues see it.
staff-more-promise = · Promise a day: tell the worker what they get by when; the day is watched.
staff-more-ask-extension = · More time: write the reason; a lead approves; once a case.
staff-more-assist = · Help: another department does a part; you alone answer the worker.
staff-more-contact-platform = · The platform: the worker is asked first what it may be told.

## Done

staff-done-take = It is yours; the worker is told.
staff-done-take-over = Taken over: it is yours now.
staff-done-resume = Good, going on without the answer.
staff-done-ask = Asked. The worker's answer comes here.
staff-done-answer = Your answer is on its way to the worker.
staff-done-settle = Settled. The worker is asked to confirm.
staff-done-note = Noted.
staff-done-promise = The worker is told the day, and you are reminded in its morning.
staff-done-ask-extension = A lead is asked. You and the worker are told when it is approved.
staff-done-extend = Approved. The worker and whoever handles it are told the new day.
staff-done-refuse = Not approved. The day stays; whoever handles it is told.
staff-done-assist = The department is asked. Its answer comes here.
staff-done-contact-platform = The worker agreed: { $disclosure ->
    [order] you may tell the platform the order number, not the telephone number.
    [contact] you may tell the platform order and telephone number.
   *[nothing] you may only say that somebody reported it; no order number, no telephone number.
 } It is noted: you can contact the platform now.
staff-transferred = Passed to { $to }; the worker is told.

## Writing

staff-write-ask = What do you want to ask in { $number }? The worker sees the department, never your account. Type it.
staff-write-urgent = { $number } Type, and they read it at once. What they answer comes here.
staff-said-urgent = Sent.
staff-write-answer = What is the answer? Type it; you see it once more before it is sent. No result yet? Send a word on the way: the deadline runs on.
staff-write-settle = What came out of it? Tell the worker in a sentence.
staff-write-note = What do you want to note? Only colleagues see it.
staff-write-promise = What do you promise? For example “the result of our check”. The day comes next.
staff-write-ask-extension = Why are { $days } working days more needed? Once approved, the worker sees the reason.
staff-write-transfer = Why does it go to { $to }? The worker and { $to } see it.
staff-write-assist = What is { $to } to do? Write what matters; how much of the case they see is chosen before it is sent.
staff-write-help = What is your answer? Type it; it goes to whoever handles the case.
staff-write-canned = Or press one that is written already:
staff-canned = { $place }. { $text }
staff-which-day = { $step ->
    [assist] By which day?
    [order] By which day?
   *[other] By which day will it be done?
 } Press one, or type a date such as “Friday” or “3 December”.
staff-day-unread = I cannot tell which day that is.
staff-check-answer =
    The answer to the worker:
    “{ $text }”
staff-check = { $step ->
    [ask] To the worker, who is to answer:
    [settle] The outcome, which the worker is asked to confirm:
    [transfer] To { $to }, because:
    [promise] Promised to the worker by { $day }:
    [order] Order to { $to }, by { $day }:
    [ask_reveal] The worker is asked to say who they are. The reason goes to the worker:
   *[assist] { $to } is asked to help by { $day }:
 }
    “{ $text }”
    Right? Press “Send”. If not, just type it again.

## Choosing

staff-which-department = { $step ->
    [assist] Which department is to help with { $number }?
   *[transfer] Which department gets { $number }?
 }
staff-bounced = This was passed on once. Now it goes to { $department }, who decides.
staff-contact = { $state ->
    [waiting] In { $number } the worker was asked and has not answered. To ask for something else, choose again:
    [refused] In { $number } the worker did not agree. You can ask for something else:
   *[none] What may the platform be told in { $number }? Choose; then the worker is asked to agree:
 }
    If you do not have the order or telephone number yourself, press “Ask the worker” first.
staff-contact-asked = The worker is asked, and you are told. Until they agree, tell the platform nothing.

## The queue

staff-queue = To do for { $department }:
staff-queue-help = Other departments ask you for help: { $count }
staff-queue-search = Looking for one? Type its number, or a few words such as “platform A hewan”, “anonymous”, “26 Nov” or a colleague's name; closed ones are found too.
staff-many = { $most }+
staff-heap-mine = Yours, the most urgent first:
staff-heap-unassigned = Taken by nobody, the most urgent first:
staff-heap-soon = Due within two working days:
staff-heap-overdue = Overdue, the longest first:
staff-heap-none-mine = You have nothing in hand.
staff-heap-none-unassigned = Everything has been taken.
staff-heap-none-soon = Nothing is due within two working days.
staff-heap-none-overdue = Nothing is overdue.
staff-line = { $place }. { $danger ->
    [yes] {"⚠️ "}
   *[no] {""}
 }{ $type }{ $district ->
    [none] {""}
   *[other] {"  "}{ $district }
 }{ $department ->
    [none] {""}
   *[other] {"  "}{ $department }
 }  { $number }  { $state ->
    [due] by { $by }
    [waiting_worker] waiting for the worker
    [answered] answered
    [settled] settled, the worker is asked
    [closed] over
   *[withdrawn] withdrawn
 }
staff-found = Found: { $count }
staff-number-not-yours = There is no such number, or the case is not with your department any more.
staff-number-unread = The number is not complete, or a digit is wrong. It is “NX-” and 12 digits.
staff-found-none = Nothing found. Try other words, or the whole number.
staff-search-only-words = Only words here, please: type it.

## Evidence

staff-pieces = The evidence of { $number }. Press a number to open it; what a camera writes into photos has been taken out:
staff-piece = { $number }, piece { $piece }
staff-piece-blackened = { $number }, piece { $piece }. What shows who filed is blackened.

## Helping

staff-assist =
    { $department } asks for your help with { $number } ({ $type }) by { $day }:
    “{ $text }”
    { $state ->
        [open] Next: press “Answer” and write to whoever handles it. They answer the worker.
        [waits] Not answered yet.
        [over] The case is over: no answer is needed any more.
       *[answered] It was answered: “{ $answer }”
    }
staff-assists = What other departments ask your help with, the most urgent first:
staff-assists-none = Nobody asks for your help.
staff-assist-line = { $place }. by { $day }: “{ $text }”
staff-assist-done = Your answer is with whoever handles the case. This is done.

## What comes by itself

staff-news-urgent =
    🆘 Urgent: somebody does not want to live and asks for a human now. { $number }, no name given.
    { $text ->
        [none] They wrote nothing else.
       *[other] They wrote: “{ $text }”
    }
    Press “I will talk to them” and write: they see it at once. Listen first, and do not leave them alone; in danger call 120 or 110.
staff-news-filed =
    New case { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-filed-danger =
    ⚠️ Dangerous right now: { staff-case-head }
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-transferred =
    { $before } passed on { staff-case-head }
    Because: “{ $text }”
    { $facts }
    { staff-case-pieces }
    { staff-case-accept-by }
staff-news-reopened =
    Not solved, to be handled anew: { staff-case-head }
    The worker says: “{ $text }”
    { $facts }
    { staff-case-pieces }
staff-news-replied = { $number }: the worker answers: “{ $text }”
staff-news-replied-file = { $number }: the worker answered with a file.
staff-news-added = { $number }: the worker adds: “{ $text }”
staff-news-evidence = { $number }: the worker has sent more evidence.
staff-news-withdrawn = { $number }: the worker has withdrawn it. Nothing is left to do.
staff-news-taken-over = { $number }: { $name } has taken it over.
staff-news-deadline-half = { $number }: half the time is over; it has to be { $todo ->
    [take] taken
    [settle] settled
   *[answer] answered
} by { $by }.
staff-news-deadline-near = { $number }: the deadline is near; it has to be { $todo ->
    [take] taken
    [settle] settled
   *[answer] answered
} by { $by }.
staff-news-deadline-reached = { $number }: the deadline is reached; it was to be { $todo ->
    [take] taken
    [settle] settled
   *[answer] answered
} by { $by }. Leads, please have a look.
staff-news-deadline-over = { $number }: a working day overdue; it was to be { $todo ->
    [take] taken
    [settle] settled
   *[answer] answered
} by { $by }. Please see to it.
staff-news-promise-due = { $number }: today you owe the worker what you promised: “{ $text }” When it is done, press “Answer” or “Settle”; if it cannot be, name another day.
staff-news-promise-broken = { $number }: a result was promised by { $by }, and none came. Tell the person, and name another day.
staff-news-extension = { $number }: { $name } asks for more time, working days: { $days }. The reason: “{ $text }” Do you approve?
staff-news-extended = { $number }: more time is approved. Answer by { $by }.
staff-news-extension-refused = { $number }: more time is not approved ({ $name }). Answer by { $by } as before.
staff-news-assist =
    { $department } asks for your help with { $number } ({ $type }) by { $by }:
    “{ $text }”
staff-news-assist-late = Help with { $number } ({ $type }) should have come by { $by }. Press “Look at it” and answer { $department }.
staff-news-assist-missing = { $number }: { $department } should have helped by { $by } and has not. Give them a call; or go on without.
staff-news-assisted = { $number }: { $department }, { $name }, answers: “{ $text }”
staff-news-contact = { $number }: the worker { $agrees ->
    [yes] agrees: { $disclosure ->
        [order] you may tell the platform the order number.
        [contact] you may tell the platform order and telephone number.
       *[nothing] you may only say that somebody reported it.
    } Press “Contact the platform” under “More”.
   *[no] does not agree. Tell the platform nothing.
 }

## The steps, as staff read them. name: whose step it was.

staff-step-file = { $kind ->
    [for] { $name } filed it for somebody
   *[worker] filed
 }
staff-step-take = { $name } took it
staff-step-take-over = { $name } took it over
staff-step-transfer = { $name } passed it to { $department }
staff-step-ask = { $name } asked the worker
staff-step-reply = the worker answered
staff-step-resume = going on without an answer
staff-step-note = { $kind ->
    [sign-asked] { $name } wrote an answer that waits
    [sign-back] { $name } sent the answer back
    [sign-changed] { $name } changed the answer that waits
    [refused] { $name } did not approve more time
    [contact] { $name } asked the worker what the platform may be told
   *[note] { $name } noted
 }
staff-step-promise = { $name } promised the worker
staff-step-ask-extension = { $name } asked for more time
staff-step-extend = { $name } approved more time
staff-step-assist = { $kind ->
    [answered] { $department }, { $name }, answered
   *[asked] { $name } asked a department to help
 }
staff-step-contact-platform = { $name } contacted the platform
staff-step-agree = the worker { $kind ->
    [yes] agrees to what the platform is told
   *[no] does not want the platform to be told
 }
staff-step-answer = { $name } answered
staff-step-settle = { $name } settled it
staff-step-confirm = the worker says that it is solved
staff-step-rate = the worker { $kind ->
    [yes] is content
    [so_so] finds it so-so
    [no] is not content
   *[not-solved] says that it is still not solved
 }
staff-step-reopen = the worker says that it is not solved; it goes to { $department }
staff-step-close = closed without an answer
staff-step-add = the worker added
staff-step-join = somebody else reported it too
staff-step-leave = somebody left it
staff-step-withdraw = the worker withdrew it
staff-step-ask-reveal = { $name } asked the worker to say who they are
staff-step-refuse-reveal = the worker does not say who they are
staff-step-urge-reveal = { $name } says that a life is in danger and asks who it is
staff-step-reveal = the department knows who it is
staff-step-evidence-kept = evidence came in
staff-step-evidence-refused = evidence was not taken
staff-step-remove-evidence = the worker removed evidence
staff-step-release-evidence = the worker lets the department have a file as it is
staff-step-detach = the worker was forgotten
staff-step-anonymise = its words were deleted when their time was over

## Who filed an anonymous case

staff-somebody = a colleague
staff-button-identity = Identity
staff-button-ask-reveal = Ask the worker
staff-button-urge-reveal = A life is in danger: who is it?
staff-button-confirm-reveal = I confirm the danger: open it
staff-more-identity = · Identity: this was filed anonymously; how it can be known who it is.
staff-more-nothing = { $number }: nothing else can be done now.
staff-identity = { $number } was filed anonymously: nobody sees who it is. { $asked ->
    [waiting] The worker was asked and has not answered.
    [refused] The worker does not want to say.
   *[none] To know who it is, ask the worker, and say why.
 } { $danger ->
    [asked] Somebody says that a life is in danger: “{ $text }” Another one of the lead department has to confirm it.
   *[none] Where a life is in danger, two people of the lead department open it.
 }
staff-identity-open = { $number } has been opened: { $how }
staff-identity-chat = { $channel } { $address }
staff-write-ask-reveal = Why do you have to know? The worker reads this, and agrees or does not.
staff-write-urge-reveal = Why is a life in danger? Write it clearly: a second one confirms it, and the worker reads it.
staff-done-ask-reveal = The worker is asked. Once they agree you see it here.
staff-done-urge-reveal = Written down. Another one of the lead department confirms it under “More”, “Identity”.
staff-done-confirm-reveal = It is open; the worker is told, and why.

## What nothing answers yet

staff-questions = { $count ->
    [0] There are no unanswered questions.
   *[other] Questions without an answer, the most asked first:
}
staff-question-line = { $text } ({ $times })
staff-question = “{ $text }”, asked { $times } times. Write it up and it is answered from then on; who waits for it is told.
staff-button-write-answer = Write the answer
staff-question-topic = About what?
staff-question-drafted = There is a draft, titled “{ $text }” for now. Once its text is written and a lead has published it, who waits for it is told.
staff-button-write-on = Go on writing
staff-button-questions = See the questions
staff-news-questions = { $groups } questions have no answer, asked { $times } times in all.
### What somebody with a post can do, and the posts themselves.

# What staff type for it, between bars.
desk-words = desk|what can i do
desk-button = Desk
menu-button-work = 🧰 Desk
desk-head = Your desk. Press, or type the word in front:
desk-queue = Queue (/queue): new cases, due soon, overdue
desk-team = Colleagues: who has how much, and giving cases away
desk-orders = Orders: what waits for your answer
desk-duties = To do: orders, repairs and milestones, by which day
desk-assists = Help: what other departments ask of yours
desk-negotiations = Negotiations with platforms
desk-how = How to: how a case is worked
desk-notices = Notices (/notices): write, say yes, see who got them
desk-questions = Unanswered (/questions): what riders asked and nothing here answers
desk-write = Write articles (/write): what the rules say, how things are done
desk-report = Figures (/report): how this week and the last went
desk-unmet = Unmet: what riders did not find nearby
desk-staff = Posts (/staff): add, change, take away
desk-looks = Who looked: who opened which case and which evidence
desk-hosting = My events: hold one, check in, the list
desk-station = My station: open today or not, what riders reported
desk-button-notices = Notices
desk-button-questions = Unanswered
desk-button-write = Write
desk-button-report = Figures
desk-button-unmet = Unmet
desk-button-staff = Posts
desk-button-looks = Who looked
report-of-leads = Figures are for leads. Ask the lead of your department, or go on from your desk.

posts-where = Which department? The number is how many people it has.
posts-places = Stations
posts-head = { $where }: { $found ->
    [none] nobody yet.
   *[some] these people. Press a number to change one.
}
post-role = { $role ->
    [staff] clerk
    [lead] lead
    [leader] director
    [admin] administrator
   *[host] host
}
post-state = { $state ->
    [waiting] not joined yet
    [left] their chat is gone
   *[there] joined
}
post-line = { $number }. { $name }, { post-role }, { post-state }{ $place ->
    [none] {""}
   *[other] , { $place }
}
post-said = { $name }, { $where }, { post-role }, { post-state }.
posts-button-new = Add somebody
posts-button-changes = Who changed what
post-ask-role = As what?
post-ask-name = What are they called? Riders see it. { $most } characters at most.
post-ask-place = Which station do they look after? Type its name.
post-code =
    The code for { $name }: { $code }
    Send it to them alone; they open this assistant and type it. It is good for { $days } days, once.
post-button-role = { $role ->
    [staff] Make a clerk
    [lead] Make a lead
    [leader] Make a director
   *[admin] Make an administrator
}
post-button-code = Another code
post-button-remove = Take it away
post-button-remove-yes = Take it away
post-ask-remove = Take the post of { $name } away? At once; their open cases become nobody’s.
post-removed = { $name } has no post any more; their open cases are under “nobody’s”.
post-changed = Changed.
post-changes = { $found ->
    [none] Nobody has changed anything yet.
   *[some] Who changed what, newest first:
}
post-change = { $at }, { $by } { $what ->
    [invited] added { $name } ({ post-role })
    [code-again] made another code for { $name }
    [role] made { $name } a { post-role }
   *[removed] took the post of { $name } away
}
staff-role-news = { $by } made you a { $role ->
    [staff] clerk
    [lead] lead
    [leader] director
   *[admin] administrator
}. Type /help to see what you can do.
staff-removed-news = { $by } took your post away: the queue and its cases are not yours any more. If that is wrong, ask the lead of your department.
staff-left-news = { $by ->
    [none] { $name } no longer handles cases.
   *[other] { $by } took the post of { $name } away.
} { $count ->
    [0] They had no open case.
   *[other] { NUMBER($count, useGrouping: 0) } open cases are under “nobody’s” and wait for somebody.
}

looks-head = { $which ->
    [case] Who looked at this case (newest first, by the hour). The news of a new case goes to the whole department and is not counted.
   *[all] Who looked at what (newest first, by the hour). The news of a new case goes to the whole department and is not counted.
}
looks-none = { $which ->
    [case] Nobody has opened this case yet.
   *[all] Nobody has opened any yet.
}
look-line = { $day } { $hour }:00, { $name } ({ $department }), { $number }, { $what ->
    [original] original of evidence { $piece }: “{ $why }”
    [piece] evidence { $piece }
    [identity] who filed it
    [file] took it out as a file
    [print] printed it
    [system] read by the department's system
   *[case] the case
}

# What staff type for it, between bars.
unmet-words = unmet|gaps|shortages|demand
unmet-head = What riders did not find nearby, { $weeks ->
    [1] this week
   *[other] { $weeks } weeks
}, until yesterday{ $found ->
    [none] : nothing that five people looked for.
   *[some] , most people first (each once in a part of a day; five or more, never who):
}
unmet-line = { $district }, { $needs }: { NUMBER($count, useGrouping: 0) }
unmet-weeks = { $weeks ->
    [1] This week
   *[other] { $weeks } weeks
}
unmet-caption = What riders did not find nearby, { $weeks } weeks: by district, and by area with its centre for a map.
unmet-file = unmet.xlsx
unmet-by-district = by district
unmet-by-area = by area
unmet-column-district = District
unmet-column-needs = Looked for
unmet-column-count = People
unmet-column-latitude = Latitude WGS-84
unmet-column-longitude = Longitude WGS-84
staff-file-goes-along = { $count } attached: sent along with your words, without place, camera or author. Type the words, or send more.
staff-check-files = { $count } attached, sent along.
staff-piece-ours = { $line } (from the department)
staff-news-file-lost = Attachment { $piece } of { $number } did not go to whoever filed it: { $reason ->
    [lost] it could not be fetched.
    [too_large] it is too large.
    [unreadable] its author cannot be taken out of it, or it cannot be opened.
   *[other] such a file is not taken.
} Save it as a PDF or a picture and send it again.

## Gates: what every rider reads after a report was settled

gate-button-publish-from-case = Tell riders how to get in here
gate-ask-guard = { $name }: { $known ->
    [none] what does the guard want? Write one sentence that gets a rider in, such as “leave your phone number, push the e-bike”.
   *[other] riders read “{ $known }”. If that is right, press “Still so”; if not, write it anew.
}
    Everybody can read it: do not write who reported it.
gate-ask-name = { $name ->
    [none] Which gate of which estate? For example “Jinpan Court, east gate”.
   *[other] It is called “{ $name }”. Which gate of which estate? For example “Jinpan Court, east gate”.
}
gate-check = Riders will read:
    { $name }
    What the guard wants: { $guard }
    Checked today. No case number; it does not show who reported it.
gate-button-publish = Publish
gate-button-rename = Another name
gate-button-rewrite = Write it anew
gate-button-keep = Still so
gate-published = Riders can now look up how to get into { $name }.
