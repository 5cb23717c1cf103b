"""Tiles that were fetched, in files below DATA_DIR: shared by all processes, kept over a restart, bounded in size."""

import os
import secrets
import time
from pathlib import Path

KEPT_S = 30 * 24 * 3600.0
"""Seconds after which a tile is fetched again."""
MOST_BYTES = 512 * 1024 * 1024
LEFT = 0.75
"""The share of MOST_BYTES that stays when the oldest tiles are deleted."""
TIDIED_AFTER = 16 * 1024 * 1024
"""Bytes that one process writes between two looks at the whole folder."""

Tile = tuple[int, int, int]
"""(zoom, column from the west, row from the north)."""


class TileCache:
    """The tiles of one map. folder: of all maps; mark: names the map, and tiles of other maps age away."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._folder, self._own = folder, folder / mark
        self._written = TIDIED_AFTER

    def get(self, tile: Tile) -> bytes | None:
        """The tile; None if it is not there, or too old. Call it in a thread."""
        file = self._file(tile)
        try:
            return file.read_bytes() if time.time() - file.stat().st_mtime < KEPT_S else None
        except OSError:
            return None

    def put(self, tile: Tile, content: bytes) -> None:
        """Keep the tile; a full disk keeps none. Call it in a thread."""
        file = self._file(tile)
        fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(content)
            os.replace(fresh, file)
        except OSError:
            fresh.unlink(missing_ok=True)
        self._written += len(content)
        if self._written >= TIDIED_AFTER:
            self._written = 0
            self._tidy()

    def _file(self, tile: Tile) -> Path:
        return self._own.joinpath(*map(str, tile))

    def _tidy(self) -> None:
        """Delete the oldest tiles if all together are too many. Another process may delete them at the same time."""
        found: list[tuple[float, int, Path]] = []
        for file in self._folder.rglob("*"):
            try:
                stat = file.stat()
            except OSError:
                continue
            if file.is_file():
                found.append((stat.st_mtime, stat.st_size, file))
        size = sum(each for _, each, _ in found)
        if size <= MOST_BYTES:
            return
        for _, bytes_freed, file in sorted(found):
            file.unlink(missing_ok=True)
            size -= bytes_freed
            if size <= MOST_BYTES * LEFT:
                return
