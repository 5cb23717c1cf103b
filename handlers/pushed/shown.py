"""How news is shown: a text of the locales with its facts, put into the words of a language, and the buttons below."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from fluent.runtime.types import fluent_number

from handlers.phrases.cases import day_said, moment_said, quoted
from handlers.phrases.facts import facts_said
from handlers.phrases.pictures import traces_said
from handlers.phrases.place_facts import value_said
from handlers.phrases.places import distance, rounded_m
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.outbox.message import News
from models.storage.database import Json

Facts = Mapping[str, Json]
Rows = tuple[tuple[Button, ...], ...]
Shows = Callable[[Words, Facts], Screen]
Tells = Mapping[News, Shows]
"""The screen of each kind of news."""


def nothing(words: Words, facts: Facts) -> Rows:
    """No buttons of its own: only the way home."""
    return ()


def shows(key: str, buttons: Callable[[Words, Facts], Rows] = nothing) -> Shows:
    """Return a function that shows the text of this key, with the facts as its arguments, and the buttons."""
    return lambda words, facts: Screen(words(key, **said_arguments(words, facts)), buttons(words, facts))


def said_arguments(words: Words, facts: Mapping[str, Json]) -> dict[str, Any]:
    """The facts in a language's words, by name."""
    return {name: _argument(words, value) for name, value in facts.items()}


def _case_line(words: Words, place: int, case: Json) -> str:
    return words("staff-warning-line", place=str(place), **said_arguments(words, case))


def _late_line(words: Words, place: int, late: Json) -> str:
    return words("staff-late-line", place=str(place), **said_arguments(words, late))


def _argument(words: Words, value: Json) -> Any:
    """A fact as an argument of a text: titles in the language, days, cases and channels in words, a list as lines,
    numbers as numbers, by which a text chooses its words, without separators."""
    if isinstance(value, int | float):
        return fluent_number(value, useGrouping=False)
    if not isinstance(value, dict):
        return value
    if "facts" in value:
        return facts_said(words, value["facts"])
    if "cases" in value:
        return "\n".join(_case_line(words, place, each) for place, each in enumerate(value["cases"], 1))
    if "late" in value:
        return "\n".join(_late_line(words, place, each) for place, each in enumerate(value["late"], value["first"]))
    if "place" in value:
        what, said, day = value["place"]
        return value_said(words, what, said, date.fromisoformat(day))
    if "moment" in value:
        return moment_said(words, datetime.fromisoformat(value["moment"]))
    if "day" in value:
        return day_said(words, date.fromisoformat(value["day"]))
    if "chat" in value:
        return words("me-chat", channel=value["chat"])
    if "distance_m" in value:
        return distance(words, rounded_m(value["distance_m"]))
    if "traces" in value:
        return traces_said(words, value["traces"])
    if "said" in value:
        return quoted(value["said"], longest=1000)
    return words.pick(value)
