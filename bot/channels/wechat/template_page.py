"""The page on which WeChat itself asks a person whether it may pass on our template messages: only a signed page can
show WeChat's own button and dialog. The page identifies nobody; the answer comes as an event that names the person.

https://developers.weixin.qq.com/doc/service/guide/h5/opentag.html
"""

from pathlib import Path
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from bot.app import App
from bot.channels.wechat.api import WeChatAway, WeChatError
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.signed_page import sign_page
from bot.channels.wechat.template import PAGE_PATH
from handlers.talk.texts import locale_for, texts
from models.city.wechat_templates import TemplateKind, WeChatTemplate

log = structlog.get_logger(__name__)

_HERE = Path(__file__).parent
_templates = Jinja2Templates(directory=_HERE / "templates")
SCRIPTS = "https://res.wx.qq.com https://res2.wx.qq.com"
"""The hosts of WeChat's own script and of what it loads."""
POLICY = (
    f"default-src 'self'; script-src 'self' {SCRIPTS}; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; "
    f"connect-src 'self' {SCRIPTS}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def template_routes(app: App, channel: WeChatChannel) -> list[BaseRoute]:
    """The page of each kind that the city pack maps to a subscription."""
    page = _Page(app, channel)
    return [
        Route(PAGE_PATH + "page.js", lambda _: FileResponse(_HERE / "static" / "wechat-templates.js")),
        Route(PAGE_PATH + "page.css", lambda _: FileResponse(_HERE / "static" / "wechat-templates.css")),
        Route(PAGE_PATH + "{kind}", page.show, methods=["GET"]),
    ]


class _Page:
    def __init__(self, app: App, channel: WeChatChannel) -> None:
        self.app = app
        self.channel = channel

    async def show(self, request: Request) -> Response:
        """Show the page of this kind; without a signature if WeChat gives no ticket."""
        words = texts().in_(locale_for(_language(request), self.app.settings.default_locale))
        template = self._template(request.path_params["kind"])
        if template is None:
            return PlainTextResponse(words("web-file-gone") + "\n", status_code=404)
        try:
            query = f"?{request.url.query}" if request.url.query else ""
            signed = await sign_page(self.app, self.channel, f"{request.url.path}{query}")
        except (WeChatError, WeChatAway) as error:
            log.warning("wechat page not signed", error=str(error))
            signed = {}
        values: dict[str, Any] = {
            "words": words,
            "kind": template.kind.value,
            "way": template.way.value,
            "template_id": template.template_id,
            "signed": signed,
        }
        response = _templates.TemplateResponse(request, "wechat_templates.html", values)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-store"
        return response

    def _template(self, kind: str) -> WeChatTemplate | None:
        if kind not in tuple(TemplateKind):
            return None
        template = self.app.city.wechat_templates.get(TemplateKind(kind))
        return template if template is not None and template.way.needs_consent else None


def _language(request: Request) -> str | None:
    return request.headers.get("Accept-Language", "").split(",")[0].strip() or None
