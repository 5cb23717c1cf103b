"""The further details of an event, one question each: set before a new event is published, or changed later."""

from typing import Any

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.hosting import AskDetail, ChangeDate, OpenDetails, ReviewEvent, SetDetail
from handlers.hosting.creating import DETAILS, DRAFT, kinds_screen
from handlers.phrases.money import yuan
from handlers.talk.forms import PENDING
from handlers.talk.question import NOT_TYPED, awaits, pending_row
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.events import EventKind
from models.events.details import change_detail, detail_of, details_of, set_detail, usual_event
from models.events.errors import EventIncomplete
from models.events.event import Event, EventDate, find_date
from models.events.host import hosting_of, need_event_host

router = Router(name=__name__)
WHAT, WHOSE = "host_detail", "host_detail_of"
NONE = "-"
CHOICES: dict[str, tuple[str, ...]] = {
    "bring": ("",),
    "cancel": ("0", "1", "2", "6", "12", "24"),
    "remind": ("1440,60", "1440", "60", "180", ""),
    "questions": ("", "size", "emergency_contact", "size,emergency_contact"),
    "points": ("0", "5", "10", "20"),
    "subsidy": ("0", "50", "100", "200"),
    "certificate": ("1", ""),
}
TYPED = ("bring", "points", "subsidy", "cancel", "link")
"""The details that can also be typed."""
ZERO = ("points", "subsidy", "cancel")
"""The details for which 0 is an answer."""


class Detailing(StatesGroup):
    """The conversation awaits the value of a detail."""

    detail = State()


@router.callback_query(OpenDetails.filter())
async def open_details(event: CallbackQuery, talk: Talk, callback_data: OpenDetails) -> Reply:
    """Runs when the host opens the details; lists them."""
    return show(event, await details_screen(talk, callback_data.date_id))


async def details_screen(talk: Talk, date_id: int, first_line: str | None = None) -> Screen:
    """Every detail with its value. Raises EventGone, NotStaff."""
    await talk.state.set_state(None)
    event, event_date = await _event(talk, date_id)
    if event is None:
        return kinds_screen(talk.words)
    settable = _settable(event, event_date)
    lines = [first_line, *(said(talk.words, what, _value(event, event_date, what)) for what in settable)]
    if event.subsidy_asked_fen is not None:
        lines.append(talk.words("host-subsidy-asked", yuan=yuan(event.subsidy_asked_fen)))
    ones = [Button(talk.words(f"host-button-{what}"), AskDetail(date_id=date_id, what=what)) for what in settable]
    back = Button(talk.words("event-button-back"), ChangeDate(date_id=date_id) if date_id else ReviewEvent())
    return Screen("\n".join(filter(None, lines)), (*in_rows(ones, 3), (back, home_button(talk.words))))


async def _event(talk: Talk, date_id: int) -> tuple[Event | None, EventDate | None]:
    """The date's event, or the new one with the answers so far; None if there is no draft any more."""
    if date_id:
        event_date, event, _ = await find_date(talk.session, date_id)
        await need_event_host(talk.session, talk.person, event, event_date)
        return event, event_date
    draft: dict[str, Any] = (await talk.state.get_data()).get(DRAFT, {})
    if "minutes" not in draft:
        return None, None
    department, _ = await hosting_of(talk.session, talk.person)
    event = usual_event(EventKind(draft["kind"]), department, minutes=draft["minutes"])
    for what, value in draft.get(DETAILS, {}).items():
        set_detail(event, what, value)
    return event, None


def _settable(event: Event, event_date: EventDate | None) -> tuple[str, ...]:
    """The details that can be set here. Details from the city pack are changed there; the link belongs to the date."""
    link = ("link",) if event_date is not None and event_date.online_url is not None else ()
    own = details_of(EventKind(event.kind), of_department=event.department is not None) if event.key is None else ()
    return (*link, *own)


def _value(event: Event, event_date: EventDate | None, what: str) -> str:
    return (event_date.online_url or "") if what == "link" and event_date is not None else detail_of(event, what)


def said(words: Words, what: str, value: str) -> str:
    """One detail as a line: `Bring: nothing`."""
    if what == "remind":
        times = [
            words("host-before", unit=_unit(int(each)), count=_count(int(each))) for each in value.split(",") if each
        ]
        value = words("place-and").join(times)
    return words(f"host-detail-{what}", said="none" if value in ("", "0") else value.replace("_", "-"))


def _unit(minutes: int) -> str:
    return "days" if minutes % 1440 == 0 else "hours" if minutes % 60 == 0 else "minutes"


def _count(minutes: int) -> int:
    return minutes // {"days": 1440, "hours": 60, "minutes": 1}[_unit(minutes)]


# --- one of them ----------------------------------------------------------------------------------------------------


@router.callback_query(AskDetail.filter())
async def ask_detail(event: CallbackQuery, talk: Talk, callback_data: AskDetail) -> Reply:
    """Runs when the host presses a detail; asks for its value."""
    what, date_id = callback_data.what, callback_data.date_id
    about, event_date = await _event(talk, date_id)
    if about is None:
        return show(event, kinds_screen(talk.words))
    if what not in _settable(about, event_date):
        return show(event, await details_screen(talk, date_id))
    await talk.state.set_state(Detailing.detail)
    await talk.state.update_data({WHAT: what, WHOSE: date_id})
    return show(event, detail_screen(talk.words, date_id, what))


def detail_screen(
    words: Words, date_id: int, what: str, first_line: str | None = None, pending: str | None = None
) -> Screen:
    """The question for a detail, with the usual values to press."""
    choices = [
        Button(said(words, what, value), SetDetail(date_id=date_id, what=what, value=value or NONE))
        for value in CHOICES.get(what, ())
    ]
    use = pending_row(words, pending and what == "bring")
    back = Button(words("event-button-back"), OpenDetails(date_id=date_id))
    text = "\n".join(filter(None, (first_line, words(f"host-ask-{what}"))))
    rows = (*use, *in_rows(choices, 2), (back, home_button(words)))
    return Screen(text, rows, awaits_number=what in TYPED, awaits_zero=what in ZERO)


@router.callback_query(SetDetail.filter())
async def detail_chosen(event: CallbackQuery, talk: Talk, callback_data: SetDetail) -> Reply:
    """Runs when the host presses a value; sets it."""
    value = "" if callback_data.value == NONE else callback_data.value
    number, what = callback_data.date_id, callback_data.what
    return show(event, await _set(talk, number, what, value))


async def question_again(talk: Talk) -> Screen:
    """Ask again for the detail."""
    data = await talk.state.get_data()
    return detail_screen(talk.words, int(data[WHOSE]), str(data[WHAT]), pending=data.get(PENDING))


@awaits(router, Detailing.detail, ask=question_again, no_answer=NOT_TYPED)
async def detail_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types a value; sets it."""
    data = await talk.state.get_data()
    number, what = int(data[WHOSE]), str(data[WHAT])
    if what not in TYPED:
        return detail_screen(talk.words, number, what)
    try:
        return await _set(talk, number, what, " ".join(said.split()))
    except EventIncomplete as error:
        return detail_screen(talk.words, number, what, error_said(talk.words, error))


async def _set(talk: Talk, date_id: int, what: str, value: str) -> Screen:
    """Set the detail and show all of them. Raises EventGone, NotStaff, EventIncomplete."""
    if date_id:
        told = await change_detail(talk.session, date_id, what, value, by=talk.person, city=talk.city, now=talk.now)
        line = talk.words("host-detail-set", count=told)
        return await details_screen(talk, date_id, line)
    event, _ = await _event(talk, 0)
    if event is None:
        return kinds_screen(talk.words)
    set_detail(event, what, value)
    draft: dict[str, Any] = (await talk.state.get_data())[DRAFT]
    await talk.state.update_data({DRAFT: {**draft, DETAILS: {**draft.get(DETAILS, {}), what: value}}})
    return await details_screen(talk, 0, talk.words("host-detail-set", count=0))
