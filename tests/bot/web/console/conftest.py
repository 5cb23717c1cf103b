"""What tests of the console share: the service, not listening, and listening for a browser."""

from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.assembly import build_app
from bot.keys import Keys
from bot.settings import Settings
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.web_page import Site, running_site


@pytest.fixture
def app(database: Database, city: City, cipher: Cipher) -> App:
    settings = Settings(_env_file=None, public_url="http://127.0.0.1:8080")  # type: ignore[call-arg]
    return build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Site]:
    async with running_site(database, city, cipher) as started:
        yield started
