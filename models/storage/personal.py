"""How a noun declares what it keeps of people: one `Personal` for each room, in `models/<room>/personal.py`.

models/my_data lists them all and walks the list for the export, when two people become one, and when somebody leaves.
The job that deletes by age walks it too. A person is `Any` here, and so is the city pack, because this room is below
theirs.
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
"""The rows deleted by one transaction, if a noun does not say otherwise."""


class Until(StrEnum):
    """How long rows are kept that have no age of their own."""

    THEY_GO = "they go"
    """Until the person is forgotten, or the chat."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Declares that rows of a table belong to a person.

    column: `table.column`, which says whose a row is. lasts: how long a row is kept, or its reference to the person;
    after: the moment from which that is counted. untold: why an export does not show the row; empty if it does.
    outlives: what the row is kept for after its person goes; empty if it goes with them. digests: of a `Person`, by
    which their rows are found if the column holds neither a number nor a foreign key.
    """

    column: str
    lasts: timedelta | Until
    after: str = ""
    untold: str = ""
    outlives: str = ""
    digests: Callable[[AsyncSession, Any], Awaitable[Sequence[str]]] | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person who leaves. withdraw: their open cases are withdrawn; else these go on without them."""

    person: Any
    city: Any
    now: datetime
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Merging:
    """Two people who become one: the data of `other` goes to `kept`."""

    other: Any
    kept: Any
    now: datetime


@dataclass(frozen=True, slots=True)
class Old:
    """Deletes by age, one transaction a call: `work(session, now=…)`, with `limit=` and `city=` if they are set. limit:
    rows of a portion; the work returns how many it did, and is called again after a whole portion. 0: all rows at
    once.
    """

    work: Callable[..., Awaitable[Any]]
    limit: int = 0
    of_city: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """The data that a noun keeps of people, and the work on it. A person is a `Person`.

    export: (session, person) -> the person's data, ready for JSON, times in UTC, ISO 8601, by keys that no other noun
    has. hand_over: the work to do before all foreign keys to `other` are pointed at `kept`. forget: the work to do
    before the database deletes all rows that refer to the person; returns how many things go on without them.
    forget_old: the work by age, in this order.
    """

    kept: Sequence[Kept]
    export: Callable[[AsyncSession, Any], Awaitable[dict[str, Json]]] | None = None
    hand_over: Callable[[AsyncSession, Merging], Awaitable[None]] | None = None
    forget: Callable[[AsyncSession, Leaving], Awaitable[int]] | None = None
    forget_old: Sequence[Old] = field(default=())


def columns_of(row: Base, *, but: str = "") -> dict[str, Json]:
    """A row ready for JSON, by its columns. but: the name of a column that is left out."""
    attributes = {each.columns[0].name: each.key for each in sa.inspect(type(row)).column_attrs}
    values = {name: getattr(row, key) for name, key in attributes.items() if name != but}
    return {key: each.isoformat() if isinstance(each, date) else each for key, each in values.items()}
