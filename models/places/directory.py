"""Check rows for the directory of places; models/places/importing.py writes them.

A row is checked against the city pack alone, so that a whole file can be checked before anything changes.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import NamedTuple

from models.city.pack import City
from models.places.place import Access, details_of
from models.values.opening_hours import BadOpeningHours, SeasonNotSaid, not_known
from models.values.position import BadPosition, Datum, Position
from models.values.street import street_of
from models.values.written_hours import assumes_months, to_osm

MAX_DISTANCE_M = 200_000
"""A place farther than this from the city's centre is considered a mistake."""

LENGTHS = {
    "code": 64,
    "name": 100,
    "address": 200,
    "needs": 1000,
    "hours": 200,
    "phone": 40,
    "note": 1000,
    "access_note": 100,
}
"""The most characters of each text."""

LINK_CODE = re.compile(r"[A-Za-z0-9_-]{1,61}")
"""A code that fits the payload of a link, `st_<code>`, which has at most 64 characters."""

LINK = re.compile(r"\w+://")
"""The beginning of an address in a field."""
MADE_HERE = "made-"
"""The beginning of the codes of places that came up in the chat: no file has them, so no file closes them."""

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d*)?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class PlaceRow(NamedTuple):
    """A checked row: the columns of `Place` that an import decides, and when they were checked. Degrees are WGS-84."""

    code: str
    kind: str
    name: str
    latitude: float
    longitude: float
    district: str | None
    street: str | None
    address: str
    needs: str
    hours: str
    phone: str | None
    note: str | None
    details: str
    sample: bool
    access: str | None
    access_note: str | None
    checked_on: str | None
    """The day in the city on which somebody checked it, in ISO 8601."""


_SPOILT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|#{2,}", re.IGNORECASE)
"""The text that Excel writes if a cell has no value, or no room to show it."""
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
"""A long number as Excel shortens it: its last digits are lost."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a row, for the operator. key: of its text in locales/*/import.ftl, with `args`.

    line: the line of the file on which the row begins, or the number of the GeoJSON feature (from 1); None: the whole
    file.
    """

    key: str
    column: str | None = None
    args: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class Rules:
    """The rules for rows of one import. accept_outside: a place beyond MAX_DISTANCE_M causes a warning, not an
    error."""

    city: City
    datum: Datum
    accept_outside: bool
    sample: bool

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return _names({key: kind.titles for key, kind in self.city.kinds.items()})

    @cached_property
    def fields(self) -> Sequence[str]:
        """The columns that a file may have beside those that every file has."""
        return list(dict.fromkeys(key for kind in self.city.kinds.values() for key in kind.fields))

    @cached_property
    def needs(self) -> Mapping[str, str]:
        return _names({key: need.titles for key, need in self.city.needs.items()})

    @cached_property
    def districts(self) -> Mapping[str, str]:
        return _names({key: district.titles for key, district in self.city.districts.items()})


@dataclass(slots=True)
class Check:
    """The check of one row; it collects every fault, not just the first."""

    values: Mapping[str, str]
    rules: Rules
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def row(self) -> PlaceRow | None:
        """The checked row, or None if it has errors."""
        for column in self.values:
            self._readable(column)
        position = self._position()
        kind = self._known("kind", self.rules.kinds) or ""
        code, name, address = self._code(), self._required("name"), self._text("address")
        place = PlaceRow(
            code=code,
            kind=kind,
            name=name,
            latitude=position.latitude if position else 0.0,
            longitude=position.longitude if position else 0.0,
            district=self._district(position),
            street=street_of(address, name),
            address=address,
            needs=self._needs(kind),
            hours=self._hours(),
            phone=self._text("phone") or None,
            note=self.values.get("note", "").strip() or None,
            details=self._details(kind),
            sample=self.rules.sample,
            access=self._access(),
            access_note=self._text("access_note") or None,
            checked_on=self._checked_on(),
        )
        return None if self.errors else place

    def _text(self, column: str) -> str:
        return " ".join(self.values.get(column, "").split())

    def _wrong(self, key: str, column: str, **args: str) -> None:
        self.errors.append(Problem(key, column, args))

    def _readable(self, column: str) -> None:
        text = self.values[column]
        if _UNPRINTABLE.search(text):
            self._wrong("import-bad-characters", column)
        said = text.strip()
        if said.startswith("="):
            self._wrong("import-formula", column)
        if _SPOILT.fullmatch(said) or (column in ("code", "name", "phone") and _ROUNDED.fullmatch(said)):
            self._wrong("import-spoilt", column, said=said[:40])
        if len(text) > LENGTHS.get(column, 200):
            self._wrong("import-too-long", column, length=str(len(text)), most=str(LENGTHS.get(column, 200)))

    def _required(self, column: str) -> str:
        text = self._text(column)
        if not text:
            self._wrong("import-empty", column)
        return text

    def _code(self) -> str:
        code = self._required("code")
        if code and not LINK_CODE.fullmatch(code):
            self.warnings.append(Problem("import-code-without-link", "code", {"code": code}))
        return code

    def _known(self, column: str, names: Mapping[str, str]) -> str | None:
        """The key that the column gives by key or title; None, and an error, if it is unknown."""
        said = self._required(column)
        if said and said not in names:
            self._wrong(*_unknown(column), said=said, known=_suggestion(said, tuple(names.items())))
        return names.get(said)

    def _access(self) -> str | None:
        said = self._text("access").lower()
        if said and said not in set(Access):
            self._wrong("import-unknown-access", "access", said=said[:40], known=", ".join(Access))
        return said or None

    def _checked_on(self) -> str | None:
        said = self._text("checked_at")
        if not said:
            return None
        try:
            return date.fromisoformat(said.replace("/", "-")).isoformat()
        except ValueError:
            self._wrong("import-bad-day", "checked_at", said=said[:40])
            return None

    def _needs(self, kind: str) -> str:
        """What the place offers, and the kind itself, if people can ask for that."""
        city, names = self.rules.city, self.rules.needs
        said = [
            " ".join(word.split()) for word in unicodedata.normalize("NFKC", self.values.get("needs", "")).split("|")
        ]
        for word in filter(None, said):
            if word not in names:
                self._wrong(*_unknown("needs"), said=word, known=_suggestion(word, _sayings(city)))
        meant = {names.get(word) for word in said}
        keys = [key for key in city.needs if key in meant or key == kind]
        return f"|{'|'.join(keys)}|" if keys else ""

    def _details(self, kind: str) -> str:
        known = self.rules.city.kinds.get(kind)
        fields = known.fields if known is not None else {}
        for column in self.rules.fields:
            if self._text(column) and known is not None and column not in fields:
                self._wrong("import-field-of-other-kind", column, kind=kind, known=", ".join(fields) or "—")
            if LINK.match(self._text(column)) and not self._text(column).startswith("https://"):
                self._wrong("import-plain-link", column)
        return details_of({key: self._text(key) for key in fields})

    def _hours(self) -> str:
        said = self._text("hours")
        try:
            hours = to_osm(said)
        except SeasonNotSaid:
            self.warnings.append(Problem("import-season-not-said", "hours", {"said": said[:40]}))
            return not_known(said)
        except BadOpeningHours:
            self._wrong("import-bad-hours", "hours", said=said[:40])
            return ""
        if assumes_months(said):
            self.warnings.append(Problem("import-usual-seasons", "hours", {"said": said[:40], "hours": hours[:100]}))
        return hours

    def _district(self, position: Position | None) -> str | None:
        found = self.rules.city.district_at(position) if position else None
        if position and found is None:
            self.warnings.append(Problem("import-outside-districts", "latitude"))
        if not self._text("district"):
            return found.key if found else None
        said = self._known("district", self.rules.districts)
        if said is not None and found is not None and said != found.key:
            titles = {"said": self._text("district"), "found": found.titles["zh-CN"]}
            self.warnings.append(Problem("import-other-district", "district", titles))
        return said

    def _position(self) -> Position | None:
        latitude, longitude = self._degrees("latitude"), self._degrees("longitude")
        if latitude is None or longitude is None:
            return None
        position, far_m = self._at(latitude, longitude)
        if far_m <= MAX_DISTANCE_M:
            return position
        if self._at(longitude, latitude)[1] <= MAX_DISTANCE_M:
            self._wrong("import-swapped", "latitude", **self._said())
        elif position is not None:
            found = self.warnings if self.rules.accept_outside else self.errors
            args = {"distance_km": f"{far_m / 1000:.0f}", "most_km": f"{MAX_DISTANCE_M // 1000}"}
            found.append(Problem("import-far-away", "latitude", args))
            return position
        else:
            self._off_the_earth(latitude, longitude)
        return None

    def _off_the_earth(self, latitude: float, longitude: float) -> None:
        if not -90 <= latitude <= 90:
            self._wrong("import-bad-latitude", "latitude", **self._said())
        if not -180 <= longitude <= 180:
            self._wrong("import-bad-longitude", "longitude", **self._said())

    def _at(self, latitude: float, longitude: float) -> tuple[Position | None, float]:
        """The position and its distance from the city's centre in metres; None and infinity if it is not on the
        earth."""
        try:
            position = Position.from_datum(self.rules.datum, latitude, longitude)
        except BadPosition:
            return None, float("inf")
        return position, self.rules.city.centre.distance_m(position)

    def _degrees(self, column: str) -> float | None:
        said = unicodedata.normalize("NFKC", self._text(column))
        if column not in self.values:
            return None  # a GeoJSON feature that is no Point, or a short line: reported already
        if not said:
            self._wrong("import-empty", column)
        elif not _NUMBER.fullmatch(said):
            self._wrong("import-bad-number", column, said=said[:40])
        else:
            return float(said)
        return None

    def _said(self) -> dict[str, str]:
        return {column: self._text(column) for column in ("latitude", "longitude")}


def _unknown(column: str) -> tuple[str, str]:
    keys = {"kind": "import-unknown-kind", "district": "import-unknown-district", "needs": "import-unknown-need"}
    return keys[column], column


def _names(titles: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Each key and each of its titles -> the key."""
    names = {title: key for key, by_locale in titles.items() for title in by_locale.values()}
    return names | {key: key for key in titles}


def _sayings(city: City) -> tuple[tuple[str, str], ...]:
    """Every name of a need, with its key."""
    return tuple(
        (saying, key)
        for key, need in city.needs.items()
        for saying in (key, *need.titles.values(), *(word for words in need.words.values() for word in words))
    )


@lru_cache(maxsize=256)
def _suggestion(said: str, names: tuple[tuple[str, str], ...]) -> str:
    """The key whose name is most like the text; a list of all keys if none is."""
    by_name = dict(names)
    near = get_close_matches(said, by_name, n=1, cutoff=0.5)
    return by_name[near[0]] if near else ", ".join(dict.fromkeys(by_name.values()))
