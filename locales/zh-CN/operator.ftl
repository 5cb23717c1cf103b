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
operator-check-well = 都正常。
operator-check-problems = 上面打 ✗ 的要先处理。
operator-check-city = 城市包能用：{ $needs } 种服务，{ $districts } 个区。
operator-check-city-bad = 城市包不能用：{ $problem }
operator-check-disk = { $folder } 还有 { NUMBER($free_mb, useGrouping: 0) } MB 空间（至少要 500）。
operator-check-keys = 密钥在，能解开已存的内容。
operator-check-keys-bad = 密钥：{ $problem }
operator-check-keys-other = 已存的内容不是用现在这些密钥加密的。把原来的密钥放回 ENCRYPTION_KEYS。
operator-check-database-away = 连不上数据库（{ $error }），看看 DATABASE_URL。
operator-check-database-empty = 数据库还是空的：先运行 python -m bot db upgrade，或直接 run。
operator-check-database = 数据库是最新的（版本 { $version }）。
operator-check-database-old = 数据库版本是 { $version }，程序要 { $newest }：运行 python -m bot db upgrade。
operator-check-places = 名录里有 { NUMBER($count, useGrouping: 0) } 个地点。
operator-check-no-places = 名录里一个地点也没有：用 python -m bot import places 导入。
operator-check-public-url = 用 webhook 时 PUBLIC_URL 要以 https:// 开头。
operator-check-webchat = 网页聊天已打开。
operator-check-no-channel = 没有打开任何聊天渠道：设置 TELEGRAM_TOKEN，或 WEBCHAT=true。
operator-check-telegram = Telegram 连得上，机器人叫 @{ $name }。
operator-check-telegram-away = 连不上 TELEGRAM_API（{ $error }）。
operator-check-telegram-token = Telegram 不认 TELEGRAM_TOKEN，向 @BotFather 核对。
