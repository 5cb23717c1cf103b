### What only WeChat needs: menus by number, the account's own menu. The menu's names: 4 Chinese characters at the top, 7 below.

# The line before numbered choices.
wechat-choose = Reply with a number:
wechat-file = Tap to download (works for a day): { $link }
wechat-gap = {" · "}

wechat-menu-places = Stations
wechat-menu-needs = What I need
wechat-menu-location = Send location
wechat-menu-emergency = Accident
wechat-menu-me = Me
