"""Receipts for anybody: a page that tells whether one is genuine, and the public key to check it independently."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from bot.app import App
from bot.door.body import BodyTooLarge, read_body
from bot.door.language import words_for
from models.receipts.receipt import known_public_key, verify_receipt
from models.receipts.standing import Standing, number_in, standing_of

PAGE_PATH, KEY_PATH = "/receipt", "/receipt-key"
LARGEST = 64 * 1024
"""Bytes; a receipt of thirty pieces has four thousand."""

_templates = Jinja2Templates(directory=Path(__file__).parent / "templates")


def receipt_routes(app: App) -> list[BaseRoute]:
    """The paths about receipts; they ask for no identity."""
    receipts = _Receipts(app)
    return [
        Route(KEY_PATH, receipts.key),
        Route(PAGE_PATH, receipts.page, methods=["GET"]),
        Route(PAGE_PATH, receipts.check, methods=["POST"]),
    ]


class _Receipts:
    def __init__(self, app: App) -> None:
        self.app = app
        self._key: str | None = None

    async def key(self, _: Request) -> Response:
        """The public key, base64 of 32 bytes (RFC 8032); 404 before the service was started for the first time."""
        key = await self._known_key()
        if key is None:
            return PlainTextResponse("no key yet\n", status_code=404, headers={"Cache-Control": "no-store"})
        return PlainTextResponse(f"{key}\n", headers={"Cache-Control": "no-cache"})

    async def page(self, request: Request) -> Response:
        """Show the page to check a receipt."""
        words, city = words_for(request, self.app), self.app.city
        shown = {
            "t": words.starting_with("verify-"),
            "locale": words.locale,
            "city_name": words.pick(city.titles),
            "check_path": PAGE_PATH,
            "key_path": KEY_PATH,
        }
        return _templates.TemplateResponse(request, "receipt.html", shown, headers={"Cache-Control": "no-store"})

    async def check(self, request: Request) -> Response:
        """Check a receipt: the body is its bytes. Nothing of it is kept."""
        words = words_for(request, self.app)
        try:
            body = await read_body(request, LARGEST)
        except BodyTooLarge:
            return JSONResponse({"good": False, "text": words("receipt-checked-bad")}, status_code=413)
        key = await self._known_key()
        if key is None or not verify_receipt(body, key):
            return JSONResponse({"good": False, "text": words("receipt-checked-bad")})
        async with self.app.database.reading() as session:
            standing, day = await standing_of(session, body.decode())
        genuine = words("receipt-checked-good", number=number_in(body.decode()) or "")
        record = words("receipt-checked-standing", state=standing.value, day=day.isoformat() if day else "")
        return JSONResponse({"good": standing is not Standing.OTHER, "text": f"{genuine}\n{record}"})

    async def _known_key(self) -> str | None:
        """The key, read once: it never changes for a database. Asking for it does not create it."""
        if self._key is None:
            async with self.app.database.reading() as session:
                self._key = await known_public_key(session)
        return self._key
