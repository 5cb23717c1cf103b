# What is told to many, and which of it a person gets.

notice-pushed =
    【{ $title }】
    { $text }
notice-button-read = 知道了
notice-button-fewer = 少发这类
notice-read = 好。
notice-link = 点下面打开：
    .wechat = 点链接打开：
notice-button-open = 打开网页

# What people type for it, between bars.
notice-topics-words = 通知设置|通知|少发通知|别发通知|退订|td|t|tui|退订td|td退订|退订t|回t退订|回复t|回复td|n|qx|stop|stopall|取消订阅|取消通知|关闭通知|关通知|不要通知|不要发通知|不要再发|不要再发了|别再发|别再发了|别发了|不要发了|别给我发了|别给我发通知|不想收通知|不再接收|不想收到通知|关掉通知|别发广告|别再发消息给我|以后别发了|别再给我发了|拒收|屏蔽|我要退订|我想退订|怎么退订|怎么取消订阅|恢复通知|恢复订阅|重新订阅|订阅|订阅通知|开通知|打开通知|开启通知|继续发通知|接收通知|unsubscribe|subscribe|opt out
notice-topics = 收哪些通知？点一下打开或关掉。救急的照发。
    .wechat = 收哪些通知？回数字打开或关掉。救急的照发。
notice-member-code =
    你的会员号：{ $code }
    单位要按名单通知你，把它给对方就行，不用给手机号。
notice-button-topic = { $on ->
    [yes] ✓ { $topic }
   *[no] ✗ { $topic }
}
notice-topic-policy = 政策
notice-topic-training = 培训活动
notice-topic-weather = 天气、安全
notice-topic-benefits = 福利
notice-topic-party = 党建
notice-topic-city = 城市里的事
notice-fewer = 好，“{ $topic }”不发了。救急的照发。
notice-button-again = 还是要收
notice-button-topics = 收哪些通知

### For staff: writing one, and watching it.

notice-list = { $count ->
    [0] 还没有通知。
   *[other] 本部门最近的通知：
}
notice-line = { $title } · { $state ->
    [draft] 草稿
    [to_approve] 等人点头
    [scheduled] 排上了
    [sending] 在发
    [paused] 停着
    [cancelled] 取消了
   *[done] 发完了
}
notice-button-write = 写一条
notice-ask-topic = 关于什么？
notice-ask-urgency = 多急？
notice-urgency-now = 救命的事：马上发，夜里也发，关掉的人也收
notice-urgency-today = 今天要知道：避开他们最忙的时候和夜里
notice-urgency-can-wait = 不急：等他们有空
notice-ask-title = 标题？打字告诉我，最多 { $longest } 个字。
notice-ask-text = 正文？像跟骑手说话那样写，先说结论。最多 { $longest } 个字。
notice-ask-english = 要英文的吗？第一行写标题，下面写正文。不要就点“不要”。
notice-english-needs-two = 要两行以上：第一行标题，下面正文。
notice-ask-button = 下面放个按钮吗？
notice-button-own-link = 放个网址
notice-ask-link = 网址？要 https:// 开头。
notice-link-unreadable = 这不像网址，要 https:// 开头，中间没有空格。
notice-button-link = 打开看看
notice-button-none = 不要
notice-ask-audience =
    发给谁？
    职业：{ $occupations }
    区：{ $districts }
    语言：{ $locales }
    报过名的活动：{ $events }
    到过场的活动：{ $attended }
    名单：{ $list }
notice-all = 都发
notice-button-narrow = { $which ->
    [occupations] 选职业
    [districts] 选区
    [events] 报过名的
    [attended] 到过场的
    [list] 按名单
   *[locales] 选语言
}
notice-ask-several = 点一下选上，再点一下去掉。一个都不选就是都发。
notice-ask-events = 只发给报过哪些活动的人？点一下选上，再点一下去掉。一个都不选就不管。
notice-ask-attended = 只发给到过哪些活动现场的人？点一下选上，再点一下去掉。一个都不选就不管。
notice-ask-list =
    名单发过来：粘文字，或者发 Excel、csv、txt 文件（{ $mb } MB 以内）。
    只认会员号（M- 开头，骑手在“通知设置”里能看到）和培训证书编号（C 开头）。手机号、姓名不认，也不留。
    只告诉你认出几个人，不说是谁；发完就删。选了名单，职业、区这些就不管了。
notice-list-only = 只发给名单上的人
notice-list-waits = 收到了，在读。
notice-list-read = 名单上认出 { NUMBER($found, useGrouping: 0) } 个人；{ NUMBER($missing, useGrouping: 0) } 个号没找到。
notice-list-problem = { $problem ->
    [empty] 这里面没有会员号，也没有证书编号。
    [few] 认出来的不到 { $least } 个人，这么短的名单不收：看数字就猜得出是谁。
    [long] 太大了：最多 { $most } 个号、{ $mb } MB。拆成几份发。
    [lost] 文件没取到，再发一次。
   *[unreadable] 读不懂这个文件。存成 xlsx、csv 或 txt 再发，或者直接粘文字。
}
notice-list-too-large = 文件太大了。
notice-list-paste = 微信不把文件交给我们，请把号粘成文字发。
notice-button-list-look = 读完没
notice-button-no-list = 不用名单
notice-chosen = { $on ->
    [yes] ✓ { $title }
   *[no] { $title }
}
notice-button-on = 就这样
notice-ask-valid = 多久以后就不用再发了？
notice-valid = { $hours ->
    [6] 6 小时
    [24] 一天
    [72] 三天
   *[168] 一周
}
notice-button-add-picture = { $there ->
    [yes] 图
   *[no] 配张图
}
notice-ask-picture = 把图发过来，{ $mb } MB 以内。图里带的拍摄地点这些会去掉。
notice-picture-wanted = 这里要一张图，照片或者图片文件都行。
notice-picture-too-large = 图太大了，10 MB 以内。
notice-picture-waits = 收到了，在取。
notice-picture-here = 图好了。想换就再发一张。
notice-picture-problem = { $problem ->
    [lost] 图没取到，再发一次。
   *[other] 打不开，不是能看的图。换一张发。
}
notice-button-picture-look = 好了没
notice-button-picture = 看图
notice-button-no-picture = 不要图
notice-preview-picture = { $how ->
    [here] 带一张图{ $mass ->
        [yes] （群发那条只有字）
       *[no] {""}
    }。
    [waits] 图还在取，好了才能发。
   *[lost] 图没取到，换一张或者不要图。
}
notice-preview = 他们看到的是：
notice-preview-buttons = 下面的按钮：{ $labels }
notice-count = 发给 { NUMBER($told, useGrouping: 0) } 人（{ $channels }）。不发：关掉这类的 { NUMBER($off, useGrouping: 0) } 人，拉黑的 { NUMBER($blocked, useGrouping: 0) } 人。
notice-count-list = 名单上 { NUMBER($told, useGrouping: 0) } 人能收到，{ NUMBER($others, useGrouping: 0) } 人收不到或者不想收。
notice-count-wechat = 只有微信的人，照现在看：聊天里能收到 { NUMBER($now, useGrouping: 0) } 人，微信通知先带个大意 { NUMBER($notice, useGrouping: 0) } 人，要等他们下次发消息的 { NUMBER($write, useGrouping: 0) } 人。
notice-no-mass = { $why ->
    [spent] 微信群发本月 4 次都用完了。
    [long] 微信群发还剩 { $left } 次，不过正文太长，群发不了。
   *[nobody] 微信群发还剩 { $left } 次，这条用不着。
}
notice-mass = { $how ->
    [off] 要等的 { NUMBER($people, useGrouping: 0) } 人用微信群发，用掉本月剩下 { $left } 次里的 1 次。群发的没有按钮，看没看数不到。
   *[on] 要等的也可以用微信群发。一个号一个月 4 次，还剩 { $left } 次。
}
notice-button-mass = { $how ->
    [off] 不群发了
   *[on] 群发给要等的 { NUMBER($people, useGrouping: 0) } 人
}
notice-mass-link = { $label }：{ $url }
notice-mass-last = 想少收这类，回“通知设置”。
notice-mass-progress = { $said ->
    [planned] 等聊天里的都发完，剩下的用微信群发。
    [given] 其中微信群发 { NUMBER($given, useGrouping: 0) } 人，微信还没说送到多少。
   *[reached] 其中微信群发 { NUMBER($given, useGrouping: 0) } 人，微信说送到 { NUMBER($reached, useGrouping: 0) } 人。
}
notice-mass-trouble = { $trouble ->
    [none_left] 微信群发没成：这个月用完了。剩下的人下次发消息时收到。
    [too_long] 微信群发没成：正文太长。剩下的人下次发消息时收到。
   *[other] 微信群发没成（{ $trouble }）。剩下的人下次发消息时收到。
}
notice-times = { $when ->
    [now] 现在发
   *[other] { $when } 发
}，{ $until } 以后不再发。
notice-button-send = { $when ->
    [later] 到时候发
   *[now] 现在发
}
notice-button-when = 定时间
notice-button-change = 改一改
notice-ask-when =
    什么时候发？比如：
    明天 9:30
    11-28 14:00
    明天 9:00-11:00（只在这两小时里发）
notice-when-unreadable = 没看懂，或者那个时间已经过了。
notice-state = { $state ->
    [draft] 退回来了，改好再交。
    [to_approve] 等另一位负责人点头。
    [scheduled] 排上了，{ $when } 发。
    [sending] 正在发：
    [paused] 停着，没人再收到：
    [cancelled] 取消了，没收到的人不会再收到。收到的人可以发更正：
   *[done] 发完了：
}
notice-progress = 收到 { NUMBER($sent, useGrouping: 0) } 人，还在排队 { NUMBER($waiting, useGrouping: 0) } 人，现在聊天里发不到、等他们说话 { NUMBER($held, useGrouping: 0) } 人（其中 { NUMBER($told, useGrouping: 0) } 人收到了微信通知），没发成 { NUMBER($failed, useGrouping: 0) } 人{ $stopped ->
        [0] {""}
       *[other] ，停了没发 { NUMBER($stopped, useGrouping: 0) } 人
    }，拉黑 { NUMBER($blocked, useGrouping: 0) } 人，关掉这类的 { NUMBER($off, useGrouping: 0) } 人没发。看了 { NUMBER($read, useGrouping: 0) } 人，点进去 { NUMBER($acted, useGrouping: 0) } 人。
notice-button-do = { $how ->
    [approve] 可以发
    [back] 退回去
    [pause] 先停
    [resume] 接着发
    [ask-cancel] 取消
   *[cancel] 真的取消
}
notice-button-refresh = 刷新
notice-button-report = 看数
notice-button-chart = 看图
notice-button-look = 看看
notice-ask-cancel = 取消后，没收到的人不会再收到，找不回来。
notice-report = “{ $title }”谁收到了（5 人以下的合在一起）：
notice-group = { $title }：收到 { NUMBER($reached, useGrouping: 0) }，看了 { NUMBER($read, useGrouping: 0) }，点进去 { NUMBER($acted, useGrouping: 0) }
notice-group-other = 其他
notice-bar = { NUMBER($reached, useGrouping: 0) } / { NUMBER($read, useGrouping: 0) } / { NUMBER($acted, useGrouping: 0) }
notice-chart-note = 收到 / 看了 / 点进去；5 人以下的合在一起
notice-approval-wanted = 有条通知等你点头：“{ $title }”。
notice-told-approve = “{ $title }”有人点头了，到时间就发。
notice-told-back = “{ $title }”退回来了，看看要改什么，改好再交。
notice-needs-approval = { $why ->
    [many] 人多，要另一位负责人点头才发（牵头部门的）。
    [urgent] 夜里也会叫醒人，要一位负责人点头才发。
   *[money] 说到了钱，要一位负责人点头才发。
}
notice-approvers = { $names ->
    [none] 现在没有能点头的人。请管理员用 /staff 加一位负责人，加入后在 /notices 里能看到这条。
   *[other] 能点头的：{ $names }。
}
notice-facts =
    { $author ->
        [none] 自动发的
       *[other] { $author }（{ $department }）写的
    }
    发给：{ $audience }
    { $urgency }
notice-facts-times = { $when } 发，{ $until } 以后不再发。
notice-facts-count = 现在是 { NUMBER($told, useGrouping: 0) } 人。
notice-for-all = 所有人
notice-for-corrected = 收到过那条的人
notice-for-booked = 报过 { $count } 个活动的人
notice-for-attended = 到过 { $count } 个活动现场的人
notice-count-corrected = 收到过那条的 { NUMBER($told, useGrouping: 0) } 人会收到，{ NUMBER($others, useGrouping: 0) } 人收不到或者不想收。
notice-button-correct = 发更正
notice-correction-title = 更正：{ $title }
notice-button-older = 更早的
notice-button-newer = 新一些的
notice-report-few = 收到的还不到 5 个人，先不分。

### Surveys.

survey-question = { $of ->
    [1] { $question }
   *[other] （{ $number }/{ $of }）{ $question }
}
survey-thanks = 记下了：{ $answer }。谢谢，只看人数，不看是谁。
survey-line = 问题 { $number }：{ $question }（{ $choices }）
survey-or = {" / "}
survey-answers = 问题 { $number }，{ NUMBER($people, useGrouping: 0) } 人答了：{ $shown }
survey-answers-few = 问题 { $number }：答的还不到 5 个人，先不显示。
survey-count = { $choice } { NUMBER($people, useGrouping: 0) }
survey-others = 其余
notice-facts-repeat = { $weeks ->
    [1] 每周发一次
   *[other] 每 { $weeks } 周发一次
}，发到 { $until }。
