"""A small city of its own, and files of places that are imported into it."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import shapely
import sqlalchemy as sa

from bot.commands.import_report import ImportReport
from bot.commands.place_file import COLUMNS, import_places
from models.city.ground import District, Need
from models.city.kinds import PlaceKind
from models.city.pack import City
from models.places.place import Place
from models.storage.database import Database
from models.values.day_span import DaySpan
from models.values.position import Position

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
ROW = {
    "code": "A1",
    "kind": "station",
    "name": "青石路驿站",
    "latitude": "34.75",
    "longitude": "113.65",
    "district": "",
    "address": "某市东区青石路 88 号",
    "needs": "toilet|charging",
    "hours": "周一至周五 08:00-12:00,14:00-18:00",
    "phone": "0371-0000000",
    "note": "敲门",
}


def titles(chinese: str, english: str) -> dict[str, str]:
    return {"zh-CN": chinese, "en": english}


def need(key: str, chinese: str, *words: str) -> Need:
    return Need(key, "🚻", titles(chinese, key), {"zh-CN": words, "en": ()})


def district(key: str, chinese: str, west: float, east: float) -> District:
    return District(key, titles(chinese, key), (), shapely.box(west, 34.6, east, 34.9))


def a_small_city(folder: Path) -> City:
    needs = [need("toilet", "厕所", "卫生间"), need("charging", "手机充电"), need("hot_water", "热水", "开水")]
    districts = [district("east", "东区", 113.6, 113.8), district("west", "西区", 113.4, 113.6)]
    return City(
        key="somewhere",
        titles=titles("某市", "Somewhere"),
        sample=False,
        centre=Position(34.75, 113.62),
        zone=ZoneInfo("Asia/Shanghai"),
        needs={each.key: each for each in needs},
        first_needs=(),
        districts={each.key: each for each in districts},
        night=DaySpan(22 * 60, 7 * 60),
        occupations={},
        kinds={
            "station": PlaceKind("station", titles("驿站", "station")),
            "complex": PlaceKind("complex", titles("综合体", "centre")),
            "gate": PlaceKind("gate", titles("小区大门", "gate"), False, {"guard": titles("门岗要什么", "Guard")}),
        },
        places_file=folder / "places.csv",
    )


on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""For what is decided before a database is asked."""


class Importing:
    """Writes a file and imports it."""

    def __init__(self, database: Database, city: City, folder: Path) -> None:
        self.database, self.city, self.folder = database, city, folder

    async def data(self, content: bytes, **options: Any) -> ImportReport:
        file = self.folder / "given"
        file.write_bytes(content)
        return await import_places(self.database, self.city, file, **{"datum": "wgs84", "now": NOW} | options)

    async def rows(self, *rows: dict[str, str], encoding: str = "utf-8", **options: Any) -> ImportReport:
        return await self.data(csv_text(*rows).encode(encoding), **options)

    async def places(self) -> dict[str, Place]:
        async with self.database.reading() as session:
            return {place.code: place for place in await session.scalars(sa.select(Place).order_by(Place.code))}


def csv_text(*rows: dict[str, str]) -> str:
    """All columns, and those that only some kinds have, if a row has them."""
    text = io.StringIO()
    more = dict.fromkeys(name for row in rows for name in row if name == "guard")
    writer = csv.DictWriter(text, [*COLUMNS, *more], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def found(report: ImportReport) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.key) for problem in report.errors]


def warned(report: ImportReport) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.key) for problem in report.warnings]


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    changes = report.changes
    return changes.new, changes.changed, changes.unchanged, changes.reopened, changes.closed
