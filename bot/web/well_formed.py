"""Requests that a proxy in front of us could read otherwise than we do, or that no database can hold, are refused."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class OnlyWellFormed:
    """Refuses two lengths of one body (RFC 9112, 6.3), and a path with a NUL in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if "Content-Length" in headers and "Transfer-Encoding" in headers:
            await _refused("two lengths\n", 400)(scope, receive, send)
        elif "\0" in scope["path"]:
            await _refused("not found\n", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _refused(text: str, status: int) -> PlainTextResponse:
    """Whatever follows on the connection is not to be believed."""
    return PlainTextResponse(text, status_code=status, headers={"Connection": "close"})
