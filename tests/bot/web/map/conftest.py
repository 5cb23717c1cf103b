"""A running service with some places, for whoever opens its map."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.browser import chromium
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port

SHUT, UNKNOWN = "T3", "T4"


@pytest.fixture
async def url(database: Database, city: City, cipher: Cipher) -> AsyncIterator[str]:
    """Every place is open round the clock, but one that never is and one that nobody knows of."""
    async with database.transaction() as session:
        places = PLACES(city)
        for place in places:
            place.hours = {SHUT: "off", UNKNOWN: ""}.get(place.code, "24/7")
            place.phone = "0379-6000 1234" if place.code == "T1" else None
        session.add_all(places)
    port = free_port()
    settings = Settings(_env_file=None, webchat=True, http_port=port, public_url=f"http://127.0.0.1:{port}")  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city)
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started
