"""Brings old rows over that migrations cannot change, because they need keys.

They are rows from before a person and an anonymous case were kept apart (models/storage/unlinkable.py); from before the
rows beside a case were under its seal (models/casework/beside.py), later its filer's identity too; from before posts,
acts at posts, chats and points were under theirs (models/staff/seal.py, models/staff/record.py,
models/people/person.py, models/events/points.py); from before messages named their addressee
(models/people/addressee.py) and values were bound to their chat (models/upkeep/binding.py); sources of files that
were queued in three tables (models/storage/incoming_file.py); and orders that became duties (models/duties/carried.py).

The migrations (models/migrations) note here what is left, and the program does it before it serves anybody. A portion
is a transaction, so after a kill this or another process goes on where it stopped.
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.cases.evidence import Evidence
from models.cases.filer import NAMED, UNNAMED, CaseFiler, Part, draft_digest, person_digest
from models.cases.identity import CaseIdentity
from models.cases.seal import name_of, seal_of
from models.casework.beside import rows_beside, sealed_beside
from models.duties.carried import carry_orders
from models.events.points import seal_old_entries
from models.negotiations.joining import DOMAIN, NegotiationPerson
from models.outbox.addressing import address_old_rows
from models.outbox.causes import HIDDEN_KINDS
from models.outbox.lookup import hide_row
from models.outbox.message import OutboxMessage
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact, seal_old_chats
from models.staff.post import Staff, seal_old_posts
from models.staff.record import StaffEvent, StaffRecord, seal_old_record
from models.storage.database import Base, Database
from models.storage.encryption import cipher_of
from models.storage.incoming_file import address_old_files
from models.storage.unlinkable import MARKED, by_the_hour, digest_key, mark_key
from models.upkeep.binding import bind_rows

PORTION = 500
POSTS, CHATS, IDENTITIES, ADDRESSEES, RECORDS = "staff", "contact", "case_identity", "addressee", "staff_record"
BOUND, POINTS, INCOMING_FILES, DUTIES = "conversation", "points_entry", "incoming_file", "duty"
ALL_SEALED = {POSTS, CHATS, IDENTITIES, ADDRESSEES, RECORDS, BOUND, POINTS, DUTIES}
"""Steps after which every row has a seal, names its addressee, or is bound to its owner, for good."""
_DIGEST_LENGTH = 64


class DataStep(Base):
    """Work that is left on the rows of a table: those after the number `last`."""

    __tablename__ = "data_step"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(sa.BigInteger, default=0)


async def is_left(session: AsyncSession) -> bool:
    """Whether any old rows are left."""
    return await session.scalar(sa.select(DataStep.name).limit(1)) is not None


async def has_no_seal(session: AsyncSession) -> bool:
    """Whether there are chats and none was ever sealed: then the database is from before seals."""
    seals = sa.select(sa.func.count(), sa.func.count(sa.func.nullif(Contact.seal, "")))
    there, sealed = (await session.execute(seals)).one()
    return there > 0 and sealed == 0


async def unlink_old_rows(database: Database, *, sealed: Collection[str] = ()) -> None:
    """Brings over all rows that are left. sealed: steps that were done with this database before; a row without a seal
    was then put there by somebody, and stays without. Raises WrongKey."""
    if sealed:
        async with database.transaction() as session:
            await session.execute(sa.delete(DataStep).where(DataStep.name.in_(sealed)))
    for name, work in _WORK.items():
        while await _portion(database, name, work):
            pass


async def _portion(database: Database, name: str, work: "_Work") -> bool:
    async with database.transaction() as session:
        step = await session.get(DataStep, name, with_for_update=True, populate_existing=True)
        if step is None:
            return False
        last = await work(session, step.last)
        if last is None:
            await session.delete(step)
        else:
            step.last = last
    return True


_Work = Callable[[AsyncSession, int], Awaitable[int | None]]
"""Brings over the portion after a number. Returns the last number of it; None if there was none."""


async def _filers(session: AsyncSession, after: int) -> int | None:
    rows = await session.execute(
        sa.select(CaseFiler, Case.anonymous)
        .join(Case, Case.id == CaseFiler.case_id)
        .where(CaseFiler.id > after)
        .order_by(CaseFiler.id)
        .limit(PORTION)
    )
    key, last = await digest_key(session), None
    for row, anonymous in rows:
        domain = NAMED if row.part is Part.FILED and not anonymous else UNNAMED
        person = row.person
        row.digest, row.at, last = person_digest(key, domain, person), by_the_hour(row.at), row.id
        row.person = person  # the column is encrypted under the digest
        if row.draft is not None and len(row.draft) != _DIGEST_LENGTH:
            row.draft = await draft_digest(session, row.draft)
    return last


async def _asked(session: AsyncSession, after: int) -> int | None:
    key, last = await digest_key(session), None
    for row in await _after(session, NegotiationPerson, after):
        person = row.person
        row.digest, row.asked_at, last = person_digest(key, DOMAIN, person), by_the_hour(row.asked_at), row.id
        row.person = person
        if row.answered_at is not None:
            row.answered_at = by_the_hour(row.answered_at)
    return last


async def _outbox(session: AsyncSession, after: int) -> int | None:
    plain = sa.or_(*(OutboxMessage.cause.like(f"{kind}:%") for kind in sorted(HIDDEN_KINDS)))
    key, last = await digest_key(session), None
    for row in await _after(session, OutboxMessage, after, plain):
        hide_row(row, key)
        last = row.id
    return last


async def _evidence(session: AsyncSession, after: int) -> int | None:
    last = None
    for row in await _after(session, Evidence, after):
        row.came = row.came or row.arrived_at.isoformat()
        row.arrived_at, last = by_the_hour(row.arrived_at), row.id
        row.kept_at = row.kept_at and by_the_hour(row.kept_at)
        row.removed_at = row.removed_at and by_the_hour(row.removed_at)
    return last


async def _after(session: AsyncSession, table: Any, after: int, *where: sa.ColumnElement[bool]) -> Any:
    rows = sa.select(table).where(table.id > after, *where).order_by(table.id).limit(PORTION)
    return (await session.scalars(rows)).all()


async def _marks(session: AsyncSession, done: int) -> int | None:
    plain = sa.select(ProcessedUpdate.channel, ProcessedUpdate.key).where(~ProcessedUpdate.key.startswith(MARKED))
    rows = (await session.execute(plain.limit(PORTION))).all()
    for channel, key in rows:
        mine = sa.update(ProcessedUpdate).where(ProcessedUpdate.channel == channel, ProcessedUpdate.key == key)
        await session.execute(mine.values(key=await mark_key(session, channel, key)))
    return done + len(rows) if rows else None


async def _beside(session: AsyncSession, after: int) -> int | None:
    """Puts the rows beside a case under its seal. A case whose own seal does not hold stays as it is, so that `audit`
    finds it."""
    cipher, last = cipher_of(session), None
    for case in await _after(session, Case, after):
        last = case.id
        if not case.beside and case.seal == seal_of(case, cipher):
            case.beside = sealed_beside(case.number, await rows_beside(session, case.id), cipher)
    return last


async def _identities(session: AsyncSession, after: int) -> int | None:
    """Puts the identity of a named filer under the seal of the case, if everything else under it holds."""
    cipher, last = cipher_of(session), None
    named = sa.select(Case).join(CaseIdentity, CaseIdentity.case_id == Case.id).where(Case.id > after)
    for case in (await session.scalars(named.order_by(Case.id).limit(PORTION))).all():
        rows, last = await rows_beside(session, case.id), case.id
        before = sealed_beside(case.number, [row for row in rows if not isinstance(row, CaseIdentity)], cipher)
        if case.beside == before and case.seal == seal_of(case, cipher):
            case.beside = sealed_beside(case.number, rows, cipher)
    return last


async def _chats(session: AsyncSession, after: int) -> int | None:
    return await seal_old_chats(session, after, PORTION)


async def _addressees(session: AsyncSession, after: int) -> int | None:
    return await address_old_rows(session, after, PORTION)


async def _incoming_files(session: AsyncSession, after: int) -> int | None:
    return await address_old_files(session, after, PORTION)


async def _posts(session: AsyncSession, after: int) -> int | None:
    return await seal_old_posts(session, after, PORTION)


async def _points(session: AsyncSession, after: int) -> int | None:
    return await seal_old_entries(session, after, PORTION)


async def _duties(session: AsyncSession, after: int) -> int | None:
    return await carry_orders(session, after, PORTION)


async def _records(session: AsyncSession, after: int) -> int | None:
    """Brings over one post a call: names its cases as daily lines do, and makes the chain."""
    cipher = cipher_of(session)
    without = sa.select(Staff.id).outerjoin(StaffRecord).where(Staff.id > after, StaffRecord.staff_id.is_(None))
    post = await session.scalar(without.order_by(Staff.id).limit(1))
    if post is None:
        return None
    looks = sa.select(StaffEvent, Case.number).join(Case, Case.id == StaffEvent.case_id)
    for event, number in await session.execute(looks.where(StaffEvent.staff_id == post)):
        event.case_name = name_of(number, cipher)
    await seal_old_record(session, post)
    return post


_WORK: dict[str, _Work] = {
    "processed_update": _marks,
    "case_filer": _filers,
    "negotiation_person": _asked,
    "outbox": _outbox,
    "evidence": _evidence,
    "beside": _beside,
    POSTS: _posts,
    CHATS: _chats,
    IDENTITIES: _identities,
    ADDRESSEES: _addressees,
    RECORDS: _records,
    BOUND: bind_rows,
    POINTS: _points,
    INCOMING_FILES: _incoming_files,
    DUTIES: _duties,
}
