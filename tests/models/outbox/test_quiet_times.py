"""Quiet times: what can wait never comes inside them, order holds, nobody is starved, and what people type is read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.commands.migration import downgrade, upgrade
from models.city.pack import City
from models.my_data.export import export
from models.outbox.message import Urgency
from models.outbox.quiet_times import QuietTimes, allowed_at, quiet_times_of
from models.people.errors import ConsentNeeded, TooMuchQuiet
from models.people.person import Person, meet, set_quiet_times
from models.storage.database import Database
from models.values.day_span import (
    MINUTES_OF_DAY,
    AmbiguousDaySpan,
    BadDaySpan,
    DaySpan,
    minutes_covered,
    span_between,
    span_written,
    spans_typed,
    spans_written,
    stretches,
    write_spans,
)

NOW = datetime(2026, 11, 26, 7, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = [
    SHANGHAI,
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Australia/Lord_Howe"),  # half an hour of daylight saving
    ZoneInfo("America/Sao_Paulo"),  # until 2019 midnight did not exist on a day of October
    ZoneInfo("Asia/Beirut"),
]
RIDER = QuietTimes(spans_written("22:00-07:00,11:00-13:30,17:00-20:00"))
ONE_DAY = timedelta(hours=24)

starts = st.integers(0, MINUTES_OF_DAY - 1)
spans = st.builds(DaySpan, starts, st.integers(1, MINUTES_OF_DAY)).filter(lambda span: span.start != span.end)
any_quiet = st.lists(spans, max_size=5).map(lambda spans: QuietTimes(tuple(spans)))
livable_quiet = any_quiet.filter(lambda quiet: minutes_covered(quiet.spans) <= 16 * 60)
zones = st.sampled_from(ZONES)
urgencies = st.sampled_from(list(Urgency))
day_before_clock_change = st.sampled_from(
    [datetime.fromisoformat(f"{day}T12:00Z") for day in ("2018-11-03", "2026-03-28", "2026-10-24", "2026-10-31")]
)
moments = st.one_of(
    st.floats(1_400_000_000, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.builds(lambda day, seconds: day + timedelta(seconds=seconds), day_before_clock_change, st.integers(0, 172_800)),
)


def is_inside(moment: datetime, spans: tuple[DaySpan, ...], zone: ZoneInfo) -> bool:
    """Looked at another way than the code does: by the hands of the local clock."""
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    return any(
        start <= minute < end if start < end else minute >= start or minute < end for start, end in map(tuple, spans)
    )


# --- what may go when -----------------------------------------------------------------------------------------------


@given(moments, any_quiet, zones)
@example(datetime(2026, 10, 25, 0, 40, tzinfo=UTC), QuietTimes(spans_written("02:30-06:00")), ZONES[1])
@settings(max_examples=400)
def test_what_can_wait_comes_at_the_first_moment_outside(due_at: datetime, quiet: QuietTimes, zone: ZoneInfo) -> None:
    allowed = allowed_at(due_at, Urgency.CAN_WAIT, quiet, zone)
    end = due_at + ONE_DAY if allowed is None else allowed
    assert due_at <= end <= due_at + ONE_DAY
    if allowed is not None:
        assert not is_inside(allowed, quiet.spans, zone)
        assert allowed.tzinfo is UTC
    moment = due_at
    while moment < end:  # no minute before it would have done
        assert is_inside(moment, quiet.spans, zone)
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


@given(moments, any_quiet, zones, urgencies)
def test_a_moment_that_is_allowed_stays_so(
    due_at: datetime, quiet: QuietTimes, zone: ZoneInfo, urgency: Urgency
) -> None:
    allowed = allowed_at(due_at, urgency, quiet, zone)
    if allowed is not None:
        assert allowed_at(allowed, urgency, quiet, zone) == allowed


@given(moments, st.integers(0, 3 * 86400), any_quiet, zones, urgencies)
@settings(max_examples=400)
def test_what_is_due_later_never_goes_earlier(
    due_at: datetime, later_s: int, quiet: QuietTimes, zone: ZoneInfo, urgency: Urgency
) -> None:
    first = allowed_at(due_at, urgency, quiet, zone)
    second = allowed_at(due_at + timedelta(seconds=later_s), urgency, quiet, zone)
    if first is not None and second is not None:
        assert first <= second


@given(moments, livable_quiet, zones, urgencies)
def test_nobody_is_starved_by_their_own_quiet_times(
    due_at: datetime, quiet: QuietTimes, zone: ZoneInfo, urgency: Urgency
) -> None:
    allowed = allowed_at(due_at, urgency, quiet, zone)
    assert allowed is not None
    assert due_at <= allowed <= due_at + ONE_DAY


@given(moments, any_quiet, zones)
def test_what_is_urgent_goes_when_it_is_due(due_at: datetime, quiet: QuietTimes, zone: ZoneInfo) -> None:
    assert allowed_at(due_at, Urgency.NOW, quiet, zone) == due_at


@given(moments, any_quiet, zones)
@example(  # a night and a peak of 24 hours and 55 minutes, on the day that the clock is put back
    datetime(2026, 10, 24, 21, tzinfo=UTC), QuietTimes(spans_written("23:00-21:30,21:30-22:55")), ZONES[1]
)
@settings(max_examples=400)
def test_what_is_for_today_keeps_its_day_and_leaves_the_night_alone(
    due_at: datetime, quiet: QuietTimes, zone: ZoneInfo
) -> None:
    allowed = allowed_at(due_at, Urgency.TODAY, quiet, zone)
    assert allowed is not None
    assert due_at <= allowed <= due_at + ONE_DAY
    if not is_inside(due_at, quiet.nights, zone):
        assert allowed.astimezone(zone).date() == due_at.astimezone(zone).date()
    if allowed > due_at:
        assert not is_inside(allowed, quiet.nights, zone)


@pytest.mark.parametrize(
    ("due", "can_wait", "today"),
    [
        ("10:15", "26 10:15", "26 10:15"),
        ("11:00", "26 13:30", "26 13:30"),
        ("13:29", "26 13:30", "26 13:30"),
        ("13:30", "26 13:30", "26 13:30"),
        ("18:00", "26 20:00", "26 20:00"),
        ("21:59", "26 21:59", "26 21:59"),
        ("22:00", "27 07:00", "27 07:00"),
        ("03:00", "26 07:00", "26 07:00"),
    ],
)
def test_a_riders_day(due: str, can_wait: str, today: str) -> None:
    due_at = datetime.fromisoformat(f"2026-11-26T{due}+08:00")
    for urgency, expected in ((Urgency.CAN_WAIT, can_wait), (Urgency.TODAY, today), (Urgency.NOW, f"26 {due}")):
        allowed = allowed_at(due_at, urgency, RIDER, SHANGHAI)
        assert allowed is not None
        assert f"{allowed.astimezone(SHANGHAI):%d %H:%M}" == expected


def test_an_evening_peak_that_ends_in_the_night_does_not_lose_the_day() -> None:
    quiet = QuietTimes(spans_written("20:00-22:00,22:00-07:00,07:00-09:00"))
    evening = datetime(2026, 11, 26, 21, tzinfo=SHANGHAI)
    assert allowed_at(evening, Urgency.TODAY, quiet, SHANGHAI) == evening
    assert allowed_at(evening, Urgency.CAN_WAIT, quiet, SHANGHAI) == evening + timedelta(hours=12)
    night = datetime(2026, 11, 26, 23, tzinfo=SHANGHAI)
    assert allowed_at(night, Urgency.TODAY, quiet, SHANGHAI) == night + timedelta(hours=10)  # behind the morning peak


def test_a_day_without_an_hour_left_is_said_to_be_one() -> None:
    whole = QuietTimes((DaySpan(0, MINUTES_OF_DAY),))
    assert allowed_at(NOW, Urgency.CAN_WAIT, whole, SHANGHAI) is None
    assert allowed_at(NOW, Urgency.TODAY, whole, SHANGHAI) == NOW


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        allowed_at(datetime(2026, 11, 26), Urgency.NOW, RIDER, SHANGHAI)  # noqa: DTZ001


# --- whose ----------------------------------------------------------------------------------------------------------


def person(occupation: str | None = None, quiet_times: str | None = None) -> Person:
    return Person(created_at=NOW, locale="zh-CN", occupation=occupation, quiet_times=quiet_times)


@pytest.mark.parametrize(
    ("occupation", "own", "expected"),
    [
        (None, None, "22:00-07:00"),
        ("other", None, "22:00-07:00"),
        ("abolished", None, "22:00-07:00"),
        ("delivery", None, "22:00-07:00,11:00-13:30,17:00-20:00"),
        ("ride_hailing", None, "22:00-07:00,07:00-09:00,17:00-19:00"),
        ("truck", None, "22:00-07:00,23:00-06:00"),
        ("delivery", "12:00-13:00", "12:00-13:00"),
        ("delivery", "", ""),
    ],
)
def test_ones_own_times_come_before_those_of_the_work_and_the_night(
    city: City, occupation: str | None, own: str | None, expected: str
) -> None:
    assert write_spans(quiet_times_of(person(occupation, own), city).spans) == expected


async def test_quiet_times_are_kept_exported_and_bounded(database: Database, city: City) -> None:
    async with database.transaction() as session:
        someone, _, _ = await meet(session, "webchat", "1", locale="zh-CN", now=NOW)
        with pytest.raises(ConsentNeeded):
            await set_quiet_times(session, someone, [])
        someone.consent_at = NOW
        await set_quiet_times(session, someone, spans_typed("晚上10点到早上7点"))
        with pytest.raises(TooMuchQuiet):
            await set_quiet_times(session, someone, spans_typed("0:00-16:01"))
        identity = someone.id
    async with database.transaction() as session:
        kept = await session.get_one(Person, identity)
        assert kept.quiet_times == "22:00-07:00"
        assert (await export(session, kept))["person"]["quiet_times"] == "22:00-07:00"
    for spans, column in (([], ""), (None, None), (spans_typed("0:00-16:00"), "00:00-16:00")):
        async with database.transaction() as session:
            await set_quiet_times(session, await session.get_one(Person, identity), spans)
        async with database.reading() as session:
            assert (await session.get_one(Person, identity)).quiet_times == column


def test_taking_the_column_back_keeps_the_people_and_their_chats(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/nuanxin.db"
    upgrade(url, "0002")
    engine = sa.create_engine(f"sqlite:///{tmp_path}/nuanxin.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO person (id, created_at, locale, last_needs) VALUES (1, '2026', '', '')")
        connection.exec_driver_sql("INSERT INTO contact VALUES (1, 1, 'webchat', '1', '2026-11-26', NULL)")
    downgrade(url, "0001")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person JOIN contact").scalar_one() == 1
    engine.dispose()


# --- spans ----------------------------------------------------------------------------------------------------------


@given(st.lists(spans, max_size=6))
def test_stretches_cover_the_same_minutes_and_do_not_meet(some: list[DaySpan]) -> None:
    def minutes(of: tuple[DaySpan, ...]) -> list[int]:
        return [minute for minute in range(MINUTES_OF_DAY) if any(span.minutes_left(minute) for span in of)]

    merged = stretches(some)
    assert minutes(merged) == minutes(tuple(some))
    assert minutes_covered(some) == len(minutes(merged)) == sum(span.length for span in merged)
    assert stretches(merged) == merged
    edges = [edge % MINUTES_OF_DAY for span in merged for edge in span]
    assert len(set(edges)) == len(edges) or merged == (DaySpan(0, MINUTES_OF_DAY),)


@given(st.lists(spans, max_size=6).map(tuple))
def test_spans_are_read_as_they_were_written(some: tuple[DaySpan, ...]) -> None:
    assert spans_written(write_spans(some)) == some


@pytest.mark.parametrize("text", ["", "22:00", "22:00-", "22:00-22:00", "24:01-3:00", "1:60-2:00", "10-12", "a-b"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(BadDaySpan):
        span_written(text)


def test_midnight_is_a_beginning_and_an_end() -> None:
    assert span_between(0, 60) == span_between(1440, 60) == (0, 60)
    assert span_between(1380, 0) == span_between(1380, 1440) == (1380, 1440)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("11点到13点半", "11:00-13:30"),
        ("十一点半到十三点", "11:30-13:00"),
        ("22:00-7:00", "22:00-07:00"),
        ("22：00～07：00", "22:00-07:00"),
        ("22.00-7.00", "22:00-07:00"),
        ("22-7", "22:00-07:00"),
        ("11到13", "11:00-13:00"),
        ("晚上10点到早上7点", "22:00-07:00"),
        ("晚10点-早7点", "22:00-07:00"),
        ("晚上10点到次日7点", "22:00-07:00"),
        ("晚上8点到12点", "20:00-24:00"),
        ("晚上9点半到10点半", "21:30-22:30"),
        ("0点到6点", "00:00-06:00"),
        ("下午2点-6点", "14:00-18:00"),
        ("中午11点半到1点半", "11:30-13:30"),
        ("中午11点到14点", "11:00-14:00"),
        ("11時至13時30分", "11:00-13:30"),
        ("每天晚上10点到早上7点别打扰我", "22:00-07:00"),
        ("晚上十点到早上七点，中午11点到1点", "11:00-13:00,22:00-07:00"),
        ("11:00-13:30,17:00-20:00", "11:00-13:30,17:00-20:00"),
        ("17:00－20:00；11:00－13:30", "11:00-13:30,17:00-20:00"),
        ("11点到13点半和17点到20点", "11:00-13:30,17:00-20:00"),
        ("11:00-13:30、11:00-13:30", "11:00-13:30"),
        ("10pm to 7am", "22:00-07:00"),
        ("From 10 p.m. until 7 a.m. and 11:30am-1pm", "11:30-13:00,22:00-07:00"),
        ("midnight to 6am, noon to 2pm", "00:00-06:00,12:00-14:00"),
        ("6:00-26:00", "06:00-02:00"),
        ("全天", "00:00-24:00"),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, expected: str) -> None:
    assert write_spans(spans_typed(typed)) == expected


@pytest.mark.parametrize("typed", ["11点半到1点半", "12点到2点", "10点到7点", "8:00-7:00"])
def test_what_may_be_morning_or_evening_is_asked_about(typed: str) -> None:
    with pytest.raises(AmbiguousDaySpan):
        spans_typed(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "，", "1", "8点", "厕所", "夜里", "25:00-3:00", "9:75-10:00", "13pm-14pm", "7:00-7:00", "周一 8:00-9:00"),
        *("22:00-7:00，晚点", "1:00-2:00" * 30, ",".join(f"{hour}:00-{hour}:30" for hour in range(13, 22))),
    ],
)
def test_what_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(BadDaySpan):
        spans_typed(typed)


@given(st.text(alphabet="0123456789点半到至-:,，、晚早上中午下午amp &次日零一二十", max_size=40) | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_spans_or_refused(text: str) -> None:
    try:
        typed = spans_typed(text)
    except BadDaySpan:
        return
    assert typed
    assert spans_written(write_spans(typed)) == typed
