"""Making the daily line (models/daily_seal.py): in portions, so that nobody who chats waits for it.

A portion is a short transaction that puts some of the changed cases into the line; the last one adds them up and signs.
Cut off anywhere, the next run goes on. Days that were missed are made up: what changed is in the first of them.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import Case
from models.case_number import CaseDay
from models.case_record import BEGINNING
from models.case_seal import name_of
from models.daily_seal import DailySeal, SealedCase, leaves_of, line_body, line_digest, root_of
from models.receipt import sign
from models.secret import cipher_of, insert

TURN = 0x7365616C
"""Of PostgreSQL's advisory locks: one process at a time adds to a day's line, and nobody once it is made."""
MADE_UP = 31
"""Missed days that get a line each. Beyond that one line covers the gap: a clock gone wrong makes no thousands."""
PORTION = 200


async def days_to_seal(session: AsyncSession, *, today: date) -> list[date]:
    """The days before `today` (in the city's zone) without a line, from the last one on; without any: yesterday."""
    yesterday = today - timedelta(days=1)
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    missed = (yesterday - last).days if last is not None else 1
    if missed > MADE_UP:
        return [yesterday]
    return [yesterday - timedelta(days=back) for back in reversed(range(missed))]


async def seal_portion(session: AsyncSession, day: date, *, limit: int = PORTION) -> int:
    """Puts a portion of what has changed into the line of the day; returns how many. 0 where the line is made."""
    if not await _turn(session, day):
        return 0
    changed = sa.select(Case.id, Case.number, Case.event_count, Case.head, Case.seal)
    changed = changed.where(Case.seal != Case.day_seal).order_by(Case.id).limit(limit)
    rows = (await session.execute(changed)).all()
    if not rows:
        return 0
    cipher, connection = cipher_of(session), await session.connection()
    leaves = [
        {"day": day, "name": name_of(number, cipher), "links": links, "head": head, "seal": seal}
        for _, number, links, head, seal in rows
    ]
    added = insert(session, SealedCase)
    again = {name: added.excluded[name] for name in ("links", "head", "seal")}
    await connection.execute(added.on_conflict_do_update(index_elements=["day", "name"], set_=again), leaves)
    noted = sa.update(Case.__table__).where(Case.__table__.c.id == sa.bindparam("case"))  # type: ignore[arg-type]
    await connection.execute(
        noted.values(day_seal=sa.bindparam("sealed")), [{"case": row.id, "sealed": row.seal} for row in rows]
    )
    return len(rows)


async def close_day(session: AsyncSession, day: date) -> None:
    """Makes the line of the day out of what is in it; where it is made, nothing."""
    if not await _turn(session, day):
        return
    before = await session.scalar(sa.select(DailySeal).order_by(DailySeal.day.desc()).limit(1))
    numbers = sa.select(sa.func.coalesce(sa.func.sum(CaseDay.last), 0)).where(CaseDay.day <= day)
    leaves = await leaves_of(session, day)
    body = line_body(
        day,
        cases=(await session.scalars(numbers)).one(),
        changed=len(leaves),
        root=root_of(leaves),
        previous=line_digest(before.line) if before else BEGINNING,
    )
    session.add(DailySeal(day=day, line=f"{body} Ed25519 {await sign(session, body.encode())}"))
    await session.flush()


async def _turn(session: AsyncSession, day: date) -> bool:
    """Waits for the others; whether the line of the day has still to be made."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(TURN)))
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    return last is None or last < day
