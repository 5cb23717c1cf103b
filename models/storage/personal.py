"""How a noun declares what it keeps of people: one `Personal` a room, in `models/<room>/personal.py`.

models/my_data lists them all and walks the list: for the file that a person takes along, when two people become one,
and when somebody leaves. The job that forgets by age walks it too. A person is `Any` here, and so is the city pack, as
this room is below theirs.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import Base, Json

PORTION = 200
"""Rows that are forgotten by one transaction, where a noun says nothing else."""


class Until(StrEnum):
    """How long rows are kept that have no age of their own."""

    THEY_GO = "they go"
    """Until the person is forgotten, or the chat."""


@dataclass(frozen=True, slots=True)
class Kept:
    """That rows of a table are of a person.

    column: `table.column`, by which or in which a row says whose it is. lasts: how long a row is kept, or the reference
    to the person in it; after: the moment from which that is counted. untold: why an export does not show the row; none
    where it does. outlives: what the row is kept for when its person goes; none where it goes with them. digests: of a
    `Person`, by which their rows are found where the column holds neither a number nor a foreign key.
    """

    column: str
    lasts: timedelta | Until
    after: str = ""
    untold: str = ""
    outlives: str = ""
    digests: Callable[[AsyncSession, Any], Awaitable[Sequence[str]]] | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody leaves. withdraw: their open cases are withdrawn; else these go on without them."""

    person: Any
    city: Any
    now: datetime
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Merging:
    """Two people become one: what was the other's is the kept one's."""

    other: Any
    kept: Any
    now: datetime


@dataclass(frozen=True, slots=True)
class Old:
    """Forgets by age, one transaction a call: `work(session, now=…)`, with `limit=` and `city=` where they are set.

    limit: rows of a portion; the work returns how many it did, and is called again after a whole portion. 0: all rows
    at once.
    """

    work: Callable[..., Awaitable[Any]]
    limit: int = 0
    of_city: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What a noun keeps of people, and what becomes of it. A person is a `Person`.

    export: (session, person) -> what the person takes along, ready for JSON, times in UTC, ISO 8601, by keys that no
    other noun has. hand_over: what must happen before all that refers to the other by a foreign key is the kept one's.
    forget: what must happen before the database deletes all that refers to the person; returns how many things go on
    without them. forget_old: by age, in this order.
    """

    kept: Sequence[Kept]
    export: Callable[[AsyncSession, Any], Awaitable[dict[str, Json]]] | None = None
    hand_over: Callable[[AsyncSession, Merging], Awaitable[None]] | None = None
    forget: Callable[[AsyncSession, Leaving], Awaitable[int]] | None = None
    forget_old: Sequence[Old] = field(default=())


def columns_of(row: Base, *, but: str = "") -> dict[str, Json]:
    """A row ready for JSON, by its columns. but: one that is left out."""
    attributes = {each.columns[0].name: each.key for each in sa.inspect(type(row)).column_attrs}
    values = {name: getattr(row, key) for name, key in attributes.items() if name != but}
    return {key: each.isoformat() if isinstance(each, date) else each for key, each in values.items()}
