"""The paths of the map. They need no identity, and each internet address gets a limited number of requests."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.budget import Budget
from bot.door.client_address import client_address
from bot.door.language import words_for
from bot.web.chats import Chats
from bot.web.map.asked import PAGE_PATH
from bot.web.map.data import MapData
from bot.web.map.directory import Directory
from bot.web.map.files import FILES_PATH, MANIFEST_PATH, WORKER_PATH, Manifest, serve_file, serve_worker
from bot.web.map.page import MapPage
from bot.web.map.place import PlacePages
from bot.web.map.searched import SEARCHED_PATH, Searched
from bot.web.map.tiles import TILE_PATH, Tiles

STORE, A_SECOND = 240.0, 8.0
"""Pages for one address: thousands of riders can share one address of a mobile network."""
SEARCHES, SEARCHES_A_SECOND = 60.0, 1.0
"""Recorded searches for one address, apart from its pages; each writes to the database."""
TILE_STORE, TILES_A_SECOND = 1200.0, 40.0
"""Tiles for one address; a screen shows about a dozen."""
PICTURE_STORE, PICTURES_A_SECOND = 60.0, 1.0
"""Pictures for one address; one takes a tenth of a second to draw."""
AGAIN_AFTER_S = "10"

PICTURE_PATH = "/place/{code}/map.png"

Answer = Callable[[Request], Awaitable[Response]]


def map_routes(app: App) -> list[BaseRoute]:
    """The list, the pages of places, the directory, the state of this moment, the files of the pages, and what takes
    in searches."""
    directory, pages_budget = Directory(app.database, app.city, app.clock), Budget(STORE, A_SECOND)
    chats, tiles, tile_budget = Chats(app), Tiles(app), Budget(TILE_STORE, TILES_A_SECOND)
    page, places, data = MapPage(app, directory, chats, tiles), PlacePages(app, chats), MapData(app, directory)

    def limited(answer: Answer, budget: Budget = pages_budget) -> Answer:
        async def within(request: Request) -> Response:
            if budget.spend(client_address(request.scope)):
                return await answer(request)
            text = words_for(request, app)("map-too-many") + "\n"
            headers = {"Retry-After": AGAIN_AFTER_S, "Cache-Control": "no-store"}
            return PlainTextResponse(text, status_code=429, headers=headers)

        return within

    return [
        Route(PAGE_PATH, limited(page.show), methods=["GET"]),
        Route("/map/places-{hash}.json", limited(data.places), methods=["GET"]),
        Route("/map/state.json", limited(data.state), methods=["GET"]),
        Route(TILE_PATH, limited(tiles.serve, tile_budget), methods=["GET"]),
        Route(SEARCHED_PATH, limited(Searched(app).record, Budget(SEARCHES, SEARCHES_A_SECOND)), methods=["POST"]),
        Route(MANIFEST_PATH, Manifest(app).serve, methods=["GET"]),
        Route(WORKER_PATH, serve_worker, methods=["GET"]),
        Route(FILES_PATH + "{digest}/{name:path}", serve_file, methods=["GET"]),
        Route("/place/{code}", limited(places.show), methods=["GET"]),
        Route("/place/{code}/photo", limited(places.photo), methods=["GET"]),
        Route(PICTURE_PATH, limited(places.picture, Budget(PICTURE_STORE, PICTURES_A_SECOND)), methods=["GET"]),
        Route("/place/{code}/door", limited(places.door), methods=["GET"]),
        Route("/place/{code}/door.svg", limited(places.door_code), methods=["GET"]),
    ]
