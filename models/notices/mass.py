"""A notice on WeChat: how many people can be reached and how, and the mass message for people who cannot be reached
otherwise.

When every WeChat delivery has ended, people who received neither the text nor a template message are put on hold until
they write. If the notice is to go on by mass message, their rows are put into parts: a part's rows are `sending` by the
channel MASS under its number, so that nothing else sends them. A part that was cut off is sent again under its key, by
which WeChat knows it. Rows that WeChat does not take are held again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.city.pack import City
from models.city.wechat_templates import WeChatTemplate
from models.notices.audience import Audience, Topic, is_told
from models.notices.notice import Notice, NoticeState
from models.notices.sending import MASS
from models.outbox.causes import CauseKind
from models.outbox.message import OutboxMessage, OutboxState
from models.outbox.quiet_times import allowed_at, quiet_times_of
from models.people.person import Contact, Person
from models.storage.lease import is_over
from models.wechat.account import WECHAT
from models.wechat.consent import WeChatConsent, would_allow
from models.wechat.mass import FEWEST, MassMessage
from models.wechat.window import WeChatWindow, is_open

PART = 5000
"""Followers of one part: WeChat takes 10,000 of them a call, and 100 calls a day."""
LOOKED_AT = 4 * PART
LEASE = timedelta(minutes=2)
"""How long a sender has for the call of a part that it took; the end is in the rows' `send_at`."""
_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]
_ASSIGNED = (_ROWS.c.state == OutboxState.SENDING, _ROWS.c.channel == MASS)


@dataclass(frozen=True, slots=True)
class WeChatCount:
    """People who are told and have no other chat than WeChat. now: in the chat; by_template: the gist by a template
    message, the text when they write; when_they_write: nothing before they write."""

    now: int
    by_template: int
    when_they_write: int


@dataclass(frozen=True, slots=True)
class MassPart:
    """The content of one call: to these openids, in this language. number: from 0; the first uses one of the month's
    messages."""

    notice_id: int
    number: int
    locale: str
    followers: Sequence[str]

    @property
    def key(self) -> str:
        return f"notice:{self.notice_id}:{self.number}"


async def count_wechat(
    session: AsyncSession,
    audience: Audience,
    topic: Topic,
    *,
    emergency: bool,
    template: WeChatTemplate | None,
    now: datetime,
) -> WeChatCount:
    """How people of the audience who are only on WeChat would be reached, as things are now. template: the one for
    notices."""
    notice = would_allow(template.way) if template is not None else sa.false()
    how = sa.case((is_open(now), 0), (notice, 1), else_=2)
    of_template = template.template_id if template is not None else ""
    mine = aliased(Contact)
    best = (
        sa.select(mine.person_id, sa.func.min(how).label("how"))
        .join(Person, Person.id == mine.person_id)
        .outerjoin(WeChatWindow, WeChatWindow.contact_id == mine.id)
        .outerjoin(
            WeChatConsent, sa.and_(WeChatConsent.contact_id == mine.id, WeChatConsent.template_id == of_template)
        )
        .where(mine.channel == WECHAT, mine.blocked_at.is_(None), ~_ELSEWHERE)
        .where(is_told(audience, topic, emergency=emergency))
        .group_by(mine.person_id)
        .subquery()
    )
    rows = await session.execute(sa.select(best.c.how, sa.func.count()).group_by(best.c.how))
    counts = {row[0]: row[1] for row in rows}
    return WeChatCount(*(counts.get(each, 0) for each in range(3)))


async def notices_with_mass(session: AsyncSession, *, now: datetime) -> Sequence[int]:
    """The notices that may have a part to be sent."""
    wanted = sa.select(Notice.id).where(Notice.mass.is_(True), Notice.prepared_at.is_not(None))
    going = sa.or_(
        sa.and_(Notice.state == NoticeState.SENDING, Notice.mass_trouble.is_(None), Notice.expires_at > now),
        sa.exists().where(
            _ROWS.c.cause == sa.literal(CauseKind.NOTICE.of("")) + sa.cast(Notice.id, sa.String), *_ASSIGNED
        ),
    )
    return (await session.scalars(wanted.where(going).order_by(Notice.id))).all()


async def next_part(session: AsyncSession, notice_id: int, *, city: City, now: datetime) -> MassPart | None:
    """The part that was begun, or the next one; None if there is nothing to send now."""
    notice = await session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if notice is None or not notice.mass:
        return None
    begun = sa.select(sa.func.min(_ROWS.c.message_id), sa.func.max(_ROWS.c.send_at))
    number, until = (await session.execute(begun.where(_of(notice_id), *_ASSIGNED))).one()
    if number is not None:
        return await _begun_part(session, notice_id, number, now=now) if is_over(until, lasts=LEASE, now=now) else None
    over = notice.expires_at is not None and notice.expires_at <= now
    if over or notice.paused or notice.mass_trouble or notice.state != NoticeState.SENDING:
        return None
    if await _on_their_way(session, notice_id):
        return None
    chosen = await _chosen(session, notice, city, now)
    if len(chosen) < FEWEST:
        return None
    number = await _parts_so_far(session, notice_id)
    for start in range(0, len(chosen), 500):
        some = [row.id for row in chosen[start : start + 500]]
        assigned = {"state": OutboxState.SENDING, "channel": MASS, "message_id": number, "send_at": now + LEASE}
        await session.execute(sa.update(_ROWS).where(_ROWS.c.id.in_(some)).values(assigned))
    return MassPart(notice_id, number, chosen[0].locale, [row.address for row in chosen])


async def part_taken(session: AsyncSession, part: MassPart, *, now: datetime) -> None:
    """Marks the part's rows as sent, because WeChat took them, so that nobody in it is told again."""
    values = {"state": OutboxState.SENT, "sent_at": now, "message_id": None}
    await session.execute(sa.update(_ROWS).where(*_rows_of(part)).values(values))


async def part_refused(session: AsyncSession, part: MassPart, trouble: str) -> None:
    """Puts the part on hold, because WeChat refused it: its people are told when they write, and no further part is
    tried."""
    await _hold(session, part)
    await session.execute(sa.update(Notice).where(Notice.id == part.notice_id).values(mass_trouble=trouble))


async def mass_reached(session: AsyncSession, notice_id: int) -> int | None:
    """How many followers WeChat says it has reached; None before it says anything."""
    reached = sa.select(sa.func.sum(MassMessage.reached)).where(MassMessage.key.like(f"notice:{notice_id}:%"))
    return await session.scalar(reached)


_ELSEWHERE = (
    sa.exists()
    .where(Contact.person_id == Person.id, Contact.blocked_at.is_(None), Contact.channel != WECHAT)
    .correlate(Person)
)
"""Whether a person has a chat in which they can be written to at any time."""


def _of(notice_id: int) -> sa.ColumnElement[bool]:
    return _ROWS.c.cause == CauseKind.NOTICE.of(notice_id)


def _rows_of(part: MassPart) -> tuple[sa.ColumnElement[bool], ...]:
    return _of(part.notice_id), *_ASSIGNED, _ROWS.c.message_id == part.number


async def _on_their_way(session: AsyncSession, notice_id: int) -> bool:
    """Whether a delivery to somebody who is only on WeChat is still open."""
    open_ = (OutboxState.WAITING, OutboxState.SENDING)
    rows = sa.select(_ROWS.c.id).join(Person, Person.id == _ROWS.c.person_id)
    rows = rows.where(_of(notice_id), _ROWS.c.state.in_(open_), ~_ELSEWHERE).limit(1)
    return await session.scalar(rows) is not None


async def _begun_part(session: AsyncSession, notice_id: int, number: int, *, now: datetime) -> MassPart | None:
    """The begun part again, leased to the caller; None if too few of its people are left."""
    mine = _with_address(notice_id).where(*_ASSIGNED, _ROWS.c.message_id == number)
    rows = (await session.execute(mine)).all()
    part = MassPart(notice_id, number, rows[0].locale if rows else "", [row.address for row in rows])
    if len(rows) < FEWEST:
        await _hold(session, part)
        return None
    await session.execute(sa.update(_ROWS).where(*_rows_of(part)).values(send_at=now + LEASE))
    return part


async def _hold(session: AsyncSession, part: MassPart) -> None:
    values = {"state": OutboxState.HELD, "channel": None, "message_id": None}
    await session.execute(sa.update(_ROWS).where(*_rows_of(part)).values(values))


async def _chosen(session: AsyncSession, notice: Notice, city: City, now: datetime) -> list[sa.Row[Any]]:
    """Held rows of one language whose people may be written to now, because it is not their quiet time."""
    held = _with_address(notice.id).where(_ROWS.c.state == OutboxState.HELD, _ROWS.c.told_at.is_(None))
    rows = (await session.execute(held.with_for_update(skip_locked=True, of=_ROWS).limit(LOOKED_AT))).all()
    urgency = notice.urgency
    free = [row for row in rows if allowed_at(now, urgency, quiet_times_of(row, city), city.zone) == now]
    return [row for row in free if row.locale == free[0].locale][:PART]


def _with_address(notice_id: int) -> sa.Select[Any]:
    """Rows of the notice with the WeChat account of each person who has no other chat."""
    columns = (_ROWS.c.id, Contact.address, Person.locale, Person.occupation, Person.quiet_times)
    newest = (
        sa.select(sa.func.max(Contact.id))
        .where(Contact.person_id == Person.id, Contact.channel == WECHAT, Contact.blocked_at.is_(None))
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        sa.select(*columns)
        .select_from(_ROWS)
        .join(Person, Person.id == _ROWS.c.person_id)
        .join(Contact, Contact.id == newest)
        .where(_of(notice_id), ~_ELSEWHERE)
        .order_by(_ROWS.c.id)
    )


async def _parts_so_far(session: AsyncSession, notice_id: int) -> int:
    parts = sa.select(sa.func.count()).select_from(MassMessage).where(MassMessage.key.like(f"notice:{notice_id}:%"))
    return int((await session.scalars(parts)).one())
