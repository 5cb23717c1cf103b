### What is wrong with a setting, as the operator is told. Every variable is text.

setting-at = { $name }: { $problem }
setting-wrong = It cannot be read ({ $reason }). See .env.example.
setting-one-of = It must be one of { $known }.
setting-number = It must be a number from { $least } to { $most }.
setting-flag = It must be true or false.
setting-database-kind = It must begin with sqlite+aiosqlite:// or postgresql+asyncpg://.
setting-database-form = It cannot be read: postgresql+asyncpg://user:password@host:5432/name, with @ : / of a password as %40 %3A %2F.
setting-database-port = Its port must be 1 to 65535.
setting-database-name = It names no database: postgresql+asyncpg://user:password@host:5432/name.
setting-database-option = { $option } cannot be said here. For an encrypted connection write ?ssl=require.
setting-database-hosts = Several hosts are named with a port each, as in postgresql+asyncpg://user:password@/name?host=a,b&port=5432,5432&target_session_attrs=read-write.
setting-database-folder = { $folder } is a folder. Name a file, such as sqlite+aiosqlite:///data/nuanxin.db.
setting-address = It must be an address that begins with https:// (or http://) and names a host.
setting-address-only = It must end with the host (and port), without a path: https://nuanxin.example.org.
setting-telegram-token = It must look like 123456:ABC-DEF, as @BotFather gives it.
setting-webhook-secret = 1 to 256 characters, only A-Z a-z 0-9 _ -.
setting-webhook-needs = TELEGRAM_WEBHOOK_SECRET is set (webhook), so this must be set too.
setting-metrics-token = At least 16 letters, digits or signs, without spaces.
setting-wechat-app-id = Only letters and digits, as the account's console shows it (wx…).
setting-wechat-token = 3 to 32 letters and digits.
setting-wechat-needs = For a WeChat account this must be set too.
setting-oidc-needs = To sign in to the console by a provider this must be set too.
setting-aes-key = 43 letters and digits, as the account's console makes it.
setting-networks = Addresses or networks, separated by commas: 127.0.0.1,10.0.0.0/8.
setting-secret-key = At least 32 characters.
setting-encryption-keys = Each key is 32 bytes in URL-safe base64 (44 characters); separate with commas.
setting-key-needed = It must be set with PostgreSQL. Make one with: { $command }
setting-key-lost = { $file } is not there, and { $database } was written with it: put it back.
setting-no-folder = There is no such folder.
setting-folder-closed = { $folder } cannot be written ({ $reason }): make it, let the service's user write there, or name another.
setting-file-unread = This file cannot be read ({ $reason }): save it as UTF-8, and let the service's user read it.
setting-host = This is no address or name of this machine: 127.0.0.1 for this machine alone, 0.0.0.0 for others too.
setting-port-taken = Another program listens on port { $port }: stop that, or take another port.
setting-port-forbidden = Port { $port } may not be used: take one from 1024 on.
setting-role-sqlite = With SQLite there is one process, which does everything: leave this out. For web processes and a worker of their own use PostgreSQL (DATABASE_URL).
setting-processes-sqlite = With SQLite there is one process: leave this out. For several use PostgreSQL (DATABASE_URL).
setting-processes-worker = This says how many web processes there are, and a worker is none: leave this out, or RUN_ROLE.
setting-misspelt = There is no such setting, it has no effect. { $likely ->
    [yes] Is it { $near }?
   *[no] All there are stand in .env.example.
 }
setting-line-unread = Line { $line } cannot be read and has no effect: write NAME=value.
