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
operator-check-well = All is well.
operator-check-problems = Mend what is marked ✗ first.
operator-check-city = The city pack is good: { $needs } needs, { $districts } districts.
operator-check-city-bad = The city pack cannot be used: { $problem }
operator-check-disk = { $folder } has { NUMBER($free_mb, useGrouping: 0) } MB free (at least 500 are needed).
operator-check-keys = The keys are there and open what is stored.
operator-check-keys-bad = Keys: { $problem }
operator-check-keys-other = What is stored was encrypted with other keys. Put the former ones back into ENCRYPTION_KEYS.
operator-check-database-away = The database cannot be reached ({ $error }): look at DATABASE_URL.
operator-check-database-empty = The database is empty: run python -m bot db upgrade first, or just run.
operator-check-database = The database is up to date (version { $version }).
operator-check-database-old = The database is at version { $version }, the program needs { $newest }: run python -m bot db upgrade.
operator-check-places = { NUMBER($count, useGrouping: 0) } places in the directory.
operator-check-no-places = The directory has no places: bring some in with python -m bot import places.
operator-check-public-url = With a webhook PUBLIC_URL must begin with https://.
operator-check-webchat = The web chat is on.
operator-check-no-channel = No channel is on: set TELEGRAM_TOKEN, or WEBCHAT=true.
operator-check-telegram = Telegram answers; the bot is @{ $name }.
operator-check-telegram-away = TELEGRAM_API cannot be reached ({ $error }).
operator-check-telegram-token = Telegram refuses TELEGRAM_TOKEN: compare it with what @BotFather gave.
