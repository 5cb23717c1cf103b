# The console: proofs of presence, passkeys, the browsers of colleagues.

# in the chat: is it you?
console-presence-asked =
    A step at the desk has to be confirmed by you: { $step }.
    { $browser }, internet address { $address }, signed in { $since }.
    Is it you? Good for five minutes.
console-button-me = Yes, it is me
console-presence-yes = Confirmed. Go back to the computer and press again; for five minutes nothing more has to be confirmed.
console-presence-no = That computer is signed out, the step was not taken, and it is on record. Tell your lead at once.
console-step-other = a step that only you may take
console-step-passkey = adding or removing a passkey
console-step-reveal = seeing who somebody is
console-step-export = an export
console-step-staff = changing a colleague's post
console-step-settings = changing settings

# on the page
console-presence-title = Confirm in the chat
console-presence-back = The chat asks whether it is you: tap “Yes, it is me”. Then go back in the browser and press again; what you typed is still there.
console-presence-done = Confirmed. Press again.
console-presence-by-passkey = This step has to be confirmed by you. What you typed is still here.
console-presence-passkey = Confirm with a passkey
console-presence-chat = Confirm in the chat

console-devices-browsers = Where you are signed in
console-passkeys = Passkeys
console-passkeys-lead = With a passkey you confirm that it is you by a fingerprint, your face or a security key, without your phone.
console-passkey-line = Added { $made }, { $used ->
        [never] not used yet
       *[other] used { $used }
    }
console-passkey-add = Add one
console-passkey-remove = Remove
console-passkey-new = Add a passkey
console-passkey-how = Give it a name that you will know, press the button, and do as the browser says. The key stays in your device; only the half that checks it is kept here.
console-passkey-name = Name
console-passkey-example = Such as: office computer
console-passkey-make = Add on this device
console-passkey-not-now = Not now
console-passkey-none-here = This browser has no passkeys. Try a newer one.
console-passkey-failed = That did not work: it was cancelled, took too long, or this device has none. You can press again.
console-done-passkey-added = The passkey is added.
console-done-passkey-removed = The passkey is removed.

console-colleagues-link = Where colleagues are signed in
console-colleagues = Where colleagues are signed in
console-colleagues-lead = Sign out whoever has left the desk, or should not be there.
console-colleagues-none = No colleague is signed in now.
console-colleague-end = Sign out { $name } there

# in the chat: the browsers of a colleague
post-button-devices = Signed-in computers
post-devices-none = { $name } is signed in on no computer.
post-devices-some = { $name } is signed in on these computers:

console-step-identity = tying or untying an account of the city

console-identity = Account of the city
console-identity-lead = { $state ->
        [tied] It is tied: you can sign in with it.
       *[untied] Once it is tied, you sign in with your account of the city, without scanning a code.
    }
console-identity-tie = Tie my account
console-identity-untie = Untie
console-identity-ask = Tie the account you just signed in with to the post of { $name }? From then on it opens the desk. If it is not yours, do not.
console-identity-yes = Tie it
console-identity-no = Leave it
console-identity-sign-in = Sign in with the city’s account
console-identity-nobodys = This account is tied to no post, so it opens nothing. Sign in through the chat first, then tie it in My devices.
console-identity-refused = The other side did not say clearly who you are; you are not signed in. Try again, or sign in through the chat.
console-identity-away = The city’s sign-in cannot be reached. Sign in through the chat.
console-done-identity-tied = The account is tied.
console-done-identity-untied = The account is untied.
console-sign-in-typed = Open the chat and send the six letters below.
