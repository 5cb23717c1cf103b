"""Names in the environment or in .env that probably mean a setting but are none: they would be ignored."""

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from dotenv.parser import parse_stream

from bot.settings import ENV_FILE, Settings

PREFIXES = ("TELEGRAM_", "WECHAT_", "WEBCHAT_", "WEATHER_", "TRUSTED_", "METRICS_", "ENCRYPTION_")
"""Only our settings begin so."""
AS_NEAR = 0.8
"""Similarity of two names, from 0 to 1, as difflib measures it: one letter missing, added, changed or swapped."""


class Misspelt(NamedTuple):
    """A name that is no setting. near: the setting that it probably means; empty if none is near."""

    name: str
    near: str


def misspelt_settings(environment: Mapping[str, str] = os.environ, file: Path = Path(ENV_FILE)) -> list[Misspelt]:
    """The misspelt names in the environment and in .env, each once."""
    names = [name.upper() for name in (*environment, *names_in(file))]
    return [each for name in dict.fromkeys(names) if (each := _misspelt(name))]


def names_in(file: Path) -> Iterator[str]:
    """The names in the file; none if it cannot be read."""
    try:
        with file.open(encoding="utf-8") as lines:
            yield from (binding.key for binding in parse_stream(lines) if binding.key is not None)
    except (OSError, UnicodeDecodeError):
        return


def lines_unread(file: Path = Path(ENV_FILE)) -> list[int]:
    """The lines of .env that are not read: neither a comment nor NAME=value."""
    try:
        with file.open(encoding="utf-8") as lines:
            bindings = list(parse_stream(lines))
    except (OSError, UnicodeDecodeError):
        return []
    unread = [each.original for each in bindings if each.error or (each.key and each.value is None)]
    return [each.line + _blank_lines_before(each.string) for each in unread]


def _blank_lines_before(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def _misspelt(name: str) -> Misspelt | None:
    known = [each.upper() for each in Settings.model_fields]
    if name in known:
        return None
    near = _nearest(name, known)
    if near and not _is_part(near, name):
        return Misspelt(name, near)
    return Misspelt(name, near) if name.startswith(PREFIXES) else None


def _nearest(name: str, known: Iterable[str]) -> str:
    by_letters = {_letters(each): each for each in known}
    near = get_close_matches(_letters(name), by_letters, n=1, cutoff=AS_NEAR)
    return by_letters[near[0]] if near else ""


def _letters(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(".", "")


def _is_part(known: str, name: str) -> bool:
    """Return whether the name is a setting's with words around it, such as TEST_DATABASE_URL: it is not
    meant for us.
    """
    return name.startswith(f"{known}_") or name.endswith(f"_{known}")
