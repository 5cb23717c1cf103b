"""The slips of a duty: blue three working days before its day, orange on the day, red five working days after it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.city.pack import City
from models.duties.colours import colour_of, due_between
from models.duties.duty import Colour, DutyState
from models.duties.more_time import approve_more_time, ask_more_time
from models.duties.slips import warn_of_duties
from models.duties.steps import report_done, send_back
from models.storage.database import Database
from tests.models.duties.test_duties import an_order, told
from tests.world.colleagues import LEAD, a_clerk

DUE = date(2026, 12, 4)
"""A Friday, nine working days after the order."""
pytestmark = pytest.mark.usefixtures("everything_can_be_said")


def _morning(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


async def test_each_colour_is_told_once_to_whom_it_concerns(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, sun, _ = await an_order(session, city, until=DUE)
        zhou = await a_clerk(session, "周", "social_work", LEAD)
        sent: dict[int, tuple[date, int]] = {}
        for day in (date(2026, 11, 24) + timedelta(days=each) for each in range(26)):
            for hour in (8, 9, 15):
                await warn_of_duties(session, city=city, now=_morning(day, hour))
                sent.setdefault(len(await told(session, sun)), (day, hour))
        assert list(sent.values())[1:] == [(date(2026, 12, 1), 9), (DUE, 9), (date(2026, 12, 11), 9)]
        assert await told(session, sun) == ["given", "blue", "orange", "red"]
        assert await told(session, luo) == ["red"]
        assert await told(session, zhou) == ["red"]


async def test_the_colour_changes_with_the_day(database: Database, city: City) -> None:
    async with database.transaction() as session:
        _, _, duty = await an_order(session, city, until=DUE)
        days = [date(2026, 11, 24) + timedelta(days=each) for each in range(25)]
        first: dict[Colour, date] = {}
        for day in days:
            first.setdefault(colour_of(duty, city=city, now=_morning(day)), day)
        assert first == {
            Colour.NONE: days[0],
            Colour.BLUE: date(2026, 12, 1),
            Colour.ORANGE: DUE,
            Colour.RED: date(2026, 12, 11),
        }
        duty.state = DutyState.REPORTED
        assert colour_of(duty, city=city, now=_morning(date(2026, 12, 20))) is Colour.NONE


async def test_a_list_by_colour_has_what_has_the_colour(database: Database, city: City) -> None:
    """On each of many days, whatever day a duty is due, over weekends and the moved ones of the new year."""
    async with database.transaction() as session:
        _, _, duty = await an_order(session, city, until=DUE)
        for ahead in range(0, 45, 3):
            today = date(2026, 12, 20) + timedelta(days=ahead)
            bounds = {each: due_between(each, city=city, today=today) for each in Colour}
            for due in (today + timedelta(days=each) for each in range(-15, 15)):
                duty.due_at = datetime(due.year, due.month, due.day, 9, 30, tzinfo=UTC)
                found = [each for each, (after, until) in bounds.items() if _within(duty.due_at, after, until)]
                assert found == [colour_of(duty, city=city, now=_morning(today))], (today, due)


def _within(moment: datetime, after: datetime | None, until: datetime | None) -> bool:
    return (after is None or moment > after) and (until is None or moment <= until)


async def test_who_slept_through_hears_the_present_colour_alone(database: Database, city: City) -> None:
    async with database.transaction() as session:
        _, sun, _ = await an_order(session, city, until=DUE)
        for _ in range(2):
            await warn_of_duties(session, city=city, now=_morning(date(2026, 12, 30)))
        assert await told(session, sun) == ["given", "red"]


async def test_more_time_begins_the_slips_again_and_a_report_stops_them(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, sun, duty = await an_order(session, city, until=DUE)
        now = _morning(DUE)
        await warn_of_duties(session, city=city, now=now)
        await ask_more_time(session, duty.id, sun, "在等", until=DUE + timedelta(days=14), city=city, now=now)
        await approve_more_time(session, duty.id, luo, city=city, now=now)
        await warn_of_duties(session, city=city, now=_morning(DUE + timedelta(days=5)))
        assert await told(session, sun) == ["given", "orange", "more-time"]
        await warn_of_duties(session, city=city, now=_morning(DUE + timedelta(days=11)))
        assert (await told(session, sun))[-1] == "blue"
        await report_done(session, duty.id, sun, "好了", city=city, now=_morning(DUE + timedelta(days=11)))
        await warn_of_duties(session, city=city, now=_morning(DUE + timedelta(days=90)))
        assert (await told(session, sun))[-1] == "blue"
        await send_back(session, duty.id, luo, "没好", city=city, now=_morning(DUE + timedelta(days=12)))
        await warn_of_duties(session, city=city, now=_morning(DUE + timedelta(days=90)))
        assert (await told(session, sun))[-2:] == ["sent-back", "red"]


async def test_what_is_given_for_tomorrow_has_no_blue_slip(database: Database, city: City) -> None:
    async with database.transaction() as session:
        _, sun, duty = await an_order(session, city, working_days=1)
        assert duty.told is Colour.BLUE
        about: dict[str, Any] = {"city": city, "now": _morning(date(2026, 11, 24))}
        await warn_of_duties(session, **about)
        assert await told(session, sun) == ["given", "orange"]
