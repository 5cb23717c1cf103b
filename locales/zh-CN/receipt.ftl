### The receipt of a case: a text file, signed at its end.

receipt-title = { $city } 暖新 收条
receipt-number = 编号：{ $number }
receipt-type = 类型：{ $type }
receipt-department = 转给：{ $department }
receipt-received = 收到时间：{ $time }
receipt-content = 内容 SHA-256：{ $sha256 }
receipt-piece = 材料 { $number }（{ $form ->
    [compressed] 聊天压缩图
   *[original] 原文件
 }，{ NUMBER($size, useGrouping: 0) } 字节{ $removed ->
    [yes] ，已删除
   *[no] {""}
 }）SHA-256：{ $sha256 }
receipt-piece-waiting = 材料 { $number }：还在接收
receipt-head = 办理记录第 { $number } 条 SHA-256：{ $hash }
receipt-line = { $state ->
    [made] 已封入 { $day } 的每日封存，公布在本服务网址的 /seals。
    [comes] 会封入 { $day } 的每日封存，公布在本服务网址的 /seals。
   *[first] 会封入下一次每日封存，公布在本服务网址的 /seals。
 }
receipt-meaning = 这份凭证只证明本服务在什么时候收到了什么，不证明内容属实，也不代替仲裁、诉讼或其他申请。
receipt-check = 下一行是签名。改动任何一个字，签名就对不上。公钥在本服务网址的 /receipt-key。
receipt-sample = 示例城市，部门都是编的。

# What the page that checks one answers.
receipt-checked-good = 是本服务出的，没有改动。编号 { $number }。
receipt-checked-standing = { $state ->
    [sealed] 办理记录还和凭证一致，已封入 { $day } 的每日封存。
    [waits] 办理记录还和凭证一致，还没到每日封存的时候。
    [forgotten] 这件已过保存期，删了。每日封存里没有凭证上的这一条。
   *[other] 注意：现在的办理记录和凭证不一致。留好凭证，去问经办部门。
 }
receipt-checked-bad = 对不上：不是本服务出的，或者改过。到聊天里重新要一份再查。
