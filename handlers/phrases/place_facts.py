"""How what is known of a place is said: its usual hours, how one gets in, when it is shut for days, when it was
checked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from handlers.phrases.places import WEEKDAYS, times_said
from handlers.talk.texts import Words
from models.city.pack import City
from models.places.change import ASKED, What
from models.places.hours import PlaceHours
from models.places.listed_place import ListedPlace
from models.places.place import Place, details_read, is_long_unchecked
from models.values.calendar import ONE_DAY
from models.values.opening_hours import BadOpeningHours, as_written, open_times

ANY_ZONE = ZoneInfo("UTC")
"""Hours are of the place's own clock, whatever the zone."""


def date_said(words: Words, day: date) -> str:
    """`2 月 1 日`."""
    return words("listing-date", month=words("place-month", month=day.month), date=str(day.day))


def closure_said(words: Words, closure: PlaceHours) -> str:
    """`2 月 1 日–2 月 8 日关门：装修`."""
    days = "one" if closure.first == closure.until else "more"
    first, last = date_said(words, closure.first), date_said(words, closure.until)
    return words("place-closure", days=days, first=first, last=last, reason=closure.reason or "none")


def access_said(words: Words, access: str | None, note: str | None) -> str:
    """How one gets in: `刷身份证（从侧门进）`; empty if that is not known."""
    said = words("place-access", access=access) if access else ""
    return words("place-access-noted", access=said, note=note) if said and note else said or note or ""


def checked_said(words: Words, place: Place, now: datetime, zone: ZoneInfo) -> str:
    """When somebody last checked the place, and who; or that nobody has for long."""
    if place.checked_at is None or is_long_unchecked(place.checked_at, now):
        return words("place-unchecked")
    day = date_said(words, place.checked_at.astimezone(zone).date())
    return words("place-checked", date=day, by=place.checked_by or "import")


def unchecked_said(words: Words, places: Sequence[ListedPlace], now: datetime) -> str | None:
    """Which places of a list nobody has checked for long, by their numbers from 1; None if there are none."""
    old = [str(number) for number, each in enumerate(places, 1) if is_long_unchecked(each.checked_at, now)]
    if not old:
        return None
    which = "all" if len(old) == len(places) else "some"
    return words("place-list-unchecked", which=which, numbers=words("place-and").join(old))


def value_said(words: Words, what: str, value: str, day: date) -> str:
    """A value of `What`. day: of the week whose hours are said."""
    if what == What.HOURS:
        return hours_said(words, value, day)
    if what == What.ACCESS:
        access, _, note = value.partition("\n")
        return access_said(words, access, note) or words("place-value-none")
    return words("place-value-closed", value=value)


def change_said(words: Words, city: City, what: str, value: str, day: date) -> str:
    """A value in the history of a place, with the name of what it is where that does not show."""
    if what in ASKED:
        return value_said(words, what, value, day)
    return words("place-fact", what=what, value=fact_said(words, city, what, value))


def fact_said(words: Words, city: City, what: str, value: str) -> str:
    """A fact of which riders are not asked: titles for keys of the pack."""
    if what == What.DETAILS:
        return words("place-and").join(details_read(value).values()) or words("place-value-none")
    packs: Mapping[str, Mapping[str, Any]] = {"kind": city.kinds, "district": city.districts, "needs": city.needs}
    known = packs.get(what, {})
    titles = [words.pick(known[key].titles) for key in value.split("|") if key in known]
    return words("place-and").join(titles) or value or words("place-value-none")


def hours_said(words: Words, hours: str, day: date) -> str:
    """The usual hours of the week of a day, without public holidays: `每天 8:00–22:00`, `周一到周五 8:00–18:00，
    周六到周日不开`."""
    if not hours:
        return words("place-value-none")
    monday = day - timedelta(days=day.weekday())
    try:
        times = [_day_said(words, _but_holidays(hours), monday + timedelta(days=each)) for each in range(7)]
    except BadOpeningHours:
        return hours
    if not any(times):
        return as_written(hours) or hours
    stretches = [[index for index, _ in some] for _, some in groupby(enumerate(times), key=lambda each: each[1])]
    said = [_stretch_said(words, stretch, times[stretch[0]]) for stretch in stretches]
    return words("place-hours-and").join(said)


def _but_holidays(hours: str) -> str:
    rules = [rule for rule in hours.split(";") if not rule.strip().startswith("PH")]
    return ";".join(rules) or hours


def _day_said(words: Words, hours: str, day: date) -> str:
    """The times of a day; empty if the place is shut or nobody knows."""
    times = open_times(hours, day, ANY_ZONE)
    if times and times[0][1] - times[0][0] >= ONE_DAY:
        return words("place-opening", how="always", at="", minutes="")
    return times_said(words, times)


def _stretch_said(words: Words, days: Sequence[int], times: str) -> str:
    first, last = (words("listing-day", day=WEEKDAYS[each]) for each in (days[0], days[-1]))
    many = {1: "one", 7: "all"}.get(len(days), "more")
    return words("place-hours-days", days=many, first=first, last=last, times=times or "none")
