"""The tiles on the disk: as many as there is room for, the newest."""

from pathlib import Path

import pytest

from bot.web.map import tile_cache
from bot.web.map.tile_cache import TileCache


def test_the_oldest_tiles_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tile_cache, "MOST_BYTES", 1000)
    monkeypatch.setattr(tile_cache, "TIDIED_AFTER", 0)
    cache = TileCache(tmp_path, "mark")
    for number in range(30):
        cache.put((9, number, 0), b"x" * 100)
    sizes = [file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()]
    assert 500 <= sum(sizes) <= 1000
    assert cache.get((9, 29, 0)) is not None
    assert cache.get((9, 0, 0)) is None
    assert TileCache(tmp_path, "other").get((9, 29, 0)) is None
