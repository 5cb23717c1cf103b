"""The menu below the chat: three entries, whose presses open the same conversations as the buttons and words do.

Names have room for 4 Chinese characters at the top and 7 below.
https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html
"""

import asyncio
import hashlib
import json
from datetime import UTC, datetime

import structlog
from aiogram.filters.callback_data import CallbackData

from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat.update import SAYS
from handlers.buttons.cases import CITY, HELP, RIGHTS, OpenCases, OpenGroup
from handlers.buttons.places import ChooseNeed, FindPlaces
from handlers.talk.screens import Home
from handlers.talk.texts import Words
from models.city.pack import City
from models.storage.database import Database, Json
from models.wechat.account import account_value, keep_value

log = structlog.get_logger(__name__)

MENU = "menu"
MOST_BELOW, LONGEST_NAME = 5, 7
"""Entries below one of the three, and Chinese characters of their names."""
PAUSE, LONGEST_PAUSE = 2.0, 300.0


def account_menu(words: Words, city: City, public_url: str) -> Json:
    """The menu as the API takes it: the most frequent searches, the map, the most frequent tasks, and the emergency
    numbers."""
    kind = next((key for key in city.kinds if key in city.needs), None)
    needs = [city.needs[key] for key in (*city.first_needs, *filter(None, [kind]))]
    short = [need for need in needs if len(words.pick(need.titles)) <= LONGEST_NAME]
    usual = [*short[: MOST_BELOW - 4], *(need for need in short[MOST_BELOW - 4 :] if need.key == kind)]
    places = [
        *(_click(words.pick(need.titles), ChooseNeed(need=need.key)) for need in usual),
        _click(words("wechat-menu-needs"), FindPlaces()),
        {"type": "view", "name": words("wechat-menu-map"), "url": f"{public_url}/map"},
        {"type": "location_select", "name": words("wechat-menu-location"), "key": "where"},
    ]
    done = [
        _click(words("wechat-menu-complain"), OpenGroup(group=RIGHTS)),
        _click(words("wechat-menu-progress"), OpenCases()),
        _click(words("wechat-menu-help"), OpenGroup(group=HELP)),
        _click(words("wechat-menu-report"), OpenGroup(group=CITY)),
        _click(words("wechat-menu-more"), Home()),
    ]
    emergency = {"type": "click", "name": words("wechat-menu-emergency"), "key": SAYS + words("wechat-menu-emergency")}
    return {
        "button": [
            {"name": words("wechat-menu-places"), "sub_button": places[-MOST_BELOW:]},
            {"name": words("wechat-menu-done"), "sub_button": done},
            emergency,
        ]
    }


def _click(name: str, opens: CallbackData) -> Json:
    return {"type": "click", "name": name, "key": opens.pack()}


async def set_menu(api: WeChatApi, database: Database, words: Words, city: City, public_url: str) -> bool:
    """Set the menu unless it is the one set last; return whether it was set. Raises WeChatError, WeChatAway."""
    menu = account_menu(words, city, public_url)
    digest = hashlib.sha256(json.dumps(menu, sort_keys=True).encode()).hexdigest()
    async with database.reading() as session:
        kept = await account_value(session, MENU, now=datetime.now(UTC))
    if kept is not None and kept.value == digest:
        return False
    await api.set_menu(menu)
    async with database.transaction() as session:
        await keep_value(session, MENU, digest, expires_at=None)
    return True


async def keep_setting_menu(api: WeChatApi, database: Database, words: Words, city: City, public_url: str) -> None:
    """Try until the menu is set. If the account may not have one (48001), tell the operator once."""
    pause = PAUSE
    while True:
        try:
            if await set_menu(api, database, words, city, public_url):
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
