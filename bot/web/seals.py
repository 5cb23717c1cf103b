"""The daily lines for anybody: newest first, one a line (models/receipts/daily_seal.py says what they seal)."""

from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from models.receipts.daily_seal import lines

PATH = "/seals"


def seal_routes() -> list[BaseRoute]:
    """The path; it asks for no identity."""
    return [Route(PATH, _seals, methods=["GET"])]


async def _seals(request: Request) -> Response:
    """A page of lines. `?before=2026-11-28`: only those before that day."""
    app: App = request.app.state.app
    given = request.query_params.get("before")
    try:
        before = date.fromisoformat(given) if given else None
    except ValueError:
        return PlainTextResponse("before: a day such as 2026-11-28\n", status_code=400)
    async with app.database.reading() as session:
        shown = await lines(session, before=before)
    return PlainTextResponse("".join(f"{line}\n" for line in shown), headers={"Cache-Control": "no-cache"})
