"""The base map of the public map: what is drawn under its dots, by the table `[map]` of city.toml.

In China a map that is shown to the public is reviewed first, outlines of districts above all, and carries the number of
that review (审图号). So neither tiles nor outlines are accepted without one, except in a sample city.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from pmtiles.tile import (
    Compression,
    HeaderDict,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_header,
)

from models.city.table import PackTable, Titles
from models.values.position import Datum

RINGS, TIANDITU, XYZ, PMTILES = BASES = ("rings", "tianditu", "xyz", "pmtiles")
"""rings: distances alone. tianditu: the national map service; xyz: any server of tiles; pmtiles: a file of the pack."""
DATUMS = get_args(Datum)
DRAWN = (TileType.PNG, TileType.JPEG, TileType.WEBP)
"""The kinds of tiles that a page can show as pictures."""
HEADER_BYTES = 127
GAPS = ("{z}", "{x}", "{y}")
KEY_GAP = "{key}"
"""Stands in an address for MAP_TILES_KEY, so that the secret stays out of the pack."""


@dataclass(frozen=True, slots=True)
class BaseMap:
    """datum: of the tiles, in Web Mercator. url: of a tile, with GAPS; file: the archive of PMTILES. outlines: whether
    the districts are drawn."""

    base: str = RINGS
    datum: Datum = "wgs84"
    attribution: Titles | None = None
    review_number: str | None = None
    url: str | None = None
    file: Path | None = None
    outlines: bool = False

    @property
    def has_tiles(self) -> bool:
        """Whether anything but rings is drawn."""
        return self.base != RINGS or self.outlines

    @property
    def needs_key(self) -> bool:
        """Whether no tile can be fetched without MAP_TILES_KEY."""
        return self.base == TIANDITU or KEY_GAP in (self.url or "")

    @property
    def mark(self) -> str:
        """A short digest that changes with the map, so that tiles of another one are never taken for its own."""
        stamp = self.file.stat().st_mtime_ns if self.file is not None else 0
        named = (self.base, self.datum, self.url, str(self.file), stamp, self.outlines, self.review_number)
        return hashlib.sha256(repr(named).encode()).hexdigest()[:8]


def base_map_of(table: PackTable, *, sample: bool) -> BaseMap:
    """Read the table. sample: of the city; its map needs no review number."""
    table.only("base", "datum", "attribution", "review_number", "url", "file", "outlines")
    base = table.named("base", BASES, "base") if table.has("base") else RINGS
    made = BaseMap(
        base=base,
        datum=_datum(table, base),
        attribution=table.titles("attribution") if table.has("attribution") or base in BASES[1:] else None,
        review_number=table.text("review_number") if table.has("review_number") else None,
        url=_url(table) if base == XYZ else None,
        file=_archive(table) if base == PMTILES else None,
        outlines=table.flag("outlines") if table.has("outlines") else False,
    )
    for key, of in (("url", XYZ), ("file", PMTILES)):
        if table.has(key) and base != of:
            table.bad(key, "pack-map-only-for", base=of)
    if made.has_tiles and made.review_number is None and not sample:
        table.bad("review_number", "pack-map-unreviewed", what="outlines" if base == RINGS else "tiles")
    return made


def raster_header(file: Path) -> HeaderDict:
    """The header of a PMTiles archive. Raises OSError, MagicNumberNotFound, SpecVersionUnsupported, ValueError."""
    with file.open("rb") as opened:
        return deserialize_header(opened.read(HEADER_BYTES).ljust(HEADER_BYTES, b"\0"))


def _datum(table: PackTable, base: str) -> Datum:
    """Tianditu draws in CGCS2000, which is WGS-84 to a decimetre."""
    known = DATUMS[:1] if base == TIANDITU else DATUMS
    said = table.named("datum", known, base if base == TIANDITU else "datum") if table.has("datum") else DATUMS[0]
    return next((each for each in DATUMS if each == said), DATUMS[0])


def _url(table: PackTable) -> str:
    url = table.text("url")
    if not table.is_wrong("url") and (urlsplit(url).scheme not in ("http", "https") or any(g not in url for g in GAPS)):
        table.bad("url", "pack-map-no-url", said=url)
    return url


def _archive(table: PackTable) -> Path:
    """The archive, which lies in the pack's folder."""
    name = table.text("file")
    file = table.file.parent / name
    if table.is_wrong("file"):
        return file
    try:
        header = raster_header(file)
    except OSError as error:
        table.bad("file", "pack-map-unreadable", said=name, reason=error.strerror or str(error))
    except (MagicNumberNotFound, SpecVersionUnsupported, ValueError):
        table.bad("file", "pack-map-no-archive", said=name)
    else:
        packed = header["tile_compression"] not in (Compression.NONE, Compression.UNKNOWN)
        if header["tile_type"] not in DRAWN or packed:
            table.bad("file", "pack-map-not-drawn", said=name, kind=header["tile_type"].name)
    return file
