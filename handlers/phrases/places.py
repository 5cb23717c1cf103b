"""How distances, directions, needs and opening hours are said. Numbers go into the texts in the form that people
read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.talk.texts import Words
from models.city.pack import City
from models.places.listed_place import ListedPlace
from models.places.nearest import FoundPlace
from models.places.place import Place
from models.values.opening_hours import (
    NOT_KNOWN,
    BadOpeningHours,
    OpenState,
    as_written,
    has_seasons,
    open_state,
    open_times,
)
from models.values.street import below_district

DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SOON = timedelta(minutes=30)
NIGHT_ENDS = 6
"""A closing time before this hour belongs to the night of the day before."""
DISTANCE_GRAIN_M = 10
LONGEST_ADDRESS = 18
"""Characters of an address in a list."""
LINK = "https://"
NO_NEEDS = "none"
"""The argument that means "nothing in particular" to the texts."""


def rounded_m(distance_m: float) -> int:
    """Metres as they are said and remembered: rounded to the nearest ten, at least ten."""
    return max(DISTANCE_GRAIN_M, round(distance_m / DISTANCE_GRAIN_M) * DISTANCE_GRAIN_M)


def direction_of(bearing_deg: float) -> int:
    """One of eight directions, 0 for north, clockwise."""
    return round(bearing_deg / 45) % len(DIRECTIONS)


def distance(words: Words, metres: int) -> str:
    if metres < 1000:
        return words("place-distance-m", metres=str(metres))
    return words("place-distance-km", kilometres=f"{metres / 1000:.1f}")


def short_address(words: Words, place: ListedPlace) -> str:
    """The street and number for a list; empty if the name of the place already contains them."""
    address = below_district(place.address)
    if address in place.name:
        return ""
    return address if len(address) <= LONGEST_ADDRESS else words("place-cut", text=address[:LONGEST_ADDRESS])


def direction(words: Words, index: int) -> str:
    return words("place-direction", direction=DIRECTIONS[index])


def needs_said(words: Words, city: City, keys: Iterable[str], *, emoji: bool = False) -> str:
    """The titles of the needs in a row; keys that the city pack no longer has are left out."""
    needs = [city.needs[key] for key in keys if key in city.needs]
    titles = [f"{need.emoji} {words.pick(need.titles)}" if emoji else words.pick(need.titles) for need in needs]
    return words("place-and").join(titles)


def needs_argument(words: Words, city: City, keys: Iterable[str]) -> str:
    """The same as `needs_said`, but NO_NEEDS if no need is left."""
    return needs_said(words, city, keys) or NO_NEEDS


def fields_said(
    words: Words, city: City, kind: str, said: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is known of a place beyond what every place has, in the order of its kind: (title, text) of texts, and
    (title, address) of what is an address."""
    known = city.kinds.get(kind)
    fields = [(words.pick(title), said[key]) for key, title in known.fields.items() if key in said] if known else []
    links = [each for each in fields if each[1].startswith(LINK)]
    return [each for each in fields if each not in links], links


def hours_of(place: Place | ListedPlace, now: datetime, zone: ZoneInfo) -> OpenState:
    """The state by the hours of the place; unknown if its hours cannot be read."""
    try:
        return open_state(place.hours, now, zone)
    except BadOpeningHours:
        return NOT_KNOWN


def found_shut(place: Place | ListedPlace, now: datetime) -> bool:
    """Return whether people reported the place shut, and its next opening time has not come since."""
    return place.shut_until is not None and place.shut_until > now


def opening(words: Words, place: Place | ListedPlace | FoundPlace, now: datetime, zone: ZoneInfo) -> str:
    """Open or not, in a few words for a list: `开到 22:00`, `20 分钟后关`, `关着，明天 8:00 开`."""
    row = place.place if isinstance(place, FoundPlace) else place
    state = place.state if isinstance(place, FoundPlace) else hours_of(place, now, zone)
    return words("place-opening", **_opening_arguments(words, state, found_shut(row, now), now, zone))


def opening_in_full(words: Words, place: Place, now: datetime, zone: ZoneInfo) -> str:
    """Open or not, as a sentence for the card. Today's hours follow if they have a pause or if other months have other
    hours; hours that cannot be read follow in their own words."""
    state, shut = hours_of(place, now, zone), found_shut(place, now)
    said = words("place-opening-full", **_opening_arguments(words, state, shut, now, zone))
    written = as_written(place.hours) if state.is_open is None and not shut else None
    said += words("place-opening-written", hours=written) if written else ""
    return said + _today(words, place.hours, now, zone)


def _today(words: Words, hours: str, now: datetime, zone: ZoneInfo) -> str:
    try:
        times = open_times(hours, now.astimezone(zone).date(), zone)
    except BadOpeningHours:
        return ""
    if not times or not (len(times) > 1 or has_seasons(hours)):
        return ""
    return words("place-opening-today", times=times_said(words, times))


def times_said(words: Words, times: Sequence[tuple[datetime, datetime]]) -> str:
    """The opening times of a day: `8:00–12:00、14:00–22:00`. times: local, in order."""
    spans = [words("place-span", start=f"{start.hour}:{start:%M}", end=_end(end)) for start, end in times]
    return words("place-and").join(spans)


def _end(at: datetime) -> str:
    """The end of a day is said as 24:00."""
    return f"{at.hour}:{at:%M}" if at.time() != time(0) else "24:00"


def _opening_arguments(words: Words, state: OpenState, shut: bool, now: datetime, zone: ZoneInfo) -> dict[str, str]:
    until = state.until
    minutes = str(max(1, round((until - now) / timedelta(minutes=1)))) if until is not None else ""
    at = moment(words, until, now, zone, closing=bool(state.is_open)) if until is not None else ""
    return {"how": how_open(state, shut, now), "minutes": minutes, "at": at}


def how_open(state: OpenState, shut: bool, now: datetime) -> str:
    """The variant of `place-opening` for this state. shut: people reported the place shut."""
    if shut:
        return "found-shut"
    if state.is_open is None:
        return "unknown"
    if state.always:
        return "always"
    if state.until is None:
        return "open" if state.is_open else "shut"
    if not state.is_open:
        return "opens"
    return "closes-soon" if state.until - now <= SOON else "closes"


def moment(words: Words, at: datetime, now: datetime, zone: ZoneInfo, *, closing: bool = False) -> str:
    """A time within the next days, in the city's zone: `22:00`, `明天 8:00`, `周五 8:00`, `12 月 3 日`.

    closing: midnight is said as 24:00 of the day before.
    """
    local = at.astimezone(zone)
    ends_day = closing and (local.hour, local.minute) == (0, 0)
    date = local.date() - timedelta(days=1) if ends_day else local.date()
    days = (date - now.astimezone(zone).date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, WEEKDAYS[date.weekday()] if 1 < days < 7 else "later")
    if closing and days == 1 and local.hour < NIGHT_ENDS:
        day = "night"
    time = "24:00" if ends_day else f"{local.hour}:{local:%M}"
    month = words("place-month", month=date.month) if day == "later" else ""  # picked by a number, which takes long
    return words("place-moment", day=day, time=time, month=month, date=str(date.day))
