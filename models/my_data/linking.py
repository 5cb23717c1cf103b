"""Linking two chats into one person: a code shown in one is typed in the other, yes is said in the first
(models/my_data/link_code.py), and the two are then one person.

Only a person who holds both chats can do that; a name or a phone number never links anything. All data refers to the
person, so the data of the one who typed goes to the one who showed the code. A noun with more than rows that refer to
the person hands it over itself (models/my_data/nouns.py). Posts never go over: a person with a post cannot link, and is
told how to come to two chats with one (linked first, then given the post).
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.my_data.errors import LinkCodeGone, LinkedAlready, LinkedLately
from models.my_data.link_code import LinkCode, LinkNews, drop_requests, need_no_post, take_request
from models.my_data.nouns import NOUNS
from models.outbox.message import Pushed, Urgency, put
from models.people.person import Contact, Person, contacts_of, tie
from models.staff.four_eyes import held_before
from models.storage.database import Base
from models.storage.personal import Merging

SETTLES = timedelta(days=1)
"""How long after it was linked a chat cannot take another one off; chats that were there before can."""


async def link_contacts(session: AsyncSession, request_id: str, *, here: Contact, now: datetime) -> Person:
    """Links the two people, by the yes of the chat that showed the code. This chat's person stays and gets all that the
    other had. Every chat of the two but this one is told. Raises LinkCodeGone, LinkedAlready, PostsStay.
    """
    joining = await take_request(session, request_id, here=here, now=now)
    if joining.person_id == here.person_id:
        raise LinkedAlready
    ids = sorted((here.person_id, joining.person_id))
    locked = await session.scalars(sa.select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update())
    people = {person.id: person for person in locked}
    if len(people) < len(ids):
        raise LinkCodeGone
    kept, other = people[here.person_id], people[joining.person_id]
    await need_no_post(session, kept, other)
    before, moved = await contacts_of(session, kept.id), await contacts_of(session, other.id)
    for contact in moved:
        tie(session, contact, kept)
        contact.linked_at = now
    await drop_requests(session, [each.id for each in (*before, *moved)])
    await _merge(session, other, kept, now=now)
    others = [each for each in before if each.id != here.id]
    for news in _news_of_linking(here, joining, others, moved):
        await put(session, here.person_id, news, due_at=now, urgency=Urgency.NOW)
    return kept


async def _merge(session: AsyncSession, other: Person, kept: Person, *, now: datetime) -> None:
    """Gives everything of `other` to `kept`, and deletes `other`."""
    merging = Merging(other, kept, now)
    for noun in reversed(NOUNS):
        if noun.hand_over is not None:
            await noun.hand_over(session, merging)
    await _hand_over(session, other.id, kept.id)
    await session.delete(other)
    await session.flush()


def _news_of_linking(
    here: Contact, joining: Contact, before: Sequence[Contact], moved: Sequence[Contact]
) -> list[Pushed]:
    """Tells the chats that came which chat they now share a person with; tells the other chats which one came, and how
    to take it off."""
    there, came = ({"chat_id": each.id, "chat": {"chat": each.channel}} for each in (here, joining))
    told = [Pushed(LinkNews.JOINED, there, contact_id=each.id) for each in moved]
    return told + [Pushed(LinkNews.LINKED, came, contact_id=each.id) for each in before]


async def _hand_over(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """Points every row that refers to the one person at the kept one. If both have a row of which there can be only
    one, the kept person's stays."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == "person.id" for key in column.foreign_keys):
                await _drop_doubles(session, table, column, other_id, kept_id)
                await session.execute(sa.update(table).where(column == other_id).values({column.name: kept_id}))


async def _drop_doubles(
    session: AsyncSession, table: sa.Table, column: sa.Column[Any], other_id: int, kept_id: int
) -> None:
    for unique in _unique_sets(table):
        if column.name not in unique:
            continue
        same = table.alias("same")
        rest = [same.c[name] == table.c[name] for name in unique if name != column.name]
        double = sa.exists().where(same.c[column.name] == kept_id, *rest)
        await session.execute(sa.delete(table).where(column == other_id, double))


def _unique_sets(table: sa.Table) -> list[set[str]]:
    unique = (sa.UniqueConstraint, sa.PrimaryKeyConstraint)
    constraints = [each for each in table.constraints if isinstance(each, unique)]
    indexes = [each for each in table.indexes if each.unique]
    return [{column.name for column in each.columns} for each in (*constraints, *indexes)]


async def unlink(session: AsyncSession, person: Person, contact_id: int, *, here: Contact, now: datetime) -> None:
    """Takes the chat off: it gets a new, empty person and is told so; all data stays with the old one. Raises
    LinkCodeGone if the chat is not theirs (any more), or is this one; LinkedLately if this chat was itself linked
    less than SETTLES ago.
    """
    contacts = {contact.id: contact for contact in await contacts_of(session, person.id)}
    if contact_id not in contacts or here.id not in contacts or contact_id == here.id:
        raise LinkCodeGone
    if here.linked_at is not None and now - here.linked_at < SETTLES:
        raise LinkedLately(hours=math.ceil((here.linked_at + SETTLES - now) / timedelta(hours=1)))
    fresh = Person(created_at=now, locale=person.locale)
    session.add(fresh)
    await session.flush()
    off = contacts[contact_id]
    tie(session, off, fresh)
    off.linked_at = None
    await drop_requests(session, (off.id,))
    await session.execute(sa.update(LinkCode).where(LinkCode.contact_id == off.id).values(withdrawn=True))
    told = Pushed(LinkNews.UNLINKED, {"chat": {"chat": here.channel}})
    await put(session, fresh.id, told, due_at=now, urgency=Urgency.NOW)
    await session.flush()
    await held_before(session, person.id, fresh.id)
