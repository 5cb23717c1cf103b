"""Importing places: every mistake is found before anything changes, and the same file again changes nothing."""

import codecs
import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import shapely
import sqlalchemy as sa

from bot.commands import place_file
from bot.commands.import_report import ImportReport, report_lines
from bot.commands.place_file import COLUMNS, import_places
from handlers.talk.texts import Texts
from models.city.ground import District, Need
from models.city.pack import City
from models.places.directory import street_of
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


@pytest.fixture
def city(tmp_path: Path) -> City:
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
        kinds={"station": titles("驿站", "station"), "complex": titles("综合体", "centre")},
        places_file=tmp_path / "places.csv",
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


@pytest.fixture
def importing(database: Database, city: City, tmp_path: Path) -> Importing:
    return Importing(database, city, tmp_path)


def csv_text(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(COLUMNS), extrasaction="ignore")
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


async def test_a_row_becomes_a_place(importing: Importing) -> None:
    report = await importing.rows(ROW)
    assert report.ok
    assert counts(report) == (1, 0, 0, 0, 0)
    place = (await importing.places())["A1"]
    assert (place.kind, place.name, place.address) == ("station", "青石路驿站", "某市东区青石路 88 号")
    assert (place.latitude, place.longitude, place.district, place.street) == (34.75, 113.65, "east", "青石路")
    assert (place.needs, place.hours) == ("|toilet|charging|", "Mo-Fr 08:00-12:00,14:00-18:00")
    assert (place.phone, place.note, place.sample, place.closed_at) == ("0371-0000000", "敲门", False, None)


async def test_needs_kinds_and_districts_may_be_said_in_chinese(importing: Importing) -> None:
    said = {"needs": "热水｜ 厕所 |toilet", "kind": "综合体", "district": "西区", "phone": "", "note": "", "hours": ""}
    assert (await importing.rows(ROW | said)).ok
    place = (await importing.places())["A1"]
    assert (place.needs, place.kind, place.district) == ("|toilet|hot_water|", "complex", "west")
    assert (place.phone, place.note, place.hours) == (None, None, "")


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
async def test_degrees_are_converted_to_wgs84(importing: Importing, datum: str) -> None:
    true = Position(34.75, 113.65)
    latitude, longitude = true.to(datum)
    await importing.rows(ROW | {"latitude": f"{latitude:.7f}", "longitude": f"{longitude:.7f}"}, datum=datum)
    place = (await importing.places())["A1"]
    assert Position(place.latitude, place.longitude).distance_m(true) < 0.1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_chinese_encodings_are_read(importing: Importing, encoding: str) -> None:
    report = await importing.rows(ROW, ROW | {"code": "A2", "name": "𠮷祥路驿站"}, encoding=encoding)
    assert report.ok
    assert [place.name for place in (await importing.places()).values()] == ["青石路驿站", "𠮷祥路驿站"]


async def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    rows = [ROW | {"code": f"A{number}"} for number in range(5)]
    await importing.rows(*rows, datum="gcj02")
    before = {code: vars(place) for code, place in (await importing.places()).items()}
    assert counts(await importing.rows(*rows, datum="gcj02", replace=True)) == (0, 0, 5, 0, 0)
    for code, place in (await importing.places()).items():
        assert place.id == before[code]["id"]


async def test_a_changed_row_changes_its_place_and_keeps_what_people_said(importing: Importing) -> None:
    await importing.rows(ROW, ROW | {"code": "A2"})
    async with importing.database.transaction() as session:
        await session.execute(sa.update(Place).values(useful_count=7))
    assert counts(await importing.rows(ROW | {"hours": "24小时"}, ROW | {"code": "A2"})) == (0, 1, 1, 0, 0)
    place = (await importing.places())["A1"]
    assert (place.hours, place.useful_count) == ("24/7", 7)


async def test_replace_closes_what_is_missing_and_reopens_what_is_back(importing: Importing) -> None:
    await importing.rows(ROW, ROW | {"code": "A2"})
    assert counts(await importing.rows(ROW)) == (0, 0, 1, 0, 0)
    assert (await importing.places())["A2"].closed_at is None
    assert counts(await importing.rows(ROW, replace=True)) == (0, 0, 1, 0, 1)
    assert (await importing.places())["A2"].closed_at == NOW
    assert counts(await importing.rows(ROW, replace=True)) == (0, 0, 1, 0, 0)
    assert counts(await importing.rows(ROW, ROW | {"code": "A2"}, replace=True)) == (0, 0, 1, 1, 0)
    assert (await importing.places())["A2"].closed_at is None


async def test_a_dry_run_says_what_would_change_and_changes_nothing(importing: Importing) -> None:
    await importing.rows(ROW, ROW | {"code": "gone"}, ROW | {"code": "back"})
    await importing.rows(ROW, ROW | {"code": "gone"}, replace=True)
    rows = [ROW | {"name": "新名字"}, ROW | {"code": "back"}, ROW | {"code": "new"}]
    before = {code: (place.name, place.closed_at) for code, place in (await importing.places()).items()}
    assert counts(await importing.rows(*rows, replace=True, dry_run=True)) == (1, 1, 0, 1, 1)
    assert {code: (place.name, place.closed_at) for code, place in (await importing.places()).items()} == before
    assert counts(await importing.rows(*rows, replace=True)) == (1, 1, 0, 1, 1)


async def test_one_wrong_row_keeps_everything_as_it_was(importing: Importing) -> None:
    await importing.rows(ROW)
    report = await importing.rows(ROW | {"name": "新名字"}, ROW | {"code": "A2", "hours": "随时"}, replace=True)
    assert (report.ok, report.rows, counts(report)) == (False, 2, (0, 0, 0, 0, 0))
    assert (await importing.places())["A1"].name == "青石路驿站"


@pytest.mark.parametrize(
    ("wrong", "column", "key"),
    [
        ({"latitude": "91", "longitude": "200"}, "latitude", "import-bad-latitude"),
        ({"longitude": "181"}, "longitude", "import-bad-longitude"),
        ({"latitude": "113.65", "longitude": "34.75"}, "latitude", "import-swapped"),
        ({"latitude": "31.23", "longitude": "121.47"}, "latitude", "import-far-away"),
        ({"latitude": "0", "longitude": "0"}, "latitude", "import-far-away"),
        ({"latitude": "34°45'"}, "latitude", "import-bad-number"),
        ({"latitude": "nan"}, "latitude", "import-bad-number"),
        ({"longitude": ""}, "longitude", "import-empty"),
        ({"code": " "}, "code", "import-empty"),
        ({"name": ""}, "name", "import-empty"),
        ({"kind": ""}, "kind", "import-empty"),
        ({"kind": "shop"}, "kind", "import-unknown-kind"),
        ({"district": "南区"}, "district", "import-unknown-district"),
        ({"needs": "toilet|chargng"}, "needs", "import-unknown-need"),
        ({"hours": "旺季8:00-20:00"}, "hours", "import-bad-hours"),
        ({"phone": "1.38E+10"}, "phone", "import-spoilt"),
        ({"address": "#N/A"}, "address", "import-spoilt"),
        ({"note": "#REF!"}, "note", "import-spoilt"),
        ({"phone": "########"}, "phone", "import-spoilt"),
        ({"name": "很长" * 51}, "name", "import-too-long"),
        ({"code": "A" * 65}, "code", "import-too-long"),
        ({"note": "一\x07二"}, "note", "import-bad-characters"),
    ],
)
@on_sqlite
async def test_a_wrong_cell_is_told_with_line_column_and_reason(
    importing: Importing, wrong: dict[str, str], column: str, key: str
) -> None:
    report = await importing.rows(ROW, ROW | {"code": "A2", "note": "two\nlines"}, ROW | {"code": "A3"} | wrong)
    assert (5, column, key) in found(report)
    assert {line for line, _, _ in found(report)} == {5}
    assert not await importing.places()


@on_sqlite
async def test_every_problem_of_a_row_is_told_at_once(importing: Importing) -> None:
    report = await importing.rows(ROW | {"kind": "x", "needs": "y|z", "hours": "?", "latitude": "91"})
    assert {key for _, _, key in found(report)} == {
        *("import-unknown-kind", "import-unknown-need", "import-bad-hours", "import-bad-latitude"),
    }
    assert report.error_count == 5


@on_sqlite
async def test_a_code_used_twice_names_the_first_line(importing: Importing) -> None:
    report = await importing.rows(ROW, ROW | {"code": "A2"}, ROW, ROW | {"hours": "?"}, ROW)
    duplicates = [problem for problem in report.errors if problem.key == "import-duplicate-code"]
    assert [(problem.line, problem.args["first"]) for problem in duplicates] == [(4, "2"), (5, "2"), (6, "2")]


@pytest.mark.parametrize(("said", "key"), [("charing", "charging"), ("卫生间", "toilet"), ("开水", "hot_water")])
@on_sqlite
async def test_an_unknown_need_suggests_the_nearest(importing: Importing, said: str, key: str) -> None:
    report = await importing.rows(ROW | {"needs": said})
    assert [problem.args for problem in report.errors] == [{"said": said, "known": key}]


async def test_outside_every_district_is_a_warning(importing: Importing) -> None:
    report = await importing.rows(ROW | {"latitude": "35.2"})
    assert report.ok
    assert warned(report) == [(2, "latitude", "import-outside-districts")]
    assert (await importing.places())["A1"].district is None


async def test_far_away_is_accepted_when_asked_for(importing: Importing) -> None:
    report = await importing.rows(ROW | {"latitude": "31.23", "longitude": "121.47"}, accept_outside=True)
    assert report.ok
    assert (2, "latitude", "import-far-away") in warned(report)
    assert len(await importing.places()) == 1


@on_sqlite
async def test_a_code_that_fits_no_link_is_a_warning(importing: Importing) -> None:
    report = await importing.rows(ROW | {"code": "东区 1"})
    assert report.ok
    assert warned(report) == [(2, "code", "import-code-without-link")]


async def test_seasons_without_months_come_in_with_the_usual_ones_and_a_warning(importing: Importing) -> None:
    report = await importing.rows(ROW | {"hours": "夏季8:00-20:00，冬季8:00-18:00（12:00-14:00午休）"})
    assert report.ok
    assert warned(report) == [(2, "hours", "import-usual-seasons")]
    hours = (await importing.places())["A1"].hours
    assert hours == "May-Sep 08:00-20:00; Oct-Apr 08:00-12:00,14:00-18:00"
    assert warned(await importing.rows(ROW | {"hours": "夏季(5月-9月)8:00-20:00，冬季8:00-18:00"})) == []


async def test_sample_places_are_marked(importing: Importing) -> None:
    await importing.rows(ROW, sample=True)
    assert (await importing.places())["A1"].sample is True
    assert counts(await importing.rows(ROW)) == (0, 1, 0, 0, 0)


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


@on_sqlite
async def test_many_problems_are_counted_but_not_all_kept(importing: Importing) -> None:
    report = await importing.rows(*(ROW | {"code": f"C{number}", "hours": f"?{number}"} for number in range(250)))
    assert (report.error_count, len(report.errors)) == (250, 200)
    assert len(list(report_lines(report, Texts().in_("en")))) == 200 + 1 + 1


@on_sqlite
async def test_equal_reasons_are_told_together_and_hide_no_other(
    importing: Importing, say_in: Callable[[str], Any]
) -> None:
    rows = [ROW | {"code": f"C{number}", "needs": "drink|toilet"} for number in range(300)]
    report = await importing.rows(
        *rows, ROW | {"district": "高新区", "needs": "book"}, ROW | {"code": "A2", "hours": "?"}
    )
    lines = list(report_lines(report, say_in("zh-CN")))
    assert lines[0].startswith("错误：第 2、3、4、5、6…行 needs 列：没有“drink”这项服务。")
    assert lines[0].endswith("（共 300 处）")
    assert [line[:10] for line in lines[1:4]] == [f"错误：第 {line} 行" for line in (302, 302, 303)]
    assert len(lines) == 5
    english = next(report_lines(report, say_in("en")))
    assert english.startswith("Error, lines 2, 3, 4, 5, 6 …, column needs: ")
    assert english.endswith("(300 times)")


async def test_a_district_that_contradicts_the_position_is_a_warning(
    importing: Importing, say_in: Callable[[str], Any]
) -> None:
    report = await importing.rows(ROW | {"district": "西区"}, ROW | {"code": "A2", "district": "east"})
    assert report.ok
    assert warned(report) == [(2, "district", "import-other-district")]
    assert "写的是“西区”，坐标却在“东区”" in next(report_lines(report, say_in("zh-CN")))
    assert (await importing.places())["A1"].district == "west"


async def test_more_than_one_batch_is_written_and_closed(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_file, "PAUSE_S", 0)
    rows = [ROW | {"code": f"D{number}"} for number in range(2500)]
    seen: list[float] = []
    report = await importing.rows(*rows, progress=lambda done, total: seen.append(done / total))
    assert counts(report) == (2500, 0, 0, 0, 0)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert counts(await importing.rows(*rows[:10], replace=True)) == (0, 0, 10, 0, 2490)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@on_sqlite
async def test_every_report_can_be_said(importing: Importing, locale: str, say_in: Callable[[str], Any]) -> None:
    say = say_in(locale)
    bad = await importing.rows(
        ROW | {"code": "东", "latitude": "113.65", "longitude": "34.75"}, *[ROW | {"needs": "x"}] * 250
    )
    lines = list(report_lines(bad, say))
    assert len(lines) == 3 + 1 + 1  # the position, the need, the code again; a warning; what came of it
    assert "2" in lines[0]
    assert "latitude" in lines[0]
    for options in ({"dry_run": True}, {}):
        assert len(list(report_lines(await importing.rows(ROW, **options), say))) == 1
    for content in (b"", b"code\n", b"\xff", b"{", b'{"features": [0]}'):
        assert all(report_lines(await importing.data(content), say))


@pytest.fixture
def say_in() -> Callable[[str], Any]:
    texts = Texts()
    return texts.in_


@pytest.mark.parametrize(
    ("address", "name", "street"),
    [
        ("青石路 88 号", "", "青石路"),
        ("某市东区青石路88号", "", "青石路"),
        ("某省某市上街区市场街与新乡路交叉口西南", "", "市场街"),
        ("东区经八路街道纬五路12号", "", "纬五路"),
        ("济源路中段商业街社区", "", "济源路"),
        ("南大街28号佳苑小区", "", "南大街"),
        ("开发区迎宾大道", "", "迎宾大道"),
        ("某县石佛镇电厂南路与王屋路交叉口", "", "电厂南路"),
        ("新乡路 5 号", "", "新乡路"),
        ("槐树巷3号，河边", "", "槐树巷"),
        ("G107国道旁", "", "G107国道"),
        ("某市东区", "东区中心路驿站", "中心路"),
        ("东区兴隆社区", "兴隆社区驿站", None),
        ("", "", None),
    ],
)
def test_the_street_is_taken_from_the_address_or_the_name(address: str, name: str, street: str | None) -> None:
    assert street_of(address, name) == street


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
