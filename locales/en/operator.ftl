### What the command line tells whoever runs the service.

operator-city = { $city }{ $sample ->
    [yes] {" "}(the sample city: every place is invented)
   *[no] {""}
 }
operator-chat = Chat at { $address }
operator-telegram = Telegram is connected ({ $mode ->
    [webhook] webhook
   *[polling] polling
 }).
operator-stop = Ctrl-C stops it.
operator-upgraded = The database is up to date.
operator-backed-up = Backup written: { $file }. The keys are not in it (secret_key and encryption_key in DATA_DIR, or the settings SECRET_KEY and ENCRYPTION_KEYS): keep them apart, nothing in the backup can be read without them.
operator-backup-exists = { $file } exists already and was not overwritten. Choose another name.
operator-backup-failed = No backup was made: { $reason }
operator-backup-no-database = There is no database { $file }: look at DATABASE_URL.
operator-backup-no-pg-dump = pg_dump was not found: install the PostgreSQL client (Debian: postgresql-client).

operator-check-good = ✓ { $text }
operator-check-bad = ✗ { $text }
operator-check-look = ! { $text }
operator-check-well = All is well.
operator-check-problems = Mend what is marked ✗ first.
operator-check-city = The city pack is good: { $needs } needs, { $districts } districts.
operator-check-articles = The articles are good: { $count } of them.
operator-check-calendar = The moved working weekends of { NUMBER($year, useGrouping: 0) } are not known yet; deadlines count with the holidays that are. Once published, add them to calendar.toml or upgrade the holidays library.
operator-check-disk = { $folder } has { NUMBER($free_mb, useGrouping: 0) } MB free (at least 500 are needed).
operator-check-env-open = { $file } holds secrets, and others on this machine can read it. Run: chmod 600 { $file }
operator-check-keys = The keys are there and open what is stored.
operator-check-keys-other = What is stored was encrypted with other keys. Put the former ones back into ENCRYPTION_KEYS.
operator-check-secret-other = The records of the cases were sealed with another SECRET_KEY. Put the former one back: it never changes.
operator-check-database-old-form = What is stored is still in the form of an older version: run python -m bot db upgrade first, or just run.
operator-check-database-gone = The database that belongs to these keys is gone: what is there now is empty or another one. Restore it from the backup. To begin anew with nothing, delete { $file }.
operator-check-database-unsealed = No chat in the database has a seal, though { $file } says that all have: it is a backup of an older version, or somebody changed it. If you have just restored such a backup, delete { $file } and start again; if not, restore a newer one.
operator-check-database-away = The database cannot be reached ({ $error }): look at DATABASE_URL.
operator-check-database-empty = The database is empty: run python -m bot db upgrade first, or just run.
operator-database-newer = The database is newer than the program: install the newer program again, or restore a backup ({ $error }).
operator-database-stuck = The tables are those of no version, and nothing was changed: restore a backup, then run python -m bot db upgrade ({ $error }).
operator-check-database = The database is up to date (version { $version }).
operator-check-database-old = The database is at version { $version }, the program needs { $newest }: run python -m bot db upgrade.
operator-check-places = { NUMBER($count, useGrouping: 0) } places in the directory.
operator-check-no-places = The directory has no places: bring some in with python -m bot import places.
operator-check-first-needs = No place has these of first_needs in city.toml: { $needs }. Name others, or add them to the places; until then they are not offered.
operator-check-public-url = With a webhook PUBLIC_URL must begin with https://.
operator-check-webchat = The web chat is on.
operator-check-no-channel = No channel is on: set TELEGRAM_TOKEN, or WEBCHAT=true.
operator-check-telegram = Telegram answers; the bot is @{ $name }.
operator-check-telegram-away = TELEGRAM_API cannot be reached ({ $error }).
operator-check-telegram-token = Telegram refuses TELEGRAM_TOKEN: compare it with what @BotFather gave.

operator-outbox-count = { $state ->
    [waiting] waiting
    [sending] being sent
    [held] waiting for the person to write
    [sent] sent
    [missed] missed, too late
    [cancelled] cancelled
   *[failed] failed
}: { $count }
operator-outbox-empty = Nothing waits to be sent, and nothing failed.
operator-outbox-failed = failed: no. { $id }, { $channel }, tried { $attempts } times: { $error }
operator-outbox-again = { $count } will be sent again.

operator-wechat = The WeChat account is served; enter as server address (URL): { $address }
operator-wechat-not-set = WECHAT_APP_ID is not set.
operator-wechat-menu-set = The WeChat menu is set; every follower sees it within a day.
operator-wechat-menu-same = The WeChat menu has not changed. To set it again: --force.
operator-check-wechat = WeChat's API answers; AppID and AppSecret are right.
operator-check-wechat-away = WECHAT_API cannot be reached ({ $error }).
operator-check-wechat-secret = WeChat does not accept WECHAT_APP_SECRET ({ $error }); compare or reset it under 设置与开发 → 开发接口管理.
operator-check-wechat-app-id = WeChat does not know WECHAT_APP_ID ({ $error }); compare it under 设置与开发 → 开发接口管理.
operator-check-wechat-ip = This machine's public IP is not on WeChat's list ({ $error }); add it under 设置与开发 → 开发接口管理 → IP 白名单.
operator-check-wechat-refused = WeChat refused with error { $error }.
operator-check-wechat-paused = WeChat takes no messages but answers for now (error { $code }; 45009: the day's calls are used up, 48001: the account has no right to customer-service messages).
operator-check-wechat-mode = WeChat messages: { $mode ->
    [plain] plain text. Better switch the account to safe mode and set WECHAT_AES_KEY
   *[aes] encrypted ones can be read
 }.
operator-check-wechat-menu = The WeChat menu is set.
operator-check-wechat-no-menu = The WeChat menu is not set yet: python -m bot wechat menu
operator-check-wechat-template = WeChat notices ({ $kind ->
    [reminder] reminders
    [progress] progress
   *[notice] to many
 }): { $way ->
    [template] template messages
    [long_term] long-term subscription
   *[one_time] one-time subscription
 }{ $paused ->
    [yes] , refused by WeChat for now: look at the template, the right and the day’s quota
   *[no] .
 }
operator-check-wechat-mass = { $left } messages to all followers on WeChat are left this month.
operator-check-wechat-public-url = With WeChat, PUBLIC_URL must begin with https://: links to files are made of it.

operator-cases-none = Nobody has filed a case yet.
operator-cases-department = { $department }: { NUMBER($count, useGrouping: 0) }
operator-case = {"  "}{ $number }  { $type }  { $state }  filed { $filed }, answer by { $due }
operator-audit-well = The records and files of { NUMBER($count, useGrouping: 0) } cases hold.
operator-audit-broken = { $number }: { $spot ->
    [line] the daily line of that day
    [link] entry { NUMBER($place, useGrouping: 0) } of the record
    [piece] evidence { NUMBER($place, useGrouping: 0) }
    [post] the staff post with that number
    [deed] entry { NUMBER($place, useGrouping: 0) } of what was done from the staff post with that number (0: all of it)
    [chat] whose the chat with that number is (table contact)
    [message] to whom the message with that number goes (table outbox)
    [said] whose words, state or files are kept for the chat with that number (table contact)
    [points] the points with that number (table points_entry)
    [duty] the duty with that number (table duty)
    [duty_step] step { NUMBER($place, useGrouping: 0) } of the duty with that number
   *[case] the case
 } does not hold ({ $reason }).
operator-receipt-good = { $file }: a receipt of this service, unchanged.
operator-receipt-bad = { $file }: not a receipt of this service, or changed.
operator-receipt-key-bad = --key is no public key: compare it with /receipt-key.
operator-keys-rotated = Done: { NUMBER($count, useGrouping: 0) } values are now under the first of ENCRYPTION_KEYS.

operator-staff-added = The code for { $name } (number { NUMBER($id, useGrouping: 0) }): { $code }
operator-staff-code-lasts = It works once, for { NUMBER($days, useGrouping: 0) } days. They open the link, or type the code in the chat (on WeChat: type it).
operator-staff-link = Link: { $link }
operator-staff-where = Give either --department or --place.
operator-staff-host = A host belongs to a place: use --place. In a department the role is staff, lead or admin.
operator-staff-department = The city pack has no department { $key }. It has: { $known }
operator-staff-name = Give a name of at most { NUMBER($most, useGrouping: 0) } characters, as workers are to be told it.
operator-staff-none = There is no staff yet. Add somebody with python -m bot staff add.
operator-staff = { NUMBER($id, useGrouping: 0) }  { $name }  { $where }  { $role ->
    [lead] lead
    [leader] director
    [admin] admin
    [host] host
   *[staff] handler
 }  { $state ->
    [there] has joined
    [left] deleted their account
   *[waiting] has not joined yet
 }
operator-staff-removed = { $name } has been removed; it holds at once.

operator-system-refused = The system refused: { $reason }
operator-nowhere = { $where }: its place { $code } is not in the directory yet, so it has no dates. Import the place with python -m bot import places, and it has them at once.
operator-no-weather = WEATHER_WARNINGS is not set: warnings of heat, storm and cold are not told by themselves.
operator-database-no-database = PostgreSQL has no database { $name }: make it (createdb { $name }), or correct the name in DATABASE_URL.
operator-database-password = PostgreSQL refuses the password of { $role }: correct user or password in DATABASE_URL (@ : / of a password as %40 %3A %2F).
operator-database-role = PostgreSQL does not let { $role } into { $name }: is there such a role (createuser { $role }), and does pg_hba.conf let it in?
operator-database-rights = On PostgreSQL { $role } has too few rights in { $name }: make it the owner, or let it create, read and write tables.
operator-database-full = PostgreSQL has no connection left: raise max_connections, or stop other programs.
operator-database-starting = PostgreSQL is starting or stopping; try again in a while.
operator-database-ssl = No encrypted connection with PostgreSQL on { $host }: look at its certificate, or at ssl in DATABASE_URL.
operator-database-no-host = The database's host { $host } is not found: correct it in DATABASE_URL.
operator-database-refused = No database listens on { $host }, port { $port }: does PostgreSQL run, are host and port of DATABASE_URL right?
operator-database-silent = { $host }, port { $port } does not answer: correct host and port of DATABASE_URL, or look at the firewall.
operator-database-no-fitting-host = Of { $host } none takes writes: all that answer are standbys. Promote one (pg_ctl promote), or start the primary.
operator-database-closed = The database file { $name } cannot be opened: look at DATABASE_URL; the service's user must read and write the file and its folder.
operator-database-no-file = { $name } is no database, or a broken one: look at DATABASE_URL, or restore a backup.
operator-database-locked = The database { $name } is locked by another program: stop that, or try again in a while.

operator-check-look-at = It works. Look at the lines with !.
operator-check-pack-places = places.csv can be used: { NUMBER($rows, useGrouping: 0) } places.
operator-check-map = The map: { $base ->
    [rings] distance rings alone, which need no review
   *[other] { $base }{ $number ->
        [none] { " " }(a sample city, without a review number)
       *[other] , review number { $number }
    }
}.
operator-check-map-key = The base map { $base } needs a key: set MAP_TILES_KEY in .env. Without it, the map shows distance rings alone.
operator-check-events = The events can be used: { NUMBER($count, useGrouping: 0) }.
operator-check-database-size = The database has { NUMBER($size_mb, useGrouping: 0) } MB; how much its disk has left is seen on PostgreSQL's machine.
operator-check-no-staff = Nobody has joined { NUMBER($count, useGrouping: 0) } of { NUMBER($all, useGrouping: 0) } departments, so the lead department takes what they get first: { $names }. Add people with python -m bot staff add --department KEY --name NAME, and give them their codes.
operator-check-staff = Every department has somebody: { NUMBER($count, useGrouping: 0) }.
operator-check-no-backup = No backup was made with `backup`: run python -m bot backup FILE every day. Never mind this line if you back up otherwise.
operator-check-backup = The last backup is { NUMBER($days, useGrouping: 0) } days and { $hours } hours old.
operator-check-clock = The clock is right ({ $seconds } s from { $whose }).
operator-check-clock-off = This machine's clock is { NUMBER($seconds, useGrouping: 0) } s { $way ->
    [ahead] ahead of
   *[behind] behind
 } { $whose }; deadlines and reminders are wrong by as much. Turn NTP on (timedatectl set-ntp true).
operator-check-polling = Telegram is polled, { NUMBER($waiting, useGrouping: 0) } updates wait{ $url ->
    [none] .
   *[other] . A webhook is still set ({ $url }); `run` takes it away.
 }
operator-check-webhook = Telegram's webhook { $state ->
    [set] is set: { $url }
    [other] leads to { $url }; `run` changes it
   *[none] is not set yet; `run` sets it to { $url }
 }; { NUMBER($waiting, useGrouping: 0) } updates wait.
operator-check-webhook-error = Telegram could not deliver at { $at }: { $reason }. Can PUBLIC_URL be reached from outside, and is its certificate right?
operator-check-wechat-later = WeChat was not asked: make the database work first.
operator-check-port = Port { $port } is free for `run`.
operator-check-running = The service is running, port { $port }.
operator-check-weather = The weather warnings can be read: { NUMBER($count, useGrouping: 0) } now.
operator-check-weather-away = WEATHER_WARNINGS cannot be read, or is of another form ({ $reason }): look at the file or address; the form stands at the top of bot/jobs/weather.py.
operator-no-metrics = METRICS_TOKEN is not set: there is no /metrics.
operator-no-proxies = TRUSTED_PROXIES is not set: behind a proxy everybody counts as one address, which may bring 60 new people a minute.
