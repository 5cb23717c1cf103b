"""Figures of a month, a quarter, a year, or the days between two dates; and the overdue cases by department."""

from collections.abc import Mapping, Sequence
from datetime import date

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import CallbackQuery, Message

from handlers.buttons.days import day_of, number_of
from handlers.buttons.staff import ChooseSpan, OpenReport, OverdueNow, ShowSpan, SpanSheet
from handlers.casework.card import last_row
from handlers.casework.queue import case_line, case_number_buttons
from handlers.figures.report import AT_REPORT, bar_said, columns_said, page_said, said_counts, title_said
from handlers.figures.report_sheet import MEDIA_TYPE, report_sheet
from handlers.phrases.cases import day_said, department_said
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.chart import Bar, bar_chart
from handlers.talk.forms import ANSWER, PAGE, page_of
from handlers.talk.kept_file import KeptFile
from handlers.talk.question import NOT_TYPED, awaits
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.casework.queue import overdue_at, overdue_by_department
from models.city.pack import City
from models.figures.cases import Counts, Dimension, may_see_report
from models.figures.errors import SpanUnknown
from models.figures.spans import Span, SpanFigures, SpanReport, Unit, read_span, span_of, span_report
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, need_desk
from models.storage.kept_file import store_file

router = Router(name=__name__)
OFFERED = (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)


class Choosing(StatesGroup):
    """The conversation awaits a span of time."""

    span = State()


@router.callback_query(ChooseSpan.filter())
async def which_span(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a lead wants another span; asks which."""
    return show(event, await ask_span(talk))


async def ask_span(talk: Talk) -> Screen:
    """Ask for the span. Raises NotStaff."""
    staff = await need_desk(talk.session, talk.person)
    if not may_see_report(staff, talk.city):
        raise NotStaff
    await stay_at_desk(talk.state)
    await talk.state.set_state(Choosing.span)
    return which_screen(talk.words, talk.today)


async def only_words(talk: Talk) -> Screen:
    """Ask for the span again, and say that only words are taken."""
    return which_screen(talk.words, talk.today, talk.words("staff-search-only-words"))


async def names_span(message: Message, talk: Talk) -> bool:
    """Return whether a span was typed right after the figures."""
    at_report = (await talk.state.get_data()).get(AT_REPORT)
    return bool(at_report) and read_span(message.text or "", talk.today) is not None


@router.message(StateFilter(None), ANSWER, names_span)
async def span_named(message: Message, talk: Talk) -> Reply:
    """Runs when a lead types a span right after the figures; shows the figures."""
    return show(message, await span_typed(talk, message.text or ""))


@awaits(router, Choosing.span, ask=ask_span, sentence=False, no_answer=NOT_TYPED, instead=only_words)
async def span_typed(talk: Talk, said: str) -> Screen:
    """Runs when a lead types a span; shows its figures."""
    today = talk.today
    span = read_span(said, today)
    if span is None or span.first > today:
        return which_screen(talk.words, today, talk.words("report-span-unread"))
    report = await span_report(
        talk.session, await need_desk(talk.session, talk.person), span, city=talk.city, now=talk.now
    )
    return span_screen(talk, report)


@router.callback_query(ShowSpan.filter())
async def show_span(event: CallbackQuery, talk: Talk, callback_data: ShowSpan) -> Reply:
    """Runs when a lead presses a span, or one dimension of it; shows its figures or a chart."""
    span = _span(callback_data)
    report = await span_report(
        talk.session, await need_desk(talk.session, talk.person), span, city=talk.city, now=talk.now
    )
    if callback_data.by not in tuple(Dimension):
        await talk.state.set_state(Choosing.span)
        return show(event, span_screen(talk, report))
    dimension = Dimension(callback_data.by)
    groups = _groups(talk.words, talk.city, report, dimension)
    head = head_said(talk.words, talk.city, talk.today, report.department, report.figures, dimension)
    if not (callback_data.picture and groups):
        return show(event, by_screen(talk.words, report, dimension, head, groups))
    png = bar_chart(
        head,
        [Bar(title, each.received, bar_said(talk.words, each)) for title, each in groups],
        note=talk.words("report-chart-note"),
    )
    key = await store_file(talk.session, talk.contact.id, png, name="report.png", media_type="image/png", now=talk.now)
    below = Screen("", (_back(talk.words, span),)).markup()
    return SendPhoto(chat_id=chat_of(event), photo=KeptFile(key, "report.png"), reply_markup=below)


@router.callback_query(SpanSheet.filter())
async def as_sheet(event: CallbackQuery, talk: Talk, callback_data: SpanSheet) -> Reply:
    """Runs when a lead wants a span as a file; sends a sheet."""
    span = _span(callback_data)
    report = await span_report(
        talk.session, await need_desk(talk.session, talk.person), span, city=talk.city, now=talk.now
    )
    name, content = span_sheet(talk.words, talk.city, report, today=talk.today)
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=MEDIA_TYPE, now=talk.now)
    below = Screen("", (_back(talk.words, span),)).markup()
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("report-span-sheet"),
        reply_markup=below,
    )


def span_sheet(words: Words, city: City, report: SpanReport, *, today: date) -> tuple[str, bytes]:
    """The figures of a span and the one before it as a sheet: its file name and its content."""
    pages = []
    for which, each in (("this", report.figures), ("before", report.before)):
        head = head_said(words, city, today, report.department, each)
        page = page_said(words, city, head, each.total, each.groups or {})
        pages.append((words("report-page-span", which=which), *page))
    span = report.figures.span
    name = words("report-span-file", first=span.first.isoformat(), last=span.last.isoformat())
    return name, report_sheet(words, columns_said(words), pages)


@router.callback_query(OverdueNow.filter())
async def overdue_now(event: CallbackQuery, talk: Talk, callback_data: OverdueNow) -> Reply:
    """Runs when a lead opens the overdue cases; shows the count of each department, or the cases of one. Raises
    NotStaff.
    """
    staff, key = await need_desk(talk.session, talk.person), callback_data.key
    if not may_see_report(staff, talk.city):
        raise NotStaff
    await stay_at_desk(talk.state)
    if key:
        cases = await overdue_at(talk.session, staff, key, city=talk.city, now=talk.now)
        return show(event, overdue_at_screen(talk, staff, key, cases, callback_data.page))
    whose = None if staff.department == talk.city.lead_department.key else staff.department
    counts = await overdue_by_department(talk.session, now=talk.now, department=whose)
    opens = staff.role is not StaffRole.LEADER
    return show(event, overdue_screen(talk.words, talk.city, counts, callback_data.page, opens=opens))


def _span(data: ShowSpan | SpanSheet) -> Span:
    """The span of a button. Raises SpanUnknown if it is no span or longer than 1100 days."""
    try:
        first, last = day_of(data.first), day_of(data.last)
    except ValueError as error:
        raise SpanUnknown from error
    if not first <= last or (last - first).days > 1100:
        raise SpanUnknown
    return Span(data.unit, first, last)


# --- screens ----------------------------------------------------------------------------------------------------------


def which_screen(words: Words, today: date, first_line: str | None = None) -> Screen:
    """Ask for the span, with the usual ones to press."""
    buttons = []
    for unit in OFFERED:
        this = span_of(unit, today)
        for which, span in (("this", this), ("before", this.before())):
            buttons.append(Button(words("report-button-span-unit", unit=unit.value, which=which), _show(span)))
    text = "\n".join(filter(None, (first_line, words("report-which-span"))))
    back = Button(words("report-button-all"), OpenReport())
    return Screen(text, (*in_rows(buttons, 2), (back, home_button(words))), awaits_number=True)


def span_screen(talk: Talk, report: SpanReport) -> Screen:
    """The totals of the span and of the one before it, and the buttons to look closer."""
    both = (report.figures, report.before)
    heads = [head_said(talk.words, talk.city, talk.today, report.department, each) for each in both]
    totals = [talk.words("report-total", **said_counts(talk.words, each.total)) for each in both]
    parts = [f"{head}\n{total}" for head, total in zip(heads, totals, strict=True)]
    span = report.figures.span
    key = "report-span-note" if report.figures.groups is not None else _why_not(report.figures, talk.today)
    by = [
        Button(talk.words("report-button-by", dimension=each.value), _show(span, each))
        for each in Dimension
        if report.figures.groups is not None and (each is not Dimension.DEPARTMENT or report.department is None)
    ]
    sheet = Button(
        talk.words("report-button-sheet"),
        SpanSheet(unit=span.unit, first=number_of(span.first), last=number_of(span.last)),
    )
    other = Button(talk.words("report-button-span"), ChooseSpan())
    text = "\n".join([parts[0], talk.words("report-span-before"), parts[1], talk.words(key)])
    return Screen(text, (*in_rows([*by, sheet, other], 2), _all(talk.words)), awaits_number=True)


def _why_not(figures: SpanFigures, today: date) -> str:
    return "report-span-not-over" if figures.span.last >= today else "report-span-not-whole"


def by_screen(
    words: Words, report: SpanReport, dimension: Dimension, head: str, groups: Sequence[tuple[str, Counts]]
) -> Screen:
    """A span by one dimension, one line each."""
    lines = [words("report-line", title=title, **said_counts(words, each)) for title, each in groups]
    note = "report-merged" if lines else "report-none"
    span = report.figures.span
    picture = Button(words("report-button-chart"), _show(span, dimension, picture=True))
    chart = ((picture,),) if lines else ()
    return Screen("\n".join([head, *lines, words(note)]), (*chart, _back(words, span)))


def overdue_screen(words: Words, city: City, counts: Mapping[str, int], page: int, *, opens: bool = True) -> Screen:
    """The overdue cases counted by department. opens: whether a department's cases can be opened."""
    if not counts:
        return Screen(words("report-overdue-none"), (_all(words),))
    lines = [
        words("report-overdue-line", title=department_said(words, city, key), count=str(count))
        for key, count in counts.items()
    ]
    if not opens:
        return Screen("\n".join([words("report-overdue"), *lines]), (_all(words),))
    shown, following = page_of(list(counts), page)
    buttons = [Button(department_said(words, city, key), OverdueNow(key=key)) for key in shown]
    on = ((Button(words("own-case-button-more"), OverdueNow(page=following)),),) if following is not None else ()
    return Screen("\n".join([words("report-overdue"), *lines]), (*in_rows(buttons, 2), *on, _all(words)))


def overdue_at_screen(talk: Talk, staff: Staff, key: str, cases: Sequence[Case], page: int) -> Screen:
    """The overdue cases of one department."""
    shown, following = page_of(cases, page)
    first = list(cases).index(shown[0]) + 1 if shown else 1
    numbered = list(enumerate(shown, first))
    head = talk.words("report-overdue-at", department=department_said(talk.words, talk.city, key))
    lines = [head, *(case_line(talk.words, talk.city, staff, place, each) for place, each in numbered)]
    on = Button(talk.words("own-case-button-more"), OverdueNow(key=key, page=following or 0))
    more = (on,) if following is not None else ()
    back = Button(talk.words("report-button-overdue"), OverdueNow())
    rows = (*in_rows(case_number_buttons(numbered), PAGE), (*more, back), last_row(talk.words))
    return Screen("\n".join(lines), rows)


def _groups(words: Words, city: City, report: SpanReport, dimension: Dimension) -> list[tuple[str, Counts]]:
    found = (report.figures.groups or {}).get(dimension, {})
    return [(title_said(words, city, dimension, key), each) for key, each in found.items()]


def head_said(
    words: Words, city: City, today: date, department: str | None, figures: SpanFigures, by: Dimension | None = None
) -> str:
    """The heading of a span's figures: whose, which span, whether it is over, by what."""
    return words(
        "report-span-head",
        department=department_said(words, city, department) if department else "all",
        span=span_said(words, figures.span),
        over="yes" if figures.span.last < today else "no",
        dimension=by.value if by else "none",
    )


def span_said(words: Words, span: Span) -> str:
    """The span in words: `2026 年 9 月`, `10 月 1 日（周四） 到 11 月 15 日（周日）`."""
    days = {"first": day_said(words, span.first), "last": day_said(words, span.last)}
    if span.first.year != span.last.year or span.unit is Unit.DAYS:
        days = {"first": span.first.isoformat(), "last": span.last.isoformat()}
    year, quarter = str(span.first.year), str((span.first.month + 2) // 3)
    return words("report-span", unit=span.unit.value, year=year, month=str(span.first.month), quarter=quarter, **days)


def _show(span: Span, by: Dimension | None = None, *, picture: bool = False) -> ShowSpan:
    days = {"first": number_of(span.first), "last": number_of(span.last)}
    return ShowSpan(unit=span.unit, **days, by=by.value if by else "", picture=picture)


def _back(words: Words, span: Span) -> tuple[Button, ...]:
    return (Button(words("staff-button-back"), _show(span)), *_all(words))


def _all(words: Words) -> tuple[Button, ...]:
    return (Button(words("report-button-all"), OpenReport()), home_button(words))
