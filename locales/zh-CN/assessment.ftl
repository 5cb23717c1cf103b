### 驿站评估：抽签、去看、结果、申诉、公布。

# What people type, between bars.
assess-rider-words = 体验官|当体验官|我要当体验官|驿站体验官|去看驿站|be a visitor|station visitor|visit a station

## 工作台

desk-button-assessment = 驿站评估
desk-assessment = 驿站评估：去看驿站、看结果、定申诉
assess-button-open = 驿站评估
assess-none = 还没抽签。抽了签，每个驿站一年有人去看一次。
assess-round =
    { $begins }开始的一轮：去过 { $visited } 个，一共 { $places } 个。{ $due ->
        [none] 现在没有要去的。
       *[other] 现在要去的 { $due } 次。
    }
    { $agreement ->
        [none] 还没有第二个人去看过同一个驿站，不能公布星级。
       *[other] 两个人看同一个驿站，一致程度 { $agreement }（最高 1）。
    }{ $published ->
        [yes] {""}
            星级公布了。
       *[no] {""}
    }
assess-button-go-on = 接着看：{ $name }
assess-button-due = 要去看的
assess-button-due-count = 要去看的{ $count ->
    [none] {""}
   *[other] {" "}{ $count }
 }
assess-button-results = 我们的驿站
assess-button-appeals = 申诉{ $count ->
    [none] {""}
   *[other] {" "}{ $count }
 }
assess-button-figures = 评估数字
assess-button-draw = 抽签
assess-button-draw-sure = 抽
assess-button-publish = 公布星级
assess-button-publish-sure = 公布
assess-draw-sure = 抽签以后，每个驿站排到一年里的某一周，风险高的去两次，每 20 个有 1 个换人再看一遍。驿站不知道是哪一周。抽吗？
assess-drawn = 抽好了。种子的指纹是 { $seal }…，完整的公布在标准那一页，一轮结束后公布种子，谁都能重算。
assess-publish-sure = 公布以后，骑手能看到每个驿站的星级。还在申诉期、申诉没定的先不公布。公布吗？
assess-published = 公布了。过了申诉期的马上出来。

## 要去看的

assess-due-none = 现在没有要你去看的。
assess-due-where = 要去看的有 { $count } 个。去哪个区？
assess-district = { $title } { $count }
assess-due = 有 { $count } 个，挑一个。到了门口再开始答。

## 去看

assess-door =
    { $place }，{ $address }。
    到了门口：扫门上的码，或者把门上的编号发来，或者发位置（离门 150 米以内）。位置不保存。
assess-door-other = 这不是这个驿站的码。
assess-door-far = 离门口还远，走近点再发，或者扫门上的码。
assess-button-cannot = 都不行，接着看
assess-item = { $number }/{ $count }　{ $ask }
assess-button-yes = 是
assess-button-no = 不是
assess-button-unseen = 看不了
assess-photo = 拍一张：{ $title }。别拍到人脸。
assess-photo-rider = 最后，拍一张这个驿站的照片。别拍到人脸。
assess-button-no-photo = 拍不了
assess-check = { $place }：{ $failed ->
    [none] 都做到了。交上去吗？
   *[some] 没做到的：
 }
assess-failed-line = · { $title }
assess-button-send = 交
assess-button-again = 从头再答
assess-thanks = 交好了，谢谢。{ $points ->
    [none] {""}
   *[other] 得 { $points } 分。
 }驿站要到下周才知道结果，不知道是谁去的、哪天去的{ $who ->
    [rider] 。
   *[staff] ，你也别跟他们说。
 }

## 体验官

assess-button-rider = 当体验官，挣积分
assess-rider =
    当体验官：挑一个驿站，到门口扫码，答最多 6 个“是不是”，拍一张照片，得 { $points } 分。一周一次。
    驿站不知道是谁去的、哪天去的，也不记你的位置。这周抽到这三个：
assess-rider-line = { $number }. { $name }{ $address ->
    [none] {""}
   *[other] 　{ $address }
 }

## 驿站的结果

assessment-news-result = { $week }那一周有人来{ $place }看过。{ $count ->
    [none] 看的都做到了。
   *[other] 有 { $count } 样没做到{ $musts ->
        [none] {""}
       *[other] ，其中 { $musts } 样是必须做到的
    }。{ $by }前整改好，或者说明原因，也可以申诉一次。
 }
assessment-news-results = 评估：你们的驿站有 { $count } 个出了结果{ $failed ->
    [none] ，必须做到的都做到了。
   *[other] ，{ $failed } 个有必须做到的没做到。
 }
assessment-news-appealed = { $place }对评估结果提出申诉，要没去看过、不管这个驿站的人来定。
assessment-news-decided = { $place }的申诉{ $upheld ->
    [yes] 成立，那一条不算了
   *[no] 不成立，结果不变
 }。理由：“{ $reason }”
assess-button-result = 评估结果
assess-button-see-result = 看结果
assess-button-see-appeal = 看申诉
assess-results = 你们的驿站，还没回的在前：
assess-results-none = 还没有驿站出结果。
assess-results-line = { $number }. { $name }{ $count ->
    [none] 　都回了
   *[other] 　还有 { $count } 样没回
 }
assess-result-none = { $place }还没有评估结果。
assess-result = { $place }：{ $week }那一周有人来看过。{ $found ->
    [none] 看的都做到了。
   *[some] 没做到的：
 }
assess-finding-line = { $number }. { $must ->
    [yes] 【必须】
   *[no] {""}
 }{ $title }　{ $state ->
    [found] { $day }前整改
    [late] 过了 { $day }，还没回
    [fixed] 说整改好了
    [explained] 说明了原因
   *[struck] 申诉成立，不算
 }
assess-result-reply = 星级旁边写着：“{ $text }”
assess-result-due = { $day }下班前可以申诉，只有一次。
assess-appeal-state = 申诉：{ $state ->
    [waits] 等没去看过的人来定。
    [upheld] 成立。理由：“{ $reason }”
   *[refused] 不成立。理由：“{ $reason }”
 }
assess-finding = { $must ->
    [yes] 【必须】
   *[no] {""}
 }{ $title }：{ $state ->
    [found] 没做到，{ $day }前整改好，或者说明原因。
    [late] 没做到，过了 { $day }还没回。
    [fixed] 你们说整改好了。
    [explained] 你们说：“{ $said }”
   *[struck] 申诉成立，不算了。
 }
assess-button-fixed = 整改好了
assess-button-why = 说明原因
assess-button-appeal = 申诉
assess-button-appeal-one = 申诉这一条
assess-button-reply = 写几句放在星级旁边
assess-button-drop-reply = 去掉原来写的
assess-fixed = 记下了。{ $must ->
    [yes] 这是必须做到的，会有人再来看，不告诉你哪天。
   *[no] 骑手看得到已经整改。
 }
assess-ask-why = 为什么整改不了？写几句，骑手也看得到，最多 { $most } 个字。
assess-explained = 记下了。
assess-ask-reply = 写什么放在星级旁边？谁都看得到，最多 { $most } 个字。
assess-replied = 记下了，公布时放在星级旁边。
assess-ask-appeal = 申诉{ $title ->
    [none] 全部
   *[other] “{ $title }”
 }：哪里不对？只有一次，由没去看过、不管你们的人来定。
assess-appealed = 申诉收到了。定了告诉你，之前不公布。

## 定申诉

assess-appeals = { $found ->
    [none] 没有等着定的申诉。
   *[some] 等着定的申诉：
 }
assess-appeals-line = { $number }. { $name }
assess-appeal = { $place }申诉：“{ $text }”
assess-appeal-finding = · { $must ->
    [yes] 【必须】
   *[no] {""}
 }{ $title }（{ $week }那一周看的）
assess-button-uphold = 成立
assess-button-refuse = 不成立
assess-ask-reason = 为什么{ $upheld ->
    [yes] 成立
   *[no] 不成立
 }？写给驿站看。
assess-decided = 定好了，告诉驿站了。

## 数字

assess-figures-none = 还没有驿站出结果。
assess-figures-all = 全部
assess-figures-districts = 按区：
assess-figures-owners = 按管驿站的部门：
assess-figures-line = { $title }：评了 { $assessed } 个，{ $failing } 个有必须项没做到（{ $musts } 样）；没做到的一共 { $findings } 样，按时整改 { $in_time } 样{ $days ->
    [none] {""}
   *[other] ，一般 { $days } 天
 }，又犯 { $reopened } 样。

## 大家看到的

assess-grade = 评估：{ $stars ->
    [failed] 不合格，必须做到的没做到
    [0] 没有星
   *[other] { $stars }
 }（{ $week }那一周看的）
assess-grade-failed = 没做到：{ $titles }
assess-grade-fixed = { $title }（说已经整改）
assess-grade-why = { $title }（说：{ $why }）
assess-grade-mended = 整改好了：{ $titles }
assess-grade-reply = 驿站说：“{ $text }”
assess-grade-felt = 骑手：{ $people ->
    [none] 还没人说
   *[other] { $percent }% 说不错（{ $people } 人）
 }

## The standard, on the web page

criterion-version = 第 { $version } 版，{ $day }起用
standard-how = 怎么评
standard-how-visits = 每个驿站一年有人去看一次，哪一周由抽签定；一个月里两次证实没开门、反映一周没人回、90 天没消息的，去两次。
standard-how-blind = 每 20 个里有 1 个换人再看一遍，看两个人一致不一致。去的人不管这个驿站；驿站不知道是谁去的、哪天去的。
standard-how-must = 必须做到的有一条没做到，几分都没有星。
standard-how-legs = 看到的（有人去看）、守住的（开没开、回没回、多快回）、骑手说的，三样分开写，不混成一个数盖住没做到的。
standard-how-felt = 骑手说的，5 个人以上才算，人少的往全区的平均数靠；没人说就写“还没人说”，不写 0。
standard-how-reply = 驿站可以写几句话，放在星级旁边。
standard-how-appeal = 结果出来 5 个工作日内可以申诉一次，由没去看过、不管这个驿站的人来定，定了才公布。
standard-how-year = 星级管一年，做不到就没了。所有驿站都看过一遍，才公布星级。
standard-musts = 必须做到
standard-items = 打分的
standard-grades = 星级
criterion-grade = { $stars }：{ $least } 分以上
standard-faults = 几天整改
criterion-fault = { $title }：{ $days } 个工作日
standard-owners = 归谁管
criterion-owner = { $kind }：{ $owner }
standard-sources = 依据
standard-rounds = 各轮评估
criterion-round = { $begins } – { $ends }
criterion-agreement = 两个人看同一个驿站，一致程度（κ）{ $kappa }，最高 1。
standard-not-yet = 星级还没公布。
standard-no-round = 还没抽签。
standard-seal = 抽签种子的指纹（SHA-256）：
standard-seed = 抽签种子，谁都能重算：
standard-seed-later = 这一轮结束后公布种子；先公布指纹，谁也改不了。
criterion-seen = { $seen ->
    [visit] 有人去看{ $evidence ->
        [photo] ，拍照
       *[none] {""}
    }{ $riders ->
        [yes] ；体验官也看
       *[no] {""}
    }
    [data] 看数据
   *[riders] 骑手说的
 }
criterion-kinds = { $kinds }{ $only ->
    [yes] ，写了有的才看
   *[no] {""}
 }
criterion-weight = 占 { $weight } 分
criterion-days = 没做到，{ $days } 个工作日内整改
criterion-source = 依据：{ $source }
listing-standard = 按什么评
listing-assessment = 评估
listing-not-assessed = 还没评
listing-legs = 看到的 { $found ->
    [none] 还没有
   *[other] { $found }%
 }，守住的 { $kept ->
    [none] 还没有
   *[other] { $kept }%
 }
listing-grade = { $stars ->
    [none] {""}
    [failed] 评估：不合格
    [0] 评估：没有星
   *[other] 评估：{ $stars }
 }
listing-standard-link = 驿站按什么评、评得怎么样
assess-button-duty = 整改好了，拍照销号

## At the desk

console-way-assessment = 驿站评估
console-assessment-progress = { $begins }开始的一轮：去过 { $visited } 个，一共 { $places } 个。两个人看同一个驿站，一致程度{ $agreement ->
    [none] 还不知道
   *[other] {" "}{ $agreement }
 }。
console-assessment-assessed = 评了
console-assessment-failing = 有必须项没做到的
console-assessment-musts = 没做到的必须项
console-assessment-findings = 没做到的
console-assessment-in-time = 按时整改
console-assessment-days = 整改一般几天
console-assessment-reopened = 又犯
console-assessment-appeals = 等着定的申诉
console-assessment-photo = 照片：{ $title }
console-assessment-decide = 申诉在聊天里定：工作台 → 驿站评估 → 申诉。
