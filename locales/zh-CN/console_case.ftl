### The console's page of a case.

console-case-side = 能做什么
console-case-viewer = 证据
console-case-filer = { $pseudonym ->
    [none] 实名
   *[other] 匿名，代号 { $pseudonym }
}
console-case-filed = { $at } 提交
console-case-reporters = { NUMBER($count, useGrouping: 0) } 个人报的
console-case-clock = { $state ->
    [paused] 时间停着，等当事人
   *[over] 不用再赶时间
}
console-case-facts = 说了什么
console-case-facts-none = 没有填别的。
console-case-pieces = 证据 { NUMBER($count, useGrouping: 0) } 件
console-case-piece-ours = 部门发的
console-case-piece-waits = { $why ->
    [due] 正在去掉拍摄信息，一会儿能看
    [unreadable] 这张打不开，已经请当事人重发
   *[held] 可能看得出是谁，当事人还没同意给你们看
}
console-case-story = 全部经过
console-case-related = { $kind ->
    [spot] 同一个地方的
    [platform] 同一个平台、同一类的
   *[filer] 同一个人实名交的
}
console-case-related-all = 没办完的都列出来，一起办
console-case-related-line = { $type }，{ $state }，{ $at }
console-case-other = { $name }{ $what ->
    [writes] 正在写
   *[looks] 也在看
}
console-case-gone = 这件现在归别的部门了，或者删掉了。回列表看看。

## What can be done

console-case-decide = 等你定的
console-case-acts = 现在能做的
console-case-more = 更多
console-case-begun = 没写完
console-case-back = 回到这件

## Forms

console-case-choose = 选一个
console-case-to-department = 哪个部门
console-case-to-colleague = 交给谁（手上几件）
console-case-day = { $what ->
    [promise] 哪天前做到
   *[other] 哪天前要回
}
console-case-shares = 给他们看什么
console-case-share = { $what ->
    [facts] 这句话，加上填的内容
    [evidence] 这句话、填的内容和证据
   *[words] 只有这句话
}
console-case-disclosure = 告诉平台什么
console-case-gate-name = 哪个小区、哪个门
console-case-write-ask = 问当事人什么？他只看到部门，看不到你的账号。
console-case-write-urgent = 直接写，他马上看到。
console-case-write-answer = 怎么答复当事人？
console-case-write-settle = 结果是什么？用一句话告诉当事人，他来确认解决没有。
console-case-write-note = 备注什么？只有同事看得到。
console-case-write-promise = 答应当事人什么？比如“给你核实结果”。
console-case-write-ask-extension = 为什么要延期 { $days } 个工作日？负责人批了，当事人会看到这个原因。
console-case-write-transfer = 为什么转过去？当事人和那个部门都会看到。
console-case-write-assist = 请他们帮什么？答复当事人还是你来。
console-case-write-contact-platform = 平台只会知道当事人同意说的。
console-case-write-assign = 换一个人办，期限不变。
console-case-write-order = 要{ $to }做到什么、说明什么？当事人看不到。
console-case-write-answer-order = 怎么回督办？牵头部门会收到。
console-case-write-ask-reveal = 为什么要知道是谁？当事人会看到这句话，同意了才公开。
console-case-write-urge-reveal = 为什么说有生命危险？另一位确认后打开，当事人会看到这句话。
console-case-write-sign-back = 为什么退回？写的人会看到。
console-case-write-sign-change = 改成这样，再由另一个人点头：
console-case-write-tell-gate = 门岗要什么？人人能看，别写是谁反映的。
console-case-send-answer = 这就是答复，发给当事人
console-case-send-say = 先说一声，还在办
console-case-send-contact = 记下：现在联系平台
console-case-send = { $to ->
    [worker] 发给当事人
    [note] 记下
    [ask-extension] 交给负责人批
    [transfer] 转过去
    [assist] 发给那个部门
    [assign] 交给他
    [contact-platform] 问当事人同不同意
    [order] 督办
    [sign-back] 退回
    [tell-gate] 发给大家看
   *[other] 发出
}
console-case-contact = { $state ->
    [waiting] 已经问了当事人，还没回。要换个问法，再选一个。
    [refused] 当事人没同意。可以换一个再问。
   *[none] 找平台核实前先问当事人：能告诉平台什么？
}
console-case-contact-agreed = 当事人同意了：{ $disclosure ->
    [order] 可以给平台订单号，不能给电话。
    [contact] 可以给平台订单号和电话。
   *[nothing] 只能说有人反映，订单号、电话都不能给。
}
console-case-insert = { $canned ->
    [yes] 打 :: 选现成的话，打 ?? 加词查政策。
   *[no] 打 ?? 加词查政策。
}
console-case-canned = 现成的话
console-case-list-back = ← 回列表
console-case-canned-holding = （先说一声）
console-case-article = { $answer }（《{ $title }》）
console-case-list = 能放进来的话
console-case-kept = 存着了
console-case-not-kept = 没存上，先别关页面

## Evidence

console-case-piece-before = 上一件
console-case-piece-after = 下一件
console-case-piece-close = 回到诉求
console-case-piece-open = 打开文件
console-case-piece-clean = 这是去掉了拍摄地点、时间、设备和作者的。
console-case-piece-not-here = 这件还没到，或者已经删了。
console-case-draw = 涂黑
console-case-draw-undo = 去掉最后一块
console-case-draw-save = 存下涂黑
console-case-draw-look = 看涂黑的那份
console-case-draw-how = 按“涂黑”，在图上拖出方块；键盘用方向键移动，加 Shift 改大小，回车放下。给外面的是涂黑的，原件不变。
console-case-drawn = { $state ->
    [due] 正在涂黑
    [kept] 给外面的已涂黑
   *[unfit] 涂不了，不能给外面
}
console-case-original = 要看原件
console-case-original-why = 为什么要看原件？会记在你的操作记录里，负责人看得到。
console-case-original-ask = 记下，打开原件
console-case-original-open = 打开原件
console-case-original-for = 半小时内能看。

## Who filed, and who looked

console-case-filer-title = { $number } 是谁交的
console-case-looks = 谁看过 { $number }
console-case-looks-link = 谁看过这件
console-case-look-at = 时间
console-case-look-who = 谁
console-case-look-what = 看了什么
console-case-look = { $what ->
    [piece] 证据 { $piece }
    [original] 证据 { $piece } 原件：“{ $why }”
    [identity] 当事人是谁
   *[case] 诉求
}

## Help for another department

console-assist-title = 协办 { $number }（{ $type }）
console-assist-asked = { $department }请你们协办，{ $day }前回。
console-assist-state = { $state ->
    [answered] 已经回了
    [open] 还没回
   *[over] 这件结束了
}
console-assist-answered = 回了：
console-assist-write = 怎么回？会发给经办人，当事人由他们答复。
console-assist-send = 回给他们

## Done

console-done-case-take = { staff-done-take }
console-done-case-take-over = { staff-done-take-over }
console-done-case-resume = { staff-done-resume }
console-done-case-ask = 问了。当事人的回答会出现在经过里。
console-done-case-answer = { staff-done-answer }
console-done-case-say = { staff-done-say }
console-done-case-settle = { staff-done-settle }
console-done-case-note = { staff-done-note }
console-done-case-promise = { staff-done-promise }
console-done-case-ask-extension = { staff-done-ask-extension }
console-done-case-extend = { staff-done-extend }
console-done-case-refuse = { staff-done-refuse }
console-done-case-assist = { staff-done-assist }
console-done-case-order = { staff-done-order }
console-done-case-answer-order = { staff-done-answer-order }
console-done-case-transfer = 转过去了，当事人会收到通知。
console-done-case-transfer-nobody = 转过去了，那边还没有人加入，牵头部门会先接。
console-done-case-assign = 交给他了，他会收到通知。
console-done-case-contact-asked = { staff-contact-asked }
console-done-case-contact-platform = 记下了，现在可以联系平台。
console-done-case-handed-in = { staff-done-handed-in }
console-done-case-signed = { staff-done-signed }
console-done-case-sent-back = { staff-done-sent-back }
console-done-case-changed = { staff-done-changed }
console-done-case-ask-reveal = { staff-done-ask-reveal }
console-done-case-urge-reveal = 写下了。请牵头部门的另一位同事打开这件确认。
console-done-case-confirm-reveal = { staff-done-confirm-reveal }
console-done-case-place = 加上了，这件也办结了。
console-done-case-gate = 发出去了，大家现在查得到。
console-done-case-original = 记下了，可以打开原件。
console-done-case-drawn = 存下了，正在涂黑。
console-done-case-drawn-none = 涂黑的都去掉了。
console-done-case-assisted = { staff-assist-done }

## Keys

console-keys = 按键
console-keys-close = 关上
console-keys-help = 看有哪些按键
console-keys-search = 找诉求
console-keys-rows = 上一行、下一行
console-keys-open = 打开这一行
console-keys-check = 勾选这一行
console-keys-answer = 答复
console-keys-ask = 问当事人
console-keys-settle = 办结
console-keys-note = 备注
console-keys-take = 接收、接过来办
console-keys-transfer = 转办
console-keys-send = 发出正在写的
console-keys-go = 先按 g，再按：去各个地方
