"""What tests of imports share."""

from pathlib import Path

import pytest

from models.storage.database import Database
from tests.world.importing import Importing, a_small_city


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Importing:
    return Importing(database, a_small_city(tmp_path), tmp_path)
