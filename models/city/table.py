"""Read a file of the city pack key by key, and collect complaints that name the file, the line and the remedy.

A complaint does not end the reading: a value that cannot be read is replaced by a harmless one, so that the author of a
pack learns of all faults at once. The words of complaints are in locales/*/pack.ftl.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from models.city.toml_fault import toml_fault

LOCALES = ("zh-CN", "en")
SOURCE_LOCALE = "zh-CN"
"""The language that a pack must have; it also stands in for another language that is left out."""
LONGEST_KEY = 32
"""Characters; a key is part of a button's data, which has at most 64 bytes."""
LONGEST_SHARED_KEY = 24
"""Characters of a key that shares a button with another key: case types, platforms, articles, benefits, choices."""
LONGEST_EMOJI = 4
LONGEST_SHOWN = 60
"""Characters; a longer wrong value is cut in a complaint."""

AS_NEAR = 0.7
"""The least likeness, from 0 to 1 as difflib measures it, at which a known name is suggested."""
OTHERWISE_CALLED = {
    "name": ("titles", "title"),
    "title": ("titles",),
    "description": ("about", "what", "summary"),
    "type": ("kind",),
    "time": ("when", "hours"),
    "tel": ("phone",),
    "zh": ("zh-CN",),
    "cn": ("zh-CN",),
    "english": ("en",),
}
"""Field names of other formats -> the names that packs use."""

Titles = Mapping[str, str]
"""Locale -> the text that people read; it has every locale of LOCALES."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault of a pack, for the operator. key: of its text in locales/*/pack.ftl, with `args`.

    line: of the file, from 1; None if unknown. path: the dotted key at fault; empty: the whole file.
    """

    file: Path
    key: str
    args: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
    path: str = ""


class BadCityPack(Exception):
    """The pack cannot be used; carries all complaints, file by file."""

    def __init__(self, complaints: Collection[Complaint]) -> None:
        super().__init__("; ".join(f"{each.file.name}, {each.path}: {each.key}" for each in complaints))
        self.complaints = tuple(complaints)


class Complaints:
    """Collects complaints while a pack is read."""

    def __init__(self) -> None:
        self._found: dict[Path, list[Complaint]] = {}

    def add(self, complaint: Complaint) -> None:
        of_file = self._found.setdefault(complaint.file, [])
        if complaint not in of_file:
            of_file.append(complaint)

    @property
    def found(self) -> list[Complaint]:
        """The complaints file by file, those of one file in the order of lines."""
        return [each for of_file in self._found.values() for each in sorted(of_file, key=lambda one: one.line or 0)]

    def stop(self) -> None:
        """Raises BadCityPack if there is any complaint."""
        if self._found:
            raise BadCityPack(self.found)


@contextmanager
def complaining(given: Complaints | None) -> Iterator[Complaints]:
    """Yield the complaints that were given, or new ones if None; the new ones raise BadCityPack at the end."""
    complaints = Complaints() if given is None else given
    yield complaints
    if given is None:
        complaints.stop()


class Unread(dict[str, Any]):
    """Takes the place of a file that cannot be read: it seems to contain every key, so that no name is complained
    of."""

    def __contains__(self, key: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


def read_pack_file(file: Path, complaints: Complaints) -> str | None:
    """The text of a file; None, and a complaint, if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        complaints.add(Complaint(file, "pack-no-file"))
    except OSError as error:
        complaints.add(Complaint(file, "pack-unreadable", {"reason": error.strerror or str(error)}))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        complaints.add(Complaint(file, "pack-not-utf8", line=line))
    return None


def shown(value: object) -> str:
    """A value in the form that complaints show, cut to LONGEST_SHOWN."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def near_to(said: str, known: Collection[str]) -> str:
    """The known name that is most like the one said; empty if none is."""
    near = get_close_matches(said, known, n=1, cutoff=AS_NEAR)
    return near[0] if near else next((each for each in OTHERWISE_CALLED.get(said, ()) if each in known), "")


def _nearest(near: str) -> dict[str, str]:
    return {"near": near, "likely": "yes" if near else "no"}


def listed(known: Collection[str]) -> str:
    return ", ".join(known)


@dataclass(frozen=True)
class PackTable:
    """A table of a file, read key by key. Faults are added to `complaints`, and reading goes on."""

    file: Path
    where: str
    values: Mapping[str, Any]
    complaints: Complaints
    text_read: str = ""
    """The whole text of the file, so that a complaint can name the line; empty if lines are unknown."""
    wrong: set[str] = field(default_factory=set)
    """The paths whose values cannot be used: there are no further complaints about them or anything below them."""

    @classmethod
    def of_toml(cls, file: Path, complaints: Complaints) -> "PackTable":
        text = read_pack_file(file, complaints)
        try:
            if text is not None:
                return cls(file, "", tomllib.loads(text), complaints, text)
        except tomllib.TOMLDecodeError as error:
            fault = toml_fault(str(error))
            number = fault.line or (text.count("\n") + 1 if text else 1)
            said = {
                "reason": fault.reason,
                "what": fault.what,
                "said": fault.said,
                "column": str(fault.column or "none"),
            }
            complaints.add(Complaint(file, "pack-bad-toml", said, number))
        return cls(file, "", {}, complaints, wrong={""})

    @property
    def unread(self) -> bool:
        """Whether its file could not be read at all."""
        return "" in self.wrong

    def bad(self, name: str, complaint: str, /, **args: object) -> None:
        """Complain about a key of this table (empty: the table), unless its value is known to be unusable."""
        path = self._path(name)
        if not self._is_below_wrong(path):
            said = {key: shown(value) if key == "said" else str(value) for key, value in args.items()}
            self.complaints.add(Complaint(self.file, complaint, said, self._line(path), path))

    def unusable(self, name: str, complaint: str, /, **args: object) -> None:
        """Complain about a key, and drop all further complaints about it."""
        self.bad(name, complaint, **args)
        self.give_up(name)

    def give_up(self, name: str) -> None:
        """Drop all further complaints about a key."""
        self.wrong.add(self._path(name))

    def is_wrong(self, name: str) -> bool:
        """Whether the value of a key, or something inside it, could not be read."""
        path = self._path(name)
        return self._is_below_wrong(path) or any(each.startswith(f"{path}.") for each in self.wrong)

    def _is_below_wrong(self, path: str) -> bool:
        return any(not each or path == each or path.startswith(f"{each}.") for each in self.wrong)

    def has(self, key: str) -> bool:
        return key in self.values

    def only(self, *keys: str) -> None:
        """Complain about every key that is not one of these, and suggest the key that was probably meant."""
        for key in self.values:
            if key not in keys:
                near = near_to(key, [each for each in keys if each not in self.values])
                self.bad(key, "pack-unknown-field", said=key, **_nearest(near), known=listed(keys))
                if near:
                    self.give_up(near)

    def text(self, key: str) -> str:
        value = self._get(key, '"…"')
        if isinstance(value, str) and value.strip():
            return value
        self.unusable(key, "pack-not-text", said=value)
        return "?"

    def key(self) -> str:
        return self._checked(self.text("key"), "key", LONGEST_KEY)

    def flag(self, key: str) -> bool:
        value = self._get(key, "true / false")
        if isinstance(value, bool):
            return value
        self.unusable(key, "pack-not-flag", said=value)
        return False

    def flag_or(self, key: str, word: str) -> bool | str:
        """True, false, or this one word."""
        return word if self.values.get(key) == word else self.flag(key)

    def number(self, key: str) -> float:
        value = self._get(key, "1")
        if not isinstance(value, bool) and isinstance(value, int | float):
            return float(value)
        self.unusable(key, "pack-not-number", said=value)
        return 1.0

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from least to most."""
        value = self.number(key)
        if value == int(value) and least <= value <= most:
            return int(value)
        self.unusable(key, "pack-not-whole", said=f"{value:g}", least=least, most=most)
        return least

    def texts_of(self, key: str) -> tuple[str, ...]:
        """The texts of a list that has at least one and none twice."""
        values = self._get(key, '["…", "…"]')
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
            self.unusable(key, "pack-not-list")
            return ()
        for value in dict.fromkeys(each for each in values if values.count(each) > 1):
            self.bad(key, "pack-twice", said=value)
        return tuple(dict.fromkeys(values))

    def named(self, key: str, known: Collection[str], place: str) -> str:
        """A text that must be one of the known ones. place: the file that holds those, such as `needs.toml`."""
        said = self.text(key)
        self.check_known(key, [said], known, place)
        return said

    def all_named(self, key: str, known: Collection[str], place: str) -> tuple[str, ...]:
        """A list of texts that must all be known."""
        said = self.texts_of(key)
        self.check_known(key, said, known, place)
        return said

    def check_known(self, key: str, said: Collection[str], known: Collection[str], place: str) -> None:
        """Complain about each text that is not known, with the most similar known one and the list of all."""
        for each in said:
            if each not in known:
                near = _nearest(near_to(each, known))
                self.bad(key, "pack-not-among", said=each, place=place, **near, known=listed(known) or "—")

    def titles(self, key: str = "titles") -> Titles:
        """Text for people: a table by language, or one text in the source language."""
        value = self._get(key, '"…"')
        if isinstance(value, str) and value.strip():
            return dict.fromkeys(LOCALES, value)
        if not isinstance(value, dict):
            self.unusable(key, "pack-not-titles", said=value)
            return dict.fromkeys(LOCALES, "?")
        table = self.table(key)
        table.only(*LOCALES)
        return table.by_language()

    def by_language(self) -> Titles:
        """The texts under this table's language keys; it may hold other keys too."""
        source = self.text(SOURCE_LOCALE)
        return {
            locale: self.text(locale) if locale != SOURCE_LOCALE and self.has(locale) else source for locale in LOCALES
        }

    def titles_by_key(self, key: str, longest: int = LONGEST_KEY) -> dict[str, Titles]:
        """The titles under each key of a table that has at least one."""
        table = self.table(key)
        return {each: table.titles(each) for each in table.all_keys(longest)}

    def words(self, key: str = "words") -> Mapping[str, tuple[str, ...]]:
        """Locale -> words that people use: a table of lists by language, or one list in the source language."""
        value = self._get(key, '["…", "…"]')
        if not isinstance(value, dict):
            return dict.fromkeys(LOCALES, self.texts_of(key))
        table = self.table(key)
        table.only(*LOCALES)
        source = table.texts_of(SOURCE_LOCALE)
        return {
            locale: table.texts_of(locale) if locale != SOURCE_LOCALE and table.has(locale) else source
            for locale in LOCALES
        }

    def words_together(self, key: str = "words") -> tuple[str, ...]:
        """Words that people use, of all languages together: one list, or lists by language."""
        return tuple(dict.fromkeys(word for words in self.words(key).values() for word in words))

    def table(self, key: str) -> "PackTable":
        value = self._get(key, f"[{self._path(key)}]")
        if not isinstance(value, dict):
            self.unusable(key, "pack-not-table", said=value)
            value = {}
        return PackTable(self.file, self._path(key), value, self.complaints, self.text_read, self.wrong)

    def tables(self, longest: int = LONGEST_KEY) -> Iterator[tuple[str, "PackTable"]]:
        """Every table in this one, with its key; complains if there is none."""
        for key in self.all_keys(longest):
            yield key, self.table(key)

    def all_keys(self, longest: int = LONGEST_KEY) -> Iterator[str]:
        """Every key of this table; complains if there is none."""
        if not self.values:
            self.bad("", "pack-empty")
        for key in self.values:
            yield self._checked(key, key, longest)

    def _checked(self, key: str, where: str, longest: int) -> str:
        if not re.fullmatch(f"[a-z0-9_]{{1,{longest}}}", key):
            self.bad(where, "pack-bad-key", said=key, most=longest)
        return key

    def _get(self, key: str, example: str) -> Any:
        if key not in self.values:
            self.unusable(key, "pack-missing", name=key, example=example)
        return self.values.get(key)

    def _path(self, key: str) -> str:
        return ".".join(filter(None, (self.where, key)))

    def _line(self, path: str) -> int | None:
        return _line_of(self.text_read, path)


def emoji_of(table: PackTable) -> str:
    """The `emoji` of a table: at most LONGEST_EMOJI characters, no letters or digits."""
    emoji = table.text("emoji")
    if len(emoji) > LONGEST_EMOJI or emoji.isascii() or any(char.isalnum() for char in emoji):
        table.bad("emoji", "pack-no-emoji", said=emoji)
    return emoji


def _line_of(text: str, path: str) -> int | None:
    """The line of a TOML text that is nearest to a dotted path: the key itself, or the table that it belongs to."""
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
