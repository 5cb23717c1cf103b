"""Opening hours: what people write becomes OSM, and "open until when" is right to the minute in the city's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.values.opening_hours import BadOpeningHours, OpenState, is_shut, open_state, opens_on
from models.values.written_hours import to_osm

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)

SEASONS_AND_PAUSES = {
    "夏季8:00-20:00，冬季8:00-18:00": "May-Sep 08:00-20:00; Oct-Apr 08:00-18:00",
    "夏季（5月-9月）8:00-20:00，冬季（10月-次年4月）8:30-18:00": "May-Sep 08:00-20:00; Oct-Apr 08:30-18:00",
    "夏季(5月-9月)8:00-20:00，冬季8:00-18:00": "08:00-18:00; May-Sep 08:00-20:00",
    "夏季(5.1-9.30)8:00-18:00 冬季(10.1-4.30)8:00-17:30":
    "May 01-Sep 30 08:00-18:00; Oct 01-Apr 30 08:00-17:30",
    "5月1日-9月30日 8:00-18:00；10月1日-次年4月30日 8:00-17:30":
    "May 01-Sep 30 08:00-18:00; Oct 01-Apr 30 08:00-17:30",
    "五月至九月 8:00-20:00": "May-Sep 08:00-20:00",
    "每年6月至9月9:00-21:00": "Jun-Sep 09:00-21:00",
    "7、8月 8:00-20:00": "Jul,Aug 08:00-20:00",
    "7-8月8:00-20:00，其余时间9:00-18:00": "09:00-18:00; Jul-Aug 08:00-20:00",
    "9:00-18:00，夏季9:00-20:00": "09:00-18:00; May-Sep 09:00-20:00",
    "8:00-20:00（夏季）、8:00-18:00（冬季）": "May-Sep 08:00-20:00; Oct-Apr 08:00-18:00",
    "8:00-20:00（5-9月），8:30-18:00（10-4月）": "May-Sep 08:00-20:00; Oct-Apr 08:30-18:00",
    "夏季早8点至晚8点，冬季早8点半至晚6点": "May-Sep 08:00-20:00; Oct-Apr 08:30-18:00",
    "夏令时8:00-19:00，冬令时8:00-18:00": "May-Sep 08:00-19:00; Oct-Apr 08:00-18:00",
    "春秋季8:00-18:00，夏季8:00-20:00，冬季9:00-17:00":
    "Mar-May,Sep-Nov 08:00-18:00; Jun-Aug 08:00-20:00; Dec-Feb 09:00-17:00",
    "旺季（4月1日-10月31日）8:00-18:00，淡季（11月1日-次年3月31日）8:30-17:30":
    "Apr 01-Oct 31 08:00-18:00; Nov 01-Mar 31 08:30-17:30",
    "夏季8:00-20:00": "24/7 unknown; May-Sep 08:00-20:00",
    "周一至周五 夏季8:00-18:00 冬季8:00-17:00": "May-Sep Mo-Fr 08:00-18:00; Oct-Apr Mo-Fr 08:00-17:00",
    "夏季：周一至周五8:00-18:00，周六9:00-12:00；冬季：周一至周五8:30-17:30":
    "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00; Oct-Apr Mo-Fr 08:30-17:30",
    "工作日夏季8:00-18:00，冬季8:00-17:00": "May-Sep Mo-Fr 08:00-18:00; Oct-Apr Mo-Fr 08:00-17:00; PH off",
    "夏季9:00-18:00，冬季9:00-17:00，周一闭馆": "May-Sep 09:00-18:00; Oct-Apr 09:00-17:00; Mo off",
    "夏季：上午8:00-12:00，下午15:00-18:30；冬季：上午8:00-12:00，下午14:30-18:00":
    "May-Sep 08:00-12:00,15:00-18:30; Oct-Apr 08:00-12:00,14:30-18:00",
    "夏季24小时，冬季8:00-22:00": "May-Sep 00:00-24:00; Oct-Apr 08:00-22:00",
    "夏季8:00-19:00，冬季8:00-18:00，午休12:00-14:00":
    "May-Sep 08:00-12:00,14:00-19:00; Oct-Apr 08:00-12:00,14:00-18:00",
    "8:00-18:00（12:00-14:00午休）": "08:00-12:00,14:00-18:00",
    "8:00-18:00，中午12:00-14:00休息": "08:00-12:00,14:00-18:00",
    "8:00-18:00 午休12:00-14:00": "08:00-12:00,14:00-18:00",
    "午休时间：12:00-14:00，8:00-18:00": "08:00-12:00,14:00-18:00",
    "9:00-17:00，12点至1点半午休": "09:00-12:00,13:30-17:00",
    "8:00-12:00，14:00-18:00（中午休息）": "08:00-12:00,14:00-18:00",
    "24小时（午休12:00-14:00）": "00:00-12:00,14:00-24:00",
    "8:30-17:30，午休": "08:30-12:00,14:00-17:30, Mo-Su 12:00-14:00 unknown",
    "周一至周五8:00-18:00中午休息": "Mo-Fr 08:00-12:00,14:00-18:00, Mo-Fr 12:00-14:00 unknown",
    "周一至周五8:00-18:00（12:00-14:00午休），周六9:00-15:00":
    "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-15:00",
    "周一至周五8:00-18:00，周六9:00-17:00，午休12:00-13:00":
    "Mo-Fr 08:00-12:00,13:00-18:00; Sa 09:00-12:00,13:00-17:00",
    "8:30-17:30（中午不休息）": "08:30-17:30",
    "9:00-12:00 午休 14:00-18:00": "09:00-12:00,14:00-18:00",
    "每日12:00至13:30为午休时间，9:00-17:00": "Mo-Su 09:00-12:00,13:30-17:00",
    "夏8:00-20:00 冬8:00-18:00": "May-Sep 08:00-20:00; Oct-Apr 08:00-18:00",
    "夏令营业时间8:00-21:00 冬令营业时间8:00-20:00": "May-Sep 08:00-21:00; Oct-Apr 08:00-20:00",
    "5月-9月8:00-20:00（其余月份8:00-18:00）": "08:00-18:00; May-Sep 08:00-20:00",
    "法定节假日休息，夏季9:00-18:00，冬季9:00-17:00": "May-Sep 09:00-18:00; Oct-Apr 09:00-17:00; PH off",
}  # fmt: skip

UNDERSTOOD = {
    **SEASONS_AND_PAUSES,
    "": "",
    "  ": "",
    "24小时": "24/7",
    "24小时营业，全年无休": "24/7",
    "24h": "24/7",
    "24H营业": "24/7",
    "7×24小时": "24/7",
    "全天": "24/7",
    "全天开放": "24/7",
    "00:00-23:59": "24/7",
    "0:00-24:00": "24/7",
    "周一至周五全天": "Mo-Fr 00:00-24:00",
    "05:00-17:30": "05:00-17:30",
    "08:00-12:00,14:00-16:00": "08:00-12:00,14:00-16:00",
    "08:00-12:00;14:00-18:00": "08:00-12:00,14:00-18:00",
    "08:00-12:00 14:00-18:00": "08:00-12:00,14:00-18:00",
    "８：３０—１２：００，１４：００—１８：００": "08:30-12:00,14:00-18:00",
    "8:00～20:00": "08:00-20:00",
    "8:00 － 20:00": "08:00-20:00",
    "8.30-17.30": "08:30-17:30",
    "周一至周五 08:00-12:00,14:00-18:00": "Mo-Fr 08:00-12:00,14:00-18:00",
    "周一至周日 08:00-20:00": "Mo-Su 08:00-20:00",
    "周一到周五 早上9点-下午5点半": "Mo-Fr 09:00-17:30",
    "星期一至星期五：9:00-17:00": "Mo-Fr 09:00-17:00",
    "礼拜六 9:00-12:00": "Sa 09:00-12:00",
    "星期1-5 8:00-18:00": "Mo-Fr 08:00-18:00",
    "周五至周一 9:00-17:00": "Mo,Fr-Su 09:00-17:00",
    "周一、三、五 9:00-12:00": "Mo,We,Fr 09:00-12:00",
    "周六日 9:00-12:00": "Sa-Su 09:00-12:00",
    "周六、周日 9:00-12:00": "Sa-Su 09:00-12:00",
    "周末 9:00-17:00": "Sa-Su 09:00-17:00",
    "每天8:00-20:00": "Mo-Su 08:00-20:00",
    "每日 8点到20点": "Mo-Su 08:00-20:00",
    "8:00-20:00（周一至周五）": "Mo-Fr 08:00-20:00",
    "营业时间：9:00-21:00": "09:00-21:00",
    "8点-20点": "08:00-20:00",
    "8-20点": "08:00-20:00",
    "8点半至12点一刻": "08:30-12:15",
    "8时30分-17时": "08:30-17:00",
    "早八点到晚十点": "08:00-22:00",
    "周五八点三十分至十二点": "Fr 08:30-12:00",
    "上午8点至12点，下午2点至6点": "08:00-12:00,14:00-18:00",
    "上午8:30-12:00、下午2:30-6:00": "08:30-12:00,14:30-18:00",
    "上午9:00-11:30和下午14:00-17:30": "09:00-11:30,14:00-17:30",
    "中午12点-下午2点": "12:00-14:00",
    "晚7点-12点": "19:00-24:00",
    "8:00-0:00": "08:00-24:00",
    "20:00-次日2:00": "20:00-02:00",
    "晚上8点-凌晨2点": "20:00-02:00",
    "晚8点—2点": "20:00-02:00",
    "8:00-次日8:00": "08:00-32:00",
    "工作日8:00-18:00": "Mo-Fr 08:00-18:00; PH off",
    "工作日8:00-18:00，周末9:00-17:00": "Mo-Fr 08:00-18:00; PH off; Sa-Su 09:00-17:00",
    "工作日8:00-18:00，周末9:00-17:00，节假日休息": "Mo-Fr 08:00-18:00; Sa-Su 09:00-17:00; PH off",
    "工作日8:00-18:00，节假日9:00-17:00": "Mo-Fr 08:00-18:00; PH off; PH 09:00-17:00",
    "周一至周五8:00-17:00，法定节假日除外": "Mo-Fr 08:00-17:00; PH off",
    "周一至周五(法定节假日除外)8:00-17:00": "Mo-Fr 08:00-17:00; PH off",
    "周一至周五、节假日除外 8:00-17:00": "Mo-Fr 08:00-17:00; PH off",
    "周一闭馆（法定节假日除外），周二至周日9:00-17:00": "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00",
    "周一（法定节假日除外）休息，周二至周日9:00-17:00": "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00",
    "周一闭馆，节假日照常开放，周二至周日9:00-17:00": "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00",
    "逢周一闭馆（遇法定节假日正常开放）9:00-17:00": "09:00-17:00; Mo off; PH 09:00-17:00",
    "周一、周二休（节假日除外），9:00-17:00": "09:00-17:00; Mo-Tu off; PH 09:00-17:00",
    "周一闭馆，其余9:00-17:00": "09:00-17:00; Mo off",
    "9:00-17:00（16:30停止入场）": "09:00-17:00",
    "8:00-18:00（节假日以公告为准）": "08:00-18:00; PH unknown",
    "每天9:00-17:00，除法定节假日外": "Mo-Su 09:00-17:00; PH off",
    "周一至周日(含节假日) 8:00-20:00": "Mo-Su,PH 08:00-20:00",
    "节假日照常开放 8:00-20:00": "08:00-20:00",
    "8:00-20:00，节假日开放": "08:00-20:00; PH unknown",
    "周一至周五8:30-17:30；周六9:00-12:00；周日休息": "Mo-Fr 08:30-17:30; Sa 09:00-12:00; Su off",
    "每天8:00-20:00（周一闭馆）": "Mo-Su 08:00-20:00; Mo off",
    "9:00-17:00，周末及节假日休息": "09:00-17:00; Sa-Su,PH off",
    "工作日开放": "Mo-Fr unknown; PH off",
    "周末开放": "Sa-Su unknown",
    "周一闭馆": "24/7 unknown; Mo off",
    "24/7": "24/7",
    "Mo-Fr 08:00-18:00; PH off": "Mo-Fr 08:00-18:00; PH off",
    "Ｍｏ－Ｆｒ　０８：００－１８：００": "Mo-Fr 08:00-18:00",
    'Mo-Fr 08:00-18:00 "按门铃"': 'Mo-Fr 08:00-18:00 "按门铃"',
    "08:00-20:00; 12:00-14:00 off": "08:00-20:00; 12:00-14:00 off",
}

REFUSED = [
    "旺季8:00-20:00，淡季8:00-18:00",
    "夏季8:00-20:00，秋冬季8:00-18:00",
    "1月-13月8:00-20:00",
    "2月1日-2月30日8:00-20:00",
    "8:00-18:00，午休：夏季12:00-15:00，冬季12:00-14:00",
    "8:00-18:00休息",
    "12:00-14:00午休",
    "8:00-25:00点",
    "8:70-9:00",
    "25:00-26:00",
    "8-20",
    "早上8点",
    "上午",
    "开放",
    "休息",
    "暂停开放",
    "节假日",
    "工作日休息",
    "24小时 8:00-20:00",
    "电话预约",
    "8:00-20:00 需预约",
    "Mo-Fr 8-20",
    "Mo-Fri 08:00-20:00",
    "nine to five",
]


@pytest.mark.parametrize(("text", "osm"), UNDERSTOOD.items())
def test_what_people_write_becomes_osm(text: str, osm: str) -> None:
    assert to_osm(text) == osm


@pytest.mark.parametrize("osm", sorted(set(UNDERSTOOD.values())))
def test_osm_stays_as_it_is_and_can_be_evaluated(osm: str) -> None:
    assert to_osm(osm) == osm
    open_state(osm, datetime(2026, 11, 24, tzinfo=UTC), ZONE)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(BadOpeningHours) as error:
        to_osm(text)
    assert error.value.text == text


@given(
    st.text(max_size=40)
    | st.text("周一二五日至到-—:：点半上下午晚次日工作节假休息除外开放0128,，;；、 MoFrPHo/", max_size=20)
    | st.text("夏冬春秋季（）5月9日-次年8:00-20:00，12:00-14:00午休其余时间中", max_size=30)
    | st.lists(
        st.sampled_from(
            [
                "夏季",
                "冬季",
                "（5月-9月）",
                "10月1日-次年4月30日",
                "周一至周五",
                "8:00-18:00",
                "，",
                "午休",
                "12:00-14:00",
                "休息",
                "其余时间",
                "节假日",
                "（",
                "）",
                "24小时",
                "工作日",
                "周一闭馆",
            ]
        ),
        max_size=9,
    ).map("".join)
)
def test_any_text_becomes_osm_or_is_refused(text: str) -> None:
    try:
        osm = to_osm(text)
    except BadOpeningHours:
        return
    assert to_osm(osm) == osm
    open_state(osm, datetime(2026, 10, 1, tzinfo=UTC), ZONE)


def local(*when: int) -> datetime:
    return datetime(*when, tzinfo=ZONE).astimezone(UTC)


def test_open_now_and_closing_time_are_the_citys() -> None:
    at = local(2026, 11, 24, 11, 40)
    assert open_state("Mo-Fr 08:00-12:00,14:00-18:00", at, ZONE) == OpenState(True, local(2026, 11, 24, 12), False)
    assert open_state("Mo-Fr 08:00-12:00,14:00-18:00", at, ZoneInfo("Asia/Urumqi")).until is not None
    assert open_state("Mo-Fr 08:00-12:00", at, ZoneInfo("Europe/Berlin")).is_open is False


def test_closed_says_when_it_opens() -> None:
    at = local(2026, 11, 28, 10)
    assert open_state("Mo-Fr 08:00-12:00", at, ZONE) == OpenState(False, local(2026, 11, 30, 8), False)


def test_over_midnight_is_open_after_midnight() -> None:
    at = local(2026, 11, 25, 1)
    assert open_state(to_osm("20:00-次日2:00"), at, ZONE) == OpenState(True, local(2026, 11, 25, 2), False)
    assert open_state("Mo 20:00-02:00", at, ZONE).is_open is False


@pytest.mark.parametrize("hours", ["24/7", "Mo-Su 00:00-24:00", "00:00-24:00"])
def test_round_the_clock_never_closes(hours: str) -> None:
    assert open_state(hours, local(2026, 10, 1, 3), ZONE) == OpenState(True, None, True)


def test_unknown_hours_are_neither_open_nor_closed() -> None:
    assert open_state("", local(2026, 11, 24, 10), ZONE) == OpenState(None, None, False)
    assert open_state("24/7 unknown", local(2026, 11, 24, 10), ZONE) == OpenState(None, None, False)


def test_a_working_day_without_hours_is_unknown_then_closed() -> None:
    hours = to_osm("工作日开放")
    assert open_state(hours, local(2026, 11, 27, 10), ZONE) == OpenState(None, local(2026, 11, 28), False)
    assert open_state(hours, local(2026, 11, 28, 10), ZONE) == OpenState(False, local(2026, 11, 30), False)
    assert open_state(hours, local(2026, 10, 1, 10), ZONE).is_open is False


def test_never_open_has_no_next_change() -> None:
    assert open_state("Mo-Fr off", local(2026, 11, 24, 10), ZONE) == OpenState(False, None, False)


def test_a_comment_that_changes_is_no_change() -> None:
    hours = '08:00-12:00 "one door", 12:00-20:00 "the other"'
    assert open_state(hours, local(2026, 11, 24, 10), ZONE).until == local(2026, 11, 24, 20)


def test_unreadable_hours_are_refused() -> None:
    with pytest.raises(BadOpeningHours):
        open_state("whenever", local(2026, 11, 24, 10), ZONE)


@pytest.mark.parametrize(
    ("first", "last"),
    [((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((9, 25), (9, 27)), ((10, 1), (10, 7))],
)
def test_the_whole_published_holiday_is_off(first: tuple[int, int], last: tuple[int, int]) -> None:
    """General Office of the State Council, notice on the holidays of 2026."""
    noon = local(2026, *first, 12)
    while noon <= local(2026, *last, 12):
        assert open_state("Mo-Su 08:00-20:00; PH off", noon, ZONE).is_open is False
        assert open_state("Mo-Fr,PH 08:00-20:00", noon, ZONE).is_open is True
        assert open_state("PH 08:00-20:00", noon, ZONE).is_open is True
        noon += timedelta(days=1)
    assert open_state("Mo-Su 08:00-20:00; PH off", noon, ZONE).is_open is True
    assert open_state("Mo-Su 08:00-20:00; PH off", local(2026, *last, 12), ZONE).until == noon - timedelta(hours=4)


def test_a_holiday_over_new_year_is_seen_from_the_old_year() -> None:
    state = open_state("24/7; PH off", local(2025, 12, 31, 23), ZONE)
    assert state == OpenState(True, local(2026, 1, 1), False)


GOLDEN_WEEK = {datetime(2026, 10, day).date() for day in range(1, 8)}  # noqa: DTZ001 - a date, in no zone
PATTERNS = {
    "08:00-20:00": [(range(7), 480, 1200)],
    "Mo-Fr 08:00-12:00,14:00-18:00; PH off": [(range(5), 480, 720), (range(5), 840, 1080)],
    "Mo-Fr 08:30-17:30; Sa-Su 10:00-12:00; PH off": [(range(5), 510, 1050), (range(5, 7), 600, 720)],
    "Mo-Sa 20:00-02:00": [(range(6), 1200, 1560)],
    "Fr,Sa 22:30-30:00": [((4, 5), 1350, 1800)],
    "Mo-Su 05:00-01:30": [(range(7), 300, 1530)],
}
minutes = st.datetimes(datetime(2026, 9, 21), datetime(2026, 10, 19)).map(  # noqa: DTZ001 - local, made aware below
    lambda when: when.replace(second=0, microsecond=0, tzinfo=ZONE)
)


def open_by_brute_force(hours: str, when: datetime) -> bool:
    for days, start, end in PATTERNS[hours]:
        for back in (0, 1):
            day = when.date() - timedelta(days=back)
            minute = when.hour * 60 + when.minute + 1440 * back
            holiday = "PH off" in hours and day in GOLDEN_WEEK | {datetime(2026, 9, d).date() for d in (25, 26, 27)}  # noqa: DTZ001
            if day.weekday() in days and start <= minute < end and not holiday:
                return True
    return False


@settings(deadline=None)  # a scan of every minute takes as long as the machine is busy
@given(st.sampled_from(sorted(PATTERNS)), minutes)
def test_states_and_changes_agree_with_a_scan_of_every_minute(hours: str, when: datetime) -> None:
    state = open_state(hours, when.astimezone(UTC), ZONE)
    assert state.is_open is open_by_brute_force(hours, when)
    scan = when
    while open_by_brute_force(hours, scan) is state.is_open:
        scan += MINUTE
    assert state.until == scan.astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "open_days"),
    [
        ("Mo-Fr 09:00-18:00", [True, True, True, True, True, False, False]),
        ("24/7", [True] * 7),
        ("Sa,Su 10:00-12:00,14:00-16:00", [False] * 5 + [True, True]),
        ("", [True] * 7),  # not known
        ("Mo off; Tu-Su 08:00-20:00", [False] + [True] * 6),
    ],
)
def test_on_which_days_a_place_opens(hours: str, open_days: list[bool]) -> None:
    monday = date(2026, 11, 23)
    days = [monday + timedelta(days=each) for each in range(7)]
    assert [opens_on(hours, day, ZoneInfo("Asia/Shanghai")) for day in days] == open_days


def test_shut_on_mondays_but_not_on_a_monday_that_is_a_holiday() -> None:
    hours = to_osm("周一闭馆（法定节假日除外），周二至周日9:00-17:00")
    assert not is_shut(hours, datetime(2026, 10, 5, 10, tzinfo=ZONE), ZONE)
    assert is_shut(hours, datetime(2026, 11, 23, 10, tzinfo=ZONE), ZONE)
