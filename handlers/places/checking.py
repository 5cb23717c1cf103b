"""A place stays true: is it still so, and if not, what is different — its hours, how one gets in, or all of it is gone.

Whoever was there is asked after a visit (models/places/visit.py), or says so by the card; so does who runs the place.
The operation decides whose word counts.
"""

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.places import (
    AccessIs,
    AskAccess,
    AskDifferent,
    HoursAre,
    IsGone,
    ShowPlace,
    StillSo,
    WasNotThere,
)
from handlers.phrases.place_facts import hours_said, value_said
from handlers.places.card import open_card
from handlers.talk.forms import leave_form
from handlers.talk.question import awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.places.change import GONE, Heard, What, confirm_place, say_changed, value_of
from models.places.place import Access, Place, find_place
from models.values.clean_text import clean_line
from models.values.opening_hours import BadOpeningHours
from models.values.written_hours import to_osm

router = Router(name=__name__)
PLACE, HOURS = "checked_place", "checked_hours"
LONGEST_HOURS, LONGEST_NOTE = 200, 40
"""Characters."""


class Checking(StatesGroup):
    """The conversation awaits the hours of a place, or how one gets in."""

    hours = State()
    access = State()


@router.callback_query(StillSo.filter())
async def still_so(event: CallbackQuery, talk: Talk, callback_data: StillSo) -> Reply:
    """Runs when somebody says that all of it is right; notes it, or shows the place if it changed meanwhile."""
    mark, place_id = callback_data.mark, callback_data.place_id
    heard = await confirm_place(talk.session, place_id, talk.person, mark=mark, city=talk.city, now=talk.now)
    if heard is Heard.CHANGED:
        line = talk.words("place-changed-meanwhile")
        return show(event, await open_card(talk, await find_place(talk.session, place_id), line))
    key = "place-still-so" if heard is Heard.AS_KNOWN else "place-heard-not-counted"
    return show(event, Screen(talk.words(key)).with_home(talk.words))


@router.callback_query(WasNotThere.filter())
async def was_not_there(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when somebody says that they were not there; leaves it at that."""
    return show(event, Screen(talk.words("place-was-not-there")).with_home(talk.words))


@router.callback_query(AskDifferent.filter())
async def ask_different(event: CallbackQuery, talk: Talk, callback_data: AskDifferent) -> Reply:
    """Runs when somebody says that something is different; asks what it is now."""
    place = await _begun(talk, callback_data.place_id, Checking.hours)
    return show(event, different_screen(talk, place))


def different_screen(talk: Talk, place: Place, first_line: str | None = None) -> Screen:
    """What is known, and how to say what it is now: hours are typed, the rest is pressed."""
    words = talk.words
    known = words("place-different", place=place.name, hours=hours_said(words, place.usual, talk.today))
    choices = (
        Button(words("place-button-access"), AskAccess(place_id=place.id)),
        Button(words("place-button-gone"), IsGone(place_id=place.id)),
    )
    last = (Button(words("place-button-back"), ShowPlace(place_id=place.id)), home_button(words))
    return Screen("\n".join(filter(None, (first_line, known))), (choices, last), awaits_number=True)


async def _begun(talk: Talk, place_id: int, state: State) -> Place:
    """The place about which the conversation awaits an answer from now on."""
    place = await find_place(talk.session, place_id)
    await leave_form(talk.state)
    await talk.state.set_state(state)
    await talk.state.update_data({PLACE: place.id})
    return place


async def _place_asked(talk: Talk) -> Place:
    return await find_place(talk.session, int((await talk.state.get_data())[PLACE]))


async def different_again(talk: Talk) -> Screen:
    """Ask again what is different."""
    return different_screen(talk, await _place_asked(talk))


@awaits(router, Checking.hours, ask=different_again, sentence=False)
async def hours_typed(talk: Talk, said: str) -> Screen:
    """Runs when somebody types hours; shows how they are understood, to be confirmed."""
    place = await _place_asked(talk)
    try:
        hours = to_osm(said[:LONGEST_HOURS])
    except BadOpeningHours:
        hours = ""
    if not hours or len(hours) > LONGEST_HOURS:
        return different_screen(talk, place, talk.words("place-hours-unread"))
    await talk.state.update_data({HOURS: hours})
    text = talk.words("place-hours-right", place=place.name, hours=hours_said(talk.words, hours, talk.today))
    yes = Button(talk.words("place-button-hours-right"), HoursAre(place_id=place.id))
    again = Button(talk.words("place-button-hours-again"), AskDifferent(place_id=place.id))
    return Screen(text, ((yes, again), (home_button(talk.words),)), awaits_number=True)


@router.callback_query(HoursAre.filter())
async def hours_are(event: CallbackQuery, talk: Talk, callback_data: HoursAre) -> Reply:
    """Runs when the typed hours were understood; takes them as somebody's word."""
    data = await talk.state.get_data()
    place = await find_place(talk.session, callback_data.place_id)
    if not data.get(HOURS) or data.get(PLACE) != place.id:
        return show(event, await open_card(talk, place))
    return show(event, await _heard(talk, place, What.HOURS, str(data[HOURS])))


@router.callback_query(AskAccess.filter())
async def ask_access(event: CallbackQuery, talk: Talk, callback_data: AskAccess) -> Reply:
    """Runs when getting in is different; asks how one gets in."""
    place = await _begun(talk, callback_data.place_id, Checking.access)
    return show(event, access_screen(talk, place))


def access_screen(talk: Talk, place: Place) -> Screen:
    """The ways to get in, to press; words go beside the way that is known."""
    ways = [
        Button(talk.words("place-access", access=each.value), AccessIs(place_id=place.id, access=each))
        for each in Access
    ]
    last = (Button(talk.words("place-button-back"), AskDifferent(place_id=place.id)), home_button(talk.words))
    return Screen(talk.words("place-ask-access", place=place.name), (*in_rows(ways, 2), last))


async def access_again(talk: Talk) -> Screen:
    """Ask again how one gets in."""
    return access_screen(talk, await _place_asked(talk))


@awaits(router, Checking.access, ask=access_again, sentence=False)
async def access_typed(talk: Talk, said: str) -> Screen:
    """Runs when somebody types how one gets in; takes it as their word."""
    place, note = await _place_asked(talk), clean_line(said)[:LONGEST_NOTE]
    if not note:
        return access_screen(talk, place)
    return await _heard(talk, place, What.ACCESS, f"{place.access or ''}\n{note}")


@router.callback_query(AccessIs.filter())
async def access_is(event: CallbackQuery, talk: Talk, callback_data: AccessIs) -> Reply:
    """Runs when somebody says how one gets in; a note on the way in that was known before goes with the old way."""
    place = await find_place(talk.session, callback_data.place_id)
    same = place.access == callback_data.access
    value = value_of(place, What.ACCESS) if same else f"{callback_data.access.value}\n"
    return show(event, await _heard(talk, place, What.ACCESS, value))


@router.callback_query(IsGone.filter())
async def is_gone(event: CallbackQuery, talk: Talk, callback_data: IsGone) -> Reply:
    """Runs when somebody says that a place is gone; asks once more, then takes their word."""
    place = await find_place(talk.session, callback_data.place_id)
    if callback_data.sure:
        return show(event, await _heard(talk, place, What.CLOSED, GONE))
    yes = Button(talk.words("place-button-gone-sure"), IsGone(place_id=place.id, sure=True))
    back = Button(talk.words("place-button-back"), AskDifferent(place_id=place.id))
    text = talk.words("place-ask-gone", place=place.name)
    return show(event, Screen(text, ((yes,), (back, home_button(talk.words)))))


async def _heard(talk: Talk, place: Place, what: What, value: str) -> Screen:
    """Take somebody's word, and say what becomes of it."""
    heard = await say_changed(talk.session, place.id, what, value, talk.person, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    said = value_said(talk.words, what, value, talk.today)
    line = talk.words(f"place-heard-{heard.replace('_', '-')}", place=place.name, value=said)
    if heard in (Heard.CHANGED, Heard.AS_KNOWN) and place.closed_at is None:
        return await open_card(talk, place, line)
    return Screen(line).with_home(talk.words)
