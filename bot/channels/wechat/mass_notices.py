"""The job that sends notices as WeChat mass messages to people who could not be reached on WeChat otherwise, if staff
chose so."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.channels.wechat.mass import WeChatMass
from handlers.notices.mass import mass_text
from handlers.talk.texts import texts
from models.city.pack import City
from models.notices.mass import MassPart, next_part, notices_with_mass, part_refused, part_taken
from models.notices.notice import Notice
from models.storage.database import Database
from models.wechat.account import WECHAT
from models.wechat.errors import MassBudgetSpent

log = structlog.get_logger(__name__)

PARTS = 10
"""Parts of one notice in one run: WeChat allows 60 calls a minute."""


async def send_mass(database: Database, api: WeChatApi, city: City, *, clock: Callable[[], datetime]) -> int:
    """Send every part that is due. Returns how many WeChat accepted. Safe in several processes, since a part has one
    key."""
    taken = 0
    async with database.reading() as session:
        ids = await notices_with_mass(session, now=clock())
    for notice_id in ids:
        for _ in range(PARTS):
            async with database.transaction() as session:
                part = await next_part(session, notice_id, city=city, now=clock())
            if part is None or not await _send(database, WeChatMass(api, database, clock), part, clock):
                break
            taken += 1
    return taken


async def _send(database: Database, mass: WeChatMass, part: MassPart, clock: Callable[[], datetime]) -> bool:
    async with database.reading() as session:
        notice = await session.get_one(Notice, part.notice_id)
        text = mass_text(texts().on(WECHAT).in_(part.locale), notice.titles, notice.texts, notice.links)
    try:
        await mass.send(part.key, text, followers=part.followers, counts=part.number == 0)
    except WeChatAway as error:
        log.warning("mass message cut off", notice=part.notice_id, error=type(error).__name__)
        return False  # the same part is sent again under the same key
    except (WeChatError, MassBudgetSpent, ValueError) as error:
        trouble = str(error.code) if isinstance(error, WeChatError) else "none_left"
        trouble = "too_long" if isinstance(error, ValueError) else trouble
        async with database.transaction() as session:
            await part_refused(session, part, trouble)
        return False
    async with database.transaction() as session:
        await part_taken(session, part, now=clock())
    return True
