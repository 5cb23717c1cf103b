"""The strip on every page of a demonstration, put there for all pages at once, so that none can forget it; they are
packed for the wire only afterwards (bot/door/packed.py)."""

from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app import App
from bot.door.language import words_for

STYLE = '<link rel="stylesheet" href="/static/demonstration.css">'


def is_demonstration(app: App) -> bool:
    """Whether everything in the database is invented; a service without a city (in tests) has nothing to mark."""
    return bool(getattr(app.city, "demonstration", False))


class DemonstrationStrip:
    """Puts the strip into every HTML page. site: what answers; app: with the words."""

    def __init__(self, site: ASGIApp, app: App) -> None:
        self.site = site
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.site(scope, receive, send)
            return
        text = words_for(Request(scope), self.app)("demonstration-strip")
        await self.site(scope, receive, _Marked(send, text))


class _Marked:
    """Holds an HTML page back until it is whole, and sends it with the strip; passes everything else on."""

    def __init__(self, send: Send, text: str) -> None:
        self._send = send
        self._text = text
        self._start: Any = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = MutableHeaders(scope=message).get("Content-Type", "")
            self._start = message if kind.startswith("text/html") else None
            if self._start is None:
                await self._send(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._page()

    async def _page(self) -> None:
        headers = MutableHeaders(scope=self._start)
        if b"<body" in self._body:
            self._body = self._with_strip(self._body)
            headers["Content-Length"] = str(len(self._body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})

    def _with_strip(self, page: bytes) -> bytes:
        head, _, rest = page.partition(b"<body")
        tag, _, inside = rest.partition(b">")
        strip = f'<p class="demonstration" role="note">{self._text}</p>'.encode()
        return head.replace(b"</head>", STYLE.encode() + b"</head>", 1) + b"<body" + tag + b">" + strip + inside
