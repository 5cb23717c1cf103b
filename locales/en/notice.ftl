# What is told to many, and which of it a person gets.

notice-pushed =
    { $title }
    { $text }
notice-button-read = Got it
notice-link = Open it below:
    .wechat = Tap the link:
notice-button-open = Open the page
notice-button-fewer = Fewer of these
notice-read = Fine.

# What people type for it, between bars.
notice-topics-words = notices|notifications|unsubscribe|unsub|stop|stop all|stop messages|stop notices|stop notifications|opt out|opt-out|no more messages|subscribe|resubscribe|resume notices|opt in|opt-in|turn notices on|turn notices off|td|t|notice settings
notice-topics = Which notices do you want? Tap to switch one on or off. Emergencies always come.
    .wechat = Which notices do you want? Send a number to switch one on or off. Emergencies always come.
notice-member-code =
    Your member code: { $code }
    Who wants to tell you something by a list can have it; they need no telephone number.
notice-button-topic = { $on ->
    [yes] ✓ { $topic }
   *[no] ✗ { $topic }
}
notice-topic-policy = Policy
notice-topic-training = Training and events
notice-topic-weather = Weather and safety
notice-topic-benefits = Benefits
notice-topic-party = Party
notice-topic-city = City matters
notice-fewer = Fine, no more “{ $topic }”. Emergencies still come.
notice-button-again = I want them after all
notice-button-topics = Which notices

### For staff: writing one, and watching it.

notice-list = { $count ->
    [0] There are no notices yet.
   *[other] The department’s latest notices:
}
notice-line = { $title } · { $state ->
    [draft] draft
    [to_approve] waits for a yes
    [scheduled] scheduled
    [sending] being sent
    [paused] paused
    [cancelled] cancelled
   *[done] sent
}
notice-button-write = Write one
notice-ask-topic = What is it about?
notice-ask-urgency = How urgent is it?
notice-urgency-now = Lives are at stake: at once, at night too, to everybody
notice-urgency-today = Today: but not at their peaks or at night
notice-urgency-can-wait = It can wait until they have time
notice-ask-title = The title? Type it, at most { $longest } characters.
notice-ask-text = The text? Write as you would talk to a rider, the point first. At most { $longest } characters.
notice-ask-english = In English too? The title on the first line, the text below. If not, tap “None”.
notice-english-needs-two = It takes two lines: the title, and the text below.
notice-ask-button = A button below it?
notice-button-own-link = A web address
notice-ask-link = The address? It begins with https://.
notice-link-unreadable = That is no web address: it begins with https:// and has no blanks.
notice-button-link = Open it
notice-button-none = None
notice-ask-audience =
    Who is it for?
    Work: { $occupations }
    District: { $districts }
    Language: { $locales }
    Booked events: { $events }
    Attended events: { $attended }
    List: { $list }
notice-all = all
notice-button-narrow = { $which ->
    [occupations] Work
    [districts] Districts
    [events] Booked
    [attended] Attended
    [list] By a list
   *[locales] Languages
}
notice-ask-several = Tap to choose, tap again to take away. None chosen means all.
notice-ask-events = Only to who has or had a seat in which events? Tap to choose, tap again to take away. None chosen: it does not matter.
notice-ask-attended = Only to who was at which events? Tap to choose, tap again to take away. None chosen: it does not matter.
notice-ask-list =
    Send the list: paste it, or send an Excel, csv or txt file (up to { $mb } MB).
    It goes by member codes (M-…, riders see theirs under “Which notices”) and numbers of course certificates (C…). Telephone numbers and names are not looked up and not kept.
    You learn how many are found, never who; it is deleted once the notice is out. With a list, work, district and the rest do not count.
notice-list-only = only who is on the list
notice-list-waits = Got it, reading it.
notice-list-read = { NUMBER($found, useGrouping: 0) } people of the list are found; { NUMBER($missing, useGrouping: 0) } codes are nobody’s.
notice-list-problem = { $problem ->
    [empty] There is no member code in it, and no certificate number.
    [few] Fewer than { $least } people are found. A list this short is not taken: the figures would tell who they are.
    [long] Too large: at most { $most } codes and { $mb } MB. Send it in parts.
    [lost] The file could not be fetched. Send it again.
   *[unreadable] This file cannot be read. Save it as xlsx, csv or txt, or paste the text.
}
notice-list-too-large = The file is too large.
notice-list-paste = WeChat does not hand files over to us: please paste the codes as text.
notice-button-list-look = Read yet?
notice-button-no-list = No list
notice-chosen = { $on ->
    [yes] ✓ { $title }
   *[no] { $title }
}
notice-button-on = That’s it
notice-ask-valid = For how long is it of use?
notice-valid = { $hours ->
    [6] 6 hours
    [24] One day
    [72] Three days
   *[168] A week
}
notice-button-add-picture = { $there ->
    [yes] Picture
   *[no] Add a picture
}
notice-ask-picture = Send the picture, up to { $mb } MB. Where it was taken and the like is removed.
notice-picture-wanted = A picture goes here: a photo, or a picture as a file.
notice-picture-too-large = The picture is too large: up to 10 MB.
notice-picture-waits = Received; being fetched.
notice-picture-here = The picture is ready. Send another to replace it.
notice-picture-problem = { $problem ->
    [lost] The picture could not be fetched. Send it again.
   *[other] That cannot be opened as a picture. Send another.
}
notice-button-picture-look = Ready yet?
notice-button-picture = See the picture
notice-button-no-picture = No picture
notice-preview-picture = { $how ->
    [here] With a picture{ $mass ->
        [yes] {" "}(the mass message is words alone)
       *[no] {""}
    }.
    [waits] The picture is still being fetched; it can go when it is ready.
   *[lost] The picture could not be fetched: send another, or none.
}
notice-preview = This is what they will see:
notice-preview-buttons = Buttons below: { $labels }
notice-count = { NUMBER($told, useGrouping: 0) } people get it ({ $channels }). Left out: { NUMBER($off, useGrouping: 0) } switched this kind off, { NUMBER($blocked, useGrouping: 0) } blocked us.
notice-count-list = { NUMBER($told, useGrouping: 0) } people of the list get it, { NUMBER($others, useGrouping: 0) } cannot be reached or do not want it.
notice-count-wechat = Who has WeChat alone, as things are now: { NUMBER($now, useGrouping: 0) } in the chat, { NUMBER($notice, useGrouping: 0) } get the gist by a WeChat notice first, { NUMBER($write, useGrouping: 0) } only when they next write.
notice-no-mass = { $why ->
    [spent] All 4 of this month’s WeChat mass messages are used.
    [long] { $left } WeChat mass messages are left, but the text is too long for one.
   *[nobody] { $left } WeChat mass messages are left; this needs none.
}
notice-mass = { $how ->
    [off] The { NUMBER($people, useGrouping: 0) } who would have to wait get a WeChat mass message, one of the { $left } left this month. It has no buttons: nobody can see whether it is read.
   *[on] Those who would have to wait can get a WeChat mass message. There are 4 a month, { $left } are left.
}
notice-button-mass = { $how ->
    [off] No mass message
   *[on] Mass message to the { NUMBER($people, useGrouping: 0) } who would wait
}
notice-mass-link = { $label }: { $url }
notice-mass-last = For fewer of these, answer “notice settings”.
notice-mass-progress = { $said ->
    [planned] When all chats are done, the rest goes by WeChat mass message.
    [given] { NUMBER($given, useGrouping: 0) } of them by WeChat mass message; WeChat has not said yet how many it reached.
   *[reached] { NUMBER($given, useGrouping: 0) } of them by WeChat mass message; WeChat says it reached { NUMBER($reached, useGrouping: 0) }.
}
notice-mass-trouble = { $trouble ->
    [none_left] No WeChat mass message: the month’s are used up. The rest get it when they next write.
    [too_long] No WeChat mass message: the text is too long. The rest get it when they next write.
   *[other] No WeChat mass message ({ $trouble }). The rest get it when they next write.
}
notice-times = { $when ->
    [now] Goes now
   *[other] Goes { $when }
}, not after { $until }.
notice-button-send = { $when ->
    [later] Send then
   *[now] Send now
}
notice-button-when = Set a time
notice-button-change = Change it
notice-ask-when =
    When? For example:
    tomorrow 9:30
    11-28 14:00
    tomorrow 9:00-11:00 (only in these two hours)
notice-when-unreadable = I cannot read that, or it is over.
notice-state = { $state ->
    [draft] It came back: change it and hand it in again.
    [to_approve] It waits for another lead’s yes.
    [scheduled] Scheduled for { $when }.
    [sending] Being sent:
    [paused] Paused, nobody more gets it:
    [cancelled] Cancelled; who has not got it will not. Who got it can be told of a correction:
   *[done] Sent:
}
notice-progress = { NUMBER($sent, useGrouping: 0) } got it, { NUMBER($waiting, useGrouping: 0) } in the queue, { NUMBER($held, useGrouping: 0) } not reachable in the chat now, when they next write ({ NUMBER($told, useGrouping: 0) } of them got a WeChat notice), { NUMBER($failed, useGrouping: 0) } failed, { $stopped ->
        [0] {""}
       *[other] { NUMBER($stopped, useGrouping: 0) } stopped before they got it,{" "}
    }{ NUMBER($blocked, useGrouping: 0) } blocked us, { NUMBER($off, useGrouping: 0) } switched this kind off. { NUMBER($read, useGrouping: 0) } read it, { NUMBER($acted, useGrouping: 0) } followed it.
notice-button-do = { $how ->
    [approve] Let it go
    [back] Send it back
    [pause] Pause
    [resume] Go on
    [ask-cancel] Cancel it
   *[cancel] Really cancel
}
notice-button-refresh = Refresh
notice-button-report = Figures
notice-button-chart = Chart
notice-button-look = Have a look
notice-ask-cancel = Who has not got it will not, and this cannot be undone.
notice-report = Who got “{ $title }” (groups under 5 together):
notice-group = { $title }: { NUMBER($reached, useGrouping: 0) } got it, { NUMBER($read, useGrouping: 0) } read it, { NUMBER($acted, useGrouping: 0) } followed it
notice-group-other = Others
notice-bar = { NUMBER($reached, useGrouping: 0) } / { NUMBER($read, useGrouping: 0) } / { NUMBER($acted, useGrouping: 0) }
notice-chart-note = got / read / followed; groups under 5 together
notice-approval-wanted = A notice waits for your yes: “{ $title }”.
notice-told-approve = “{ $title }” may go; it is sent at its time.
notice-told-back = “{ $title }” came back. See what to change, and hand it in again.
notice-needs-approval = { $why ->
    [many] It is for many: another lead of the leading department has to say yes.
    [urgent] It wakes people at night too: a lead has to say yes.
   *[money] It speaks of money: a lead has to say yes.
}
notice-approvers = { $names ->
    [none] Nobody can say yes now. Ask an administrator to add a lead with /staff; once they join they find it in /notices.
   *[other] Who can say yes: { $names }.
}
notice-facts =
    { $author ->
        [none] Made by itself
       *[other] By { $author } ({ $department })
    }
    For: { $audience }
    { $urgency }
notice-facts-times = Sent { $when }, not after { $until }.
notice-facts-count = { NUMBER($told, useGrouping: 0) } people now.
notice-for-all = everybody
notice-for-corrected = who got the other one
notice-for-booked = who booked { $count } events
notice-for-attended = who attended { $count } events
notice-count-corrected = { NUMBER($told, useGrouping: 0) } people who got the other one get it, { NUMBER($others, useGrouping: 0) } cannot be reached or do not want it.
notice-button-correct = Correct it
notice-correction-title = Correction: { $title }
notice-button-older = Older
notice-button-newer = Newer
notice-report-few = Fewer than 5 people got it: not broken down.

### Surveys.

survey-question = { $of ->
    [1] { $question }
   *[other] ({ $number }/{ $of }) { $question }
}
survey-thanks = Noted: { $answer }. Thank you. Only numbers are looked at, never who.
survey-line = Question { $number }: { $question } ({ $choices })
survey-or = {" / "}
survey-answers = Question { $number }, { NUMBER($people, useGrouping: 0) } answered: { $shown }
survey-answers-few = Question { $number }: fewer than 5 people have answered, so nothing is shown yet.
survey-count = { $choice } { NUMBER($people, useGrouping: 0) }
survey-others = the others
notice-facts-repeat = { $weeks ->
    [1] Sent every week
   *[other] Sent every { $weeks } weeks
}, until { $until }.
