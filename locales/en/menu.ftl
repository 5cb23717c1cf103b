### The main menu, and what is said when nothing else fits.

menu-main =
    Nuanxin Assistant, here for riders, drivers and couriers. Tap what you need, or just say it.
    In an accident or hurt: call 120 or 122 first, then send “accident”.
    .wechat =
        Nuanxin Assistant, here for riders, drivers and couriers. Just say what you need, or choose below.
        In an accident or hurt: call 120 or 122 first, then send “accident”.
# Below a first line that answers something.
menu-short =
    Tap what you need, or just say it.
    In an accident or hurt: call 120 or 122 first, then send “accident”.
    .wechat =
        Just say what you need, or choose below.
        In an accident or hurt: call 120 or 122 first, then send “accident”.
menu-button-places = 📍 Find a warm station
menu-button-rights = 📣 Complain
menu-button-help = 🤝 Get help
menu-button-city = 📸 Report a spot
menu-button-benefits = 🎁 Benefits
menu-button-articles = 📰 Policies
menu-button-events = 🎓 Courses and events
menu-button-me = 👤 Me
menu-button-home = Home
# What people type for the menu, between bars.
menu-words = home|menu|main menu

menu-not-understood = I did not get that. Could you put it differently?
menu-still-learning = I have just started and need some seconds more before I understand whole sentences. What you said is kept: choose “Listen again” in a moment or just say a word, or use the buttons below now.
menu-button-hear-again = 👂 Listen again
menu-only-words = I cannot make out voice messages and stickers. Typing, photos and your location work.
    .wechat = I did not make that out. Say it again, or type, or send a photo.
menu-photo-kept = { $count ->
    [one] The photo is
   *[other] What you sent ({ $count }) is
 } kept for what you fill in next; after an hour it is dropped.
menu-old-button = This button is too old.
    .wechat = This choice is too old.
menu-edited = I did not take that edit. Just send it again.
menu-no-such-number = That number is not above. Look again, or just say what you need.
menu-private-only = I only talk in private chats, so I am leaving. To find a warm station, tap my picture and write to me.
menu-button-queue = 🗂 Queue
menu-button-station = 🏠 My place
