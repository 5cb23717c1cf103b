### What is wrong with a setting, as the operator is told. Every variable is text.

setting-at = { $name }：{ $problem }
setting-wrong = 写得不对（{ $reason }），照 .env.example 里的说明改。
setting-one-of = 只能是这几个之一：{ $known }。
setting-number = 要写 { $least } 到 { $most } 的数。
setting-flag = 要写 true（是）或 false（否）。
setting-database-kind = 要以 sqlite+aiosqlite:// 或 postgresql+asyncpg:// 开头。
setting-database-form = 读不懂，写成 postgresql+asyncpg://用户:密码@主机:5432/库名；密码里的 @ : / 要写成 %40 %3A %2F。
setting-database-port = 端口要在 1 到 65535 之间。
setting-database-name = 没有写库名，写成 postgresql+asyncpg://用户:密码@主机:5432/库名。
setting-database-option = 这里不能写 { $option }；要加密连接就写 ?ssl=require。
setting-database-hosts = 写几台主机，就要写几个端口，比如 postgresql+asyncpg://用户:密码@/库名?host=甲,乙&port=5432,5432&target_session_attrs=read-write。
setting-database-folder = { $folder } 是文件夹，要写到文件，比如 sqlite+aiosqlite:///data/nuanxin.db。
setting-address = 要写完整网址，以 https://（或 http://）开头，后面是域名或地址。
setting-address-only = 只写到域名（和端口），后面不要带路径，比如 https://nuanxin.example.org。
setting-telegram-token = 要像 123456:ABC-DEF 这样，照 @BotFather 给的填。
setting-webhook-secret = 1 到 256 个字符，只能用 A-Z a-z 0-9 _ -。
setting-webhook-needs = 设置了 TELEGRAM_WEBHOOK_SECRET（用 webhook），这一项也要设置。
setting-metrics-token = 至少 16 个英文字母、数字或符号，不能有空格。
setting-wechat-app-id = 只有字母和数字，照公众号后台的填（wx…）。
setting-wechat-token = 3 到 32 个英文字母或数字。
setting-wechat-needs = 用微信公众号，这一项也要设置。
setting-oidc-needs = 用统一身份登录办公台，这一项也要设置。
setting-aes-key = 43 个字母或数字，用公众号后台生成的。
setting-networks = 写 IP 地址或网段，用英文逗号隔开，比如 127.0.0.1,10.0.0.0/8。
setting-secret-key = 至少 32 个字符。
setting-encryption-keys = 每个密钥是 32 字节的 URL 安全 base64（44 个字符），几个之间用英文逗号隔开。
setting-key-needed = 用 PostgreSQL 时要设置，这样生成：{ $command }
setting-key-lost = { $file } 不见了，{ $database } 是用它写的，把它放回去。
setting-no-folder = 没有这个文件夹。
setting-folder-closed = { $folder } 写不进去（{ $reason }）：建好这个文件夹，让运行服务的用户能写，或者换一个。
setting-file-unread = 读不了这个文件（{ $reason }）：存成 UTF-8，让运行服务的用户能读。
setting-host = 这不是本机能用的地址或主机名：本机用 127.0.0.1，让别的机器也能连就写 0.0.0.0。
setting-port-taken = 端口 { $port } 已经有程序在用：停掉那个程序，或者换一个端口。
setting-port-forbidden = 没有权限用端口 { $port }：换成 1024 以上的。
setting-role-sqlite = 用 SQLite 时只有一个进程，什么都由它做：去掉这一项。要把网页进程和后台进程分开，就用 PostgreSQL（DATABASE_URL）。
setting-processes-sqlite = 用 SQLite 时只能有一个进程：去掉这一项。要多个进程，就用 PostgreSQL（DATABASE_URL）。
setting-processes-worker = 这里写的是网页进程的个数，worker 不算：去掉这一项，或者去掉 RUN_ROLE。
setting-misspelt = 没有这个设置，没有起作用。{ $likely ->
    [yes] 是不是 { $near }？
   *[no] 能写的都在 .env.example 里。
 }
setting-line-unread = 第 { $line } 行读不懂，没有起作用：写成 名字=值。
