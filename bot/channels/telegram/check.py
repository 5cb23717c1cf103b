"""`check` asks the Bot API who the bot is, what the webhook's state is, and what time it has there."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.channel.finding import Finding, clock_findings
from bot.settings import Settings

SECONDS = 10
RECENT = timedelta(days=1)
MANY_WAIT = 100


async def telegram_findings(settings: Settings) -> AsyncIterator[Finding]:
    """The findings about the token, the webhook and the clock."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    address = f"{settings.telegram_api}/bot{token}"
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as client:
            async with client.get(f"{address}/getMe") as response:
                me, date = await response.json(), response.headers.get("Date")
            async with client.get(f"{address}/getWebhookInfo") as response:
                webhook = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        yield Finding(False, "operator-check-telegram-away", {"error": type(error).__name__})
        return
    if not isinstance(me, dict) or not me.get("ok"):
        yield Finding(False, "operator-check-telegram-token")
        return
    yield Finding(True, "operator-check-telegram", {"name": str(_result(me).get("username", "?"))})
    for finding in _of_webhook(_result(webhook), settings):
        yield finding
    for finding in clock_findings(_moment(date), datetime.now(UTC), "Telegram"):
        yield finding


async def bot_username(settings: Settings) -> str | None:
    """The bot's username; None if Telegram cannot be asked."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as client,
            client.get(f"{settings.telegram_api}/bot{token}/getMe") as response,
        ):
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    name = _result(answer).get("username")
    return name if isinstance(name, str) else None


def _result(answer: Any) -> Mapping[str, Any]:
    result = answer.get("result") if isinstance(answer, dict) else None
    return result if isinstance(result, dict) else {}


def _of_webhook(info: Mapping[str, Any], settings: Settings) -> Iterator[Finding]:
    """Telegram's report on the webhook. Without a secret, updates are polled and there should be none."""
    url, waiting = str(info.get("url", "")), int(info.get("pending_update_count", 0))
    if settings.telegram_webhook_secret is None:
        yield Finding(None if url else True, "operator-check-polling", {"url": url or "none", "waiting": waiting})
        return
    wanted = f"{settings.public_url}/telegram/webhook"
    state = "set" if url == wanted else "other" if url else "none"
    good = True if state == "set" and waiting < MANY_WAIT else None
    yield Finding(good, "operator-check-webhook", {"state": state, "url": url or wanted, "waiting": waiting})
    failed = info.get("last_error_date")
    if isinstance(failed, int):
        at = datetime.fromtimestamp(failed, UTC)
        told = {"at": f"{at.astimezone():%Y-%m-%d %H:%M}", "reason": str(info.get("last_error_message", "?"))}
        stuck = datetime.now(UTC) - at < RECENT and waiting > 0
        yield Finding(False if stuck else None, "operator-check-webhook-error", told)


def _moment(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
