"""`python -m bot wechat menu`: set the menu of the WeChat account."""

from collections.abc import Callable

import sqlalchemy as sa

from bot.channels.wechat.api import WeChatAway, WeChatError, api_of
from bot.channels.wechat.check import key_of
from bot.commands.ready_database import ready_database
from bot.lean_import import import_aiogram
from bot.settings import Settings
from handlers.talk.texts import Words
from models.city.pack import load_city
from models.wechat.account import drop_value

Say = Callable[[str], None]


async def push_menu(settings: Settings, words: Words, say: Say, *, force: bool) -> bool:
    """Set the account's menu and say the result; return whether all is well. Raises Unready."""
    if settings.wechat_app_id is None:
        say(words("operator-wechat-not-set"))
        return False
    import_aiogram()
    from bot.channels.wechat.menu import MENU, set_menu

    async with ready_database(settings, words) as database:
        api = api_of(settings, database)
        try:
            if force:
                async with database.transaction() as session:
                    await drop_value(session, MENU)
            changed = await set_menu(api, database, words, load_city(settings.city_dir), settings.address)
        except (WeChatError, WeChatAway) as error:
            say(words(key_of(error), error=str(error)))
            return False
        except sa.exc.SQLAlchemyError as error:
            say(words("operator-check-database-away", error=type(error).__name__))
            return False
        finally:
            await api.close()
    say(words("operator-wechat-menu-set" if changed else "operator-wechat-menu-same"))
    return True
