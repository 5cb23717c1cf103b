"""The desk for places: the table, one place with what is done there, door sheets, and who may not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from lxml import html

from bot.app import App
from bot.web.map.cards import place_link
from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.places.change import PlaceChange, What, say_changed
from models.places.host import PlaceReportAnswer
from models.places.hours import PlaceHours
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.staff.post import StaffRole
from tests.bot.web.console.test_staff_files import run_jobs, upload
from tests.models.figures.test_place_report import a_host
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.directory import PLACES
from tests.world.filing import a_person, a_picture

PATH = "/console/places"
NOW = datetime(2026, 11, 26, 7, tzinfo=UTC)
"""Thursday, 15:00 in the city."""


@pytest.fixture
async def places(app: App, city: City) -> Any:
    with time_machine.travel(NOW, tick=False):
        async with app.database.transaction() as session:
            session.add_all(PLACES(city))
        yield


async def place_now(app: App, code: str = "T1") -> Place:
    async with app.database.reading() as session:
        return (await session.scalars(sa.select(Place).where(Place.code == code))).one()


async def a_rider(app: App, name: str = "anna") -> Person:
    async with app.database.transaction() as session:
        return await a_person(session, name)


async def a_report(app: App, kind: FeedbackKind = FeedbackKind.MISSING_SERVICE, need: str | None = "toilet") -> int:
    place = await place_now(app)
    async with app.database.transaction() as session:
        report = PlaceFeedback(place_id=place.id, kind=kind, person_id=None, need=need, at=NOW - timedelta(hours=1))
        session.add(report)
        await session.flush()
        return report.id


def form(desk: DeskClient, page: Any, **changed: str) -> list[tuple[str, str]]:
    """The fields of the form for a place as a browser sends them, some of them changed."""
    (found,) = [each for each in html.fromstring(page.text).forms if (each.action or "").endswith("/edit")]
    plain = [(name, value) for name, value in found.form_values() if name not in ("token", "once")]
    assert changed.keys() <= {name for name, _ in plain}
    return [(name, changed.get(name, value)) for name, value in plain]


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("", "青石路暖新驿站", "没有这样的地点"),
        ("?show=open", "青石路暖新驿站", "晨光暖新驿站"),
        ("?show=shut", "晨光暖新驿站", "青石路暖新驿站"),
        ("?need=shower", "河湾综合体", "青石路暖新驿站"),
        ("?kind=complex", "河湾综合体", "青石路暖新驿站"),
        ("?words=T7", "东渡暖新驿站", "青石路暖新驿站"),
        ("?waiting=1", "青石路暖新驿站", "东渡暖新驿站"),
        ("?checked=long", "没有这样的地点", "青石路暖新驿站"),
        ("?show=gone", "没有这样的地点", "青石路暖新驿站"),
        ("?show=closure", "没有这样的地点", "青石路暖新驿站"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_the_table_shows_what_is_asked_for(app: App, places: Any, query: str, there: str, not_there: str) -> None:
    await a_report(app)
    page = text_of(await (await a_desk(app, department="union")).get(PATH + query))
    assert there in page
    assert not_there not in page


@pytest.mark.parametrize("query", ["", "sort=checked&", "show=open&"])
async def test_pages_follow_one_another_without_gap_or_repeat(app: App, city: City, places: Any, query: str) -> None:
    async with app.database.transaction() as session:
        for number in range(110):
            (place, *_) = PLACES(city)
            place.code, place.name, place.hours = f"N{number:03}", f"同名驿站{number % 7}", "24/7"
            place.checked_at = NOW - timedelta(days=number % 5) if number % 3 else None
            session.add(place)
    desk, seen, address = await a_desk(app, department="union"), [], f"{PATH}?{query}words=同名"
    while address:
        page = await desk.get(address)
        seen += [code for code in text_of(page).split() if code.startswith("N") and code[1:].isdecimal()]
        _, _, rest = page.text.partition('rel="next" href="')
        address = rest.partition('"')[0].replace("&amp;", "&")
    assert sorted(seen) == [f"N{number:03}" for number in range(110)]


async def test_facts_are_changed_each_with_its_history_and_undone(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    path = f"{PATH}/{place.id}"
    page = await desk.get(f"{path}/edit")
    same = await desk.post(f"{path}/edit", form(desk, page))
    assert "place-same" in same.headers["Location"]
    page = await desk.get(f"{path}/edit")
    fields = form(desk, page, name="青石路新驿站", hours="每天 9:00-21:00", phone="0371-1234567", access="ask")
    shown = text_of(await desk.presses(f"{path}/edit", [*fields, ("needs", "wifi")]))
    assert "改好了" in shown
    assert "名字：青石路暖新驿站 名字：青石路新驿站" in shown
    now = await place_now(app)
    assert (now.name, now.hours, now.phone, now.access) == (
        "青石路新驿站",
        "Mo-Su 09:00-21:00",
        "0371-1234567",
        "ask",
    )
    assert "|wifi|" in now.needs
    assert (now.checked_by, now.checked_at, now.latitude) == ("staff", NOW, place.latitude)
    async with app.database.reading() as session:
        changes = {each.what: each for each in await session.scalars(sa.select(PlaceChange))}
    assert set(changes) == {"name", "hours", "phone", "access", "needs"}
    assert {each.staff_id for each in changes.values()} == {desk.staff_id}
    undone = text_of(await desk.presses(f"{path}/do/undo", {"change": str(changes["name"].id)}))
    assert "撤回了" in undone
    assert (await place_now(app)).name == "青石路暖新驿站"
    stale = await desk.post(f"{path}/do/undo", {"change": str(changes["name"].id)})
    assert stale.status_code == 422


async def test_a_form_with_faults_or_of_before_changes_nothing(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    path = f"{PATH}/{place.id}"
    page = await desk.get(f"{path}/edit")
    wrong = await desk.post(f"{path}/edit", form(desk, page, hours="随时", latitude="91", name="=SUM(A1)"))
    assert wrong.status_code == 422
    assert "有 3 处要改" in text_of(wrong)
    assert "看不懂开放时间" in text_of(wrong)
    assert 'value="随时"' in wrong.text
    await desk.presses(f"{path}/edit", form(desk, page, phone="1"))
    late = await desk.post(f"{path}/edit", form(desk, page, phone="2"))
    assert "刚有人改过" in text_of(late)
    assert (await place_now(app)).phone == "1"


async def test_a_position_of_a_map_is_converted(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    latitude, longitude = place.position.to("gcj02")
    page = await desk.get(f"{PATH}/{place.id}/edit")
    degrees = {"latitude": f"{latitude + 0.001:.7f}", "longitude": f"{longitude:.7f}", "datum": "gcj02"}
    await desk.presses(f"{PATH}/{place.id}/edit", form(desk, page, **degrees))
    assert (await place_now(app)).position.distance_m(place.position) == pytest.approx(111, abs=2)


async def test_days_on_which_it_is_shut_come_and_go(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    path = f"{PATH}/{place.id}"
    days = {"first": "2026-12-01", "last": "2026-12-03", "why": "repair"}
    assert "12 月 1 日–12 月 3 日关门：装修、维修" in text_of(await desk.presses(f"{path}/do/close", days))
    refused = await desk.post(f"{path}/do/close", days | {"last": "2026-11-01"})
    assert refused.status_code == 422
    async with app.database.reading() as session:
        closure = (await session.scalars(sa.select(PlaceHours))).one()
    assert "关门：" not in text_of(await desk.presses(f"{path}/do/end", {"closure": str(closure.id)}))
    assert "今天开到" in text_of(await desk.presses(f"{path}/do/until", {"until": "23:30"}))
    assert "2026 Nov 26 15:00-23:30" in (await place_now(app)).hours
    assert "照平时的时间了" in text_of(await desk.presses(f"{path}/do/usual"))
    assert "说了今天不开" in text_of(await desk.presses(f"{path}/do/today", {"open": "no"}))
    assert (await place_now(app)).hours == "Mo-Su 07:00-22:00"


async def test_reports_and_what_riders_say_are_answered(app: App, city: City, places: Any) -> None:
    report, rider, place = await a_report(app), await a_rider(app), await place_now(app)
    async with app.database.transaction() as session:
        await say_changed(session, place.id, What.HOURS, "24/7", rider, city=city, now=NOW)
    desk = await a_desk(app, department="union")
    path = f"{PATH}/{place.id}"
    page = await desk.get(path)
    assert "骑手说现在是：每天 24 小时" in text_of(page)
    claim = page.text.partition('name="claim" value="')[2].partition('"')[0]
    await desk.presses(f"{path}/do/answer", {"report": str(report), "answer": "fixed"})
    await desk.presses(f"{path}/do/claim", {"claim": claim, "so": "yes"})
    async with app.database.reading() as session:
        answer = (await session.scalars(sa.select(PlaceReportAnswer))).one()
    assert (answer.answer, answer.staff_id) == ("fixed", desk.staff_id)
    assert (await place_now(app)).hours == "24/7"
    assert "等你回" not in text_of(await desk.get(path))
    again = await desk.post(f"{path}/do/answer", {"report": str(report), "answer": "fixed"})
    assert again.status_code == 422


async def test_gone_for_good_and_back(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    path = f"{PATH}/{place.id}"
    page = await desk.presses(f"{path}/do/gone")
    assert (await place_now(app)).closed_at is not None
    assert "青石路暖新驿站" in text_of(await desk.get(f"{PATH}?show=gone"))
    change = page.text.partition('name="change" value="')[2].partition('"')[0]
    await desk.presses(f"{path}/do/undo", {"change": change})
    assert (await place_now(app)).closed_at is None


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_picture_is_drawn_anew_before_riders_see_it(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    path = f"{PATH}/{place.id}"
    assert "还没选照片" in text_of(await desk.post(f"{path}/do/photo"))
    key = (await upload(desk, a_picture())).json()["key"]
    assert "正在处理" in text_of(await desk.presses(f"{path}/do/photo", {"uploaded": key}))
    await run_jobs(app)
    assert "/photo" in (await desk.get(path)).text
    assert (await desk.get(f"{place_link(place.code)}/photo")).status_code == 200


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_administrator_gives_a_host_a_code(app: App, places: Any) -> None:
    place, admin = await place_now(app), await a_desk(app, department="union", role=StaffRole.ADMIN)
    await admin.get(f"{PATH}/{place.id}")
    given = await admin.post("/console/posts/step/invite", {"where": "places", "place": "T1", "name": "老李"})
    assert "老李" in text_of(given)
    assert "老李" in text_of(await admin.get(f"{PATH}/{place.id}"))
    clerk = await a_desk(app, "小王", department="union")
    page = text_of(await clerk.get(f"{PATH}/{place.id}"))
    assert "邀请码由管理员发" in page


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_door_sheets_of_a_district_or_of_one_place(app: App, places: Any) -> None:
    desk, place = await a_desk(app, department="union"), await place_now(app)
    sheets = await desk.get(f"{PATH}/doors?district={place.district}&size=a4")
    assert sheets.text.count('class="door"') > 1
    assert "door_a4.css" in sheets.text
    one = text_of(await desk.get(f"{PATH}/doors?place={place.id}"))
    assert "青石路暖新驿站" in one
    assert "编号 T1" in one
    assert "东渡" not in one


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_another_department_sends_changes_nothing(app: App, places: Any) -> None:
    report, place = await a_report(app), await place_now(app)
    outsider = await a_desk(app, "外人", "transport", StaffRole.ADMIN)
    for path in (PATH, f"{PATH}/{place.id}", f"{PATH}/doors", f"{PATH}/import"):
        assert (await outsider.get(path)).status_code == 403
    fields = {"report": str(report), "answer": "fixed", "open": "no", "first": "2026-12-01", "last": "2026-12-01"}
    fields |= {"until": "23:00", "name": "别的名字", "mark": "x", "datum": "wgs84"}
    for act in ("today", "until", "close", "usual", "confirm", "answer", "claim", "undo", "photo", "gone"):
        assert (await outsider.post(f"{PATH}/{place.id}/do/{act}", fields)).status_code == 403
    assert (await outsider.post(f"{PATH}/{place.id}/edit", fields)).status_code == 403
    async with app.database.reading() as session:
        assert (await session.scalars(sa.select(PlaceReportAnswer))).all() == []
        assert (await session.scalars(sa.select(PlaceChange))).all() == []
        assert (await session.scalars(sa.select(OutboxMessage))).all() == []
    now = await place_now(app)
    assert (now.name, now.hours, now.shut_until, now.closed_at) == (place.name, place.hours, None, None)


async def test_hosts_hear_of_a_change_in_words(app: App, city: City, places: Any) -> None:
    place = await place_now(app)
    async with app.database.transaction() as session:
        host = await a_host(session, place, now=NOW)
    desk = await a_desk(app, department="union")
    page = await desk.get(f"{PATH}/{place.id}/edit")
    await desk.presses(f"{PATH}/{place.id}/edit", form(desk, page, kind="complex"))
    async with app.database.reading() as session:
        rows = [each for each in await session.scalars(sa.select(OutboxMessage)) if each.person_id == host.id]
        said = [pushed_screen(texts().in_("zh-CN"), each.content).text for each in rows]
    assert [each for each in said if "类型" in each] == [
        "青石路暖新驿站改了（部门改的）：类型：暖新综合体。不对就点撤回。"
    ], said
