# The console: the desk for notices.
console-way-notices = 通知
console-notices-heaps = 按进度看
console-notices-all = 全部
console-notices-draft = 草稿
console-notices-to-approve = 等点头
console-notices-scheduled = 排上了
console-notices-sending = 在发
console-notices-over = 发完、取消
console-notices-none = 这里没有通知。
console-notices-pages = 翻页
console-notices-back = 全部通知
console-notice-state = { $state ->
    [draft] 草稿
    [to_approve] 等人点头
    [scheduled] 排上了
    [sending] 在发
    [paused] 停着
    [cancelled] 取消了
   *[done] 发完了
}
console-notice-title = 标题
console-notice-text = 正文：像跟骑手说话那样写，先说结论
console-notice-when = 什么时候发
console-notice-audience = 发给谁
console-notice-survey = 问卷
console-notice-repeats = 重复
console-notice-change = 改通知
console-notice-words = 写什么
console-notice-english = 加英文
console-notice-title-en = 英文标题
console-notice-text-en = 英文正文
console-notice-link = 或者放个网址（https:// 开头）
console-notice-picture = 配图（一张）
console-notice-picture-state = { $state ->
    [here] 带一张图。
    [waits] 图还在取，好了才能发；过几秒刷新。
   *[lost] 图打不开，换一张或者不要图。
}
console-notice-questions = 问几个问题（可不填）
console-notice-questions-hint = 一到三个。骑手点一下就答好，谁答的什么不会显示；答的不到 5 个人也不显示。选项一行一个，最多 { $most } 个。
console-notice-question = 问题 { $number }
console-notice-question-title = 问什么
console-notice-question-choices = 选项（一行一个）
console-notice-question-title-en = 英文问题
console-notice-question-choices-en = 英文选项（顺序一样）
console-notice-for = 发给谁
console-notice-none-is-all = 不选就不限
console-notice-list = 按名单发（粘会员号或证书编号）
console-notice-list-hint = 只认 M- 开头的会员号和 C 开头的证书编号，手机号、姓名不认也不留。用了名单，上面选的就不管了。
console-notice-keep = 存草稿，看效果
console-done-notice-kept = 存好了。看看各处的样子和人数，再定时间。
console-notice-progress = 发到哪一步了
console-notice-times = 定时间，交出去
console-notice-now = 现在
console-notice-later = 到时候
console-notice-repeat = 要重复吗？
console-notice-once = 只发这一次
console-notice-weeks = { $weeks ->
    [1] 每周一次
   *[other] 每 { $weeks } 周一次
}
console-notice-until = 重复到哪天
console-notice-mass = 要等的人用微信群发（用掉一次）
console-notice-hand-in = 交出去
console-notice-acts = 能做的
console-notice-cancel-series = 后面的也不再发。
console-notice-previews = 各处看到的样子
console-notice-channel = { $channel ->
    [telegram] Telegram
    [webchat] 网页聊天
    [wechat] 微信
    [template] 微信模板消息（聊天窗口关着时先到的大意）
   *[text] 纯文字
}
console-notice-bar = { $what ->
    [sent] 收到
    [waiting] 排队
    [held] 等他们说话
    [failed] 没发成
    [stopped] 停了没发
    [blocked] 拉黑
    [off] 关掉这类
    [read] 看了
   *[acted] 点进去
}
console-notice-districts = 按区
console-notice-occupations = 按职业
console-notice-answered = { NUMBER($people, useGrouping: 0) } 人答了
console-notice-answers-few = 答的还不到 5 个人，先不显示。
console-done-notice-hand-in = 排上了，到时间就发。
console-done-notice-waits = 交了，等另一位负责人点头。
console-done-notice-approve = 点头了，到时间就发。
console-done-notice-back = 退回去了，写的人会知道。
console-done-notice-pause = 停了，没人再收到。
console-done-notice-resume = 接着发。
console-done-notice-cancel = 取消了。
