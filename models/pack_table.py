"""How a file of the city pack is read: key by key, every complaint naming the file, the line and how to mend it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCALES = ("zh-CN", "en")
LONGEST_KEY = 24
"""A key travels in a button, and a button carries 64 bytes in all."""

Titles = Mapping[str, str]
"""Locale -> what people read; every locale of LOCALES is there."""


class BadCityPack(Exception):
    """A pack cannot be used. For the operator: which file, where in it (line or key), what is wrong, how to mend it."""

    def __init__(self, file: Path, where: str, problem: str, mend: str) -> None:
        super().__init__(f"{file}{', ' if where else ''}{where}: {problem}. {mend}")
        self.file = file
        self.where = where
        self.problem = problem
        self.mend = mend


def read_pack_file(file: Path) -> str:
    """The text of a file. Raises BadCityPack."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadCityPack(file, "", error.strerror or str(error), "A city pack needs this file") from error
    except UnicodeDecodeError as error:
        raise BadCityPack(file, f"byte {error.start}", "it is not UTF-8", "Save it as UTF-8") from error


@dataclass(frozen=True)
class PackTable:
    """A table of a file, read key by key; every complaint names the file and the key."""

    file: Path
    where: str
    values: Mapping[str, Any]
    text_read: str = ""
    """The whole TOML it came from, so that a complaint can name the line; empty where it is no TOML."""

    @classmethod
    def of_toml(cls, file: Path) -> "PackTable":
        try:
            text = read_pack_file(file)
            return cls(file, "", tomllib.loads(text), text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line \d+", str(error))
            raise BadCityPack(file, line[0] if line else "the end", str(error), "Correct the TOML") from error

    def bad(self, key: str, problem: str, mend: str) -> BadCityPack:
        """The complaint about a key of this table (empty: about the table)."""
        path = self._path(key)
        line = _line_of(self.text_read, path)
        return BadCityPack(self.file, f"line {line}, {path}" if line else path, problem, mend)

    def has(self, key: str) -> bool:
        return key in self.values

    def only(self, *keys: str) -> None:
        for key in self.values:
            if key not in keys:
                raise self.bad(key, "the key is not known", f"Known here: {', '.join(keys)}")

    def text(self, key: str) -> str:
        value = self._get(key, '"…"')
        if not isinstance(value, str) or not value.strip():
            raise self.bad(key, f"{value!r} is not a text", "Write some words in quotes")
        return value

    def key(self) -> str:
        return self._checked(self.text("key"), "key")

    def flag(self, key: str) -> bool:
        value = self._get(key, "true or false")
        if not isinstance(value, bool):
            raise self.bad(key, f"{value!r} is neither true nor false", "Write true or false, without quotes")
        return value

    def number(self, key: str) -> float:
        value = self._get(key, "a number")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.bad(key, f"{value!r} is not a number", "Write a number, without quotes")
        return float(value)

    def texts_of(self, key: str) -> tuple[str, ...]:
        """The texts of a list: one at least, none twice."""
        values = self._get(key, '["…", "…"]')
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
            raise self.bad(key, "it is not a list of texts", 'Write it as ["…", "…"], with at least one')
        for value in values:
            if values.count(value) > 1:
                raise self.bad(key, f"{value!r} is there twice", "Take one away")
        return tuple(values)

    def titles(self) -> Titles:
        return self.table("titles").texts()

    def texts(self) -> Titles:
        """This table as titles: one text for each locale."""
        self.only(*LOCALES)
        return {locale: self.text(locale) for locale in LOCALES}

    def table(self, key: str) -> "PackTable":
        value = self._get(key, "a table of its own")
        if not isinstance(value, dict):
            raise self.bad(key, f"{value!r} is not a table", "Write it as a table")
        return PackTable(self.file, self._path(key), value, self.text_read)

    def tables(self) -> Iterator[tuple[str, "PackTable"]]:
        """Every table in this one, with its key; at least one."""
        if not self.values:
            raise self.bad("", "nothing is there", "Add at least one table")
        for key in self.values:
            yield self._checked(key, key), self.table(key)

    def _checked(self, key: str, where: str) -> str:
        if not re.fullmatch(f"[a-z_]{{1,{LONGEST_KEY}}}", key):
            mend = f"Use a to z and _ only, {LONGEST_KEY} letters at most"
            raise self.bad(where, f"{key!r} cannot be a key", mend)
        return key

    def _get(self, key: str, example: str) -> Any:
        if key not in self.values:
            raise self.bad(key, "it is missing", f"Add {key}: {example}")
        return self.values[key]

    def _path(self, key: str) -> str:
        return ".".join(filter(None, (self.where, key)))


def _line_of(text: str, path: str) -> int | None:
    """The line of a TOML text that comes nearest to a dotted path: the key itself, or the table it belongs to."""
    wanted = path.split(".")
    table: list[str] = []
    best, found = 0, None
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?([^\[\]]+)\]", line):
            here = table = _parts(header[1])
        elif pair := re.match(r"\s*([\w.\"-]+)\s*=", line):
            here = table + _parts(pair[1])
        else:
            continue
        if len(here) <= len(wanted) and here == wanted[: len(here)] and len(here) > best:
            best, found = len(here), number
    return found


def _parts(key: str) -> list[str]:
    return [part.strip().strip('"') for part in key.split(".")]
