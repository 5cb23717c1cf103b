"""The whole directory in one small file whose name changes with its content: a phone keeps it and searches by itself.

It is stored in columns. Each distinct text of opening hours is there once, as the minutes of SPAN_DAYS days at which
its places are open: the phone needs no library for opening hours, and says the same as the chat.
"""

import asyncio
import gzip
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.web.map.cards import details_said
from handlers.phrases.assessment import grade_number
from models.assessment.shown import stars_by_code
from models.city.kinds import GATE
from models.city.pack import City
from models.gates.gate import is_unchecked
from models.places.place import Access
from models.places.published import PublishedPlace, published_places
from models.storage.database import Database, Json
from models.values.calendar import day_begins
from models.values.opening_hours import spans_of

SPAN_DAYS = 8
DEGREE = 100_000
"""Steps in a degree. One is about a metre, so at most half a metre is lost."""
ACCESS = tuple(Access)
Grades = Mapping[str, tuple[int, bool]]
"""Code -> stars, and whether a must failed."""
NO_GRADES: Grades = MappingProxyType({})
FRESH_S = 60.0
"""Seconds until the directory is checked for changes."""
SHARE_OF_TIME = 20
"""A directory that takes long to build is checked less often, so that it takes at most a twentieth of one core."""
LEAST_S = 5.0
"""Seconds between two checks when a page asks for an edition that is unknown here but perhaps known in another
process."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the directory. hash: of the content; it is the edition's name."""

    hash: str
    packed: bytes
    """gzip."""
    count: int


@dataclass
class Directory:
    """The newest edition, and the one before it, which open pages still ask for."""

    database: Database
    city: City
    clock: Callable[[], datetime]
    _editions: list[Edition] = field(default_factory=list)
    _looked: float = -1e9
    _took: float = 0.0
    _day: datetime | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def newest(self) -> Edition:
        """Today's edition, at most a minute old. While another caller waits for a newer one, the last edition."""
        if self._editions and self._turn.locked():
            return self._editions[0]
        async with self._turn:
            if self._age() > max(FRESH_S, self._took * SHARE_OF_TIME) or self._day != self._today():
                await self._look()
            return self._editions[0]

    async def edition(self, name: str) -> Edition | None:
        """The edition with this hash; None if it is not known any more."""
        known = await self.newest()
        if known.hash != name and all(each.hash != name for each in self._editions):
            async with self._turn:
                if self._age() > max(LEAST_S, self._took * SHARE_OF_TIME):
                    await self._look()
        return next((each for each in self._editions if each.hash == name), None)

    def _age(self) -> float:
        return time.monotonic() - self._looked

    def _today(self) -> datetime:
        return day_begins(self.clock(), self.city.zone)

    async def _look(self) -> None:
        began, today = time.monotonic(), self._today()
        async with self.database.reading() as session:
            places = await published_places(session)
            grades = await stars_by_code(session, today=today.astimezone(self.city.zone).date())
        made = await asyncio.to_thread(_edition, places, grades, self.city, today)
        if not self._editions or self._editions[0].hash != made.hash:
            self._editions = [made, *self._editions[:1]]
        self._looked, self._day = time.monotonic(), today
        self._took = self._looked - began


def _edition(places: Sequence[PublishedPlace], grades: Grades, city: City, today: datetime) -> Edition:
    content = json.dumps(columns(places, city, today, grades), ensure_ascii=False, separators=(",", ":")).encode()
    return Edition(hashlib.sha256(content).hexdigest()[:16], gzip.compress(content, 9, mtime=0), len(places))


def columns(places: Sequence[PublishedPlace], city: City, today: datetime, grades: Grades = NO_GRADES) -> Json:
    """Return the directory in columns.

    today: the first moment of the city's day. `needs` are bits in the order of `need_keys`; `hours` and `district` are
    indexes; `unlisted` are the places that come up only for a need, `unchecked` the gates that come last, `unmended`
    the places that do not come up as open; `north` and `east` are steps of 1 / DEGREE from the city's centre. Lists of
    steps hold differences from the number before, and a code begins with the length of what it shares with the one
    before: so it packs to a tenth. `access` counts from 1 in the order of ACCESS, 0: unknown; `checked` is a day
    counted from 1970, 0: unknown; `grade` is a number of `grades_said` (handlers/phrases/assessment.py).
    """
    need_keys, district_keys = list(city.needs), list(city.districts)
    hours = list(dict.fromkeys(each.hours for each in places))
    hours_at = {text: at for at, text in enumerate(hours)}
    bits = {key: 1 << at for at, key in enumerate(need_keys)}
    return {
        "from": int(today.timestamp()) // 60,
        "days": SPAN_DAYS,
        "centre": [city.centre.latitude, city.centre.longitude],
        "need_keys": need_keys,
        "district_keys": district_keys,
        "spans": [_spans(text, today, city.zone) for text in hours],
        "code": _front_coded([each.code for each in places]),
        "name": [each.name for each in places],
        "north": _steps([round((each.latitude - city.centre.latitude) * DEGREE) for each in places]),
        "east": _steps([round((each.longitude - city.centre.longitude) * DEGREE) for each in places]),
        "district": [district_keys.index(each.district) if each.district in district_keys else -1 for each in places],
        "needs": [sum(bits.get(key, 0) for key in set(each.needs.strip("|").split("|"))) for each in places],
        "hours": [hours_at[each.hours] for each in places],
        "address": [each.address if each.address != each.name else "" for each in places],
        "phone": [each.phone or 0 for each in places],
        "note": [each.note or 0 for each in places],
        "access": [ACCESS.index(each.access) + 1 if each.access in ACCESS else 0 for each in places],
        "access_note": [each.access_note or 0 for each in places],
        "checked": [_day(each.checked_at, city.zone) for each in places],
        "grade": [grade_number(grades.get(each.code)) for each in places],
        "details": [details_said(city, each.kind, each.details) or 0 for each in places],
        "unlisted": [at for at, each in enumerate(places) if each.kind in city.unlisted_kinds],
        "unmended": [at for at, each in enumerate(places) if each.unmended_at is not None],
        "unchecked": [
            at for at, each in enumerate(places) if each.kind == GATE and is_unchecked(each.checked_at, today)
        ],
    }


def _day(at: datetime | None, zone: ZoneInfo) -> int:
    """The day of a moment, counted from 1970; 0 if there is none."""
    return (at.astimezone(zone).date() - date(1970, 1, 1)).days if at is not None else 0


def _spans(hours: str, today: datetime, zone: ZoneInfo) -> list[list[int]]:
    """Return [minutes when it is open, minutes when that is unknown], each as begin, end, begin, end, … from `today`,
    in steps."""
    spans = spans_of(hours, today, today + timedelta(days=SPAN_DAYS), zone)
    return [
        _steps([int((moment - today).total_seconds()) // 60 for span in kind for moment in span])
        for kind in (spans.open, spans.unknown)
    ]


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _front_coded(texts: Sequence[str]) -> list[str]:
    """For example `5 2`: the first five characters of the text before, then a 2."""
    coded, before = [], ""
    for text in texts:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, before, strict=False)))
        coded.append(f"{same} {text[same:]}")
        before = text
    return coded
