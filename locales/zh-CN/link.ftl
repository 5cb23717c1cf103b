### One person with several chats: linked by a code, and taken off again.

link-about-alone =
    现在只有一个号：{ $chats }。
    别处也用的话（微信、Telegram、网页），可以连起来：信息和进度两边都能看。
link-about = 连着的：{ $chats }。信息和进度哪边都能看。
link-button-show = 要一个连接码
link-button-enter = 我有连接码
link-code =
    连接码：{ $code }
    10 分钟内，到你的另一个号里点：我的 → 我的信息 → 连接另一个号 → 我有连接码。
    那边输对了，我在这里问你，你点了才连。
    别告诉任何人：谁连上了，谁就能看你的信息。
link-code-pasted = 像是连接码。是你自己另一个号上的，就点“我有连接码”，再发一次；别人给你的，千万别输。
link-enter =
    把另一个号上的 8 位连接码发给我。
    连上以后，这个号的诉求、报名、证件、积分和设置都归到那个号，两边都能看、能改、能导出、能删。
    别人给你的码，千万别输：连上了，你的这些就到别人手里了。
link-no-code = 这不像连接码。
link-wrong-code = 这个码不对，或者过期了。
link-asked =
    码对了，还没连。到{ $chat }上那个号里点“连起来”，10 分钟内有效。
    那边没看到我问，就点：我的 → 我的信息 → 连接另一个号。
link-question =
    有人输了你的连接码，要和这个号连起来：{ $chat }，{ $since } 开始用的。
    连了就是一个人：这边的诉求、报名、证件、积分和设置，那边也能看、能改、能导出、能删；那边的都归过来。两边都填过的，以这边为准。
    不是你自己的号，点“不连”。
link-button-confirm = 是我自己的号，连起来
link-button-not = 不连
# What people type for no, between bars.
link-no-words = 不|不连|不要|不是|不是我|别连|no
link-done = 连好了。
link-refused =
    没连，什么都没变。
    码要是给别人看过，就别再给了。要连自己的号，再要一个新的码。
link-news-refused = { $chat }那边点了“不连”，什么都没变。
link-news-joined = 连好了：这个号和{ $chat }上那个号现在是一个人，诉求、报名、证件、积分和设置两边都能看、能改。
link-news-linked = 刚有一个{ $chat }号连了进来，你的信息那边也能看。不是你弄的，马上断开它。
link-button-unlink = 断开{ $chat }
link-unlink = 断开{ $chat }（{ $since } 开始用的）？你的信息留在这边，那边从头开始。
link-button-unlink-yes = 断开
link-unlinked = 断开了。
link-news-unlinked = 这个号被断开了，是在{ $chat }那边点的。信息都留在那边，这里从头开始。

# Below an answer after which something is to be told. chats: where one would hear of it.
link-for-news = 网页关了就收不到提醒和进度，再打开才看得到。{ $chats ->
    [none] 记得回来看。
   *[other] 想及时知道，连上：{ $chats }。
 }
    .wechat = 微信规定，两天没来聊我就发不过去，等你来聊再告诉你。{ $chats ->
        [none] 记得来看看。
       *[other] 想及时知道，连上：{ $chats }（我的 → 我的信息 → 连接另一个号）。
     }
