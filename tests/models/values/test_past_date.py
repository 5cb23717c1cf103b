"""Days that are over as riders write them: what was guessed is asked back, and no day that passed is taken for a coming
one."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.values.past_date import read_past_date
from models.values.written_date import NotADate, WrittenDate

THURSDAY = date(2026, 11, 26)
SECOND_OF_DECEMBER = date(2026, 12, 2)
SECOND_OF_JANUARY = date(2026, 1, 2)
DAYS = [
    (THURSDAY, "昨天", "2026-11-25"),
    (THURSDAY, "昨儿个", "2026-11-25"),
    (THURSDAY, "咋天", "2026-11-25"),
    (THURSDAY, "雙十一", "2026-11-11"),
    (THURSDAY, "上周今天", "2026-11-19"),
    (THURSDAY, "上个月最后一天", "2026-10-31"),
    (THURSDAY, "个把月前", "2026-10-26"),
    (THURSDAY, "一个来月前", "2026-10-26"),
    (THURSDAY, "十一月三好", "2026-11-03"),
    (THURSDAY, "去年九月廿三", "2025-09-23"),
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


SUNDAY = date(2026, 11, 29)
OVER = {
    "十七八天前": "2026-11-12", "十五六号": "2026-11-15", "上个月十七八号": "2026-10-17", "二三十天前": "2026-11-09",
    "十一二月": "2026-11-01", "二十五六号": "2026-11-25", "两三天前": "2026-11-27", "2-3天前": "2026-11-27",
    "三五天前": "2026-11-26", "俩月前": "2026-09-29", "仨礼拜前": "2026-11-08", "一个半月前": "2026-10-14",
    "两年半前": "2024-05-29", "十来天前": "2026-11-19", "一百二十天前": "2026-08-01", "48小时前": "2026-11-27",
    "昨儿下午三点多": "2026-11-28", "前儿晚上八点": "2026-11-27", "昨天夜里十二点": "2026-11-28", "昨晚": "2026-11-28",
    "前晚": "2026-11-27", "夜儿个": "2026-11-28", "大前天": "2026-11-26", "今早": "2026-11-29", "琴日": "2026-11-28",
    "上礼拜六": "2026-11-21", "上上周五": "2026-11-13", "礼拜天": "2026-11-29", "这周五": "2026-11-27",
    "周三下午三点": "2026-11-25", "去年今天": "2025-11-29", "去年这个时候": "2025-11-29", "上个月今天": "2026-10-29",
    "大年三十": "2026-02-16", "除夕": "2026-02-16", "大年初一": "2026-02-17", "国庆那天": "2026-10-01",
    "国庆第三天": "2026-10-03", "去年中秋": "2025-10-06", "冬至": "2025-12-21", "农历八月初三": "2026-09-13",
    "腊月二十三": "2026-02-10", "正月十五": "2026-03-03", "闰六月初一": "2025-07-25", "三月上旬": "2026-03-01",
    "十月底": "2026-10-31", "2月29号": "2024-02-29", "11月3日（周二）": "2026-11-03", "11.3": "2026-11-03",
    "十一月三十晚上8点": "2025-11-30", "11月3号到5号": "2026-11-03",
    "nov 3": "2026-11-03", "yesterday at 3pm": "2026-11-28",
    "5号发的工资": "2026-11-05", "昨天平台扣了我50块": "2026-11-28", "国庆假期第一天": "2026-10-01",
    "夜儿晚上": "2026-11-28", "周三周四": None, "号3": None, "3号和5号": None, "今天 昨天": None,
    "3号门": None, "3号店": None, "2号桩": None, "每月15号": None, "每周三": None, "不是3号": None, "几天前": None,
    "好几天前": None, "三天了": None, "2026年我不知道": None, "2025国庆3号": None, "昨天或者前天": None,
}  # fmt: skip


@pytest.mark.parametrize(("said", "day"), OVER.items())
def test_a_day_that_is_over_is_read_as_it_was_meant_or_not_at_all(said: str, day: str | None) -> None:
    expected = NotADate.UNREAD if day is None else WrittenDate(date.fromisoformat(day), sure=False)
    assert read_past_date(said, SUNDAY) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                *"零一二两俩仨三五八九十百半初0139月日号天周年个前后上下这去今昨前大闰腊正底旬到至-./ ",
                "农历",
                "星期",
                "除夕",
                "春节",
            ]
        ),
        max_size=9,
    ).map("".join),
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
)
@example("三十三月三十三号前", SUNDAY)
@settings(deadline=None)  # the first day of the old calendar loads its library
def test_whatever_is_typed_of_a_day_that_is_over_is_answered(said: str, today: date) -> None:
    read = read_past_date(said, today)
    if isinstance(read, WrittenDate):
        assert today.year - 20 <= read.day.year <= today.year + 50
