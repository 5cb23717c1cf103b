"""The two secrets of a deployment: what signs the web chat's cookie, and what encrypts what people said.

On SQLite, for a start without any setting, missing ones are made once in DATA_DIR, readable by the owner alone.
On PostgreSQL, where several processes and machines must agree, they have to be set.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.settings import BadSettings, Settings
from models.encryption import Cipher, new_key


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Never printed: the representation shows nothing."""

    signing: str
    cipher: Cipher


def open_keys(settings: Settings) -> Keys:
    """Raises BadSettings where a key is missing that may not be made here."""
    if not settings.on_sqlite:
        missing = [
            f"{name}: must be set with PostgreSQL; make one with: {command}"
            for name, present, command in (
                ("SECRET_KEY", settings.secret_key, "python -c 'import secrets; print(secrets.token_urlsafe(32))'"),
                (
                    "ENCRYPTION_KEYS",
                    settings.encryption_keys,
                    "python -c 'from models.encryption import new_key; print(new_key())'",
                ),
            )
            if not present
        ]
        if missing:
            raise BadSettings(missing)
    signing = settings.secret_key.get_secret_value() if settings.secret_key else _made_once(settings, "secret_key")
    ring = [key.get_secret_value() for key in settings.encryption_keys] or [_made_once(settings, "encryption_key")]
    return Keys(signing=signing, cipher=Cipher(ring))


def _made_once(settings: Settings, name: str) -> str:
    file: Path = settings.data_dir / name
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    fresh = new_key() if name == "encryption_key" else secrets.token_urlsafe(32)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(fresh)
    return fresh
