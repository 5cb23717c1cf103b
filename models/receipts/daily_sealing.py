"""Making the daily line (models/receipts/daily_seal.py): in portions, so that nobody who chats waits for it.

A portion is a short transaction that puts some of the changed cases, or records of posts, into the line. What is in it
only grows, so that it can be added up beside (`root_of`), and the last transaction only counts and signs. Cut off
anywhere, the next run goes on. Days that were missed are made up: what changed is in the first of them.
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
from models.storage.encryption import BEGINNING, Cipher
from models.storage.secrets import cipher_of

TURN = 0x7365616C
"""Of PostgreSQL's advisory locks: one process at a time adds to a day's line, and nobody once it is made."""
MADE_UP = 31
"""Missed days that get a line each. Beyond that one line covers the gap: a clock gone wrong makes no thousands."""
PORTION = 200


class Sealed(NamedTuple):
    """What a line covers: rows with a seal of their own, how many links their chain has, and its head. id: in order of
    which portions go; name: what it is called in lines, made of `named`."""

    table: Any
    id: Any
    named: Any
    name: Callable[[Any, Cipher], str]


CASES = Sealed(Case, Case.id, Case.number, name_of)
POSTS = Sealed(StaffRecord, StaffRecord.staff_id, StaffRecord.staff_id, record_name)
EVERYTHING = (CASES, POSTS)


async def days_to_seal(session: AsyncSession, *, today: date) -> list[date]:
    """The days before `today` (in the city's zone) without a line, from the last one on; without any: yesterday."""
    yesterday = today - timedelta(days=1)
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    missed = (yesterday - last).days if last is not None else 1
    if missed > MADE_UP:
        return [yesterday]
    return [yesterday - timedelta(days=back) for back in reversed(range(missed))]


async def seal_portion(
    session: AsyncSession, day: date, after: int, *, of: Sealed = CASES, limit: int = PORTION
) -> int | None:
    """Puts a portion of those that have changed into the line of the day, from behind the number `after` (0: the
    first). Returns the last number; None: there are no more, or the line is made.

    What is in it already, and has changed again since, waits for the next one; a post from which nothing was done is in
    none."""
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
    there = set(await session.scalars(known))
    await _put(session, day, of, names, [row for row in rows if names[row.id] not in there])
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
    """Makes the line of the day, whose leaves were counted and added up before. False: more came meanwhile."""
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
    """Waits for the others; whether the line of the day has still to be made."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(TURN)))
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    return last is None or last < day
