"""The answers to "where": a position, or the name of a street, a district or a place; and the list they lead to."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.places import FindPlaces, NearSpot, SameSpot, ShowList, WholeStreet
from handlers.phrases.cases import quoted
from handlers.places.around import STREET, find, find_near, near_here, part_said
from handlers.places.finding import NEEDS, Finding, ask_where, await_where, first_needs, where_again
from handlers.places.found import LINES, SHOWN, Search, found_before, list_screen
from handlers.places.gate_screens import gates_answer, unknown_screen
from handlers.places.lately import LATELY
from handlers.places.spot_words import (
    LONGEST_SPOT_ALONE,
    SPOTS,
    answers_where,
    needs_beside,
    says_same_spot,
    says_where,
    sounds_like_a_spot,
)
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.question import says_pending
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.kinds import GATE
from models.city.pack import City
from models.gates.gate import gates_named
from models.places.place import find_place
from models.places.search import (
    Spot,
    district_spot,
    plain,
    spot_meant,
    spots_named,
)
from models.values.position import Position
from models.values.written_position import unread_link, written_position

router = Router(name=__name__)
LONGEST_NAME = 48
"""Bytes of a street's name in a button; a longer name is cut."""


@router.message(F.location)
async def near_position(message: Message, talk: Talk) -> Reply:
    """Runs when a position is sent, at any time; answers with the nearest places for the needs asked for, or for any
    need."""
    assert message.location is not None
    here = Position.wgs84(message.location.latitude, message.location.longitude)
    needs = _needs_asked(await talk.state.get_data())
    return await near_here(message, talk, here, needs)


@router.message(StateFilter(None), ANSWER, says_where)
async def near_written(message: Message, talk: Talk, where: Spot | None, meaning: Meaning) -> Reply:
    """Runs when coordinates or a map link are typed outside a form; answers with the places near. where: None if the
    link does not say the position."""
    needs = needs_beside(message, meaning) or _needs_asked(await talk.state.get_data())
    if where is None:
        return await ask_where(message, talk, needs, talk.words("place-link-unread"))
    if where.kind == "point":
        here = where.position
        return await near_here(message, talk, here, needs)
    return show(message, await find_near(talk, spot=where, needs=needs))


@router.message(says_same_spot)
@router.callback_query(SameSpot.filter())
async def near_same_spot(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when a person says that they are where they were a moment ago; answers with the places near, or asks where
    if that was too long ago."""
    here = LATELY.of(talk.state.key)
    needs = _needs_asked(await talk.state.get_data())
    if here is None:
        return await ask_where(event, talk, needs, talk.words("place-same-spot-gone"))
    return show(event, await find(talk, here=here, needs=needs))


@router.message(Finding.where, says_pending)
@router.callback_query(Finding.where, UsePending.filter())
async def use_pending(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person says that the sentence which brought an emergency card was the answer to "where"."""
    data = await talk.state.get_data()
    if not data.get(PENDING):
        return show(event, await where_again(talk))
    return await _near_name(event, talk, data[PENDING])


@router.message(Finding.where, ANSWER, answers_where)
@router.edited_message(Finding.where, ANSWER, answers_where)
async def near_typed(message: Message, talk: Talk, spots: list[Spot], meaning: Meaning) -> Reply:
    """Runs when a text answers "where"; answers with the places near the name. A text that says another need instead,
    perhaps with a place, begins that search."""
    text = message.text or ""
    part = await part_said(talk, text)
    if part is not None:
        asked = _needs_asked(await talk.state.get_data())
        return show(message, await find_near(talk, spot=part, needs=asked))
    if spots and spots[0].kind == "point":
        needs = needs_beside(message, meaning) or _needs_asked(await talk.state.get_data())
        here = spots[0].position
        return await near_here(message, talk, here, needs)
    if meaning.needs and not unread_link(text) and not _is_a_place(text, spots):
        return await look_for(message, talk, meaning)
    return await _near_name(message, talk, text, spots)


@router.message(Finding.where, ~F.text & ~F.caption & ~F.photo & ~F.document & ~F.video & ~F.audio)
async def not_a_place(message: Message, talk: Talk) -> Reply:
    """Runs when the answer to "where" is a voice message, a sticker or the like; asks again."""
    return show(message, await where_again(talk, talk.words("place-where-not-that")))


@router.callback_query(Finding.where, Resume.filter())
async def resume(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person goes on after an interruption; asks "where" again."""
    return show(event, await where_again(talk))


@router.callback_query(NearSpot.filter())
async def near_spot(event: CallbackQuery, talk: Talk, callback_data: NearSpot) -> Reply:
    """Runs when a person picks one of several spots; answers with the places near it."""
    spot = await _spot_again(talk, callback_data)
    if spot is None:
        return show(event, await first_needs(talk, talk.words("place-spot-gone")))
    needs = _needs_asked(await talk.state.get_data())
    return show(event, await find_near(talk, spot=spot, needs=needs))


@router.callback_query(WholeStreet.filter())
async def whole_street(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a person asks for the whole street; answers with the places along it."""
    data = await talk.state.get_data()
    spots = await spots_named(talk.session, talk.city, str(data.get(STREET) or ""), 1)
    if not spots or spots[0].kind != "street":
        return show(event, await first_needs(talk, talk.words("place-spot-gone")))
    needs = _needs_asked(data)
    return show(event, await find_near(talk, spot=spots[0], needs=needs, whole=True))


@router.callback_query(ShowList.filter())
async def show_list(event: CallbackQuery, talk: Talk, callback_data: ShowList) -> Reply:
    """Runs when a person turns a page of the last search; answers with that page, with opening hours as they are
    now."""
    search = Search.in_data(await talk.state.get_data())
    if search is None:
        return show(event, await first_needs(talk, talk.words("place-list-old")))
    asked = callback_data
    hits = search.hits(open_only=asked.open_only)[asked.page * LINES : (asked.page + 1) * LINES]
    await talk.state.update_data({SHOWN: [asked.page, asked.open_only]})
    return show(
        event, list_screen(talk.words, talk.city, search, await found_before(talk.session, hits), asked, talk.now)
    )


# --- shared with what understands free text -------------------------------------------------------------------------


async def look_for(message: Message, talk: Talk, meaning: Meaning) -> Reply:
    """Answer a sentence that says what is needed: with the list if it also says where, else with the question where."""
    if GATE in meaning.needs:
        return await look_for_gate(message, talk, meaning)
    written = written_position(message.text or "")
    if written is not None:
        here = written.position
        return await near_here(message, talk, here, meaning.needs)
    spots = await spots_named(talk.session, talk.city, meaning.rest, SPOTS) if meaning.rest else []
    spot = spot_meant(meaning.rest, spots)
    if spot is not None:
        screen = await find_near(talk, spot=spot, needs=meaning.needs)
        return show(message, screen)
    if not spots:
        unknown = meaning.rest if sounds_like_a_spot(meaning.rest) else ""
        line = talk.words("place-spot-not-found", spot=unknown) if unknown else None
        return await ask_where(message, talk, meaning.needs, line)
    await await_where(talk.state, meaning.needs)
    return show(message, spots_screen(talk.words, talk.city, spots))


async def asks_for_gate(talk: Talk, meaning: Meaning) -> bool:
    """Return whether nothing but an estate, or another need, stands beside the words that ask how to get in."""
    if not meaning.rest or len(meaning.needs) > 1 or sounds_like_a_spot(meaning.rest):
        return True
    return bool(await gates_named(talk.session, meaning.rest, now=talk.now))


async def look_for_gate(message: Message, talk: Talk, meaning: Meaning) -> Reply:
    """Answer how to get into an estate; a sentence that asks for something else too, and names no estate, is about
    that."""
    gates = await gates_named(talk.session, meaning.rest, now=talk.now) if meaning.rest else []
    if gates:
        await leave_form(talk.state)
        return show(message, await gates_answer(talk, gates))
    others = tuple(need for need in meaning.needs if need != GATE)
    if others:
        return await look_for(message, talk, meaning.but(needs=others))
    written = written_position(message.text or "")
    if written is not None:
        return await near_here(message, talk, written.position, meaning.needs)
    return show(message, unknown_screen(talk, meaning.rest)) if meaning.rest else await ask_where(message, talk, [GATE])


async def _near_name(
    event: Message | CallbackQuery, talk: Talk, name: str, spots: Sequence[Spot] | None = None
) -> Reply:
    """The list around the spot of that name; a choice if several spots have it; the question again if none has."""
    if spots is None:
        spots = await spots_named(talk.session, talk.city, name, SPOTS)
    spot = spot_meant(name, spots)
    if spot is not None:
        needs = _needs_asked(await talk.state.get_data())
        return show(event, await find_near(talk, spot=spot, needs=needs))
    if spots:
        return show(event, spots_screen(talk.words, talk.city, spots))
    if not unread_link(name) and _needs_asked(await talk.state.get_data()) == [GATE]:
        return show(event, unknown_screen(talk, name))
    line = talk.words("place-link-unread")
    if not unread_link(name):
        line = talk.words("place-spot-unknown", spot=quoted(name, LONGEST_SPOT_ALONE))
    return show(event, await where_again(talk, line))


def _is_a_place(text: str, spots: Sequence[Spot]) -> bool:
    """Return whether the text is the name of a place even though it contains the word of a need."""
    return any(spot.kind == "place" and plain(spot.title) in plain(text) for spot in spots)


async def _spot_again(talk: Talk, button: NearSpot) -> Spot | None:
    """The spot of a button as it is today. Raises PlaceGone."""
    if button.kind == "district":
        district = talk.city.districts.get(button.name)
        return district_spot(district) if district else None
    if button.kind == "place":
        place = await find_place(talk.session, int(button.name)) if button.name.isdecimal() else None
        return Spot("place", place.name, place.position, place.id, 1) if place else None
    spots = await spots_named(talk.session, talk.city, button.name)
    return next((spot for spot in spots if spot.kind == "street"), None)


def _needs_asked(data: dict[str, object]) -> list[str]:
    """The needs that the question "where" was asked for, else those of the last list."""
    needs = data.get(NEEDS)
    if isinstance(needs, list):
        return needs
    search = Search.in_data(data)
    return list(search.needs) if search else []


def spots_screen(words: Words, city: City, spots: Sequence[Spot]) -> Screen:
    choices = in_rows((Button(spot.title, _spot_button(city, spot)) for spot in spots), 1)
    last = (Button(words("place-button-other-need"), FindPlaces()), home_button(words))
    return Screen(words("place-which-spot"), (*choices, last))


def _spot_button(city: City, spot: Spot) -> NearSpot:
    if spot.place_id is not None:
        return NearSpot(kind="place", name=str(spot.place_id))
    if spot.kind == "district":
        key = next(key for key, district in city.districts.items() if district.titles["zh-CN"] == spot.title)
        return NearSpot(kind="district", name=key)
    name = spot.title.replace("|", " ").encode()[:LONGEST_NAME].decode(errors="ignore")
    return NearSpot(kind="street", name=f"{name} {spot.said_number}" if spot.said_number else name)
