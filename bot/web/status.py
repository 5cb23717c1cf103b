"""The paths for machines: whether the service lives, can serve, and how it is doing."""

from hmac import compare_digest

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App


def status_routes() -> list[BaseRoute]:
    """`/healthz`, `/readyz` and `/metrics`."""
    return [Route("/healthz", _healthz), Route("/readyz", _readyz), Route("/metrics", _metrics)]


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _readyz(request: Request) -> Response:
    """200 if every part of this process works, else 503 with the names of the parts that do not."""
    app: App = request.app.state.app
    parts = await parts_of(app)
    ready = all(parts.values())
    role = app.settings.run_role
    return JSONResponse({"ready": ready, "role": role, "parts": parts}, status_code=200 if ready else 503)


async def _metrics(request: Request) -> Response:
    """The metrics, for a request with METRICS_TOKEN; without that setting there is no such page. The address of a
    request proves nothing: through a proxy on this machine, every request comes from this machine."""
    app: App = request.app.state.app
    token = app.settings.metrics_token
    if token is None:
        return PlainTextResponse("not found\n", status_code=404)
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode()):
        return PlainTextResponse("unauthorized\n", status_code=401, headers={"WWW-Authenticate": "Bearer"})
    text = await app.metrics.text(app.database, now=app.clock())
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


async def parts_of(app: App) -> dict[str, bool]:
    """Every part of the running service, and whether it works: `database`, `scheduler`, and each channel by name."""
    return {
        "database": await app.database_health.is_well(),
        "scheduler": app.schedule_is_alive() and (app.sender.is_alive() or not app.settings.works),
        **{name: channel.is_well() for name, channel in app.channels.items()},
    }
