"""Wake-ups: after a transaction commits, other parts of the service look at once at what it wrote.

`wake` names a topic inside the transaction. After the commit every `woken_by` of this process is called; on PostgreSQL
a NOTIFY of the same transaction tells the other processes, whose `hear_others` passes it on. A wake-up only says where
to look: a lost one costs the time until the next poll, and a superfluous one costs a look.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from models.storage.database import Database
from models.storage.session_info import WITH_COMMIT, Kept

CHANNEL = "nuanxin"
MOST_NAMED = 500
"""The most things named for one topic in a transaction: PostgreSQL takes 8,000 bytes, and a poll finds the rest."""


class WakeUp(StrEnum):
    """The topics to look at. `about` names a thing by a number or a word of the service's own, never by people's
    words."""

    OUTBOX = "outbox"
    """A message is due, or was stopped."""
    PAGE = "page"
    """A contact (its id) got a message, and its page has to show it."""
    LIBRARY = "library"
    """An article changed."""
    FLOOD = "flood"
    """A chat has sent much: the digest under which it is counted; or enough: the digest, and until when (seconds since
    1970)."""
    CASE = "case"
    """Something happened to a case of a department: its key."""
    CONSOLE = "console"
    """Sessions of a post ended: its number."""
    PAUSE = "pause"
    """A channel refuses everybody: its name, and for how many seconds."""


Call = Callable[[str | None], None]
"""Gets the thing that a wake-up of the topic is about; None: any wake-up may have been missed."""

_CALLS: dict[WakeUp, set[Call]] = defaultdict(set)


def wake(session: AsyncSession, topic: WakeUp, about: object = "") -> None:
    """Wakes the listeners of the topic once this transaction is committed."""
    named = session.info.setdefault(Kept.WAKES, defaultdict(dict))[topic]
    if len(named) < MOST_NAMED:
        named[str(about)] = None


@contextmanager
def woken_by(topic: WakeUp, call: Call) -> Iterator[None]:
    """Calls `call` for every wake-up of the topic, by this process or others, for the length of the block."""
    _CALLS[topic].add(call)
    try:
        yield
    finally:
        _CALLS[topic].discard(call)


async def hear_others(driver: Any) -> None:
    """Listens on this connection (asyncpg's own) for wake-ups of other processes from now on, and wakes everybody once
    for those missed before."""
    await driver.add_listener(CHANNEL, _heard)
    for calls in _CALLS.values():
        for call in tuple(calls):
            call(None)


async def wake_at_once(database: Database, topic: WakeUp, about: object) -> None:
    """Wakes without a transaction that writes something."""
    async with database.transaction() as session:
        wake(session, topic, about)


def _heard(_: object, __: int, ___: str, payload: object) -> None:
    name, *abouts = str(payload).split("\n")
    with suppress(ValueError):  # a topic of a newer version
        _pass_on(WakeUp(name), abouts)


def _pass_on(topic: WakeUp, abouts: list[str]) -> None:
    for call in tuple(_CALLS[topic]):
        for about in abouts:
            call(about)


@sa.event.listens_for(Session, "before_commit")
def _notify(session: Session) -> None:
    """Sends the NOTIFY inside the transaction, so that a rollback wakes nobody."""
    wakes = session.info.get(Kept.WAKES)
    if wakes and session.get_bind().dialect.name == "postgresql":
        payloads = ("\n".join((topic, *abouts)).replace("'", "''") for topic, abouts in wakes.items())
        told = "; ".join(f"SELECT pg_notify('{CHANNEL}', '{each}')" for each in payloads)
        session.connection().info[WITH_COMMIT] = told


@sa.event.listens_for(Session, "after_commit")
def _tell_this_process(session: Session) -> None:
    for topic, abouts in session.info.pop(Kept.WAKES, {}).items():
        _pass_on(topic, list(abouts))


@sa.event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(Kept.WAKES, None)
