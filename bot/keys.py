"""The two secrets of a deployment: one signs the web chat's cookie and seals records, the other encrypts what people
said.

On SQLite, so that the service starts without any setting, missing secrets are made once in DATA_DIR, readable only by
the owner. They are never made beside a database that holds something, because only its own keys open that. On
PostgreSQL they must be set, because several processes and machines have to agree.
"""

import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.settings import BadSettings, Fault, Settings
from models.storage.encryption import Cipher, new_key

NEW_SECRET = "python -c 'import secrets; print(secrets.token_urlsafe(32))'"
NEW_KEY = "python -c 'from models.storage.encryption import new_key; print(new_key())'"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The secrets. Their representation shows nothing, so that they are never printed."""

    signing: str
    cipher: Cipher


def open_keys(settings: Settings) -> Keys:
    """The keys of the settings. Raises BadSettings if a key is missing that may not be made here."""
    if missing := missing_keys(settings):
        raise BadSettings(missing)
    signing = settings.secret_key.get_secret_value() if settings.secret_key else _made_once(settings, "secret_key")
    ring = [key.get_secret_value() for key in settings.encryption_keys] or [_made_once(settings, "encryption_key")]
    return Keys(signing=signing, cipher=Cipher(ring, signing))


def missing_keys(settings: Settings) -> list[Fault]:
    """The keys that PostgreSQL requires and that are not set."""
    if settings.on_sqlite:
        return []
    keys = {"SECRET_KEY": (settings.secret_key, NEW_SECRET), "ENCRYPTION_KEYS": (settings.encryption_keys, NEW_KEY)}
    return [
        Fault(name, "setting-key-needed", {"command": command}) for name, (there, command) in keys.items() if not there
    ]


def _made_once(settings: Settings, name: str) -> str:
    file: Path = settings.data_dir / name
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if not file.exists() and _holds_something(settings.sqlite_file):
        setting = "ENCRYPTION_KEYS" if name == "encryption_key" else "SECRET_KEY"
        there = {"file": str(file), "database": str(settings.sqlite_file)}
        raise BadSettings([Fault(setting, "setting-key-lost", there)])
    fresh = new_key() if name == "encryption_key" else secrets.token_urlsafe(32)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(fresh)
    return fresh


def _holds_something(file: Path | None) -> bool:
    """Return whether any table of a SQLite file has a row, its version aside. A file that cannot be read may hold
    something.
    """
    if file is None or not file.exists() or file.stat().st_size == 0:
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reading:
            names = reading.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
            tables = [name.replace('"', '""') for (name,) in names.fetchall()]
            return any(reading.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in tables)
    except sqlite3.Error:
        return True
