"""The signature by which WeChat lets a page of ours ask it for the position, the way to a place, a scan or a share.

A page's script asks for the signature of its own address, and only addresses of ours are signed. The page identifies
nobody. https://developers.weixin.qq.com/doc/service/guide/h5/jssdk.html
"""

import hashlib
import secrets
from collections.abc import Mapping

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.channels.wechat.api import WeChatAway, WeChatError
from bot.channels.wechat.channel import WeChatChannel
from bot.door.budget import Budget
from bot.door.client_address import client_address

log = structlog.get_logger(__name__)

SIGNATURE_PATH = "/wechat/signature"
LONGEST = 2000
"""Characters of a page's path."""
STORE, A_SECOND = 60.0, 2.0
"""Signatures for one address: many riders share one of a mobile network."""
NOT_KEPT = {"Cache-Control": "no-store"}


async def sign_page(app: App, channel: WeChatChannel, path: str) -> Mapping[str, str]:
    """The values that WeChat requires before it does anything for the page. path: with its query. Raises WeChatError,
    WeChatAway."""
    address = f"{app.settings.public_url or ''}{path}"
    ticket = await channel.api.page_ticket()
    given = {"nonce": secrets.token_hex(8), "timestamp": str(int(app.clock().timestamp()))}
    text = f"jsapi_ticket={ticket}&noncestr={given['nonce']}&timestamp={given['timestamp']}&url={address}"
    signature = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    return {**given, "signature": signature, "app": app.settings.wechat_app_id or ""}


def signature_routes(app: App, channel: WeChatChannel) -> list[BaseRoute]:
    """The one path that scripts of our pages ask."""
    budget = Budget(STORE, A_SECOND)

    async def signature(request: Request) -> Response:
        path = request.query_params.get("path", "")
        if not path.startswith("/") or path.startswith("//") or len(path) > LONGEST or "#" in path:
            return PlainTextResponse("no page of ours\n", status_code=400, headers=NOT_KEPT)
        if not budget.spend(client_address(request.scope)):
            return PlainTextResponse("too many\n", status_code=429, headers={**NOT_KEPT, "Retry-After": "10"})
        try:
            return JSONResponse(await sign_page(app, channel, path), headers=NOT_KEPT)
        except (WeChatError, WeChatAway) as error:
            log.warning("wechat page not signed", error=str(error))
            return PlainTextResponse("not now\n", status_code=503, headers=NOT_KEPT)

    return [Route(SIGNATURE_PATH, signature, methods=["GET"])]
