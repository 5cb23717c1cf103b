"""Make the daily line (models/receipts/daily_seal.py) in portions, so that no conversation waits for it.

A portion is a short transaction that puts some of the changed cases, records of posts, or duties, into the line. The
set of leaves only grows, so that `root_of` can add it up outside, and the last transaction only counts and signs. If a
run is interrupted, the next one continues. Missed days are made up; the first of them covers the changes.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.number import CaseDay
from models.cases.seal import name_of
from models.receipts.daily_seal import DailySeal, SealedCase, line_body, line_digest
from models.receipts.receipt import sign
from models.staff.record import StaffRecord, record_name
from models.storage.encryption import BEGINNING, Cipher, cipher_of

TURN = 0x7365616C
"""The number of the advisory lock in PostgreSQL with which one process at a time adds to a day's line."""
MADE_UP = 31
"""The most missed days that get a line each. One line covers a longer gap, so that a wrong clock makes no thousands."""
PORTION = 200


class Sealed(NamedTuple):
    """A kind of rows that a line covers: they have a seal, a chain with a count of links, and its head.

    id: the column by which portions are ordered. name: makes the name in lines from the column `named`.
    """

    table: Any
    id: Any
    named: Any
    name: Callable[[Any, Cipher], str]


CASES = Sealed(Case, Case.id, Case.number, name_of)
POSTS = Sealed(StaffRecord, StaffRecord.staff_id, StaffRecord.staff_id, record_name)
EVERYTHING = (CASES, POSTS)
"""The rooms above add their own: models/duties/record.py."""


async def days_to_seal(session: AsyncSession, *, today: date) -> list[date]:
    """The days before `today` (in the city's zone) after the last line; only yesterday if there is no line, or more
    than MADE_UP days are missing."""
    yesterday = today - timedelta(days=1)
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    missed = (yesterday - last).days if last is not None else 1
    if missed > MADE_UP:
        return [yesterday]
    return [yesterday - timedelta(days=back) for back in reversed(range(missed))]


async def seal_portion(
    session: AsyncSession, day: date, after: int, *, of: Sealed = CASES, limit: int = PORTION
) -> int | None:
    """Put a portion of the changed rows after the number `after` (0: from the first) into the line of the day.

    Returns the last number; None if there are no more, or the line is made. A row that is in the line already and
    changed again waits for the next line; a post without any action is in no line.
    """
    if not await _turn(session, day):
        return None
    table = of.table
    changed = sa.select(of.id.label("id"), of.named.label("named"), table.event_count, table.head, table.seal)
    changed = changed.where(table.seal != table.day_seal, table.event_count > 0, of.id > after)
    rows = (await session.execute(changed.order_by(of.id).limit(limit))).all()
    if not rows:
        return None
    cipher = cipher_of(session)
    names = {row.id: of.name(row.named, cipher) for row in rows}
    known = sa.select(SealedCase.name).where(SealedCase.day == day, SealedCase.name.in_(names.values()))
    in_line = set(await session.scalars(known))
    await _put(session, day, of, names, [row for row in rows if names[row.id] not in in_line])
    return int(rows[-1].id)


async def _put(session: AsyncSession, day: date, of: Sealed, names: Mapping[int, str], rows: Sequence[Any]) -> None:
    if not rows:
        return
    connection, table = await session.connection(), cast(sa.Table, of.table.__table__)
    leaves = [
        {"day": day, "name": names[row.id], "links": row.event_count, "head": row.head, "seal": row.seal}
        for row in rows
    ]
    await connection.execute(sa.insert(SealedCase), leaves)
    noted = sa.update(table).where(table.c[of.id.key] == sa.bindparam("row")).values(day_seal=sa.bindparam("sealed"))
    await connection.execute(noted, [{"row": row.id, "sealed": row.seal} for row in rows])


async def close_day(session: AsyncSession, day: date, *, changed: int, root: str) -> bool:
    """Make the line of the day from its leaves, which the caller has counted and added up. Returns False if more were
    added meanwhile."""
    if not await _turn(session, day):
        return True
    count = sa.select(sa.func.count()).select_from(SealedCase).where(SealedCase.day == day)
    if (await session.scalars(count)).one() != changed:
        return False
    before = await session.scalar(sa.select(DailySeal).order_by(DailySeal.day.desc()).limit(1))
    numbers = sa.select(sa.func.coalesce(sa.func.sum(CaseDay.last), 0)).where(CaseDay.day <= day)
    cases = (await session.scalars(numbers)).one()
    previous = line_digest(before.line) if before else BEGINNING
    body = line_body(day, cases=cases, changed=changed, root=root, previous=previous)
    session.add(DailySeal(day=day, line=f"{body} Ed25519 {await sign(session, body.encode())}"))
    await session.flush()
    return True


async def _turn(session: AsyncSession, day: date) -> bool:
    """Wait for the lock; return whether the line of the day is still to be made."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(TURN)))
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    return last is None or last < day
