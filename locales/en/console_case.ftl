### The console's page of a case.

console-case-side = What can be done
console-case-viewer = Evidence
console-case-filer = { $pseudonym ->
    [none] under a name
   *[other] anonymous, code { $pseudonym }
}
console-case-filed = filed { $at }
console-case-reporters = reported by { NUMBER($count, useGrouping: 0) } people
console-case-clock = { $state ->
    [paused] The clock stands: it is the filer's turn
   *[over] Nothing is due any more
}
console-case-facts = What it says
console-case-facts-none = Nothing else was filled in.
console-case-pieces = Evidence: { NUMBER($count, useGrouping: 0) }
console-case-piece-ours = sent by the department
console-case-piece-waits = { $why ->
    [due] its camera data is being removed; open it in a moment
    [unreadable] it cannot be opened; the filer was asked to send it again
   *[held] it may say who filed; they have not agreed to show it yet
}
console-case-story = The whole record
console-case-related = { $kind ->
    [spot] At the same spot
    [platform] Same platform and type
   *[filer] Filed by the same person under their name
}
console-case-related-all = List all that are open, to handle them together
console-case-related-line = { $type }, { $state }, { $at }
console-case-other = { $name } { $what ->
    [writes] is writing
   *[looks] is looking too
}
console-case-gone = Another department has this case now, or it was deleted. Go back to the lists.

## What can be done

console-case-decide = Waits for your decision
console-case-acts = What can be done now
console-case-more = More
console-case-begun = begun
console-case-back = Back to the case

## Forms

console-case-choose = Choose one
console-case-to-department = Which department
console-case-to-colleague = To whom (cases in hand)
console-case-day = { $what ->
    [promise] Done by
   *[other] Answer by
}
console-case-shares = What they may see
console-case-share = { $what ->
    [facts] these words and what was filled in
    [evidence] these words, what was filled in, and the evidence
   *[words] only these words
}
console-case-disclosure = What the platform is told
console-case-gate-name = Which estate, which gate
console-case-write-ask = What do you ask the filer? They see the department, not your account.
console-case-write-urgent = Just write; they see it at once.
console-case-write-answer = What do you answer the filer?
console-case-write-settle = What came of it? Tell the filer in one sentence; they say whether it is solved.
console-case-write-note = What is to be noted? Only colleagues see it.
console-case-write-promise = What do you promise the filer? For example “to tell you what we find”.
console-case-write-ask-extension = Why { $days } working days more? Once a lead agrees, the filer sees this reason.
console-case-write-transfer = Why do you pass it on? The filer and that department will see it.
console-case-write-assist = What should they help with? You still answer the filer.
console-case-write-contact-platform = The platform only learns what the filer agrees to.
console-case-write-assign = Somebody else works on it; the dates stay.
console-case-write-order = What must { $to } do or explain? The filer does not see it.
console-case-write-answer-order = What do you answer to the order? The lead department gets it.
console-case-write-ask-reveal = Why do you need to know who it is? The filer sees this, and has to agree.
console-case-write-urge-reveal = Why is a life in danger? A second person opens the identity; the filer sees this.
console-case-write-sign-back = Why does it go back? Whoever wrote it sees this.
console-case-write-sign-change = Change it to this; somebody else has to agree:
console-case-write-tell-gate = What does the guard want? Everybody sees it: do not say who reported it.
console-case-send-answer = This is the answer: send it
console-case-send-say = A word on the way: still working on it
console-case-send-contact = Note: contacting the platform now
console-case-send = { $to ->
    [worker] Send to the filer
    [note] Note it
    [ask-extension] Ask the lead
    [transfer] Pass it on
    [assist] Send to that department
    [assign] Give it to them
    [contact-platform] Ask whether the filer agrees
    [order] Give the order
    [sign-back] Send back
    [tell-gate] Publish it
   *[other] Send
}
console-case-contact = { $state ->
    [waiting] The filer was asked and has not answered. To ask otherwise, choose again.
    [refused] The filer did not agree. You can ask for something else.
   *[none] Before you ask the platform, ask the filer: what may it be told?
}
console-case-contact-agreed = The filer agreed: { $disclosure ->
    [order] the platform may have the order number, not the telephone.
    [contact] the platform may have order number and telephone.
   *[nothing] say only that somebody complained; no order number, no telephone.
}
console-case-insert = { $canned ->
    [yes] Type :: for ready words, ?? and a word for policies.
   *[no] Type ?? and a word for policies.
}
console-case-canned = Ready words
console-case-list-back = ← Back to the list
console-case-canned-holding = (on the way){ " " }
console-case-article = { $answer } (“{ $title }”)
console-case-list = Words to put in
console-case-kept = Kept
console-case-not-kept = Not kept: do not close the page yet

## Evidence

console-case-piece-before = Before
console-case-piece-after = Next
console-case-piece-close = Back to the case
console-case-piece-open = Open the file
console-case-piece-clean = Without place, time, device and author.
console-case-piece-not-here = It is not here yet, or was removed.
console-case-draw = Blacken
console-case-draw-undo = Undo the last box
console-case-draw-save = Keep the boxes
console-case-draw-look = See the blackened copy
console-case-draw-how = Press “Blacken” and drag boxes over the picture. With the keyboard: arrows move, Shift and arrows change the size, Enter sets it. Others get the blackened copy; the original stays.
console-case-drawn = { $state ->
    [due] being blackened
    [kept] blackened for others
   *[unfit] cannot be blackened, nor handed out
}
console-case-original = Open the original
console-case-original-why = Why do you need the original? It stays in your record, and leads see it.
console-case-original-ask = Note it and open
console-case-original-open = Open the original
console-case-original-for = For half an hour.

## Who filed, and who looked

console-case-filer-title = Who filed { $number }
console-case-looks = Who looked at { $number }
console-case-looks-link = Who looked at this case
console-case-look-at = When
console-case-look-who = Who
console-case-look-what = What
console-case-look = { $what ->
    [piece] evidence { $piece }
    [original] original of evidence { $piece }: “{ $why }”
    [identity] who filed it
   *[case] the case
}

## Help for another department

console-assist-title = Help with { $number } ({ $type })
console-assist-asked = { $department } asks you to help by { $day }.
console-assist-state = { $state ->
    [answered] answered
    [open] not answered
   *[over] the case is over
}
console-assist-answered = The answer:
console-assist-write = What do you answer? It goes to the colleague who has the case; they answer the filer.
console-assist-send = Send it to them

## Done

console-done-case-take = { staff-done-take }
console-done-case-take-over = { staff-done-take-over }
console-done-case-resume = { staff-done-resume }
console-done-case-ask = Asked. The answer will stand in the record.
console-done-case-answer = { staff-done-answer }
console-done-case-say = { staff-done-say }
console-done-case-settle = { staff-done-settle }
console-done-case-note = { staff-done-note }
console-done-case-promise = { staff-done-promise }
console-done-case-ask-extension = { staff-done-ask-extension }
console-done-case-extend = { staff-done-extend }
console-done-case-refuse = { staff-done-refuse }
console-done-case-assist = { staff-done-assist }
console-done-case-order = { staff-done-order }
console-done-case-answer-order = { staff-done-answer-order }
console-done-case-transfer = Passed on; the filer is told.
console-done-case-transfer-nobody = Passed on. Nobody has joined there yet; the lead department takes it first.
console-done-case-assign = They have it now and are told.
console-done-case-contact-asked = { staff-contact-asked }
console-done-case-contact-platform = Noted; you can contact the platform now.
console-done-case-handed-in = { staff-done-handed-in }
console-done-case-signed = { staff-done-signed }
console-done-case-sent-back = { staff-done-sent-back }
console-done-case-changed = { staff-done-changed }
console-done-case-ask-reveal = { staff-done-ask-reveal }
console-done-case-urge-reveal = Noted. A second colleague of the lead department has to open the case and confirm.
console-done-case-confirm-reveal = { staff-done-confirm-reveal }
console-done-case-place = The place is there now, and the case is settled.
console-done-case-gate = Published; everybody can find it now.
console-done-case-original = Noted; the original can be opened.
console-done-case-drawn = Kept; the picture is being blackened.
console-done-case-drawn-none = Nothing is blackened any more.
console-done-case-assisted = { staff-assist-done }

## Keys

console-keys = Keys
console-keys-close = Close
console-keys-help = Show the keys
console-keys-search = Find a case
console-keys-rows = Row before, row after
console-keys-open = Open this row
console-keys-check = Tick this row
console-keys-answer = Answer
console-keys-ask = Ask the filer
console-keys-settle = Settle
console-keys-note = Note
console-keys-take = Take, take over
console-keys-transfer = Pass on
console-keys-send = Send what is being written
console-keys-go = First g, then: go to a place
