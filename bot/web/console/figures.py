"""数据: the figures of any span beside the one before, with charts that open to the cases behind them; what is late.

A leader reads the same figures and opens no case: their bars lead nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from starlette.responses import Response

from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.table import Page
from bot.web.console.who import Who
from bot.web.typed import day_in, number_in
from handlers.figures.report import count_said, said_counts, title_said
from handlers.figures.report_sheet import MEDIA_TYPE
from handlers.figures.spans import head_said, span_said, span_sheet
from handlers.phrases.cases import day_said, department_said, type_said
from models.cases.case import Case
from models.cases.clock import deadline_of
from models.casework.queue import overdue_at, overdue_by_department
from models.figures.behind import cases_behind
from models.figures.cases import Counts, Dimension, may_see_report
from models.figures.errors import SpanUnknown
from models.figures.spans import Span, SpanReport, Unit, read_span, span_between, span_of, span_report
from models.staff.errors import NotStaff
from models.staff.post import StaffRole
from models.staff.record import note_event

PATH = "/console/figures"
SHEET, CASES, LATE = f"{PATH}/sheet", f"{PATH}/cases", f"{PATH}/late"
OFFERED = (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)
EXPORTED = "export_figures"
MOST_PAGES = 9_999
"""In the record of the post."""
SHOWN = ("received", "taken", "answered", "settled", "solved", "satisfied", "broken")


@dataclass(frozen=True, slots=True)
class Bar:
    """One group of a chart. now, before: cases received, for the length of the bars in percent of the longest; cells:
    its figures in words; to: the cases behind it, empty if it cannot be opened."""

    title: str
    count: int
    count_before: str
    now: int
    before: int
    cells: Mapping[str, str]
    to: str


# --- which span -------------------------------------------------------------------------------------------------------


def _asked(desk: Desk) -> Span:
    """The span that the address names; last month if it names none. Raises SpanUnknown."""
    asked, today = desk.request.query_params, desk.today
    if typed := asked.get("q", "").strip():
        found = read_span(typed, today)
        if found is None or found.first > today:
            raise SpanUnknown
        return found
    if asked.get("first") and asked.get("last"):
        return span_between(_day(asked["first"]), _day(asked["last"]), today)
    return span_of(Unit.MONTH, today).before()


def _day(text: str) -> date:
    day = day_in(text)
    if day is None:
        raise SpanUnknown
    return day


def _query(span: Span, **more: str) -> str:
    return urlencode({"first": span.first.isoformat(), "last": span.last.isoformat(), **more})


def _presets(desk: Desk) -> list[tuple[str, str]]:
    """The usual spans: their words and addresses."""
    found = []
    for unit in OFFERED:
        this = span_of(unit, desk.today)
        for which, span in (("before", this.before()), ("this", this)):
            words = desk.words("report-button-span-unit", unit=unit.value, which=which)
            found.append((words, f"{PATH}?{_query(span)}"))
    return found


# --- the page ---------------------------------------------------------------------------------------------------------


async def show(desk: Desk) -> Response:
    """The figures of a span; without one that can be read, of last month with the reason."""
    trouble = ""
    try:
        span = _asked(desk)
    except SpanUnknown:
        span, trouble = span_of(Unit.MONTH, desk.today).before(), desk.words("report-span-unread")
    report = await span_report(desk.session, desk.staff, span, city=desk.city, now=desk.now)
    late = await overdue_by_department(desk.session, now=desk.now, department=report.department)
    opens = desk.staff.role is not StaffRole.LEADER
    return desk.page(
        "leads/figures.html",
        title=desk.words("console-way-figures"),
        trouble=trouble,
        head=head_said(desk.words, desk.city, desk.today, report.department, report.figures),
        before=span_said(desk.words, report.before.span),
        span=span,
        today=desk.today,
        typed=desk.request.query_params.get("q", ""),
        presets=_presets(desk),
        totals=_totals(desk, report),
        columns=[desk.words(f"console-figures-{each}") for each in SHOWN],
        shown=SHOWN,
        charts=[
            (desk.words("report-by", dimension=each.value), bars)
            for each in Dimension
            if (bars := _bars(desk, report, each, opens=opens))
        ],
        why=_why(desk, report),
        sheet=f"{SHEET}?{_query(span)}",
        all_cases=f"{CASES}?{_query(span)}" if opens else "",
        late=[
            (department_said(desk.words, desk.city, key), count, f"{LATE}?department={quote(key)}" if opens else "")
            for key, count in late.items()
        ],
    )


def _why(desk: Desk, report: SpanReport) -> str:
    """Why there are no groups, or how they are counted."""
    if report.figures.groups is not None:
        return "\n".join((desk.words("report-span-note"), desk.words("report-merged")))
    over = report.figures.span.last < desk.today
    return desk.words("report-span-not-whole" if over else "report-span-not-over")


def _totals(desk: Desk, report: SpanReport) -> list[tuple[str, str, str]]:
    """Each figure: its words, this span, the span before."""
    now, before = (said_counts(desk.words, each.total) for each in (report.figures, report.before))
    return [(desk.words(f"console-figures-{each}"), now[each], before[each]) for each in SHOWN]


def _bars(desk: Desk, report: SpanReport, dimension: Dimension, *, opens: bool) -> list[Bar]:
    if dimension is Dimension.DEPARTMENT and report.department is not None:
        return []
    groups = (report.figures.groups or {}).get(dimension, {})
    earlier = (report.before.groups or {}).get(dimension, {})
    longest = max((each.received for each in (*groups.values(), *earlier.values())), default=0)
    return [
        _bar(desk, report, dimension, key, counts, earlier.get(key), longest, opens=opens)
        for key, counts in groups.items()
    ]


def _bar(
    desk: Desk,
    report: SpanReport,
    dimension: Dimension,
    key: str,
    counts: Counts,
    earlier: Counts | None,
    longest: int,
    *,
    opens: bool,
) -> Bar:
    before = earlier.received if earlier is not None else None
    behind = f"{CASES}?{_query(report.figures.span, by=dimension.value, key=key)}" if opens and key else ""
    return Bar(
        title_said(desk.words, desk.city, dimension, key),
        counts.received,
        count_said(desk.words, before),
        _percent(counts.received, longest),
        _percent(before or 0, longest),
        said_counts(desk.words, counts),
        behind,
    )


def _percent(count: int, longest: int) -> int:
    return max(1, round(100 * count / longest)) if count and longest else 0


# --- the cases behind -------------------------------------------------------------------------------------------------


async def cases(desk: Desk) -> Response:
    """The cases of a span, or of one group of it."""
    span, asked = _asked(desk), desk.request.query_params
    by, key, page = asked.get("by", ""), asked.get("key", ""), number_in(asked.get("page", ""), MOST_PAGES) or 0
    dimension = Dimension(by) if by in tuple(Dimension) else None
    found = await cases_behind(desk.session, desk.staff, span, dimension, key, city=desk.city, page=page)
    group = title_said(desk.words, desk.city, dimension, key) if dimension is not None else ""
    more = _query(span, by=by, key=key, page=str(page + 1))
    return _list(
        desk,
        " · ".join(filter(None, (group, span_said(desk.words, span)))),
        found.cases,
        back=f"{PATH}?{_query(span)}",
        more=f"{CASES}?{more}" if found.more else "",
    )


async def late(desk: Desk) -> Response:
    """What is late at one department now. Raises NotStaff."""
    key = desk.request.query_params.get("department", "")
    if not may_see_report(desk.staff, desk.city) or key not in desk.city.departments:
        raise NotStaff
    cases = await overdue_at(desk.session, desk.staff, key, city=desk.city, now=desk.now)
    department = department_said(desk.words, desk.city, key)
    return _list(desk, desk.words("report-overdue-at", department=department), cases, back=PATH)


def _list(desk: Desk, heading: str, cases: Sequence[Case], *, back: str, more: str = "") -> Response:
    lines = [case_line(desk, each) for each in cases]
    return desk.page("leads/figure_cases.html", title=heading, lines=lines, back=back, more=more)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list of leads. clock: good, late, grey or done, for the colour; said: the same in words."""

    id: int
    number: str
    type: str
    department: str
    filed: str
    state: str
    clock: str
    said: str


def case_line(desk: Desk, case: Case) -> CaseLine:
    """What a list of leads shows of a case: no words of the filer."""
    until = deadline_of(case)
    clock = "done" if not case.is_open or case.state in _AFTER_ANSWER else "grey" if case.paused_at else "good"
    if clock == "good" and until < desk.now:
        clock = "late"
    day = day_said(desk.words, until.astimezone(desk.city.zone).date())
    return CaseLine(
        case.id,
        case.number,
        type_said(desk.words, desk.city, case.type),
        department_said(desk.words, desk.city, case.department),
        case.filed_at.astimezone(desk.city.zone).date().isoformat(),
        desk.words("console-leads-state", state=case.state.value),
        clock,
        desk.words("console-leads-clock", clock=clock, day=day),
    )


_AFTER_ANSWER = ("answered", "settled")


# --- the sheet --------------------------------------------------------------------------------------------------------


async def sheet(desk: Desk) -> Response:
    """The figures as a sheet; that somebody took it stands in the log."""
    report = await span_report(desk.session, desk.staff, _asked(desk), city=desk.city, now=desk.now)
    name, content = span_sheet(desk.words, desk.city, report, today=desk.today)
    await note_event(desk.session, desk.staff.id, EXPORTED, at=desk.now)
    headers = {**PRIVATE, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


PAGES = (
    Page(PATH, show, Who.FIGURES, writes=True),
    Page(SHEET, sheet, Who.FIGURES, writes=True),
    Page(CASES, cases, Who.FIGURES),
    Page(LATE, late, Who.FIGURES),
)
