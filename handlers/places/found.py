"""The places that a search found: a list of five, the next five, and the shut ones; and what is remembered of it.

The conversation remembers the places with their distance (rounded) and direction (one of eight), never where the person
is. So a list can be shown again as it was, with the hours as they are now.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from aiogram.filters.callback_data import CallbackData
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.places import FindPlaces, ShowList, ShowPlace
from handlers.phrases import places as phrases
from handlers.phrases.place_facts import unchecked_said
from handlers.talk.screens import Button, Screen, home_button
from handlers.talk.texts import Words
from models.city.pack import City
from models.places.listed_place import ListedPlace, listed_places
from models.places.nearest import FoundPlace
from models.places.search import PlaceSearch, Scope

LINES = 5
SEARCH = "search"
SHOWN = "list"
"""The page last shown: its number, and whether it has only open places."""


class Hit(NamedTuple):
    """A place of a list as seen from where the search was made. direction: one of eight, 0 for north, clockwise."""

    place_id: int
    distance_m: int
    direction: int


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it is remembered.

    met: an open place was within reach. near: the name of the spot or district that was searched; None if a position
    was shared. sure: the person is really there.
    """

    needs: tuple[str, ...]
    open_now: tuple[Hit, ...]
    any_state: tuple[Hit, ...]
    met: bool
    near: str | None
    scope: Scope = "around"
    sure: bool = True

    @classmethod
    def of(cls, found: PlaceSearch, needs: Sequence[str], near: str | None, *, sure: bool = True) -> "Search":
        """Keep the parts of a new search that are remembered."""
        return cls(tuple(needs), _hits(found.open_now), _hits(found.any_state), found.met, near, found.scope, sure)

    @classmethod
    def in_data(cls, data: Mapping[str, Any]) -> "Search | None":
        """The search in a conversation's data; None if there is none."""
        kept = data.get(SEARCH)
        if not isinstance(kept, dict):
            return None
        open_now, any_state = (tuple(Hit(*hit) for hit in kept[name]) for name in ("open", "all"))
        scope = kept.get("scope", "around")
        sure = kept.get("sure", True)
        return cls(tuple(kept["needs"]), open_now, any_state, kept["met"], kept["near"], scope, sure)

    @property
    def along(self) -> bool:
        """Whether it searched something long or wide: then nobody knows how far a place is from the person."""
        return self.scope in ("inside", "street")

    def as_data(self) -> dict[str, Any]:
        """The search for the conversation's data."""
        return {
            "needs": self.needs,
            "open": self.open_now,
            "all": self.any_state,
            "met": self.met,
            "near": self.near,
            "scope": self.scope,
            "sure": self.sure,
        }

    def hits(self, *, open_only: bool) -> tuple[Hit, ...]:
        """The open places, or all of them."""
        return self.open_now if open_only else self.any_state

    def hit(self, place_id: int) -> Hit | None:
        """The place as the search found it; None if it did not."""
        return next((hit for hit in (*self.open_now, *self.any_state) if hit.place_id == place_id), None)


def way_back(data: Mapping[str, Any]) -> CallbackData:
    """The button from a card back to the list as it was, or to a new search if there is none."""
    if SEARCH not in data:
        return FindPlaces()
    page, open_only = data.get(SHOWN, (0, True))
    return ShowList(page=page, open_only=open_only)


_ENDS: Mapping[Scope, str] = {
    "around": "place-list-from",
    "inside": "place-list-inside-end",
    "street": "place-list-street-end",
    "outside": "place-list-from-middle",
}
"""The line that says where the distances of a list begin."""

_GUESSED = {
    "place-list-unmet": "place-list-unmet-guess",
    "place-list-none-open": "place-list-none-open-guess",
}
"""Texts used instead if nobody knows how far the person is from there, and so no unmet need is noted."""
_OF_KIND = {
    "place-list-open": "open",
    "place-list-any": "any",
    "place-list-unmet": "unmet",
    "place-list-none-open": "none-open",
}
"""Texts with other words if somebody looks for a kind of place, not for what one offers."""
Listed = tuple[Hit, ListedPlace | FoundPlace]


def _hits(found: Sequence[FoundPlace]) -> tuple[Hit, ...]:
    return tuple(
        Hit(each.place.id, phrases.rounded_m(each.distance_m), phrases.direction_of(each.bearing_deg)) for each in found
    )


def just_found(search: Search, found: PlaceSearch) -> list[Listed]:
    """The first page, straight from the search; places in any state if none is open."""
    hits, places = (search.open_now, found.open_now) if search.open_now else (search.any_state, found.any_state)
    return list(zip(hits[:LINES], places[:LINES], strict=True))


async def found_before(session: AsyncSession, hits: Sequence[Hit]) -> list[Listed]:
    """The places of a page as they are today, without those that closed for good."""
    places = await listed_places(session, [hit.place_id for hit in hits])
    return [(hit, places[hit.place_id]) for hit in hits if hit.place_id in places]


def list_screen(
    words: Words,
    city: City,
    search: Search,
    listed: Sequence[Listed],
    asked: ShowList,
    now: datetime,
    *,
    partly: bool = False,
) -> Screen:
    """A page of the list with its buttons. asked: which page; partly: only the spot's name was understood."""
    places = [_row(place) for _, place in listed]
    names = Counter(place.name for place in places)
    lines = [
        _line(words, city, number, search, each, now, address=search.along or names[place.name] > 1)
        for number, (each, place) in enumerate(zip(listed, places, strict=True), 1)
    ]
    text = [_header(words, city, search, len(lines), asked), *lines]
    if asked.again:
        text.insert(0, words("place-list-again"))
    if partly and search.near is not None:
        text.insert(0, words("place-list-partly", spot=search.near))
    if search.near is not None and lines:
        street = search.near if search.scope == "street" or not search.sure else ""
        beside = search.scope == "outside" and not search.sure
        key = "place-list-beside-end" if beside else _ENDS[search.scope]
        text.append(words(key, spot=search.near, street=street or "none"))
    unchecked = unchecked_said(words, places, now)
    if unchecked is not None:
        text.append(unchecked)
    if any(place.sample for place in places):
        text.append(words("place-sample"))
    return Screen("\n".join(text), _list_buttons(words, search, listed, asked))


def _header(words: Words, city: City, search: Search, count: int, asked: ShowList) -> str:
    needs = phrases.needs_argument(words, city, search.needs)
    page = "first" if asked.page == 0 else "later"
    spot = search.near or ""
    if not search.any_state:
        noted = search.scope == "around" and search.sure
        return words("place-list-nothing" if noted else "place-list-nowhere", needs=needs)
    if count == 0:
        return words("place-list-gone")
    key = _header_key(search, asked)
    if not search.sure:
        key = _GUESSED.get(key, key)
    if key in _OF_KIND and len(search.needs) == 1 and search.needs[0] in city.kinds:
        kind = words.pick(city.kinds[search.needs[0]].titles)
        return words("place-list-kind", how=_OF_KIND[key], kind=kind, count=str(count), page=page)
    return words(key, needs=needs, count=str(count), page=page, spot=spot)


def _header_key(search: Search, asked: ShowList) -> str:
    """The key of the text above the lines."""
    if search.along:
        if asked.open_only:
            return "place-list-inside-open"
        return "place-list-inside-any" if search.open_now else "place-list-inside-none-open"
    if search.scope == "outside" and asked.page == 0 and asked.open_only == bool(search.open_now):
        return "place-list-outside"
    if not asked.open_only:
        return "place-list-any" if search.open_now or search.scope == "outside" else "place-list-none-open"
    unmet = search.scope == "around" and not search.met and asked.page == 0
    return "place-list-unmet" if unmet else "place-list-open"


def _line(
    words: Words, city: City, number: int, search: Search, listed: Listed, now: datetime, *, address: bool
) -> str:
    hit, place = listed
    row = _row(place)
    from_here = not search.along
    itself = row.name == search.near
    far = (phrases.distance(words, hit.distance_m), phrases.direction(words, hit.direction))
    parts = [
        f"{number}. {row.name}",
        phrases.short_address(words, row) if address else "",
        *((words("place-here"),) if itself else far if from_here else ()),
        phrases.opening(words, place, now, city.zone),
    ]
    return words("place-gap").join(filter(None, parts))


def _list_buttons(
    words: Words, search: Search, listed: Sequence[Listed], asked: ShowList
) -> tuple[tuple[Button, ...], ...]:
    numbers = tuple(Button(str(number), ShowPlace(place_id=hit.place_id)) for number, (hit, _) in enumerate(listed, 1))
    ways = (*_next_five(words, search, asked), *_other_scope(words, search, asked))
    last = (Button(words("place-button-other-need"), FindPlaces()), home_button(words))
    return tuple(row for row in (numbers, ways, last) if row)


def _next_five(words: Words, search: Search, asked: ShowList) -> tuple[Button, ...]:
    total = len(search.hits(open_only=asked.open_only))
    if total <= LINES:
        return ()
    more = (asked.page + 1) * LINES < total
    following = ShowList(page=asked.page + 1 if more else 0, open_only=asked.open_only, again=not more)
    return (Button(words("place-button-more"), following),)


def _other_scope(words: Words, search: Search, asked: ShowList) -> tuple[Button, ...]:
    if asked.open_only and search.open_now != search.any_state:
        return (Button(words("place-button-any"), ShowList(open_only=False)),)
    if not asked.open_only and search.open_now:
        return (Button(words("place-button-open"), ShowList()),)
    return ()


def _row(place: ListedPlace | FoundPlace) -> ListedPlace:
    return place.place if isinstance(place, FoundPlace) else place
