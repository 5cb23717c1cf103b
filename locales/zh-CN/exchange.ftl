### Cases that a department files for somebody, work orders of other systems, duplicates.

## Steps, as staff and workers read them

staff-step-claim = 当事人用领取码接过去了
staff-step-merge = { $name }并到 { $other }
staff-step-followed = { $name }把 { $other } 并到这件
staff-step-link = { $name }关联 { $other }
staff-step-return = { $name }退回工单
own-case-step-claim = 你用领取码接过来了
own-case-step-merge = { $department }：和另一件说的是同一件事，并到那件办

## News

case-news-merged = { $number }：{ $department }说这件和 { $first } 是同一件事，并过去一起办。往后那件有消息会告诉你。
staff-news-claimed = { $number } 当事人用领取码接过去了，往后直接发消息给他。
staff-news-returns =
    { $count } 件工单该退回了：
    { $lines }{ $more ->
        [none] {""}
       *[other] {""}
            还有 { $more } 件，点“待办”看。
    }

## A claim code, typed in the chat

claim-done = 接上了，{ $number } 往后在这里跟进。
claim-wrong = 没有这个领取码。对着单子再打一遍；过了 30 天、用过的都不能再用，找给你单子的部门换一个。

## A case on paper

case-paper-number = 编号
case-paper-department = 承办部门
case-paper-state = 状态
case-paper-platform = 平台
case-paper-district = 区
case-paper-filer = 当事人
case-paper-pseudonym = 匿名 { $pseudonym }
case-paper-filed = 提交
case-paper-due = 期限
case-paper-ended = 结束
case-paper-handler = 经办人
case-paper-source = 来源
case-paper-foreign = 原工单号
case-paper-back = 退回期限
case-paper-piece = 材料 { $number }：{ $kind ->
    [image] 图片
    [audio] 录音
    [video] 视频
    [text] 文字
   *[other] 文件
 }{ $by ->
    [staff] （部门发的）
   *[worker] {""}
 }{ $state ->
    [removed] ，已删除
    [refused] ，没收成
   *[kept] {""}
 }
case-paper-made = { $city }暖新

# source: where the case came from.
origin-source = { $source ->
    [window] 窗口登记
    [phone] 电话登记
    [hotline] 12345 热线
    [transport] 12328 热线
    [labour] 12333 热线
    [market] 12315 热线
    [petition] 信访
    [mailbox] 网上信箱
   *[other] 其他系统
 }

## On the card

staff-card-origin = 来源：{ $source }{ $foreign ->
    [none] {""}
   *[other] {" "}{ $foreign }
 }{ $back ->
    [none] {""}
    [returned] ，已退回
    [late] ，该 { $day }前退回，过了
   *[open] ，{ $day }前退回
 }
