"""Hours with seasons and a pause at noon: a place is open when they say so, in the city's time."""

from datetime import date

import pytest

from models.values.opening_hours import OpenState, open_state, open_times
from models.values.written_hours import assumes_months, to_osm
from tests.models.values.test_opening_hours import ZONE, local


@pytest.mark.parametrize(
    ("text", "when", "is_open", "until"),
    [
        ("夏季8:00-20:00，冬季8:00-18:00", (2026, 7, 1, 19), True, (2026, 7, 1, 20)),
        ("夏季8:00-20:00，冬季8:00-18:00", (2026, 12, 1, 19), False, (2026, 12, 2, 8)),
        ("夏季8:00-20:00，冬季8:30-18:00", (2026, 9, 30, 21), False, (2026, 10, 1, 8, 30)),
        ("夏季8:00-20:00，冬季8:30-18:00", (2026, 4, 30, 19), False, (2026, 5, 1, 8)),
        ("10月1日-次年4月30日9:00-17:00", (2027, 1, 5, 10), True, (2027, 1, 5, 17)),
        ("夏季8:00-20:00", (2026, 12, 1, 12), None, (2027, 5, 1, 0)),
        ("8:00-18:00（12:00-14:00午休）", (2026, 12, 1, 11, 50), True, (2026, 12, 1, 12)),
        ("8:00-18:00（12:00-14:00午休）", (2026, 12, 1, 13), False, (2026, 12, 1, 14)),
        ("8:30-17:30，午休", (2026, 12, 1, 13), None, (2026, 12, 1, 14)),
        ("工作日夏季8:00-18:00，冬季8:00-17:00", (2026, 10, 1, 10), False, (2026, 10, 8, 8)),
    ],
)
def test_seasons_and_pauses_are_open_when_they_say(
    text: str, when: tuple[int, ...], is_open: bool | None, until: tuple[int, ...]
) -> None:
    assert open_state(to_osm(text), local(*when), ZONE) == OpenState(is_open, local(*until), False)


def test_the_hours_of_a_day_are_known_with_their_pause() -> None:
    day = open_times(to_osm("夏季8:00-20:00，冬季8:00-18:00，午休12:00-14:00"), date(2026, 12, 1), ZONE)
    assert [(start.hour, end.hour) for start, end in day] == [(8, 12), (14, 18)]
    assert open_times("", date(2026, 12, 1), ZONE) == []
    assert [(start.hour, end.day) for start, end in open_times("24/7", date(2026, 12, 1), ZONE)] == [(0, 2)]


@pytest.mark.parametrize(
    ("text", "assumed"),
    [("夏季8:00-20:00，冬季8:00-18:00", True), ("夏季(5月-9月)8:00-20:00，冬季8:00-18:00", False),
     ("8:00-18:00", False), ("7-8月8:00-20:00", False)],
)  # fmt: skip
def test_seasons_without_months_are_known_as_such(text: str, assumed: bool) -> None:
    assert assumes_months(text) == assumed
