"""One person with several chats: a code shown in one is typed in the other, yes is said in the first (models/
link_code.py), and the two are then one person.

Only whoever holds both chats can do that; a name or a phone number never links anything. Everything of the product
refers to the person, so whatever the one who typed had goes over to the one who showed the code. Cases refer to them by
a digest alone (models/cases/filer.py), and go over by theirs. Posts never go over: whoever has one cannot link, and is
told how to come to two chats with one (linked first, then given the post).
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.filer import CaseFiler, Part, hand_over_part, rows_of
from models.cases.mine import leave_case
from models.events.booking import merge_bookings
from models.my_data.errors import LinkCodeGone, LinkedAlready, LinkedLately
from models.my_data.link_code import LinkCode, LinkNews, drop_requests, need_no_post, take_request
from models.negotiations.forgetting import hand_over_negotiations
from models.outbox.addressing import hand_over_messages
from models.outbox.causes import CauseKind
from models.outbox.message import OutboxMessage, OutboxState, Pushed, Urgency, put, withdraw
from models.people.person import Contact, Person, contacts_of, tie
from models.staff.four_eyes import held_before
from models.storage.database import Base

SETTLES = timedelta(days=1)
"""So long after it was linked, a chat cannot take another one off: the chats that were there before it can."""


async def link_contacts(session: AsyncSession, request_id: str, *, here: Contact, now: datetime) -> Person:
    """The chat that showed the code says yes, and the two people become one: whoever has this chat stays, and gets all
    that the other had. Every chat of the two but this one is told.

    Raises LinkCodeGone, LinkedAlready, PostsStay.
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
    """Everything of the other is the kept one's, and the other is gone."""
    _fill_gaps(kept, other)
    await session.flush()
    await _hand_over_cases(session, other, kept, now=now)
    await hand_over_negotiations(session, other, kept)
    await merge_bookings(session, other.id, kept.id)
    await _tell_once(session, other.id, kept.id)
    await hand_over_messages(session, other, kept)
    await _hand_over(session, other.id, kept.id)
    await session.delete(other)
    await session.flush()


def _news_of_linking(
    here: Contact, joining: Contact, before: Sequence[Contact], moved: Sequence[Contact]
) -> list[Pushed]:
    """The chats that came hear where they are now; the others, that one came, and how to take it off."""
    there, came = ({"chat_id": each.id, "chat": {"chat": each.channel}} for each in (here, joining))
    told = [Pushed(LinkNews.JOINED, there, contact_id=each.id) for each in moved]
    return told + [Pushed(LinkNews.LINKED, came, contact_id=each.id) for each in before]


def _fill_gaps(kept: Person, other: Person) -> None:
    """What the one never said, the other did. Their first day stays as it is: the digest of their cases is of it."""
    for column in sa.inspect(Person).column_attrs:
        if getattr(kept, column.key) is None:
            setattr(kept, column.key, getattr(other, column.key))
    kept.last_needs = kept.last_needs or other.last_needs


async def _hand_over_cases(session: AsyncSession, other: Person, kept: Person, *, now: datetime) -> None:
    """The other's part in cases becomes the one's. Where both have one, whoever filed it counts and nobody twice."""
    mine, theirs = await _filer_rows(session, kept), await _filer_rows(session, other)
    for case_id in sorted(theirs):
        await locked_case(session, case_id)
    for case_id in sorted(mine.keys() & theirs.keys()):
        double = mine if theirs[case_id].part is Part.FILED else theirs
        await _take_off(session, case_id, double.pop(case_id), kept if double is mine else other, now=now)
    for row in theirs.values():
        await hand_over_part(session, row, other, kept)
    await session.flush()


async def _filer_rows(session: AsyncSession, person: Person) -> dict[int, CaseFiler]:
    return {row.case_id: row for row in await rows_of(session, person)}


async def _take_off(session: AsyncSession, case_id: int, row: CaseFiler, person: Person, *, now: datetime) -> None:
    """One report less of a case that goes on; one that is over keeps its count."""
    await withdraw(session, cause=CauseKind.CASE_FILER.of(row.id))
    case: Case = await locked_case(session, case_id)
    if case.is_open:
        await leave_case(session, case, person, now=now)
    else:
        await session.delete(row)
    await session.flush()


async def _tell_once(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """What both were to be told of one cause, or one was told already (a notice to many), is not told twice."""
    mine = sa.alias(OutboxMessage.__table__)
    open_ = (OutboxState.WAITING, OutboxState.HELD)
    double = sa.exists().where(
        mine.c.person_id == kept_id,
        mine.c.cause == OutboxMessage.cause,
        mine.c.due_at == OutboxMessage.due_at,
        mine.c.state != OutboxState.CANCELLED,
    )
    await session.execute(
        sa.delete(OutboxMessage).where(OutboxMessage.person_id == other_id, OutboxMessage.state.in_(open_), double),
        execution_options={"synchronize_session": False},
    )


async def _hand_over(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """Every row of every table that refers to the one, refers to the other. Where both have what there can be only one
    of, the one who stays keeps theirs."""
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
    """The chat is somebody new's, with nothing, and is told so; all that there is stays with the person.

    Raises LinkCodeGone for a chat that is not theirs (any more), or is the one where this is said; LinkedLately where
    that one was itself linked less than SETTLES ago.
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
