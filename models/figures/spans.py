"""Figures of any week, month, quarter or year, or of the days between two dates, for written reports.

    a current span   counts up to the end of yesterday
    a past span      is computed once a week, so that two looks do not reveal the cases in between
    groups           are shown only for past spans of whole weeks or whole months: two spans that differ by a day would
                     reveal that day

Cases, counts and least groups are those of the weekly report (models/figures/cases.py).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.figures.cases import Counts, Dimension, figures_between, figures_of, may_see_report
from models.figures.errors import SpanUnknown
from models.figures.week_report import WeekReport, made_once
from models.staff.errors import NotStaff
from models.staff.post import Staff
from models.values.calendar import day_begins
from models.values.past_date import read_past_date
from models.values.written_date import NotADate

LONGEST = timedelta(days=366 * 3)
MADE = "span"
"""The prefix of the scope of a stored span."""


class Unit(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days. first, last: by the city's calendar, both included."""

    unit: Unit
    first: date
    last: date

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def whole(self) -> bool:
        """Whether the span consists of whole weeks or whole months."""
        weeks = self.first.weekday() == 0 and self.after.weekday() == 0
        return weeks or (self.first.day == 1 and self.after.day == 1)

    def before(self) -> "Span":
        """The preceding span of the same unit or length."""
        if self.unit is Unit.DAYS:
            return Span(Unit.DAYS, self.first - (self.after - self.first), self.first - timedelta(days=1))
        return span_of(self.unit, self.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """The figures of a span. groups: None if the span is not over, or not of whole weeks or months."""

    span: Span
    total: Counts
    groups: Mapping[Dimension, Mapping[str, Counts]] | None


@dataclass(frozen=True, slots=True)
class SpanReport:
    """A report on a span. department: the key of the department counted; None: all. before: the preceding span."""

    department: str | None
    figures: SpanFigures
    before: SpanFigures


def span_of(unit: Unit, day: date) -> Span:
    """The week, month, quarter or year of a day. Raises SpanUnknown."""
    match unit:
        case Unit.WEEK:
            first = day - timedelta(days=day.weekday())
            return Span(unit, first, first + timedelta(days=6))
        case Unit.MONTH:
            return _months(unit, day.year, day.month, 1)
        case Unit.QUARTER:
            return _months(unit, day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case Unit.YEAR:
            return _months(unit, day.year, 1, 12)
    raise SpanUnknown


def span_between(first: date, last: date, today: date) -> Span:
    """The span between two days, cut at yesterday unless it is a whole week, month, quarter or year. Raises
    SpanUnknown."""
    if not first <= last or first >= today or last - first > LONGEST:
        raise SpanUnknown
    found = Span(Unit.DAYS, first, min(last, today - timedelta(days=1)))
    for unit in (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR):
        known = span_of(unit, first)
        if (known.first, known.last) == (first, last):
            return known
    return found


def _months(unit: Unit, year: int, month: int, count: int) -> Span:
    following = year * 12 + month - 1 + count
    return Span(unit, date(year, month, 1), date(following // 12, following % 12 + 1, 1) - timedelta(days=1))


# --- what people type -------------------------------------------------------------------------------------------------

_DIGITS = {each: str(number) for number, each in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_QUARTER = re.compile(r"(?:第?(?P<number>[1-4])季度?|q(?P<q>[1-4]))")
_LATELY = re.compile(r"(?:最近|近|过去|last)(\d{1,3})(天|日|周|个?星期|个?月|days|weeks|months)")
_RELATIVE = {
    "本周": (Unit.WEEK, 0), "这周": (Unit.WEEK, 0), "上周": (Unit.WEEK, 1), "上上周": (Unit.WEEK, 2),
    "本月": (Unit.MONTH, 0), "这个月": (Unit.MONTH, 0), "上月": (Unit.MONTH, 1), "上个月": (Unit.MONTH, 1),
    "上上个月": (Unit.MONTH, 2), "本季度": (Unit.QUARTER, 0), "这个季度": (Unit.QUARTER, 0),
    "上季度": (Unit.QUARTER, 1), "上个季度": (Unit.QUARTER, 1), "今年": (Unit.YEAR, 0), "本年": (Unit.YEAR, 0),
    "去年": (Unit.YEAR, 1), "前年": (Unit.YEAR, 2), "thisweek": (Unit.WEEK, 0), "lastweek": (Unit.WEEK, 1),
    "thismonth": (Unit.MONTH, 0), "lastmonth": (Unit.MONTH, 1), "thisquarter": (Unit.QUARTER, 0),
    "lastquarter": (Unit.QUARTER, 1), "thisyear": (Unit.YEAR, 0), "lastyear": (Unit.YEAR, 1),
}  # fmt: skip


def read_span(text: str, today: date) -> Span | None:
    """The span that a text names: 上个月, 9月, 2026年三季度, 去年, 上半年, 10月1日到11月15日; None if it names none."""
    plain = _plain(text)
    if plain in _RELATIVE:
        unit, back = _RELATIVE[plain]
        span = span_of(unit, today)
        for _ in range(back):
            span = span.before()
        return span
    if (lately := _LATELY.fullmatch(plain)) is not None:
        return _lately(int(lately[1]), lately[2], today)
    return _named_span(plain, today) or _two_days(text, today)


def _lately(count: int, unit: str, today: date) -> Span | None:
    """The last `count` weeks or days up to yesterday; for months, the last whole ones."""
    if not count:
        return None
    if "月" in unit or unit == "months":
        number = today.year * 12 + today.month - 1 - count
        return _months(Unit.DAYS, number // 12, number % 12 + 1, count)
    days = count * (1 if unit in ("天", "日", "days") else 7)
    return span_between(today - timedelta(days=days), today - timedelta(days=1), today) if days < 1096 else None


def _plain(text: str) -> str:
    plain = re.sub(r"\s|的|数据|情况|报表|统计", "", text).casefold()
    plain = plain.replace("十二", "12").replace("十一", "11").replace("十", "10")
    return "".join(_DIGITS.get(each, each) for each in plain)


def _named_span(plain: str, today: date) -> Span | None:
    """A year or a part of one; without a year, the latest such part that has begun."""
    year, rest = _year_of(plain, today)
    if year is not None and not rest:
        return span_of(Unit.YEAR, date(year, 1, 1))
    found: Span | None = None
    if (half := re.fullmatch(r"(上|下)半年", rest)) is not None:
        found = _months(Unit.DAYS, year or today.year, 1 if half[1] == "上" else 7, 6)
    elif (quarter := _QUARTER.fullmatch(rest)) is not None:
        number = int(quarter["number"] or quarter["q"])
        found = _months(Unit.QUARTER, year or today.year, number * 3 - 2, 3)
    elif (months := re.fullmatch(r"(1[0-2]|[1-9])月?[到至-](1[0-2]|[1-9])月份?", rest)) is not None:
        first, last = int(months[1]), int(months[2])
        if first <= last:
            found = _months(Unit.DAYS, year or today.year, first, last - first + 1)
    elif (month := re.fullmatch(r"(1[0-2]|0?[1-9])月份?", rest)) is not None:
        found = _months(Unit.MONTH, year or today.year, int(month[1]), 1)
    elif year is not None and (month := re.fullmatch(r"[-./]?(1[0-2]|0?[1-9])", rest)) is not None:
        found = _months(Unit.MONTH, year, int(month[1]), 1)
    if found is not None and year is None and found.first > today:
        number = found.first.year * 12 + found.first.month - 13
        count = (found.after.year - found.first.year) * 12 + found.after.month - found.first.month
        found = _months(found.unit, number // 12, number % 12 + 1, count)
    return found


def _year_of(plain: str, today: date) -> tuple[int | None, str]:
    found = re.match(r"(20\d\d)年?|(今年|本年|去年|前年)", plain)
    if found is None:
        return None, plain
    if found[1]:
        return int(found[1]), plain[found.end() :]
    return today.year - {"去年": 1, "前年": 2}.get(found[2], 0), plain[found.end() :]


def _two_days(text: str, today: date) -> Span | None:
    for parting in (r"到|至|~|～|—|–|\bto\b", r"\s-\s|-"):
        parts = [each.strip() for each in re.split(parting, text) if each.strip()]
        if len(parts) != 2:
            continue
        days = [read_past_date(each, today) for each in parts]
        first, last = days
        if isinstance(first, NotADate) or isinstance(last, NotADate) or first.day > last.day:
            continue
        try:
            return span_between(first.day, last.day, today)
        except SpanUnknown:
            return None
    return None


# --- the figures ------------------------------------------------------------------------------------------------------


async def span_report(session: AsyncSession, staff: Staff, span: Span, *, city: City, now: datetime) -> SpanReport:
    """The figures of a span and the one before it, as far as the colleague may see them. Raises NotStaff, or
    SpanUnknown for a future span."""
    if staff.department is None or not may_see_report(staff, city):
        raise NotStaff
    if span.first > now.astimezone(city.zone).date():
        raise SpanUnknown
    department = None if staff.department == city.lead_department.key else staff.department
    figures = [await _figures(session, each, department, city=city, now=now) for each in (span, span.before())]
    return SpanReport(department, *figures)


async def _figures(
    session: AsyncSession, span: Span, department: str | None, *, city: City, now: datetime
) -> SpanFigures:
    today = day_begins(now, city.zone)
    begins, ends = (_midnight(each, city.zone) for each in (span.first, span.after))
    if ends > today:
        total, _ = await figures_between(session, begins, min(ends, today), department, now=today)
        return SpanFigures(span, total.without_opinions(), None)
    monday = span_of(Unit.WEEK, now.astimezone(city.zone).date()).first
    as_of = f"{MADE}:{monday.isoformat()}"

    async def made() -> dict[str, object]:
        everybody = None if department is None else await _figures(session, span, None, city=city, now=now)
        beside = (everybody.groups if everybody else None) or {}
        total, groups = await figures_between(session, begins, ends, department, now=today, beside=beside)
        kept = {each.value: {key: asdict(one) for key, one in of.items()} for each, of in groups.items()}
        return {"total": asdict(total), "groups": kept}

    older = (WeekReport.scope.like(f"{MADE}:%"), WeekReport.scope.not_like(f"{as_of}:%"))
    await session.execute(sa.delete(WeekReport).where(*older))
    kept = await made_once(session, f"{as_of}:{department or ''}:{span.last.isoformat()}", span.first, made)
    groups = figures_of(kept["groups"]) if span.whole else None
    return SpanFigures(span, Counts(**kept["total"]), groups)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
