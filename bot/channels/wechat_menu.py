"""The menu below the chat: three entries, whose presses open the same conversations as the buttons and words do.

Names have room for 4 Chinese characters at the top and 7 below. https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html
"""

import asyncio
import hashlib
import json
from datetime import UTC, datetime

import structlog

from bot.channels.wechat_api import WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat_update import SAYS
from handlers.me import OpenMe
from handlers.places.found import FindPlaces
from handlers.texts import Words
from models.database import Database, Json
from models.wechat_account import account_value, keep_value

log = structlog.get_logger(__name__)

MENU = "menu"
PAUSE, LONGEST_PAUSE = 2.0, 300.0


def account_menu(words: Words) -> Json:
    """As the API takes it."""
    places = [
        {"type": "click", "name": words("wechat-menu-needs"), "key": FindPlaces().pack()},
        {"type": "location_select", "name": words("wechat-menu-location"), "key": "where"},
    ]
    emergency = {"type": "click", "name": words("wechat-menu-emergency"), "key": SAYS + words("wechat-menu-emergency")}
    me = {"type": "click", "name": words("wechat-menu-me"), "key": OpenMe().pack()}
    return {"button": [{"name": words("wechat-menu-places"), "sub_button": places}, emergency, me]}


async def set_menu(api: WeChatApi, database: Database, words: Words) -> bool:
    """Sets the menu unless it is the one set last; whether it was set. Raises WeChatError, WeChatAway."""
    menu = account_menu(words)
    digest = hashlib.sha256(json.dumps(menu, sort_keys=True).encode()).hexdigest()
    async with database.reading() as session:
        kept = await account_value(session, MENU, now=datetime.now(UTC))
    if kept is not None and kept.value == digest:
        return False
    await api.set_menu(menu)
    async with database.transaction() as session:
        await keep_value(session, MENU, digest, expires_at=None)
    return True


async def keep_setting_menu(api: WeChatApi, database: Database, words: Words) -> None:
    """Until it is set; an account that may not have one (48001) is told to the operator once."""
    pause = PAUSE
    while True:
        try:
            if await set_menu(api, database, words):
                log.info("wechat menu set")
        except WeChatAway as error:
            log.warning("wechat menu waits", error=str(error))
        except WeChatError as error:
            log.error("wechat menu refused", code=error.code)
            if error.code != -1:
                return
        else:
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
