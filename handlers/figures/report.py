"""/report, 数据: the weekly figures of cases for leads, as text, as a picture and as a sheet."""

from collections.abc import Mapping
from dataclasses import astuple

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import CallbackQuery, Message

from handlers.buttons.staff import (
    ChooseSpan,
    OpenPlaceReport,
    OpenQueue,
    OpenReport,
    OpenWork,
    OverdueNow,
    ReportBy,
    ReportSheet,
)
from handlers.figures.report_sheet import MEDIA_TYPE, Cell, Row, report_sheet
from handlers.phrases.cases import day_said, department_said, type_said
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.chart import Bar, bar_chart
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.figures.cases import COUNTED, CaseReport, Counts, Dimension, WeekFigures, case_report, may_see_report
from models.figures.places import PlaceCounts
from models.people.person import Person
from models.staff.post import StaffRole, desk_of, need_desk
from models.storage.kept_file import store_file

router = Router(name=__name__)
AT_REPORT = "at_report"
"""In the conversation's data: a span that is typed next is shown (handlers/figures/spans.py)."""


async def asks_for_report(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether somebody who may see the figures typed a word for them."""
    if person is None or (message.text or "").strip().casefold() not in listed_words("report-words"):
        return False
    staff = await desk_of(talk.session, person)
    return staff is not None and may_see_report(staff, talk.city)


@router.message(Command("report"))
@router.message(F.text, asks_for_report)
@router.callback_query(OpenReport.filter())
async def open_report(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff type /report or a word for it, or open the figures; shows both weeks."""
    staff = await need_desk(talk.session, talk.person)
    await stay_at_desk(talk.state)
    if not may_see_report(staff, talk.city):  # a way on; the error's alert would have none
        back = (Button(talk.words("desk-button"), OpenWork()), home_button(talk.words))
        return show(event, Screen(talk.words("report-of-leads"), (back,)))
    report = await case_report(talk.session, staff, city=talk.city, now=talk.now)
    await talk.state.update_data({AT_REPORT: True})
    handles = staff.role is not StaffRole.LEADER
    return show(event, report_screen(talk.words, talk.city, report, handles=handles))


@router.callback_query(ReportBy.filter())
async def report_by(event: CallbackQuery, talk: Talk, callback_data: ReportBy) -> Reply:
    """Runs when a lead looks at a week by type, department or the like; shows the groups, or a chart of them."""
    report = await case_report(talk.session, await need_desk(talk.session, talk.person), city=talk.city, now=talk.now)
    wanted, back = callback_data, _back(talk.words)
    week = report.week_before if wanted.before else report.this_week
    groups = [
        (title_said(talk.words, talk.city, wanted.dimension, key), each)
        for key, each in week.groups[wanted.dimension].items()
    ]
    head = _head(talk.words, talk.city, report, week, wanted.dimension)
    if not (wanted.picture and groups):
        return show(event, by_screen(talk.words, wanted, head, groups))
    bars = [Bar(title, each.received, bar_said(talk.words, each)) for title, each in groups]
    png = bar_chart(head, bars, note=talk.words("report-chart-note"))
    key = await store_file(talk.session, talk.contact.id, png, name="report.png", media_type="image/png", now=talk.now)
    below = Screen("", (back,)).markup()
    return SendPhoto(chat_id=chat_of(event), photo=KeptFile(key, "report.png"), reply_markup=below)


@router.callback_query(ReportSheet.filter())
async def as_sheet(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a lead wants the figures as a file; sends a sheet."""
    report = await case_report(talk.session, await need_desk(talk.session, talk.person), city=talk.city, now=talk.now)
    pages = [
        (
            talk.words("report-page", week=which),
            *page_said(talk.words, talk.city, _head(talk.words, talk.city, report, week), week.total, week.groups),
        )
        for which, week in (("this", report.this_week), ("before", report.week_before))
    ]
    name = talk.words("report-sheet-file", day=report.this_week.begins.isoformat())
    content = report_sheet(talk.words, columns_said(talk.words), pages)
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=MEDIA_TYPE, now=talk.now)
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("report-sheet"),
        reply_markup=Screen("", (_back(talk.words),)).markup(),
    )


# --- screens ----------------------------------------------------------------------------------------------------------


def report_screen(words: Words, city: City, report: CaseReport, *, handles: bool = True) -> Screen:
    """The totals of both weeks, and the buttons to look closer. handles: whether the reader handles cases."""
    parts = [
        f"{_head(words, city, report, week)}\n{words('report-total', **said_counts(words, week.total))}"
        for week in (report.this_week, report.week_before)
    ]
    by = [
        Button(words("report-button-by", dimension=each.value), ReportBy(dimension=each, before=True))
        for each in Dimension
        if each is not Dimension.DEPARTMENT or report.department is None
    ]
    picture = Button(words("report-button-chart"), ReportBy(dimension=Dimension.TYPE, before=True, picture=True))
    sheet = Button(words("report-button-sheet"), ReportSheet())
    places = [Button(words("place-report-button-open"), OpenPlaceReport())] if report.department is None else []
    spans = Button(words("report-button-span"), ChooseSpan())
    late = Button(words("report-button-overdue"), OverdueNow()) if report.department is None else None
    rows = in_rows([spans, *by, picture, sheet, *([late] if late else []), *places], 2)
    back = Button(words("staff-button-queue"), OpenQueue()) if handles else Button(words("desk-button"), OpenWork())
    last = (back, home_button(words))
    return Screen("\n".join([*parts, words("report-note")]), (*rows, last))


def by_screen(words: Words, wanted: ReportBy, head: str, groups: list[tuple[str, Counts]]) -> Screen:
    """A week by one dimension, one line each. A week that is not over has only its total."""
    if not wanted.before:
        before = Button(words("report-button-before"), ReportBy(dimension=wanted.dimension, before=True))
        return Screen("\n".join([head, words("report-not-over")]), ((before,), _back(words)))
    lines = [words("report-line", title=title, **said_counts(words, each)) for title, each in groups]
    text = "\n".join([head, *lines, words("report-merged") if lines else words("report-none")])
    picture = ReportBy(dimension=wanted.dimension, before=True, picture=True)
    chart = ((Button(words("report-button-chart"), picture),),) if lines else ()
    return Screen(text, (*chart, _back(words)))


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words("report-button-all"), OpenReport()), home_button(words))


def columns_said(words: Words) -> list[str]:
    """The headings of a sheet's figures."""
    return [words(f"report-column-{each.replace('_', '-')}") for each in COUNTED]


def page_said(
    words: Words, city: City, head: str, total: Counts, groups: Mapping[Dimension, Mapping[str, Counts]]
) -> tuple[str, list[Cell], list[Row]]:
    """A page of a sheet, without its name."""
    rows: list[Row] = [
        (words("report-by", dimension=each.value), title_said(words, city, each, key), cells_said(words, counts))
        for each in Dimension
        for key, counts in groups.get(each, {}).items()
    ]
    return head, cells_said(words, total), rows


def _head(words: Words, city: City, report: CaseReport, week: WeekFigures, dimension: Dimension | None = None) -> str:
    return words(
        "report-head",
        department=department_said(words, city, report.department) if report.department else "all",
        week="this" if week is report.this_week else "before",
        day=day_said(words, week.begins),
        dimension=dimension.value if dimension else "none",
    )


def title_said(words: Words, city: City, dimension: Dimension, key: str) -> str:
    """The name of a group."""
    if not key:
        return words("report-others")
    if dimension is Dimension.TYPE:
        return type_said(words, city, key)
    if dimension is Dimension.DEPARTMENT:
        return department_said(words, city, key)
    known = (city.platforms if dimension is Dimension.PLATFORM else city.districts).get(key)
    return words.pick(known.titles) if known else words("report-others")


def cells_said(words: Words, counts: Counts | PlaceCounts) -> list[Cell]:
    """Every figure as a sheet shows it: a number, or the sign of one that is too small to be told."""
    return [count_said(words, None) if each is None else int(each) for each in astuple(counts)]


def bar_said(words: Words, counts: Counts) -> str:
    """The text beside a bar of a chart."""
    return words("report-bar", received=str(counts.received), settled=count_said(words, counts.settled))


def said_counts(words: Words, counts: Counts) -> dict[str, str]:
    """The counts as arguments of a text; a share comes with its whole."""
    return {
        "received": str(counts.received),
        "taken": share_said(words, counts.taken_in_time, counts.to_take),
        "answered": share_said(words, counts.answered_in_time, counts.to_answer),
        "settled": count_said(words, counts.settled),
        "solved": share_said(words, counts.solved, counts.asked_solved),
        "satisfied": share_said(words, counts.satisfied, counts.rated),
        "broken": count_said(words, counts.broken),
    }


def count_said(words: Words, count: int | None) -> str:
    """A figure, or the sign of one that is too small to be told."""
    return words("report-hidden") if count is None else str(count)


def share_said(words: Words, part: int | None, whole: int | None) -> str:
    """`88%（7/8）`; a dash if the whole is zero."""
    if part is None or whole is None:
        return words("report-hidden")
    if not whole:
        return words("report-no-share")
    return words("report-share", percent=str(round(100 * part / whole)), part=str(part), whole=str(whole))
