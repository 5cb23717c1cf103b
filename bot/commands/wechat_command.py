"""What the operator asks of the WeChat account: is it connected, and is its menu set?"""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.channels.wechat.api import WeChatApi, WeChatAway, WeChatError
from bot.commands.ready_database import ready_database
from bot.lean_import import import_aiogram
from bot.settings import Settings
from handlers.talk.texts import Words
from models.city.pack import City, load_city
from models.city.wechat_templates import TemplateKind
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.wechat.account import account_value, drop_value
from models.wechat.mass import mass_left

Say = Callable[[str], None]
SECRET_WRONG = frozenset({40001, 40125, 41004})
APP_ID_WRONG = frozenset({40013, 41002})
ADDRESS_NOT_LISTED = 40164


async def push_menu(settings: Settings, words: Words, say: Say, *, force: bool) -> bool:
    """Sets the account's menu and says what came of it; whether all is well. Raises Unready."""
    if settings.wechat_app_id is None:
        say(words("operator-wechat-not-set"))
        return False
    import_aiogram()
    from bot.channels.wechat.menu import MENU, set_menu

    async with ready_database(settings, words) as database:
        api = _api(settings, database)
        try:
            if force:
                async with database.transaction() as session:
                    await drop_value(session, MENU)
            changed = await set_menu(api, database, words, load_city(settings.city_dir))
        except (WeChatError, WeChatAway) as error:
            say(words(_key_of(error), error=str(error)))
            return False
        except sa.exc.SQLAlchemyError as error:
            say(words("operator-check-database-away", error=type(error).__name__))
            return False
        finally:
            await api.close()
    say(words("operator-wechat-menu-set" if changed else "operator-wechat-menu-same"))
    return True


async def wechat_findings(
    settings: Settings, cipher: Cipher, city: City | None
) -> AsyncIterator[tuple[str, bool, dict[str, Any]]]:
    """Lines of `check`: a text's key, whether it is well, its arguments."""
    if not (settings.public_url or "").startswith("https://"):
        yield "operator-check-wechat-public-url", False, {}
    yield "operator-check-wechat-mode", True, {"mode": "plain" if settings.wechat_aes_key is None else "aes"}
    database = open_database(settings.database_url, cipher)
    api = _api(settings, database)
    try:
        await api.fresh_token(force=False)
        yield "operator-check-wechat", True, {}
    except (WeChatError, WeChatAway) as error:
        yield _key_of(error), False, {"error": str(error)}
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
        return  # said above already
    finally:
        await database.close()
    if pause is not None:
        yield "operator-check-wechat-paused", False, {"code": str(pause.value)}
    yield "operator-check-wechat-menu" if menu else "operator-check-wechat-no-menu", menu is not None, {}
    for each in city.wechat_templates.values() if city is not None else ():
        told = {"kind": each.kind.value, "way": each.way.value, "paused": "yes" if each.kind in paused else "no"}
        yield "operator-check-wechat-template", each.kind not in paused, told
    yield "operator-check-wechat-mass", True, {"left": left}


def _key_of(error: WeChatError | WeChatAway) -> str:
    if isinstance(error, WeChatAway):
        return "operator-check-wechat-away"
    if error.code in SECRET_WRONG:
        return "operator-check-wechat-secret"
    if error.code in APP_ID_WRONG:
        return "operator-check-wechat-app-id"
    return "operator-check-wechat-ip" if error.code == ADDRESS_NOT_LISTED else "operator-check-wechat-refused"


def _api(settings: Settings, database: Database) -> WeChatApi:
    secret = settings.wechat_app_secret.get_secret_value() if settings.wechat_app_secret else ""
    return WeChatApi(database, app_id=settings.wechat_app_id or "", secret=secret, api=settings.wechat_api)
