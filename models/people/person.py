"""A person is a human; a contact is one chat of theirs on a channel. Everything else refers to the person.

A person who has not agreed to being remembered is removed by `forget_silent` a day after they last wrote. One who has
agreed stays until they ask to be forgotten.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from models.people.conversation import Conversation
from models.people.errors import ConsentNeeded, TooMuchQuiet
from models.storage.database import Base, UtcDateTime
from models.storage.encryption import Cipher, cipher_of, exactly
from models.storage.one_hop import OneHop
from models.storage.unlinkable import by_the_hour
from models.values.day_span import MOST_QUIET_MINUTES, DaySpan, minutes_covered, write_spans

log = structlog.get_logger(__name__)

CONSENT_VERSION = "2026-11-30"
"""The version of the consent wording that is shown now; a person's row names the version they agreed to."""

CHATS_AT_ONCE = 1000
"""Chats that are checked in one portion."""
REWRITTEN = "rewritten"
"""The channel of a chat that was set aside: nothing arrives from it and nothing is sent to it."""

STRANGER_LASTS = timedelta(hours=24)
"""The time that a person without consent is remembered after they last wrote."""


class Person(Base):
    """A human who uses the service. `occupation` and `district` are keys of the city pack."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locale: Mapped[str]
    occupation: Mapped[str | None]
    district: Mapped[str | None]
    consent_version: Mapped[str | None]
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_needs: Mapped[str] = mapped_column(default="")
    """The keys of the needs last asked for, joined by bars."""
    last_place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id", ondelete="SET NULL"))
    quiet_times: Mapped[str | None]
    """The person's own quiet times, as `22:00-07:00,11:00-13:30`; empty: none; NULL: those of the city pack."""

    topics_off: Mapped[str] = mapped_column(default="", server_default="")
    """The topics of notices that the person does not want, joined by bars."""
    member_code: Mapped[str | None] = mapped_column(index=True, unique=True)
    """The member code, `M7K3M9QRT`; NULL until the person first asks for it."""

    @property
    def came(self) -> tuple[int, datetime]:
        """A lasting identity: the number alone can be reused after the person is forgotten."""
        return self.id, self.created_at

    @property
    def agreed(self) -> bool:
        return self.consent_at is not None


class Contact(Base):
    """One chat identity of a person: a channel and the address there (a Telegram chat id, a web chat cookie's id)."""

    __tablename__ = "contact"
    __table_args__ = (sa.UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the channel last refused a message because the person blocked us; cleared when they write."""
    linked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the chat was linked to a person who had another chat; NULL for a person's first chat."""
    seal: Mapped[str] = mapped_column(default="", server_default="")
    """Ties the chat to its person (`chat_seal`)."""


async def meet(
    session: AsyncSession, channel: str, address: str, *, locale: str, now: datetime
) -> tuple[Person, Contact, Conversation]:
    """Create the rows of a person who writes for the first time."""
    person = Person(created_at=now, locale=locale)
    session.add(person)
    await session.flush()
    contact = Contact(channel=channel, address=address, created_at=now)
    tie(session, contact, person)
    session.add(contact)
    await session.flush()
    # Message numbers must never restart, because a page remembers the last one even if its person was forgotten and is
    # back. Milliseconds do: nobody is sent a thousand messages a second.
    counter = int(now.timestamp() * 1000)
    conversation = Conversation(contact_id=contact.id, seen_at=by_the_hour(now), data={}, counter=counter)
    conversation.wrote = now.isoformat()
    session.add(conversation)
    await session.flush()
    return person, contact, conversation


# --- the seal ---------------------------------------------------------------------------------------------------------
#
# An attacker who can only write the database cannot give their chat to another person: the seal is made with a secret
# outside of it. It covers the address, the person and the moment the person came, because the number of a forgotten
# person can be reused. A chat without a valid seal belongs to nobody: its writer is treated as new, and no person's
# messages go there. A row that is restored with the seal it once had cannot be told from the original.


def chat_seal(contact: Any, since: datetime, cipher: Cipher) -> str:
    """The seal of a chat. contact: a row with `channel`, `address` and `person_id`. since: when the person came."""
    content = f"{contact.person_id} {exactly(since)} {contact.channel} {contact.address}"
    return cipher.seal("chat", content.encode())


def chat_holds(contact: Any, since: datetime, cipher: Cipher) -> bool:
    """Whether the chat's seal is valid: the product itself gave the chat to this person."""
    return bool(contact.seal == chat_seal(contact, since, cipher))


def tie(session: AsyncSession, contact: Contact, person: Person) -> None:
    """Give the chat to the person and seal it. The address, the person's number and `created_at` must be set."""
    contact.person_id = person.id
    contact.seal = chat_seal(contact, person.created_at, cipher_of(session))


def is_tied(session: AsyncSession, contact: Contact, person: Person, **about: str) -> bool:
    """Whether the chat belongs to the person and its seal is valid; if not, a warning is logged. about: fields of that
    warning."""
    if contact.person_id == person.id and chat_holds(contact, person.created_at, cipher_of(session)):
        return True
    log.warning("chat without its seal", contact=contact.id, **about)
    return False


async def set_aside(session: AsyncSession, contact: Contact, *, now: datetime) -> None:
    """Move a chat without a valid seal away from its address, so that a new person can come there.

    The row stays with all its messages: whatever was changed in the database, it may belong to an honest person.
    """
    contact.address = f"{contact.id} {contact.channel} {contact.address}"
    contact.channel, contact.blocked_at = REWRITTEN, now
    await session.flush()


async def held_chats(session: AsyncSession, *which: sa.ColumnElement[bool]) -> list[Contact]:
    """The selected chats that have a valid seal, oldest first."""
    cipher = cipher_of(session)
    pairs = sa.select(Contact, Person.created_at).join(Person, Person.id == Contact.person_id)
    rows = await session.execute(pairs.where(*which).order_by(Contact.id))
    return [contact for contact, since in rows if chat_holds(contact, since, cipher)]


async def broken_chat(session: AsyncSession) -> int | None:
    """The number of the first chat without a valid seal, None if all are valid."""
    cipher, last = cipher_of(session), 0
    columns = (Contact.id, Contact.person_id, Contact.channel, Contact.address, Contact.seal, Person.created_at)
    pairs = sa.select(*columns).outerjoin(Person, Person.id == Contact.person_id).order_by(Contact.id)
    while rows := (await session.execute(pairs.where(Contact.id > last).limit(CHATS_AT_ONCE))).all():
        for row in rows:
            if row.created_at is None or not chat_holds(row, row.created_at, cipher):
                return int(row.id)
        last = rows[-1].id
    return None


async def seal_old_chats(session: AsyncSession, after: int, portion: int) -> int | None:
    """Seal a portion of the chats after a number that were stored before seals existed, as they are.

    Returns the last number of the portion, None if there was no chat.
    """
    pairs = sa.select(Contact, Person).join(Person, Person.id == Contact.person_id).where(Contact.id > after)
    last = None
    for contact, person in (await session.execute(pairs.order_by(Contact.id).limit(portion))).all():
        last = contact.id
        if not contact.seal:
            tie(session, contact, person)
    return last


# --- what they say of themselves --------------------------------------------------------------------------------------


async def agree(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Store that the person agrees to being remembered, with the wording and the moment. Agreeing again to the same
    wording changes nothing."""
    if person.consent_version != CONSENT_VERSION:
        person.consent_version, person.consent_at = CONSENT_VERSION, now
        await session.flush()


def need_consent(person: Person) -> None:
    """Raises ConsentNeeded unless the person has agreed."""
    if not person.agreed:
        raise ConsentNeeded


async def change_profile(
    session: AsyncSession, person: Person, *, occupation: str | None = None, district: str | None = None
) -> None:
    """Store occupation or district (keys of the city pack; an empty text clears it). Raises ConsentNeeded."""
    need_consent(person)
    if occupation is not None:
        person.occupation = occupation or None
    if district is not None:
        person.district = district or None
    await session.flush()


async def remember_needs(session: AsyncSession, person: Person, needs: Sequence[str]) -> None:
    """Store the needs the person last looked for (keys of the city pack), to offer them with one tap next time."""
    await _remember(session, person, "last_needs", "|".join(needs))


async def remember_place(session: AsyncSession, person: Person, place_id: int) -> None:
    """Store the place the person last looked at, to offer it with one tap next time."""
    await _remember(session, person, "last_place_id", place_id)


async def _remember(session: AsyncSession, person: Person, column: str, value: object) -> None:
    if getattr(person, column) != value:
        await _remember_statement(column).run(session, person_id=person.id, value=value)
        set_committed_value(person, column, value)


@lru_cache(maxsize=2)
def _remember_statement(column: str) -> OneHop:
    mine = sa.update(Person).where(Person.id == sa.bindparam("person_id"))
    return OneHop(mine.values({column: sa.bindparam("value")}))


async def set_quiet_times(session: AsyncSession, person: Person, spans: Collection[DaySpan] | None) -> None:
    """Store the person's quiet times (empty: none; None: those of the city pack).

    Raises ConsentNeeded, TooMuchQuiet.
    """
    need_consent(person)
    if spans is not None and minutes_covered(spans) > MOST_QUIET_MINUTES:
        raise TooMuchQuiet(hours=MOST_QUIET_MINUTES // 60)
    person.quiet_times = None if spans is None else write_spans(spans)
    await session.flush()


async def contact_at(session: AsyncSession, channel: str, address: str) -> Contact | None:
    """The contact at this address of the channel; None if there is none or its seal is not valid."""
    there = Contact.channel == channel, Contact.address == address
    return next(iter(await held_chats(session, *there)), None)


async def known_or_met(session: AsyncSession, channel: str, address: str, *, locale: str, now: datetime) -> Contact:
    """The contact at this address of the channel, created if there is none with a valid seal. The caller holds the lock
    of the chat."""
    contact = await contact_at(session, channel, address)
    if contact is None:
        there = sa.select(Contact).where(Contact.channel == channel, Contact.address == address)
        foreign = await session.scalar(there)
        if foreign is not None:
            await set_aside(session, foreign, now=now)
        _, contact, _ = await meet(session, channel, address, locale=locale, now=now)
    return contact


async def stop_writing_to(session: AsyncSession, contact_ids: Collection[int], *, now: datetime) -> None:
    """Notes chats whose people have blocked us: nothing is sent there until they write again."""
    if contact_ids:
        stopped = sa.update(Contact).where(Contact.id.in_(contact_ids))
        await session.execute(stopped.values(blocked_at=now))


async def contacts_of(session: AsyncSession, person_id: int) -> Sequence[Contact]:
    """The person's chats that have a valid seal, oldest first."""
    return await held_chats(session, Contact.person_id == person_id)


async def forget_silent(session: AsyncSession, *, now: datetime, but: Collection[int] = ()) -> int:
    """Delete every person who has not agreed and has been silent for STRANGER_LASTS. Returns the number of people.

    but: numbers of people who stay. Members of staff stay as well while they have a post: they are remembered for their
    work (个人信息保护法 art. 13 (2)).
    """
    recent = sa.select(Contact.person_id).join(Conversation).where(Conversation.seen_at > now - STRANGER_LASTS)
    staff = sa.table("staff", sa.column("person_id"), sa.column("active"))
    posts = sa.select(staff.c.person_id).where(staff.c.person_id.is_not(None), staff.c.active)
    silent = sa.select(Person.id).where(Person.consent_at.is_(None), Person.id.not_in(recent), Person.id.not_in(posts))
    silent = silent.where(Person.id.not_in(but))
    result = await session.execute(sa.delete(Person).where(Person.id.in_(silent)))
    return int(getattr(result, "rowcount", 0))
