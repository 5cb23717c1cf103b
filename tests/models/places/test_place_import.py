"""Importing places: every mistake is found before anything changes, and the same file again changes nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.commands.import_report import report_lines
from handlers.phrases.places import opening_in_full
from handlers.talk.texts import texts
from models.places.directory import MADE_HERE, street_of
from models.places.place import Place
from models.values.opening_hours import open_state
from models.values.position import Position
from tests.world.gates import a_gate
from tests.world.importing import NOW, ROW, Importing, counts, csv_text, found, on_sqlite, warned


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
        ({"hours": "看门口通知"}, "hours", "import-bad-hours"),
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


@pytest.mark.parametrize(
    "said",
    [
        "旺季8:00-20:00",
        "旺季8:00-20:00，淡季8:00-18:00",
        "周一至周五 9:00-17:00（寒暑假除外）",
        "寒暑假 9:00-17:00，平时周末 9:00-17:00",
        "汛期24小时，非汛期8:00-18:00",
        "开学期间 7:00-22:00",
        "农忙时 6:00-20:00，农闲 8:00-18:00",
    ],
)
@on_sqlite
async def test_parts_of_the_year_that_nobody_dates_do_not_stop_the_other_rows(importing: Importing, said: str) -> None:
    report = await importing.rows(ROW, ROW | {"code": "A2", "hours": said})
    assert report.ok
    assert warned(report) == [(3, "hours", "import-season-not-said")]
    place = (await importing.places())["A2"]
    now = datetime(2026, 11, 23, 4, tzinfo=UTC)
    assert open_state(place.hours, now, ZoneInfo("Asia/Shanghai")).is_open is None
    card = opening_in_full(texts().in_("zh-CN"), place, now, ZoneInfo("Asia/Shanghai"))
    assert card == f"几点开不清楚，去之前打个电话更稳。登记的是：{said}。"


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


async def test_a_district_that_contradicts_the_position_is_a_warning(
    importing: Importing, say_in: Callable[[str], Any]
) -> None:
    report = await importing.rows(ROW | {"district": "西区"}, ROW | {"code": "A2", "district": "east"})
    assert report.ok
    assert warned(report) == [(2, "district", "import-other-district")]
    assert "写的是“西区”，坐标却在“东区”" in next(report_lines(report, say_in("zh-CN")))
    assert (await importing.places())["A1"].district == "west"


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


GATE = ROW | {"code": "G1", "kind": "小区大门", "name": "甲苑东门", "needs": "", "hours": "", "guard": " 登记  手机号 "}


async def test_a_kind_has_columns_of_its_own_that_other_rows_may_leave_out(importing: Importing) -> None:
    text = csv_text(ROW, GATE).replace(",敲门,\r\n", ",敲门\r\n", 1)
    assert text.splitlines()[1].endswith("敲门"), "a station's row ends before them"
    assert (await importing.data(text.encode())).ok
    gate, station = (await importing.places())["G1"], (await importing.places())["A1"]
    assert (gate.kind, gate.said, station.said) == ("gate", {"guard": "登记 手机号"}, {})
    assert counts(await importing.rows(ROW, GATE)) == (0, 0, 2, 0, 0)
    assert counts(await importing.rows(ROW, GATE | {"guard": "刷脸"})) == (0, 1, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (ROW | {"guard": "登记"}, "import-field-of-other-kind"),
        (GATE | {"guard": "http://a.example"}, "import-plain-link"),
        (GATE | {"guard": "字" * 201}, "import-too-long"),
    ],
)
@on_sqlite
async def test_a_field_is_checked_by_its_kind(importing: Importing, row: dict[str, str], key: str) -> None:
    assert found(await importing.rows(row)) == [(2, "guard", key)]


async def test_what_came_up_in_the_chat_is_not_closed_by_a_file(importing: Importing) -> None:
    async with importing.database.transaction() as session:
        session.add(a_gate("乙苑东门", code=f"{MADE_HERE}1"))
    assert counts(await importing.rows(ROW, replace=True)) == (1, 0, 0, 0, 0)
