"""Files of places: CSV in every encoding, GeoJSON, what is no file of places, and thousands of rows."""

import codecs
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from bot.commands import place_file
from bot.commands.place_file import COLUMNS, import_places
from tests.world.importing import NOW, ROW, Importing, counts, csv_text, found, on_sqlite, warned


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_chinese_encodings_are_read(importing: Importing, encoding: str) -> None:
    report = await importing.rows(ROW, ROW | {"code": "A2", "name": "𠮷祥路驿站"}, encoding=encoding)
    assert report.ok
    assert [place.name for place in (await importing.places()).values()] == ["青石路驿站", "𠮷祥路驿站"]


HEADER = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("content", "line", "key"),
    [
        (b"", None, "import-no-rows"),
        (b"\n\n", None, "import-no-rows"),
        (HEADER.encode(), None, "import-no-rows"),
        (b"code,name\nA1,x\n", 1, "import-missing-columns"),
        (f"{HEADER},code\n".encode(), 1, "import-column-twice"),
        (csv_text(ROW).encode() + b'A2,"open\n' + b"x" * 200_000, 3, "import-bad-quoting"),
        (csv_text(ROW).encode() + b'A2,"a"b,\n', 3, "import-bad-quoting"),
        (csv_text(ROW).encode() + b"A2,station\n", 3, "import-field-count"),
        (csv_text(ROW).encode() + b"A2" + b",1" * 11 + b"\n", 3, "import-field-count"),
        (csv_text(*[ROW] * 9).encode() + b"\xff\xff", 11, "import-bad-encoding"),
        (codecs.BOM_UTF16_LE + csv_text(ROW).encode("utf-16-le") + b"x", 1, "import-bad-encoding"),
        (b"PK\x03\x04" + b"\0" * 50, None, "import-workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 50, None, "import-workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", 1, "import-bad-encoding"),
        (b'{"type": "FeatureCollection", "features": [{]}', None, "import-bad-json"),
        (b'{"type": "FeatureCollection", "features": [', None, "import-bad-json"),
        (b'{"type": "FeatureCollection", "features": []}', None, "import-no-features"),
        (b"[1, 2]", None, "import-no-features"),
        (b'{"features": [{"type": "Feature", "geometry": null, "properties": null}]}', 1, "import-no-point"),
        (b'{"features": [7]}', 1, "import-no-point"),
    ],
)
@on_sqlite
async def test_a_file_that_cannot_be_read_is_a_problem(
    importing: Importing, content: bytes, line: int | None, key: str
) -> None:
    assert (line, None, key) in found(await importing.data(content))
    assert not await importing.places()


@on_sqlite
async def test_a_missing_file_is_a_problem(importing: Importing) -> None:
    report = await import_places(importing.database, importing.city, Path("/no/such"), datum="wgs84", now=NOW)
    assert found(report) == [(None, None, "import-unreadable")]


async def test_unknown_columns_are_ignored_with_a_warning_and_order_is_free(importing: Importing) -> None:
    columns = [*reversed(COLUMNS), "photo", "colour"]
    text = "\t".join(columns) + "\n\n" + "\t".join((ROW | {"photo": "x", "colour": "red"})[each] for each in columns)
    report = await importing.data(text.encode())
    assert report.ok
    assert warned(report) == [(1, None, "import-unknown-column")]
    assert (await importing.places())["A1"].note == "敲门"


def feature(row: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [float(row["longitude"]), float(row["latitude"]), 100.5]}
    about = {key: value for key, value in row.items() if key not in ("latitude", "longitude")}
    return {"type": "Feature", "geometry": point, "properties": about}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_geojson_gives_the_same_places(importing: Importing, encoding: str) -> None:
    other = ROW | {"code": 17, "needs": ["toilet", "charging"], "phone": None, "colour": "red"}
    collection = {"type": "FeatureCollection", "features": [feature(ROW), feature(other)]}
    report = await importing.data(json.dumps(collection, ensure_ascii=False).encode(encoding))
    assert report.ok
    assert not report.warnings
    assert sorted(await importing.places()) == ["17", "A1"]
    assert counts(await importing.rows(ROW)) == (0, 0, 1, 0, 0)


@on_sqlite
async def test_geojson_problems_name_the_feature(importing: Importing) -> None:
    rows = [ROW, ROW | {"code": "A2", "latitude": "113.65", "longitude": "34.75"}, ROW | {"name": "\0"}, ROW]
    report = await importing.data(json.dumps({"features": [feature(row) for row in rows]}).encode())
    assert report.by_feature
    assert (2, "latitude", "import-swapped") in found(report)
    assert (3, "name", "import-bad-characters") in found(report)
    assert (4, "code", "import-duplicate-code") in found(report)


@on_sqlite
async def test_thousands_of_rows_stream_in_little_memory(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_file, "PAUSE_S", 0)

    async def peak(count: int) -> int:
        """Bytes at most, in an import whose code is already loaded."""
        content = csv_text(*(ROW | {"code": f"B{number}", "note": "字" * 100} for number in range(count)))
        (importing.folder / "given").write_text(content, encoding="utf-8")
        size = len(content)
        del content
        tracemalloc.start()
        report = await import_places(
            importing.database, importing.city, importing.folder / "given", datum="wgs84", now=NOW, dry_run=True
        )
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (report.rows, report.changes.new) == (count, count)
        assert size > count * 100
        return used

    await peak(100)
    assert await peak(6000) < 1.3 * await peak(2000)


async def test_more_than_one_batch_is_written_and_closed(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_file, "PAUSE_S", 0)
    rows = [ROW | {"code": f"D{number}"} for number in range(2500)]
    seen: list[float] = []
    report = await importing.rows(*rows, progress=lambda done, total: seen.append(done / total))
    assert counts(report) == (2500, 0, 0, 0, 0)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert counts(await importing.rows(*rows[:10], replace=True)) == (0, 0, 10, 0, 2490)


@pytest.mark.parametrize(
    "shape",
    [
        {
            "type": "Polygon",
            "coordinates": [[[113.6, 34.7], [113.7, 34.7], [113.7, 34.8], [113.6, 34.8], [113.6, 34.7]]],
        },
        {"type": "LineString", "coordinates": [[113.6, 34.75], [113.7, 34.75]]},
        {"type": "MultiPoint", "coordinates": [[113.65, 34.75]]},
    ],
)
@on_sqlite
async def test_of_an_area_or_a_line_the_middle_is_taken_and_said(importing: Importing, shape: dict[str, Any]) -> None:
    about = {key: value for key, value in ROW.items() if key not in ("latitude", "longitude")}
    file = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape, "properties": about}]}
    report = await importing.data(json.dumps(file).encode())
    assert report.ok, found(report)
    assert (1, None, "import-middle") in warned(report)
    place = (await importing.places())["A1"]
    assert (place.latitude, place.longitude) == pytest.approx((34.75, 113.65))
