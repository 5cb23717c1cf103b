"""Pictures that open the account's chat on the phone which scans them, and hand in a word: scenes that end by
themselves.

Whoever follows the account already comes as a `SCAN`, anybody else as a `subscribe` (update.py reads both).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from models.storage.database import Json

log = structlog.get_logger(__name__)

PATH = "/cgi-bin/qrcode/create"
SHORTEST = timedelta(seconds=30)
"""WeChat makes no scene for less."""
AGAIN_AFTER = timedelta(minutes=5)
"""Anybody can ask for a picture: an account that may make none, or whose day is used up, is not asked each time."""
MOST_KEPT = 1000


class Scenes:
    """The scenes of an account, each asked for once."""

    def __init__(self, api: WeChatApi, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._clock = clock
        self._known: dict[str, str] = {}
        self._asks_from: datetime | None = None

    async def address(self, word: str, *, lasts: timedelta) -> str | None:
        """The address to draw as a picture, for a word that is good for a while; None if WeChat makes none now.

        https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode.html
        """
        if word in self._known:
            return self._known[word]
        if self._asks_from is not None and self._clock() < self._asks_from:
            return None
        seconds = int(max(lasts, SHORTEST).total_seconds())
        scene: dict[str, Json] = {"scene": {"scene_str": word}}
        asked: dict[str, Json] = {"expire_seconds": seconds, "action_name": "QR_STR_SCENE", "action_info": scene}
        try:
            made = (await self._api.call(PATH, asked)).get("url")
        except (WeChatError, WeChatAway) as error:
            log.warning("wechat makes no scene", error=str(error))
            self._asks_from = self._clock() + AGAIN_AFTER
            return None
        if not isinstance(made, str) or not made.startswith(("http://", "https://")):
            return None
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known[word] = made
        return made
