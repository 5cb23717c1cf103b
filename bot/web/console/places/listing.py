"""The table of places, filtered and sorted by its address, and the map of the same places."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.web.console.desk import Desk
from bot.web.console.table import Page
from bot.web.console.who import Who
from bot.web.map.asked import Query
from handlers.phrases.cases import day_said
from handlers.phrases.places import found_shut, hours_of, needs_said, opening
from handlers.talk.texts import Words
from models.city.pack import City
from models.places.desk.listed import Checked, DeskPlace, Show, Sort, Wanted, list_places_at_desk
from models.places.place import Place, is_long_unchecked

PATH = "/console/places"


async def show(desk: Desk) -> Response:
    """A page of the table. Raises NotStaff."""
    wanted = Wanted.read(desk.request.query_params, desk.city)
    found = await list_places_at_desk(desk.session, desk.person, wanted, city=desk.city, now=desk.now)
    around = Query(needs=(wanted.need,) if wanted.need else (), open_only=False, district=wanted.district)
    printed = {name: value for name, value in wanted.plain().items() if name in ("district", "kind")}
    return desk.page(
        "places/places.html",
        title=desk.words("console-way-places"),
        wanted=wanted,
        filters=_filters(desk, wanted),
        sorts=[(each.value, desk.words("console-places-sort", sort=each.value), each is wanted.sort) for each in Sort],
        rows=[_row(desk, each) for each in found.rows],
        more=address_of(replace(wanted, after=found.more)) if found.more is not None else "",
        first=address_of(replace(wanted, after=None)) if wanted.after is not None else "",
        map=around.link,
        doors=f"{PATH}/doors?{urlencode(printed)}",
    )


def address_of(wanted: Wanted) -> str:
    """The address of a table."""
    after = {"after": str(wanted.after)} if wanted.after is not None else {}
    return f"{PATH}?{urlencode({**wanted.plain(), **after})}"


def _filters(desk: Desk, wanted: Wanted) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The choices of each filter: name, label, and value, words and whether it is chosen of each choice."""
    words, city = desk.words, desk.city
    choices: dict[str, tuple[str | None, list[tuple[str, str]]]] = {
        "district": (wanted.district, [(key, words.pick(each.titles)) for key, each in city.districts.items()]),
        "kind": (wanted.kind, [(key, words.pick(each.titles)) for key, each in city.kinds.items()]),
        "need": (wanted.need, offers(words, city)),
        "show": (wanted.show, [(each.value, words("console-places-show", show=each.value)) for each in Show]),
        "checked": (
            wanted.checked,
            [(each.value, words("console-places-checked", checked=each.value)) for each in Checked],
        ),
        "waiting": ("1" if wanted.waiting else None, [("1", words("console-places-waiting-only"))]),
    }
    return [
        (name, words("console-places-filter", filter=name), [(value, said, value == here) for value, said in some])
        for name, (here, some) in choices.items()
    ]


def offers(words: Words, city: City) -> list[tuple[str, str]]:
    """What places can offer: the needs that are no kind of place, with their titles."""
    return [(key, words.pick(each.titles)) for key, each in city.needs.items() if key not in city.kinds]


def _row(desk: Desk, row: DeskPlace) -> dict[str, Any]:
    place, words, city = row.place, desk.words, desk.city
    state, colour = state_of(desk, place)
    if row.closed_until is not None:
        state, colour = words("console-places-closed-until", day=day_said(words, row.closed_until)), "soon"
    checked = place.checked_at
    return {
        "id": place.id,
        "name": place.name,
        "code": place.code,
        "kind": title_of(words, city.kinds, place.kind),
        "district": title_of(words, city.districts, place.district),
        "needs": needs_said(words, city, [key for key in place.needs.strip("|").split("|") if key not in city.kinds]),
        "state": state,
        "colour": colour,
        "checked": f"{checked.astimezone(city.zone):%Y-%m-%d}" if checked else words("console-places-never"),
        "old": is_long_unchecked(checked, desk.now),
        "waiting": row.waiting,
    }


def state_of(desk: Desk, place: Place) -> tuple[str, str]:
    """Whether it is open now, in a few words, and the colour of that."""
    if place.closed_at is not None:
        return desk.words("console-places-show", show="gone"), "grey"
    is_open = hours_of(place, desk.now, desk.city.zone).is_open
    colour = "late" if found_shut(place, desk.now) else "good" if is_open else "grey"
    return opening(desk.words, place, desk.now, desk.city.zone), colour


def title_of(words: Words, known: Any, key: str | None) -> str:
    """The title of something of the pack; empty if it is not there."""
    return words.pick(known[key].titles) if key in known else ""


PAGES = (Page(PATH, show, Who.PLACES),)
