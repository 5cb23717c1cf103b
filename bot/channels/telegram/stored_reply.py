"""Bot API methods as JSON that can lie in the database for days, and back."""

from typing import Any

from aiogram import Bot, methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InlineKeyboardMarkup, InputFile, ReplyKeyboardMarkup

from handlers.talk.kept_file import KeptFile
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


_KEYBOARDS = (InlineKeyboardMarkup, ReplyKeyboardMarkup)
"""Nothing in them takes a default of the bot, or is a file."""


def dump(method: TelegramMethod[Any], bot: Bot) -> Json:
    """`[name, arguments]`, with the bot's defaults written out. Raises TypeError for a file without a key."""
    return [method.__api_method__, _plain(method, bot)]


def load(item: Json, bot: Bot) -> TelegramMethod[Any]:
    """The method that `dump` was given, to be sent. Nested values such as keyboards stay plain: they were checked when
    they were made, and sending would only take the buttons apart again.
    """
    name, arguments = item
    method = METHODS[name].model_construct(**_EMPTY[name], **_with_files(arguments))
    return method.as_(bot)


def _plain(value: Any, bot: Bot) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, _KEYBOARDS):
        return value.model_dump(exclude_none=True)
    if isinstance(value, Default):
        return _plain(bot.default[value.name], bot)
    if isinstance(value, KeptFile):
        return {"$file": value.key, "name": value.filename}
    if isinstance(value, InputFile):
        raise TypeError("a reply's file must be kept first: KeptFile")
    if isinstance(value, dict):
        return {key: plain for key, each in value.items() if (plain := _plain(each, bot)) is not None}
    if isinstance(value, list | tuple):
        return [_plain(each, bot) for each in value]
    if hasattr(value, "__pydantic_fields__"):
        return _plain({**value.__dict__, **(value.__pydantic_extra__ or {})}, bot)
    return bot.session.prepare_value(value, bot, {}, _dumps_json=False)


def _with_files(value: Any) -> Any:
    if isinstance(value, dict):
        if "$file" in value:
            return KeptFile(value["$file"], value["name"])
        return {key: _with_files(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_files(each) for each in value]
    return value
