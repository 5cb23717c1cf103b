"""A new event, one question a message: kind, title, description, place, time, length, seats.

The conversation keeps the answers in order; the last screen shows all of them before anything is made.
"""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.hosting import (
    AskAnew,
    MakeEvent,
    NewEventKind,
    NewEventMinutes,
    NewEventPlace,
    OpenDetails,
    OpenHosting,
    ReviewEvent,
)
from handlers.hosting.dates import date_screen
from handlers.phrases.events import moment_said
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.events import MOST_SEATS, EventKind
from models.city.pack import City
from models.events.details import is_link
from models.events.host import hosting_of
from models.events.hosting import LONGEST_ABOUT, LONGEST_ADDRESS, LONGEST_TITLE, NewEvent, create_event
from models.places.place import find_place
from models.places.search import spots_named
from models.values.written_moment import read_moment

router = Router(name=__name__)
DRAFT, DETAILS, AGAIN = "new_event", "details", "again"
"""Keys in the conversation's data: the draft; and, in the draft, further details, and the question that is
asked again.
"""
MINUTES = (30, 60, 90, 120, 180, 240)
SPOTS = 5
ADDRESS = "address"


class Creating(StatesGroup):
    """The conversation awaits an answer about the new event."""

    title = State()
    about = State()
    place = State()
    time = State()
    minutes = State()
    seats = State()
    done = State()


ORDER = ("title", "about", "place", "time", "minutes", "seats")
STATES = {name: getattr(Creating, name) for name in ORDER}


@router.callback_query(NewEventKind.filter())
async def begin(event: CallbackQuery, talk: Talk, callback_data: NewEventKind) -> Reply:
    """Runs when the host wants a new event; asks for its kind, then the first question."""
    await hosting_of(talk.session, talk.person)
    await leave_form(talk.state)
    if callback_data.kind not in list(EventKind):
        return show(event, kinds_screen(talk.words))
    await talk.state.update_data({DRAFT: {"kind": callback_data.kind}})
    return show(event, await ask_next(talk))


def kinds_screen(words: Words) -> Screen:
    """The kinds of events to choose from."""
    kinds = [
        Button(words(f"event-kind-{each.value.replace('_', '-')}"), NewEventKind(kind=each.value)) for each in EventKind
    ]
    back = Button(words("host-button-all"), OpenHosting())
    return Screen(words("host-which-kind"), (*in_rows(kinds, 2), (back, home_button(words))))


async def _draft(state: FSMContext) -> dict[str, Any]:
    draft: dict[str, Any] = (await state.get_data()).get(DRAFT, {})
    return draft


async def _keep(state: FSMContext, **answers: Any) -> None:
    """Keep the answers; a question that was asked again is answered."""
    draft = {name: value for name, value in (await _draft(state)).items() if name != AGAIN}
    await state.update_data({DRAFT: {**draft, **answers}})


async def ask_next(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask the first question without an answer; after the last, show everything and ask for the yes."""
    draft = await _draft(talk.state)
    again = draft.get(AGAIN)
    for name in (again,) if again in ORDER else ORDER:
        if name == again or name not in draft:
            pending = (await talk.state.get_data()).get(PENDING)
            await talk.state.set_state(STATES[name])
            return _question(talk.words, name, draft, first_line, pending)
    await talk.state.set_state(Creating.done)
    return review_screen(talk.words, talk.city, draft, first_line)


def review_screen(words: Words, city: City, draft: dict[str, Any], first_line: str | None = None) -> Screen:
    """Everything that was answered, before anything is made."""
    starts_at = datetime.fromisoformat(draft["time"])
    about = words(
        "host-review",
        kind=words(f"event-kind-{draft['kind'].replace('_', '-')}"),
        title=draft["title"],
        about=draft["about"],
        where=draft.get("place_name") or draft.get("online") or "",
        moment=moment_said(words, starts_at, city),
        minutes=str(draft["minutes"]),
        seats=str(draft["seats"]),
    )
    rows = (
        (Button(words("host-button-make"), MakeEvent()),),
        (Button(words("host-button-more"), OpenDetails()), Button(words("host-button-change-one"), AskAnew())),
        (Button(words("host-button-anew"), NewEventKind()), home_button(words)),
    )
    return Screen("\n".join(filter(None, (first_line, about))), rows)


def _question(words: Words, name: str, draft: dict[str, Any], first_line: str | None, pending: str | None) -> Screen:
    key = "host-ask-online" if name == "place" and draft["kind"] == EventKind.ONLINE.value else f"host-ask-{name}"
    text = "\n".join(filter(None, (first_line, words(key))))
    rows: tuple[tuple[Button, ...], ...] = ()
    if name == "minutes":
        choices = [Button(words("host-minutes", minutes=str(each)), NewEventMinutes(minutes=each)) for each in MINUTES]
        rows = in_rows(choices, 3)
    elif pending and name in ("title", "about"):
        rows = pending_row(words, pending)
    back = Button(words("event-button-back"), ReviewEvent()) if AGAIN in draft else _anew(words)
    return Screen(text, (*rows, (back, home_button(words))), awaits_number=name == "seats")


def _anew(words: Words) -> Button:
    return Button(words("host-button-anew"), NewEventKind())


@router.callback_query(AskAnew.filter())
async def ask_anew(event: CallbackQuery, talk: Talk, callback_data: AskAnew) -> Reply:
    """Runs when the host wants to change an answer; asks which one, then asks its question."""
    draft = await _draft(talk.state)
    if any(name not in draft for name in ORDER):
        return show(event, kinds_screen(talk.words))
    if callback_data.name in ORDER:
        await _keep(talk.state, **{AGAIN: callback_data.name})
        return show(event, await ask_next(talk))
    ones = [Button(talk.words(f"host-button-{name}"), AskAnew(name=name)) for name in ORDER]
    back = Button(talk.words("event-button-back"), ReviewEvent())
    return show(event, Screen(talk.words("host-which-answer"), (*in_rows(ones, 3), (back, home_button(talk.words)))))


@router.callback_query(ReviewEvent.filter())
async def review(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the host goes back to the review; shows it."""
    if "kind" not in await _draft(talk.state):
        return show(event, kinds_screen(talk.words))
    await _keep(talk.state)
    return show(event, await ask_next(talk))


# --- the answers ----------------------------------------------------------------------------------------------------


@awaits(router, Creating.title, Creating.about, ask=ask_next)
async def words_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types the title or the description; asks the next question."""
    text = " ".join(said.split())
    name = "title" if await talk.state.get_state() == Creating.title.state else "about"
    most = LONGEST_TITLE if name == "title" else LONGEST_ABOUT
    if not 0 < len(text) <= most:
        return await ask_next(talk, talk.words("host-words-long", most=str(most)))
    await _keep(talk.state, **{name: text})
    return await ask_next(talk)


@awaits(router, Creating.place, ask=ask_next, sentence=False)
async def place_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types where it is held: a place of the directory, any other address, or a link for an online
    event. Asks which place is meant, or the next question.
    """
    text = said.strip()
    if (await _draft(talk.state))["kind"] == EventKind.ONLINE.value:
        if not is_link(text):
            return await ask_next(talk, talk.words("host-link-unread"))
        await _keep(talk.state, place="online", online=text)
        return await ask_next(talk)
    spots = [each for each in await spots_named(talk.session, talk.city, text) if each.place_id is not None][:SPOTS]
    department, _ = await hosting_of(talk.session, talk.person)
    as_typed = department is not None and 1 < len(text) <= LONGEST_ADDRESS
    await talk.state.update_data({ADDRESS: text})
    if not spots and not as_typed:
        return await ask_next(talk, talk.words("event-where-unknown"))
    typed = ((Button(talk.words("host-button-address", address=text), NewEventPlace(place_id=0)),),) if as_typed else ()
    choices = [
        (Button(each.title, NewEventPlace(place_id=each.place_id)),) for each in spots if each.place_id is not None
    ]
    back = Button(talk.words("host-button-anew"), NewEventKind())
    asked = talk.words("host-which-place" if spots else "host-place-unknown")
    return Screen(asked, (*choices, *typed, (back, home_button(talk.words))))


@router.callback_query(NewEventPlace.filter())
async def place_chosen(event: CallbackQuery, talk: Talk, callback_data: NewEventPlace) -> Reply:
    """Runs when the host presses a place; asks the next question."""
    if "kind" not in await _draft(talk.state):
        return show(event, kinds_screen(talk.words))
    address = (await talk.state.get_data()).get(ADDRESS)
    if not callback_data.place_id and address:
        await _keep(talk.state, place=ADDRESS, place_name=address, address=address)
        return show(event, await ask_next(talk))
    place = await find_place(talk.session, callback_data.place_id)
    await _keep(talk.state, place=place.id, place_name=place.name, address=None)
    return show(event, await ask_next(talk))


@awaits(router, Creating.time, ask=ask_next, sentence=False)
async def time_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types the time; asks the next question."""
    at = read_moment(said, talk.now, talk.city.zone)
    if at is None or at <= talk.now:
        return await ask_next(talk, talk.words("host-time-unread"))
    await _keep(talk.state, time=at.isoformat())
    return await ask_next(talk)


@router.callback_query(NewEventMinutes.filter())
async def minutes_chosen(event: CallbackQuery, talk: Talk, callback_data: NewEventMinutes) -> Reply:
    """Runs when the host presses the length; asks the next question."""
    if "kind" not in await _draft(talk.state):
        return show(event, kinds_screen(talk.words))
    await _keep(talk.state, minutes=callback_data.minutes)
    return show(event, await ask_next(talk))


@awaits(router, Creating.seats, ask=ask_next, sentence=False)
async def seats_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types the number of seats; shows the review."""
    text = said.strip()
    if not text.isdecimal() or len(text) > len(str(MOST_SEATS)) or not 1 <= int(text) <= MOST_SEATS:
        line = talk.words("host-seats-unread", most=str(MOST_SEATS))
        return await ask_next(talk, line)
    await _keep(talk.state, seats=int(text))
    return await ask_next(talk)


@awaits(router, Creating.minutes, Creating.done, ask=ask_next, sentence=False)
async def nothing_to_type(talk: Talk, _: str) -> Screen:
    """Runs when the host types where only a press is possible; asks again."""
    return await ask_next(talk)


@router.callback_query(MakeEvent.filter())
async def make(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the host confirms; makes the event and shows its date."""
    draft = await _draft(talk.state)
    if any(name not in draft for name in ORDER):
        return show(event, kinds_screen(talk.words))
    new = NewEvent(
        EventKind(draft["kind"]),
        draft["title"],
        draft["about"],
        draft["place"] if isinstance(draft["place"], int) else None,
        draft.get("online"),
        datetime.fromisoformat(draft["time"]),
        draft["minutes"],
        draft["seats"],
        draft.get(DETAILS, {}),
        draft.get("address"),
    )
    event_date = await create_event(talk.session, new, by=talk.person, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return show(event, await date_screen(talk, event_date.id, talk.words("host-made")))
