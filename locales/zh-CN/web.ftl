### The web chat page around the conversation. No message here takes variables: the page's scripts show them as they are.

## Header

web-title = 暖新助手
web-description = 给骑手、司机、快递员：找现在开着的暖新驿站，上厕所、喝热水、充电、歇脚。
web-sample = 示例数据
web-sample-about = 这里的地点是编出来试用的，不是真的
web-emergency = 出事故先打
web-emergency-medical = 急救
web-emergency-traffic = 事故
web-skip = 跳到输入框
web-no-script = 这个页面要打开 JavaScript 才能用。出事故先打 120、122；有急事打 12345。

## Conversation

web-log = 对话
web-from-service = 暖新助手：
web-from-me = 我：
web-pressed = 点了：
web-choices = 按钮
web-newest = 看最新
web-call = 拨打
web-opens-outside = （另开一页）
web-place-open = 看地图
web-file-save = 下载
web-photo-of-service = 照片
web-photo-unseen = 照片没加载出来
web-my-location = 我的位置
web-my-photo = 我发的照片或文件

## Writing

web-composer = 发消息
web-text = 要说的话
web-text-hint = 说一句，或打路名
web-send = 发送
web-send-location = 发送位置
web-send-photo = 发照片、文件
web-enter = Enter 发送，Shift + Enter 换行

## What became of it

web-unsent = 没发出去。
web-resend = 再发一次
web-photo-waiting = 排队等着发
web-photo-sending = 正在传
web-photo-failed = 没传上去。信号好一点再试。
web-photo-lost = 刚才没传完，麻烦重新选这张。
web-photo-smaller = 原图超过 20 MB，缩小后发的。
web-file-too-large = 超过 20 MB，没有发。换个小点的；视频剪一段要紧的，或者截个图。
web-file-gone = 这个文件过期了，或者不在这个对话里。回对话里再要一次。
web-uploads-busy = 现在传文件的人太多，等一分钟再点重试。着急就先用文字说。
web-uploads-enough = 这一小时从你这个网络传的文件太多了。换个网络，或者过一小时再传；着急就先用文字说。
web-uploads-full = 文件暂时放不下了。先用文字说，文件留在手机里，明天再传。
web-downloads-busy = 现在下载的人太多，等十秒再点一次。

## Connection

web-connecting = 正在连接…
web-reconnecting = 断开了，正在重连…
web-offline = 没有网络。你发的先存着，连上就发。
web-reconnect-now = 马上重连
web-close = 关闭提示

## Location

web-locating = 正在找你的位置，最多等 10 秒…
web-location-denied = 没有定位权限。打路名、区名或者商场名也能找。
web-location-unavailable = 这会儿定不了位。打路名、区名或者商场名也能找。
web-location-timeout = 等了 10 秒还没定到位。打路名、区名或者商场名也能找。
web-too-many-new = 现在从你这个网络新来的人太多，这条还没收下。过一分钟再发一次。受伤、出事，先打 120、122、110。
web-not-understood = 这条发得不对，没有收下。再发一次。
