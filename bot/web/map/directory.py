"""The whole directory in one small file that never changes under its name: a phone keeps it and finds by itself.

In columns, and each distinct text of opening hours once, as the minutes of SPAN_DAYS days at which places with it are
open: the phone needs no library for opening hours, and says the same as the chat.
"""

import asyncio
import gzip
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from models.city.pack import City
from models.places.published import PublishedPlace, published_places
from models.storage.database import Database, Json
from models.values.calendar import day_begins
from models.values.opening_hours import spans_of

SPAN_DAYS = 8
DEGREE = 100_000
"""Parts of a degree: about a metre, and half of that is lost at most."""
FRESH_S = 60.0
"""Seconds until it is looked whether the directory has changed."""
SHARE_OF_TIME = 20
"""A directory that takes long to put together is looked at less often: a twentieth of one core at most."""
LEAST_S = 5.0
"""Seconds between two looks when somebody asks for a name that is not known here, but perhaps in another process."""


@dataclass(frozen=True, slots=True)
class Edition:
    """hash: of the content, its name."""

    hash: str
    packed: bytes
    """gzip."""
    count: int


@dataclass
class Directory:
    """The newest edition and the one before it, which pages that are open still ask for."""

    database: Database
    city: City
    clock: Callable[[], datetime]
    _editions: list[Edition] = field(default_factory=list)
    _looked: float = -1e9
    _took: float = 0.0
    _day: datetime | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def newest(self) -> Edition:
        """The edition of today, at most a minute old; while somebody else waits for a newer one, the last."""
        if self._editions and self._turn.locked():
            return self._editions[0]
        async with self._turn:
            if self._age() > max(FRESH_S, self._took * SHARE_OF_TIME) or self._day != self._today():
                await self._look()
            return self._editions[0]

    async def edition(self, name: str) -> Edition | None:
        """The one with this hash; None where it is not known any more."""
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
        made = await asyncio.to_thread(_edition, places, self.city, today)
        if not self._editions or self._editions[0].hash != made.hash:
            self._editions = [made, *self._editions[:1]]
        self._looked, self._day = time.monotonic(), today
        self._took = self._looked - began


def _edition(places: Sequence[PublishedPlace], city: City, today: datetime) -> Edition:
    content = json.dumps(columns(places, city, today), ensure_ascii=False, separators=(",", ":")).encode()
    return Edition(hashlib.sha256(content).hexdigest()[:16], gzip.compress(content, 9, mtime=0), len(places))


def columns(places: Sequence[PublishedPlace], city: City, today: datetime) -> Json:
    """today: the first moment of the city's day. Of a place: `needs` are bits in the order of `need_keys`, `hours` and
    `district` are places in their lists, degrees are parts of DEGREE from the city's centre. Numbers in order are said
    as steps from the one before, and a code by how much of it the one before begins with: that packs to a tenth."""
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
    }


def _spans(hours: str, today: datetime, zone: ZoneInfo) -> list[list[int]]:
    """[when it is open, when that is not known], each as minutes from `today`: begin, end, begin, end, …, in steps."""
    spans = spans_of(hours, today, today + timedelta(days=SPAN_DAYS), zone)
    return [
        _steps([int((moment - today).total_seconds()) // 60 for span in kind for moment in span])
        for kind in (spans.open, spans.unknown)
    ]


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _front_coded(texts: Sequence[str]) -> list[str]:
    """`5 2`: the first five characters of the text before, and a 2."""
    coded, before = [], ""
    for text in texts:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, before, strict=False)))
        coded.append(f"{same} {text[same:]}")
        before = text
    return coded
