### Places stay true: what is known is checked, changed by the word of people, and shut for days.

## How it is said

place-access = { $access ->
    [open] 直接进
    [ask] 跟里面的人说一声
    [code] 要密码或者扫码
    [id_card] 刷身份证
    [app] 用 App 开门
   *[customers] 买东西的才能用
}
place-access-noted = { $access }（{ $note }）
place-card-access = 怎么进：{ $access }
place-closure = { $days ->
    [one] { $first }关门
   *[more] { $first }–{ $last }关门
}{ $reason ->
    [none] {""}
    [holiday] ：放假
    [repair] ：装修、维修
   *[other] ：{ $reason }
}
place-checked = { $date }核实过{ $by ->
    [host] ，管这里的人说的
    [rider] ，去过的骑手说的
    [staff] ，部门说的
   *[import] {""}
}
place-unchecked = 好久没人核实了，可能变了。
place-list-unchecked = { $which ->
    [all] 上面这些好久没人核实了，可能变了。
   *[some] 第 { $numbers } 个好久没人核实了，可能变了。
}
place-fact = { $what ->
    [kind] 类型
    [name] 名字
    [position] 位置
    [district] 区
    [address] 地址
    [needs] 服务
    [phone] 电话
    [note] 备注
   *[details] 其他
}：{ $value ->
    [none] 没有
   *[other] { $value }
}
place-value-none = 还不清楚
place-value-closed = { $value ->
    [gone] 没有了
   *[there] 还在
}
place-hours-and = ，
place-hours-days = { $days ->
    [all] 每天
    [one] { $first }
   *[more] { $first }到{ $last }
}{ $times ->
    [none] 不开
   *[other] {" "}{ $times }
}

## The question after a visit

place-visit = { $what ->
    [hours] { $place }，还是{ $value }吗？
   *[access] 进{ $place }，还是{ $value }吗？
}点一下，后面的人不白跑。
place-visit-yes = 是
place-visit-no = 不是
place-visit-not-there = 没去
place-still-so = 记下了：今天核实过。
place-was-not-there = 好，不问了。
place-changed-meanwhile = 刚有人改过，现在是这样：

## What is different

place-button-different = 时间、进门不对
place-different = { $place }登记的时间：{ $hours }。现在几点开？直接打，像“9点到21点”“周一到周五8点到18点”。
place-hours-unread = 没看懂这个时间。
place-hours-right = { $place }改成：{ $hours }。对吗？
place-button-hours-right = 对
place-button-hours-again = 重打
place-button-access = 进门办法变了
place-button-gone = 这里没有了
place-ask-access = 现在怎么进{ $place }？点一个；还要说一句就打字，像“从侧门进，找保安开门”。
place-ask-gone = { $place }真的没有了？改了以后就查不到了。
place-button-gone-sure = 没有了
place-heard-changed = 改好了：{ $place }，{ $value }。大家查到的已经是新的。
place-heard-as-known = 登记的就是这样。记下了：今天核实过。
place-heard-noted = 记下了，也问了管这里的人。他们点头，或者再有一个人这么说，就改。是你说的只记 30 天，用来数人。
place-heard-not-counted = 谢谢。你刚来不久，或者还没点“同意”，这次先不算。过一小时再说一遍就行。

## The picture

place-button-photo = 看照片
place-photo-gone = 照片还没到，或者撤了。

## For whoever runs it

place-host-button-facts = 核实资料
place-host-facts = { $place }，骑手看到的：
    平时：{ $hours }
    怎么进：{ $access }
    照片：{ $photo ->
        [some] 有
       *[none] 没有
    }
    { $checked }
place-host-button-right = 都对
place-host-button-photo = 换照片
place-host-button-changes = 改过什么
place-host-ask-photo = 拍一张门口的照片发过来，别拍到人。骑手照着找门。
place-host-photo-unfit = 这个用不了。发一张照片，10 MB 以内。
place-host-photo-done = 收到了，过一会儿骑手就能看到。
place-host-news-claim = 有骑手说{ $place }{ $what ->
    [hours] 现在是{ $value }
    [access] 现在这样进：{ $value }
   *[closed] 没有了
}。对吗？
place-host-button-so = 对，改过来
place-host-button-still = 不对
place-host-claim-taken = 改好了，骑手查到的已经是新的。
place-host-claim-refused = 好，照原来的。记下了：今天核实过。
place-host-news-changed = { $place }改了{ $by ->
    [rider] （两个骑手都这么说）
    [host] （管这里的人改的）
   *[staff] （部门改的）
}：{ $what ->
    [hours] { $value }
    [access] { $value }
    [closed] { $value }
   *[other] { place-fact }
}。不对就点撤回。
place-host-button-undo = 撤回
place-host-button-undo-one = 撤回 { $number }
place-host-changes = 最近改过的，新的在前：
place-host-changes-none = 还没人改过。
place-host-change = { $number }. { $date }，{ $by ->
    [rider] 骑手
    [host] 驿站
    [staff] 部门
   *[import] 导入
}：{ $before } → { $after }{ $undone ->
    [yes] （撤回了）
   *[no] {""}
}
place-host-undone = 撤回了，{ $place }现在是：{ $value }。
place-host-ask-why = 为什么关？骑手会看到。点一个，或者打几个字。
place-host-button-why = { $why ->
    [holiday] 放假
    [repair] 装修、维修
   *[none] 不说
}
place-host-done-why = 记下了，骑手看得到。
place-host-which-ends = 哪几天不关了？

## A suggested place

staff-button-make-place = 加到地图上
staff-place-outcome = { $place }加到暖新地图上了，骑手现在就能查到。谢谢你告诉大家。
staff-place-made = 加好了：{ $place }，编号 { $code }，{ $needs ->
    [none] 没看出有什么服务，请导入名录时补上
   *[other] 有{ $needs }
}。这件也办结了。
