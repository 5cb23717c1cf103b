"""The calls of the Bot API, and whether Telegram reaches us, as its answers tell."""

import time
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramNotFound, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetUpdates,
    Response,
    SendMessage,
    SetWebhook,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

SILENT_S = 120.0
"""Polling asks at least twice a minute. After this many seconds without an answer, Telegram does not reach us."""

_KEPT_RESPONSES = [Response[method.__returning__] for method in (SendMessage, EditMessageText, AnswerCallbackQuery)]  # type: ignore[name-defined]
"""pydantic builds these types again, 2 ms each, if nothing refers to them."""
_JSON = {"Content-Type": "application/json"}


class NoSuchMethod(TelegramAPIError):
    """The server does not know the method, and never will."""


class TelegramHealth:
    """Notes when Telegram last answered a poll, and whether it has accepted our webhook."""

    def __init__(self) -> None:
        self._answered_at = time.monotonic()
        self._webhook_set = False
        self._is_asked = False
        self.by_webhook = False

    def begin(self) -> None:
        """This process begins to ask Telegram."""
        self._answered_at, self._is_asked = time.monotonic(), True

    def end(self) -> None:
        """Another process asks Telegram from now on."""
        self._is_asked = False

    def note(self, method: TelegramMethod[Any]) -> None:
        """Telegram has accepted this call."""
        if isinstance(method, GetUpdates):
            self._answered_at = time.monotonic()
        elif isinstance(method, SetWebhook):
            self._webhook_set = True

    def is_well(self) -> bool:
        """Return whether updates reach us; True if another process receives them. Polling counts as working until
        SILENT_S pass without an answer."""
        if not self._is_asked:
            return True
        return self._webhook_set if self.by_webhook else time.monotonic() - self._answered_at < SILENT_S


class Session(AiohttpSession):
    """aiogram's session, with three additions. It distinguishes an unknown method from a server in trouble, it sends
    plain messages, the most frequent calls, as JSON, which takes a fifth of the time of a form, and it notes in
    `health` what Telegram answers.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.health = TelegramHealth()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        """Send plain messages as JSON, and everything else as aiogram does."""
        body = _as_json(method, bot)
        if body is None:
            result = await super().make_request(bot, method, timeout)
            self.health.note(method)
            return result
        client = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        within = ClientTimeout(self.timeout if timeout is None else timeout)
        try:
            async with client.post(url, data=body, headers=_JSON, timeout=within) as response:
                content = await response.text()
        except (TimeoutError, ClientError) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        return cast(TelegramType, self.check_response(bot, method, response.status, content).result)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Raises NoSuchMethod for an unknown method: Telegram's own server answers 404 with these words, other servers
        of the Bot API 501.
        """
        try:
            return super().check_response(bot, method, status_code, content)
        except TelegramServerError as error:
            if status_code == HTTPStatus.NOT_IMPLEMENTED:
                raise NoSuchMethod(method, error.message) from error
            raise
        except TelegramNotFound as error:
            if "method not found" in error.message:
                raise NoSuchMethod(method, error.message) from error
            raise


def _as_json(method: TelegramMethod[Any], bot: Bot) -> str | None:
    """The arguments of a plain message as JSON; None for everything that aiogram has to send itself."""
    if not isinstance(method, SendMessage | EditMessageText):
        return None
    left_to_the_bot = {name for name, value in method.__dict__.items() if isinstance(value, Default)}
    if any(bot.default[method.__dict__[name].name] is not None for name in left_to_the_bot):
        return None
    return method.model_dump_json(exclude=left_to_the_bot, exclude_none=True, warnings=False)
