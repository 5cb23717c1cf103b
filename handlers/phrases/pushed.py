"""What the service says without being asked, put into a person's words when it is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aiogram.methods import SendMessage, SendPhoto, TelegramMethod

from handlers.phrases.cases import day_said, moment_said, quoted
from handlers.phrases.facts import facts_said
from handlers.phrases.places import distance, rounded_m
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Screen, home_button
from handlers.talk.texts import Words
from models.outbox.pictures import LONGEST_CAPTION, MEDIA_NAME
from models.storage.database import Json


def pushed_screen(words: Words, content: Json, added: Json | None = None) -> Screen:
    """The screen of an outbox row's content (`models.outbox.message.Pushed` as JSON), with the way home. added: another
    one, whose text goes below and whose buttons go above."""
    parts = [each for each in (added, content) if each is not None]
    text = "\n".join(_text(words, each) for each in reversed(parts))
    rows = tuple(tuple(_button(words, each) for each in row) for part in parts for row in part["buttons"])
    return Screen(text, (*rows, (home_button(words),)))


def pushed_methods(chat_id: int, screen: Screen, picture: str | None) -> list[TelegramMethod[Any]]:
    """With a picture the words are its caption, or follow it where they are too long for one."""
    markup = screen.markup()
    if picture is None:
        return [SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)]
    photo = SendPhoto(chat_id=chat_id, photo=KeptFile(picture, MEDIA_NAME))
    if len(screen.text) > LONGEST_CAPTION:
        return [photo, SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)]
    return [photo.model_copy(update={"caption": screen.text, "reply_markup": markup})]


def _text(words: Words, content: Json) -> str:
    if content["key"] is None:
        return str(content["text"])
    return words(content["key"], **said_arguments(words, content["arguments"]))


def _button(words: Words, button: Json) -> Button:
    return Button(
        words(button["key"], **said_arguments(words, button["arguments"])), data=button["data"], url=button["url"]
    )


def said_arguments(words: Words, arguments: Mapping[str, Json]) -> dict[str, Any]:
    """The arguments of a text, as models/ gives them, in the words of a language."""
    return {name: _argument(words, value) for name, value in arguments.items()}


def _case_line(words: Words, place: int, case: Json) -> str:
    return words("staff-warning-line", place=str(place), **said_arguments(words, case))


def _late_line(words: Words, place: int, late: Json) -> str:
    return words("staff-late-line", place=str(place), **said_arguments(words, late))


def _argument(words: Words, value: Json) -> Any:
    """Titles are picked by language, days, facts and channels said; numbers go in as they are to be read."""
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, dict):
        return value
    if "facts" in value:
        return facts_said(words, value["facts"])
    if "cases" in value:
        return "\n".join(_case_line(words, place, each) for place, each in enumerate(value["cases"], 1))
    if "late" in value:
        return "\n".join(_late_line(words, place, each) for place, each in enumerate(value["late"], value["first"]))
    if "moment" in value:
        return moment_said(words, datetime.fromisoformat(value["moment"]))
    if "day" in value:
        return day_said(words, date.fromisoformat(value["day"]))
    if "chat" in value:
        return words("me-chat", channel=value["chat"])
    if "distance_m" in value:
        return distance(words, rounded_m(value["distance_m"]))
    if "said" in value:
        return quoted(value["said"], longest=1000)
    return words.pick(value)
