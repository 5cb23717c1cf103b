"""Puts a row of the outbox into the person's language when it is sent."""

from dataclasses import replace
from typing import Any

from aiogram.methods import SendMessage, SendPhoto, TelegramMethod

from handlers.pushed.shown import said_arguments
from handlers.pushed.table import SCREENS
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.outbox.message import Pushed
from models.outbox.pictures import LONGEST_CAPTION, MEDIA_NAME
from models.storage.database import Json


def pushed_screen(words: Words, content: Json, added: Pushed | None = None) -> Screen:
    """The screen of an outbox row's content (`models.outbox.message.Pushed` as JSON), with the way home. added: what is
    only known when the row is sent; its text goes below, its buttons above."""
    screen = SCREENS[content["news"]](words, content["facts"]) if "news" in content else _of_before(words, content)
    if added is not None:
        below = SCREENS[added.news](words, added.facts)
        screen = replace(screen, text=f"{screen.text}\n{below.text}", rows=(*below.rows, *screen.rows))
    return screen.with_home(words)


def _of_before(words: Words, content: Json) -> Screen:
    """The screen of a row from an earlier version, when rows named their text and held their buttons; some such rows
    wait for a year."""
    rows = tuple(tuple(_button_of_before(words, each) for each in row) for row in content["buttons"])
    if content["key"] is None:
        return Screen(str(content["text"]), rows)
    return Screen(words(content["key"], **said_arguments(words, content["arguments"])), rows)


def _button_of_before(words: Words, button: Json) -> Button:
    label = words(button["key"], **said_arguments(words, button["arguments"]))
    return Button(label, data=button["data"], url=button["url"])


def pushed_methods(chat_id: int, screen: Screen, picture: str | None) -> list[TelegramMethod[Any]]:
    """The messages of a screen. The text is the caption of the picture, or a second message if it is too long for a
    caption."""
    markup = screen.markup()
    if picture is None:
        return [SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)]
    photo = SendPhoto(chat_id=chat_id, photo=KeptFile(picture, MEDIA_NAME))
    if len(screen.text) > LONGEST_CAPTION:
        return [photo, SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)]
    return [photo.model_copy(update={"caption": screen.text, "reply_markup": markup})]
