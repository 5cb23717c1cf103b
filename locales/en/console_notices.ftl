# The console: the desk for notices.
console-way-notices = Notices
console-notices-heaps = By how far they are
console-notices-all = All
console-notices-draft = Drafts
console-notices-to-approve = Waiting for a yes
console-notices-scheduled = Scheduled
console-notices-sending = Going out
console-notices-over = Sent, cancelled
console-notices-none = No notices here.
console-notices-pages = Pages
console-notices-back = All notices
console-notice-state = { $state ->
    [draft] draft
    [to_approve] waits for a yes
    [scheduled] scheduled
    [sending] going out
    [paused] paused
    [cancelled] cancelled
   *[done] sent
}
console-notice-title = Title
console-notice-text = Text: as you would say it to a rider, the answer first
console-notice-when = When
console-notice-audience = For whom
console-notice-survey = survey
console-notice-repeats = repeated
console-notice-change = Change the notice
console-notice-words = The words
console-notice-english = Add English
console-notice-title-en = English title
console-notice-text-en = English text
console-notice-link = Or an address (https://…)
console-notice-picture = A picture (one)
console-notice-picture-state = { $state ->
    [here] With a picture.
    [waits] The picture is still being fetched; it has to be there first. Reload in a few seconds.
   *[lost] The picture cannot be opened. Choose another, or none.
}
console-notice-questions = Ask something (optional)
console-notice-questions-hint = One to three questions. A rider answers each with one tap. Nobody sees who answered what, and fewer than 5 answers are not shown. One answer a line, at most { $most }.
console-notice-question = Question { $number }
console-notice-question-title = The question
console-notice-question-choices = Answers (one a line)
console-notice-question-title-en = The question in English
console-notice-question-choices-en = The answers in English (same order)
console-notice-for = For whom
console-notice-none-is-all = none chosen: everybody
console-notice-list = By a list (paste member codes or certificate numbers)
console-notice-list-hint = Only member codes (M-…) and certificate numbers (C…) are read; telephone numbers and names are neither read nor kept. With a list, the choices above do not count.
console-notice-keep = Keep the draft and look
console-done-notice-kept = Kept. See how it looks and whom it reaches, then choose the time.
console-notice-progress = How far it is
console-notice-times = Choose the time and hand it in
console-notice-now = Now
console-notice-later = Later
console-notice-repeat = Repeat it?
console-notice-once = Only once
console-notice-weeks = { $weeks ->
    [1] Every week
   *[other] Every { $weeks } weeks
}
console-notice-until = Repeat until
console-notice-mass = Reach who would have to wait by a WeChat mass message (uses one)
console-notice-hand-in = Hand it in
console-notice-acts = What can be done
console-notice-cancel-series = The ones after it are not sent either.
console-notice-previews = How it looks everywhere
console-notice-channel = { $channel ->
    [telegram] Telegram
    [webchat] Web chat
    [wechat] WeChat
    [template] WeChat template message (the gist that comes first while the chat is closed)
   *[text] Text only
}
console-notice-bar = { $what ->
    [sent] Got it
    [waiting] Queued
    [held] Until they write
    [failed] Failed
    [stopped] Stopped
    [blocked] Blocked us
    [off] Switched off
    [read] Read
   *[acted] Followed it
}
console-notice-districts = By district
console-notice-occupations = By work
console-notice-answered = { NUMBER($people, useGrouping: 0) } answered
console-notice-answers-few = Fewer than 5 people have answered, so nothing is shown yet.
console-done-notice-hand-in = Scheduled.
console-done-notice-waits = Handed in; another lead has to say yes.
console-done-notice-approve = Approved. It goes out at its time.
console-done-notice-back = Sent back; its author is told.
console-done-notice-pause = Paused; nobody more gets it.
console-done-notice-resume = It goes on.
console-done-notice-cancel = Cancelled.
