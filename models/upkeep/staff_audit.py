"""Audit the records of posts (models/staff/record.py): no link is missing, changed or moved, and no record that a daily
line covers is missing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.receipts.daily_seal import SealedCase
from models.staff.post import Staff
from models.staff.record import StaffEvent, StaffRecord, event_hash, record_name, record_seal
from models.storage.encryption import BEGINNING, Cipher, digest
from models.upkeep.duty_audit import duty_names
from models.upkeep.seal_audit import forgotten_names


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A broken record. post: its number. link: the number of the broken link; 0: the record as a whole. reason: gone,
    seal, number, previous, data, hash, case, end or line."""

    post: int
    link: int
    reason: str


async def broken_record(session: AsyncSession, names: Mapping[str, str], cipher: Cipher) -> BrokenRecord | None:
    """The first broken record, None if all are intact. names: name -> number of the existing cases."""
    forgotten = await forgotten_names(session, cipher)
    pairs = sa.select(Staff.id, StaffRecord).outerjoin(StaffRecord, StaffRecord.staff_id == Staff.id)
    for post, record in (await session.execute(pairs.order_by(Staff.id))).all():
        broken = await _broken(session, post, record, cipher)
        if broken is not None:
            return broken
        astray = await _astray(session, post, names, forgotten)
        if astray is not None:
            return BrokenRecord(post, astray, "case")
    return None


async def lost_record(session: AsyncSession, names: Mapping[str, str], cipher: Cipher) -> date | None:
    """The day of the first line with a leaf that is neither a case, the record of a post, nor a duty: a post was
    deleted with its record, or a duty. None if there is none. names: of the existing cases."""
    posts = {record_name(post, cipher) for post in await session.scalars(sa.select(Staff.id))}
    known = posts | await duty_names(session, cipher) | names.keys() | await forgotten_names(session, cipher)
    first = sa.select(SealedCase.name, sa.func.min(SealedCase.day)).group_by(SealedCase.name)
    return min((day for name, day in await session.execute(first) if name not in known), default=None)


async def _broken(session: AsyncSession, post: int, record: StaffRecord | None, cipher: Cipher) -> BrokenRecord | None:
    if record is None:
        return BrokenRecord(post, 0, "gone")
    if record.seal != record_seal(record, cipher):
        return BrokenRecord(post, 0, "seal")
    hashes: dict[int, str] = {}
    links = sa.select(*StaffEvent.__table__.columns).where(StaffEvent.staff_id == post).order_by(StaffEvent.number)
    for number, link in enumerate(await session.execute(links), record.first):
        reason = _reason(number, link, hashes, record, cipher)
        if reason is not None:
            return BrokenRecord(post, number, reason)
        hashes[number] = link.hash
    if record.first + len(hashes) - 1 != record.event_count or (hashes and record.head != hashes[record.event_count]):
        return BrokenRecord(post, record.first + len(hashes), "end")
    return await _broken_line(session, record, hashes, cipher)


def _reason(number: int, link: Any, hashes: Mapping[int, str], record: StaffRecord, cipher: Cipher) -> str | None:
    """The reason why a link is broken, None if it is intact."""
    if link.number != number:
        return "number"
    if number == 1 and link.previous != BEGINNING:
        return "previous"
    if number > record.first and link.previous != hashes[number - 1]:
        return "previous"
    if (digest(link.sealed) if link.sealed is not None else None) != link.data_digest:
        return "data"
    return "hash" if link.hash != event_hash(link, cipher) else None


async def _astray(session: AsyncSession, post: int, names: Mapping[str, str], forgotten: Collection[str]) -> int | None:
    """The number of the post's first look that points at another case than its link names, or at none although the case
    exists; None if there is none."""
    case = sa.table("case", sa.column("id"), sa.column("number"))
    looks = sa.select(StaffEvent.number, StaffEvent.case_name, case.c.number.label("case"))
    looks = looks.outerjoin(case, case.c.id == StaffEvent.case_id).where(StaffEvent.staff_id == post)
    for look in await session.execute(looks.order_by(StaffEvent.number)):
        if look.case_name is None and look.case is None:
            continue
        at_case = look.case is not None and names.get(look.case_name) == look.case
        if not at_case and not (look.case is None and look.case_name in forgotten):
            return int(look.number)
    return None


async def _broken_line(
    session: AsyncSession, record: StaffRecord, hashes: Mapping[int, str], cipher: Cipher
) -> BrokenRecord | None:
    """Compare the record with the daily lines that cover it; links that were deleted by age are skipped."""
    name = record_name(record.staff_id, cipher)
    rows = (await session.scalars(sa.select(SealedCase).where(SealedCase.name == name).order_by(SealedCase.day))).all()
    for row in rows:
        if row.links > record.event_count or hashes.get(row.links, row.head) != row.head:
            return BrokenRecord(record.staff_id, row.links, "line")
    if record.day_seal != (rows[-1].seal if rows else ""):
        return BrokenRecord(record.staff_id, 0, "line")
    return None
