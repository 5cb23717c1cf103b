"""Pages, styles and scripts go over the wire packed, so that they come quickly on a phone too."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST = 600
"""Bytes: less is not packed."""
LEVEL = 6
"""Of nine: more takes twice the time for one part in a hundred."""
FILES = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/octet-stream",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""They go as they are: packing 20 MB takes a core, and who fetches many at once would no longer be slowed by them."""
OURS = frozenset({"same-origin", "none"})
"""What a browser says of a page that one of ours led to, or that somebody opened."""
CONSOLE = "/console"


class Packed:
    """Packs what is answered, but for what is packed already.

    The size of a packed page tells whether what somebody typed stands in it elsewhere too. Another site can open pages
    of the console, typing what it likes, and somebody on the wire sees their sizes: to those it is sent as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed = GZipMiddleware(app, SMALLEST, LEVEL, exclude_content_types=FILES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._app if _sent_by_others(scope) else self._packed)(scope, receive, send)


def _sent_by_others(scope: Scope) -> bool:
    """Whether another site may have led the browser to a page of somebody who is signed in: old ones do not say."""
    if scope["type"] != "http" or not str(scope["path"]).startswith(CONSOLE):
        return False
    return Headers(scope=scope).get("Sec-Fetch-Site") not in OURS
