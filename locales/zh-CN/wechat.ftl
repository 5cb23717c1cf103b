### What only WeChat needs: menus by number, the account's own menu. The menu's names: 4 Chinese characters at the top, 7 below.

# The line before numbered choices.
wechat-choose = { $how ->
    [letters] 回字母：
    [both] 回字母，或者 0：
   *[numbers] 回数字：
}
wechat-file = 点开下载（一天内有效）：{ $link }
wechat-gap = {"　"}

wechat-menu-places = 找驿站
wechat-menu-needs = 选要什么
wechat-menu-map = 看地图
wechat-menu-location = 发位置
wechat-menu-emergency = 出事了
wechat-menu-done = 办事
wechat-menu-complain = 投诉维权
wechat-menu-progress = 查进度
wechat-menu-help = 找人帮忙
wechat-menu-report = 随手拍
wechat-menu-more = 更多

# WeChat wants an agreement of its own before it passes on what is said later. kind: reminder, progress, notice.
wechat-consent = { $kind ->
    [reminder] 你两天没来，微信就不让我提醒你了，除非你先点允许：
    [progress] 你两天没来，微信就不让我告诉你进度了，除非你先点允许：
   *[notice] 你两天没来，微信就不让我发通知给你了，除非你先点允许：
 }
wechat-consent-link = 去允许

# The page on which WeChat asks. way: long_term or one_time.
wechat-page-title = { $kind ->
    [reminder] 让微信提醒我
    [progress] 让微信告诉我进度
   *[notice] 让微信发通知给我
 }
wechat-page-why = { $way ->
    [one_time] 微信规定：两天没来聊，要你先允许才能发给你。允许一次，只发一次。点下面的按钮，在弹出的框里选“允许”。
   *[long_term] 微信规定：两天没来聊，要你先允许才能发给你。点下面的按钮，在弹出的框里选“允许”。不想要了，随时在微信里关掉。
 }
wechat-page-allow = 允许
wechat-page-loading = 正在打开…
wechat-page-allowed = 好了，回聊天就行。
wechat-page-refused = 没开。想开的时候，从聊天里再点进来。
wechat-page-failed = 打不开微信的按钮。在微信里打开这一页，或者过一会儿再来。
