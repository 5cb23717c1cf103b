# The console: signing in, its frame, devices. Words of its parts are in files of their own.
console-title = 办公台
console-home = 回办公台
console-skip = 跳到正文
console-ways = 去哪里
console-search = 编号，或说过的话
console-search-go = 搜
console-sign-out = 退出登录
console-sample = 示例城市：这里的单位、人名和诉求都是编的。
console-sample-short = 示例城市
console-live-busy = 正在办，稍等一下……
console-live-away = 连不上了，正在重新连接；先别关页面，写的都还在。
console-not-yours = 你的岗位看不了这一页。
console-wrong-origin = 这个请求不是从本页面发出的，没有处理。回办公台再试。
console-busy = 现在太忙，没有存上。等一会儿再按一次。

console-sign-in-title = 登录办公台
console-sign-in-open = 用手机打开聊天：扫这个码；或者在聊天里发下面六位码。
console-sign-in-pick = 聊天里会问屏幕上是哪个数，点一下就进来了。
console-sign-in-link = 在这台设备的聊天里打开
console-sign-in-scan = 用{ $chat }扫
console-sign-in-type = 在聊天里发：
console-sign-in-waiting = 等你在聊天里打开……
console-sign-in-number = 在聊天里点这个数：
console-sign-in-refused = 没有登录：选的数不对，或者聊天里说不是你。
console-sign-in-over = 这个码过了五分钟，用不了了。
console-sign-in-again = 换一个新码
console-sign-in-why = 不用密码：只有在聊天里当了工作人员的人能进来。别扫别人发给你的登录码。
console-sign-in-too-many = 这个地址登录得太频繁了，过几分钟再试。

console-way-devices = 我的设备
console-devices-lead = 你的账号登录在这些浏览器上。不认识的，马上退出。
console-device-this = 现在这台
console-device-line = 地址 { $address }，{ $made } 登录，{ $seen } 还在用
console-device-end = 退出这台
console-done-device-ended = 那台已经退出了。

# in the chat
console-asked =
    有一台电脑要用你的账号登录办公台：
    { $browser }，网络地址 { $address }，{ $minutes ->
        [0] 刚刚打开
       *[other] { $minutes } 分钟前打开
    }。
    屏幕上现在是哪个数？不是你本人坐在电脑前，就点【不是我】。
    .wechat =
        有一台电脑要用你的账号登录办公台：
        { $browser }，网络地址 { $address }，{ $minutes ->
            [0] 刚刚打开
           *[other] { $minutes } 分钟前打开
        }。
        屏幕上现在是哪个数？不是你本人，就回【不是我】前面的数。
console-button-number = 是 { $number }
console-button-not-me = 不是我
console-granted = 登录好了，看电脑。十二小时后自动退出；半小时不用也会退出。要马上退出，发“我的设备”。
console-refused = 没有登录。电脑上能换一个新码再来。如果不是你本人在登录，告诉负责人。
console-devices-words = 我的设备|我的电脑|登录的设备|退出电脑|my devices|my browsers
console-devices-none = 现在没有电脑登录着。在电脑上打开 { $address } 就能登录。
console-devices-some = 你的账号登录在这些电脑上，不认识的马上退出：
console-devices-line = { $number }. { $browser }，{ $address }，{ $made } 登录
console-button-end = 退出第 { $number } 台
console-device-ended = 退出了。
desk-devices = 我的设备：在电脑上办公，看哪台电脑登录着
