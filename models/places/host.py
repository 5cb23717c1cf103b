"""A host's part: whether the place is open today, and what became of reports about it. Other statements about its hours
are in models/places/running.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import News, Pushed, Urgency, put
from models.people.person import Person
from models.people.settled import counts
from models.places.errors import ReportGone
from models.places.place import FeedbackKind, Place, PlaceFeedback, Report, hide_place, is_said_shut, report_place
from models.staff.errors import NotStaff
from models.staff.post import Staff, hosts_of_place, leads_of, need_host, staff_of
from models.storage.database import Base, UtcDateTime
from models.values.opening_hours import BadOpeningHours, is_shut, opens_on

REPORTS_FROM = timedelta(days=30)
"""Older reports are not shown any more."""
ASK_AT, ASK_UNTIL = time(8, 0), time(11, 0)
"""Between these times of the day hosts who have not said so are asked whether they open."""


ANSWERS_WITHIN_MIN = 15
"""Minutes that a host has to say whether the place is shut, as riders say; after that riders are not led there. Short,
because riders stand before the door meanwhile; long enough to look at a phone."""
OPEN_LASTS = timedelta(hours=1)
"""For this long after saying that it is open a host is not asked again, and their word counts more than riders'."""
BY_DAY = time(7, 0), time(22, 0)
"""Between these times of the day the question goes at once; at night it keeps to quiet times."""


class PlaceNews(News):
    """TODAY: does the place open today? SHUT: is it shut, as riders say? REPORT: what is wrong there. HOURS: what
    somebody else said of its hours. CLAIM: is it different, as a rider says? CHANGED: what is different from now on.
    VISIT: is it still so? That one asks a rider who was there."""

    TODAY = "place-host-news-today"
    SHUT = "place-host-news-shut"
    REPORT = "place-host-news-report"
    HOURS = "place-host-news-hours"
    CLAIM = "place-host-news-claim"
    CHANGED = "place-host-news-changed"
    VISIT = "place-visit"


class ReportAnswer(StrEnum):
    """FIXED: the report was right, and the fault is mended; NOT_SO: the report was wrong."""

    FIXED = "fixed"
    NOT_SO = "not_so"


class PlaceDay(Base):
    """The host's word on a day of the city; the last one counts."""

    __tablename__ = "place_day"

    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_open: Mapped[bool]
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlaceReportAnswer(Base):
    """The host's answer to a report."""

    __tablename__ = "place_report_answer"

    feedback_id: Mapped[int] = mapped_column(sa.ForeignKey("place_feedback.id", ondelete="CASCADE"), primary_key=True)
    answer: Mapped[str]
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


# --- today ------------------------------------------------------------------------------------------------------------


async def said_today(session: AsyncSession, place_id: int, *, now: datetime, zone: ZoneInfo) -> PlaceDay | None:
    """The host's word on today; None if there is none."""
    return await session.get(PlaceDay, (place_id, now.astimezone(zone).date()), populate_existing=True)


async def ask_hosts(session: AsyncSession, *, city: City, now: datetime) -> int:
    """In the morning asks every host who has not said it whether their place opens today, if its hours say that it
    does. Returns how many hosts it asks."""
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
            Pushed(PlaceNews.TODAY, {"place_id": host.place_id, "place": host.name}),
            due_at=now,
            urgency=Urgency.TODAY,
            expires_at=datetime.combine(there.date(), ASK_UNTIL, city.zone) + timedelta(hours=2),
            dedupe_key=f"host:{host.id}:{there.date()}",
            cause=CauseKind.STAFF.of(host.id),
        )
    return len(hosts)


# --- reports ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reported:
    """The effect of a report. counted: its person counts; hosted: the place has a host, who is asked before it is
    hidden."""

    place: Place
    counted: bool
    hosted: bool


async def report_to_host(session: AsyncSession, report: Report, *, city: City, now: datetime) -> Reported:
    """Keeps a report and tells the hosts, once an hour for each kind. Reports of a shut door hide a place with a host
    only if the host agrees, or is silent for ANSWERS_WITHIN_MIN. Raises PlaceGone, TooManyReports."""
    hosts = [each for each in await hosts_of_place(session, report.place_id) if each.person_id is not None]
    place = await report_place(session, report, now=now, zone=city.zone, hides=not hosts)
    person_id = report.person_id
    counted = person_id is None or await counts(session, person_id, now=now)
    if hosts and report.kind is FeedbackKind.SHUT and await _is_to_be_asked(session, place, now, city.zone):
        await _ask_whether_shut(session, place, hosts, now, city.zone)
    elif report.kind is not FeedbackKind.USEFUL:
        await _tell_of_report(session, place, report, hosts, city=city, now=now)
    return Reported(place, counted, bool(hosts))


async def _is_to_be_asked(session: AsyncSession, place: Place, now: datetime, zone: ZoneInfo) -> bool:
    """Whether to ask the hosts if the place is shut. Not while an answer is awaited or the place is hidden, nor right
    after the host said that it is open, nor if it is shut anyway at that time of the day."""
    if place.shut_asked_at is not None or (place.shut_until is not None and place.shut_until > now):
        return False
    said = await said_today(session, place.id, now=now, zone=zone)
    if said is not None and said.is_open and now - said.at < OPEN_LASTS:
        return False
    return not _is_closed(place, now, zone) and await is_said_shut(session, place, now=now, zone=zone)


def _is_closed(place: Place, now: datetime, zone: ZoneInfo) -> bool:
    try:
        return is_shut(place.hours, now, zone)
    except BadOpeningHours:
        return False


async def _ask_whether_shut(
    session: AsyncSession, place: Place, hosts: Sequence[Staff], now: datetime, zone: ZoneInfo
) -> None:
    place.shut_asked_at = now
    facts = {"place_id": place.id, "place": place.name, "minutes": ANSWERS_WITHIN_MIN}
    pushed = Pushed(PlaceNews.SHUT, facts)
    urgency = Urgency.NOW if BY_DAY[0] <= now.astimezone(zone).time() < BY_DAY[1] else Urgency.TODAY
    for host in hosts:
        assert host.person_id is not None  # only hosts who have joined are asked
        key, cause = f"shut_asked:{place.id}:{now.isoformat()}:{host.id}", CauseKind.STAFF.of(host.id)
        await put(session, host.person_id, pushed, due_at=now, urgency=urgency, dedupe_key=key, cause=cause)
    await session.flush()


async def _tell_of_report(
    session: AsyncSession, place: Place, report: Report, hosts: Sequence[Staff], *, city: City, now: datetime
) -> None:
    """Tells the hosts; for a place without one, the leads of the department responsible for places."""
    kind, need = report.kind, report.need
    service = dict(city.needs[need].titles) if need is not None and need in city.needs else "none"
    facts = {"place": place.name, "kind": kind.value, "need": service, "hosted": "yes" if hosts else "no"}
    pushed = Pushed(PlaceNews.REPORT, {"place_id": place.id, **facts})
    told = {host.id: host.person_id for host in hosts}
    if not hosts and responsible(city) is not None:
        told = {each.id: each.person_id for each in await leads_of(session, responsible(city) or "")}
    for staff_id, person_id in told.items():
        if person_id is not None:
            key = f"report:{place.id}:{kind.value}:{need or ''}:{now:%Y%m%d%H}:{staff_id}"
            cause = CauseKind.STAFF.of(staff_id)
            await put(session, person_id, pushed, due_at=now, urgency=Urgency.TODAY, dedupe_key=key, cause=cause)


async def hide_unanswered(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Hides places whose hosts were asked whether they are shut and did not answer in time. Returns how many; safe to
    run at any time."""
    asked = sa.select(Place).where(Place.shut_asked_at <= now - timedelta(minutes=ANSWERS_WITHIN_MIN))
    locked = asked.order_by(Place.id).with_for_update().execution_options(populate_existing=True)
    places = (await session.scalars(locked)).all()
    for place in places:
        hide_place(place, now=now, zone=city.zone)
    await session.flush()
    return len(places)


def responsible(city: City) -> str | None:
    """The key of the department that looks after places without a host; None in a city without departments."""
    return city.stations_department or (city.lead_department.key if city.departments else None)


def may_run_places(staff: Staff, city: City) -> bool:
    """Whether the colleague sees what is wrong at every place, however few people reported it."""
    return staff.department is not None and staff.department in (responsible(city), city.lead_department.key)


async def need_runner(session: AsyncSession, person: Person, place_id: int, city: City) -> Staff:
    """The post by which the person runs the place: its host, or a colleague of the department responsible. Raises
    NotStaff."""
    staff = await staff_of(session, person)
    if staff is not None and may_run_places(staff, city):
        return staff
    return await need_host(session, person, place_id)


async def need_place_staff(session: AsyncSession, person: Person, city: City) -> Staff:
    """The post by which the person runs every place: a colleague of the department responsible, no host. Raises
    NotStaff."""
    staff = await staff_of(session, person)
    if staff is None or not may_run_places(staff, city):
        raise NotStaff
    return staff


@dataclass(frozen=True, slots=True)
class PlaceProblems:
    """The unanswered reports of a place. counts: by kind, and by the key of the missing service."""

    place_id: int
    name: str
    hosted: bool
    counts: tuple[tuple[FeedbackKind, str | None, int], ...]


async def places_with_problems(
    session: AsyncSession, person: Person, *, city: City, now: datetime, limit: int, skip: int = 0
) -> Sequence[PlaceProblems]:
    """Places with unanswered reports, the most reports first; the counts are exact, for colleagues who mend the faults.
    Raises NotStaff."""
    await need_place_staff(session, person, city)
    most = sa.func.count().label("most")
    first = sa.select(PlaceFeedback.place_id, most).where(*unanswered(now)).group_by(PlaceFeedback.place_id)
    ids = [
        row.place_id
        for row in await session.execute(first.order_by(most.desc(), PlaceFeedback.place_id).limit(limit).offset(skip))
    ]
    counted = (
        sa.select(PlaceFeedback.place_id, PlaceFeedback.kind, PlaceFeedback.need, sa.func.count())
        .where(*unanswered(now), PlaceFeedback.place_id.in_(ids))
        .group_by(PlaceFeedback.place_id, PlaceFeedback.kind, PlaceFeedback.need)
    )
    counts: dict[int, list[tuple[FeedbackKind, str | None, int]]] = {}
    for place_id, kind, need, count in await session.execute(counted):
        counts.setdefault(place_id, []).append((FeedbackKind(kind), need, count))
    hosted = sa.exists().where(Staff.place_id == Place.id, Staff.active, Staff.person_id.is_not(None))
    rows = await session.execute(sa.select(Place.id, Place.name, hosted).where(Place.id.in_(ids)))
    named = {row[0]: (row[1], bool(row[2])) for row in rows}
    return [
        PlaceProblems(each, *named[each], tuple(sorted(counts[each], key=lambda one: (-one[2], one[0], one[1] or ""))))
        for each in ids
    ]


def unanswered(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The reports of faults within REPORTS_FROM that nobody has answered."""
    answered = sa.select(PlaceReportAnswer.feedback_id)
    return (
        PlaceFeedback.kind != FeedbackKind.USEFUL,
        PlaceFeedback.at > now - REPORTS_FROM,
        PlaceFeedback.id.not_in(answered),
    )


async def open_reports(
    session: AsyncSession, place_id: int, person: Person, *, city: City, now: datetime
) -> Sequence[PlaceFeedback]:
    """The unanswered reports of the place within REPORTS_FROM, the newest first. Nobody is named. Raises NotStaff."""
    await need_runner(session, person, place_id, city)
    reports = sa.select(PlaceFeedback).where(PlaceFeedback.place_id == place_id, *unanswered(now))
    return (await session.scalars(reports.order_by(PlaceFeedback.at.desc(), PlaceFeedback.id.desc()))).all()


async def answer_report(
    session: AsyncSession, report_id: int, person: Person, answer: ReportAnswer, *, city: City, now: datetime
) -> PlaceFeedback:
    """Records an answer to a report, once, by a person who runs the place. Raises ReportGone, NotStaff."""
    report = await session.get(PlaceFeedback, report_id, with_for_update=True, populate_existing=True)
    if report is None or report.kind is FeedbackKind.USEFUL:
        raise ReportGone
    host = await need_runner(session, person, report.place_id, city)
    if await session.get(PlaceReportAnswer, report_id, populate_existing=True) is not None:
        raise ReportGone
    session.add(PlaceReportAnswer(feedback_id=report_id, answer=answer.value, staff_id=host.id, at=now))
    await session.flush()
    return report


async def find_report(session: AsyncSession, report_id: int, person: Person, *, city: City) -> PlaceFeedback:
    """An unanswered report of a place that the person runs. Raises ReportGone, NotStaff."""
    report = await session.get(PlaceFeedback, report_id)
    if report is None or await session.get(PlaceReportAnswer, report_id) is not None:
        raise ReportGone
    await need_runner(session, person, report.place_id, city)
    return report
