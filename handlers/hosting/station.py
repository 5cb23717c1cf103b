"""The host of a place: one tap says that it is open or shut today; reports about it are answered."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons.assessment import ShowResult
from handlers.buttons.duties import OpenDuties
from handlers.buttons.staff import OpenProblems, OpenStations
from handlers.buttons.station import (
    AnswerReport,
    AskHours,
    AsUsual,
    MoreStations,
    SayToday,
    ShowFacts,
    ShowHosted,
    ShowReport,
    ShowReports,
)
from handlers.phrases.cases import time_said
from handlers.phrases.duties import counted
from handlers.phrases.place_facts import closure_said
from handlers.phrases.places import opening_in_full
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.assessment.result import result_of
from models.city.pack import City
from models.duties.listed import count_to_do
from models.people.person import Person
from models.places.host import (
    ReportAnswer,
    answer_report,
    find_report,
    need_runner,
    open_reports,
    said_today,
)
from models.places.hours import exceptions_at
from models.places.place import Place, PlaceFeedback, find_place
from models.places.running import confirm_today
from models.staff.errors import NotStaff
from models.staff.post import hosted_places, posts_of

router = Router(name=__name__)


def _says_today(message: Message) -> bool | None:
    """Return True if the text says “open today”, False for “closed today”, None for anything else."""
    typed = (message.text or "").strip().casefold()
    if typed in listed_words("place-host-open-words"):
        return True
    return False if typed in listed_words("place-host-shut-words") else None


async def asks_as_host(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a host typed a word for their place, or that it is open or closed today."""
    asks = (message.text or "").strip().casefold() in listed_words("place-host-words")
    said = asks or _says_today(message) is not None
    return said and person is not None and bool(await hosted_places(talk.session, person))


@router.message(Command("station"))
@router.message(F.text, asks_as_host)
@router.callback_query(OpenStations.filter())
async def open_stations(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when a host types /station or a word for it, or opens their places; shows the place, or asks which. Raises
    NotStaff.
    """
    places = await hosted_places(talk.session, talk.person)
    if not places:
        raise NotStaff
    await leave_form(talk.state)
    said = _says_today(event) if isinstance(event, Message) else None
    if len(places) == 1 and said is not None:
        return show(event, await _said_today(talk, places[0], said))
    if len(places) == 1:
        return show(event, await host_card(talk, places[0]))
    return show(event, await which_place(talk, places, 0))


@router.callback_query(MoreStations.filter())
async def more_stations(event: CallbackQuery, talk: Talk, callback_data: MoreStations) -> Reply:
    """Runs when the host turns the page of their places."""
    return show(event, await which_place(talk, await hosted_places(talk.session, talk.person), callback_data.page))


async def which_place(talk: Talk, places: Sequence[int], page: int) -> Screen:
    """The list of places of a host who looks after several."""
    shown, following = page_of(places, page)
    buttons = [Button((await talk.session.get_one(Place, each)).name, ShowHosted(place_id=each)) for each in shown]
    more = (Button(talk.words("own-case-button-more"), MoreStations(page=following)),) if following is not None else ()
    return Screen(talk.words("place-host-which"), (*in_rows(buttons, 1), (*more, home_button(talk.words))))


@router.callback_query(ShowHosted.filter())
async def show_hosted(event: CallbackQuery, talk: Talk, callback_data: ShowHosted) -> Reply:
    """Runs when the host presses a place; shows it."""
    return show(event, await host_card(talk, callback_data.place_id))


@router.callback_query(SayToday.filter())
async def say_today(event: CallbackQuery, talk: Talk, callback_data: SayToday) -> Reply:
    """Runs when the host presses open or shut; notes it for today."""
    place_id, is_open = callback_data.place_id, callback_data.is_open
    return show(event, await _said_today(talk, place_id, is_open))


async def _said_today(talk: Talk, place_id: int, is_open: bool) -> Screen:
    await confirm_today(talk.session, place_id, talk.person, is_open=is_open, city=talk.city, now=talk.now)
    line = talk.words("place-host-opened" if is_open else "place-host-shut")
    return await host_card(talk, place_id, line)


# --- reports ----------------------------------------------------------------------------------------------------------


@router.callback_query(ShowReports.filter())
async def show_reports(event: CallbackQuery, talk: Talk, callback_data: ShowReports) -> Reply:
    """Runs when the host opens the reports; lists them."""
    place_id = callback_data.place_id
    return show(event, await reports_screen(talk, place_id, callback_data.page))


@router.callback_query(ShowReport.filter())
async def show_report(event: CallbackQuery, talk: Talk, callback_data: ShowReport) -> Reply:
    """Runs when the host presses a report; shows it with the answers."""
    report = await find_report(talk.session, callback_data.report_id, talk.person, city=talk.city)
    answers = [
        Button(
            talk.words(f"place-host-button-{each.value.replace('_', '-')}"),
            AnswerReport(report_id=report.id, answer=each),
        )
        for each in ReportAnswer
    ]
    back = Button(talk.words("staff-button-back"), ShowReports(place_id=report.place_id))
    text = talk.words("place-host-report", report=report_said(talk.words, talk.city, report))
    return show(event, Screen(text, (tuple(answers), (back, home_button(talk.words)))))


@router.callback_query(AnswerReport.filter())
async def answer(event: CallbackQuery, talk: Talk, callback_data: AnswerReport) -> Reply:
    """Runs when the host presses an answer; keeps it and lists the reports."""
    report = await answer_report(
        talk.session, callback_data.report_id, talk.person, callback_data.answer, city=talk.city, now=talk.now
    )
    line = talk.words("place-host-answered")
    return show(event, await reports_screen(talk, report.place_id, 0, line))


# --- screens ----------------------------------------------------------------------------------------------------------


async def host_card(talk: Talk, place_id: int, first_line: str | None = None) -> Screen:
    """The state of the place as riders see it today, and the host's buttons. Raises NotStaff, PlaceGone."""
    await need_runner(talk.session, talk.person, place_id, talk.city)
    place = await find_place(talk.session, place_id)
    said = await said_today(talk.session, place_id, now=talk.now, zone=talk.city.zone)
    reports = await open_reports(talk.session, place_id, talk.person, city=talk.city, now=talk.now)
    state = "unsaid" if said is None else "open" if said.is_open else "shut"
    shut = place.shut_until is not None and place.shut_until > talk.now
    exceptions = (await exceptions_at(talk.session, [place_id])).get(place_id, [])
    closures = [each for each in exceptions if each.closes_minute is None]
    lines = [
        first_line,
        talk.words("place-host-card", place=place.name, state="reported" if shut and state != "shut" else state),
        talk.words("place-host-riders-see", hours=opening_in_full(talk.words, place, talk.now, talk.city.zone)),
        *(closure_said(talk.words, each) for each in closures),
    ]
    today = (
        Button(talk.words("place-host-button-open"), SayToday(place_id=place_id, is_open=True)),
        Button(talk.words("place-host-button-shut"), SayToday(place_id=place_id, is_open=False)),
    )
    hours = (
        Button(talk.words("place-host-button-time"), AskHours(place_id=place_id, what="time")),
        Button(talk.words("place-host-button-day"), AskHours(place_id=place_id, what="day")),
    )
    usual = Button(talk.words("place-host-button-usual"), AsUsual(place_id=place_id))
    more: tuple[tuple[Button, ...], ...] = (hours, *(((usual,),) if exceptions or shut else ()))
    more = (*more, (Button(talk.words("place-host-button-facts"), ShowFacts(place_id=place_id)),))
    if await result_of(talk.session, place_id) is not None:
        more = (*more, (Button(talk.words("assess-button-result"), ShowResult(place_id=place_id)),))
    if reports:
        label = talk.words("place-host-button-reports-count", count=str(len(reports)))
        more = (*more, (Button(label, ShowReports(place_id=place_id)),))
    theirs = await hosted_places(talk.session, talk.person)
    count = await count_to_do(talk.session, await posts_of(talk.session, talk.person)) if place_id in theirs else 0
    if count:
        more = (*more, (Button(talk.words("duty-button-count", **counted(count=count)), OpenDuties()),))
    stations = (Button(talk.words("menu-button-station"), OpenStations()),) if len(theirs) > 1 else ()
    back = stations if place_id in theirs else (Button(talk.words("desk-button-problems"), OpenProblems()),)
    return Screen("\n".join(filter(None, lines)), (today, *more, (*back, home_button(talk.words))))


async def reports_screen(talk: Talk, place_id: int, page: int, first_line: str | None = None) -> Screen:
    """The open reports, for the host of the place or for the department that runs all places. Raises NotStaff."""
    reports = await open_reports(talk.session, place_id, talk.person, city=talk.city, now=talk.now)
    hosts = place_id in await hosted_places(talk.session, talk.person)
    shown, following = page_of(reports, page)
    numbered = list(enumerate(shown, reports.index(shown[0]) + 1 if shown else 1))
    lines = [
        first_line,
        talk.words("place-host-reports" if reports else "place-host-reports-none"),
        *(
            talk.words("place-host-line", place=str(place), report=report_said(talk.words, talk.city, each))
            for place, each in numbered
        ),
    ]
    numbers = [Button(str(place), ShowReport(report_id=each.id)) for place, each in numbered]
    more = ShowReports(place_id=place_id, page=following or 0)
    on = ((Button(talk.words("own-case-button-more"), more),),) if following is not None else ()
    back = Button(talk.words("staff-button-back"), ShowHosted(place_id=place_id) if hosts else OpenProblems())
    place_hours = () if hosts else ((Button(talk.words("place-host-button-hours"), ShowHosted(place_id=place_id)),),)
    last = (back, home_button(talk.words))
    return Screen("\n".join(filter(None, lines)), (*in_rows(numbers, PAGE), *on, *place_hours, last))


def report_said(words: Words, city: City, report: PlaceFeedback) -> str:
    """A report, with when it came."""
    need = city.needs.get(report.need or "")
    return words(
        "place-host-report-line",
        kind=report.kind.value,
        need=words.pick(need.titles) if need else "none",
        time=time_said(words, city, report.at),
    )
