### The console: what comes in from elsewhere and goes out.

console-way-work-orders = 工单进来
console-way-filing = 替人登记
console-way-sheet = 导出表格
console-way-keys = 系统接口
console-way-ties = 并案、关联
console-way-slip = 领取码
console-way-print = 打印
console-way-file = 导出档案
console-case-ways = 这件诉求的进出

## Files that are uploaded

console-upload-label = 附件（最多 { $most } 个）
console-upload-hint = 照片、PDF、Word、Excel、录音、视频都行，一个最大 20 MB。选了就传，传完再提交。
console-upload-waiting = 正在传……
console-upload-kept = 附件 { $number } 已传好
console-upload-remove = 去掉
console-upload-failed = 没传上，再选一次
console-upload-script = 浏览器关了脚本，传不了附件。

## A case goes out

console-file-holds = 一个压缩包：PDF（诉求、答复、全部过程）、给其他系统读的数据、{ $pieces } 份材料、清单和校验码。
console-file-noted = 谁导出的会记下来。匿名的人是谁，里面没有。
console-file-button = 导出压缩包
console-print-button = 打印
console-print-hint = 也可以用浏览器的打印。
console-print-answers = 诉求
console-print-steps = 过程
console-print-pieces = 材料
console-print-foot = { $at } 由{ $name }打印

## Filing for somebody

console-filing-lead = 有人到窗口来、打电话来：选一类，把问题问完填上。提交后给他一张领取码，他在聊天里就能跟进。
console-form-title = 替人登记：{ $type }
console-form-from = 从哪来、替谁
console-form-foreign = 原工单号（转来的工单要填）
console-form-back = 哪天前退回（没有就空着）
console-form-name = 姓名
console-form-phone = 电话
console-form-ours = 由我们部门办，不按类别分派
console-form-agreed = 已经问过本人，同意把健康、受伤的情况交给办理部门
console-form-questions = 要问的
console-form-optional = 可以不填
console-form-missing = 这个要问，不能空着。
console-form-day = 看不出是哪天。写“12-05”“12月5日”都行。
console-form-file = 提交
console-done-filed = 登记好了。

console-slip-title = 暖新领取单
console-slip-case = 编号 { $number }，由{ $department }办理。
console-slip-how = 在暖新的聊天里发这个领取码，就能跟进、补充、收到答复：
console-slip-scan = 也可以扫这个码。
console-slip-until = { $day }前有效，只能用一次。别给别人看。
console-slip-keep = 单子给本人。拿到领取码的人就能看到这件。
console-slip-none = 已经登记，由{ $department }办理。要让本人在聊天里跟进，给他一个领取码。
console-slip-followed = 当事人已经在聊天里跟着这件了，不用领取码。
console-slip-make = 生成领取码
console-slip-new = 换一个领取码（原来的作废）
console-slip-next = 再登记一件
console-done-code = 领取码生成好了。

## Work orders

console-orders-one = 一件：把工单全文贴进来
console-orders-paste = 工单全文
console-orders-read-hint = 编号、时限、诉求、电话、地址会自动认出来，你核对后再提交。
console-orders-read = 识别
console-orders-pasted = 贴进来的原文
console-orders-other-type = 类别不对，换成
console-orders-read-again = 按这一类重读
console-orders-many = 很多件：用表格
console-orders-sheet-hint = 第一行是表头，要有“工单编号”“诉求内容”；可以有“办理时限”“联系电话”“诉求人”“地址”“平台”“类型”“来源”。xlsx 或 csv，一次最多 { $most } 件。
console-orders-sheet-label = 选一个表格文件
console-orders-default-type = 类别
console-orders-type-column = 看表格里的“类型”
console-orders-check = 先检查
console-orders-waiting = 还没退回的工单
console-orders-return = 已退回
console-orders-day = { $state ->
    [late] 过了：{ $day }
   *[open] { $day }前
 }
console-orders-no-day = 没写时限
console-done-returned = 记下了：已退回。
console-done-sheet-filed = 表格里的都登记好了，在“没人接”里。

console-sheet-title = 检查表格
console-sheet-unread = { $reason ->
    [too-long] 表格太大了，分成几个小的。
   *[unreadable] 这个文件打不开，要 xlsx 或 csv 的表格。
 }
console-sheet-empty = 先选一个表格文件。
console-sheet-faults = 有 { $count } 处要改。在表格里改好，再传一次；现在一件都没登记。
console-sheet-row = 行
console-sheet-type = 类别
console-sheet-story = 诉求
console-sheet-file = 登记这 { $count } 件

order-fault = 第 { $row } 行：{ $what }
order-fault-column = 没有“{ $column }”这一列。
order-fault-many = 太多了，一次最多 { $most } 件。
order-fault-empty = 表格里一件都没有。
order-fault-missing = { $column }没填。
order-fault-long = { $column }太长了。
order-fault-too-long = { $column }太长了，最多 { $most } 个字。
order-fault-unread = { $column }看不懂：{ $said }
order-fault-passed = { $column }已经过了：{ $said }
order-fault-twice = { $column }和第 { $first } 行一样。
order-fault-before = 这件工单已经登记过了：{ $number }
order-column-foreign = 工单编号
order-column-story = 诉求内容
order-column-back-by = 办理时限
order-column-phone = 联系电话
order-column-type = 类型

## Duplicates and links

console-ties-none = 还没有和别的诉求连在一起。
console-tie-kind = { $kind ->
    [linked] 关联
   *[merged] { $first ->
        [yes] 并到
       *[no] 并过来的
    }
 }
console-ties-other = 另一件的编号
console-ties-how = 怎么连
console-ties-link = 关联：两件各办各的，互相看得到
console-ties-merge = 并案：这件是重复的，结束，跟着那件办
console-ties-what = 并案后，这件的当事人会收到通知，往后那件有答复也发给他。写答复时记着：两边的人都会看到。
console-ties-button = 连起来
console-done-merged = 并过去了，当事人会收到通知。
console-done-linked = 关联好了。

## A list as a sheet

console-sheet-lead = 导出成 Excel 表格，一次最多 { $most } 件。没有姓名、电话和诉求内容。谁导出的会记下来。
console-sheet-mine = 归我办的
console-sheet-open = 没办完的
console-sheet-ended = 办完的
console-sheet-count = { $count ->
    [many] 超过 { $most } 件，导不了
   *[other] { $count } 件
 }
console-sheet-take = 导出
console-sheet-name = 诉求
case-column-number = 编号
case-column-type = 类别
case-column-platform = 平台
case-column-district = 区
case-column-department = 部门
case-column-state = 状态
case-column-anonymous = 匿名
case-column-handler = 经办人
case-column-reporters = 人数
case-column-filed = 提交
case-column-due = 期限
case-column-accepted = 接收
case-column-answered = 答复
case-column-settled = 办结
case-column-ended = 结束
case-column-solved = 解决了
case-column-satisfied = 满意
case-column-source = 来源
case-column-foreign = 原工单号
case-column-back-by = 退回期限
case-column-yes = 是
case-column-no = 否
case-column-satisfied-yes = 满意
case-column-satisfied-so-so = 一般
case-column-satisfied-no = 不满意

## Keys

console-keys-lead = 你们部门自己的系统可以用接口读诉求、登记诉求，权限和经办人一样。最多 { $most } 个密钥；生成它的人离岗，密钥就停用。
console-keys-described = 接口说明
console-keys-fresh = 新密钥
console-keys-once = 只显示这一次。现在就复制到你们的系统里；丢了就停用，再做一把。
console-keys-name = 给哪个系统用
console-keys-make = 生成密钥
console-keys-line = { $made } 做的，{ $used ->
    [never] 还没用过
   *[other] 最近 { $used } 用过
 }
console-keys-ended = 已停用
console-keys-end = 马上停用
console-done-key-ended = 停用了，那个系统马上就进不来了。
