"""The demand for places: whether each search was met, and if not, why not; never where exactly, nor by whom.

A record lies a day, until models/places/search_counts.py counts it. Whoever can read the table, but has no keys, sees
the day and digests: the rest is encrypted, because a cell and a time of the day beside what the database has of chats
would tell who was where. Whoever has the keys can tell people apart until the day's key is gone
(models/places/search_key.py).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.places.search_key import Searcher, search_key
from models.storage.database import Base, EncryptedJson, Json
from models.storage.encryption import NAME_LENGTH
from models.storage.one_hop import OneHop, insert_of
from models.storage.unlinkable import digest_under
from models.values.position import Position

WITHIN_REACH_M = 1_000.0
"""A place farther than this is not "near": somebody on a break will not walk a quarter of an hour, nor ride back."""
FARTHEST_M = 30_000
"""What a distance counts as if there is no such place, or only a farther one; a search from farther outside of the
city is not recorded at all."""
CELL_RESOLUTION = 8
"""H3 cells of about 0.7 km²: nothing finer is kept of where somebody was."""
COARSE_M = 10


class Outcome(StrEnum):
    """Whether a search was met, or what was missing."""

    MET = "met"
    """A place within reach had all that was needed, and was open."""
    SHUT = "shut"
    """Such places were within reach, but none was known to be open at that hour: longer hours are missing."""
    LACKING = "lacking"
    """Only places without what was needed were within reach: a service is missing."""
    FAR = "far"
    """No place was within reach: a place is missing."""
    UNKNOWN = "unknown"
    """It was not met; from before the cause was recorded."""


class Band(StrEnum):
    """A part of the city's day: meals, when riders work, have their own."""

    NIGHT = "night"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    LATE = "late"
    UNKNOWN = "unknown"
    """From before it was recorded."""


BAND_ENDS = {Band.NIGHT: 6, Band.MORNING: 10, Band.NOON: 14, Band.AFTERNOON: 17, Band.EVENING: 21, Band.LATE: 24}
"""The hour of the city's day at which each band ends; the next one begins there."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Metres to the nearest place that has all that is needed and is open; to the nearest that has it, open or not; to
    the nearest of all places. None: there is no such place, or none near."""

    open_m: float | None
    any_m: float | None
    place_m: float | None

    @property
    def outcome(self) -> Outcome:
        if is_near(self.open_m):
            return Outcome.MET
        if is_near(self.any_m):
            return Outcome.SHUT
        return Outcome.LACKING if is_near(self.place_m) else Outcome.FAR


class SearchRecord(Base):
    """One search of a day. Its key is random to who lacks the day's key, so that its place in the table tells no order;
    without row ids, for the same reason."""

    __tablename__ = "place_search_record"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True)
    """Of the city."""
    token: Mapped[str] = mapped_column(primary_key=True)
    """Who searched, under the key of the day."""
    once: Mapped[str] = mapped_column(primary_key=True)
    """A digest of who searched, where, for what, in which hour: a repeat has the same."""
    content: Mapped[Json] = mapped_column(EncryptedJson)
    """A `Searched`, as a dictionary."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The content of a record. cell: H3, at CELL_RESOLUTION. needs: keys between bars as on a place, in alphabetical
    order; empty if nothing in particular was needed. open_m, any_m: as in `Nearest`, rounded to COARSE_M, FARTHEST_M at
    most. source: a `Source`."""

    band: Band
    cell: str
    needs: str
    outcome: Outcome
    open_m: int
    any_m: int
    source: str

    @classmethod
    def of(cls, content: Json) -> "Searched":
        return cls(**{**content, "band": Band(content["band"]), "outcome": Outcome(content["outcome"])})


async def record_search(
    session: AsyncSession,
    here: Position,
    nearest: Nearest,
    *,
    needs: Sequence[str],
    by: Searcher,
    city: City,
    now: datetime,
) -> None:
    """Records a search, except from outside of the city. A repeat, which is the same searcher's for the same needs in
    the same cell within the same hour of the day, counts once. now: aware."""
    if not city.is_near(here):
        return
    local = now.astimezone(city.zone)
    key = await search_key(session, local.date())
    searched = Searched(
        band=band_of(local.hour),
        cell=cell_of(here),
        needs=f"|{'|'.join(sorted(set(needs)))}|" if needs else "",
        outcome=nearest.outcome,
        open_m=_coarse(nearest.open_m),
        any_m=_coarse(nearest.any_m),
        source=by.source,
    )
    token = by.token(key)
    same = f"{token} {local.hour} {searched.cell} {searched.needs}"
    once = digest_under(key, "search", same)[:NAME_LENGTH]
    statement = _record_statement(session.get_bind().dialect.name)
    await statement.run(session, day=local.date(), token=token, once=once, content=asdict(searched))


def is_near(distance_m: float | None) -> bool:
    """Whether something that far is within reach. None: there is nothing."""
    return distance_m is not None and distance_m <= WITHIN_REACH_M


def band_of(hour: int) -> Band:
    """The band of an hour of the day, 0 to 23."""
    return next(band for band, ends in BAND_ENDS.items() if hour < ends)


def cell_of(here: Position) -> str:
    """The H3 cell of a position."""
    from h3.api.basic_str import latlng_to_cell  # 70 ms to import: not for commands that never search

    return str(latlng_to_cell(here.latitude, here.longitude, CELL_RESOLUTION))


def centre_of(cell: str) -> Position:
    """The middle of an H3 cell."""
    from h3.api.basic_str import cell_to_latlng  # 70 ms to import

    return Position.wgs84(*cell_to_latlng(cell))


def _coarse(distance_m: float | None) -> int:
    return FARTHEST_M if distance_m is None else min(FARTHEST_M, round(distance_m / COARSE_M) * COARSE_M)


@lru_cache(maxsize=2)
def _record_statement(dialect: str) -> OneHop:
    columns = SearchRecord.__table__.c.keys()
    return OneHop(
        insert_of(dialect, SearchRecord).values({name: sa.bindparam(name) for name in columns}).on_conflict_do_nothing()
    )
