"""What is around every page of the console: its templates, the places to go, and what the last press said."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.templating import Jinja2Templates

from bot.web.console.who import Who
from handlers.talk.texts import Words
from models.city.pack import City
from models.staff.post import Staff

DESK_PATH, SIGN_IN_PATH = "/console", "/console/sign-in"

templates = Jinja2Templates(directory=Path(__file__).parents[1] / "templates").env


@dataclass(frozen=True, slots=True)
class Way:
    """A place to go in the console. key: of its words. letter: the key to press after `g`."""

    path: str
    key: str
    who: Who = Who.STAFF
    letter: str = ""


WAYS: tuple[Way, ...] = (
    Way("/console/cases", "console-way-lists", letter="q"),
    Way("/console/work-orders", "console-way-work-orders", letter="w"),
    Way("/console/file", "console-way-filing", letter="f"),
    Way("/console/notices", "console-way-notices", letter="n"),
    Way("/console/events", "console-way-events", letter="e"),
    Way("/console/places", "console-way-places", Who.PLACES, letter="m"),
    Way("/console/library", "console-way-library", letter="a"),
    Way("/console/questions", "console-way-questions", letter="u"),
    Way("/console/benefits", "console-way-benefits", letter="b"),
    Way("/console/sheet", "console-way-sheet"),
    Way("/console/colleagues", "console-way-colleagues", Who.LEADS, letter="c"),
    Way("/console/figures", "console-way-figures", Who.FIGURES, letter="i"),
    Way("/console/duties", "console-way-duties", Who.DESK, letter="o"),
    Way("/console/assessment", "console-way-assessment", Who.DESK),
    Way("/console/posts", "console-way-posts", Who.LEADS, letter="p"),
    Way("/console/keys", "console-way-keys", Who.LEADS),
    Way("/console/log", "console-way-log", Who.LEADS, letter="l"),
    Way("/console/system", "console-way-system", Who.ADMINS),
    Way("/console/devices", "console-way-devices", Who.DESK, letter="d"),
)
"""In the order of the frame."""


def frame_of(request: Request, words: Words, city: City, staff: Staff) -> dict[str, Any]:
    """What the frame shows: the city, the post, the places that it may go to, whether it may look for cases, and what
    the last press said."""
    done = request.query_params.get("done", "")
    key = f"console-done-{done}"
    known = city.departments.get(staff.department or "")
    return {
        "city_name": words.pick(city.titles),
        "sample": city.sample and not city.demonstration,
        "department": words.pick(known.titles) if known else "",
        "ways": [(way, words(way.key), request.url.path == way.path) for way in WAYS if way.who.allows(staff, city)],
        "may_search": Who.STAFF.allows(staff, city),
        "said": words(key) if done and words.has(key) else "",
    }
