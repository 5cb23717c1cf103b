### A case is filled in: found, asked question by question, looked over, filed.

# --- what people type, between bars ---
filing-skip-words = 跳过|略过|不填|skip
filing-nothing-words = 没有|没|无|没有了|不知道|不清楚|不晓得|记不清|记不清了|不记得|不记得了|记不得了|想不起来|想不起来了|忘了|忘记了|找不到|找不到了|没留|冇|冇有|没单|没截|没存|没有订单号|没订单号|没有单号|没单号|没有编号|没有号码|没有电话|none|no
filing-nothing-parts = 没有|冇|没得|无订单|无单号|没单|不知道|不清楚|不晓得|不记得|记不|忘了|忘记|想不起|找不|查不到|查不了|看不到|看不见|没留|没存|没记|没拍|没保存|没号|没订单|没单号|删了|丢了|弄丢
filing-done-words = 发完了|好了|完了|发好了|没了|没有了|完成|就这些|就这些了|done
filing-no-evidence-words = 没有截图|没截图|没有图|没图|没有照片|没照片|没拍|没拍照|没录音|没有录音|没有证据|没证据|没有材料|没材料|我没有|我没有截图|我没截图|我没有照片|我没有证据|暂时没有|现在没有|手上没有|先没有
filing-back-words = 上一题|返回|后退|上一步|不改了|back|previous
filing-yes-words = 要|要得|嗯哼|无误|没得错|没得问题|么问题|冇错|啱|对着|就是这个|对吧|对哦|对对的|是这个|就这个|就是这个|就是这天|是这天|就这天|是那天|没毛病|中|得|成|妥|恩|昂|哎|唔|係|系|系啊|y|yes|对劲|说得对|你说得对|准确|不错|没有错|可|可以啊|同意|💯|✅|✔|☑|🙆|🆗|👌|👍|要的|对|对的|对对|是|是的|好|好的|嗯|嗯嗯|行|可以|没错|对对对|对啊|对呀|对滴|对头|是啊|是滴|是这样|就是|正确|没问题|没毛病|好嘞|好呀|好吧|行啊|可以的|嗯嗯嗯|嗯呢|嗯对|确认|确定|對|對的|👍|👌|🆗|接着填|要，接着填|yes|ok
filing-save-words = 先存着|存着|保存|先存|save|save for later

# --- which ---
filing-which = { $group }，是哪方面的事？选一个，或者直接说。
filing-which-city = 看到什么了？选一个，或者直接说。
filing-sounds-like = 听着像“{ $type }”。要交给部门办吗？
filing-sounds-like-known = 是“{ $type }”的事吧：{ $told }。要交给部门办吗？
filing-begins = { $type }。一次问一样，随时能停，存着下次接着填。
filing-begins-known = { $type }。你说过的就不再问了。
filing-begun = 上次没填完：{ $draft }。
filing-draft = { $type }，{ $day }填的
filing-unfinished = 没填完的：
filing-unfinished-none = 没有填了一半的。

filing-button-begin = 要，接着填
filing-button-submit-this = 📝 要提交：{ $type }
filing-button-another-type = 不是这个
filing-button-more = 更多
filing-button-continue = 接着填
filing-button-new = 重新填一份
filing-button-unfinished = 📝 接着填：{ $type }
filing-button-unfinished-all = 📝 没填完的 { $count } 份

# --- a question ---
filing-question = （{ $place }/{ $of }）{ $question }
filing-place-button = 点下面的按钮发位置，或者打字。
filing-place-text = 把位置发给我，或者打字。
    .wechat = 点左下“+”→“位置”发给我，或者打字。
filing-evidence = { filing-evidence-sizes }
    .telegram = 用“文件”发最清楚，当照片发会被压缩。{ filing-evidence-sizes }
    .webchat = 照片、录音、视频、文件都能发，原样收下。{ filing-evidence-sizes }
    .wechat = 发图时勾上“原图”。{ filing-evidence-sizes }
filing-evidence-sizes = 一份最大 { $most_mb } MB，压缩包不收。
filing-before = 现在填的是：{ $answer }
filing-pieces-so-far = 已收 { $count ->
    [one] 1
   *[other] { $count }
 } 份。还有就接着发，没有了选“发完了”。
filing-received = 收到{ $count ->
    [unsaid] {""}
    [one] {" "}1 份
   *[other] {" "}{ $count } 份
 }。还有就接着发，没有了选“发完了”。
filing-more = 还有就接着发，没有了选“发完了”。
# Of an album of which a part was refused.
filing-album = { $taken ->
    [none] 一份都没收下：
    [one] 收到 1 份。没收下的：
   *[other] 收到 { $taken } 份。没收下的：
}
    { $refused }
filing-part-refused = { $name }：{ $why }
filing-is-it = 你说的是 { $answer }，对吗？
filing-noted = 记下了：{ $answer }。
filing-others = 这 7 天里，至少 { $count } 个人说了这个平台同样的事。

filing-button-skip = 跳过
filing-button-nothing = 没有
filing-button-done = 发完了
filing-button-hint = 在哪里找？
filing-button-back = 上一题
filing-button-unchanged = 返回
filing-button-article = 先看怎么办
filing-button-save = 先存着
filing-button-right = 对
filing-button-wrong = 改
filing-button-today = 今天
filing-button-yesterday = 昨天
filing-button-day-before = 前天
filing-button-position = 📍 发送位置
filing-button-no-spot = 都不是，就按我打的写

# --- what is said of an answer ---
filing-sum-unread = 没看懂是多少钱。打个数，比如“50”“一千二”。
filing-date-unread = 没看懂是哪天。说“昨天”“11月3号”都行。
filing-date-impossible = 没有这一天，看看日历再说一遍。
filing-choice-unread = 没对上，这题选下面一个。说别的事，先回首页，填的都在。
filing-text-only-a-number = 这题要你用字说，光一个数看不懂。要选下面的，就照下面写的回。
filing-press-below = 都填完了，还没提交。没问题就选下面的。
filing-change-how = 哪样不对，就说“改 2”这样的数。
filing-not-that = 这个用不上。
filing-no-position = 这一题不用位置。
filing-no-evidence-here = 这一类不收照片、录音。
filing-file-kept-aside = 收下了，放进材料里。这一题还要你选一下，或者打字：
filing-sent-first = 收到{ $count ->
    [one] {""}
   *[other] { " " }{ $count } 份
 }，先替你留 1 小时。是什么事？选一个，或者直接说一句。
filing-sent-put-in = 你先发的{ $count ->
    [one] {""}
   *[other] { " " }{ $count } 份
 }放进材料里了。
filing-caption-kept = 下面配的字也收下了，单独存成一份材料。
filing-label-evidence = 材料
filing-evidence-no-words = 这一步收照片、录音、文件。
filing-edited = 前面那一题改好了。
filing-edited-unknown = 看不出改的是哪一题。填完以后能一样样改。
filing-which-spot = 是哪里？

filing-skipped = 没填
filing-none = 没有
filing-pieces = { $count ->
    [one] 1
   *[other] { $count }
 } 份
filing-address = { $address }（{ $name }）
filing-near = { $spot }{ $direction } { $distance }
filing-spot = 地图上的一点
filing-spot-in = { $district }，地图上的一点
filing-day-of-year = { $year } 年 { $day }

# --- the same spot ---
filing-similar = 附近有人报过同样的，是这个吗？
filing-similar-several = 附近有人报过同样的，是其中哪个吗？
filing-similar-line = { $place }. { $type }　{ $distance_m } 米　{ $day }报的　{ $count } 个人　{ $state }
filing-button-join = 是，算我一个
filing-button-not-that = 不是，接着填
filing-joined =
    算上你了，{ $number }，现在 { $count } 个人。不用再填。
    有进展就告诉你。

# --- put aside, thrown away ---
filing-saved = 存好了：{ $type }。什么时候接着填都行，在首页就能看到。
filing-discard = 删掉没填完的“{ $type }”吗？填的和发的材料都没了。
filing-discarded = 删掉了。
filing-button-discard = 不报了，删掉
filing-button-discard-yes = 删掉
filing-button-discard-no = 不删

# --- the review ---
filing-review = 看一下，{ $type }：
filing-answer-line = { $number }. { $question }　{ $answer }
filing-goes-to = 交给：{ $department }
filing-which-change = 改哪一项？
filing-button-change = 改一项
filing-button-named = 实名提交
filing-button-anonymous = 匿名提交
filing-button-submit = 提交

filing-anonymous =
    匿名：部门看不到你是谁，问你、告诉你进度，还是发到这里。
    { $given_away ->
        [both] 不过订单号和截图可能认得出你，要遮一下吗？
        [order] 不过订单号可能认得出你，要去掉吗？
        [evidence] 不过截图、照片可能认得出你，要遮一下吗？
       *[words] 看看你写的字里，有没有名字、电话。
    }
filing-button-anonymous-yes = 就这样，匿名提交
filing-button-without-order = 去掉订单号
filing-button-without-evidence = 去掉材料，遮好再发
filing-order-out = 订单号去掉了。
filing-evidence-out = 材料都去掉了。遮好名字、头像再发：选“改一项”。

filing-named = 实名：{ $department }会看到你的聊天账号，还有你填过的职业、常跑的区。交了就改不回匿名。
filing-sharing =
    { $data ->
        [health] 里面有你的健康、受伤情况
       *[other] 里面有你的家庭、身份情况
    }，要另外问你一句：
    同意把这份交给{ $department }吗？只用来办这件事。不同意就交不了，可以先存着。
filing-button-sharing-yes = 同意，交给{ $department }
filing-button-sharing-no = 先不交

# --- filed ---
filing-filed = 收到了，编号 { $number }。
filing-next = 转给{ $department }。{ $accept }前说办不办，{ $answer }前答复。每一步我都告诉你。
filing-pseudonym = 部门看到的是“匿名，代号 { $pseudonym }”。
filing-no-arbitration = 在这里投诉不等于申请劳动仲裁，仲裁有期限，别等。拿不准打 12348。
filing-button-progress = 查进度
filing-button-add = 补充材料
filing-button-receipt = 收条
