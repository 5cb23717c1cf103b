"""What becomes of each row that is due: sent on which chat, moved, held, missed or cancelled. One transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from aiogram.methods import SendMessage
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot.channels.channel import Channel, Incoming
from handlers.pushed import pushed_screen
from handlers.texts import Texts
from models.city import City
from models.conversation import Conversation
from models.database import Json
from models.outbox import OutboxState, Urgency, causes_that_hold, causes_that_wait, change, due
from models.person import Contact, Person
from models.quiet_times import allowed_at, quiet_times_of

log = structlog.get_logger(__name__)

FORM_LASTS = timedelta(minutes=30)
"""Whoever was silent for so long in the middle of a form has left it."""
LOOK_AGAIN = timedelta(seconds=15)
"""While a form is being filled in."""
CHAT_PAUSE = timedelta(seconds=1)
CAUSE_PAUSED = timedelta(seconds=30)
"""After which a row whose cause was paused is looked at again."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row to be sent, in its channel's own form."""

    id: int
    person_id: int
    contact_id: int
    channel: str
    address: str
    reply: Sequence[Json]
    priority: int
    attempts: int
    send_at: datetime


@dataclass(slots=True)
class Claim:
    """What a claim came to. more: there may be more that is due."""

    ready: list[Ready] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody something is due for, and their open chats, the one used last first."""

    person: Person
    chats: Sequence[tuple[Contact, Conversation]]
    blocked: bool
    """Every chat there is has been blocked."""


async def claim(
    session: AsyncSession,
    channels: Mapping[str, Channel],
    city: City,
    texts: Texts,
    *,
    now: datetime,
    until: datetime,
    limit: int,
) -> Claim:
    """Decides about the rows that are due, at most `limit`, and leases those to be sent to the caller until `until`."""
    rows = await due(session, now=now, limit=limit)
    if not rows:
        return Claim()
    readers = await _readers(session, {row.person_id for row in rows}, channels)
    causes = {row.cause for row in rows if row.cause}
    holding, paused = await causes_that_hold(session, causes), await causes_that_wait(session, causes)
    ready: list[Ready] = []
    fates: list[dict[str, Any]] = []
    told: set[int] = set()
    for row in rows:
        reader = readers.get(row.person_id)
        fate = _fate(row, reader, city, now, told=row.person_id in told, holds=not row.cause or row.cause in holding)
        if fate is None and row.cause in paused:
            fate = _moved(row, now + CAUSE_PAUSED)
        contact, conversation, held = (
            await _chat(session, reader, channels, now) if fate is None else (None, None, False)
        )
        if fate is None and held:
            fate = _ended(row, OutboxState.HELD)
        if fate is None and conversation is not None and _in_form(row, conversation, now):
            fate = _moved(row, now + LOOK_AGAIN)
        if fate is None and contact is not None and reader is not None:
            message = _message(channels[contact.channel], contact, conversation, reader.person, texts, row)
            fate = message if isinstance(message, dict) else _leased(row, contact, until)
            if isinstance(message, Ready):
                ready.append(message)
                told.add(row.person_id)
        fates.append(fate or _ended(row, OutboxState.FAILED, "no channel"))
    await change(session, fates)
    return Claim(ready, more=len(rows) >= limit)


def _fate(row: Any, reader: _Reader | None, city: City, now: datetime, *, told: bool, holds: bool) -> Json | None:
    """What is clear without a look at the chat; None: it may be sent."""
    if row.expires_at is not None and row.expires_at < now:
        return _ended(row, OutboxState.MISSED, "expired")
    if not holds:
        return _ended(row, OutboxState.CANCELLED, "its cause does not hold")
    if reader is None or not reader.chats:
        blocked = reader is not None and reader.blocked
        return _ended(row, *((OutboxState.CANCELLED, "blocked") if blocked else (OutboxState.FAILED, "no channel")))
    if told:
        return _moved(row, now + CHAT_PAUSE)
    allowed = allowed_at(now, Urgency(row.urgency), quiet_times_of(reader.person, city), city.zone)
    if allowed is None:
        return _ended(row, OutboxState.MISSED, "quiet all day")
    if allowed > now:
        if row.expires_at is not None and row.expires_at < allowed:
            return _ended(row, OutboxState.MISSED, "quiet until it expired")
        return _moved(row, allowed)
    return None


async def _chat(
    session: AsyncSession, reader: _Reader | None, channels: Mapping[str, Channel], now: datetime
) -> tuple[Contact | None, Conversation | None, bool]:
    """The chat to write to; whether all of them have to be written from first."""
    chats = reader.chats if reader is not None else ()
    for contact, conversation in chats:
        if await channels[contact.channel].may_push(session, contact, now=now):
            return contact, conversation, False
    return None, None, bool(chats)


def _in_form(row: Any, conversation: Conversation, now: datetime) -> bool:
    return (
        row.urgency != Urgency.NOW.value and conversation.state is not None and now - conversation.seen_at < FORM_LASTS
    )


def _message(
    channel: Channel, contact: Contact, conversation: Conversation | None, person: Person, texts: Texts, row: Any
) -> Ready | dict[str, Any]:
    """In the person's words and the channel's form; a row that cannot be put into words is a defect, and fails."""
    try:
        screen = pushed_screen(texts.in_(person.locale), row.content)
        chat_id = channel.chat_id(Incoming(channel.name, "", contact.address, None), contact)
        method = SendMessage(chat_id=chat_id or 0, text=screen.text, reply_markup=screen.markup())
        reply = channel.write([method], conversation)
    except Exception as error:
        log.error("message cannot be said", outbox=row.id, error=type(error).__name__)
        return _ended(row, OutboxState.FAILED, type(error).__name__)
    return Ready(
        row.id,
        row.person_id,
        contact.id,
        channel.name,
        contact.address,
        reply,
        row.priority,
        row.attempts,
        row.send_at,
    )


async def _readers(session: AsyncSession, ids: set[int], channels: Mapping[str, Channel]) -> dict[int, _Reader]:
    query = (
        sa.select(Person, Contact, Conversation)
        .join(Contact, Contact.person_id == Person.id)
        .join(Conversation, Conversation.contact_id == Contact.id)
        .where(Person.id.in_(ids))
        .order_by(Conversation.seen_at.desc())
        .options(defer(Conversation.data), defer(Conversation.menu))
    )
    found: dict[int, list[tuple[Person, Contact, Conversation]]] = defaultdict(list)
    for person, contact, conversation in await session.execute(query):
        found[person.id].append((person, contact, conversation))
    readers = {}
    for person_id, chats in found.items():
        open_ = [(each[1], each[2]) for each in chats if each[1].blocked_at is None and each[1].channel in channels]
        blocked = all(contact.blocked_at is not None for _, contact, _ in chats)
        readers[person_id] = _Reader(chats[0][0], open_, blocked)
    return readers


# Every fate has the same columns, so that all of them are written by one statement.


def _moved(row: Any, send_at: datetime) -> dict[str, Any]:
    return {**_kept(row), "send_at": send_at}


def _ended(row: Any, state: OutboxState, error: str | None = None) -> dict[str, Any]:
    return {**_kept(row), "state": state.value, "error": error}


def _leased(row: Any, contact: Contact, until: datetime) -> dict[str, Any]:
    lease = {"leased_until": until, "channel": contact.channel, "contact_id": contact.id}
    return {**_kept(row), "state": OutboxState.SENDING.value, **lease}


def _kept(row: Any) -> dict[str, Any]:
    return {
        "b_id": row.id,
        "state": OutboxState.WAITING.value,
        "send_at": row.send_at,
        "leased_until": None,
        "channel": None,
        "contact_id": None,
        "error": None,
    }
