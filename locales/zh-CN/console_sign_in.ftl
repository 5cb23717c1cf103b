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

console-step-identity = 连上或者断开统一身份

console-identity = 统一身份
console-identity-lead = { $state ->
        [tied] 已经连上。登录页上可以用统一身份进来。
       *[untied] 连上以后，登录页上可以直接用单位的统一身份进来，不用扫码。
    }
console-identity-tie = 连上统一身份
console-identity-untie = 断开
console-identity-ask = 把刚才在统一身份里登录的账号连到 { $name } 这个岗位？以后用那个账号就能进办公台。不是你自己的账号，别连。
console-identity-yes = 连上
console-identity-no = 不连
console-identity-sign-in = 用统一身份登录
console-identity-nobodys = 这个统一身份还没有连到任何岗位，进不来。先用聊天登录，再到“我的设备”里连上。
console-identity-refused = 统一身份那边没说清楚你是谁，没有登录。再试一次，还不行就用聊天登录。
console-identity-away = 统一身份现在连不上，先用聊天登录。
console-done-identity-tied = 统一身份连上了。
console-done-identity-untied = 统一身份断开了。
console-sign-in-typed = 打开聊天，发下面六位码。
