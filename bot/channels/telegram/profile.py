"""How the bot presents itself on Telegram: commands and descriptions in each language, the menu button, and the
webhook.
"""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
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

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import ALLOWED_UPDATES
from bot.channels.telegram.session import NoSuchMethod
from bot.settings import Settings
from handlers.talk.texts import SOURCE_LOCALE, Words, texts
from models.city.pack import City

log = structlog.get_logger(__name__)

COMMANDS = ("start", "stations", "events", "benefits", "policies", "me", "language", "help")
PAUSE, LONGEST_PAUSE = 1.0, 60.0
REFUSALS = (TelegramBadRequest, TelegramForbiddenError, NoSuchMethod)
"""Errors that another try does not mend."""


async def set_profile(channel: TelegramChannel, settings: Settings, city: City) -> None:
    """Set everything once; try what failed again, after everything else."""
    unsaid, pause = _profile(settings, city), PAUSE
    while unsaid := [method for method in unsaid if not await _is_done(channel.bot, method)]:
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
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


async def _is_done(bot: Bot, method: TelegramMethod[bool]) -> bool:
    """Return whether the method needs no other try: it succeeded, or never will. A webhook is also refused while its
    address cannot be resolved, which can change.
    """
    name = type(method).__name__
    try:
        return await bot(method)
    except (TelegramAPIError, ClientDecodeError, OSError) as error:
        refused = isinstance(error, REFUSALS) and not isinstance(method, SetWebhook)
        log.warning(f"telegram profile {'refused' if refused else 'waits'}", method=name, error=type(error).__name__)
        return refused
