### A case is filled in: found, asked question by question, looked over, filed.

# --- what people type, between bars ---
filing-skip-words = skip|跳过
filing-nothing-words = none|no|nothing|do not know|don't know|can't remember|cannot remember|don't remember|forgot|i forgot|lost it|i have none|no order number|no number|没有
filing-nothing-parts = no order|no number|no phone|don't have|do not have|dont have|don't know|do not know|dont know|don't remember|do not remember|dont remember|can't find|cannot find|cant find|can't remember|forgot|forgotten|lost it|deleted|not sure|no idea
filing-done-words = done|that's all|finished|发完了
filing-no-evidence-words = no photo|no photos|no screenshot|no screenshots|no evidence|no proof|no papers|i have none|i don't have any|not yet|没有截图
filing-back-words = previous|back|unchanged|上一题
filing-yes-words = yes|y|yeah|yes, go on|ok|okay|right|that's right|correct|sure|exactly|yep|yup|👍|👌|🆗|go on|要
filing-save-words = save|save for later|later|先存着

# --- which ---
filing-which = { $group }: what is it about? Choose, or just say it.
filing-which-city = What did you see? Choose, or just say it.
filing-sounds-like = That sounds like “{ $type }”. Shall it go to a department?
filing-sounds-like-known = That sounds like “{ $type }”, { $told }. Shall it go to a department?
filing-begins = { $type }. One question at a time; stop whenever you like, it is kept.
filing-begins-known = { $type }. What you said already is not asked again.
filing-begun = Not finished yet: { $draft }.
filing-draft = { $type }, { $day }
filing-unfinished = Not finished:
filing-unfinished-none = Nothing lies half filled in.

filing-button-submit-this = 📝 Hand it in: { $type }
filing-button-begin = Yes, go on
filing-button-another-type = Something else
filing-button-more = More
filing-button-continue = Go on with it
filing-button-new = Begin a new one
filing-button-unfinished = 📝 Go on: { $type }
filing-button-unfinished-all = 📝 { $count } not finished

# --- a question ---
filing-question = ({ $place }/{ $of }) { $question }
filing-place-button = Send your position with the button below, or type.
filing-place-text = Send me your position, or type.
    .wechat = Tap “+” at the bottom left → “Location”, or type.
filing-evidence = { filing-evidence-sizes }
    .telegram = Sent as a “File” they stay sharp; sent as photos they are compressed. { filing-evidence-sizes }
    .webchat = Photos, recordings, videos and files are kept as they are. { filing-evidence-sizes }
    .wechat = Tick “Full image” when you send photos. { filing-evidence-sizes }
filing-evidence-sizes = Up to { $most_mb } MB each, no archives.
filing-before = Answered so far: { $answer }
filing-pieces-so-far = { $count ->
    [one] One is here.
   *[other] { $count } are here.
 } Send more, or choose “Done”.
filing-received = Received{ $count ->
    [unsaid] {""}
    [one] {": "}1 piece
   *[other] {": "}{ $count } pieces
 }. Send more if you have it; if not, choose “Done”.
filing-more = Send more, or choose “Done”.
# Of an album of which a part was refused.
filing-album = { $taken ->
    [none] None of them could be taken:
    [one] One is here. Not taken:
   *[other] { $taken } are here. Not taken:
}
    { $refused }
filing-part-refused = { $name }: { $why }
filing-is-it = You mean { $answer }, right?
filing-noted = Noted: { $answer }.
filing-others = In these 7 days at least { $count } people said the same of this platform.

filing-button-skip = Skip
filing-button-nothing = None
filing-button-done = Done
filing-button-hint = Where do I find it?
filing-button-back = Previous
filing-button-unchanged = Back
filing-button-article = What to know first
filing-button-save = Save for later
filing-button-right = Right
filing-button-wrong = Change
filing-button-today = Today
filing-button-yesterday = Yesterday
filing-button-day-before = The day before
filing-button-position = 📍 Send position
filing-button-no-spot = None of these, take my words

# --- what is said of an answer ---
filing-sum-unread = How much is that? Type a number, for example “50”.
filing-date-unread = Which day is that? “Yesterday” or “3 November” will do.
filing-date-impossible = There is no such day. Have a look at the calendar and say it again.
filing-choice-unread = That fits none: this question takes one of those below. Something else? Go home first, what you filled in is kept.
filing-text-only-a-number = This one needs words; a number alone says too little. To choose something below, reply as it is written there.
filing-press-below = Everything is answered, and nothing is submitted yet. If all is right, choose below.
filing-change-how = Something wrong? Say “change 2”, with its number.
filing-not-that = That is of no use here.
filing-no-position = No position is needed for this question.
filing-no-evidence-here = No photos or recordings are taken for this kind.
filing-file-kept-aside = Kept with the evidence. This question still needs a choice or a few words:
filing-sent-first = Got { $count ->
    [one] it
   *[other] all { $count }
 }, kept for an hour. What is it about? Choose, or say it in a sentence.
filing-sent-put-in = { $count ->
    [one] What you sent first is
   *[other] The { $count } you sent first are
 } with the evidence.
filing-caption-kept = The words below it are kept too, as a piece of their own.
filing-label-evidence = Evidence
filing-evidence-no-words = Photos, recordings and files are taken at this step.
filing-edited = The earlier answer was changed.
filing-edited-unknown = It is not clear which answer you changed. You can change each of them at the end.
filing-which-spot = Where is it?

filing-skipped = not answered
filing-none = none
filing-pieces = { $count ->
    [one] 1 piece
   *[other] { $count } pieces
 }
filing-address = { $address } ({ $name })
filing-near = { $distance } { $direction } of { $spot }
filing-spot = a spot on the map
filing-spot-in = { $district }, a spot on the map
filing-day-of-year = { $day } { $year }

# --- the same spot ---
filing-similar = Somebody nearby reported the same. Is it this one?
filing-similar-several = The same was reported nearby. Is it one of these?
filing-similar-line = { $place }. { $type }, { $distance_m } m, reported on { $day }, people: { $count }, { $state }
filing-button-join = Yes, count me in
filing-button-not-that = No, go on
filing-joined =
    You are counted: { $number }, people: { $count }. Nothing more to fill in.
    You will be told what happens.

# --- put aside, thrown away ---
filing-saved = Kept: { $type }. Go on whenever you like; it is on the first page.
filing-discard = Delete the unfinished “{ $type }”? What you wrote and sent will be gone.
filing-discarded = Deleted.
filing-button-discard = Do not file it, delete
filing-button-discard-yes = Delete
filing-button-discard-no = Keep it

# --- the review ---
filing-review = Have a look, { $type }:
filing-answer-line = { $number }. { $question }: { $answer }
filing-goes-to = Goes to: { $department }
filing-which-change = Which answer?
filing-button-change = Change an answer
filing-button-named = Submit with my name
filing-button-anonymous = Submit anonymously
filing-button-submit = Submit

filing-anonymous =
    Anonymous: the department cannot see who you are. Its questions and news still reach you here.
    { $given_away ->
        [both] But the order number and screenshots may give you away. Cover something first?
        [order] But the order number may give you away. Take it out?
        [evidence] But screenshots and photos may give you away. Cover something first?
       *[words] Check that your words hold no name or phone number.
    }
filing-button-anonymous-yes = Submit anonymously as it is
filing-button-without-order = Take out the order number
filing-button-without-evidence = Take out the evidence, to cover names
filing-order-out = The order number is out.
filing-evidence-out = The evidence is out. Cover names and faces and send it again: choose “Change an answer”.

filing-named = With your name: { $department } sees your chat account, and your job and district if you told them. It cannot be made anonymous afterwards.
filing-sharing =
    { $data ->
        [health] It holds facts about your health or injury
       *[other] It holds facts about your family or standing
    }, so there is one more question:
    May it go to the { $department }, for this matter only? Without that it cannot be filed; you can keep it for later.
filing-button-sharing-yes = Yes, to the { $department }
filing-button-sharing-no = Not now

# --- filed ---
filing-filed = Received, number { $number }.
filing-next = It goes to the { $department }. By { $accept } they tell you whether they take it, and answer by { $answer }. You are told of every step.
filing-pseudonym = The department sees “anonymous, code { $pseudonym }”.
filing-no-arbitration = Complaining here is not applying for labour arbitration. Arbitration has a time limit: do not wait. Unsure? Call 12348.
filing-button-progress = Progress
filing-button-add = Add something
filing-button-receipt = Receipt
