"""The content of a place's card in the list; the page's script fills the same card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from handlers.phrases import places as phrases
from handlers.phrases.assessment import grade_number, grades_said
from handlers.phrases.place_facts import access_said, closure_said, date_said
from handlers.phrases.places import LINK
from handlers.talk.texts import Words
from models.city.kinds import GATE
from models.city.pack import City
from models.gates.gate import is_unchecked
from models.places.listing import A_PAGE, Listing
from models.places.nearest import FoundPlace
from models.places.place import details_read, is_long_unchecked
from models.places.published import WayIn

PLACE_PATH = "/place/"
BETWEEN = " · "
METRES_A_MINUTE = 60
"""In a straight line, for a person who walks 75 m a minute along streets."""
SHAPES = {
    "always": "open",
    "open": "open",
    "closes": "open",
    "closes-soon": "soon",
    "opens": "shut",
    "shut": "shut",
    "found-shut": "shut",
    "unknown": "unknown",
}
"""The states of opening (handlers/phrases/places.py) as four shapes."""


@dataclass(frozen=True, slots=True)
class Card:
    """number: in the list, from 1. where: distance, direction and minutes; empty if they are unknown. shape: a value of
    SHAPES; opening: the same in words; empty for a gate whose hours are unknown. offers: the needs asked for, else
    those that people ask for most. grade: its published stars. way: how to get in. closure: the days on which it is
    shut. old: nobody has checked it for long; checked: the same in words, or when it was checked. last: a gate that
    comes after the others, as it is old."""

    number: int
    code: str
    href: str
    name: str
    where: str
    shape: str
    opening: str
    offers: str
    address: str
    details: str
    grade: str
    way: str
    phone: str
    closure: str
    checked: str
    old: bool
    last: bool


def cards_of(
    words: Words,
    city: City,
    listing: Listing,
    needs: Sequence[str],
    ways: Mapping[int, WayIn],
    page: int,
    now: datetime,
    grades: Mapping[str, tuple[int, bool]],
) -> list[Card]:
    """The cards of one page of a list. page: from 0. grades: stars and whether a must failed, by code."""
    first, said = page * A_PAGE + 1, grades_said(words)
    return [
        replace(
            _card(words, city, number, found, needs, ways.get(found.place.id, WayIn()), listing.measured, now),
            grade=said[grade_number(grades.get(found.place.code))],
        )
        for number, found in enumerate(listing.found, first)
    ]


def _card(
    words: Words,
    city: City,
    number: int,
    found: FoundPlace,
    needs: Sequence[str],
    way: WayIn,
    measured: bool,
    now: datetime,
) -> Card:
    place = found.place
    offered = place.needs.strip("|").split("|")
    unlisted = place.kind in city.unlisted_kinds
    how = phrases.how_open(found.state, phrases.found_shut(place, now), now)
    return Card(
        number=number,
        code=place.code,
        href=place_link(place.code),
        name=place.name,
        where=_where(words, found) if measured else "",
        shape=SHAPES[how],
        opening="" if unlisted and how == "unknown" else phrases.opening(words, found, now, city.zone),
        offers=phrases.needs_said(
            words,
            city,
            [key for key in needs or city.first_needs if key in offered and key not in city.unlisted_kinds],
            emoji=True,
        ),
        address=place.address if place.address != place.name else "",
        details=details_said(city, place.kind, way.details),
        grade="",
        way=_way(words, way),
        phone=way.phone or "",
        closure=closure_said(words, way.closure) if way.closure is not None else "",
        checked=_checked(words, place.kind, way, now, city),
        old=_is_old(place.kind, way.checked_at, now),
        last=place.kind == GATE and is_unchecked(way.checked_at, now),
    )


def _is_old(kind: str, checked_at: datetime | None, now: datetime) -> bool:
    """Whether nobody has checked a place of this kind for long: a gate changes sooner than others."""
    return (is_unchecked if kind == GATE else is_long_unchecked)(checked_at, now)


def _way(words: Words, way: WayIn) -> str:
    said = (access_said(words, way.access, way.access_note), way.note or "")
    return words("place-hours-and").join(filter(None, said))


def _checked(words: Words, kind: str, way: WayIn, now: datetime, city: City) -> str:
    if way.checked_at is None or _is_old(kind, way.checked_at, now):
        return words("map-gate-unchecked" if kind == GATE else "map-unchecked")
    return words("place-checked", date=date_said(words, way.checked_at.astimezone(city.zone).date()), by="import")


def details_said(city: City, kind: str, details: str) -> str:
    """The fields of the kind that are no addresses, in the words of the directory."""
    said, known = details_read(details), city.kinds.get(kind)
    texts = [said[key] for key in known.fields if key in said] if known is not None else []
    return BETWEEN.join(each for each in texts if not each.startswith(LINK))


def _where(words: Words, found: FoundPlace) -> str:
    metres = phrases.rounded_m(found.distance_m)
    return words(
        "listing-where",
        distance=phrases.distance(words, metres),
        direction=phrases.direction(words, phrases.direction_of(found.bearing_deg)),
        minutes=str(walking_minutes(metres)),
    )


def walking_minutes(metres: float) -> int:
    """Minutes on foot, at least one."""
    return max(1, round(metres / METRES_A_MINUTE))


def place_link(code: str) -> str:
    """The path of a place's page."""
    return PLACE_PATH + quote(code, safe="")
