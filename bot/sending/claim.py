"""Decides on each row that is due: send it on a chat, move it, hold it, or end it as missed or cancelled. One
transaction."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot.channel.channel import Channel
from handlers.pushed.table import Standing, pushed_methods, pushed_screen, standing_of
from handlers.talk.texts import Texts
from models.city.pack import City
from models.outbox.causes import Told
from models.outbox.held import BLOCKED, held_rows
from models.outbox.message import OutboxState, Urgency
from models.outbox.quiet_times import allowed_at, quiet_times_of
from models.outbox.sending import Ahead, ahead_of, change, due, lease
from models.people.addressee import NOT_THEIRS, is_for_person
from models.people.conversation import Conversation
from models.people.person import Contact, Person, is_tied
from models.storage.database import Json
from models.storage.turns import take_turns, turn_of
from models.storage.unlinkable import by_the_hour

log = structlog.get_logger(__name__)

FORM_LASTS = timedelta(minutes=30)
"""A person who is silent this long in the middle of a form has left it."""
LOOK_AGAIN = timedelta(seconds=15)
"""The wait while a person fills in a form."""
CHAT_PAUSE = timedelta(seconds=1)
EVERY_10_S = timedelta(seconds=10)
"""Steps of the wall clock, so that the time does not tell when a row was put."""
CAUSE_PAUSED = timedelta(seconds=30)
"""The wait for a row whose cause is paused."""
MOST_TOGETHER = 3
"""Waiting messages that are sent along with one answer; more would bury the answer."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row to be sent, in the form of its channel."""

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
    """The first time at which it was to be sent."""
    cause: str | None
    hidden: bool
    """Its times are kept to the hour (models/storage/unlinkable.py)."""
    gist: bool = False
    """Only the gist goes out, in a message type of the channel; the row itself waits until the person writes."""

    def kept(self, moment: datetime) -> datetime:
        """A time of the row as its columns keep it."""
        return by_the_hour(moment) if self.hidden else moment


@dataclass(slots=True)
class Claim:
    """The result of a claim. more: more rows may be due."""

    ready: list[Ready] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """A person with due rows, and their open chats, the last used first."""

    person: Person
    chats: Sequence[tuple[Contact, Conversation]]
    blocked: bool
    """All chats of the person are blocked."""
    answered: Collection[int]
    """Contacts whose chat is being answered now, where the answer and a message would take the same number."""


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
    """Decide on at most `limit` due rows, and lease the rows to be sent to the caller until `until`."""
    rows = await due(session, now=now, limit=limit)
    if not rows:
        return Claim()
    people = {row.person_id for row in rows}
    ahead = await ahead_of(session, people, now=now)
    decision = _Decision(
        session,
        channels,
        city,
        texts,
        now,
        readers=await _readers(session, people, channels),
        ahead=ahead,
        standing=await standing_of(session, _told(rows), ahead.causes, city=city, now=now),
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
    """Return the rows that waited for the person to write and go along with the answer, at most MOST_TOGETHER, leased
    to the caller until `until`; the rest may be sent on its own."""
    contact = await session.get_one(Contact, contact_id)
    person = await session.get_one(Person, contact.person_id)
    waiting = await held_rows(session, person.id) if is_tied(session, contact, person) else ()
    rows = [row for row in waiting if _is_for(row, contact)]
    standing = await standing_of(session, _told(rows), city=city, now=now)
    ready: list[Ready] = []
    fates: list[dict[str, Any]] = []
    for row in rows:
        over = _over(row, person, standing, now)
        if over is not None:
            fates.append(over)
        elif row.cause in standing.paused or len(ready) == MOST_TOGETHER:
            fates.append(_moved(row, now))
        else:
            message = _message(channel, contact, None, person, texts, row, standing)
            (ready if isinstance(message, Ready) else fates).append(message)  # type: ignore[arg-type]
    await lease(session, [each.id for each in ready], channel=channel.name, until=until)
    await change(session, fates)
    return ready


@dataclass(slots=True)
class _Decision:
    """Decides row by row, a person's earlier rows first: `ready` rows are sent, `fates` are changes of rows in the
    database."""

    session: AsyncSession
    channels: Mapping[str, Channel]
    city: City
    texts: Texts
    now: datetime
    readers: Mapping[int, _Reader]
    ahead: Ahead
    standing: Standing
    ready: list[Ready] = field(default_factory=list)
    fates: list[dict[str, Any]] = field(default_factory=list)
    _told: set[int] = field(default_factory=set)
    _ended: set[int] = field(default_factory=set)
    """Rows that are over, so later rows need not wait for them."""

    async def about(self, row: Any) -> None:
        """Decide on one row."""
        # A parked reply normally goes before newer rows. If the person has to write first, it is sent when they do, so
        # newer rows need not wait for it.
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
        """The person's open chats; only one if the row is meant for a single chat."""
        reader = self.readers.get(row.person_id)
        return [] if reader is None else [each for each in reader.chats if _is_for(row, each[0])]

    def _at_first_sight(self, row: Any, *, closed: bool) -> Json | None:
        """The row's fate if it is clear without asking the chat; None if it may be sent."""
        reader = self.readers.get(row.person_id)
        over = _over(row, reader.person if reader is not None else None, self.standing, self.now)
        if over is not None:
            return over
        if row.since > self.now:  # due only because its time is kept by the hour
            return _moved(row, self.now.replace(second=self.now.second // 10 * 10, microsecond=0) + EVERY_10_S)
        if reader is None or not self._chats(row):
            blocked = reader is not None and reader.blocked
            return _ended(row, *((OutboxState.CANCELLED, BLOCKED) if blocked else (OutboxState.FAILED, "no channel")))
        if row.cause in self.standing.paused:
            return _moved(row, self.now + CAUSE_PAUSED)
        first = None if closed else self.ahead.of(row, self._ended, self.standing.paused)
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
        """Send on the last used chat that is open. If the person has to write first on all of them, hold the row or
        send its gist."""
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
                if contact.id in reader.answered:
                    return _moved(row, self.now + CHAT_PAUSE)
                channel = self.channels[contact.channel]
                return _message(channel, contact, conversation, reader.person, self.texts, row, self.standing)
        if paused:
            return _moved(row, min(paused))
        return _ended(row, OutboxState.HELD) if row.told_at is not None else await self._by_its_gist(row, reader)

    async def _by_its_gist(self, row: Any, reader: _Reader) -> Ready | dict[str, Any]:
        """Send the gist if a channel has a message type for it; else hold the row until the person writes."""
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


def _over(row: Any, person: Person | None, standing: Standing, now: datetime) -> dict[str, Any] | None:
    """The fate of a row that is over, whatever the person's chats; None if it is not over."""
    if person is not None and not is_for_person(row.content, *person.came, outbox=row.id):
        return _ended(row, OutboxState.FAILED, NOT_THEIRS)
    if row.expires_at is not None and row.expires_at < now:
        return _ended(row, OutboxState.MISSED, "expired")
    if row.cause and row.cause not in standing.holding:
        return _ended(row, OutboxState.CANCELLED, "its cause does not hold")
    return None


def _is_for(row: Any, contact: Contact) -> bool:
    """Return whether the row may be sent in this chat of its person."""
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
    standing: Standing,
) -> Ready | dict[str, Any]:
    """Put the row into the person's language and the channel's form. A row for which that fails is a defect, and
    fails."""
    try:
        added = standing.added.get((row.cause or "", row.person_id))
        screen = pushed_screen(texts.on(channel.name).in_(person.locale), row.content, added)
        chat_id = channel.chat_id(contact.address, contact)
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


async def _readers(session: AsyncSession, ids: set[int], channels: Mapping[str, Channel]) -> dict[int, _Reader]:
    answered = await _answered(session, ids, [each for each in channels.values() if each.can.count_in_place])
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
    to_choose_from = [contact for chats in found.values() if len(chats) > 1 for _, contact, _ in chats]
    heard: set[int] = set()
    for name, channel in channels.items():
        heard |= await channel.heard(session, [each for each in to_choose_from if each.channel == name])
    readers = {}
    for person_id, chats in found.items():
        chats.sort(key=lambda each: (each[1].id in heard, each[2].wrote_at), reverse=True)
        open_ = [(each[1], each[2]) for each in chats if each[1].blocked_at is None and each[1].channel in channels]
        blocked = all(contact.blocked_at is not None for _, contact, _ in chats)
        readers[person_id] = _Reader(chats[0][0], open_, blocked, answered)
    return readers


async def _answered(session: AsyncSession, ids: set[int], numbering: Sequence[Channel]) -> Collection[int]:
    """The contacts, on channels that leave numbering to us, whose chat is being answered now; the turns of the others
    are taken, before their counters are read."""
    if not numbering:
        return ()
    mine = sa.select(Contact.id, Contact.channel, Contact.address)
    mine = mine.where(Contact.person_id.in_(ids), Contact.channel.in_([each.name for each in numbering]))
    turns = {each.id: turn_of(each.channel, each.address) for each in await session.execute(mine)}
    free = await take_turns(session, turns.values())
    return {contact_id for contact_id, turn in turns.items() if turn not in free}


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
