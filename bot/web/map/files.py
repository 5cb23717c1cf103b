"""The scripts and styles of the map under a path that changes with them, so that browsers keep them for good; the
service worker that keeps them for use offline; and the manifest for the home screen."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from bot.app import App
from bot.door.language import words_for
from bot.web.map.asked import PAGE_PATH

STATIC = Path(__file__).parents[1] / "static"
FOLDERS = ("map", "vendor")
SHARED = ("colours.css", "chat-icon.svg")
FILES_PATH, WORKER_PATH, MANIFEST_PATH = "/map/files/", "/map/worker.js", "/map/manifest.webmanifest"
OTHERS = "vendor/"
_SAID_TO_US = re.compile(r"^[ \t]*/\*.*?\*/\n|^[ \t]*//[^\n]*\n|^[ \t]+", re.MULTILINE | re.DOTALL)
"""What a phone need not load of our own scripts and styles: comments on lines of their own, and indentation."""
FOR_GOOD = "public, max-age=31536000, immutable"


@cache
def our_files() -> dict[str, Path]:
    """All files that are served, by their name in an address, such as `map/map.js`."""
    found = [file for folder in FOLDERS for file in sorted((STATIC / folder).rglob("*")) if file.is_file()]
    return {str(file.relative_to(STATIC)): file for file in [*found, *(STATIC / name for name in SHARED)]}


@cache
def files_base() -> str:
    """The path of the files, which contains a digest of all of them."""
    digest = hashlib.sha256()
    for name, file in our_files().items():
        digest.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return f"{FILES_PATH}{digest.hexdigest()[:12]}/"


@cache
def packed(name: str) -> bytes:
    """The file as it is served, in gzip."""
    content = our_files()[name].read_bytes()
    if name.endswith((".js", ".css")) and not name.startswith(OTHERS):
        content = _SAID_TO_US.sub("", content.decode()).encode()
    return gzip.compress(content, 9, mtime=0)


def answer_packed(request: Request, packed: bytes, media_type: str, cache: str) -> Response:
    """Answer with gzip, or unpacked for a client that cannot read it. packed: gzip."""
    headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type=media_type, headers=headers)


async def serve_file(request: Request) -> Response:
    """Serve a file, also under an older digest: the page that names it was loaded before the last update."""
    name = request.path_params["name"]
    if name not in our_files():
        return PlainTextResponse("not found\n", status_code=404)
    is_newest = files_base() == f"{FILES_PATH}{request.path_params['digest']}/"
    media_type = mimetypes.guess_type(name)[0] or "text/plain"
    return answer_packed(request, packed(name), media_type, FOR_GOOD if is_newest else "no-cache")


async def serve_worker(_: Request) -> Response:
    """Serve the service worker, which may also serve the pages of places."""
    return FileResponse(
        STATIC / "map" / "worker.js", headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    )


class Manifest:
    """The manifest, with the list's name on a home screen."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def serve(self, request: Request) -> Response:
        words = words_for(request, self.app)
        icon = {"src": f"{files_base()}chat-icon.svg", "sizes": "any", "type": "image/svg+xml"}
        manifest = {
            "name": f"{words('map-title')} · {words.pick(self.app.city.titles)}",
            "short_name": words("map-title"),
            "lang": words.locale,
            "start_url": PAGE_PATH,
            "scope": "/",
            "display": "standalone",
            "background_color": "#f4f0eb",
            "theme_color": "#f4f0eb",
            "icons": [icon],
        }
        return JSONResponse(
            manifest,
            media_type="application/manifest+json",
            headers={"Cache-Control": "public, max-age=3600", "Vary": "Accept-Language"},
        )
