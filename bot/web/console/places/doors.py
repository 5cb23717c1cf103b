"""Sheets for doors, to print many at once: the name, and the code that opens the place's card in a chat."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import segno
from markupsafe import Markup
from starlette.responses import Response

from bot.web.chats import Chats
from bot.web.console.desk import Desk
from bot.web.console.places.listing import PATH, title_of
from bot.web.console.table import Page
from bot.web.console.who import Who
from bot.web.map.cards import place_link
from bot.web.typed import number_in
from models.places.desk.listed import After, Wanted, places_to_print
from models.places.desk.one import place_at_desk
from models.places.directory import LINK_CODE
from models.places.errors import PlaceGone
from models.places.place import DOOR, Place

MOST = 100
"""Sheets of one page."""
SIZES = ("a5", "a4")


async def show(desk: Desk) -> Response:
    """The sheets of one place, or of a district and kind. Raises NotStaff, PlaceGone."""
    query, words, city = desk.request.query_params, desk.words, desk.city
    wanted = Wanted.read({name: query.get(name, "") for name in ("district", "kind", "after")}, city)
    places = await _places(desk, wanted)
    size = query.get("size", "") if query.get("size", "") in SIZES else SIZES[0]
    plain = {**wanted.plain(), "size": size}
    following = {**plain, "after": str(After(places[MOST - 1].name, places[MOST - 1].id))} if len(places) > MOST else {}
    chats = Chats(desk.app)
    return desk.page(
        "places/doors.html",
        title=words("console-doors-title"),
        size=size,
        sizes=SIZES,
        place=query.get("place", ""),
        choices=[
            (
                name,
                words("console-places-filter", filter=name),
                [(key, words.pick(each.titles)) for key, each in known.items()],
            )
            for name, known in (("district", city.districts), ("kind", city.kinds))
        ],
        chosen=wanted.plain(),
        sheets=[await _sheet(desk, chats, each) for each in places[:MOST]],
        more=f"{PATH}/doors?{urlencode(following)}" if following else "",
        most=MOST,
    )


async def _places(desk: Desk, wanted: Wanted) -> list[Place]:
    text = desk.request.query_params.get("place", "")
    if not text:
        wanted = replace(wanted, show=None)
        found = await places_to_print(desk.session, desk.person, wanted, city=desk.city, limit=MOST + 1)
        return list(found)
    number = number_in(text)
    place = await place_at_desk(desk.session, number or 0, desk.person, city=desk.city)
    if place.closed_at is not None:
        raise PlaceGone(place.id)
    return [place]


async def _sheet(desk: Desk, chats: Chats, place: Place) -> dict[str, Any]:
    svg = segno.make(await _link(desk, chats, place.code), error="m").svg_inline(
        scale=8, border=4, light="#fff", dark="#000", omitsize=True
    )
    return {
        "name": place.name,
        "kind": title_of(desk.words, desk.city.kinds, place.kind),
        "address": place.address,
        "code": place.code,
        "sample": place.sample,
        "picture": Markup(svg),
    }


async def _link(desk: Desk, chats: Chats, code: str) -> str:
    """The address that opens the place's card in the first chat; of its page, where no chat or link can say it."""
    links = await chats.links(f"{DOOR}{code}") if LINK_CODE.fullmatch(code) else []
    address = links[0][1] if links else place_link(code)
    return desk.app.settings.address + address if address.startswith("/") else address


PAGES = (Page(f"{PATH}/doors", show, Who.PLACES),)
