"""Whom something is for, encrypted together with it: who can only write the database and leads a row to a chat or a
person of theirs gets nothing, as the row says itself whose it is.

What was said in a chat is for its channel and address, which stay through linking and forgetting and are given out to
nobody else. What waits for a person is for their number and when they came, as the number of somebody who was forgotten
can be given out again; it is renewed when they become one with somebody else (models/outbox/addressing.py). What goes
to many is for everybody: it is the same in all rows of a notice, and says nothing of anybody. The word for that is
encrypted too, so nobody who has not the keys makes it of what is for one.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import BigId, Json, UtcDateTime
from models.storage.encryption import digest, exactly
from models.storage.one_hop import OneHop

log = structlog.get_logger(__name__)

EVERYBODY = {"to": "everybody"}
"""Part of the content of a message that goes to many."""
NOT_THEIRS = "not theirs"
"""Why a row failed: somebody led it to another chat or person than it is for."""
DIGEST_LENGTH = 32
"""Hexadecimal digits: 128 bits."""
PEOPLE_AT_ONCE = 1000
FEW = 8
"""People of whom a statement of their own is kept for each count."""
_PEOPLE = sa.table("person", sa.column("id", BigId), sa.column("created_at", UtcDateTime()))
_FEW_PEOPLE = OneHop(sa.select(_PEOPLE).where(_PEOPLE.c.id.in_(sa.bindparam("numbers", expanding=True))))


class Chat(Protocol):
    """Where something is said: a contact, or an update that came in."""

    @property
    def channel(self) -> str: ...
    @property
    def address(self) -> str | None: ...


# --- a chat -----------------------------------------------------------------------------------------------------------


def for_chat(chat: Chat, said: Json) -> dict[str, Any]:
    """What is kept of something that is said, or was, in the chat."""
    return {"chat": _digest(chat), "said": said}


def is_for_chat(kept: Json, chat: Chat) -> bool:
    """Whether that was kept for this chat."""
    return isinstance(kept, dict) and kept.get("chat") == _digest(chat)


def _digest(chat: Chat) -> str:
    return digest(f"{chat.channel} {chat.address}")[:DIGEST_LENGTH]


def said_in(kept: Json, chat: Chat, **about: object) -> Json:
    """What was said, to its own chat; nothing to another, which is logged. about: what says in the log which it is."""
    if not kept:
        return []
    if is_for_chat(kept, chat):
        return kept["said"]
    log.warning(NOT_THEIRS, **about)
    return []


# --- a person ---------------------------------------------------------------------------------------------------------


def for_person(number: int, since: datetime) -> dict[str, str]:
    """Part of the content of a message for that person, who came then."""
    return {"to": digest(f"{number} {exactly(since)}")[:DIGEST_LENGTH]}


def is_for_person(content: Mapping[str, Json], number: int, since: datetime, **about: object) -> bool:
    """Whether a message of that content is to be told to that person, who came then: it is for them, or everybody. One
    that is not is logged. about: what says in the log which it is."""
    to = content.get("to")
    theirs = to == EVERYBODY["to"] or to == for_person(number, since)["to"]
    if not theirs:
        log.warning(NOT_THEIRS, **about)
    return theirs


async def for_people(session: AsyncSession, numbers: Collection[int]) -> dict[int, dict[str, str]]:
    """By number, what `for_person` gives of those who are there."""
    ids = sorted(numbers)
    if 0 < len(ids) <= FEW:
        came = await _FEW_PEOPLE.rows(session, numbers=ids)
        return {number: for_person(number, since) for number, since in came}
    connection = await session.connection()
    found: dict[int, dict[str, str]] = {}
    for first in range(0, len(ids), PEOPLE_AT_ONCE):
        some = _PEOPLE.c.id.in_(ids[first : first + PEOPLE_AT_ONCE])
        rows = await connection.execute(sa.select(_PEOPLE).where(some))
        found |= {number: for_person(number, since) for number, since in rows}
    return found
