"""Every page of a demonstration says on top that nothing there is real; pages of a real city do not."""

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port

STRIP = '<p class="demonstration" role="note">演示：'
PAGES = ("/chat", "/map", "/receipt")


@pytest.fixture
def demonstration() -> bool:
    return True


@pytest.fixture
async def url(database: Database, city: City, cipher: Cipher, demonstration: bool) -> AsyncIterator[str]:
    settings = Settings(_env_file=None, webchat=True, http_port=free_port())  # type: ignore[call-arg]
    async with database.transaction() as session:
        session.add_all(PLACES(city))
    shown = replace(city, demonstration=demonstration)
    app = build_app(settings, Keys("s" * 40, cipher), database, shown)
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{settings.http_port}"


async def test_every_page_has_the_strip_and_nothing_else_changes(url: str) -> None:
    async with aiohttp.ClientSession(headers={"Accept-Language": "zh-CN"}) as web:
        for path in PAGES:
            async with web.get(url + path) as packed:
                assert packed.headers["Content-Encoding"] == "gzip"
                assert (await packed.text()).count(STRIP) == 1
            async with web.get(url + path, headers={"Accept-Encoding": "identity"}) as response:
                page = await response.text()
                assert response.status == 200
                assert page.count(STRIP) == 1
                assert int(response.headers["Content-Length"]) == len(page.encode())
                assert page.count("/static/demonstration.css") == 1
        async with web.get(url + "/static/demonstration.css") as response:
            assert "demonstration" in await response.text()
        async with web.get(url + "/healthz") as response:
            assert "演示" not in await response.text()


@pytest.mark.parametrize("demonstration", [False])
async def test_a_real_city_has_none(url: str) -> None:
    async with aiohttp.ClientSession() as web:
        for path in PAGES:
            async with web.get(url + path) as response:
                assert "demonstration" not in await response.text()
