### First contact, and the agreement.

onboarding-welcome =
    Hello, I am Nuanxin Assistant, run by { $city } for riders, drivers and couriers.
    Finding a warm station or a rule needs no sign-up. To file something, book or be reminded, your chat account has to be noted; you can see and delete it any time.
    In an accident or hurt: call 120 or 122 first, then send “accident”.
onboarding-agree-words = agree|i agree|agree, start|i accept|accept|agreed|同意
onboarding-button-agree = Agree and start
onboarding-button-look-around = Look around
onboarding-button-kept = What is kept?
onboarding-agreed = Good, I will remember you. See or delete it any time under “Me”.
onboarding-consent-needed = To keep this I need your agreement first. See or delete it any time under “Me”.
onboarding-kept =
    What I keep:
    · your chat account, to answer you
    · your language; your occupation, district and quiet times if you fill them in
    · what you last looked for and the last station you opened, to have them one tap away, and in a weather warning to name what is open nearest to it
    · your certificates and when they expire, if you add them, to remind you
    · the cases you file: your answers, the evidence, every step, and what you have not finished; encrypted, seen by the department that works on it
    · what events you booked, and what you answered to the host's questions, if you book
    I do not keep your position. Of a search I keep the rough area (about 1 km), the part of the day, what was needed and how far the nearest was. For the day a code stands for you, so that you count once; after midnight it is void, and nobody can tell who asked.
    My answers to you stay for two days, so that none is sent twice. Of a chat on the web page the last 100 messages of both sides stay for 30 days, so that you see them when you open it again. A message that went wrong stays for a week, so that we can mend the fault; its coordinates are taken out.
    If you say a station is shut or good, I know for a day at most that it was you; if you say that its hours or its way in changed, for 30 days at most: so that nobody counts twice.
    Without agreement you can still find stations: 24 hours after your last message everything about you is deleted.
    With it, things stay until you delete them. Messages and files are stored encrypted.
    See, export or delete it all under “Me”.
    Version of this text: { $version }
