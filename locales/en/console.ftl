# The console: signing in, its frame, devices. Words of its parts are in files of their own.
console-title = Desk
console-home = Back to the desk
console-skip = Skip to the content
console-ways = Where to
console-search = Number, or words
console-search-go = Search
console-sign-out = Sign out
console-sample = Sample city: the departments, names and cases here are invented.
console-sample-short = Sample city
console-live-busy = Working on it …
console-live-away = Not connected; trying again. Keep the page open: what you wrote is still here.
console-not-yours = Your post cannot see this page.
console-wrong-origin = This request did not come from our page and was not done. Go back to the desk and try again.
console-busy = Too busy right now; nothing was saved. Wait a moment and press again.

console-sign-in-title = Sign in to the desk
console-sign-in-open = Open the chat on your phone: scan this code, or send the six letters below in the chat.
console-sign-in-pick = The chat asks which number is on the screen; tap it and you are in.
console-sign-in-link = Open in the chat on this device
console-sign-in-scan = Scan with { $chat }
console-sign-in-type = Send in the chat:
console-sign-in-waiting = Waiting for you to open it in the chat …
console-sign-in-number = Tap this number in the chat:
console-sign-in-refused = Not signed in: it was the wrong number, or the chat said it was not you.
console-sign-in-over = Five minutes are over; this code no longer works.
console-sign-in-again = Get a new code
console-sign-in-why = No password: only those who are staff in the chat get in. Never scan a sign-in code that somebody sends you.
console-sign-in-too-many = Too many sign-ins from this address. Try again in a few minutes.

console-way-devices = My devices
console-devices-lead = Your account is signed in in these browsers. Sign out any that you do not know.
console-device-this = this one
console-device-line = Address { $address }, signed in { $made }, last used { $seen }
console-device-end = Sign out
console-done-device-ended = That one is signed out.

# in the chat
console-asked =
    A computer wants to sign in to the desk as you:
    { $browser }, internet address { $address }, { $minutes ->
        [0] opened just now
        [one] opened a minute ago
       *[other] opened { $minutes } minutes ago
    }.
    Which number is on its screen now? If it is not you at that computer, tap “Not me”.
    .wechat =
        A computer wants to sign in to the desk as you:
        { $browser }, internet address { $address }, { $minutes ->
            [0] opened just now
            [one] opened a minute ago
           *[other] opened { $minutes } minutes ago
        }.
        Which number is on its screen now? If it is not you, reply with the number before “Not me”.
console-button-number = It is { $number }
console-button-not-me = Not me
console-granted = Signed in; look at the computer. It signs out after twelve hours, or half an hour without use. To sign out at once, send “my devices”.
console-refused = Not signed in. The computer can show a new code. If that was not you, tell your lead.
console-devices-words = my devices|my browsers|sign out computer|我的设备
console-devices-none = No computer is signed in. Open { $address } on a computer to sign in.
console-devices-some = Your account is signed in on these computers. Sign out any that you do not know:
console-devices-line = { $number }. { $browser }, { $address }, signed in { $made }
console-button-end = Sign out number { $number }
console-device-ended = Signed out.
desk-devices = My devices: work on a computer, and where you are signed in
