### When a rule says no, or something broke. A button gets the first 200 characters.

error-unexpected = Something broke on my side; you did nothing wrong. Try again in a moment. If urgent call 12345; in an accident or hurt, 120 or 122.
error-too-fast = That was too fast, I did not take the rest. Wait ten seconds. In an accident or hurt, call 120 or 122 first; police 110.
error-article-gone = That article was taken down. See what else is under “Policies”.
error-article-moved-on = Somebody else has just changed this article. Open it again, then change it.
error-article-unfinished = { $part ->
    [title] The title
    [summary] The summary
    [audience] Whom it applies to
    [body] The text
   *[source] The source
 } is missing: write it before publishing.
error-paper-gone = This certificate was deleted. See which are left under “Me”.
error-consent-needed = To keep this I need your agreement first. Choose “Agree” under “Me”, then try again.
error-photo-missing = Choose a picture first.
error-place-changed-meanwhile = Somebody has just changed this place. Look at it as it is now, and change it then.
error-place-form-wrong = Some answers cannot be taken ({ $count }); they are marked below. Nothing is lost.
error-places-changed-meanwhile = Somebody changed places after you looked. Look again at what would change, then write it.
error-place-gone = This place is gone. Please choose another.
error-place-unknown = No station has the code { $code }. The code on the door may be damaged, or from another city.
error-too-many-papers = I keep { $most } certificates at most. Delete one you no longer need.
error-too-much-quiet = That is too long: { $hours } hours a day at most, or nothing could reach you. Nothing has changed; make it shorter.
error-too-many-files = Too many files for today, I cannot keep more. Come back tomorrow.
error-anonymous-not-allowed = This kind needs to know who you are; it cannot be anonymous.
error-answer-missing = This one has to be answered; it cannot be skipped.
error-answer-too-long = Too long: { NUMBER($most, useGrouping: 0) } characters at most. Say what matters most; you can add the rest later.
error-button-expired = This button is too old. Send "home" to start over.
error-case-gone = I cannot find this case. Look under “Me → Progress”.
error-case-moved-on = { $number } has moved on; this cannot be done any more. Look at where it stands now.
error-case-type-unknown = This kind is not taken any more. Try another.
error-choice-unknown = That is none of the choices. Please pick one below.
error-date-too-early = That day is too long ago. Which day was it?
error-day-to-come = That day is still to come. When did it happen? For example “yesterday” or “3 November”.
error-draft-gone = This unfinished form is gone. Please start again.
error-evidence-copy-unreadable = This picture cannot be opened. Its sender was asked for another one.
error-evidence-gone = This piece cannot be opened: it was removed, or has not come in yet.
error-evidence-held-back = This file may say inside who the worker is, and that cannot be taken out. They were asked; it opens once they agree.
error-evidence-not-ready = This one is still being prepared. Try again in a few seconds.
error-evidence-refused = { $reason ->
    [archive] I cannot take archives. Unpack it and send the photos and files one by one.
    [program] That is a program; I cannot take it. Send photos, recordings, videos, PDF, Word or Excel files.
    [kept_back] WeChat does not pass files on to me. Send screenshots or photos instead, and tick “Original”.
    [empty] That file is empty. Please send it again.
    [unreadable] That picture is damaged. Please send the original again.
   *[unknown] I cannot take this kind of file. Send photos, recordings, videos, PDF, Word or Excel files.
 }
error-evidence-too-large = Too large: { $most_mb } MB at most. Cut the video down to what matters, or send a screenshot.
error-order-number-unreadable = That does not look like an order number: letters, digits and dashes, 4 to 40 of them. Skip it if there is none.
error-phone-unreadable = That does not look like a phone number. Once more? 11 digits for a mobile, with area code for a landline.
error-place-unreadable = I do not see where that is. Send the spot, or type a street or compound.
error-questions-left = One question still has to be answered before you can submit.
error-sharing-not-agreed = It holds health or injury data: you have to agree to this department seeing it before it can be sent.
error-step-refused = That is not yours to do.
error-sum-out-of-range = That sum cannot be: more than 0 and at most { NUMBER($most_yuan, useGrouping: 0) } yuan.
error-too-many-drafts = You have { $most } unfinished forms. Submit or discard one before you start another.
error-too-much-evidence = { $most } pieces at most; this one was not taken. If it matters more, remove another first.
error-mass-budget-spent = All { $most } of this month’s WeChat messages to everybody are used. There are new ones on the 1st.
error-link-code-gone = This code was used already, or has expired. Ask for a new one.
error-linked-already = These two chats are linked already.
error-linked-lately = This chat was linked a short while ago and cannot take another one off yet. Come back in { $hours } hours, or do it in the chat that was there before.
error-linking-paused = Too many wrong codes are being typed right now. To be safe, no code is taken and those given out are void. Come back in { $minutes } minutes.
error-posts-stay = A chat with a post cannot be linked: posts do not go over. To use two chats, have the administrator end the post, link the chats, then get a new staff code.
error-too-many-reports = You have said a lot about places in the last hour. Come back later.
error-too-many-link-codes = Too many codes. Come back in an hour.
error-too-many-link-tries = Too many wrong codes. Come back in an hour.
error-notice-gone = This notice is gone, or it is another department’s.
error-notice-incomplete = { $part ->
    [words] Every language needs both a title and a text.
    [title] It needs a title, of at most 60 characters.
    [time] That time does not work: it has to end after now and after it is sent, and at most 30 days later.
    [list] The list is gone, or not read yet. Send it again.
    [picture] The picture is not ready yet, or gone. Wait a moment, or send another.
    [link] The address has to begin with https://, without blanks.
    [repeat] It cannot be repeated so: each has to end before the next begins, and the last day has to be after the next one and within half a year. Lists, corrections and mass messages are not repeated.
    [questions] A survey has one to three questions of at most 80 characters, each with 2 to 5 different answers of at most 20; in English too if the notice is.
    [mass] A survey cannot be a mass message, which has no buttons.
   *[other] It needs a text, of at most 1500 characters.
}
error-notice-moved-on = { $state ->
    [to_approve] It waits for a colleague’s yes; take it back to change it.
    [scheduled] It has its time already.
    [sending] It is being sent.
    [done] It has been sent.
    [cancelled] It was cancelled.
   *[other] It is still a draft.
}
error-survey-over = This survey is closed. Thank you.
error-list-refused = { $problem ->
    [empty] There is no member code and no certificate number in the list.
    [few] Fewer than { $least } people of the list are known. A list that short is refused: its number would tell who they are.
   *[long] The list is too long: at most { $most } codes. Send it in parts.
}
error-second-person-needed = Another colleague with the right has to do this.
error-report-gone = This report was answered already, or is too old.
error-joining-over = The demand was delivered, and nobody can join any more. Your own case goes on all the same.
error-negotiation-gone = There is no such negotiation, or you have not joined it. See your cases under “My things”.
error-negotiation-moved-on = This cannot be done now: { negotiation-state }. Type “negotiations” to see how it stands.
error-problem-gone = Fewer than 5 people filed this in the last 30 days and have not withdrawn it. A negotiation would tell who they are.
error-not-staff = Only staff of a department can do this, and your post does not allow it.
error-staff-code-gone = This code was used, or has expired. Ask whoever gave it to you for a new one.
error-staff-gone = There is no member of staff with the number { NUMBER($staff_id, useGrouping: 0) } any more.
error-nobody-to-reveal = Whoever filed this has left it; nobody can be named.
error-not-anonymous = This one is not anonymous, or who filed it is known already.
error-reveal-gone = There is nothing to answer any more: it was answered, or its time is over. See how the case stands.
error-question-gone = There is an answer to this by now. Ask once more.
error-taken-already = { $name } took it { $minutes ->
    [0] just now
    [one] { NUMBER($minutes, useGrouping: 0) } minute ago
   *[other] { NUMBER($minutes, useGrouping: 0) } minutes ago
 }.
error-gate-unnamed = Say which gate of which estate, and what the guard wants.
error-gate-names-case = Everybody reads this, so no case number can be in it. Take the number out.
error-handled-by-other = { $name ->
    [none] Nobody has this case now; a lead can press “Take over”.
   *[other] { $name } has this case. If it is urgent, a lead can press “Take over”.
 }
error-worker-gone = Whoever filed this has left it and cannot be asked. You can go on without.
error-extended-already = A case is extended once, and that was asked for already.
error-extension-gone = No extension is waiting for approval; it may have been dealt with.
error-assist-gone = This request for help was answered, or is not your department's.
error-day-passed = That day is over. Give today or a later one.
error-contact-not-agreed = The worker has not agreed yet: do not contact the platform.
error-contact-question-gone = This was answered already, or the department asked something else since. See the newest message.
error-reopened-already = { $number } was reopened once, which is how often it goes. You can call 12345 and give this number.
error-event-undecided = A lead has not said yes to this date yet: nobody can book.
error-change-gone = This was undone already, or changed again later.
error-claim-gone = This was decided already.
error-no-spot = It does not say where. Ask the person for the spot first.
error-closure-gone = This closure was ended before, or is over.
error-closure-too-long = { NUMBER($days, useGrouping: 0) } days at most. For longer, the directory has to be changed.
error-hours-passed = That time is over: give a later one of today, 24:00 at most.
error-answer-not-held = That answer was decided on, or written anew. Open the case.
error-nobody-to-sign = A second person has to look at an answer, and nobody else leads here now. An administrator can add one with /staff.
error-subsidy-gone = That subsidy is decided already, or another sum is asked for.
error-last-admin = This is the last administrator: add another one first.
error-session-gone = That browser is signed out already.
error-sign-in-gone = This sign-in code no longer works: five minutes are over, or it was used. Reload the page on the computer for a new one.
error-sign-in-too-often = Too many sign-ins failed within the last hour. Try again in an hour; if it was not you, tell your lead.
error-presence-needed = This step has to be confirmed by you. Tap “Yes, it is me” in the chat, come back and press again; what you typed is still here.
error-claim-code-gone = This claim code was used, or replaced by a newer one. Ask the department that gave you the slip.
error-claimed-already = Its worker follows this case already; it needs no claim code.
error-filed-elsewhere = Work order { $foreign } was filed before{ $number ->
    [none] {""}
   *[other] : { $number }
 }.
error-foreign-number-unreadable = Enter the number of the work order, in one line.
error-form-unfinished = Some answers cannot be taken ({ $count }); they are marked below. Nothing is lost.
error-key-gone = This key was ended, or is not your department's.
error-list-too-long = Too many: one sheet takes { NUMBER($most, useGrouping: 0) } cases. Narrow the list first.
error-no-origin = This case is no work order of another system, so it cannot be returned.
error-returned-already = This work order was returned before.
error-same-case = That is the same case. Enter another number.
error-tied-already = This case and { $number } are tied together already.
error-too-many-claim-tries = Too many wrong claim codes. Try again in { $minutes } minutes.
error-too-many-keys = A department has { $most } keys at most. End one first.
error-upload-gone = The file is no longer there. Choose it again.
error-nothing-chosen = No case is chosen. Tick some first.
error-too-many-chosen = At most { $most } cases at once; do it in several goes.
error-too-many-views = At most { $most } saved views; delete one first.
error-view-gone = This view has been deleted.
error-boxes-unreadable = The boxes could not be read, or there are too many. Draw them again and save.
error-reason-missing = First say why you need the original; you can then see it for half an hour.
error-answer-unsure = Not sent yet. It reads as if there is no result: if so, send it as a word on the way, and the deadline runs on. If there is one, press once more that this is the answer.
error-presence-gone = That question is over, or answered already. Press again on the computer and it is asked anew.
error-passkey-refused = That passkey is not right, or it took too long. Press again.
error-too-many-passkeys = { $most } at most: remove one that you do not use.
error-identity-gone = That took too long, or was not begun in this browser. Start again.
error-identity-taken = That account is tied to another post. Untie it there first.
error-agreement-missing = No station was visited by two people yet, so nobody knows how far visits can be trusted. Nothing can be published.
error-appeal-gone = This appeal is decided already, or its time is over.
error-appeal-taken = There is one appeal only, and it was made.
error-decides-own-appeal = You made this appeal. Somebody else has to decide it.
error-decides-own-place = Your department runs this station. Another one has to decide its appeal.
error-decides-own-visit = You visited this station. Somebody who did not has to decide its appeal.
error-finding-gone = This was answered already, or counts no more.
error-no-round = Stations are not being assessed yet.
error-no-standard = Stations are not assessed here.
error-not-a-visitor = To visit stations for points, first agree to being remembered and be here for an hour; people with a post cannot.
error-rider-visit-done = You made a visit this week. Come again next week.
error-round-runs = This round is not over yet. The next can be drawn once it is.
error-round-not-full = Some stations have not been visited. Nothing can be published before.
error-visit-gone = Somebody else took this visit, or it was sent already. Choose another.
error-visit-unfinished = Some question, the photo or the door is still missing.
error-visits-own-place = Your department runs this station, or you were there in this round. Somebody else has to go.
error-has-duty = This one is reported with a photo: open it, and press “Put right: send a photo”.
