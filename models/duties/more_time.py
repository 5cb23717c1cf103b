"""More time for a duty: its owner asks for a later day with a reason, and a lead who did not ask says yes or no."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.casework.promise import end_of
from models.city.pack import City
from models.duties.colours import colour_of, slip_due
from models.duties.duty import WAITS, Duty, locked_duty
from models.duties.errors import MoreTimeAsked, MoreTimeGone, NoLaterDay
from models.duties.record import DutyStep, add_step
from models.duties.steps import need_step
from models.duties.telling import DutyNews, givers_of, owners_of, tell
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, post_at


async def ask_more_time(
    session: AsyncSession, duty_id: int, staff: Staff, reason: str, *, until: date, city: City, now: datetime
) -> Duty:
    """Asks for a later day; the day stands until somebody says yes. Raises DutyGone, MoreTimeAsked, NoLaterDay,
    AnswerMissing, AnswerTooLong, DayPassed."""
    reason, asked_until = what_is_said(reason), end_of(until, city, now=now)
    duty = await locked_duty(session, duty_id)
    if duty.state in WAITS and duty.asked_by is not None:
        raise MoreTimeAsked
    duty = await need_step(session, duty_id, staff, DutyStep.ASK_TIME, city=city)
    if asked_until <= duty.due_at:
        raise NoLaterDay
    duty.asked_by, duty.asked_until = staff.id, asked_until
    data = {"text": reason, "until": until.isoformat()}
    await add_step(session, duty, DutyStep.ASK_TIME, staff.id, now=now, data=data)
    whom = await givers_of(session, duty, city)
    await tell(session, whom, duty, DutyNews.ASKED, by=staff, text=reason, city=city, now=now)
    return duty


async def approve_more_time(session: AsyncSession, duty_id: int, staff: Staff, *, city: City, now: datetime) -> Duty:
    """Gives the day that was asked for, by another human than who asked. Raises DutyGone, MoreTimeGone,
    SecondPersonNeeded."""
    duty = await _asked(session, duty_id, staff, DutyStep.MORE_TIME, city=city)
    asker, until = duty.asked_by, duty.asked_until
    assert until is not None
    duty.due_at, duty.asked_by, duty.asked_until = until, None, None
    duty.told, duty.warn_at = colour_of(duty, city=city, now=now), slip_due(duty, city=city, now=now)[1]
    data = {"until": until.astimezone(city.zone).date().isoformat()}
    await add_step(session, duty, DutyStep.MORE_TIME, staff.id, now=now, data=data)
    await _tell_asker(session, duty, asker, DutyNews.MORE_TIME, staff, city=city, now=now)
    return duty


async def refuse_more_time(session: AsyncSession, duty_id: int, staff: Staff, *, city: City, now: datetime) -> Duty:
    """Refuses: the day stands, and it can be asked for again. Raises what `approve_more_time` raises."""
    duty = await _asked(session, duty_id, staff, DutyStep.NO_TIME, city=city)
    asker, duty.asked_by, duty.asked_until = duty.asked_by, None, None
    await add_step(session, duty, DutyStep.NO_TIME, staff.id, now=now)
    await _tell_asker(session, duty, asker, DutyNews.NO_TIME, staff, city=city, now=now)
    return duty


async def _asked(session: AsyncSession, duty_id: int, staff: Staff, step: DutyStep, *, city: City) -> Duty:
    duty = await locked_duty(session, duty_id)
    if duty.state in WAITS and duty.asked_by is None:
        raise MoreTimeGone
    duty = await need_step(session, duty_id, staff, step, city=city)
    await need_second_person(session, duty.asked_by, staff.id)
    return duty


async def _tell_asker(
    session: AsyncSession,
    duty: Duty,
    asked_by: int | None,
    news: DutyNews,
    staff: Staff,
    *,
    city: City,
    now: datetime,
) -> None:
    asker = await post_at(session, asked_by)
    whom = [*await owners_of(session, duty), *([asker] if asker is not None else [])]
    await tell(session, whom, duty, news, by=staff, city=city, now=now)
