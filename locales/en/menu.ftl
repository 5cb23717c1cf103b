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
menu-only-words = With photos, recordings and files, first say what it is about and send them when asked: “Report a spot” for trouble in the street, “Complain” for the rest. Typing or your location works too.
    .wechat = If I did not make out a voice message, say it again. With a photo, first say what it is about and send it when asked: “Report a spot” for trouble in the street, “Complain” for the rest.
menu-photo-later = The photo or file is not kept yet: send it when the form asks for it.
menu-old-button = This button is too old.
    .wechat = This choice is too old.
menu-edited = I did not take that edit. Just send it again.
menu-no-such-number = That number is not above. Look again, or just say what you need.
menu-private-only = I only talk in private chats, so I am leaving. To find a warm station, tap my picture and write to me.
menu-button-queue = 🗂 Queue
menu-button-station = 🏠 My place
