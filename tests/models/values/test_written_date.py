"""Dates as people write them."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.values.written_date import NotADate, WrittenDate, read_date

TODAY = date(2026, 11, 26)  # a Thursday

CERTAIN = [
    ("二零二七3月5", "2027-03-05"),
    ("2O27年3月5日", "2027-03-05"),
    ("明年3月5号", "2027-03-05"),
    ("2027.3.5", "2027-03-05"),
    ("2027。3。5", "2027-03-05"),
    ("２０２７．３．５", "2027-03-05"),
    ("2027-03-05", "2027-03-05"),
    ("2027/3/5", "2027-03-05"),
    ("2027年3月5日", "2027-03-05"),
    ("2027 年 3 月 5 日", "2027-03-05"),
    ("27年3月5日", "2027-03-05"),
    ("20270305", "2027-03-05"),
    ("二零二七年三月五日", "2027-03-05"),
    ("明年三月五", "2027-03-05"),
    ("二〇二八年十二月三十一号", "2028-12-31"),
    ("3月5号", "2027-03-05"),
    ("三月五号", "2027-03-05"),
    ("12月1日", "2026-12-01"),
    ("11月26号", "2026-11-26"),
    ("2月29号", "2028-02-29"),
    ("到2027年3月5号", "2027-03-05"),
    ("有效期至2027年03月05日", "2027-03-05"),
    ("2027年3月5日前", "2027-03-05"),
    ("3月5日到期", "2027-03-05"),
    ("去年3月5号", "2025-03-05"),
    ("下个月15号", "2026-12-15"),
    ("明天", "2026-11-27"),
    ("5 March 2027", "2027-03-05"),
    ("5th of March, 2027", "2027-03-05"),
    ("March 5, 2027", "2027-03-05"),
    ("5-Mar-2027", "2027-03-05"),
    ("5 March", "2027-03-05"),
    ("until 5 March 2027", "2027-03-05"),
]
GUESSED = [
    ("这个月最后一天", "2026-11-30"),
    ("下个月头", "2026-12-05"),
    ("岁末", "2026-12-31"),
    ("三月底", "2027-03-31"),
    ("2027年3月", "2027-03-31"),
    ("2027.3", "2027-03-31"),
    ("202703", "2027-03-31"),
    ("明年3月份", "2027-03-31"),
    ("2028年2月底", "2028-02-29"),
    ("11月", "2026-11-30"),
    ("月底", "2026-11-30"),
    ("下个月底", "2026-12-31"),
    ("年底", "2026-12-31"),
    ("明年年底", "2027-12-31"),
    ("明年", "2027-12-31"),
    ("0305", "2027-03-05"),
    ("270305", "2027-03-05"),
    ("27.3.5", "2027-03-05"),
    ("3.5", "2027-03-05"),
    ("11月3号", "2027-11-03"),  # three weeks ago may have been meant
    ("5号", "2026-12-05"),
    ("31号", "2026-12-31"),
    ("05/03/2027", "2027-03-05"),
    ("12/25/2027", "2027-12-25"),
    ("3天后", "2026-11-29"),
    ("还有10天", "2026-12-06"),
    ("3个月后", "2027-02-26"),
    ("半年后", "2027-05-26"),
    ("一年后", "2027-11-26"),
    ("next March", "2027-03-31"),
    ("March 2027", "2027-03-31"),
    ("end of March", "2027-03-31"),
    ("in 30 days", "2026-12-26"),
    ("下周三", "2026-12-02"),
    ("春节", "2027-02-06"),
    ("明年清明", "2027-04-05"),
    ("三月中旬", "2027-03-20"),
]
NOT_DATES = [
    ("2027年2月30日", NotADate.IMPOSSIBLE),
    ("2.30", NotADate.IMPOSSIBLE),
    ("13月5号", NotADate.IMPOSSIBLE),
    ("2027-13-01", NotADate.IMPOSSIBLE),
    ("32号", NotADate.IMPOSSIBLE),
    ("9999年1月1日", NotADate.ODD_YEAR),
    ("1990年1月1日", NotADate.ODD_YEAR),
    ("长期有效", NotADate.NEVER),
    ("long-term", NotADate.NEVER),
    ("不知道", NotADate.UNREAD),
    ("", NotADate.UNREAD),
    ("5", NotADate.UNREAD),
    ("abc", NotADate.UNREAD),
    ("每年3月5号", NotADate.UNREAD),
    ("一年", NotADate.UNREAD),
    ("3" * 200, NotADate.UNREAD),
]


@pytest.mark.parametrize(("text", "day"), CERTAIN)
def test_a_date_without_doubt_is_not_asked_about(text: str, day: str) -> None:
    assert read_date(text, TODAY) == WrittenDate(date.fromisoformat(day), sure=True)


@pytest.mark.parametrize(("text", "day"), GUESSED)
def test_a_span_or_a_guess_is_to_be_confirmed(text: str, day: str) -> None:
    assert read_date(text, TODAY) == WrittenDate(date.fromisoformat(day), sure=False)


@pytest.mark.parametrize(("text", "why"), NOT_DATES)
def test_what_is_no_date_says_why(text: str, why: NotADate) -> None:
    assert read_date(text, TODAY) is why


DAYS = st.dates(date(2021, 1, 1), date(2060, 12, 31))
WAYS = ["{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}年{m}月{d}日", "{y} 年 {m} 月 {d} 号", "{y}{m:02}{d:02}"]


@given(DAYS, st.sampled_from(WAYS))
def test_a_whole_date_is_read_back_however_it_is_written(day: date, way: str) -> None:
    assert read_date(way.format(y=day.year, m=day.month, d=day.day), TODAY) == WrittenDate(day, sure=True)


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_a_day_without_a_year_is_the_next_one(today: date, day: date) -> None:
    read = read_date(f"{day.month}月{day.day}号", today)
    assert isinstance(read, WrittenDate)
    assert (read.day.month, read.day.day) == (day.month, day.day)
    assert today <= read.day <= today + timedelta(days=366 if day.day < 29 or day.month != 2 else 8 * 366)


@given(
    st.one_of(st.text(max_size=50), st.text("0123456789年月日号.-/底末前后下明今一三十半个周天 marchdy", max_size=14)),
    st.dates(date(2024, 1, 1), date(2040, 12, 31)),
)
@example("9999年后", TODAY)
@example("100年后", TODAY)
@example("²月³日", TODAY)
@settings(deadline=None)  # the first day of the old calendar loads its library
def test_whatever_is_typed_is_answered(text: str, today: date) -> None:
    read = read_date(text, today)
    if isinstance(read, WrittenDate):
        assert today.year - 10 <= read.day.year <= today.year + 50


def test_the_library_is_loaded_when_needed_and_prints_nothing() -> None:
    code = (
        "import sys; from datetime import date; from models.values.written_date import read_date\n"
        "read_date('下周三', date(2026, 11, 26)); assert 'lunar_python' not in sys.modules\n"
        "read_date('春节', date(2026, 11, 26)); assert 'lunar_python' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""


SUNDAY = date(2026, 11, 29)
TO_COME = {
    "2027 3 5": "2027-03-05", "2027，3，5": "2027-03-05", "2027、3、5": "2027-03-05", "2027 03 05": "2027-03-05",
    "二零二七年叁月伍日": "2027-03-05", "2027叁月伍日": "2027-03-05",
    "2027 3月5日": "2027-03-05", "270305": "2027-03-05",
    "2027春节": "2027-02-06", "2027国庆": "2027-10-01", "2027年端午": "2027-06-09", "2027Q1": "2027-03-31",
    "2027.03月": "2027-03-31", "03/2027": "2027-03-31",
    "2027年五一": "2027-05-01", "明年清明": "2027-04-05", "大年初一": "2027-02-06", "大年三十": "2027-02-05",
    "今年除夕": "2027-02-05", "腊月二十三": "2027-01-30", "明年今天": "2027-11-29", "后年的今天": "2028-11-29",
    "2027年3月5日24时": "2027-03-05", "2027年3月5日晚上12点": "2027-03-05", "2027-03-05 23:59:59": "2027-03-05",
    "自2026年3月6日零时起至2027年3月5日二十四时止": "2027-03-05", "2022.03.05-2027.03.05": "2027-03-05",
    "2022-03-05-2027-03-05": "2027-03-05", "20220305-20270305": "2027-03-05", "2027年3月5日至8日": "2027-03-08",
    "俩月后": "2027-01-29", "两三天后": "2026-12-01", "三四天后": "2026-12-02", "一两年后": "2027-11-29",
    "半个月后": "2026-12-14", "3月前": "2027-03-31", "3月上旬": "2027-03-10",
    "3月中旬": "2027-03-20", "下旬": "2026-11-30",
    "月初": "2026-12-05", "下个月今天": "2026-12-29", "周五": "2026-12-04",
    "下周三": "2026-12-02", "下下周三": "2026-12-09",
    "大后天": "2026-12-02", "十五六号": "2026-12-15", "我的证3月5号到期": "2027-03-05", "next march": "2027-03-31",
    "长期": NotADate.NEVER, "2021-03-05至长期": NotADate.NEVER, "2021.03.05 - 长期": NotADate.NEVER,
    "自2021年3月5日至长期有效": NotADate.NEVER, "2021年3月5日起长期有效": NotADate.NEVER, "永久有效": NotADate.NEVER,
    "无固定期限": NotADate.NEVER,
    "2026年12月3日-1月5日": NotADate.UNREAD, "3号和5号": NotADate.UNREAD, "2027年我不知道": NotADate.UNREAD,
    "2027年某月": NotADate.UNREAD, "明年再说": NotADate.UNREAD,
    "不是长期": NotADate.UNREAD, "三五年": NotADate.UNREAD, "十天内": NotADate.UNREAD, "11月31号": NotADate.IMPOSSIBLE,
}  # fmt: skip


@pytest.mark.parametrize(("text", "right"), TO_COME.items())
def test_a_day_to_come_is_read_as_it_was_meant_or_not_at_all(text: str, right: str | NotADate) -> None:
    read = read_date(text, SUNDAY)
    assert (read.day.isoformat() if isinstance(read, WrittenDate) else read) == right
