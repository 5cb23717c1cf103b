"""Bot API methods as JSON that can lie in the database for days, and back."""

from typing import Any

from aiogram import Bot, methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel

from handlers.talk.kept_file import KeptFile
from handlers.talk.unchecked import unchecked
from models.storage.database import Json

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    cls.__api_method__: cls
    for cls in vars(methods).values()
    if isinstance(cls, type) and issubclass(cls, TelegramMethod) and cls is not TelegramMethod
}
# To aiogram a missing field means "the bot's default", so a stored None has to come back as None.
_EMPTY = {
    name: {field: None for field, info in cls.model_fields.items() if isinstance(info.default, Default)}
    for name, cls in METHODS.items()
}
_PLAIN = frozenset({str, int, float, bool})
_KEYBOARD = "reply_markup"
"""The argument that is the largest, and never holds a file."""


def dump(method: TelegramMethod[Any], bot: Bot) -> Json:
    """`[name, arguments]`, with the bot's defaults written out. Raises TypeError for a file without a key."""
    return [method.__api_method__, _plain(method, bot)]


def load(item: Json, bot: Bot) -> TelegramMethod[Any]:
    """The method that `dump` was given, to be sent. Nested values such as keyboards stay plain: they were checked when
    they were made, and sending would only take the buttons apart again.
    """
    name, arguments = item
    given = {key: value if key == _KEYBOARD else _with_files(value) for key, value in arguments.items()}
    return unchecked(METHODS[name], {**_EMPTY[name], **given}, _bot=bot)


def _plain(value: Any, bot: Bot) -> Any:
    if type(value) is list:
        return [_plain(each, bot) for each in value]
    if type(value) in _PLAIN or value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, BaseModel):
        extra = value.__pydantic_extra__
        return _fields({**value.__dict__, **extra} if extra else value.__dict__, bot)
    if isinstance(value, Default):
        return _plain(bot.default[value.name], bot)
    if isinstance(value, KeptFile):
        return {"$file": value.key, "name": value.filename}
    if isinstance(value, InputFile):
        raise TypeError("a reply's file must be kept first: KeptFile")
    if isinstance(value, dict):
        return _fields(value, bot)
    if isinstance(value, list | tuple):
        return [_plain(each, bot) for each in value]
    return bot.session.prepare_value(value, bot, {}, _dumps_json=False)


def _fields(values: dict[str, Any], bot: Bot) -> Json:
    """Those that are not None, plain. Most are None, or plain already."""
    return {
        name: plain
        for name, value in values.items()
        if value is not None and (plain := value if type(value) in _PLAIN else _plain(value, bot)) is not None
    }


def _with_files(value: Any) -> Any:
    if isinstance(value, dict):
        if "$file" in value:
            return KeptFile(value["$file"], value["name"])
        return {key: _with_files(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_files(each) for each in value]
    return value
