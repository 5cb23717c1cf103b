"""The texts that the page's script fills with its own numbers: the same words as in the chat, with gaps."""

from itertools import product

from bot.web.map.cards import METRES_A_MINUTE, SHAPES
from handlers.phrases.assessment import grades_said
from handlers.phrases.places import DIRECTIONS, SOON, WEEKDAYS
from handlers.talk.texts import Words
from models.places.place import LONG_UNCHECKED, Access
from models.storage.database import Json

MONTHS = range(1, 13)
HEADINGS = (("some", "none"), ("needs", "none"), ("spot", "none"), ("open", "any"))
"""The arguments of a heading: whether places were found, the needs, the spot, and whether only open places count."""


def patterns(words: Words) -> Json:
    """The texts by name; a gap is a name in braces, such as `{minutes}`."""
    days = ("today", "tomorrow", "night", *WEEKDAYS, "later")
    return {
        "opening": {how: words("place-opening", how=how, at="{at}", minutes="{minutes}") for how in SHAPES},
        "shapes": SHAPES,
        "moment": {day: words("place-moment", day=day, time="{time}", month="{month}", date="{date}") for day in days},
        "months": [words("place-month", month=month) for month in MONTHS],
        "metres": words("place-distance-m", metres="{metres}"),
        "kilometres": words("place-distance-km", kilometres="{kilometres}"),
        "directions": [words("place-direction", direction=each) for each in DIRECTIONS],
        "grades": grades_said(words),
        "where": words("listing-where", distance="{distance}", direction="{direction}", minutes="{minutes}"),
        "and": words("place-and"),
        "beside": words("place-hours-and"),
        "access": [words("place-access", access=each.value) for each in Access],
        "accessNoted": words("place-access-noted", access="{access}", note="{note}"),
        "date": words("listing-date", month="{month}", date="{date}"),
        "checked": words("place-checked", date="{date}", by="import"),
        "unchecked": words("map-unchecked"),
        "gateUnchecked": words("map-gate-unchecked"),
        "longUnchecked": LONG_UNCHECKED.days,
        "found": {
            how: words("listing-found", how=how, count="{count}", name="{name}", where="{where}")
            for how in ("open", "any", "none")
        },
        "headings": {" ".join(key): _heading(words, *key) for key in product(*HEADINGS)},
        "as-of": words("listing-as-of", at="{at}"),
        "soon": int(SOON.total_seconds() // 60),
        "metresAMinute": METRES_A_MINUTE,
    }


def _heading(words: Words, found: str, needs: str, spot: str, how: str) -> str:
    gaps = {"needs": "none" if needs == "none" else "{needs}", "spot": "none" if spot == "none" else "{spot}"}
    return words("listing-heading", found=found, how=how, **gaps)
