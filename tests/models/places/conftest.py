"""What tests of imports share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handlers.talk.texts import Texts
from models.storage.database import Database
from tests.world.importing import Importing, a_small_city


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Importing:
    return Importing(database, a_small_city(tmp_path), tmp_path)


@pytest.fixture
def say_in() -> Callable[[str], Any]:
    texts = Texts()
    return texts.in_
