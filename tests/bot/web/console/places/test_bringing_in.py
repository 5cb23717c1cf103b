"""A file of places at the console: what it would do is shown first, and one press writes exactly that."""

import io
import json
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from bot.app import App
from models.city.pack import City
from models.places.change import PlaceChange
from models.places.place import Place
from tests.bot.web.console.places.test_place_desk import NOW, PATH, form, place_now
from tests.bot.web.console.places.test_place_desk import places as places
from tests.bot.web.console.test_staff_files import upload
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.importing import COLUMNS, csv_text

FILE = f"{PATH}/import"


def row_of(place: Place, **changed: str) -> dict[str, str]:
    """The row of a file that says what is known of a place."""
    known = {name: str(getattr(place, name) or "") for name in COLUMNS}
    return known | {"needs": place.needs.strip("|")} | changed


def new_row(place: Place, code: str = "N1") -> dict[str, str]:
    return row_of(place, code=code, name="新来的驿站", needs="toilet")


async def looks_at(desk: DeskClient, content: bytes, **asked: str) -> tuple[Any, dict[str, str]]:
    """The page that says what a file would do, and the fields of its form."""
    key = (await upload(desk, content)).json()["key"]
    fields = {"file": key, "datum": "wgs84", **asked}
    page = await desk.http.get(FILE, params=fields, headers={"Cookie": f"console={desk.token}"})
    return page, fields | {"mark": page.text.partition('name="mark" value="')[2].partition('"')[0]}


async def test_what_it_would_do_is_shown_and_then_written(app: App, places: Any) -> None:
    desk, one, two = await a_desk(app, department="union"), await place_now(app), await place_now(app, "T7")
    _, fields = await looks_at(desk, csv_text(row_of(one), row_of(two)).encode())  # written once as a file has it
    await desk.presses(FILE, fields)
    async with app.database.transaction() as session:
        await session.execute(sa.delete(PlaceChange))
    rows = [row_of(one, phone="12345", hours="24小时"), new_row(two), row_of(two)]
    page, fields = await looks_at(desk, csv_text(*rows).encode(), replace="yes")
    said = text_of(page)
    assert "新增 1，更改 1，不变 1，重新开放 0，关闭 7" in said
    assert "电话：还不清楚 电话：12345" in said
    assert "每天 7:00–22:00 每天 24 小时" in said
    assert "新来的驿站 N1" in said
    assert "没有了的 7 个" in said
    assert "河湾综合体 T2" in said
    assert (await place_now(app)).phone is None
    assert "导入好了" in text_of(await desk.presses(FILE, fields))
    now = await place_now(app)
    assert (now.phone, now.hours, (await place_now(app, "N1")).name) == ("12345", "24/7", "新来的驿站")
    assert (await place_now(app, "T2")).closed_at == NOW
    async with app.database.reading() as session:
        changes = [(each.what, each.by, each.staff_id) for each in await session.scalars(sa.select(PlaceChange))]
    assert sorted(changes) == sorted([(what, "import", desk.staff_id) for what in ("phone", "hours", *["closed"] * 7)])
    undone = await desk.get(f"{PATH}/{(await place_now(app, 'T2')).id}")
    change = undone.text.partition('name="change" value="')[2].partition('"')[0]
    await desk.presses(f"{PATH}/{(await place_now(app, 'T2')).id}/do/undo", {"change": change})
    assert (await place_now(app, "T2")).closed_at is None


async def test_wrong_rows_are_refused_with_their_reasons(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    rows = [row_of(place, hours="随时"), new_row(place) | {"name": "=HYPERLINK(1)"}]
    page, fields = await looks_at(desk, csv_text(*rows).encode())
    said = text_of(page)
    assert "第 2 行 hours 列：看不懂开放时间“随时”" in said
    assert "第 3 行 name 列：这一格是公式" in said
    assert fields["mark"] == ""
    pressed = await desk.post(FILE, fields)
    assert pressed.status_code == 422
    async with app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(Place)) == 9


async def test_what_changed_after_the_look_is_looked_at_again(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    _, fields = await looks_at(desk, csv_text(row_of(place, phone="12345")).encode())
    edit = await desk.get(f"{PATH}/{place.id}/edit")
    await desk.presses(f"{PATH}/{place.id}/edit", form(desk, edit, phone="54321"))
    pressed = await desk.post(FILE, fields)
    assert "看过之后又有人改了地点" in text_of(pressed)
    assert "照他们说的留着" in text_of(pressed), "what was changed here stays against a file that nobody dated"
    assert (await place_now(app)).phone == "54321"
    dated = (
        csv_text(row_of(place, phone="12345")).replace("\r\n", ",2026-12-01\r\n").replace("2026-12-01", "checked_at", 1)
    )
    page, fields = await looks_at(desk, dated.encode())
    assert "电话：54321 电话：12345" in text_of(page)
    await desk.presses(FILE, fields)
    assert (await place_now(app)).phone == "12345"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_workbook_and_geojson_say_the_same(app: App, city: City, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    book, row = openpyxl.Workbook(), new_row(place)
    book.active.append(list(row))
    book.active.append([float(text) if name in ("latitude", "longitude") else text for name, text in row.items()])
    out = io.BytesIO()
    book.save(out)
    about = {name: text for name, text in row.items() if name not in ("latitude", "longitude")}
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    features = [{"type": "Feature", "properties": about, "geometry": point}]
    geojson = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    looks = [await looks_at(desk, content) for content in (out.getvalue(), geojson.encode(), csv_text(row).encode())]
    marks = {fields["mark"] for _, fields in looks}
    assert len(marks) == 1
    assert "" not in marks


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_file_of_somebody_else_or_without_a_datum_is_not_read(app: App, places: Any) -> None:
    desk, other = await a_desk(app, department="union"), await a_desk(app, "小王", department="union")
    _, fields = await looks_at(desk, csv_text(new_row(await place_now(app))).encode())
    assert (await other.post(FILE, fields)).status_code == 422
    undated = await desk.http.get(FILE, params={"file": fields["file"]}, headers={"Cookie": f"console={desk.token}"})
    assert "就这样写进去" not in undated.text
    assert (await desk.post(FILE, fields | {"datum": ""})).status_code == 422
