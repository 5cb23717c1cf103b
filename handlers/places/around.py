"""The list around a spot or a position, as it is remembered for its pages."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery, Message

from handlers.buttons.places import FindPlaces, NearSpot, ShowList, WholeStreet
from handlers.places.finding import await_where
from handlers.places.found import SEARCH, SHOWN, Search, just_found, list_screen
from handlers.places.gate_screens import gates_answer, unknown_screen
from handlers.places.lately import LATELY
from handlers.places.spot_words import NUMBER_ALONE, SPOTS
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.kinds import GATE
from models.city.pack import City
from models.gates.gate import gates_near
from models.people.person import remember_needs
from models.places.district_search import search_district
from models.places.listed_place import ListedPlace
from models.places.search import (
    PlaceSearch,
    Spot,
    is_called,
    plain,
    search_places,
    spots_named,
)
from models.places.search_key import Searcher
from models.places.street_search import landmarks, number_of, part_in, search_street
from models.values.position import Position

LONGEST_SPOT = 100
"""Characters of a spot's name, at most."""
STREET = "street"
"""In the conversation's data: the long street about which the service asked where on it."""


async def near_here(event: Message | CallbackQuery, talk: Talk, here: Position, needs: Sequence[str]) -> Reply:
    """Show the list around the person, or around a place they sent."""
    if talk.city.is_near(here):
        LATELY.was_at(talk.state.key, here)
        if list(needs) == [GATE]:
            return show(event, await _gates_around(talk, here))
    return show(event, await find(talk, here=here, needs=needs))


async def _gates_around(talk: Talk, here: Position) -> Screen:
    gates = await gates_near(talk.session, here, now=talk.now)
    await leave_form(talk.state)
    return await gates_answer(talk, gates, here) if gates else unknown_screen(talk, None)


async def find_near(talk: Talk, *, spot: Spot, needs: Sequence[str], whole: bool = False) -> Screen:
    """Show the list around a named spot; for a district, what lies in it. On a street of several kilometres ask first
    where on it, unless the person wants the whole street.
    """
    if not talk.city.is_near(spot.position):
        return await _outside(talk, needs)
    if list(needs) == [GATE]:
        return await _gates_around(talk, spot.position)
    if spot.has_parts and not whole:
        await await_where(talk.state, needs)
        await talk.state.update_data({STREET: spot.title})
        return parts_screen(talk.words, spot, await landmarks(talk.session, spot.title))
    district = talk.city.districts.get(spot.district or "")
    near, sure = spot_named(talk.words, spot), spot.sure
    how = _how(talk, needs)
    if district is not None:
        found = await search_district(talk.session, district, **how)
        near, sure = talk.words.pick(district.titles), True
    elif spot.long:
        found = await search_street(talk.session, spot.title, **how)
    else:
        found = await _search(talk, spot.position, needs, sure=sure)
    return await _show_found(talk, found, Search.of(found, needs, near, sure=sure), partly=spot.partly)


def parts_screen(words: Words, spot: Spot, there: Sequence[ListedPlace]) -> Screen:
    """Ask where on the street: choose a place along it, say it in other words, or send a position."""
    choices = []
    for each in there:
        number = number_of(each, spot.title)
        label = words("place-button-landmark", number=str(number) if number is not None else "none", name=each.name)
        choices.append((Button(label, NearSpot(kind="place", name=str(each.id))),))
    whole = (Button(words("place-button-whole-street"), WholeStreet()),)
    last = (Button(words("place-button-other-need"), FindPlaces()), home_button(words))
    text = words("place-which-part", street=spot.title, kilometres=str(max(1, round(2 * spot.spread_m / 1000))))
    return Screen(text, (*choices, whole, last))


async def part_said(talk: Talk, text: str) -> Spot | None:
    """The part of the street that the person named by a house number or a district; None if the service did not ask."""
    street = (await talk.state.get_data()).get(STREET)
    if not street:
        return None
    alone = NUMBER_ALONE.fullmatch(plain(text))
    if alone is not None:
        numbered = await spots_named(talk.session, talk.city, f"{street}{alone[1]}号", 1)
        return numbered[0] if numbered and numbered[0].number is not None else None
    spots = await spots_named(talk.session, talk.city, text, 1)
    district = talk.city.districts.get(spots[0].district or "") if spots else None
    return await part_in(talk.session, talk.city, str(street), district) if district is not None else None


def spot_named(words: Words, spot: Spot) -> str:
    """The spot's name, with the house number from which distances are measured."""
    if spot.number is None:
        return spot.title
    same = spot.number == spot.said_number
    said = str(spot.said_number)
    return words(
        "place-number-same" if same else "place-number-near", street=spot.title, number=str(spot.number), said=said
    )


async def find(talk: Talk, *, here: Position, needs: Sequence[str]) -> Screen:
    """Show the list around a position. From far outside of the city nothing is near, and no need is noted as unmet
    there.
    """
    if not talk.city.is_near(here):
        return await _outside(talk, needs)
    found = await _search(talk, here, needs)
    return await _show_found(talk, found, Search.of(found, needs, None))


def _how(talk: Talk, needs: Sequence[str]) -> dict[str, Any]:
    """The arguments of a search along a street or in a district."""
    return {"needs": needs, "now": talk.now, "zone": talk.city.zone, "without": talk.city.left_out(needs)}


async def _search(talk: Talk, here: Position, needs: Sequence[str], *, sure: bool = True) -> PlaceSearch:
    by = Searcher.in_chat(talk.person.id)
    return await search_places(talk.session, here, needs=needs, by=by, city=talk.city, now=talk.now, sure=sure)


async def _outside(talk: Talk, needs: Sequence[str]) -> Screen:
    """Say that the spot is far outside of the city, and ask for another: in words, or one of the districts."""
    await await_where(talk.state, needs)
    districts = [
        Button(talk.words.pick(each.titles), NearSpot(kind="district", name=key))
        for key, each in talk.city.districts.items()
    ]
    last = (Button(talk.words("place-button-other-need"), FindPlaces()), home_button(talk.words))
    text = talk.words("place-beyond", city=talk.words.pick(talk.city.titles))
    return Screen(text, (*in_rows(districts, 2), last))


async def _show_found(talk: Talk, found: PlaceSearch, search: Search, *, partly: bool = False) -> Screen:
    """Remember what was needed and what was found, but not where, and show the first page."""
    shown = ShowList(open_only=bool(search.open_now))
    await leave_form(talk.state)
    await talk.state.update_data({SEARCH: search.as_data(), SHOWN: [shown.page, shown.open_only]})
    if search.needs:
        await remember_needs(talk.session, talk.person, search.needs)
    return list_screen(talk.words, talk.city, search, just_found(search, found), shown, talk.now, partly=partly)


async def spot_said(talk: Talk, text: str) -> Spot | None:
    """The spot that the text names, if the text is nothing but the name."""
    if len(text) > LONGEST_SPOT:
        return None
    spots = await spots_named(talk.session, talk.city, text, SPOTS)
    return next((spot for spot in spots if is_called(text, _names(talk.city, spot))), None)


def _names(city: City, spot: Spot) -> set[str]:
    """The names of the spot; for a district, also in other languages and in short."""
    if spot.kind != "district":
        return {plain(spot.title)}
    district = next(each for each in city.districts.values() if each.titles["zh-CN"] == spot.title)
    return {plain(name) for name in (*district.titles.values(), *district.words)}
