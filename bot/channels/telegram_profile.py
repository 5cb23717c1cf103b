"""How the bot presents itself on Telegram: commands and descriptions in each language, menu button, webhook or not."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import (
    DeleteWebhook,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import BotCommand, MenuButtonCommands

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polling import ALLOWED_UPDATES
from bot.settings import Settings
from handlers.texts import SOURCE_LOCALE, Words, texts
from models.city import City

log = structlog.get_logger(__name__)

COMMANDS = ("start", "stations", "me", "language", "help")
PAUSE, LONGEST_PAUSE = 1.0, 60.0


async def set_profile(channel: TelegramChannel, settings: Settings, city: City) -> None:
    """Says it all once, trying until each is said."""
    for method in _profile(settings, city):
        await _until_said(channel.bot, method)
    log.info("telegram profile set")


def _profile(settings: Settings, city: City) -> list[TelegramMethod[bool]]:
    secret = settings.telegram_webhook_secret
    way_in: TelegramMethod[bool] = (
        DeleteWebhook()
        if secret is None
        else SetWebhook(
            url=f"{settings.public_url}/telegram/webhook",
            secret_token=secret.get_secret_value(),
            allowed_updates=ALLOWED_UPDATES,
        )
    )
    methods: list[TelegramMethod[bool]] = [way_in, SetChatMenuButton(menu_button=MenuButtonCommands())]
    for locale in texts().locales:
        methods += _in_language(texts().in_(locale), city, None if locale == SOURCE_LOCALE else locale)
    return methods


def _in_language(words: Words, city: City, code: str | None) -> list[TelegramMethod[bool]]:
    commands = [BotCommand(command=name, description=words(f"command-{name}")) for name in COMMANDS]
    name = words.pick(city.titles)
    return [
        SetMyCommands(commands=commands, language_code=code),
        SetMyDescription(description=words("profile-description", city=name), language_code=code),
        SetMyShortDescription(short_description=words("profile-short-description", city=name), language_code=code),
    ]


async def _until_said(bot: Bot, method: TelegramMethod[bool]) -> None:
    pause = PAUSE
    while True:
        try:
            await bot(method)
        except (TelegramAPIError, ClientDecodeError, OSError) as error:
            log.warning("telegram profile waits", method=type(method).__name__, error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return
