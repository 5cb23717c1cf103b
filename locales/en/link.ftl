### One person with several chats: linked by a code, and taken off again.

link-about-alone =
    You only use { $chats } to talk to me.
    If you use another chat too (WeChat, Telegram, the web page), link it: you see everything in both.
link-about = Linked: { $chats }. You see everything in each.
link-button-show = Give me a code
link-button-enter = I have a code
link-code =
    Code: { $code }
    Within 10 minutes, in your other chat: My things → Link another chat → I have a code.
    Tell nobody: whoever types this code sees what is yours.
link-enter = Send me the 8 digits from your other chat.
link-no-code = That does not look like a code.
link-wrong-code = This code is wrong, or has expired.
link-confirm =
    Link with your chat on { $chat }?
    Both are then one person: you see and change everything in each. Where both have something, the other one's counts.
    If somebody else gave you the code, do not link.
link-button-confirm = Both are mine, link
link-button-not = Do not link
link-done = Linked.
link-button-unlink = Take off { $chat }
link-unlink = Take off { $chat } (used since { $since })? Everything stays here; the other chat starts anew.
link-button-unlink-yes = Take off
link-unlinked = Taken off.
