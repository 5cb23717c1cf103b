### The card for somebody in danger, put together from these lines. A number to call is the end of a line of its own.

emergency-opening-injury = Stop, and get to a safe spot.
emergency-opening-traffic = Get to a safe spot off the road first.
emergency-opening-fire = Get out, and do not go back for anything.
emergency-opening-violence = Get away, to where there are people and light.
emergency-opening-suicide = I am worried to hear you say that. Please do not stay alone; ask somebody near to come to you.
emergency-opening-unclear = Get to a safe spot first.

emergency-number-110 = Police: 110
emergency-number-119 = Fire and rescue: 119
emergency-number-120 = For an ambulance: 120
emergency-number-122 = Traffic accident: 122
emergency-number-12356 = To talk to somebody: 12356

emergency-tell-where = Say first where you are: the street and number, or the shop beside you.
emergency-fire = Stay low where there is smoke. A battery that smokes or burns can explode: keep away, do not fight it yourself, and call to others to move away.

# What to do until the ambulance is there, as first-aid courses teach it.
emergency-first-aid-bite = A cat or dog bit or scratched: wash it with soap and water for 15 minutes, and get the rabies vaccine today. A snake bit: sit still; do not cut or suck it.
emergency-first-aid-bleeding = If it keeps bleeding: press hard on it with a clean cloth, and do not let go.
emergency-first-aid-bones = A bone may be broken: do not move, bend or rub it. If neck or back is hurt, nobody should move the person.
emergency-first-aid-burn = A burn or scald: hold it under cool tap water for 20 minutes, at once. Put nothing on it, and leave blisters alone.
emergency-first-aid-chest = Chest pain, or no breath: sit down and keep still, loosen the collar, have somebody stay. Do not ride to the hospital yourself.
emergency-first-aid-choking = Choking: if you can cough, cough hard. If not: bend forward and have somebody hit hard between the shoulders 5 times; then, from behind, a fist above the navel, pull in and up 5 times; take turns.
emergency-first-aid-cold = Frozen through: go inside, take wet clothes off, wrap up, and warm up slowly. No fire, no rubbing with snow, no alcohol.
emergency-first-aid-drowning = Somebody is in the water: do not go in; throw a rope, a ring or a long pole. Out and not breathing: phone on speaker, press the chest as 120 tells you.
emergency-first-aid-electric = An electric shock: switch the power off; until then do not touch the person. A wire that fell in the street: keep ten metres away.
emergency-first-aid-gas = A smell of gas: everybody out, doors and windows open. Touch no switch, light nothing, and call from outside.
emergency-first-aid-heat = Heatstroke: into the shade, loosen clothes, splash cool water, fan. Awake: small sips of water; not awake or confused: give nothing to drink.
emergency-first-aid-poison = Poisoned: do not make them vomit, and give nothing. Keep the bottle, the packaging and what is left for the doctor. Breathed in: into fresh air first.
emergency-first-aid-stroke = A crooked mouth, a weak arm, slurred words: note when it began, lie down with the head to the side. No food, no drink, no medicine.
emergency-first-aid-trapped = Trapped or pinned: do not pull. Call out, knock on something, and save your strength and your battery.
emergency-first-aid-unconscious = Does not wake up: watch the chest. No breath, or gasping: phone on speaker, press the chest as 120 tells you until help is there. Breathing: turn them on their side.

### What stands below the card.

emergency-then-injury =
    If you can: photograph the scene and the order page; report it in the app; keep medical papers and receipts.
    Once everybody is safe:
emergency-then-traffic =
    Do not settle it in private in a hurry, and do not leave the scene.
    { emergency-then-injury }
emergency-then-fire = The rest can wait until everybody is safe.
emergency-then-violence = Once you are safe: photograph injuries, the scene and the messages; report it in the app; call the union at 12351.
emergency-then-suicide = I am here. Say whatever you want to say.
emergency-call = Shall somebody from { $department } come to you now, here in this chat? No form, and no name.
emergency-called = Somebody from { $department } knows and will come to you here. Do not wait alone, and call somebody meanwhile.
emergency-then-unclear = What happened?
emergency-button-traffic = A crash
emergency-button-injury = Somebody is hurt
emergency-button-fire = A fire
emergency-button-violence = Somebody was attacked
emergency-button-call = Have somebody contact me now
emergency-button-report = Report an occupational injury
emergency-button-accident = What to do after an accident
emergency-button-first-aid = First-aid kits nearby
emergency-button-no = Nothing happened, I meant something else
emergency-button-resume = Back to what I was doing
emergency-say-again = I did not keep that sentence. Please say it once more.
emergency-nothing-open = You were not in the middle of anything.
emergency-file-kept = What you sent is kept with the evidence.
emergency-pending = You said before: “{ $sentence }”.
emergency-button-use-pending = Use what I said before

### Somebody who wants to die called for a human.

urgent-called =
    Noted. Somebody from { $department } will come to you here; there is nothing more to do. They see what you just wrote, and not who you are.
    If it gets hard while you wait, call; 120 and 110 always answer:
urgent-nobody =
    Noted, but nobody from { $department } is online now; they will come to you here as soon as they are. Do not wait, call now:
urgent-kept = So that they can find you, this chat and that sentence were kept without asking. May I keep them from now on? Somebody comes either way, and else they are deleted when it is over.
urgent-button-keep = You may keep them
urgent-in-sight = ☎️ If it gets hard call 12356, in danger 120 or 110.
urgent-kept-for-them = Kept. Whoever comes from { $department } reads it. Go on typing if you like. For anything else press “Home”.
    .wechat = Kept. Whoever comes from { $department } reads it. Go on typing if you like. For anything else reply 0.
urgent-passed-on = They have it, and answer here. For anything else press “Home”.
    .wechat = They have it, and answer here. For anything else reply 0.
