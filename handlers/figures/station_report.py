"""The figures of places and their hosts, for the lead department: text, picture and sheet, below /report."""

from aiogram import Router
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import CallbackQuery

from handlers.buttons.staff import OpenPlaceReport, OpenReport, PlaceReportBy, PlaceReportSheet
from handlers.figures.report import cells_said, count_said, share_said
from handlers.figures.report_sheet import MEDIA_TYPE, report_sheet
from handlers.phrases.cases import day_said
from handlers.talk.chart import MOST_BARS, Bar, bar_chart
from handlers.talk.forms import leave_form
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.figures.places import PLACES_COUNTED, PlaceCounts, PlaceDimension, PlaceReport, PlaceWeek, place_report
from models.staff.post import need_desk
from models.storage.kept_file import store_file

router = Router(name=__name__)


@router.callback_query(OpenPlaceReport.filter())
async def open_report(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a lead opens the figures of places; shows both weeks."""
    report = await place_report(talk.session, await need_desk(talk.session, talk.person), city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return show(event, report_screen(talk.words, report))


@router.callback_query(PlaceReportBy.filter())
async def report_by(event: CallbackQuery, talk: Talk, callback_data: PlaceReportBy) -> Reply:
    """Runs when a lead looks at a week by district or place; shows the groups, or a chart of them."""
    report = await place_report(talk.session, await need_desk(talk.session, talk.person), city=talk.city, now=talk.now)
    wanted = callback_data
    week = report.week_before if wanted.before else report.this_week
    groups = _named(talk.words, talk.city, report, week, wanted.dimension)
    head = _head(talk.words, report, week, wanted.dimension)
    if not (wanted.picture and groups):
        return show(event, by_screen(talk.words, wanted, head, groups))
    bars = [Bar(title, each.reports, _bar_said(talk.words, each)) for title, each in groups]
    png = bar_chart(head, bars, note=talk.words("place-report-chart-note"))
    key = await store_file(talk.session, talk.contact.id, png, name="report.png", media_type="image/png", now=talk.now)
    below = Screen("", (_back(talk.words),)).markup()
    return SendPhoto(chat_id=chat_of(event), photo=KeptFile(key, "report.png"), reply_markup=below)


@router.callback_query(PlaceReportSheet.filter())
async def as_sheet(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a lead wants the figures as a file; sends a sheet."""
    report = await place_report(talk.session, await need_desk(talk.session, talk.person), city=talk.city, now=talk.now)
    weeks = [
        (
            talk.words("report-page", week=which),
            _head(talk.words, report, week),
            cells_said(talk.words, week.total),
            [
                (
                    talk.words("place-report-by", dimension=each.value),
                    title,
                    cells_said(talk.words, counts),
                )
                for each in PlaceDimension
                for title, counts in _named(talk.words, talk.city, report, week, each)
            ],
        )
        for which, week in (("this", report.this_week), ("before", report.week_before))
    ]
    columns = [talk.words(f"place-report-column-{each.replace('_', '-')}") for each in PLACES_COUNTED]
    name = talk.words("place-report-file", day=report.this_week.begins.isoformat())
    content = report_sheet(talk.words, columns, weeks)
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=MEDIA_TYPE, now=talk.now)
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("report-sheet"),
        reply_markup=Screen("", (_back(talk.words),)).markup(),
    )


# --- screens ----------------------------------------------------------------------------------------------------------


def report_screen(words: Words, report: PlaceReport) -> Screen:
    """The totals of both weeks, and the buttons to look closer."""
    parts = [
        f"{_head(words, report, week)}\n{words('place-report-total', **said_counts(words, week.total))}"
        for week in (report.this_week, report.week_before)
    ]
    by = [
        Button(words("place-report-button-by", dimension=each.value), PlaceReportBy(dimension=each, before=True))
        for each in PlaceDimension
    ]
    picture = Button(
        words("report-button-chart"), PlaceReportBy(dimension=PlaceDimension.DISTRICT, before=True, picture=True)
    )
    rows = in_rows([*by, picture, Button(words("report-button-sheet"), PlaceReportSheet())], 2)
    last = (Button(words("report-button-all"), OpenReport()), home_button(words))
    return Screen("\n".join([*parts, words("place-report-note")]), (*rows, last))


def by_screen(words: Words, wanted: PlaceReportBy, head: str, groups: list[tuple[str, PlaceCounts]]) -> Screen:
    """A week by one dimension, one line each; groups beyond a chart's bars are only in the sheet."""
    if not wanted.before:
        before = Button(words("report-button-before"), PlaceReportBy(dimension=wanted.dimension, before=True))
        return Screen("\n".join([head, words("report-not-over")]), ((before,), _back(words)))
    lines = [words("place-report-line", title=title, **said_counts(words, each)) for title, each in groups[:MOST_BARS]]
    more = words("place-report-more") if len(groups) > MOST_BARS else None
    below = words("place-report-merged") if lines else words("place-report-none")
    picture = PlaceReportBy(dimension=wanted.dimension, before=True, picture=True)
    chart = ((Button(words("report-button-chart"), picture),),) if lines else ()
    return Screen("\n".join(filter(None, [head, *lines, more, below])), (*chart, _back(words)))


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words("place-report-button-all"), OpenPlaceReport()), home_button(words))


def _head(words: Words, report: PlaceReport, week: PlaceWeek, dimension: PlaceDimension | None = None) -> str:
    return words(
        "place-report-head",
        week="this" if week is report.this_week else "before",
        day=day_said(words, week.begins),
        dimension=dimension.value if dimension else "none",
    )


def _named(
    words: Words, city: City, report: PlaceReport, week: PlaceWeek, dimension: PlaceDimension
) -> list[tuple[str, PlaceCounts]]:
    return [(_title(words, city, report, dimension, key), each) for key, each in week.groups[dimension].items()]


def _title(words: Words, city: City, report: PlaceReport, dimension: PlaceDimension, key: str) -> str:
    if dimension is PlaceDimension.PLACE:
        return report.names.get(key) or words("report-others")
    known = city.districts.get(key)
    return words.pick(known.titles) if known else words("report-others")


def _bar_said(words: Words, counts: PlaceCounts) -> str:
    return words("report-bar", received=str(counts.reports), settled=count_said(words, counts.answered))


def said_counts(words: Words, counts: PlaceCounts) -> dict[str, str]:
    """The counts as arguments of a text; a share comes with its whole."""
    return {
        "reports": str(counts.reports),
        "answered": share_said(words, counts.answered, counts.reports),
        "shut": count_said(words, counts.shut),
        "confirmed": count_said(words, counts.shut_confirmed),
        "said": share_said(words, counts.said, counts.to_say),
    }
