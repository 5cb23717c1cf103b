"""What a form or an address says as a number or a day, whatever was typed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.web.typed import LARGEST, day_in, moment_in, number_in, words_in
from models.casework.promise import end_of
from models.city.pack import City
from models.errors import DayPassed
from models.notices.audience import Audience
from models.notices.errors import NoticeIncomplete
from models.notices.repeating import Repeat, check_repeat
from tests.bot.web.console.conftest import app  # noqa: F401 -- a fixture
from tests.world.console.desk_client import a_desk


@given(st.integers(0, LARGEST))
def test_a_number_that_a_key_can_be_is_read(number: int) -> None:
    assert number_in(str(number)) == number


@given(st.text() | st.integers(LARGEST + 1).map(str) | st.integers(max_value=-1).map(str))
def test_anything_else_is_none_and_never_larger_than_the_database_takes(text: str) -> None:
    read = number_in(text)
    assert read is None or (read <= LARGEST and text.isascii() and text.isdecimal())


@pytest.mark.parametrize(("text", "read"), [("99", 99), ("100", None), ("0", 0), ("٣", None), ("²", None), ("", None)])
def test_a_bound_holds(text: str, read: int | None) -> None:
    assert number_in(text, 99) == read


@pytest.mark.parametrize(("text", "read"), [("2026-12-30", date(2026, 12, 30)), ("2026-13-01", None), ("", None)])
def test_a_day_is_read_or_none(text: str, read: date | None) -> None:
    assert day_in(text) == read


def test_words_are_read_without_what_no_database_holds() -> None:
    assert words_in(" 补贴\x00 怎么领\ud800") == "补贴 怎么领"


async def test_the_library_is_searched_for_words_without_nul(app: App) -> None:  # noqa: F811
    desk = await a_desk(app)
    assert "\x00" not in (await desk.get("/console/library?words=%00")).text


@pytest.mark.parametrize("text", ["1999-12-31", "2101-01-01", "9999-12-31", "0001-01-01"])
def test_a_day_near_the_ends_of_the_calendar_is_none(text: str) -> None:
    assert day_in(text) is None
    assert moment_in(f"{text}T23:59", ZoneInfo("Asia/Shanghai")) is None


@pytest.mark.parametrize("month", ["9999-12", "0001-01"])
async def test_a_month_near_the_ends_of_the_calendar_is_this_one(app: App, month: str) -> None:  # noqa: F811
    desk = await a_desk(app)
    assert (await desk.get(f"/console/events?month={month}")).status_code == 200


def test_no_day_near_the_end_of_the_calendar_is_promised(city: City) -> None:
    with pytest.raises(DayPassed):
        end_of(date(9999, 12, 31), city, now=datetime(2026, 12, 1, tzinfo=UTC))


def test_weeks_that_no_notice_is_repeated_by_are_refused() -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    with pytest.raises(NoticeIncomplete):
        check_repeat(Repeat(LARGEST, at.date()), Audience(), mass=False, send_at=at, expires_at=at)


@pytest.mark.parametrize("number", [str(LARGEST + 1), "9" * 19, "9" * 40])
async def test_a_number_that_no_key_can_be_is_told_as_gone(app: App, number: str) -> None:  # noqa: F811
    desk = await a_desk(app)
    refused = await desk.post("/console/devices/end", {"session": number})
    assert refused.status_code == 422
