### The main menu, and what is said when nothing else fits.

menu-main =
    暖新助手，给骑手、司机、快递员帮忙的。要什么，点一下，或者直接说。
    出事故、受伤，先打 120、122，再发“出事了”。
    .wechat =
        暖新助手，给骑手、司机、快递员帮忙的。要什么直接说，也能选下面的。
        出事故、受伤，先打 120、122，再发“出事了”。
# Below a first line that answers something.
menu-short =
    要什么，点一下，或者直接说。
    出事故、受伤，先打 120、122，再发“出事了”。
    .wechat =
        要什么直接说，也能选下面的。
        出事故、受伤，先打 120、122，再发“出事了”。
menu-button-places = 📍 找暖新驿站
menu-button-rights = 📣 投诉维权
menu-button-help = 🤝 找人帮忙
menu-button-city = 📸 随手拍
menu-button-benefits = 🎁 暖新福利
menu-button-articles = 📰 查政策
menu-button-events = 🎓 培训活动
menu-button-me = 👤 我的
menu-button-home = 首页
# What people type for the menu, between bars.
menu-words = 首页|主页|菜单|主菜单|返回首页|回首页

menu-not-understood = 没听懂，换个说法再说一次？
menu-still-learning = 刚启动，整句话还要过十几秒才听得懂。你说的替你留着，等会儿点“再听一次”或者随便回一句就行；着急先用下面的按钮。
menu-button-hear-again = 👂 再听一次
menu-only-words = 语音、表情看不懂，打字、发照片、发位置都行。
    .wechat = 没听清，再说一遍，或者打字、发照片。
menu-photo-kept = { $count ->
    [one] 照片
   *[other] 发的 { $count } 份
 }先留着，接着填就放进去；1 小时里没填就不要了。
menu-old-button = 这个按钮过期了。
    .wechat = 这个选项过期了。
menu-edited = 改的这句没算进去。要改，重新发一句就行。
menu-no-such-number = 上面没有这个数字。看一眼再回，或者直接说要什么。
menu-private-only = 我只在私聊里说话，这就退群。要找暖新驿站，点我的头像单独发消息。
menu-button-queue = 🗂 待办
menu-button-station = 🏠 我的驿站
