"""The page with the list of places. It is complete without a script, by its address; with one, it finds what is near by
itself."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from bot.app import App
from bot.door.language import words_for
from bot.web.chats import Chats
from bot.web.map.asked import PAGE_PATH, Query
from bot.web.map.cards import cards_of
from bot.web.map.directory import Directory, Edition
from bot.web.map.files import MANIFEST_PATH, files_base
from bot.web.map.paths import STANDARD_PATH
from bot.web.map.patterns import patterns
from bot.web.map.tiles import Tiles
from handlers.phrases import places as phrases
from handlers.places.around import spot_named
from handlers.talk.texts import Words
from models.assessment.shown import stars_by_code
from models.city.ground import Need
from models.city.kinds import GATE
from models.city.pack import City
from models.notices.in_force import warnings_in_force
from models.places.errors import PlaceGone, PlaceUnknown
from models.places.listing import Listing, around_place, list_places
from models.places.place import place_by_code
from models.places.published import ways_in
from models.places.search import Spot
from models.storage.database import Json

CACHED = {
    "Cache-Control": "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
    "Vary": "Accept-Language",
}

LARGE = 20_000
"""A directory with more places is loaded only when it is needed; 100,000 places are 1.6 MB."""
SCRIPT_WORDS = (
    "map-near-open",
    "map-near-any",
    "map-near-none",
    "map-locating",
    "map-denied",
    "map-unavailable",
    "map-outside",
    "map-opening-place",
    "map-scanned-other",
    "map-show",
    "map-hide",
    "map-rings",
    "map-north",
    "map-here",
    "map-from-here",
)

templates = Jinja2Templates(directory=Path(__file__).parents[1] / "templates")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on or off, and the address of the list with the filter the other way."""

    key: str
    text: str
    href: str
    on: bool


class MapPage:
    def __init__(self, app: App, directory: Directory, chats: Chats, tiles: Tiles) -> None:
        self.app = app
        self.chats = chats
        self.tiles = tiles
        self.directory = directory

    async def show(self, request: Request) -> Response:
        words, city, now = words_for(request, self.app), self.app.city, self.app.clock()
        query = Query.of(request.query_params, city)
        async with self.app.database.reading() as session:
            place = await _spot_of(session, query.place) if query.place else None
            if place is not None:
                listing = await around_place(session, query.asked(city), place, city=city, now=now)
            else:
                listing = await list_places(session, query.asked(city), city=city, now=now)
            ways = await ways_in(
                session, [found.place.id for found in listing.found], today=now.astimezone(city.zone).date()
            )
            grades = await stars_by_code(
                session, today=now.astimezone(city.zone).date(), ids=[found.place.id for found in listing.found]
            )
            warnings = [(each.titles, each.texts) for each in await warnings_in_force(session, now=now)]
        edition = await self.directory.newest()
        cards = sorted(
            cards_of(words, city, listing, query.needs, ways, query.page, now, grades), key=lambda each: each.last
        )
        first = [city.needs[key] for key in (*city.first_needs, GATE) if key in city.needs]
        base = self.tiles.for_page
        return templates.TemplateResponse(
            request,
            "map.html",
            {
                "words": words,
                "t": words.starting_with("map-"),
                "files": files_base(),
                "manifest": MANIFEST_PATH,
                "city_name": words.pick(city.titles),
                "sample": city.sample,
                "chat": await self.chats.first(),
                "query": query,
                "page_path": PAGE_PATH,
                "standard_path": STANDARD_PATH if city.standard is not None else "",
                "first_needs": [_need_chip(words, city, query, need) for need in first],
                "other_needs": [
                    _need_chip(words, city, query, need) for need in city.needs.values() if need not in first
                ],
                "districts": _districts(words, city, query),
                "open_href": query.but(open_only=True),
                "any_href": query.but(open_only=False),
                "warnings": [(words.pick(title), words.pick(text)) for title, text in warnings],
                "heading": _heading(words, city, query, listing),
                "cards": cards,
                "choices": [(spot.title, _link_to(query, spot)) for spot in listing.choices],
                "unknown": listing.unknown,
                "more_href": query.but(page=query.page + 1) if listing.more else "",
                "before_href": query.but(page=query.page - 1) if query.page else "",
                "credit": _credit(words, city) if base is not None else "",
                "script_words": {key: words(key) for key in SCRIPT_WORDS},
                "data": {**_data(words, city, query, listing, edition, now), "base": base},
            },
            headers=CACHED,
        )


async def _spot_of(session: AsyncSession, code: str) -> Spot | None:
    try:
        place = await place_by_code(session, code)
    except (PlaceUnknown, PlaceGone):
        return None
    return Spot("place", place.name, place.position, place.id, 1)


def _need_chip(words: Words, city: City, query: Query, need: Need) -> Chip:
    href, on = query.with_need(need.key, city), need.key in query.needs
    return Chip(need.key, f"{need.emoji} {words.pick(need.titles)}", href, on)


def _alone(city: City) -> list[str]:
    """The needs that are looked for alone: kinds of place that do not come up otherwise."""
    return [key for key in city.unlisted_kinds if key in city.needs]


def _districts(words: Words, city: City, query: Query) -> list[Chip]:
    return [
        Chip(
            each.key,
            words.pick(each.titles),
            query.but(district=None if each.key == query.district else each.key, words="", place=None),
            each.key == query.district,
        )
        for each in city.districts.values()
    ]


def _link_to(query: Query, spot: Spot) -> str:
    """The address of the list around one of several spots."""
    if spot.district is not None:
        return query.but(words="", district=spot.district)
    return query.but(words=spot.title)


def _credit(words: Words, city: City) -> str:
    """Whose map it is, and the number of its review."""
    base_map = city.base_map
    return words(
        "listing-credit",
        source=words.pick(base_map.attribution) if base_map.attribution is not None else "none",
        number=base_map.review_number or "none",
    )


def _heading(words: Words, city: City, query: Query, listing: Listing) -> str:
    """Says what the list contains, and where its distances begin."""
    if listing.choices:
        return words("place-which-spot")
    if listing.unknown:
        return words("listing-unknown", spot=query.words)
    district = city.districts.get(query.district or (listing.spot.district if listing.spot else None) or "")
    where = words.pick(district.titles) if district else spot_named(words, listing.spot) if listing.spot else "none"
    return words(
        "listing-heading",
        needs=phrases.needs_argument(words, city, query.needs),
        spot=where,
        how="open" if query.open_only else "any",
        found="some" if listing.found else "none",
    )


def _data(words: Words, city: City, query: Query, listing: Listing, edition: Edition, now: datetime) -> Json:
    """Data for the script: its texts, the query, and the start of the list. servers: only the server can make this
    list."""
    spot = listing.spot if listing.measured else None
    named = listing.spot.district if listing.spot is not None else None
    at = [spot.position.latitude, spot.position.longitude] if spot is not None else None
    return {
        "texts": patterns(words),
        "hash": edition.hash,
        "large": edition.count > LARGE,
        "at": int(now.timestamp() * 1000),
        "needs": list(query.needs),
        "open": query.open_only,
        "district": query.district or named,
        "q": query.words,
        "place": query.place,
        "spot": {"name": spot.title, "at": at, "measured": True} if spot is not None else None,
        "servers": bool(query.page or query.words) and spot is None and named is None,
        "firstNeeds": list(city.first_needs),
        "alone": _alone(city),
        "titles": {key: f"{need.emoji} {words.pick(need.titles)}" for key, need in city.needs.items()},
    }
