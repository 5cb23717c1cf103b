"""The findings of `check` about the WeChat account."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import sqlalchemy as sa

from bot.channel.finding import Finding
from bot.channels.wechat.api import WeChatAway, WeChatError, api_of
from bot.settings import Settings
from models.city.pack import City
from models.city.wechat_templates import TemplateKind
from models.storage.database import open_database
from models.storage.encryption import Cipher
from models.wechat.account import account_value
from models.wechat.mass import mass_left

SECRET_WRONG = frozenset({40001, 40125, 41004})
APP_ID_WRONG = frozenset({40013, 41002})
ADDRESS_NOT_LISTED = 40164


async def wechat_findings(settings: Settings, cipher: Cipher, city: City | None) -> AsyncIterator[Finding]:
    """Find whether the account is connected, its menu set, and its templates usable."""
    if not (settings.public_url or "").startswith("https://"):
        yield Finding(False, "operator-check-wechat-public-url")
    mode = "plain" if settings.wechat_aes_key is None else "aes"
    yield Finding(True, "operator-check-wechat-mode", {"mode": mode})
    database = open_database(settings.database_url, cipher)
    api = api_of(settings, database)
    try:
        await api.fresh_token(force=False)
        yield Finding(True, "operator-check-wechat")
    except (WeChatError, WeChatAway) as error:
        yield Finding(False, key_of(error), {"error": str(error)})
    finally:
        await api.close()
    now = datetime.now(UTC)
    try:
        async with database.reading() as session:
            pause = await account_value(session, "pause", now=now)
            menu = await account_value(session, "menu", now=now)
            paused = [kind for kind in TemplateKind if await account_value(session, f"pause:{kind}", now=now)]
            left = await mass_left(session, now=now)
    except sa.exc.SQLAlchemyError:
        return  # reported above already
    finally:
        await database.close()
    if pause is not None:
        yield Finding(False, "operator-check-wechat-paused", {"code": str(pause.value)})
    yield Finding(menu is not None, "operator-check-wechat-menu" if menu else "operator-check-wechat-no-menu")
    for each in city.wechat_templates.values() if city is not None else ():
        told = {"kind": each.kind.value, "way": each.way.value, "paused": "yes" if each.kind in paused else "no"}
        yield Finding(each.kind not in paused, "operator-check-wechat-template", told)
    yield Finding(True, "operator-check-wechat-mass", {"left": left})


def key_of(error: WeChatError | WeChatAway) -> str:
    """The key of the operator's text about the error."""
    if isinstance(error, WeChatAway):
        return "operator-check-wechat-away"
    if error.code in SECRET_WRONG:
        return "operator-check-wechat-secret"
    if error.code in APP_ID_WRONG:
        return "operator-check-wechat-app-id"
    return "operator-check-wechat-ip" if error.code == ADDRESS_NOT_LISTED else "operator-check-wechat-refused"
