### What was read in a picture, shown for one tap that confirms it. A picture's own words are always quoted.

picture-form =
    This is what I read in the picture. Is it right?
    { $facts }
    { $doubtful ->
        [none] If all of it is right, one tap fills it in.
       *[other] { $doubtful } more could not be read for sure; I will ask you.
    }
picture-doubtful = The picture is hard to read, so I fill in nothing. My guess stands below each question: press it if it is right.
picture-text =
    The picture says: “{ $text }”
    Use these words as the answer to “{ $asked }”?
picture-case =
    This picture looks like “{ $type }”. It says:
    { $facts }
    { $doubtful ->
        [none] Do you want to file it? One tap, and you need not fill these in.
       *[other] Do you want to file it? { $doubtful } more could not be read for sure; I will ask you.
    }
picture-paper = This is your { $title }, isn't it? It expires on { $day } { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
 } { $year }. If that is right, one tap keeps it, and I remind you in time.
picture-paper-undated = This is your { $title }, isn't it? I cannot read the day it expires. Tell me, and I remind you in time.
picture-looking = Got the picture. Reading it takes some seconds.
picture-put-in = { $count ->
    [none] All of it is filled in already.
    [one] Filled in 1 answer. You will see it again at the end.
   *[other] Filled in { $count } answers. You will see them again at the end.
}
picture-guessed = What it looks like stands below each question. Press it if it is right.
picture-gone = That picture is too old. Send it again.

picture-button-right = Right, fill it in
picture-button-wrong = No, I fill it in
picture-button-ask = Ask me one by one
picture-button-text = Use these words
picture-button-no-text = No, I say it myself
picture-button-case = File it with this
picture-button-paper = Right, keep it
picture-button-other-day = Another day
picture-button-day = Say when it expires
picture-button-perhaps = It looks like { $answer }
picture-button-blacken = Blacken it first
picture-button-plain = Show it as it is

# --- what in it says who somebody is ---
picture-traces = Picture { $number } shows who you are: { $traces }.
picture-traces-black = Blackened in the department's copy of picture { $number }: { $traces }.
picture-traces-more = I look for text, faces and profile pictures. What stands in the background I do not find, and a small or turned face I may miss: look for yourself. The original stays sealed; the department does not see it.
picture-blackened = Done: the department's copy is blackened, and the original stays sealed.
picture-plain = Done: the department sees this one as it is.
picture-and = {", "}
picture-trace = { $kind ->
    [name] a name
    [phone] a telephone number
    [order] an order or account number
    [identity] the number of a paper
    [plate] a number plate
    [face] a face
    [avatar] a profile picture or small photo
   *[address] an address
}
case-evidence-traces = { $number }: file { $piece }, which you sent anonymously, shows who you are: { $traces }. Blacken that for the department?
case-evidence-blackened = { $number }: file { $piece }, which you sent anonymously, shows who you are: { $traces }. That is blackened in the department's copy; the original stays sealed.
