### One person with several chats: linked by a code, and taken off again.

link-about-alone =
    You only use { $chats } to talk to me.
    If you use another chat too (WeChat, Telegram, the web page), link it: you see everything in both.
link-about = Linked: { $chats }. You see everything in each.
link-button-show = Give me a code
link-button-enter = I have a code
link-code =
    Code: { $code }
    Within 10 minutes, in your other chat: My things → My data → Link another chat → I have a code.
    Once it is typed there, I ask you here. Nothing is linked before you say yes.
    Tell nobody: whoever is linked sees what is yours.
link-code-pasted = This looks like a linking code. If it is from your own other chat, choose “I have a code” and send it again; if somebody else gave it to you, never enter it.
link-enter =
    Send me the 8 digits from your other chat.
    Once linked, the cases, bookings, papers, points and settings of this chat belong to that one. Both can see, change, export and delete them.
    Never type a code that somebody else gave you: all of this would be in their hands.
link-no-code = That does not look like a code.
link-wrong-code = This code is wrong, or has expired.
link-asked =
    The code is right. Nothing is linked yet: press “Both are mine, link” in your chat on { $chat } within 10 minutes.
    If I did not ask there, open My things → My data → Link another chat.
link-question =
    Somebody typed your code and wants to be linked with this chat: { $chat }, used since { $since }.
    Both are then one person: the other chat can see, change, export and delete your cases, bookings, papers, points and settings, and all of its own comes here. Where both have something, this chat's counts.
    If that chat is not yours, press “Do not link”.
link-button-confirm = Both are mine, link
link-button-not = Do not link
# What people type for no, between bars.
link-no-words = no|nope|do not link|not me
link-done = Linked.
link-refused =
    Not linked. Nothing has changed.
    If somebody saw your code, show it to nobody again. To link a chat of your own, ask for a new code.
link-news-refused = Your chat on { $chat } said no. Nothing has changed.
link-news-joined = Linked: this chat and the one on { $chat } are one person now. You see and change cases, bookings, papers, points and settings in both.
link-news-linked = A chat on { $chat } was just linked to yours and sees what is yours. If that was not you, take it off at once.
link-button-unlink = Take off { $chat }
link-unlink = Take off { $chat } (used since { $since })? Everything stays here; the other chat starts anew.
link-button-unlink-yes = Take off
link-unlinked = Taken off.
link-news-unlinked = This chat was taken off, from the one on { $chat }. Everything stays there; here you start anew.

# Below an answer after which something is to be told. chats: where one would hear of it.
link-for-news = With this page closed no reminder or news reaches you; you see it when you open it again. { $chats ->
    [none] Do come back and look.
   *[other] To hear of it at once, link { $chats }.
 }
    .wechat = WeChat lets me write to nobody who has been silent for two days; then you hear of it when you write. { $chats ->
        [none] Do come back and look.
       *[other] To hear of it at once, link { $chats }: Me → My data → Link another chat.
     }
