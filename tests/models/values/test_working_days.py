"""Working days and working time, as the State Council's calendar and the city's own additions have them."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.city.pack import BadCityPack, City
from models.city.working_hours import load_calendar
from models.values.calendar import WorkingCalendar, feasts_between

CALENDAR = WorkingCalendar()
ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(hours=9)
SINCE_2025 = st.integers(0, int(timedelta(days=1000).total_seconds()))
MOMENTS = SINCE_2025.map(lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
AMOUNTS = st.timedeltas(timedelta(0), 60 * DAY)


def test_working_days_follow_the_moved_weekends(city: City) -> None:
    calendar = WorkingCalendar()
    assert calendar.is_working_day(date(2026, 10, 10))  # a Saturday worked for the National Day week
    assert not calendar.is_working_day(date(2026, 10, 7))
    assert calendar.working_day_after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert calendar.knows(2026)
    assert not calendar.knows(2027)
    assert calendar.years_unknown(date(2026, 9, 1)) == []
    assert calendar.years_unknown(date(2026, 11, 26)) == [2027]


def test_what_is_due_is_due_at_the_end_of_a_working_day_of_the_city(city: City) -> None:
    monday_noon = datetime(2026, 11, 23, 4, 20, tzinfo=UTC)
    assert city.calendar.due_at(monday_noon, 2, city.zone) == datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    assert city.calendar.due_at(monday_noon, 10, city.zone) == datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    late_sunday = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # Monday, 1:00 in the city
    assert city.calendar.due_at(late_sunday, 1, city.zone) == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_a_city_adds_its_own_days(tmp_path: Path) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text("workdays = [2027-02-07]\nholidays = [2027-02-08]\nends = 18:00:00\n", encoding="utf-8")
    calendar = load_calendar(file)
    assert calendar.is_working_day(date(2027, 2, 7))
    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.knows(2027)
    for wrong in (
        "begins = 18:30:00",
        'workdays = ["2027-02-07"]',
        "ends = 18",
        "holidays = 3",
        "x = 1",
        "workdays=[2027-01-01]\nholidays=[2027-01-01]",
    ):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(BadCityPack):
            load_calendar(file)


@given(MOMENTS, AMOUNTS)
def test_a_deadline_is_reached_when_exactly_its_working_time_has_passed(since: datetime, amount: timedelta) -> None:
    due = CALENDAR.after_working_time(since, amount, ZONE)
    assert CALENDAR.working_time(since, due, ZONE) == amount
    assert amount == timedelta(0) or CALENDAR.working_time(since, due - timedelta(seconds=1), ZONE) < amount


@given(MOMENTS, AMOUNTS, AMOUNTS)
def test_working_time_adds_up_whatever_lies_between(since: datetime, first: timedelta, second: timedelta) -> None:
    halfway = CALENDAR.after_working_time(since, first, ZONE)
    due = CALENDAR.after_working_time(halfway, second, ZONE)
    assert CALENDAR.working_time(since, due, ZONE) == first + second
    assert CALENDAR.after_working_time(since, first + second, ZONE) == due


@given(MOMENTS, AMOUNTS)
def test_the_moment_before_a_deadline_leaves_exactly_the_working_time(until: datetime, amount: timedelta) -> None:
    since = CALENDAR.before_working_time(until, amount, ZONE)
    assert CALENDAR.working_time(since, until, ZONE) == amount
    assert amount == timedelta(0) or CALENDAR.working_time(since + timedelta(seconds=1), until, ZONE) < amount


@given(MOMENTS)
def test_a_day_is_as_long_as_its_hours_or_nothing(since: datetime) -> None:
    midnight = datetime.combine(since.astimezone(ZONE).date(), time(0), ZONE)
    worked = CALENDAR.working_time(midnight, midnight + timedelta(days=1), ZONE)
    assert worked == (DAY if CALENDAR.is_working_day(midnight.date()) else timedelta(0))


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ("2026-02-13 17:00", 1, "2026-02-14 17:00"),  # the Saturday before the Spring Festival is worked
        ("2026-02-14 17:00", 1, "2026-02-24 17:00"),  # nine days off follow
        ("2026-09-30 12:00", 1, "2026-10-08 12:00"),  # seven days off for the National Day
        ("2026-10-09 12:00", 1, "2026-10-10 12:00"),  # and the Saturday after is worked
        ("2026-10-01 12:00", 1, "2026-10-08 17:30"),
    ],
)
def test_the_festivals_cost_no_working_time(since: str, days: int, due: str) -> None:
    begun = datetime.fromisoformat(since).replace(tzinfo=ZONE)
    reached = CALENDAR.after_working_time(begun, days * DAY, ZONE)
    assert f"{reached.astimezone(ZONE):%Y-%m-%d %H:%M}" == due


def test_a_feast_has_its_name_and_all_the_days_off_around_it() -> None:
    feasts = feasts_between(date(2026, 9, 1), date(2027, 1, 10))
    assert [(each.titles["zh-CN"], each.titles["en"], each.days[0], each.days[-1]) for each in feasts] == [
        ("中秋节", "Mid-Autumn Festival", date(2026, 9, 25), date(2026, 9, 27)),
        ("国庆节", "National Day", date(2026, 10, 1), date(2026, 10, 7)),
        ("元旦", "New Year's Day", date(2027, 1, 1), date(2027, 1, 3)),
    ]
