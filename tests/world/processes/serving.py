"""Settings and ports for the real web server on loopback."""

import socket

from pydantic import SecretStr

from bot.settings import Settings


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook_settings() -> Settings:
    """Telegram by webhook, with the secret `hook`."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_token=SecretStr("42:TEST"),
        telegram_webhook_secret=SecretStr("hook"),
        public_url="https://example.org",
        http_port=free_port(),
        webchat=False,
        encoder=False,
    )
