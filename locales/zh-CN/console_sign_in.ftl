# The console: proofs of presence, passkeys, the browsers of colleagues.

# in the chat: is it you?
console-presence-asked =
    办公台上有一步要你本人确认：{ $step }。
    { $browser }，网络地址 { $address }，{ $since } 登录的。
    是你本人在按吗？五分钟内有效。
console-button-me = 是我
console-presence-yes = 确认了。回电脑上再按一次；五分钟内不用再确认。
console-presence-no = 那台电脑已经退出登录，那一步没有做，也记下来了。马上告诉负责人。
console-step-other = 要本人确认的一步
console-step-passkey = 加或者删通行密钥
console-step-reveal = 看当事人的身份
console-step-export = 导出
console-step-staff = 改同事的岗位
console-step-settings = 改设置

# on the page
console-presence-title = 在聊天里确认
console-presence-back = 聊天里问了是不是你本人，点【是我】。然后用浏览器的后退键回去，再按一次；填的都还在。
console-presence-done = 确认了，再按一次就行。
console-presence-by-passkey = 这一步要确认是你本人。填的都还在。
console-presence-passkey = 用通行密钥确认
console-presence-chat = 在聊天里确认

console-devices-browsers = 登录着的电脑
console-passkeys = 通行密钥
console-passkeys-lead = 加了通行密钥，要确认是你本人时按一下指纹、看一眼镜头或者插上安全钥匙就行，不用看手机。
console-passkey-line = { $made } 加的，{ $used ->
        [never] 还没用过
       *[other] { $used } 用过
    }
console-passkey-add = 加一把
console-passkey-remove = 删掉
console-passkey-new = 加一把通行密钥
console-passkey-how = 取个认得出的名字，再按下面的按钮，照浏览器说的做。密钥留在你的设备里，这里只存用来核对的一半。
console-passkey-name = 名字
console-passkey-example = 比如：办公室电脑
console-passkey-make = 用这台设备加
console-passkey-not-now = 不加了
console-passkey-none-here = 这个浏览器用不了通行密钥，换一个新一点的再来。
console-passkey-failed = 没成：取消了、等太久了，或者这台设备上没有。可以再按一次。
console-done-passkey-added = 通行密钥加好了。
console-done-passkey-removed = 通行密钥删掉了。

console-colleagues-link = 同事登录着的电脑
console-colleagues = 同事登录着的电脑
console-colleagues-lead = 人走了还登录着的、不该在的，在这里退出。
console-colleagues-none = 现在没有同事登录着。
console-colleague-end = 退出{ $name }这台

# in the chat: the browsers of a colleague
post-button-devices = 登录着的电脑
post-devices-none = { $name } 现在没有电脑登录着。
post-devices-some = { $name } 登录在这些电脑上：
