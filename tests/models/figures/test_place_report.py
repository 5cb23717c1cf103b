"""Figures of places and their hosts: what was reported, confirmed and answered, and nothing of fewer than five."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from models.casework.posts import join_staff
from models.city.pack import City
from models.figures.places import PlaceCounts, PlaceDimension, place_report
from models.people.person import Person
from models.places.host import ReportAnswer, answer_report, ask_hosts, open_reports, report_to_host
from models.places.place import FeedbackKind, Place, Report
from models.places.running import confirm_today
from models.staff.errors import NotStaff
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.directory import PLACES
from tests.world.filing import NOW, a_person

WEDNESDAY = NOW + timedelta(days=2)


async def a_host(session: Any, place: Place, *, now: datetime = NOW) -> Person:
    _, code = await add_staff(session, name="老李", role=StaffRole.HOST, place_id=place.id, now=now)
    person = await a_person(session, f"host-{place.code}")
    await join_staff(session, code, person, now=now)
    return person


async def reported(session: Any, place: Place, city: City, kind: FeedbackKind, times: int, now: datetime) -> None:
    for _ in range(times):
        await report_to_host(session, Report(place.id, kind), now=now, city=city)


async def test_what_was_reported_confirmed_and_answered_in_two_weeks(database: Database, city: City) -> None:
    async with database.transaction() as session:
        places = PLACES(city)
        session.add_all(places)
        await session.flush()
        first, second, third, closed, *_ = places
        closed.closed_at = NOW
        host, other, gone = [await a_host(session, each) for each in (first, second, closed)]
        await reported(session, first, city, FeedbackKind.SHUT, 4, NOW)
        await reported(session, first, city, FeedbackKind.REFUSED, 2, NOW)
        await reported(session, first, city, FeedbackKind.USEFUL, 9, NOW)
        await reported(session, second, city, FeedbackKind.SHUT, 3, WEDNESDAY)
        await reported(session, third, city, FeedbackKind.MISSING_SERVICE, 2, NOW - timedelta(days=7))
        reports = await open_reports(session, first.id, host, city=city, now=NOW)
        shut = [each for each in reports if each.kind is FeedbackKind.SHUT]
        for report, answer in zip(shut, (ReportAnswer.FIXED, ReportAnswer.NOT_SO, ReportAnswer.FIXED), strict=False):
            await answer_report(session, report.id, host, answer, city=city, now=NOW)
        refused = next(each for each in reports if each.kind is FeedbackKind.REFUSED)
        await answer_report(session, refused.id, host, ReportAnswer.FIXED, city=city, now=NOW)
        for moment, is_open in ((NOW, True), (WEDNESDAY - timedelta(days=1), False)):
            await confirm_today(session, first.id, host, is_open=is_open, now=moment, city=city)
        await confirm_today(session, second.id, other, is_open=False, now=WEDNESDAY, city=city)
        zhou, sun = await a_clerk(session, "周姐", "social_work"), await a_clerk(session, "孙科", role=LEAD)

        report = await place_report(session, zhou, city=city, now=WEDNESDAY + timedelta(days=1))
        this, before = report.this_week, report.week_before
        assert (this.begins, before.begins) == (date(2026, 11, 23), date(2026, 11, 16))
        # two said to be so by their host; three on a day for which the host had said that it is shut
        assert this.total == PlaceCounts(reports=9, answered=4, shut=7, shut_confirmed=5, to_say=6, said=3)
        assert before.total == PlaceCounts(reports=2)
        assert not any(this.groups.values())  # the week is not over
        assert before.groups[PlaceDimension.PLACE] == {}
        assert gone.id
        with pytest.raises(NotStaff):
            await place_report(session, sun, city=city, now=WEDNESDAY)

        await reported(session, second, city, FeedbackKind.WRONG_POSITION, 2, WEDNESDAY)
        monday = WEDNESDAY + timedelta(days=5)
        over = (await place_report(session, zhou, city=city, now=monday)).week_before
        by_place = over.groups[PlaceDimension.PLACE]
        assert [(key, each.reports) for key, each in by_place.items()] == [(str(first.id), 6), (str(second.id), 5)]
        for each in by_place.values():  # four and three doors that were shut: neither is told
            assert (each.answered, each.shut, each.shut_confirmed) == (None, None, None)
        assert sum(each.reports for each in over.groups[PlaceDimension.DISTRICT].values()) == 11
        await reported(session, second, city, FeedbackKind.WRONG_POSITION, 5, WEDNESDAY)
        assert (await place_report(session, zhou, city=city, now=monday + timedelta(days=1))).week_before == over


async def test_a_host_owes_no_word_of_days_before_they_joined_nor_of_days_to_come(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        places = PLACES(city)
        session.add_all(places)
        await session.flush()
        host = await a_host(session, places[0], now=WEDNESDAY)
        await confirm_today(session, places[0].id, host, is_open=True, now=WEDNESDAY, city=city)
        zhou = await a_clerk(session, "周姐", "social_work")
        days = [
            (await place_report(session, zhou, city=city, now=each)).this_week.total
            for each in (WEDNESDAY + timedelta(days=1), WEDNESDAY + timedelta(days=4))
        ]
        assert [(each.to_say, each.said) for each in days] == [(1, 1), (4, 1)]
        places[0].hours = "Mo-Fr 09:00-18:00"  # shut at the weekend: nobody is asked
        await session.flush()
        weekdays = (await place_report(session, zhou, city=city, now=WEDNESDAY + timedelta(days=4))).this_week.total
        assert (weekdays.to_say, weekdays.said) == (3, 1)
        places[0].hours = "24/7"
        await session.flush()
        after = await place_report(session, zhou, city=city, now=WEDNESDAY + timedelta(days=6))
        assert (after.this_week.total.to_say, after.week_before.total.to_say) == (1, 5)


async def test_no_host_is_asked_on_a_day_on_which_the_place_is_shut_anyway(database: Database, city: City) -> None:
    friday = datetime.combine(date(2026, 11, 27), time(9), city.zone).astimezone(UTC)
    async with database.transaction() as session:
        places = PLACES(city)
        session.add_all(places)
        await session.flush()
        places[0].hours, places[1].hours = "Mo-Fr 09:00-18:00", ""
        for place in places[:2]:
            await a_host(session, place)
        assert await ask_hosts(session, city=city, now=friday) == 2
        assert await ask_hosts(session, city=city, now=friday + timedelta(days=1)) == 1  # hours that nobody knows


@pytest.mark.parametrize("settled", [0, 5])
async def test_reports_of_new_identities_make_no_group_large_enough(
    database: Database, city: City, settled: int
) -> None:
    async with database.transaction() as session:
        places = PLACES(city)
        session.add_all(places)
        await session.flush()
        for each in range(9):
            person = await a_person(session, f"fresh-{each}", since=WEDNESDAY)
            kind = FeedbackKind.REFUSED
            await report_to_host(session, Report(places[0].id, kind, person.id), now=WEDNESDAY, city=city)
        zhou = await a_clerk(session, "周姐", "social_work")
        await reported(session, places[0], city, FeedbackKind.REFUSED, settled, WEDNESDAY)
        week = (await place_report(session, zhou, city=city, now=WEDNESDAY + timedelta(days=5))).week_before
        groups = {key: each.reports for key, each in week.groups[PlaceDimension.PLACE].items()}
        assert week.total.reports == 9 + settled
        assert groups == ({str(places[0].id): 9 + settled} if settled else {})
