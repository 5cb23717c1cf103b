"""Days that are over as riders write them: what was guessed is asked back, and no day that passed is taken for a coming
one."""

from datetime import date

import pytest

from models.past_date import read_past_date
from models.written_date import NotADate, WrittenDate

THURSDAY = date(2026, 11, 26)
SECOND_OF_DECEMBER = date(2026, 12, 2)
SECOND_OF_JANUARY = date(2026, 1, 2)
DAYS = [
    (THURSDAY, "昨天", "2026-11-25"),
    (THURSDAY, "昨儿个", "2026-11-25"),
    (THURSDAY, "昨天下午三点", "2026-11-25"),
    (THURSDAY, "昨晚", "2026-11-25"),
    (THURSDAY, "前天", "2026-11-24"),
    (THURSDAY, "前天晚上", "2026-11-24"),
    (THURSDAY, "大前天", "2026-11-23"),
    (THURSDAY, "今早", "2026-11-26"),
    (THURSDAY, "两小时前", "2026-11-26"),
    (THURSDAY, "上周五", "2026-11-20"),
    (THURSDAY, "上个周五", "2026-11-20"),
    (THURSDAY, "上上周三", "2026-11-11"),
    (THURSDAY, "周一", "2026-11-23"),
    (THURSDAY, "周五", "2026-11-20"),
    (THURSDAY, "周末", "2026-11-21"),
    (THURSDAY, "上周末", "2026-11-21"),
    (date(2026, 11, 29), "周末", "2026-11-28"),
    (THURSDAY, "3号", "2026-11-03"),
    (THURSDAY, "27号", "2026-10-27"),
    (THURSDAY, "上个月15号", "2026-10-15"),
    (THURSDAY, "11月3号", "2026-11-03"),
    (THURSDAY, "1103", "2026-11-03"),
    (THURSDAY, "12月1号", "2025-12-01"),
    (THURSDAY, "三天前", "2026-11-23"),
    (THURSDAY, "半个月前", "2026-11-11"),
    (THURSDAY, "国庆", "2026-10-01"),
    (THURSDAY, "双十一", "2026-11-11"),
    (THURSDAY, "年初", "2026-01-01"),
    (THURSDAY, "年底", "2025-12-31"),
    (THURSDAY, "last friday", "2026-11-20"),
    (THURSDAY, "two weeks ago", "2026-11-12"),
    (THURSDAY, "last month", "2026-10-01"),
    (SECOND_OF_DECEMBER, "3号", "2026-11-03"),
    (SECOND_OF_DECEMBER, "31号", "2026-10-31"),
    (SECOND_OF_DECEMBER, "1号", "2026-12-01"),
    (SECOND_OF_DECEMBER, "上周五", "2026-11-27"),
    (SECOND_OF_JANUARY, "3号", "2025-12-03"),
    (SECOND_OF_JANUARY, "12月30号", "2025-12-30"),
    (SECOND_OF_JANUARY, "上个月", "2025-12-01"),
    (SECOND_OF_JANUARY, "1月3号", "2025-01-03"),
]
SURE = {"今天": "2026-11-26", "2026年10月1日": "2026-10-01", "去年3月5号": "2025-03-05", "明天": "2026-11-27"}


@pytest.mark.parametrize(("today", "said", "day"), DAYS)
def test_a_day_that_was_counted_back_is_asked_back(today: date, said: str, day: str) -> None:
    assert read_past_date(said, today) == WrittenDate(date.fromisoformat(day), sure=False)


@pytest.mark.parametrize(("said", "day"), SURE.items())
def test_a_day_that_was_written_whole_is_not(said: str, day: str) -> None:
    assert read_past_date(said, THURSDAY) == WrittenDate(date.fromisoformat(day), sure=True)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", NotADate.UNREAD),
        ("不记得了", NotADate.UNREAD),
        ("前几天", NotADate.UNREAD),
        ("2月30号", NotADate.IMPOSSIBLE),
        ("32号", NotADate.IMPOSSIBLE),
    ],
)
def test_what_is_no_day_says_why(said: str, why: NotADate) -> None:
    assert read_past_date(said, THURSDAY) is why
