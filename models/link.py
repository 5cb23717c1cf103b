"""One person with several chats: a code shown in one is typed in the other, and the two are then one person.

Only whoever holds both chats can do that; a name or a phone number never links anything. Everything of the product
refers to the person, so whatever the one who typed had goes over to the one who showed the code. Cases refer to them by
a digest alone (models/case_filer.py), and go over by theirs.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.booking import merge_bookings
from models.case import Case, locked_case
from models.case_filer import CaseFiler, Part, hand_over_part, rows_of
from models.database import Base, UtcDateTime
from models.errors import LinkCodeGone, LinkedAlready, TooManyLinkCodes, TooManyLinkTries
from models.four_eyes import held_before
from models.negotiation_forgetting import hand_over_negotiations
from models.outbox import OutboxMessage, OutboxState, Pushed, put, withdraw
from models.own_case import leave_case
from models.person import Contact, Person, need_consent
from models.staff import end_double_posts

DIGITS = 8
CODE_LASTS = timedelta(minutes=10)
MOST_CODES = 5
MOST_TRIES = 5
PER = timedelta(hours=1)
"""MOST_CODES and MOST_TRIES are so many in this time."""


class LinkCode(Base):
    """A code that was shown; of the code itself only a hash is kept."""

    __tablename__ = "link_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    """In whose chat it was shown."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """Used, or a newer one was shown; kept for an hour to count how many there were."""


class LinkTries(Base):
    """How often a chat has typed a wrong code since then."""

    __tablename__ = "link_tries"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    wrong: Mapped[int]


async def new_code(session: AsyncSession, person: Person, contact: Contact, *, now: datetime) -> str:
    """A code of DIGITS digits for this chat, good for CODE_LASTS and for one use; the one before is withdrawn.

    Raises ConsentNeeded, TooManyLinkCodes.
    """
    need_consent(person)
    await forget_codes(session, now=now)
    shown = sa.select(sa.func.count()).where(LinkCode.contact_id == contact.id)
    if (await session.scalars(shown)).one() >= MOST_CODES:
        raise TooManyLinkCodes
    await session.execute(sa.update(LinkCode).where(LinkCode.contact_id == contact.id).values(withdrawn=True))
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    session.add(LinkCode(code_hash=hash_of(code), contact_id=contact.id, created_at=now, withdrawn=False))
    await session.flush()
    return code


def hash_of(code: str) -> str:
    return hashlib.sha256(b"link:" + code.encode()).hexdigest()


async def contact_of_code(session: AsyncSession, code: str, *, by: Contact, now: datetime) -> Contact | None:
    """The chat that shows this code; None, and counted, where none does.

    Raises TooManyLinkTries, LinkedAlready.
    """
    tries = await session.get(LinkTries, by.id)
    if tries is not None and now - tries.since < PER and tries.wrong >= MOST_TRIES:
        raise TooManyLinkTries
    shown = await _shown(session, hash_of(code), now=now)
    if shown is not None:
        if shown.person_id == by.person_id:
            raise LinkedAlready
        return shown
    if tries is None:
        session.add(LinkTries(contact_id=by.id, since=now, wrong=1))
    elif now - tries.since >= PER:
        tries.since, tries.wrong = now, 1
    else:
        tries.wrong += 1
    await session.flush()
    return None


async def _shown(session: AsyncSession, code_hash: str, *, now: datetime) -> Contact | None:
    good = (LinkCode.code_hash == code_hash, LinkCode.created_at > now - CODE_LASTS, LinkCode.withdrawn.is_(False))
    rows = await session.scalars(sa.select(Contact).join(LinkCode, LinkCode.contact_id == Contact.id).where(*good))
    return rows.one_or_none()


async def link_contacts(session: AsyncSession, code_hash: str, *, by: Contact, now: datetime) -> Person:
    """Makes the two people one: who showed the code stays, and gets all that the other had. The code is used up.

    Raises LinkCodeGone, LinkedAlready.
    """
    shown = await _shown(session, code_hash, now=now)
    used = sa.update(LinkCode).where(LinkCode.code_hash == code_hash, LinkCode.withdrawn.is_(False))
    if shown is None or not getattr(await session.execute(used.values(withdrawn=True)), "rowcount", 0):
        raise LinkCodeGone
    if shown.person_id == by.person_id:
        raise LinkedAlready
    ids = sorted((shown.person_id, by.person_id))
    locked = await session.scalars(sa.select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update())
    people = {person.id: person for person in locked}
    kept, other = people[shown.person_id], people[by.person_id]
    for contact in await session.scalars(sa.select(Contact).where(Contact.person_id == other.id)):
        contact.person_id = kept.id
    _fill_gaps(kept, other)
    await session.flush()
    await _hand_over_cases(session, other, kept, now=now)
    await hand_over_negotiations(session, other, kept)
    await merge_bookings(session, other.id, kept.id)
    await _tell_once(session, other.id, kept.id)
    await _end_double_posts(session, other.id, kept.id, now=now)
    await _hand_over(session, other.id, kept.id)
    await session.delete(other)
    await session.flush()
    return kept


async def _end_double_posts(session: AsyncSession, other_id: int, kept_id: int, *, now: datetime) -> None:
    """One person has one post in a department: the newer one ends, and they are told."""
    for post in await end_double_posts(session, kept_id, other_id):
        told = Pushed("staff-post-ended", {"name": post.name})
        await put(session, kept_id, told, due_at=now, dedupe_key=f"staff_post_ended:{post.id}")


def _fill_gaps(kept: Person, other: Person) -> None:
    """What the one never said, the other did. Their first day stays as it is: the digest of their cases is of it."""
    for column in sa.inspect(Person).column_attrs:
        if getattr(kept, column.key) is None:
            setattr(kept, column.key, getattr(other, column.key))
    kept.last_needs = kept.last_needs or other.last_needs


async def _hand_over_cases(session: AsyncSession, other: Person, kept: Person, *, now: datetime) -> None:
    """The other's part in cases becomes the one's. Where both have one, whoever filed it counts and nobody twice."""
    mine, theirs = await _filer_rows(session, kept), await _filer_rows(session, other)
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
    await withdraw(session, cause=f"case_filer:{row.id}")
    case: Case = await locked_case(session, case_id)
    if case.is_open:
        await leave_case(session, case, person, now=now)
    else:
        await session.delete(row)
    await session.flush()


async def _tell_once(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """What both were to be told of one cause, or one was told already (a notice to many), is not told twice."""
    mine = sa.alias(OutboxMessage.__table__)
    open_ = (OutboxState.WAITING.value, OutboxState.HELD.value)
    double = sa.exists().where(
        mine.c.person_id == kept_id,
        mine.c.cause == OutboxMessage.cause,
        mine.c.due_at == OutboxMessage.due_at,
        mine.c.state != OutboxState.CANCELLED.value,
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


async def unlink(session: AsyncSession, person: Person, contact_id: int, *, now: datetime) -> None:
    """The chat is somebody new's, with nothing; all that there is stays with the person. Raises LinkCodeGone for a
    chat that is not theirs (any more), or is their only one."""
    rows = await session.scalars(sa.select(Contact).where(Contact.person_id == person.id))
    contacts = {contact.id: contact for contact in rows}
    if contact_id not in contacts or len(contacts) < 2:
        raise LinkCodeGone
    fresh = Person(created_at=now, locale=person.locale)
    session.add(fresh)
    await session.flush()
    contacts[contact_id].person_id = fresh.id
    await session.flush()
    await held_before(session, person.id, fresh.id)


async def forget_codes(session: AsyncSession, *, now: datetime) -> None:
    """Deletes codes and counts of wrong ones from longer ago than they count."""
    await session.execute(sa.delete(LinkCode).where(LinkCode.created_at < now - PER))
    await session.execute(sa.delete(LinkTries).where(LinkTries.since < now - PER))
