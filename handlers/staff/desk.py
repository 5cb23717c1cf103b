"""工作台: everything that a member of staff can do, from the main menu, from `/help`, and right after joining."""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.articles import OpenDesk, OpenQuestions
from handlers.buttons.assessment import OpenAssessment
from handlers.buttons.console import OpenDevices
from handlers.buttons.duties import OpenDuties
from handlers.buttons.figures import OpenUnmet
from handlers.buttons.hosting import OpenHosting
from handlers.buttons.negotiations import OpenNegotiations
from handlers.buttons.notices import OpenNotices
from handlers.buttons.posts import OpenPosts
from handlers.buttons.staff import (
    OpenAssists,
    OpenGuide,
    OpenLooks,
    OpenOrders,
    OpenProblems,
    OpenQueue,
    OpenReport,
    OpenStations,
    OpenTeam,
    OpenWork,
)
from handlers.casework.card import last_row
from handlers.talk.at_desk import has_desk, is_staff, stay_at_desk
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.casework.looks import may_read_looks
from models.casework.posts import roles_given_by
from models.city.pack import City
from models.figures.cases import may_see_report
from models.figures.unmet_searches import may_see_unmet
from models.negotiations.negotiation import may_read_negotiations
from models.people.person import Person
from models.places.host import may_run_places
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, need_staff, posts_of

router = Router(name=__name__)


def _says(message: Message, key: str) -> bool:
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words(key)


async def asks_for_desk(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a member of staff typed a word for the desk."""
    return _says(message, "desk-words") and await has_desk(message, talk.session, person)


async def asks_how(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a member of staff asked how a case is worked."""
    return _says(message, "staff-help-words") and await is_staff(message, talk.session, person)


@router.message(Command("help", "desk"), has_desk)
@router.message(StateFilter(None), F.text, asks_for_desk)
@router.callback_query(OpenWork.filter())
async def open_desk(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff open their desk, or type /desk, /help or a word for it; lists what they can do. Raises
    NotStaff.
    """
    posts = await posts_of(talk.session, talk.person)
    if not posts:
        raise NotStaff
    await leave_form(talk.state)
    staff = next((each for each in posts if each.department is not None), None)
    return show(event, desk_screen(talk.words, talk.city, staff, hosts=any(each.place_id for each in posts)))


@router.message(StateFilter(None), F.text, asks_how)
@router.callback_query(OpenGuide.filter())
async def open_guide(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff ask how a case is worked; explains it."""
    await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    desk = Button(talk.words("desk-button"), OpenWork())
    return show(event, Screen(talk.words("staff-help"), ((desk,), last_row(talk.words))))


def desk_screen(words: Words, city: City, staff: Staff | None, *, hosts: bool, first_line: str | None = None) -> Screen:
    """All that the person can do. staff: their post in a department, if any; hosts: whether they look after a place."""
    ways: list[tuple[str, Button]] = []
    leader = staff is not None and staff.role is StaffRole.LEADER
    if leader:
        ways.append(("duties", Button(words("duty-button-all"), OpenDuties())))
    elif staff is not None:
        ways += [
            ("queue", Button(words("menu-button-queue"), OpenQueue())),
            ("team", Button(words("staff-button-colleagues"), OpenTeam())),
            ("orders", Button(words("staff-button-all-orders"), OpenOrders())),
            ("duties", Button(words("duty-button-all"), OpenDuties())),
            ("assists", Button(words("staff-button-all-assists"), OpenAssists())),
            ("notices", Button(words("desk-button-notices"), OpenNotices())),
            ("questions", Button(words("desk-button-questions"), OpenQuestions())),
            ("write", Button(words("desk-button-write"), OpenDesk())),
        ]
    if staff is not None and may_see_report(staff, city):
        ways.append(("report", Button(words("desk-button-report"), OpenReport())))
    if staff is not None and not leader:
        if may_read_negotiations(staff, city):
            ways.append(("negotiations", Button(words("negotiation-button-all"), OpenNegotiations())))
        if may_see_unmet(staff, city):
            ways.append(("unmet", Button(words("desk-button-unmet"), OpenUnmet())))
        if may_run_places(staff, city):
            ways.append(("problems", Button(words("desk-button-problems"), OpenProblems())))
        if city.standard is not None:
            ways.append(("assessment", Button(words("desk-button-assessment"), OpenAssessment())))
        if roles_given_by(staff):
            ways.append(("staff", Button(words("desk-button-staff"), OpenPosts())))
        ways.append(("devices", Button(words("console-way-devices"), OpenDevices())))
        if may_read_looks(staff):
            ways.append(("looks", Button(words("desk-button-looks"), OpenLooks())))
    if not leader:
        ways.append(("hosting", Button(words("host-button-mine"), OpenHosting())))
    if hosts:
        ways.append(("station", Button(words("menu-button-station"), OpenStations())))
    if staff is not None and not leader:
        ways.append(("how", Button(words("staff-button-desk-help"), OpenGuide())))
    lines = [first_line, words("desk-head"), *(words(f"desk-{key}") for key, _ in ways)]
    rows = in_rows([button for _, button in ways], 2)
    return Screen("\n".join(filter(None, lines)), (*rows, (home_button(words),)))
