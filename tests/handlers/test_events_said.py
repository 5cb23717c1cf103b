"""What a sentence says of the events it asks for is what the list is asked for."""

from datetime import date

import pytest

from handlers.buttons.events import ListEvents, time_asked, when_asked
from handlers.events.said import Asked, asks_for_dates, events_asked
from models.city.events import EventKind
from models.events.search import DayPart, When

MONDAY = date(2026, 11, 30)
THURSDAY = date(2026, 12, 3)
TRAINING, CHECK, ONLINE = EventKind.TRAINING, EventKind.HEALTH_CHECK, EventKind.ONLINE
VOLUNTEERING, PARTY = EventKind.VOLUNTEERING, EventKind.PARTY_CLASS
EVENING, MORNING, AFTERNOON = DayPart.EVENING, DayPart.MORNING, DayPart.AFTERNOON


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("报名急救课", Asked(TRAINING, about="急救")),
        ("报急救课", Asked(TRAINING, about="急救")),
        ("周四晚上有没有急救课", Asked(TRAINING, day=THURSDAY, part=EVENING, about="急救")),
        ("體檢", Asked(CHECK)),
        ("周六有什么活动", Asked(day=date(2026, 12, 5))),
        ("明晚有课吗", Asked(TRAINING, day=date(2026, 12, 1), part=EVENING)),
        ("今晚有课吗", Asked(TRAINING, day=MONDAY, part=EVENING)),
        ("我想学急救", Asked(about="急救")),
        ("周末有志愿活动吗", Asked(VOLUNTEERING, When.WEEKEND)),
        ("这周有什么培训", Asked(TRAINING, When.WEEK)),
        ("12月3号下午的党课", Asked(PARTY, day=THURSDAY, part=AFTERNOON)),
        ("有没有网课", Asked(ONLINE)),
        ("下周三上午体检", Asked(CHECK, day=date(2026, 12, 9), part=MORNING)),
        ("帮我报个心肺复苏的班", Asked(about="心肺复苏")),
        ("最近有什么活动", Asked()),
        ("first aid course on thursday evening", Asked(TRAINING, day=THURSDAY, part=EVENING, about="first aid")),
        ("any classes this weekend", Asked(TRAINING, When.WEEKEND)),
    ],
)
def test_kind_day_time_and_subject_are_read(said: str, asked: Asked) -> None:
    assert events_asked(said, MONDAY) == asked


@pytest.mark.parametrize(
    ("span", "day", "part", "carried"),
    [
        (When.ANY, None, None, ""),
        (When.WEEKEND, None, EVENING, "weekend+evening"),
        (When.ANY, THURSDAY, MORNING, "2026-12-03+morning"),
        (When.ANY, None, EVENING, "+evening"),
    ],
)
def test_a_button_carries_the_time(span: When, day: date | None, part: DayPart | None, carried: str) -> None:
    assert when_asked(span, day, part) == carried
    longest = ListEvents(kind=EventKind.HEALTH_CHECK, when=carried, how="words", page=99)
    assert len(longest.pack().encode()) <= 64
    assert time_asked(longest) == (span, day, part)


def test_a_time_that_nobody_knows_is_any_time() -> None:
    assert time_asked(ListEvents(when="someday+never")) == (When.ANY, None, None)


@pytest.mark.parametrize(
    ("said", "asks"),
    [("青石路附近有没有体检", True), ("什么时候有党课", True), ("体检查出来怎么办", False), ("有没有厕所", False)],
)
def test_a_question_for_a_kind_is_one_for_its_dates(said: str, asks: bool) -> None:
    assert asks_for_dates(said) is asks
