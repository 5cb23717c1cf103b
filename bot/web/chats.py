"""The chats that a page links to: all that are configured. Each channel gives its own address."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.app import App
from bot.configured_channels import parts_of

log = structlog.get_logger(__name__)

START = "START"
"""Stands in a channel's address for the text that the chat is opened with."""
WITHIN_S = 2.0
"""Seconds that a page waits for a channel that has to ask for its own name."""
AGAIN_S = 300.0
"""Seconds until a channel that did not know its address is asked again."""


@dataclass
class Chats:
    app: App
    _known: dict[str, str] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    async def links(self, start: str) -> list[tuple[str, str]]:
        """Return (channel, address) of each chat. The chat opens with `start`; empty: it just opens."""
        for part, channel in parts_of(self.app.channels):
            if channel.name in self._known or time.monotonic() - self._asked.get(channel.name, -AGAIN_S) < AGAIN_S:
                continue
            self._asked[channel.name] = time.monotonic()
            try:
                async with asyncio.timeout(WITHIN_S):
                    address = await part.link(self.app.settings, START)
            except TimeoutError:
                log.warning("a chat's address is not known", channel=channel.name)
                continue
            if address is not None:
                self._known[channel.name] = address.removeprefix(self.app.settings.address)
        return [(name, start.join(address.rsplit(START, 1))) for name, address in self._known.items()]

    async def scenes(self, start: str, *, lasts: timedelta) -> list[tuple[str, str]]:
        """Return (channel, address) of each chat that is opened only by scanning a picture of the address."""
        found = []
        for part, channel in parts_of(self.app.channels):
            try:
                async with asyncio.timeout(WITHIN_S):
                    address = await part.scene(channel, start, lasts)
            except TimeoutError:
                log.warning("a chat's picture is not known", channel=channel.name)
                continue
            found += [(channel.name, address)] if address is not None else []
        return found

    async def first(self) -> str | None:
        """The address of a chat; None if there is none."""
        links = await self.links("")
        return links[0][1] if links else None
