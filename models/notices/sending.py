"""Writing a notice's rows into the outbox, one for each person, in portions, and counting what became of them.

A portion is one `INSERT … SELECT` in one transaction, together with how far it came: a crash repeats nobody and forgets
nobody. Rows of notices have the last priority, so that reminders, progress and emergencies overtake them. A cancelled
or paused notice needs no change of its rows: they are checked when their turn comes.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.audience import Topic, count_audience, is_told
from models.notices.notice import Notice, NoticeState, NoticeTap
from models.notices.progress import look_soon
from models.outbox.causes import Cause, CauseKind
from models.outbox.message import OutboxMessage, OutboxState, Priority, Urgency
from models.people.addressee import EVERYBODY
from models.people.person import Person
from models.storage.database import Json, UtcDateTime
from models.storage.one_hop import insert_of
from models.storage.wakeups import WakeUp, wake
from models.values.small_groups import merged_groups
from models.wechat.account import WECHAT

PORTION = 5000
MASS = f"{WECHAT}_mass"
"""The value of `OutboxMessage.channel` for a WeChat mass message (models/notices/mass.py)."""
AHEAD = timedelta(minutes=2)
"""How long before its time a notice is prepared."""
_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]
_OPEN = (OutboxState.WAITING, OutboxState.SENDING)


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of people. sent, waiting, failed, missed: by state of their row; read, acted: by their taps. unreachable:
    blocked meanwhile, or no chat is open; held: get it when they write; told: those of `held` who got the gist by a
    template message; mass: those of `sent` who got a mass message; switched_off, blocked_before: left out from the
    beginning; stopped: had not got it when it was cancelled, and never will."""

    sent: int
    waiting: int
    held: int
    failed: int
    unreachable: int
    missed: int
    read: int
    acted: int
    told: int = 0
    mass: int = 0
    switched_off: int = 0
    blocked_before: int = 0
    stopped: int = 0


async def notices_to_prepare(session: AsyncSession, *, now: datetime) -> Sequence[int]:
    """The ids of notices to prepare, emergencies first."""
    due = sa.select(Notice.id).where(
        Notice.state.in_((NoticeState.SCHEDULED, NoticeState.SENDING)),
        Notice.prepared_at.is_(None),
        Notice.send_at <= now + AHEAD,
    )
    urgent_first = sa.case((Notice.urgency == Urgency.NOW, 0), else_=1)
    return (await session.scalars(due.order_by(urgent_first, Notice.send_at, Notice.id))).all()


async def prepare_portion(session: AsyncSession, notice_id: int, *, now: datetime, limit: int = PORTION) -> int:
    """Writes the rows of the next `limit` people of the audience. Returns how many; fewer than `limit` means that all
    are written."""
    notice = await session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if notice is None or notice.prepared_at is not None or notice.send_at is None:
        return 0
    if notice.state not in (NoticeState.SCHEDULED, NoticeState.SENDING):
        return 0
    told = is_told(notice.for_whom, notice.topic, emergency=notice.is_emergency)
    next_ = sa.select(Person.id).where(Person.id > notice.prepared_to, told).order_by(Person.id).limit(limit).subquery()
    count, last = (await session.execute(sa.select(sa.func.count(), sa.func.max(next_.c.id)))).one()
    if count:
        await _insert(session, notice, sa.and_(Person.id > notice.prepared_to, Person.id <= last, told), now=now)
        notice.prepared_to = last
    if notice.state != NoticeState.SENDING:
        notice.state = NoticeState.SENDING
        look_soon(notice, now=now)
    if count < limit:
        notice.prepared_at = now
    await session.flush()
    return int(count)


async def warn_newcomer(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Gives a person who is new, or tells only now where they are, the emergencies and weather warnings that are on and
    that they have not got yet."""
    on = sa.select(Notice).where(
        Notice.state.in_((NoticeState.SENDING, NoticeState.DONE)),
        sa.or_(Notice.urgency == Urgency.NOW, Notice.topic == Topic.WEATHER),
        Notice.expires_at > now,
    )
    for notice in (await session.scalars(on)).all():
        told = is_told(notice.for_whom, notice.topic, emergency=notice.is_emergency)
        await _insert(session, notice, sa.and_(Person.id == person.id, told), now=now)


async def notices_to_count(session: AsyncSession) -> Sequence[int]:
    """Notices whose left-out people are not counted yet."""
    prepared = sa.select(Notice.id).where(Notice.state == NoticeState.SENDING, Notice.prepared_at.is_not(None))
    return (await session.scalars(prepared.where(Notice.left_out.is_(sa.null())))).all()


async def count_left_out(session: AsyncSession, notice_id: int) -> Json:
    """Counts people in the audience who get no row, as things are now; only reads."""
    notice = await session.get_one(Notice, notice_id)
    count = await count_audience(session, notice.for_whom, notice.topic, emergency=notice.is_emergency)
    return {"switched_off": count.switched_off, "blocked": count.blocked}


async def keep_left_out(session: AsyncSession, notice_id: int, counts: Json) -> None:
    """Stores these counts for the notice's figures."""
    await session.execute(sa.update(Notice).where(Notice.id == notice_id).values(left_out=counts))


async def end_notices(session: AsyncSession, *, now: datetime) -> int:
    """Ends notices for which nobody waits any more, and keeps their figures. Returns how many."""
    all_told = sa.select(Notice).where(
        sa.or_(
            sa.and_(Notice.state == NoticeState.SENDING, Notice.prepared_at.is_not(None)),
            sa.and_(Notice.state == NoticeState.CANCELLED, Notice.result.is_(None), Notice.prepared_to > 0),
        )
    )
    ended = 0
    for notice in (await session.scalars(all_told.with_for_update(skip_locked=True))).all():
        called_off = notice.state == NoticeState.CANCELLED
        over = called_off or (notice.expires_at is not None and notice.expires_at < now)
        open_ = _OPEN if over else (*_OPEN, OutboxState.HELD)
        waits = sa.select(sa.exists().where(_ROWS.c.cause == _cause(notice.id), _ROWS.c.state.in_(open_)))
        if not (await session.execute(waits)).scalar_one():
            notice.result = {"progress": asdict(await progress_of(session, notice)), **await _groups(session, notice)}
            if notice.state == NoticeState.SENDING:
                notice.state, notice.ended_at = NoticeState.DONE, now
            look_soon(notice, now=now)
            ended += 1
    await session.flush()
    return ended


async def progress_of(session: AsyncSession, notice: Notice) -> Progress:
    """The counts of the notice as they are now."""
    blocked = sa.case((_ROWS.c.error == "blocked", 1), else_=0)
    by_mass = sa.case((_ROWS.c.channel == MASS, 1), else_=0)
    rows = await session.execute(
        sa.select(_ROWS.c.state, blocked, sa.func.count(), sa.func.count(_ROWS.c.told_at), sa.func.sum(by_mass))
        .where(_ROWS.c.cause == _cause(notice.id))
        .group_by(_ROWS.c.state, blocked)
    )
    states: Counter[OutboxState] = Counter()
    unreachable = 0
    told = mass = 0
    for state, was_blocked, count, told_of, mass_of in rows:
        states[state] += count
        mass += mass_of if state == OutboxState.SENT else 0
        told += told_of if state == OutboxState.HELD else 0
        unreachable += count if was_blocked and state == OutboxState.CANCELLED else 0
    off = notice.state == NoticeState.CANCELLED
    stopped = states[OutboxState.CANCELLED] - unreachable
    if off:  # their turn has not come, and they will not be sent
        stopped += states.pop(OutboxState.WAITING, 0) + states.pop(OutboxState.HELD, 0)
        told = 0
    acted, read = await _taps(session, notice.id)
    left_out = notice.left_out or {}
    return Progress(
        sent=states[OutboxState.SENT],
        waiting=states[OutboxState.WAITING] + states[OutboxState.SENDING],
        held=states[OutboxState.HELD],
        failed=states[OutboxState.FAILED],
        unreachable=unreachable,
        missed=states[OutboxState.MISSED],
        read=read,
        acted=acted,
        told=told,
        mass=mass,
        stopped=stopped if off else 0,
        switched_off=left_out.get("switched_off", 0),
        blocked_before=left_out.get("blocked", 0),
    )


async def _groups(session: AsyncSession, notice: Notice) -> Json:
    """People reached, read and acted by district and by occupation, small groups merged."""
    return {
        name: merged_groups(await _by(session, notice.id, column))
        for name, column in (("districts", Person.district), ("occupations", Person.occupation))
    }


async def groups_of(session: AsyncSession, notice: Notice) -> Json:
    """The groups as kept when the notice ended, or as they are now while it goes on."""
    if notice.result is not None:
        return {name: notice.result[name] for name in ("districts", "occupations")}
    return await _groups(session, notice)


async def _by(session: AsyncSession, notice_id: int, column: Any) -> dict[str, dict[str, int]]:
    acted = sa.func.sum(sa.case((NoticeTap.acted.is_(True), 1), else_=0))
    rows = await session.execute(
        sa.select(column, sa.func.count(), sa.func.count(NoticeTap.person_id), acted)
        .select_from(_ROWS)
        .join(Person, Person.id == _ROWS.c.person_id)
        .outerjoin(NoticeTap, sa.and_(NoticeTap.person_id == Person.id, NoticeTap.notice_id == notice_id))
        .where(_ROWS.c.cause == _cause(notice_id), _ROWS.c.state == OutboxState.SENT)
        .group_by(column)
    )
    return {key or "": {"reached": count, "read": read, "acted": int(done or 0)} for key, count, read, done in rows}


async def _taps(session: AsyncSession, notice_id: int) -> tuple[int, int]:
    """Returns (acted, read); people who acted count as read too."""
    acted = sa.func.sum(sa.case((NoticeTap.acted.is_(True), 1), else_=0))
    row = (await session.execute(sa.select(acted, sa.func.count()).where(NoticeTap.notice_id == notice_id))).one()
    return int(row[0] or 0), row[1]


async def _insert(session: AsyncSession, notice: Notice, who: sa.ColumnElement[bool], *, now: datetime) -> None:
    connection = await session.connection()
    insert = insert_of(connection.dialect.name, _ROWS)
    due_at = max(now, notice.send_at or now)
    urgency = notice.urgency
    values: dict[str, Any] = {
        "person_id": Person.id,
        "content": sa.literal(asdict(notice.pushed) | EVERYBODY, _ROWS.c.content.type),
        "created_at": sa.literal(now, UtcDateTime()),
        "due_at": sa.literal(due_at, UtcDateTime()),
        "send_at": sa.literal(due_at, UtcDateTime()),
        "expires_at": sa.literal(notice.expires_at, UtcDateTime()),
        "urgency": sa.literal(urgency, _ROWS.c.urgency.type),
        "priority": sa.literal(Priority.FIRST if urgency is Urgency.NOW else Priority.BULK, sa.SmallInteger()),
        "dedupe_key": sa.literal(f"{_cause(notice.id)}:") + sa.cast(Person.id, sa.String),
        "cause": sa.literal(_cause(notice.id)),
        "state": sa.literal(OutboxState.WAITING, _ROWS.c.state.type),
        "attempts": sa.literal(0),
    }
    rows = sa.select(*values.values()).where(who).order_by(Person.id)
    await connection.execute(insert.from_select(list(values), rows).on_conflict_do_nothing())
    wake(session, WakeUp.OUTBOX)


def _cause(notice_id: int) -> Cause:
    return CauseKind.NOTICE.of(notice_id)


async def notices_that_hold(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the notices are not cancelled."""
    return await _those(session, ids, Notice.state != NoticeState.CANCELLED)


async def notices_that_wait(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the notices are paused."""
    return await _those(session, ids, Notice.paused.is_(True))


async def _those(session: AsyncSession, ids: Collection[str], which: sa.ColumnElement[bool]) -> set[str]:
    found = await session.scalars(sa.select(Notice.id).where(Notice.id.in_([int(each) for each in ids]), which))
    return {str(each) for each in found}
