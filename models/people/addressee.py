"""The addressee of a message, encrypted inside the message.

An attacker who can only write the database may point a row at a chat or person of their own; the content still names
the true addressee, so the attacker gets nothing.

A message said in a chat is addressed to the chat's channel and address, which stay the same through linking and
forgetting and are never reused. A message that waits for a person is addressed to the person's number and the moment
they came, because the number of a forgotten person can be reused; linking two people renews it
(models/outbox/addressing.py). A message to many is addressed to everybody: it is the same in all rows of a notice and
says nothing about anybody. That word is encrypted too, so nobody can put it in without the keys.
"""

from collections.abc import Collection, Iterable, Mapping
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
"""The addressee in the content of a message to many people."""
NOT_THEIRS = "not theirs"
"""The failure of a row that points at another chat or person than its content names."""
DIGEST_LENGTH = 32
"""Hexadecimal digits: 128 bits."""
PEOPLE_AT_ONCE = 1000
FEW = 8
"""Up to this many people are read on the driver itself; the statement is compiled once for each count."""
_PEOPLE = sa.table("person", sa.column("id", BigId), sa.column("created_at", UtcDateTime()))
_FEW_PEOPLE = OneHop(sa.select(_PEOPLE).where(_PEOPLE.c.id.in_(sa.bindparam("numbers", expanding=True))))


class Chat(Protocol):
    """A place where something is said: a contact, or an incoming update."""

    @property
    def channel(self) -> str: ...
    @property
    def address(self) -> str | None: ...


# --- a chat -----------------------------------------------------------------------------------------------------------


def for_chat(chat: Chat, said: Json) -> dict[str, Any]:
    """The stored form of something said in the chat, with the chat as addressee."""
    return {"chat": _digest(chat), "said": said}


def is_for_chat(kept: Json, chat: Chat) -> bool:
    """Whether the stored form is addressed to this chat."""
    return isinstance(kept, dict) and kept.get("chat") == _digest(chat)


def _digest(chat: Chat) -> str:
    return digest(f"{chat.channel} {chat.address}")[:DIGEST_LENGTH]


def said_in(kept: Json, chat: Chat, **about: object) -> Json:
    """What was said, if it is addressed to this chat; else nothing, and a warning in the log. about: fields of that
    warning."""
    if not kept:
        return []
    if is_for_chat(kept, chat):
        return kept["said"]
    log.warning(NOT_THEIRS, **about)
    return []


# --- a person ---------------------------------------------------------------------------------------------------------


def for_person(number: int, since: datetime) -> dict[str, str]:
    """The addressee in the content of a message for the person of this number. since: when the person came."""
    return {"to": digest(f"{number} {exactly(since)}")[:DIGEST_LENGTH]}


def is_for_person(content: Mapping[str, Json], number: int, since: datetime, **about: object) -> bool:
    """Whether the content is addressed to the person or to everybody; if not, a warning is logged.

    since: when the person came. about: fields of the warning.
    """
    to = content.get("to")
    theirs = to == EVERYBODY["to"] or to == for_person(number, since)["to"]
    if not theirs:
        log.warning(NOT_THEIRS, **about)
    return theirs


async def for_people(session: AsyncSession, numbers: Collection[int]) -> dict[int, dict[str, str]]:
    """Number -> the addressee by `for_person`, for those of the people who exist. Whom the session holds, it need not
    ask for: mostly who chats."""
    rows: Iterable[Any] = session.identity_map.values()
    held = (each for each in rows if each.__tablename__ == _PEOPLE.name)
    found = {each.id: for_person(each.id, each.created_at) for each in held if each.id in numbers}
    ids = sorted(set(numbers) - set(found))
    if not ids:
        return found
    if len(ids) <= FEW:
        came = await _FEW_PEOPLE.rows(session, numbers=ids)
        return found | {number: for_person(number, since) for number, since in came}
    connection = await session.connection()
    for first in range(0, len(ids), PEOPLE_AT_ONCE):
        some = _PEOPLE.c.id.in_(ids[first : first + PEOPLE_AT_ONCE])
        rows = await connection.execute(sa.select(_PEOPLE).where(some))
        found |= {number: for_person(number, since) for number, since in rows}
    return found
