"""The language of a page: the browser's own, if there is one."""

from starlette.requests import Request

from bot.app import App
from handlers.talk.texts import Words, locale_for, texts


def words_for(request: Request, app: App) -> Words:
    """The words of the first language that the browser names."""
    accepted = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
    return texts().in_(locale_for(accepted or None, app.settings.default_locale))
