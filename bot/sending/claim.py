"""What becomes of each row that is due: sent on which chat, moved, held, missed or cancelled. One transaction."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot.channel.channel import Channel, Incoming
from handlers.pushed.screen import pushed_methods, pushed_screen
from handlers.pushed.table import additions, causes_that_hold, causes_that_wait
from handlers.talk.texts import Texts
from models.city.pack import City
from models.outbox.causes import Told
from models.outbox.held import BLOCKED, held_rows
from models.outbox.message import OutboxState, Pushed, Urgency, change, due, lease
from models.outbox.order import Ahead, ahead_of
from models.outbox.quiet_times import allowed_at, quiet_times_of
from models.people.addressee import NOT_THEIRS, is_for_person
from models.people.conversation import Conversation
from models.people.open_page import open_pages
from models.people.person import Contact, Person, is_tied
from models.storage.database import Json
from models.storage.unlinkable import by_the_hour

log = structlog.get_logger(__name__)

FORM_LASTS = timedelta(minutes=30)
"""Whoever was silent for so long in the middle of a form has left it."""
LOOK_AGAIN = timedelta(seconds=15)
"""While a form is being filled in."""
CHAT_PAUSE = timedelta(seconds=1)
EVERY_10_S = timedelta(seconds=10)
"""By everybody's clock, so that it tells nothing of when a row was put."""
CAUSE_PAUSED = timedelta(seconds=30)
"""After which a row whose cause was paused is looked at again."""
MOST_TOGETHER = 3
"""Things that waited and are said with one answer: more would bury it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row to be sent, in its channel's own form."""

    id: int
    person_id: int
    contact_id: int
    channel: str
    address: str
    reply: Sequence[Any]
    priority: int
    attempts: int
    send_at: datetime
    since: datetime
    """When it was to be sent first."""
    cause: str | None
    hidden: bool
    """Its moments are kept by the hour (models/storage/unlinkable.py)."""
    gist: bool = False
    """Only the gist, by a message of the channel's own; the row itself waits on until the person writes."""

    def kept(self, moment: datetime) -> datetime:
        """A moment of the row as its columns keep it."""
        return by_the_hour(moment) if self.hidden else moment


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
    people = {row.person_id for row in rows}
    ahead = await ahead_of(session, people, now=now)
    own = {row.cause for row in rows if row.cause}
    causes = ahead.causes | own
    decision = _Decision(
        session,
        channels,
        city,
        texts,
        now,
        readers=await _readers(session, people, channels),
        ahead=ahead,
        holding=await causes_that_hold(session, causes),
        paused=await causes_that_wait(session, causes),
        added=await additions(session, _told(rows), city=city, now=now),
    )
    for row in sorted(rows, key=lambda each: (each.priority, each.order)):
        await decision.about(row)
    for name in channels:
        ids = [each.id for each in decision.ready if each.channel == name]
        await lease(session, ids, channel=name, until=until)
    await change(session, decision.fates)
    return Claim(decision.ready, more=len(rows) >= limit)


async def claim_held(
    session: AsyncSession,
    channel: Channel,
    contact_id: int,
    city: City,
    texts: Texts,
    *,
    now: datetime,
    until: datetime,
) -> list[Ready]:
    """What waited for the person to write and goes with the answer to it, MOST_TOGETHER at most, leased to the caller
    until `until`; the rest may go by itself."""
    contact = await session.get_one(Contact, contact_id)
    person = await session.get_one(Person, contact.person_id)
    waiting = await held_rows(session, person.id) if is_tied(session, contact, person) else ()
    rows = [row for row in waiting if _is_for(row, contact)]
    causes = {row.cause for row in rows if row.cause}
    holding, paused = await causes_that_hold(session, causes), await causes_that_wait(session, causes)
    added = await additions(session, _told(rows), city=city, now=now)
    ready: list[Ready] = []
    fates: list[dict[str, Any]] = []
    for row in rows:
        over = _over(row, person, holding, now)
        if over is not None:
            fates.append(over)
        elif row.cause in paused or len(ready) == MOST_TOGETHER:
            fates.append(_moved(row, now))
        else:
            message = _message(channel, contact, None, person, texts, row, added.get((row.cause or "", person.id)))
            (ready if isinstance(message, Ready) else fates).append(message)  # type: ignore[arg-type]
    await lease(session, [each.id for each in ready], channel=channel.name, until=until)
    await change(session, fates)
    return ready


@dataclass(slots=True)
class _Decision:
    """Row by row, what is earlier for a person first: `ready` to be sent, or a fate of the row in the database."""

    session: AsyncSession
    channels: Mapping[str, Channel]
    city: City
    texts: Texts
    now: datetime
    readers: Mapping[int, _Reader]
    ahead: Ahead
    holding: Collection[str]
    paused: Collection[str]
    added: Mapping[Told, Pushed]
    ready: list[Ready] = field(default_factory=list)
    fates: list[dict[str, Any]] = field(default_factory=list)
    _told: set[int] = field(default_factory=set)
    _ended: set[int] = field(default_factory=set)
    """Rows that nobody waits for any more."""

    async def about(self, row: Any) -> None:
        """Decides."""
        # Who has to write first gets a parked reply then: until they do, nothing has to stay behind it.
        closed = row.person_id in self.ahead.parked and not await self._is_open(row)
        fate = self._at_first_sight(row, closed=closed) or await self._by_its_chat(row)
        if isinstance(fate, Ready):
            self.ready.append(fate)
            if not fate.gist:
                self._told.add(row.person_id)
            return
        self.fates.append(fate)
        if fate["state"] != OutboxState.WAITING:
            self._ended.add(row.id)

    async def _is_open(self, row: Any) -> bool:
        for contact, _ in self._chats(row):
            if await self.channels[contact.channel].may_push(self.session, contact, now=self.now):
                return True
        return False

    def _chats(self, row: Any) -> Sequence[tuple[Contact, Conversation]]:
        """The open chats of whom the row is for; of one that is meant for a single chat, that one."""
        reader = self.readers.get(row.person_id)
        return [] if reader is None else [each for each in reader.chats if _is_for(row, each[0])]

    def _at_first_sight(self, row: Any, *, closed: bool) -> Json | None:
        """What is clear without a look at the chat; None: it may be sent."""
        reader = self.readers.get(row.person_id)
        over = _over(row, reader.person if reader is not None else None, self.holding, self.now)
        if over is not None:
            return over
        if row.since > self.now:  # only its hour has come
            return _moved(row, self.now.replace(second=self.now.second // 10 * 10, microsecond=0) + EVERY_10_S)
        if reader is None or not self._chats(row):
            blocked = reader is not None and reader.blocked
            return _ended(row, *((OutboxState.CANCELLED, BLOCKED) if blocked else (OutboxState.FAILED, "no channel")))
        if row.cause in self.paused:
            return _moved(row, self.now + CAUSE_PAUSED)
        first = None if closed else self.ahead.of(row, self._ended, self.paused)
        if row.person_id in self._told or first is not None:
            return _moved(row, max(self.now + CHAT_PAUSE, first or self.now))
        return self._in_quiet_times(row, reader.person)

    def _in_quiet_times(self, row: Any, person: Person) -> Json | None:
        allowed = allowed_at(self.now, row.urgency, quiet_times_of(person, self.city), self.city.zone)
        if allowed is None:
            return _ended(row, OutboxState.MISSED, "quiet all day")
        if allowed <= self.now:
            return None
        if row.expires_at is not None and row.expires_at < allowed:
            return _ended(row, OutboxState.MISSED, "quiet until it expired")
        return _moved(row, allowed)

    async def _by_its_chat(self, row: Any) -> Ready | dict[str, Any]:
        """The chat to write to, the one used last first; where all have to be written from first, it is held."""
        reader = self.readers[row.person_id]
        paused: list[datetime] = []
        for contact, conversation in self._chats(row):
            if await self.channels[contact.channel].may_push(self.session, contact, now=self.now):
                until = await self.channels[contact.channel].paused_until(self.session, now=self.now)
                if until is not None:
                    paused.append(until)
                    continue
                if _in_form(row, conversation, self.now):
                    return _moved(row, self.now + LOOK_AGAIN)
                channel, added = self.channels[contact.channel], self.added.get((row.cause or "", row.person_id))
                return _message(channel, contact, conversation, reader.person, self.texts, row, added)
        if paused:
            return _moved(row, min(paused))
        return _ended(row, OutboxState.HELD) if row.told_at is not None else await self._by_its_gist(row, reader)

    async def _by_its_gist(self, row: Any, reader: _Reader) -> Ready | dict[str, Any]:
        """Its gist, where a channel has a message for it; else it waits until the person writes."""
        for contact, _ in self._chats(row):
            channel = self.channels[contact.channel]
            words = self.texts.on(channel.name).in_(reader.person.locale)
            try:
                text = pushed_screen(words, row.content).text
            except Exception as error:
                return _unsayable(row, error)
            gist = await channel.gist(self.session, contact, row, text, words, now=self.now)
            if gist is not None and gist.later is not None:
                return _moved(row, gist.later)
            if gist is not None:
                return replace(_ready(channel, contact, gist.reply, row), gist=True)
        return _ended(row, OutboxState.HELD)


def _over(row: Any, person: Person | None, holding: Collection[str], now: datetime) -> dict[str, Any] | None:
    """What becomes of a row that nobody is told any more, whatever their chats; None: somebody is."""
    if person is not None and not is_for_person(row.content, *person.came, outbox=row.id):
        return _ended(row, OutboxState.FAILED, NOT_THEIRS)
    if row.expires_at is not None and row.expires_at < now:
        return _ended(row, OutboxState.MISSED, "expired")
    if row.cause and row.cause not in holding:
        return _ended(row, OutboxState.CANCELLED, "its cause does not hold")
    return None


def _is_for(row: Any, contact: Contact) -> bool:
    """Whether the row may be said in this chat of its person."""
    return row.content.get("contact_id") in (None, contact.id)


def _told(rows: Sequence[Any]) -> list[Told]:
    return [(row.cause, row.person_id) for row in rows if row.cause]


def _in_form(row: Any, conversation: Conversation, now: datetime) -> bool:
    return row.urgency != Urgency.NOW and conversation.state is not None and now - conversation.wrote_at < FORM_LASTS


def _message(
    channel: Channel,
    contact: Contact,
    conversation: Conversation | None,
    person: Person,
    texts: Texts,
    row: Any,
    added: Pushed | None,
) -> Ready | dict[str, Any]:
    """In the person's words and the channel's form; a row that cannot be put into words is a defect, and fails."""
    try:
        screen = pushed_screen(texts.on(channel.name).in_(person.locale), row.content, added)
        chat_id = channel.chat_id(Incoming(channel.name, "", contact.address, None), contact)
        reply = channel.push(pushed_methods(chat_id or 0, screen, row.content.get("picture")), conversation)
    except Exception as error:
        return _unsayable(row, error)
    return _ready(channel, contact, reply, row)


def _unsayable(row: Any, error: Exception) -> dict[str, Any]:
    log.error("message cannot be said", outbox=row.id, error=type(error).__name__)
    return _ended(row, OutboxState.FAILED, type(error).__name__)


def _ready(channel: Channel, contact: Contact, reply: Sequence[Any], row: Any) -> Ready:
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
        row.since,
        row.cause,
        row.hidden,
    )


def _is_heard(channels: Mapping[str, Channel], contact: Contact, opened: Collection[int]) -> bool:
    """A page that is closed, in every process, is told last, whenever it was used."""
    channel = channels.get(contact.channel)
    return channel is None or channel.is_heard(contact.address) or contact.id in opened


async def _readers(session: AsyncSession, ids: set[int], channels: Mapping[str, Channel]) -> dict[int, _Reader]:
    query = (
        sa.select(Person, Contact, Conversation)
        .join(Contact, Contact.person_id == Person.id)
        .join(Conversation, Conversation.contact_id == Contact.id)
        .where(Person.id.in_(ids))
        .options(defer(Conversation.data), defer(Conversation.menu))
    )
    found: dict[int, list[tuple[Person, Contact, Conversation]]] = defaultdict(list)
    for person, contact, conversation in await session.execute(query):
        if is_tied(session, contact, person):
            found[person.id].append((person, contact, conversation))
    to_choose_from = (chats for chats in found.values() if len(chats) > 1)
    opened = await open_pages(session, [contact.id for chats in to_choose_from for _, contact, _ in chats])
    readers = {}
    for person_id, chats in found.items():
        chats.sort(key=lambda each: (_is_heard(channels, each[1], opened), each[2].wrote_at), reverse=True)
        open_ = [(each[1], each[2]) for each in chats if each[1].blocked_at is None and each[1].channel in channels]
        blocked = all(contact.blocked_at is not None for _, contact, _ in chats)
        readers[person_id] = _Reader(chats[0][0], open_, blocked)
    return readers


# Every fate has the same columns, so that all of them are written by one statement.


def _moved(row: Any, send_at: datetime) -> dict[str, Any]:
    return {**_kept(row), "send_at": send_at}


def _ended(row: Any, state: OutboxState, error: str | None = None) -> dict[str, Any]:
    send_at = by_the_hour(row.send_at) if row.hidden else row.send_at
    return {**_kept(row), "send_at": send_at, "state": state, "error": error}


def _kept(row: Any) -> dict[str, Any]:
    return {
        "b_id": row.id,
        "state": OutboxState.WAITING,
        "send_at": row.send_at,
        "error": None,
    }
