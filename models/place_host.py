"""What the host of a place says: that it is open or shut today, and what became of the reports about it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city import City
from models.database import Base, UtcDateTime
from models.errors import ReportGone
from models.opening_hours import opens_on
from models.outbox import Pushed, PushedButton, Urgency, put
from models.person import Person
from models.place import FeedbackKind, Place, PlaceFeedback, find_place, report_place
from models.staff import Staff, hosts_of_place, need_host

TODAY, REPORTS = "htoday", "hreports"
"""The prefixes of a host's buttons."""
REPORTS_FROM = timedelta(days=30)
"""Older reports are not shown any more."""
ASK_AT, ASK_UNTIL = time(8, 0), time(11, 0)
"""Between these times of the day hosts who have not said so are asked whether they open."""


class ReportAnswer(StrEnum):
    """FIXED: it was so, and is put right; NOT_SO: it was not so."""

    FIXED = "fixed"
    NOT_SO = "not_so"


class PlaceDay(Base):
    """What the host said of a day of the city; the last word counts."""

    __tablename__ = "place_day"

    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_open: Mapped[bool]
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlaceReportAnswer(Base):
    """What the host said to a report."""

    __tablename__ = "place_report_answer"

    feedback_id: Mapped[int] = mapped_column(sa.ForeignKey("place_feedback.id", ondelete="CASCADE"), primary_key=True)
    answer: Mapped[str]
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


# --- today ------------------------------------------------------------------------------------------------------------


async def said_today(session: AsyncSession, place_id: int, *, now: datetime, zone: ZoneInfo) -> PlaceDay | None:
    """What the host said of today, if they did."""
    return await session.get(PlaceDay, (place_id, now.astimezone(zone).date()), populate_existing=True)


async def confirm_today(
    session: AsyncSession, place_id: int, person: Person, *, is_open: bool, now: datetime, zone: ZoneInfo
) -> Place:
    """The host says whether the place is open today: riders are led there or not, whatever was reported before.

    Raises NotStaff, PlaceGone.
    """
    host = await need_host(session, person, place_id)
    await find_place(session, place_id)
    place = await session.get_one(Place, place_id, with_for_update=True, populate_existing=True)
    today = now.astimezone(zone).date()
    # Reports from before `shut_until` do not count any more (models/place.py): what the host says settles them.
    place.shut_until = now if is_open else datetime.combine(today + timedelta(days=1), time(0), zone)
    await session.merge(PlaceDay(place_id=place_id, day=today, is_open=is_open, staff_id=host.id, at=now))
    await session.flush()
    return place


async def ask_hosts(session: AsyncSession, *, city: City, now: datetime) -> int:
    """In the morning, asks every host who has not said it whether their place opens today, where its hours say that it
    does. Returns how many."""
    there = now.astimezone(city.zone)
    if not ASK_AT <= there.time() < ASK_UNTIL:
        return 0
    said = sa.select(PlaceDay.place_id).where(PlaceDay.day == there.date())
    silent = (
        sa.select(Staff.id, Staff.person_id, Place.id.label("place_id"), Place.name, Place.hours)
        .join(Place, Place.id == Staff.place_id)
        .where(Staff.active, Staff.person_id.is_not(None), Place.closed_at.is_(None), Place.id.not_in(said))
    )
    hosts = [each for each in await session.execute(silent) if opens_on(each.hours, there.date(), city.zone)]
    for host in hosts:
        await put(
            session,
            host.person_id,
            Pushed("place-host-news-today", {"place": host.name}, buttons=_today_buttons(host.place_id)),
            due_at=now,
            urgency=Urgency.TODAY,
            expires_at=datetime.combine(there.date(), ASK_UNTIL, city.zone) + timedelta(hours=2),
            dedupe_key=f"host:{host.id}:{there.date()}",
            cause=f"staff:{host.id}",
        )
    return len(hosts)


def _today_buttons(place_id: int) -> tuple[tuple[PushedButton, ...], ...]:
    yes = PushedButton("place-host-button-open", f"{TODAY}:{place_id}:1")
    no = PushedButton("place-host-button-shut", f"{TODAY}:{place_id}:0")
    return ((yes, no),)


# --- reports ----------------------------------------------------------------------------------------------------------


async def report_to_host(
    session: AsyncSession,
    place_id: int,
    *,
    kind: FeedbackKind,
    person_id: int | None,
    now: datetime,
    city: City,
    need: str | None = None,
) -> Place:
    """Keeps what somebody says of a place and tells its hosts, once an hour of a kind at most. Raises PlaceGone."""
    place = await report_place(session, place_id, kind=kind, person_id=person_id, now=now, zone=city.zone, need=need)
    for host in await hosts_of_place(session, place_id):
        if host.person_id is None or kind is FeedbackKind.USEFUL:
            continue
        buttons = (*_today_buttons(place_id), (PushedButton("place-host-button-reports", f"{REPORTS}:{place_id}:0"),))
        await put(
            session,
            host.person_id,
            Pushed("place-host-news-report", {"place": place.name, "kind": kind.value}, buttons=buttons),
            due_at=now,
            urgency=Urgency.TODAY,
            dedupe_key=f"report:{place_id}:{kind.value}:{now:%Y%m%d%H}:{host.id}",
            cause=f"staff:{host.id}",
        )
    return place


async def open_reports(
    session: AsyncSession, place_id: int, person: Person, *, now: datetime
) -> Sequence[PlaceFeedback]:
    """What was reported of the host's place in the last REPORTS_FROM and is not answered, the newest first. Nobody is
    named. Raises NotStaff."""
    await need_host(session, person, place_id)
    answered = sa.select(PlaceReportAnswer.feedback_id)
    reports = sa.select(PlaceFeedback).where(
        PlaceFeedback.place_id == place_id,
        PlaceFeedback.kind != FeedbackKind.USEFUL,
        PlaceFeedback.at > now - REPORTS_FROM,
        PlaceFeedback.id.not_in(answered),
    )
    return (await session.scalars(reports.order_by(PlaceFeedback.at.desc(), PlaceFeedback.id.desc()))).all()


async def answer_report(
    session: AsyncSession, report_id: int, person: Person, answer: ReportAnswer, *, now: datetime
) -> PlaceFeedback:
    """The host answers a report, once. Raises ReportGone, NotStaff."""
    report = await session.get(PlaceFeedback, report_id, with_for_update=True, populate_existing=True)
    if report is None or report.kind is FeedbackKind.USEFUL:
        raise ReportGone
    host = await need_host(session, person, report.place_id)
    if await session.get(PlaceReportAnswer, report_id, populate_existing=True) is not None:
        raise ReportGone
    session.add(PlaceReportAnswer(feedback_id=report_id, answer=answer.value, staff_id=host.id, at=now))
    await session.flush()
    return report


async def find_report(session: AsyncSession, report_id: int, person: Person) -> PlaceFeedback:
    """A report of a place of the host's that is not answered. Raises ReportGone, NotStaff."""
    report = await session.get(PlaceFeedback, report_id)
    if report is None or await session.get(PlaceReportAnswer, report_id) is not None:
        raise ReportGone
    await need_host(session, person, report.place_id)
    return report
