"""A consistent copy of the database while the service runs. It never contains the keys: they are kept apart. Nor does
it contain the key of the day's searches, which is to be gone tomorrow (models/places/search_key.py)."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

PAGES_A_STEP = 4096
LEFT_OUT = "search_key"
"""The table whose rows are not copied."""
LAST_BACKUP = "last_backup"


class BackupFailed(Exception):
    """No backup was written. `key` and `arguments`: the operator's text."""

    def __init__(self, key: str, **arguments: str) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments


def write_backup(database_url: str, file: Path) -> None:
    """Copy the database into a new file that only its owner can read. Raises BackupFailed."""
    if file.exists():
        raise BackupFailed("operator-backup-exists", file=str(file))
    url = make_url(database_url)
    unfinished = file.with_name(file.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL, 0o600))
        if url.get_backend_name() == "sqlite":
            _copy_sqlite(Path(url.database or ""), unfinished)
        else:
            _dump_postgresql(url, unfinished)
        unfinished.rename(file)
    except OSError as error:
        raise BackupFailed("operator-backup-failed", reason=str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def note_backup(folder: Path, file: Path, now: datetime) -> None:
    """Note beside the keys, for `check`, when the last backup was written. now: aware UTC."""
    with suppress(OSError):  # the backup itself is written
        (folder / LAST_BACKUP).write_text(f"{now.isoformat()} {file.absolute()}\n", encoding="utf-8")


def last_backup(folder: Path) -> datetime | None:
    """The time of the last backup written here; None if none is known."""
    try:
        return datetime.fromisoformat((folder / LAST_BACKUP).read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _copy_sqlite(source: Path, target: Path) -> None:
    """Use SQLite's own online backup: it copies whole pages of one moment. Raises BackupFailed."""
    if not source.exists():
        raise BackupFailed("operator-backup-no-database", file=str(source))
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.execute("PRAGMA query_only=ON")
            reading.execute("BEGIN")  # one snapshot for all pages, however long the copy takes
            reading.execute("SELECT 1 FROM sqlite_master").fetchone()
            reading.backup(writing, pages=PAGES_A_STEP)
            writing.execute("PRAGMA secure_delete=ON")
            if writing.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (LEFT_OUT,)).fetchone():
                writing.execute(f"DELETE FROM {LEFT_OUT}")
                writing.commit()
    except sqlite3.Error as error:
        raise BackupFailed("operator-backup-failed", reason=str(error)) from error


def _dump_postgresql(url: URL, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("operator-backup-no-pg-dump")
    # The password goes by the environment: every user of the machine can read arguments.
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    done = subprocess.run(
        [program, "--format=custom", f"--exclude-table-data={LEFT_OUT}", f"--file={target}", f"--dbname={address}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed("operator-backup-failed", reason=done.stderr.strip())
