### What was read in a picture, shown for one tap that confirms it. A picture's own words are always quoted.

picture-form =
    图里读到这些，对不对？
    { $facts }
    { $doubtful ->
        [none] 都对就点一下，我填进去。
       *[other] 还有 { $doubtful } 样看不太准，等下单独问你。
    }
picture-doubtful = 图里的字看不太准，我不敢替你填。猜的放在每一题下面，对就点一下，不对你自己说。
picture-text =
    图里写着：“{ $text }”
    要拿这段话当“{ $asked }”的回答吗？
picture-case =
    这张图像是“{ $type }”，读到：
    { $facts }
    { $doubtful ->
        [none] 要投诉吗？点一下，这些就不用再填。
       *[other] 要投诉吗？还有 { $doubtful } 样看不太准，填的时候问你。
    }
picture-paper = 这是{ $title }吧，{ $year } 年 { $month ->
    [m1] 1
    [m2] 2
    [m3] 3
    [m4] 4
    [m5] 5
    [m6] 6
    [m7] 7
    [m8] 8
    [m9] 9
    [m10] 10
    [m11] 11
   *[m12] 12
 } 月 { $day } 日到期。对的话点一下，到期前提醒你。
picture-paper-undated = 这是{ $title }吧，到期那天没看清。告诉我哪天，到期前提醒你。
picture-looking = 图收到，正在看，几秒钟。
picture-put-in = { $count ->
    [none] 图里的都填过了。
    [one] 填上了 1 样。最后还会让你看一遍。
   *[other] 填上了 { $count } 样。最后还会让你看一遍。
}
picture-guessed = 图上像是的，放在题目下面，对就点。
picture-gone = 这张图过了时间，再发一次。

picture-button-right = 对，填进去
picture-button-wrong = 不对，我自己填
picture-button-ask = 好，一样样问我
picture-button-text = 用这段话
picture-button-no-text = 不用，我自己说
picture-button-case = 要投诉，填进去
picture-button-paper = 对，记下来
picture-button-other-day = 不是这天
picture-button-day = 说到期的日子
picture-button-perhaps = 图上像是 { $answer }
picture-button-blacken = 涂黑再给部门
picture-button-plain = 不涂，原样给部门

# --- what in it says who somebody is ---
picture-traces = 第 { $number } 份图里认得出你的：{ $traces }。
picture-traces-black = 第 { $number } 份给部门的那份，涂黑了：{ $traces }。
picture-traces-more = 字、人脸、头像我尽量找，背景里的东西认不出，侧脸和太小的脸会漏。你自己再看一眼。原图封存着，部门看不到。
picture-blackened = 好，给部门的那份涂黑了，原图封存着。
picture-plain = 好，这一份部门看得到原样了。
picture-and = 、
picture-trace = { $kind ->
    [name] 姓名
    [phone] 电话
    [order] 订单号、编号
    [identity] 证件号码
    [plate] 车牌
    [face] 人脸
    [avatar] 头像、小照片
   *[address] 地址
}
case-evidence-traces = { $number }：你匿名交的第 { $piece } 份图里，认得出你的有：{ $traces }。要涂黑再给部门吗？
case-evidence-blackened = { $number }：你匿名交的第 { $piece } 份图里，认得出你的有：{ $traces }。给部门的那份已经涂黑，原图封存着。
