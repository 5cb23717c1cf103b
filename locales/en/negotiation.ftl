### Negotiations: the union speaks to a platform for those who filed the same; who joins is known to the service alone.

# What staff type for the list, between bars.
negotiation-words = negotiation|negotiations|协商

negotiation-platform = The platform
negotiation-about = { $platform }: { $type }
negotiation-state = { $state ->
    [asking] people are being asked
    [demanded] the platform is to reply
    [replied] the platform replied
   *[ended] over
 }
negotiation-head = Negotiation: { $about }
negotiation-story = So far:
negotiation-line = · { $time } { $what }{ $text ->
    [none] {""}
   *[other] : “{ $text }”
 }
negotiation-step = { $what ->
    [open] { $department } opened it and asks people
    [demand] { $department } demanded
    [call] { $department } called those who joined by name
    [reply] The platform replied
   *[result] The result
 }{ $name ->
    [none] {""}
   *[other] { " " }({ $name })
 }
negotiation-list-line = { $place }. { $about } ({ $state })

## For the union

negotiation-open =
    Open a negotiation? { $about }
    Press “Open” and I ask the { $people } people who complained of it in the last 30 days. Each decides for themselves.
    You see how many join, never who. Everybody’s case goes on, with the same dates.
negotiation-opened = Open. Everybody is being asked, outside the times when they do not want to be disturbed.
negotiation-open-already = There is a negotiation about this already; nothing was opened.
negotiation-none-yet = { $about }: there is no negotiation yet. { $department } decides whether to open one.
negotiation-none = No negotiations yet. When 5 people complain of the same thing you get a card, and open one from it.
negotiation-list = Negotiations, those under way first:
negotiation-asked-count = { $people } people were asked.
negotiation-gathered = The negotiation with { $platform } ({ $type }): { $enough ->
    [yes] at least { $least } have joined, and you can see how many. If that is enough, write the demand; or wait: whoever complains of it meanwhile is asked too.
   *[no] everybody has answered, fewer than { $least } joined. Wait: whoever complains of it meanwhile is asked too. To give it up, press “Write the result”.
 }
negotiation-joined = { $people ->
    [few] Fewer than { $least } joined; how many is not shown yet.
   *[other] { $people } joined{ $named ->
        [none] . Fewer than { $least } are by name or anonymous, so they are not told apart.
       *[other] : { $named } by name, { $anonymous } anonymously.
    }
 }
negotiation-next = { $state ->
    [asking] Next: wait some days. You are told when 5 have joined, or all have answered; whoever complains of it meanwhile is asked too. When there are enough, press “Write the demand”; after that nobody can join. To give it up, press “Write the result”.
    [enough] Next: if there are enough, press “Write the demand”; after that nobody can join. Or wait: whoever complains of it meanwhile is asked too. To give it up, press “Write the result”.
    [demanded] Next: when the platform says something, press “Note the reply”.
    [replied] Next: agreed or not, press “Write the result”; to go on, press “Write the demand”.
   *[ended] This negotiation is over. Nothing more to do.
 }
negotiation-write = { $about }
    { $move ->
        [demand] What do you demand of the platform?
        [call] What do you need from those who joined by name? Say how to reach you, a phone number for one.
        [reply] What did the platform reply? Its own words if you can.
       *[result] { $state ->
            [asking] Why is it given up?
           *[other] What came of it? The negotiation is over after this.
        }
    }
    At most { $most } characters, { $move ->
        [call] for those who joined by name alone
       *[other] for everybody who joined
    }. Nothing that tells who somebody is, please.
negotiation-check = { $move ->
    [demand] The demand, sent to everybody who joined. After that nobody can join:
    [call] For those who joined by name alone:
    [reply] The platform’s reply, sent to everybody who joined:
   *[result] The result, sent to everybody who joined. The negotiation is over after this:
 }
    “{ $text }”
    Right? Press “Send”. If not, just type it again.
negotiation-done = { $move ->
    [demand] Noted; who joined is told. Now take it to the platform.
    [call] Sent to those who joined by name.
    [reply] Noted; who joined is told.
   *[result] Noted; who joined is told. The negotiation is over.
 }
negotiation-button-open = Open a negotiation
negotiation-button-see = See the negotiation
negotiation-button-open-yes = Open it and ask
negotiation-button-not-now = Not now
negotiation-button-list = Negotiations { $count }
negotiation-button-all = All negotiations
negotiation-button-move = { $move ->
    [demand] Write the demand
    [call] Call those by name
    [reply] Note the reply
   *[result] Write the result
 }

## For who is asked

negotiation-asked =
    { $department } wants to speak to { $platform } about this: { $type }.
    You complained of it, and so did others: { $people } in all. Will you join?
    { $department } learns only how many join, and the platform does not learn who you are.
    By name: when { $department } needs a witness or a signature, I pass it on to you. Anonymously: you are counted, and not asked for anything.
    You need not join; your case goes on all the same.
negotiation-button-named = Join by name
negotiation-button-anonymous = Join anonymously
negotiation-button-no = No
negotiation-button-change = Change my mind
negotiation-answered = { $answer ->
    [named] Good, you are one of them, by name.
    [anonymous] Good, you are one of them, anonymously.
   *[no] Good, not this time. Your case goes on all the same.
 }
negotiation-own-answer = { $answer ->
    [named] You joined by name: when { $department } needs somebody, I pass it on to you.
    [anonymous] You joined anonymously: you are counted, and not asked for anything.
    [no] You said no.
   *[none] You have not said yet whether you join. { $department } learns only how many, never who.
 }
negotiation-own-next = { $state ->
    [asking] Next: { $department } writes its demand. Until then you can change your mind.
    [demanded] Next: the platform replies, and you are told.
    [replied] Next: { $department } goes on, and you are told what comes of it.
   *[ended] This negotiation is over.
 }
negotiation-own-cases = Your own case goes on, with the same dates.
negotiation-news-demand =
    { $department } put its demand to { $platform }. You joined: { $type }.
    “{ $text }”
negotiation-news-call =
    { $department } calls those who joined by name, about { $platform }: { $type }.
    “{ $text }”
    It is up to you.
negotiation-news-reply =
    { $platform } replied. You joined: { $type }.
    “{ $text }”
negotiation-news-result =
    The negotiation with { $platform } is over. You joined: { $type }.
    “{ $text }”{ $by ->
        [none] {""}
       *[other] {" "}The platform promised it by { $by }.
    }
    Your own case goes on.
negotiation-leave =
    Leave this negotiation? { $about }
    You are told no more of it and cannot join again. Your own case goes on all the same.
negotiation-left = You left; you are told no more of it. Your own case goes on all the same.
negotiation-button-leave = Leave
negotiation-button-leave-yes = Leave the negotiation
negotiation-button-leave-no = Stay
negotiation-button-own = Negotiations { $count }
negotiation-own-list = Negotiations you can join or have joined:
negotiation-own-none = You have joined no negotiation.

## The paper

negotiation-button-paper = Record (PDF)
negotiation-paper-soon = It is being made: press again in a few seconds.
negotiation-paper-file = negotiation-{ $number }.pdf
negotiation-paper-caption = The record of the negotiation. It names nobody who took part; you may show it to others.
negotiation-paper-title = Record of a negotiation
negotiation-paper-about = { $department } negotiated with { $platform } for the workers who joined, about: { $type }.
negotiation-paper-days = Opened { $first }, ended { $last } { $year }.
negotiation-paper-people = Asked: { $asked }. Joined: { $people ->
    [few] fewer than 5
   *[other] { $people }
 }.
negotiation-paper-step = { $what ->
    [demand] What was demanded
    [reply] What the platform replied
   *[result] The result
 } ({ $time }): { $text }
negotiation-paper-note = No. { $number }. This is the written record of { $department }, not signed by the platform, and no collective agreement. For an original that the platform signed, ask { $department }. Everybody's own case goes on.
