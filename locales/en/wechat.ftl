### What only WeChat needs: menus by number, the account's own menu. The menu's names: 4 Chinese characters at the top, 7 below.

# The line before numbered choices.
wechat-choose = { $how ->
    [letters] Reply with a letter:
    [both] Reply with a letter, or 0:
   *[numbers] Reply with a number:
}
wechat-file = Tap to download (works for a day): { $link }
wechat-gap = {" · "}

wechat-menu-places = Stations
wechat-menu-needs = What I need
wechat-menu-map = Map
wechat-menu-location = Send location
wechat-menu-emergency = Accident
wechat-menu-done = Do
wechat-menu-complain = Complain
wechat-menu-progress = My cases
wechat-menu-help = Get help
wechat-menu-report = Report
wechat-menu-more = More

# WeChat wants an agreement of its own before it passes on what is said later. kind: reminder, progress, notice.
wechat-consent = { $kind ->
    [reminder] If you have not written for two days, WeChat lets me remind you only when you allow it first:
    [progress] If you have not written for two days, WeChat lets me tell you of progress only when you allow it first:
   *[notice] If you have not written for two days, WeChat lets me send you notices only when you allow it first:
 }
wechat-consent-link = Allow it

# The page on which WeChat asks. way: long_term or one_time.
wechat-page-title = { $kind ->
    [reminder] Let WeChat remind me
    [progress] Let WeChat tell me of progress
   *[notice] Let WeChat send me notices
 }
wechat-page-why = { $way ->
    [one_time] WeChat’s rule: when you have not written for two days, you have to allow it first. Each time you allow it, one message can come. Press the button and choose “Allow” in the window that opens.
   *[long_term] WeChat’s rule: when you have not written for two days, you have to allow it first. Press the button and choose “Allow” in the window that opens. You can turn it off in WeChat at any time.
 }
wechat-page-allow = Allow
wechat-page-loading = Opening…
wechat-page-allowed = Done. Back to the chat.
wechat-page-refused = Not allowed. If you change your mind, come back from the chat.
wechat-page-failed = WeChat’s button does not open. Open this page in WeChat, or try again later.
