"""Change, add and check the addressees inside rows of the outbox and of chats (models/people/addressee.py)."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.outbox.message import OutboxMessage, OutboxState
from models.outbox.parked import ParkedReply
from models.people.addressee import for_chat, for_person, is_for_chat, is_for_person
from models.people.conversation import Conversation, FailedUpdate, PageHistory, ProcessedUpdate
from models.people.person import Contact, Person, held_chats
from models.storage.database import Base, Encrypted, Json, own_key
from models.storage.encryption import WrongKey, cipher_of
from models.storage.kept_file import StoredFile
from models.storage.key_rotation import place_of

PORTION = 500
_OVER = (OutboxState.SENT.value, OutboxState.MISSED.value)
"""States of rows that are never sent again: their content is not used."""
_OF_CHATS: Sequence[tuple[type[Base], str]] = (
    (ProcessedUpdate, "reply"),
    (PageHistory, "said"),
    (ParkedReply, "reply"),
    (OutboxMessage, "reply"),
    (FailedUpdate, "update"),
)
_BOUND_TO_CHATS: Sequence[tuple[type[Base], str]] = (
    (Conversation, "data"),
    (Conversation, "menu"),
    (Conversation, "wrote"),
    (StoredFile, "name"),
)
"""Columns that can be decrypted for their own chat only."""


async def hand_over_messages(session: AsyncSession, other: Person, kept: Person) -> None:
    """Readdress the open rows of a person to the person they are linked with.

    A row addressed to everybody stays as it is, and so does one of another addressee, which somebody moved there.
    """
    theirs = sa.select(OutboxMessage).where(OutboxMessage.person_id == other.id, OutboxMessage.state.not_in(_OVER))
    for row in (await session.scalars(theirs.options(defer(OutboxMessage.reply)))).all():
        if for_person(*other.came).items() <= dict(row.content).items():
            row.content = row.content | for_person(*kept.came)
    await session.flush()


async def address_old_rows(session: AsyncSession, after: int, portion: int) -> int | None:
    """Write the addressee into rows from before rows had one, for a portion of the chats after a number.

    Only chats with a valid seal count. Returns the last number of the portion, None if there was no chat.
    """
    next_ = sa.select(Contact.id).where(Contact.id > after).order_by(Contact.id).limit(portion)
    ids = (await session.scalars(next_)).all()
    chats = {each.id: each for each in await held_chats(session, Contact.id.in_(ids))}
    for table, column in _OF_CHATS:
        rows = sa.select(table).where(_column(table, "contact_id").in_(chats), _column(table, column).is_not(None))
        for row in cast(Sequence[Any], (await session.scalars(rows)).all()):
            _address(row, column, chats[row.contact_id])
        await session.flush()
    people = {each.person_id for each in chats.values()}
    await _address_messages(session, {each.id: each for each in await _people(session, people)})
    return ids[-1] if ids else None


def _address(row: Any, column: str, chat: Contact) -> None:
    kept = getattr(row, column)
    if isinstance(kept, dict) and "chat" in kept and "said" in kept:
        return
    if isinstance(row, PageHistory):
        row.said = for_chat(chat, kept["frames"]) | {"filled": kept["filled"]}
    elif kept:
        setattr(row, column, for_chat(chat, kept))


async def _people(session: AsyncSession, numbers: set[int]) -> Sequence[Person]:
    return (await session.scalars(sa.select(Person).where(Person.id.in_(numbers)))).all()


async def _address_messages(session: AsyncSession, people: dict[int, Person]) -> None:
    rows = sa.select(OutboxMessage).where(OutboxMessage.person_id.in_(people), OutboxMessage.state.not_in(_OVER))
    for row in (await session.scalars(rows.options(defer(OutboxMessage.reply)))).all():
        if "to" not in row.content:
            row.content = row.content | for_person(*people[row.person_id].came)
    await session.flush()


# --- what somebody led elsewhere --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Misled:
    """A row that was moved. message: a row of the outbox addressed to another person than its own; chat: a chat that
    holds messages, state or a file of another chat."""

    message: int | None = None
    chat: int | None = None


async def misled(session: AsyncSession) -> Misled | None:
    """The first row whose addressee is not the one it belongs to, or whose content cannot be decrypted there; None if
    there is none."""
    about = (OutboxMessage.id, OutboxMessage.person_id, Person.created_at)
    open_ = sa.select(*about).join(Person, Person.id == OutboxMessage.person_id)
    open_ = open_.where(OutboxMessage.state.not_in(_OVER))
    async for row, content in _read(session, open_, OutboxMessage, "content"):
        if content is None or not is_for_person(content, row.person_id, row.created_at, outbox=row.id):
            return Misled(message=row.id)
    for table, column in _BOUND_TO_CHATS:
        bound = sa.select(_column(table, "contact_id").label("contact")).where(_column(table, column).is_not(None))
        async for row, kept in _read(session, bound, table, column):
            if kept is None:
                return Misled(chat=row.contact)
    for table, column in _OF_CHATS:
        of_chats = sa.select(Contact.id.label("contact"), Contact.channel, Contact.address).select_from(table)
        of_chats = of_chats.join(Contact, Contact.id == _column(table, "contact_id"))
        of_chats = of_chats.where(_column(table, column).is_not(None))
        async for row, kept in _read(session, of_chats, table, column):
            if kept is None or (kept != [] and not is_for_chat(kept, row)):
                return Misled(chat=row.contact)
    return None


async def _read(
    session: AsyncSession, rows: sa.Select[*tuple[Any, ...]], table: type[Base], name: str
) -> AsyncIterator[tuple[sa.Row[Any], Json | None]]:
    """The rows with the value of their encrypted column; None if it cannot be decrypted or read."""
    column, cipher = _column(table, name), cipher_of(session)
    keys = list(cast(sa.Table, table.__table__).primary_key)
    named = [key.label(f"key_{number}") for number, key in enumerate(keys)]
    by = cast(Encrypted, column.type).by
    owner = [_column(table, each).label(f"by_{each}") for each in by]
    rows = rows.add_columns(*named, *owner, sa.type_coerce(column, sa.LargeBinary).label("token"))
    rows = rows.order_by(*keys).limit(PORTION)
    portion = (await session.execute(rows)).all()
    while portion:
        for row in portion:
            try:
                place = place_of(column, own_key(getattr(row, f"by_{each}") for each in by))
                said = json.loads(cipher.decrypt(row.token, place))
            except (WrongKey, ValueError):
                said = None
            yield row, said
        last = [sa.literal(getattr(row, each.name), key.type) for each, key in zip(named, keys, strict=True)]
        portion = (await session.execute(rows.where(sa.tuple_(*keys) > sa.tuple_(*last)))).all()


def _column(table: type[Base], name: str) -> sa.Column[Any]:
    return cast(sa.Column[Any], table.__table__.c[name])
