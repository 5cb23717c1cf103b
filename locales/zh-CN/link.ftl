### One person with several chats: linked by a code, and taken off again.

link-about-alone =
    你现在只用{ $chats }找我。
    别处也用的话（微信、Telegram、网页），可以连起来：信息和进度两边都能看。
link-about = 连着的：{ $chats }。信息和进度哪边都能看。
link-button-show = 要一个连接码
link-button-enter = 我有连接码
link-code =
    连接码：{ $code }
    10 分钟内，到你的另一个号里点：我的 → 连接另一个号 → 我有连接码。
    别告诉任何人：谁输了这个码，谁就能看你的信息。
link-enter = 把另一个号上的 8 位连接码发给我。
link-no-code = 这不像连接码。
link-wrong-code = 这个码不对，或者过期了。
link-confirm =
    要和{ $chat }上的那个号连起来吗？
    连起来后两边是一个人，信息都能看、能改。两边都填过的，以那边为准。
    是别人给你的码，千万别连。
link-button-confirm = 是我自己的号，连起来
link-button-not = 不连
link-done = 连好了。
link-button-unlink = 断开{ $chat }
link-unlink = 断开{ $chat }（{ $since } 开始用的）？你的信息留在这边，那边从头开始。
link-button-unlink-yes = 断开
link-unlinked = 断开了。
