### What the command line tells whoever runs the service.

operator-city = { $city }{ $sample ->
    [yes] （示例城市，地点都是编的）
   *[no] {""}
 }
operator-chat = 打开 { $address } 就能聊。
operator-telegram = Telegram 已接上（{ $mode ->
    [webhook] webhook
   *[polling] 轮询
 }）。
operator-stop = 按 Ctrl-C 停止。
operator-upgraded = 数据库已是最新。
operator-backed-up = 备份写好了：{ $file }。里面没有密钥（DATA_DIR 里的 secret_key、encryption_key，或 SECRET_KEY、ENCRYPTION_KEYS 设置），请另外保管，没有密钥打不开备份里的内容。
operator-backup-exists = { $file } 已经存在，没有覆盖。换个文件名。
operator-backup-failed = 没有备份成：{ $reason }
operator-backup-no-database = 没有 { $file } 这个数据库，看看 DATABASE_URL。
operator-backup-no-pg-dump = 没有找到 pg_dump，请安装 PostgreSQL 客户端（Debian：postgresql-client）。

operator-check-good = ✓ { $text }
operator-check-bad = ✗ { $text }
operator-check-look = ! { $text }
operator-check-well = 都正常。
operator-check-problems = 上面打 ✗ 的要先处理。
operator-check-city = 城市包能用：{ $needs } 种服务，{ $districts } 个区。
operator-check-articles = 文章能用：{ $count } 篇。
operator-check-calendar = { NUMBER($year, useGrouping: 0) } 年的调休还不知道，办理期限先按已知的节假日算；国务院公布后写进 calendar.toml，或升级 holidays 库。
operator-check-disk = { $folder } 还有 { NUMBER($free_mb, useGrouping: 0) } MB 空间（至少要 500）。
operator-check-env-open = { $file } 里有密钥，这台机器上别的用户也能读。执行 chmod 600 { $file }。
operator-check-keys = 密钥在，能解开已存的内容。
operator-check-keys-other = 已存的内容不是用现在这些密钥加密的。把原来的密钥放回 ENCRYPTION_KEYS。
operator-check-secret-other = 办理记录不是用现在这个 SECRET_KEY 封存的。把原来的放回去，这个密钥一直不能换。
operator-check-database-old-form = 已存的内容还是旧版本的写法：先运行 python -m bot db upgrade，或直接 run。
operator-check-database-gone = 这些密钥原来的数据库不见了，现在的是空的，或者是另一个。请从备份恢复。真要从头开始，就删掉 { $file }。
operator-check-database-unsealed = 库里的聊天一个都没有封存标记，可是 { $file } 记着全都封存过：要么是旧版本的备份，要么被人改过。刚恢复的就是旧版本的备份，删掉 { $file } 再启动；不是的话，从较新的备份恢复。
operator-check-database-away = 连不上数据库（{ $error }），看看 DATABASE_URL。
operator-check-database-empty = 数据库还是空的：先运行 python -m bot db upgrade，或直接 run。
operator-database-newer = 数据库比程序新，这个程序用不了它：装回新的程序，或恢复备份（{ $error }）。
operator-database-stuck = 数据库的表和哪个版本都对不上，一行也没有改：恢复备份，再运行 python -m bot db upgrade（{ $error }）。
operator-check-database = 数据库是最新的（版本 { $version }）。
operator-check-database-old = 数据库版本是 { $version }，程序要 { $newest }：运行 python -m bot db upgrade。
operator-check-places = 名录里有 { NUMBER($count, useGrouping: 0) } 个地点。
operator-check-no-places = 名录里一个地点也没有：用 python -m bot import places 导入。
operator-check-first-needs = city.toml 的 first_needs 里，这些没有一个地点有：{ $needs }。换成别的，或在名录里补上；没有之前不会先问到它们。
operator-check-public-url = 用 webhook 时 PUBLIC_URL 要以 https:// 开头。
operator-check-webchat = 网页聊天已打开。
operator-check-no-channel = 没有打开任何聊天渠道：设置 TELEGRAM_TOKEN，或 WEBCHAT=true。
operator-check-telegram = Telegram 连得上，机器人叫 @{ $name }。
operator-check-telegram-away = 连不上 TELEGRAM_API（{ $error }）。
operator-check-telegram-token = Telegram 不认 TELEGRAM_TOKEN，向 @BotFather 核对。

operator-outbox-count = { $state ->
    [waiting] 等着发
    [sending] 正在发
    [held] 等对方先说话
    [sent] 已发
    [missed] 过时没发
    [cancelled] 取消了
   *[failed] 没发成
}：{ $count }
operator-outbox-empty = 现在没有要发的，也没有没发成的。
operator-outbox-failed = 没发成：第 { $id } 条，{ $channel }，试了 { $attempts } 次，原因 { $error }
operator-outbox-again = { $count } 条会重新发。

operator-wechat = 微信公众号已打开，服务器地址（URL）填 { $address }。
operator-wechat-not-set = 没有设置 WECHAT_APP_ID。
operator-wechat-menu-set = 微信菜单已设好，关注的人一天内都能看到。
operator-wechat-menu-same = 微信菜单没有变化，不用再设。要重设就加 --force。
operator-check-wechat = 微信接口连得上，AppID 和 AppSecret 都对。
operator-check-wechat-away = 连不上 WECHAT_API（{ $error }）。
operator-check-wechat-secret = 微信不认 WECHAT_APP_SECRET（{ $error }），在“设置与开发 → 开发接口管理”里核对或重置。
operator-check-wechat-app-id = 微信不认 WECHAT_APP_ID（{ $error }），在“设置与开发 → 开发接口管理”里核对。
operator-check-wechat-ip = 这台机器的外网 IP 不在微信的 IP 白名单里（{ $error }），在“设置与开发 → 开发接口管理”里加上。
operator-check-wechat-refused = 微信拒绝了，错误码 { $error }。
operator-check-wechat-paused = 微信暂时不让主动发消息（错误码 { $code }；45009 是当天次数用完，48001 是账号没有客服消息权限）。用户发来的话照常回。
operator-check-wechat-mode = 微信消息：{ $mode ->
    [plain] 明文。建议改成安全模式，并设置 WECHAT_AES_KEY
   *[aes] 能收加密的
 }。
operator-check-wechat-menu = 微信菜单已设好。
operator-check-wechat-no-menu = 微信菜单还没设：python -m bot wechat menu。
operator-check-wechat-template = 微信通知（{ $kind ->
    [reminder] 提醒
    [progress] 进度
   *[notice] 群发
 }）：{ $way ->
    [template] 模板消息
    [long_term] 长期订阅
   *[one_time] 一次性订阅
 }{ $paused ->
    [yes] ，微信暂时拒绝：查模板、权限和当天次数
   *[no] 。
 }
operator-check-wechat-mass = 微信群发这个月还有 { $left } 次。
operator-check-wechat-public-url = 用微信时 PUBLIC_URL 要以 https:// 开头，文件下载的链接从这里来。

operator-cases-none = 还没有人提交诉求。
operator-cases-department = { $department }：{ NUMBER($count, useGrouping: 0) } 件
operator-case = 　{ $number }　{ $type }　{ $state }　{ $filed } 提交，{ $due } 前答复
operator-audit-well = { NUMBER($count, useGrouping: 0) } 件的办理记录和材料都对得上。
operator-audit-broken = { $number }：{ $spot ->
    [line] 这天的每日封存
    [link] 办理记录第 { NUMBER($place, useGrouping: 0) } 条
    [piece] 材料 { NUMBER($place, useGrouping: 0) }
    [post] 这个编号的工作人员
    [deed] 这个编号的工作人员的操作记录第 { NUMBER($place, useGrouping: 0) } 条（0：整份）
    [chat] 这个编号的聊天归谁（contact 表）
    [message] 这个编号的消息发给谁（outbox 表）
    [said] 这个编号的聊天（contact 表）里的话、文件是谁的
    [points] 这个编号的积分（points_entry 表）
    [duty] 这个编号的要办的事（duty 表）
    [duty_step] 这个编号的要办的事的记录第 { NUMBER($place, useGrouping: 0) } 条
   *[case] 这一件
 }对不上（{ $reason }）。
operator-receipt-good = { $file }：是本服务出的凭证，没有改动。
operator-receipt-bad = { $file }：对不上，不是本服务出的，或者被改过。
operator-receipt-key-bad = --key 不是公钥，到 /receipt-key 核对。
operator-keys-rotated = 换好了：{ NUMBER($count, useGrouping: 0) } 处改用 ENCRYPTION_KEYS 的第一个密钥加密。

operator-staff-added = { $name }（编号 { NUMBER($id, useGrouping: 0) }）的加入码：{ $code }
operator-staff-code-lasts = 只能用一次，{ NUMBER($days, useGrouping: 0) } 天内有效。发给本人：点链接，或者在聊天里打这个码（微信里打码）。
operator-staff-link = 链接：{ $link }
operator-staff-where = --department 和 --place 写一个，只写一个。
operator-staff-host = host 是驿站的，用 --place；部门的人用 --department，role 写 staff、lead 或 admin。
operator-staff-department = 城市包里没有部门 { $key }。有这些：{ $known }
operator-staff-name = 称呼要有，最多 { NUMBER($most, useGrouping: 0) } 个字，比如“王老师”。
operator-staff-none = 还没有工作人员。用 python -m bot staff add 加。
operator-staff = { NUMBER($id, useGrouping: 0) }　{ $name }　{ $where }　{ $role ->
    [lead] 负责人
    [leader] 领导
    [admin] 管理员
    [host] 驿站负责人
   *[staff] 经办人
 }　{ $state ->
    [there] 已加入
    [left] 删了自己的账号
   *[waiting] 还没加入
 }
operator-staff-removed = { $name } 已移除，马上生效。

operator-system-refused = 系统不让做：{ $reason }
operator-nowhere = { $where } 的地点 { $code } 还不在名录里，先不安排。用 python -m bot import places 导入这个地点，马上就会安排。
operator-no-weather = 没有设置 WEATHER_WARNINGS：高温、暴雨这些天气预警不会自动通知。
operator-database-no-database = PostgreSQL 上没有数据库 { $name }：先建好（createdb { $name }），或者改 DATABASE_URL 里的库名。
operator-database-password = PostgreSQL 不认用户 { $role } 的密码：改 DATABASE_URL 里的用户名或密码（密码里的 @ : / 要写成 %40 %3A %2F）。
operator-database-role = PostgreSQL 不让用户 { $role } 连 { $name }：看看有没有这个用户（createuser { $role }），pg_hba.conf 让不让连。
operator-database-rights = PostgreSQL 上用户 { $role } 在数据库 { $name } 里权限不够：让这个用户当库的所有者，或者给它建表和读写的权限。
operator-database-full = PostgreSQL 的连接用完了：加大 max_connections，或者停掉别的程序。
operator-database-starting = PostgreSQL 正在启动或停止，过一会儿再试。
operator-database-ssl = 和 { $host } 上的 PostgreSQL 谈不成加密连接：看看它的证书，或者 DATABASE_URL 里的 ssl。
operator-database-no-host = 找不到数据库的主机 { $host }：看看 DATABASE_URL 里的主机名。
operator-database-refused = { $host } 的端口 { $port } 上没有数据库：看看 PostgreSQL 开了没有，DATABASE_URL 里的主机和端口对不对。
operator-database-silent = { $host } 的端口 { $port } 没有回应：看看 DATABASE_URL 里的主机和端口，防火墙有没有挡住。
operator-database-no-fitting-host = { $host } 里没有一台能写入，连得上的都是备库：把一台提成主库（pg_ctl promote），或者把主库开起来。
operator-database-closed = 数据库文件 { $name } 打不开：看看 DATABASE_URL，运行服务的用户要能读写这个文件和它的文件夹。
operator-database-no-file = { $name } 不是数据库，或者坏了：看看 DATABASE_URL，或者恢复备份。
operator-database-locked = 数据库 { $name } 被别的程序锁着：停掉那个程序，或者过一会儿再试。

operator-check-look-at = 能用。上面打 ! 的看一眼。
operator-check-pack-places = places.csv 能用：{ NUMBER($rows, useGrouping: 0) } 个地点。
operator-check-map = 地图：{ $base ->
    [rings] 只画距离圈，不用审图
   *[other] 底图 { $base }{ $number ->
        [none] （示例城市，没有审图号）
       *[other] ，审图号 { $number }
    }
}。
operator-check-map-key = 地图的底图是 { $base }，要密钥：在 .env 里写 MAP_TILES_KEY。没有就只画距离圈。
operator-check-events = 活动能用：{ NUMBER($count, useGrouping: 0) } 种。
operator-check-database-size = 数据库占 { NUMBER($size_mb, useGrouping: 0) } MB；它的磁盘还有多少，到 PostgreSQL 那台机器上看。
operator-check-no-staff = { NUMBER($all, useGrouping: 0) } 个部门里有 { NUMBER($count, useGrouping: 0) } 个还没有人加入，转给它们的诉求先由牵头部门接：{ $names }。用 python -m bot staff add --department 部门 --name 称呼 加人，把加入码发给本人。
operator-check-staff = 每个部门都有人：{ NUMBER($count, useGrouping: 0) } 个部门。
operator-check-no-backup = 没有用 backup 备份过：每天运行一次 python -m bot backup 文件。用别的办法备份的，不用管这一行。
operator-check-backup = 上次备份是 { NUMBER($days, useGrouping: 0) } 天 { $hours } 小时前。
operator-check-clock = 时钟对得上（和 { $whose } 差 { $seconds } 秒）。
operator-check-clock-off = 这台机器的时钟比 { $whose } { $way ->
    [ahead] 快
   *[behind] 慢
 }了 { NUMBER($seconds, useGrouping: 0) } 秒，期限和提醒会跟着错：打开 NTP 对时（timedatectl set-ntp true）。
operator-check-polling = Telegram 用轮询，{ NUMBER($waiting, useGrouping: 0) } 条在等着取{ $url ->
    [none] 。
   *[other] 。上面还设着 webhook（{ $url }），运行 run 会取消它。
 }
operator-check-webhook = Telegram 的 webhook { $state ->
    [set] 设好了：{ $url }
    [other] 现在指到 { $url }，运行 run 会改过来
   *[none] 还没设，运行 run 会设成 { $url }
 }；{ NUMBER($waiting, useGrouping: 0) } 条在等着送来。
operator-check-webhook-error = Telegram 上次（{ $at }）没送到：{ $reason }。看看 PUBLIC_URL 从外面打不打得开，证书对不对。
operator-check-wechat-later = 微信没有查：先让数据库能用。
operator-check-port = 端口 { $port } 空着，run 可以用。
operator-check-running = 服务正在运行，端口 { $port }。
operator-check-weather = 天气预警读得到，现在有 { NUMBER($count, useGrouping: 0) } 条。
operator-check-weather-away = WEATHER_WARNINGS 读不到，或者格式不对（{ $reason }）：看看文件或网址，格式写在 bot/jobs/weather.py 开头。
operator-no-metrics = 没有设置 METRICS_TOKEN：没有 /metrics，监控看不到这个服务。
operator-no-proxies = 没有设置 TRUSTED_PROXIES：前面有反向代理的话，所有人会算作同一个地址，一分钟只能来 60 个新人。
