"""What machines ask: does it live, can it serve, how is it doing."""

from hmac import compare_digest
from ipaddress import ip_address

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.health import parts_of

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
"""A request with one of these came through a proxy: it can be anybody's."""


def status_routes() -> list[BaseRoute]:
    """`/healthz`, `/readyz` and `/metrics`."""
    return [Route("/healthz", _healthz), Route("/readyz", _readyz), Route("/metrics", _metrics)]


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _readyz(request: Request) -> Response:
    """200 when every part works, else 503; which one does not, by its name alone."""
    parts = await parts_of(request.app.state.app)
    ready = all(parts.values())
    return JSONResponse({"ready": ready, "parts": parts}, status_code=200 if ready else 503)


async def _metrics(request: Request) -> Response:
    """With METRICS_TOKEN for whoever brings it; without, only for this very machine, and not through a proxy."""
    app: App = request.app.state.app
    token = app.settings.metrics_token
    if token is not None:
        given = request.headers.get("Authorization", "")
        if not compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode()):
            return PlainTextResponse("unauthorized\n", status_code=401, headers={"WWW-Authenticate": "Bearer"})
    elif not _from_this_machine(request):
        return PlainTextResponse("forbidden\n", status_code=403)
    text = await app.metrics.text(app.database, now=app.clock())
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


def _from_this_machine(request: Request) -> bool:
    """The peer is on loopback and asked for loopback: a proxy passes on another Host, or says that it is one."""
    if any(name in request.headers for name in FORWARDED):
        return False
    return _is_loopback(request.client.host if request.client else "") and _is_loopback(request.url.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
