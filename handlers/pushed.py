"""What the service says without being asked, put into a person's words when it is sent."""

from collections.abc import Mapping
from typing import Any

from handlers.keyboards import Button, Screen, home_button
from handlers.texts import Words
from models.database import Json


def pushed_screen(words: Words, content: Json) -> Screen:
    """The screen of an outbox row's content (`models.outbox.Pushed` as JSON), with the way home."""
    said = content["text"] if content["key"] is None else words(content["key"], **_said(words, content["arguments"]))
    rows = tuple(tuple(_button(words, each) for each in row) for row in content["buttons"])
    return Screen(said, (*rows, (home_button(words),)))


def _button(words: Words, button: Json) -> Button:
    return Button(words(button["key"], **_said(words, button["arguments"])), data=button["data"], url=button["url"])


def _said(words: Words, arguments: Mapping[str, Json]) -> dict[str, Any]:
    """Titles are picked by language; numbers go in as they are to be read."""
    return {
        name: words.pick(value) if isinstance(value, dict) else str(value) if isinstance(value, int | float) else value
        for name, value in arguments.items()
    }
