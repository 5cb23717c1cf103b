"""Figures of any month, quarter, year or span: read as people name it, counted as weeks are, nobody's case told."""

from datetime import date, datetime, timedelta

import pytest

from models.casework.handling import settle_case, take_case
from models.city.pack import City
from models.figures import errors
from models.figures.cases import Counts, Dimension
from models.figures.spans import Unit, read_span, span_between, span_of, span_report
from models.staff.errors import NotStaff
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

DAY = timedelta(days=1)
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "first", "last", "unit"),
    [
        ("上个月", "2026-10-01", "2026-10-31", Unit.MONTH),
        ("9月", "2026-09-01", "2026-09-30", Unit.MONTH),
        ("9月份的数据", "2026-09-01", "2026-09-30", Unit.MONTH),
        ("十二月", "2025-12-01", "2025-12-31", Unit.MONTH),
        ("2026年9月", "2026-09-01", "2026-09-30", Unit.MONTH),
        ("2026-09", "2026-09-01", "2026-09-30", Unit.MONTH),
        ("去年12月", "2025-12-01", "2025-12-31", Unit.MONTH),
        ("三季度", "2026-07-01", "2026-09-30", Unit.QUARTER),
        ("2025年第四季度", "2025-10-01", "2025-12-31", Unit.QUARTER),
        ("Q3", "2026-07-01", "2026-09-30", Unit.QUARTER),
        ("上季度", "2026-07-01", "2026-09-30", Unit.QUARTER),
        ("去年", "2025-01-01", "2025-12-31", Unit.YEAR),
        ("2025", "2025-01-01", "2025-12-31", Unit.YEAR),
        ("上半年", "2026-01-01", "2026-06-30", Unit.DAYS),
        ("1月到10月", "2026-01-01", "2026-10-31", Unit.DAYS),
        ("10月1日到11月15日", "2026-10-01", "2026-11-15", Unit.DAYS),
        ("10.1-11.15", "2026-10-01", "2026-11-15", Unit.DAYS),
        ("2026-10-01到2026-11-15", "2026-10-01", "2026-11-15", Unit.DAYS),
        ("11月2日到11月8日", "2026-11-02", "2026-11-08", Unit.WEEK),
        ("上上周", "2026-11-09", "2026-11-15", Unit.WEEK),
        ("最近30天", "2026-10-29", "2026-11-27", Unit.DAYS),
        ("最近3个月", "2026-08-01", "2026-10-31", Unit.DAYS),
        ("last quarter", "2026-07-01", "2026-09-30", Unit.QUARTER),
    ],
)
def test_a_span_is_read_as_people_name_it(text: str, first: str, last: str, unit: Unit) -> None:
    span = read_span(text, TODAY)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat(), span.unit) == (first, last, unit)


@pytest.mark.parametrize(
    "text", ["厕所", "扣款", "9", "平台甲 苇岸区", "2026年13月", "11月15日到10月1日", "", "最近0天"]
)
def test_what_names_no_span_is_none(text: str) -> None:
    assert read_span(text, TODAY) is None


def test_the_span_before_is_as_long() -> None:
    assert span_of(Unit.QUARTER, date(2026, 1, 9)).before().first == date(2025, 10, 1)
    assert span_of(Unit.YEAR, TODAY).before().first == date(2025, 1, 1)
    days = span_between(date(2026, 11, 3), date(2026, 11, 12), TODAY)
    assert (days.before().first, days.before().last) == (date(2026, 10, 24), date(2026, 11, 2))
    for first, last in ((TODAY, TODAY), (date(2026, 11, 5), date(2026, 11, 4)), (date(2000, 1, 1), TODAY)):
        with pytest.raises(errors.SpanUnknown):
            span_between(first, last, TODAY)


async def test_figures_of_a_month_and_of_days_that_would_tell_one_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, sun = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        zhou = await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        october = [
            await a_case(session, worker, city, now=datetime(2026, 10, 12, 4, tzinfo=NOW.tzinfo)) for _ in range(6)
        ]
        await a_case(session, worker, city)
        now = datetime(2026, 11, 28, 4, tzinfo=NOW.tzinfo)
        month, this = span_of(Unit.MONTH, date(2026, 10, 1)), span_of(Unit.MONTH, TODAY)
        report = await span_report(session, sun, month, city=city, now=now)
        assert (report.department, report.figures.total.received, report.before.total.received) == (
            "market_regulation",
            6,
            0,
        )
        assert report.figures.groups is not None
        assert {key: each.received for key, each in report.figures.groups[Dimension.TYPE].items()} == {"deduction": 6}
        await take_case(session, october[0].id, wang, city=city, now=now)
        await settle_case(session, october[0].id, wang, "退了", city=city, now=now)
        again = await span_report(session, sun, month, city=city, now=now + DAY / 2)
        assert again.figures == report.figures  # the same all week
        later = await span_report(session, sun, month, city=city, now=now + 4 * DAY)
        assert later.figures.total.settled == 1
        running = await span_report(session, zhou, this, city=city, now=now)
        assert (running.department, running.figures.total.received, running.figures.groups) == (None, 1, None)
        assert running.figures.total.solved is None
        days = span_between(date(2026, 10, 1), date(2026, 10, 14), TODAY)
        assert (await span_report(session, zhou, days, city=city, now=now)).figures.groups is None
        with pytest.raises(NotStaff):
            await span_report(session, wang, month, city=city, now=now)
        with pytest.raises(errors.SpanUnknown):
            await span_report(session, sun, span_of(Unit.MONTH, date(2027, 1, 1)), city=city, now=now)
        year = span_of(Unit.YEAR, date(2025, 1, 1))
        await span_report(session, sun, year, city=city, now=now + 4 * DAY)
        assert later.figures == (await span_report(session, sun, month, city=city, now=now + 5 * DAY)).figures
        assert later.figures.total != Counts()
