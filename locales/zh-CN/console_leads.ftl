### The console's pages of leads: colleagues, figures, orders, posts, the log, the system.

console-way-colleagues = 同事
console-way-figures = 数据
console-way-duties = 要办的事
console-way-posts = 权限
console-way-log = 操作记录
console-way-system = 系统

## Lists of cases

console-leads-number = 编号
console-leads-type = 类型
console-leads-department = 部门
console-leads-filed = 收到
console-leads-where = 进度
console-leads-due = 期限
console-leads-choose = 选
console-leads-none = 没有。
console-leads-more = 后面的
console-leads-back-figures = 回数据
console-leads-back-colleagues = 回同事
console-leads-state = { $state ->
    [filed] 没人接
    [accepted] 在办
    [waiting_worker] 等当事人
    [answered] 答复了
    [settled] 办结，等评价
    [reopened] 重新办
    [withdrawn] 撤回
   *[closed] 结束
}
console-leads-clock = { $clock ->
    [late] 超期（{ $day }）
    [grey] 停着，等当事人
    [good] { $day }前
   *[done] 没有期限了
}

## Colleagues

console-colleagues-name = 姓名
console-colleagues-open = 要办
console-colleagues-late = 超期
console-colleagues-waiting = 等当事人
console-colleagues-settled = 办结待评价
console-colleagues-what = 能做的
console-colleagues-nobody = 没人接的
console-colleagues-gone = { $name }（不在岗了）
console-colleagues-me = 我
console-colleagues-spread = 平均分给在岗的
console-colleagues-all = 全部交出去
console-colleagues-to = 交给
console-colleagues-give-all = { $count } 件全交给他
console-colleagues-spread-all = { $count } 件平均分给其他人
console-colleagues-back = { $begun ->
    [yes] 回来了
   *[no] 不休了
}
console-colleagues-away = { $begun ->
    [yes] 休到 { $until }
   *[no] { $since } 到 { $until } 休
}{ $deputy ->
    [none] ，没人代
   *[other] ，{ $deputy }代
}
console-colleagues-leave = 记请假
console-colleagues-who = 谁
console-colleagues-since = 从
console-colleagues-until = 到（当天也算）
console-colleagues-deputy = 谁代办
console-colleagues-no-deputy = 没人代
console-colleagues-note = 记上
console-colleagues-leave-note = 到那天，手上的自动交给代办的人；休假时来的也归他。回来那天，没办完的自动还回来。
console-colleagues-cases = { $name ->
    [none] 没人接的
   *[other] { $name }手上的
}
console-colleagues-first = 只列最急的 { $count } 件，一次最多也交这么多。
console-colleagues-chosen = 选中的交给
console-colleagues-option = { $name }（在办 { $count }）{ $me ->
    [yes] ——我接过来
   *[no] {""}
}
console-colleagues-assign = 交给他
console-colleagues-among = 或者全部平均分给
console-colleagues-left = 交出去 { $given } 件，下面的没动：
console-done-cases-given = 交出去了，接手的人会收到。
console-done-cases-none = 没有能交的。
console-done-away-noted = 记上了。
console-done-away-ended = 假取消了，没办完的还回来了。

## Figures

console-figures-spans = 常用的时间
console-figures-from = 从
console-figures-to = 到
console-figures-show = 看
console-figures-typed = 或者打字
console-figures-example = 上半年、9月、最近30天
console-figures-what = 指标
console-figures-now = 这一段
console-figures-before = 上一段（{ $span }）
console-figures-received = 收到
console-figures-taken = 按时接收
console-figures-answered = 按时答复
console-figures-settled = 办结
console-figures-solved = 解决
console-figures-satisfied = 满意
console-figures-broken = 失约
console-figures-sheet = 下载表格
console-figures-cases = 这段时间的诉求
console-figures-by = 按{ $by }
console-figures-chart = 图
console-figures-bar = { $title }：这一段 { $now }，上一段 { $before }
console-figures-late = 现在超期，按部门
console-figures-late-count = { $count } 件

## Orders

console-orders-wanted = 要办的
console-orders-due = 期限
console-orders-state = 到哪一步
console-orders-what = 要做什么
console-orders-by = 哪天前
console-orders-give = 下督办
console-order-due = { $day }前
console-order-new-day = 改到哪天前（可以不改）

## Posts

console-posts-where = 部门
console-posts-role = 权限
console-posts-state = 加入了没有
console-posts-place = 驿站
console-posts-none = 还没有人。
console-posts-new = 加人
console-posts-name = 怎么称呼
console-posts-code-of-place = 驿站编号
console-posts-give = 加
console-posts-code = 加入码
console-posts-code-note = 发给本人，在聊天里打出来就加入。只显示这一次，{ $days } 天内有效，只能用一次。
console-posts-remove-note = { $name }马上看不到诉求，手上的回到“没人接”。
console-posts-remove-yes = 停
console-posts-browsers = 登录着的电脑
console-posts-log = 这个岗位做过什么
console-done-post-changed = 改好了，本人会收到。
console-done-post-removed = 停了。

## The log

console-log-who = 谁
console-log-what = 做了什么
console-log-all = 全部
console-log-when = 时间
console-log-none = 没有。
console-log-note = 看诉求、看证据只记到小时。每个岗位的记录一环扣一环，改了、删了，python -m bot audit 查得出来。
console-log-kind = { $kind ->
    [look] 看诉求
    [identity] 看当事人
    [evidence] 看证据
    [post] 改权限
    [sign_in] 登录
    [export] 导出
   *[other] 其他
}
console-log-hour = { $day } { $hour } 点
console-log-act = { $what ->
    [case] 看了 { $number ->
        [none] 一件已经删掉的诉求
       *[other] { $number }
    }
    [identity] 看了 { $number ->
        [none] 一件已经删掉的诉求
       *[other] { $number }
    } 的当事人是谁
    [piece] 看了 { $number ->
        [none] 一件已经删掉的诉求
       *[other] { $number }
    } 的证据 { $piece }
    [invited] 加了{ $about }（{ post-role }）
    [code-again] 重发了{ $about }的加入码
    [role] 把{ $about }改成{ post-role }
    [removed] 停了{ $about }的权限
    [signed-in] 登录办公台
    [signed-out] 退出办公台
    [sign-in-failed] 登录没成：数点错了，或者说不是本人
    [export-figures] 下载了数据表
    [export-event] 下载了一场活动的名单
    [export-subsidies] 下载了补贴名单
   *[other] { $what }
}

## The system

console-system-health = 运行情况
console-system-database = 数据库版本
console-system-python = Python
console-system-kind = 数据库
console-system-backup = 上次备份
console-system-no-backup = 没有备份过
console-system-old = 该备份了
console-system-channels = 开着的渠道
console-system-lease-of = 哪个进程管 { $name }
console-system-lease = { $holds ->
    [yes] 正在跑
   *[no] 停了
}
console-system-check = 全面检查
console-system-check-note = 设置、城市包、数据库、渠道，要十几秒。
console-system-check-slow = 检查超时了，到服务器上运行 python -m bot check。
console-system-outbox = 发消息
console-system-empty = 没有消息。
console-system-state = { $state ->
    [waiting] 等着发
    [sending] 正在发
    [held] 等对方先开口
    [sent] 发了
    [missed] 过时没发
    [cancelled] 不用发了
   *[failed] 没发成
}
console-system-none-failed = 没有发不出去的。
console-system-row = 编号
console-system-channel = 渠道
console-system-tries = 试了几次
console-system-why = 为什么
console-system-again-chosen = 选中的再发一次
console-system-again-all = 全部再发一次
console-done-sent-again = 排上了，马上再发。
console-duties-kind = 哪一种
console-duties-any = 全部
console-duties-colour = 急不急
console-duties-narrow = 筛选
console-duties-before = 上一页
console-duties-after = 下一页
console-duties-owner = 谁办
console-duty-title = { duty-kind }　{ $owner }
console-duty-write = { $step ->
    [report] 办得怎么样了
    [ask_time] 为什么要延期
   *[send_back] 哪里还没办到
}
console-duty-until = 延到哪天
console-duty-pictures = 照片（最多 { $most } 张，整改必须有）
console-duty-coming = 还有 { $count } 张照片在收。
console-done-duty-give = 下了，对方马上收到，每一步都会告诉你。
console-done-duty-accept = 接收了，对方会收到。
console-done-duty-report = 报上去了，等销号。
console-done-duty-ask-time = 申请了，同意了会告诉你。
console-done-duty-more-time = 延期了，对方会收到。
console-done-duty-no-time = 没同意，对方会收到。
console-done-duty-send-back = 退回了，对方会收到。
console-done-duty-strike = 销号了，对方会收到。
console-done-duty-withdraw = 撤了，对方会收到。
