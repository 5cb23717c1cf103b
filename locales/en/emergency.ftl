### The cards for somebody in danger. A number to call stands at the end of a line of its own.

emergency-card-injury =
    Stop, and get to a safe spot.
    Ambulance: 120
    If it keeps bleeding, press hard on it with a clean cloth and do not let go. If head, neck or back is hurt, do not move.
    If you can: photograph the scene and the order page; report it in the app; keep medical papers and receipts.
    Once you are safe: ask 12333 about occupational injury cover, or call the union at 12351.
emergency-card-traffic =
    Get to a safe spot first.
    If anybody is hurt, ambulance: 120
    Traffic accident: 122
    Do not settle it in private in a hurry, and do not leave the scene.
    If you can: photograph the scene and the order page; report it in the app; keep medical papers and receipts.
    Once you are safe: ask 12333 about occupational injury cover, or call the union at 12351.
emergency-card-fire =
    Get out, and do not go back for anything. Stay low where there is smoke.
    Fire: 119
    If anybody is hurt, ambulance: 120
    A battery that smokes or burns can explode: keep away, do not fight it yourself, and call to others to move away.
emergency-card-violence =
    Get away, to where there are people and light.
    Police: 110
    If you are hurt, ambulance: 120
    Once you are safe: photograph injuries, the scene and the messages; report it in the app; call the union at 12351.
emergency-card-suicide =
    I am worried to hear you say that. Please do not stay alone; ask somebody near to come to you.
    If you are in danger now, ambulance: 120
    Or police: 110
    To talk to somebody: 12356

emergency-button-report = Report an occupational injury
emergency-button-accident = What to do after an accident
emergency-button-somebody = Have somebody from the union contact me
emergency-button-resume = Back to what I was doing
emergency-nothing-open = You were not in the middle of anything.
emergency-file-kept = What you sent is kept with the evidence.
emergency-pending = You said before: “{ $sentence }”.
emergency-button-use-pending = Use what I said before
