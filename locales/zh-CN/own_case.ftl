### 进度: a person's own cases, what was done with each, and what they can do.

# What people type for them, between bars.
own-case-words = 进度|查进度|我的进度|我的投诉|我的诉求|我的案子|我投诉的怎么样了|办得怎么样了

own-case-department = 部门
own-case-type = 诉求
own-case-day = { paper-month } { $day } 日（{ $weekday ->
    [d1] 周一
    [d2] 周二
    [d3] 周三
    [d4] 周四
    [d5] 周五
    [d6] 周六
   *[d7] 周日
}）
own-case-time = { paper-month } { $day } 日 { $clock }

own-case-none = 你还没交过诉求。交了以后，办到哪一步，都在这里看。
own-case-list = 你交的，没办完的在前：
own-case-list-line = { $place }. { $type }　{ $state }　{ $number }

own-case-title = { $number }　{ $type }
own-case-state = 现在：{ $state }。
own-case-accept-by = { $department }最晚 { $day }告诉你接不接。
own-case-accept-late = { $department }说好 { $day }前告诉你接不接，还没说。可以打 12345 催，报上面的编号。
own-case-answer-by = 最晚 { $day }答复。
own-case-answer-late = 说好 { $day }前答复，还没有。可以打 12345 催，报上面的编号。
own-case-asked = { $department }问你：“{ $text }”
own-case-anonymous = 匿名交的，部门看到的是“匿名，代号 { $pseudonym }”，看不到你是谁。
own-case-joined = 这是别人先报的，加上你一共 { $count } 个人。有进展都告诉你。
own-case-others = 还有 { $count } 个人也报了这件。
own-case-pieces = 材料 { $count } 份。
own-case-story = 经过：
own-case-last-steps = 最近几步：
own-case-line = · { $time }　{ $what }
own-case-line-said = · { $time }　{ $what }：“{ $text }”

## The steps, as they are told. department: who had the case then; mine: whether the reader filed it.

own-case-step-file = { $how ->
    [for] 部门登记的
   *[worker] { $mine ->
        [yes] 你交的
       *[no] 有人报的
    }
 }，转给{ $to }
own-case-step-take = { $department }接了{ $name ->
    [none] {""}
   *[other] ，经办人{ $name }
 }
own-case-step-take-over = { $department }换了{ $name ->
    [none] 人
   *[other] { $name }
 }办
own-case-step-transfer = { $department }转给了{ $to }
own-case-step-ask = { $department }问你
own-case-step-reply = 你回答了
own-case-step-promise = { $department }答应你
own-case-step-agree = 你回了部门，能告诉平台什么
own-case-step-resume = { $department }接着办
own-case-step-extend = 难办，答复的日子往后延了
own-case-step-contact-platform = { $department }找平台核实
own-case-step-answer = { $department }答复
own-case-step-settle = { $department }办完了
own-case-step-confirm = { $mine ->
    [yes] 你说
   *[no] 报的人说
 }解决了
own-case-step-rate = 你打了分
own-case-step-reopen = { $mine ->
    [yes] 你说
   *[no] 报的人说
 }没解决，{ $to }重新办
own-case-step-close = 到时间了，没收到回话，结束
own-case-step-add = 你补充了
own-case-step-join = 又有人也报了
own-case-step-withdraw = 撤回了
own-case-step-ask-reveal = { $department }想知道你是谁
own-case-step-refuse-reveal = 你没同意公开身份
own-case-step-urge-reveal = 领头的部门一个人提出：可能有生命危险，要看你是谁
own-case-step-reveal = { $how ->
    [danger] 领头的部门第二个人同意了，看了你是谁
   *[agreed] 你同意公开身份
 }
own-case-step-evidence-kept = 收好了 { $count } 份材料
own-case-step-evidence-refused = { $count } 份材料没收成
own-case-step-remove-evidence = 你删了材料
own-case-step-release-evidence = 你同意把文件原样给部门看

## Adding

own-case-add = { $number }，补充什么？打字，或者发照片、截图、录音、文件，可以一次发几样。
own-case-answer-how = 打字回答，照片、录音、文件也行。
own-case-files = 一份最大 { $most_mb } MB，压缩包不收。
    .telegram =
        一份最大 { $most_mb } MB，压缩包不收。
        照片用“文件”发，才是原图。
    .wechat =
        一份最大 { $most_mb } MB，压缩包不收。
        发图时勾上“原图”，清楚些。
own-case-added = 补上了。
own-case-answered = 回答交给部门了。
own-case-more = 还有就接着发，没有了选“发完了”。
own-case-edited = 交上去的改不了。要改，重新说一句就行。
own-case-not-that = 这个用不上。打字，或者发照片、录音、文件。

## Evidence

own-case-pieces-of = { $number } 的材料：
own-case-pieces-none = { $number } 还没有材料。
own-case-pieces-remove = 要删哪份，选它的编号。
own-case-piece = { $number }. { $kind ->
    [image] 图片
    [audio] 录音
    [video] 视频
   *[file] 文件
 }　{ $time }　{ $state ->
    [removed] 已删
    [refused] 没收，格式不对
    [lost] 没取到，请重发
    [waiting] 正在取
   *[kept] { $form ->
        [compressed] 压缩过
       *[original] 没压缩
    }
 }
own-case-remove = 删掉这份吗？部门也看不到了，找不回来。记录里只留它的编号和校验码，说明收到过、你删了。
own-case-released = 第 { $number } 份，部门能看了。
own-case-removed = 第 { $number } 份删掉了。

## Receipt

own-case-receipt-file = 收条-{ $number }.txt
own-case-receipt =
    收条，存好。只证明我们什么时候收到了什么，不证明内容属实。
    真假谁都能查，改一个字就对不上。

## Withdrawing

own-case-withdraw =
    撤回 { $number }（{ $type }）吗？
    撤回后部门不再办，不能恢复；还想办，要重新交。
    记录和材料再留 { $kept }，到时候删。
own-case-days = { $count } 天
own-case-years = { $count ->
    [one] 1
   *[other] { $count }
} 年
own-case-leave =
    { $number }（{ $type }）还有别人也报了，部门会接着办。
    退出后，这件的进展不再告诉你{ $mine ->
        [yes] ，你也不能再补充；交过的内容和材料留在里面
       *[no] {""}
    }。退出吗？
own-case-withdrawn = { $number } 撤回了，部门不再办。
own-case-left = 你退出了 { $number }，不再告诉你它的进展。

own-case-button-open = 进度
own-case-button-more = 更多
own-case-button-back = 返回
own-case-button-all = 全部进度
own-case-button-add = 补充
own-case-button-answer = 回答
own-case-button-pieces = 看材料
own-case-button-receipt = 收条
own-case-button-check = 查真假
own-case-button-reveal = 部门想知道你是谁
own-case-button-story = 全部经过
own-case-button-earlier = 更早的
own-case-button-withdraw = 撤回
own-case-button-leave = 退出
own-case-button-withdraw-yes = 撤回这件
own-case-button-leave-yes = 退出这件
own-case-button-withdraw-no = 先不
own-case-button-remove-yes = 删掉
own-case-button-release = 原样给部门
own-case-button-remove-no = 不删
own-case-button-done = 发完了
case-news-file = { $number }：部门发来一个文件。
case-button-open-file = 打开文件
case-button-files = 部门发的文件 { $count }
case-files = 部门发给你的。点数字打开：
case-files-none = 部门还没发过文件。
case-file = 部门发给你的文件。
