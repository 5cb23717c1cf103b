"""What tests of the console share: the service, not listening."""

import pytest

from bot.app import App
from bot.assembly import build_app
from bot.keys import Keys
from bot.settings import Settings
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher


@pytest.fixture
def app(database: Database, city: City, cipher: Cipher) -> App:
    settings = Settings(_env_file=None, public_url="http://127.0.0.1:8080")  # type: ignore[call-arg]
    return build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])
