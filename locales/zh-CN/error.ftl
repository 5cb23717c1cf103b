### When a rule says no, or something broke. A button gets the first 200 characters.

error-unexpected = 我这边出错了，你没做错。稍等再试一次，急事打 12345；出事故、受伤先打 120、122。
error-too-fast = 发得太快，后面的我没收。等十秒再发。出事故、受伤先打 120、122，报警 110。
error-article-gone = 这篇已经撤了。去“查政策”里看看别的。
error-article-moved-on = 别人刚改过这篇。再打开看看，再改。
error-article-unfinished = 还没写“{ $part ->
    [title] 标题
    [summary] 一句话
    [audience] 适用谁
    [body] 正文
   *[source] 依据
 }”，写了才能发布。
error-paper-gone = 这个证件已经删了。去“我的”里看看还有哪些。
error-consent-needed = 这个要记下来，得你先同意。去“我的”里选“同意”，再来一次。
error-photo-missing = 还没选照片。
error-place-changed-meanwhile = 刚有人改过这个地点。看看现在的样子，再改。
error-place-form-wrong = 有 { $count } 处要改，下面标出来了。填的都还在。
error-places-changed-meanwhile = 看过之后又有人改了地点。再看一遍要改什么，再写。
error-place-gone = 这个地方已经撤了，换一个吧。
error-place-unknown = 没有编号是 { $code } 的驿站，门上的码可能坏了，或者是别的城市的。
error-too-many-papers = 最多记 { $most } 个证件，先删掉用不着的。
error-too-much-quiet = 加起来太长，一天最多 { $hours } 小时，不然什么都发不到你。原来的没动，改短一点。
error-too-many-files = 今天的文件太多了，存不下。明天再来。
error-anonymous-not-allowed = 这一类要找到你本人才能办，不能匿名。
error-answer-missing = 这个要填，不能跳过。
error-answer-too-long = 太长了，最多 { NUMBER($most, useGrouping: 0) } 个字。挑要紧的说，剩下的办理中还能补。
error-button-expired = 这个按钮过期了。发“首页”重新来。
error-case-gone = 没有找到这件。到“我的 → 进度”里看看。
error-case-moved-on = { $number } 已经往前走了，这一步做不了了。看看现在的进度。
error-case-type-unknown = 这一类现在不办了，换一类试试。
error-choice-unknown = 没有这一项，从下面选一个。
error-date-too-early = 这个日子太早了，再说一遍是哪天？
error-day-to-come = 这一天还没到。是哪天的事？比如“昨天”“11月3号”。
error-draft-gone = 这份没填完的已经不在了，重新填一份吧。
error-evidence-copy-unreadable = 这张图打不开，已经请当事人另发一张。
error-evidence-gone = 这份材料打不开：已经删了，或者还没收到。
error-evidence-held-back = 这份文件里面可能写着当事人是谁，清不掉。已经问了当事人，同意了才能看。
error-evidence-not-ready = 这份还在处理，过几秒再点。
error-evidence-refused = { $reason ->
    [archive] 压缩包收不了，解开后把里面的照片、文件一个个发来。
    [program] 这是程序文件，收不了。发照片、录音、视频、PDF 或 Word、Excel 文件。
    [kept_back] 微信不把文件转给我。截屏或拍照发过来，发图时勾“原图”。
    [empty] 这个文件是空的，再发一次。
    [unreadable] 这张图坏了，打不开，再发一次原图。
   *[unknown] 这种文件收不了。发照片、录音、视频、PDF 或 Word、Excel 文件。
 }
error-evidence-too-large = 文件太大，最多 { $most_mb } MB。视频剪一段要紧的发来，或者发截图。
error-order-number-unreadable = 不像订单号：只有字母、数字、短横线，4 到 40 位。没有就跳过。
error-phone-unreadable = 不像电话号码，再发一次？手机 11 位，座机带区号。
error-place-unreadable = 没看懂在哪里。发位置，或者打路名、小区名。
error-questions-left = 还有一个要填的没填，填完就能交。
error-sharing-not-agreed = 里面有健康、受伤的情况，得你同意发给这个部门，才能交。
error-step-refused = 这一步你这边做不了。
error-sum-out-of-range = 金额不对：要大于 0，不超过 { NUMBER($most_yuan, useGrouping: 0) } 元。
error-too-many-drafts = 没填完的有 { $most } 份了。先交一份或删一份，再开新的。
error-too-much-evidence = 材料最多 { $most } 份，这份没收。要紧的没发的话，先删掉不要紧的。
error-mass-budget-spent = 微信群发这个月 { $most } 次都用完了，下个月 1 号才有。
error-link-code-gone = 这个连接码用过了，或者过期了。再要一个新的。
error-linked-already = 这两个号已经连着了。
error-linked-lately = 这个号刚连上，头一天不能断开别的号。过 { $hours } 小时再来，或者到原来那个号上点。
error-linking-paused = 这会儿输错的连接码太多，为了安全，谁的都先不收，给出去的码也作废了。过 { $minutes } 分钟再来。
error-posts-stay = 有工作岗位的号不能连：岗位不跟着走。要在两个号上用，先让管理员收回岗位，连好两个号，再领一个新的岗位码。
error-too-many-reports = 这一小时里你说得够多了，过一会儿再来。
error-too-many-link-codes = 连接码要得太多了，一小时后再来。
error-too-many-link-tries = 连接码输错太多次了，一小时后再来。
error-notice-gone = 没有这条通知了，或者是别的部门的。
error-notice-incomplete = { $part ->
    [words] 标题和正文要每种语言都有。
    [title] 标题要有，最多 60 个字。
    [time] 时间不对：截止要比现在和发送时间晚，最多晚 30 天。
    [list] 名单没有了，或者还没读完，再发一次。
    [picture] 图还没好，或者没有了。等一下再点，或者换一张。
    [link] 网址要 https:// 开头，中间没有空格。
    [repeat] 重复不了：每次的有效期不能比间隔长，要发到下一次以后、半年以内；按名单、更正和群发的不能重复。
    [questions] 问题要一到三个，每个写好字（80 字以内），给 2 到 5 个不同的选项（每个 20 字以内）；写了英文标题，问题也要有英文。
    [mass] 带问题的不能用微信群发，群发的没有按钮。
   *[other] 正文要有，最多 1500 个字。
}
error-notice-moved-on = { $state ->
    [to_approve] 这条在等别人点头，先撤回才能改。
    [scheduled] 这条已经排上时间了。
    [sending] 这条正在发。
    [done] 这条发完了。
    [cancelled] 这条取消了。
   *[other] 这条还是草稿。
}
error-survey-over = 这次问卷已经结束了，谢谢。
error-list-refused = { $problem ->
    [empty] 名单里没有会员号，也没有证书编号。
    [few] 名单上认出来的不到 { $least } 个人，这么短的名单不收：看数字就猜得出是谁。
   *[long] 名单太长：最多 { $most } 个号。拆成几份发。
}
error-second-person-needed = 这一步要另一位有权限的同事来点。
error-report-gone = 这条已经回过了，或者太久了。
error-joining-over = 要求已经提给平台了，这次不能再参加。你自己的诉求照常办。
error-negotiation-gone = 没有找到这次协商，或者你没参加。到“我的 → 进度”里看看。
error-negotiation-moved-on = 这次协商{ negotiation-state }，这一步做不了。打“协商”看看现在到哪一步。
error-problem-gone = 最近 30 天投诉这件事、没撤回的不够 5 个人，不能发起协商，不然会认出是谁。
error-not-staff = 这个只有部门的工作人员能做，你的权限做不了。
error-staff-code-gone = 这个加入码用过了，或者过期了。找给你码的人再要一个。
error-staff-gone = 没有编号是 { NUMBER($staff_id, useGrouping: 0) } 的工作人员，或者已经移除了。
error-nobody-to-reveal = 交这件的人已经退出了，查不到是谁。
error-not-anonymous = 这件不是匿名的，或者身份已经公开了。
error-reveal-gone = 现在没有要回答的了：答过了，或者过期了。看看现在的进度。
error-question-gone = 这个问题已经有答案了，再问一次看看。
error-taken-already = { $name } { $minutes ->
    [0] 刚刚
   *[other] { NUMBER($minutes, useGrouping: 0) } 分钟前
 }接了。
error-gate-unnamed = 小区哪个门、门岗要什么，都要写。
error-gate-names-case = 这段大家都看得到，不能写诉求编号。去掉编号再发。
error-handled-by-other = { $name ->
    [none] 这件现在没人办，请负责人点“接过来办”。
   *[other] 这件是{ $name }在办。急的话，请负责人点“接过来办”。
 }
error-worker-gone = 当事人已经退出这件，问不到了。可以直接办。
error-extended-already = 一件只能延期一次，已经提过了。
error-extension-gone = 没有等着批的延期，可能已经处理了。
error-assist-gone = 这件协办已经回过了，或者不归你们部门。
error-day-passed = 这一天已经过了，换一个今天或以后的日子。
error-contact-not-agreed = 当事人还没同意，先别联系平台。
error-contact-question-gone = 这个问题已经答过了，或者部门换了问法。看最新的一条。
error-reopened-already = { $number } 已经重办过一次，不能再重办。可以打 12345，报这个编号。
error-event-undecided = 这一场等负责人点头，还没开放报名。
error-change-gone = 这条已经撤回，或者后来又改过了。
error-claim-gone = 这条已经处理过了。
error-no-spot = 没说在哪儿，加不了。先问当事人要个位置。
error-closure-gone = 这次关门已经取消，或者过去了。
error-closure-too-long = 最多关 { NUMBER($days, useGrouping: 0) } 天，再久请联系管理员改名录。
error-hours-passed = 这个点已经过了，说一个今天晚一点的时间，最晚 24:00。
error-answer-not-held = 这份答复已经定了，或者又写了一份。打开这件看看。
error-nobody-to-sign = 答复要第二个人看过才能发，现在没有别的负责人。请管理员用 /staff 加一位。
error-subsidy-gone = 这笔补贴已经定了，或者又改了数。
error-last-admin = 只剩这一位管理员了，先加一位再改。
error-session-gone = 这台电脑已经退出登录了。
error-sign-in-gone = 这个登录码用不了了：过了五分钟，或者用过了。在电脑上刷新一下，会给新的。
error-sign-in-too-often = 这一个小时里登录失败太多次了。过一小时再试；不是你本人在试，就告诉负责人。
error-presence-needed = 这一步要确认是你本人。点一下聊天里刚发来的【是我】，回来再按一次；填的都还在。
error-claim-code-gone = 这个领取码用过了，或者换过新的。找给你单子的部门要新的。
error-claimed-already = 这件已经有当事人跟着了，不用领取码。
error-filed-elsewhere = 工单 { $foreign } 已经登记过了{ $number ->
    [none] {""}
   *[other] ：{ $number }
 }。
error-foreign-number-unreadable = 写上工单编号，一行以内。
error-form-unfinished = 有 { $count } 处要改，下面标出来了。填的都还在。
error-key-gone = 这个密钥已经停用了，或者不是你们部门的。
error-list-too-long = 太多了，一次最多导出 { NUMBER($most, useGrouping: 0) } 件。先筛一筛。
error-no-origin = 这件不是别处转来的工单，不用退回。
error-returned-already = 这件工单已经退回过了。
error-same-case = 这就是同一件，换一个编号。
error-tied-already = 这件和 { $number } 已经连在一起了。
error-too-many-claim-tries = 领取码打错太多次了，过 { $minutes } 分钟再试。
error-too-many-keys = 一个部门最多 { $most } 个密钥，先停用一个。
error-upload-gone = 这个文件已经不在了，重新选一次。
error-nothing-chosen = 一件都没选。先在前面勾上，再按。
error-too-many-chosen = 一次最多 { $most } 件，分几次办。
error-too-many-views = 视图最多存 { $most } 个，先删掉用不着的。
error-view-gone = 这个视图已经删了。
error-boxes-unreadable = 涂黑的框没读出来，或者太多了。重新框一下再存。
error-reason-missing = 先写为什么要看原件，写了半小时内可以看。
error-answer-unsure = 还没发。这句看着还没有结果：没有结果就点“先说一声”，期限照走；有结果了，再点一次“这就是答复”。
error-presence-gone = 这个确认过期了，或者已经答过了。回电脑上再按一次，会重新问。
error-passkey-refused = 这把通行密钥不对，或者等太久了。再按一次。
error-too-many-passkeys = 最多 { $most } 把，先删掉一把不用的。
error-identity-gone = 这一趟过期了，或者不是从这台浏览器开始的。重新来一次。
error-identity-taken = 这个统一身份已经连着别的岗位。先在那边断开。
error-agreement-missing = 还没有第二个人去看过同一个驿站，不知道看得准不准，不能公布。
error-appeal-gone = 这个申诉已经定了，或者过了时间。
error-appeal-taken = 申诉只有一次，已经用了。
error-decides-own-appeal = 申诉是你提的，要别人来定。
error-decides-own-place = 这个驿站归你们管，申诉要别的部门来定。
error-decides-own-visit = 你去看过这个驿站，申诉要没去看过的人来定。
error-finding-gone = 这一条已经回过了，或者不算了。
error-no-round = 还没开始评估驿站。
error-no-standard = 这里不评估驿站。
error-not-a-visitor = 体验官要先同意“记下来”，来了一小时以上；有工作岗位的不能当。
error-rider-visit-done = 这周去过了，下周再来。
error-round-runs = 这一轮还没完，完了才能再抽。
error-round-not-full = 还有驿站没去看过，去齐了才能公布。
error-visit-gone = 这个驿站别人去看了，或者已经交了。挑一个别的。
error-visit-unfinished = 还没答完，或者还差照片、还没到门口。
error-visits-own-place = 这个驿站归你们管，或者这一轮你去过了，要别人去看。
error-has-duty = 这一条要拍照销号：点开它，再点“整改好了，拍照销号”。
