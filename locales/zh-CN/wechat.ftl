### What only WeChat needs: menus by number, the account's own menu. The menu's names: 4 Chinese characters at the top, 7 below.

# The line before numbered choices.
wechat-choose = 回数字：
wechat-file = 点开下载（一天内有效）：{ $link }
wechat-gap = {"　"}

wechat-menu-places = 找驿站
wechat-menu-needs = 选要什么
wechat-menu-location = 发位置
wechat-menu-emergency = 出事了
wechat-menu-me = 我的
