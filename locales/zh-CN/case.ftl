### Cases: what is told of one, wherever it shows.

case-state-filed = 已提交，等部门接收
case-state-accepted = 部门在办
case-state-waiting-worker = 等你补充
case-state-answered = 有答复了
case-state-settled = 办完了，等你确认
case-state-reopened = 重新办理
case-state-closed = 已结束
case-state-withdrawn = 已撤回

# What a case says, and what a worker is told of it.

case-fact = { $asked } { $answer }
case-money = { $yuan } 元

case-news-taken = { $number }：{ $department }接收了，经办人{ $name }。
case-news-taken-urgent = { $department }的{ $name }看到了，正在给你写。
case-news-said-urgent = { $department }的人：“{ $text }”直接打字就能回。
case-news-asked = { $number }：{ $department }问你：“{ $text }”点“回答”就能回。
case-news-transferred = { $number }：{ $before }转给{ $department }了，原因：“{ $text }”。答复的日子不变。
case-news-extended = { $number }：这件难办，{ $department }要多几天，最晚 { $by }答复。原因：“{ $text }”
case-news-promised = { $number }：{ $department }答应 { $by }前：“{ $text }”
case-news-answered = { $number }：{ $department }答复：“{ $text }”
case-news-settled = { $number } 办完了：“{ $text }”解决了吗？
case-news-contact = { $number }：{ $department }要找{ $platform ->
    [none] 平台
   *[other] { $platform }
 }核实。{ $disclosure ->
    [order] 会告诉平台你这一单的订单号，平台能查到是你。
    [contact] 会告诉平台你的订单号和电话，平台会知道是你。
   *[nothing] 只说有人反映了这件事，不给订单号，也不说是谁。
 }同意吗？

case-button-look = 看详情
case-button-solved = 解决了
case-button-not-solved = 没解决
case-button-satisfied-yes = 满意
case-button-satisfied-so-so = 一般
case-button-satisfied-no = 不满意
case-button-agree = 同意
case-button-disagree = 不同意
case-button-yes = 是
case-button-meant = { $type }　{ $number }
case-button-meant-none = 都不是

case-solved = { $number } 解决了就好，这件结束了。
case-satisfied = 对处理满意吗？
case-rated = { $how ->
    [yes] 记下了。有别的事再找我。
   *[other] 记下了，会算进这个部门的满意率。有别的事再找我。
 }
case-why-not-solved = 哪里没解决？说一句，转给牵头部门重新办（只能重办一次）。
case-reopened = { $number } 重新办，转给{ $department }了。
case-not-solved-again = { $number } 已经重办过一次，不能再重办。你说的“没解决”记下了；可以打 12345，报这个编号。
case-contact-agreed = 好，部门会按说好的找平台。
case-evidence-refused = { $number ->
    [none] {""}
   *[other] { $number }：
}你发的材料有一份没收成。{ $reason ->
    [archive] 是压缩包，解开后把里面的照片、文件一个个发来。
    [program] 是程序文件，收不了。发照片、录音、视频、PDF 或 Word、Excel 文件。
    [too_large] 太大，最多 { $most_mb } MB。视频剪一段要紧的发来，或者发截图。
    [empty] 是空的，再发一次。
    [lost] 没取到，再发一次。
   *[unknown] 这种文件收不了。发照片、录音、视频、PDF 或 Word、Excel 文件。
}
case-evidence-unreadable = { $number ->
    [none] {""}
   *[other] { $number }：
}第 { $piece } 份图片打不开，部门看不到。换一张再发。
case-evidence-uncleanable = { $number }：第 { $piece } 份文件里面可能写着你的名字，我去不掉，还没给部门看。要原样给吗？不想给，就把内容截屏发来。
case-contact-refused = 好，什么都不会告诉平台。部门会换个办法。
case-answer-taken = { $number }：回答交给部门了。
case-added = { $number }：补上了。
case-meant-one =
    “{ $said }”
    这是回答 { $number }（{ $type }）的吗？
case-meant-which =
    “{ $said }”
    这是回答哪一件的？
case-meant-file = 这个文件是回答 { $number }（{ $type }）的吗？
case-meant-file-which = 这个文件是回答哪一件的？
case-meant-none = 好，没有交给部门。
case-nothing-waits = 现在没有等你回答的。要补充，到“进度”里点开那一件。
