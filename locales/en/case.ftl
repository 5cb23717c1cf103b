### Cases: what is told of one, wherever it shows.

case-state-filed = filed, waiting to be taken
case-state-accepted = in hand
case-state-waiting-worker = waiting for you
case-state-answered = answered
case-state-settled = settled, waiting for your word
case-state-reopened = reopened
case-state-closed = closed
case-state-withdrawn = withdrawn

# What a case says, and what a worker is told of it.

case-fact = { $asked } { $answer }
case-money = { $yuan } yuan

case-news-taken = { $number }: taken by { $department }, handled by { $name }.
case-news-taken-urgent = { $name } from { $department } has seen it and is writing to you.
case-news-said-urgent = { $department }: “{ $text }” Just write back here.
case-news-asked = { $number }: { $department } asks: “{ $text }” Press “Answer” to reply.
case-news-transferred = { $number }: { $before } has passed it to { $department }, because: “{ $text }”. The day of the answer stays.
case-news-extended = { $number }: this is a hard one, { $department } needs a few days more and answers by { $by }. The reason: “{ $text }”
case-news-promised = { $number }: { $department } promises by { $by }: “{ $text }”
case-news-answered = { $number }: { $department } answers: “{ $text }”
case-news-settled = { $number } is settled: “{ $text }” Is it solved?
case-news-contact = { $number }: { $department } wants to check with { $platform ->
    [none] the platform
   *[other] { $platform }
 }. { $disclosure ->
    [order] They would tell the platform the number of your order, by which it can find out that it is you.
    [contact] They would tell the platform your order number and telephone number: it will know that it is you.
   *[nothing] They would only say that somebody reported this: no order number, and not who.
 } Do you agree?

case-button-look = Details
case-button-solved = Solved
case-button-not-solved = Not solved
case-button-satisfied-yes = Content
case-button-satisfied-so-so = So-so
case-button-satisfied-no = Not content
case-button-agree = Agree
case-button-disagree = Do not agree
case-button-yes = Yes
case-button-meant = { $type }  { $number }
case-button-meant-none = None of them

case-solved = Good. { $number } is over.
case-satisfied = Are you content with how it was handled?
case-rated = { $how ->
    [yes] Noted. Come back with anything else.
   *[other] Noted; it counts in the department's figures. Come back with anything else.
 }
case-why-not-solved = What is not solved? Say it in a sentence: the lead department handles it anew, which goes once.
case-reopened = { $number } is handled anew, by { $department }.
case-not-solved-again = { $number } was reopened once, which is how often it goes. That it is not solved is noted; you can call 12345 and give this number.
case-contact-agreed = Good. The department tells the platform what was agreed and no more.
case-evidence-refused = { $number ->
    [none] {""}
   *[other] { $number }:{ " " }
}One piece that you sent was not taken. { $reason ->
    [archive] It is an archive: unpack it and send the photos and files one by one.
    [program] It is a program. Send photos, recordings, videos, PDF, Word or Excel files.
    [too_large] It is too large, { $most_mb } MB at most. Cut the video down to what matters, or send a screenshot.
    [empty] It is empty. Please send it again.
    [lost] It could not be fetched. Please send it again.
   *[unknown] I cannot take this kind of file. Send photos, recordings, videos, PDF, Word or Excel files.
}
case-evidence-unreadable = { $number ->
    [none] {""}
   *[other] { $number }:{" "}
}Picture { $piece } cannot be opened, so the department cannot see it. Please send another one.
case-evidence-uncleanable = { $number }: file { $piece } may hold your name inside. I cannot take it out, so the department has not seen it yet. Let them have it as it is? If not, send a screenshot of what it says.
case-contact-refused = Good. The platform is told nothing. The department looks for another way.
case-answer-taken = { $number }: your answer is with the department.
case-added = { $number }: added.
case-meant-one =
    “{ $said }”
    Is this your answer in { $number } ({ $type })?
case-meant-which =
    “{ $said }”
    In which case is this your answer?
case-meant-file = Is this file your answer in { $number } ({ $type })?
case-meant-file-which = In which case is this file your answer?
case-meant-none = Good, no department was given it.
case-nothing-waits = Nothing waits for an answer of yours. To add something, open the case under “My cases”.
