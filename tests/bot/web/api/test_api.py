"""The interface for a department's own system: what its key opens, and what it never does."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import time_machine

from bot.app import App
from bot.web.api.cases import STORE, WRONG_STORE
from models.cases.case import Case
from models.cases.filer import followers_of
from models.casework.handling import settle_case
from models.casework.posts import remove_staff
from models.city.pack import City
from models.exchange.keys import DepartmentKey, end_key, new_key
from models.exchange.origin import origin_of
from models.staff.post import Staff, StaffRole, add_staff, seal_post
from models.staff.record import StaffEvent
from models.upkeep.audit import audit
from tests.bot.web.console.conftest import app as app
from tests.world.console.desk_client import site_client
from tests.world.filing import a_case, a_named_case, a_person

LEAD = StaffRole.LEAD


async def a_lead(session: Any, app: App, name: str, department: str) -> Staff:
    staff, _ = await add_staff(session, name=name, role=LEAD, department=department, now=app.clock())
    staff.person_id, staff.joined_at = (await a_person(session, f"lead-{name}")).id, app.clock()
    seal_post(session, staff)
    await session.flush()
    return staff


async def a_key(app: App, name: str = "李", department: str = "market_regulation") -> tuple[str, Staff]:
    async with app.database.transaction() as session:
        staff = await a_lead(session, app, name, department)
        _, key = await new_key(session, staff, "办公系统", now=app.clock())
        return key, staff


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def some_cases(app: App, count: int = 3, **about: Any) -> list[Case]:
    async with app.database.transaction() as session:
        anna = await a_person(session)
        return [await a_case(session, anna, app.city, now=app.clock(), **about) for _ in range(count)]


async def test_the_cases_of_the_department_come_page_by_page(app: App) -> None:
    key, _ = await a_key(app)
    cases = await some_cases(app, 5)
    numbers: list[str] = []
    async with site_client(app) as client:
        after: Any = 0
        while after is not None:
            answer = await client.get(f"/api/cases?limit=2&after={after}", headers=bearer(key))
            assert answer.status_code == 200
            page = answer.json()
            assert len(page["cases"]) <= 2
            numbers += [each["number"] for each in page["cases"]]
            after = page["next"]
    assert numbers == [each.number for each in cases]


async def test_since_gives_what_changed_and_nothing_older(app: App) -> None:
    with time_machine.travel("2026-11-26T09:00:00+08:00", tick=False) as clock:
        key, staff = await a_key(app)
        old, changed = await some_cases(app, 2)
        clock.shift(timedelta(hours=3))
        since = app.clock()
        async with app.database.transaction() as session:
            await settle_case(session, changed.id, staff, "退了", city=app.city, now=app.clock())
        async with site_client(app) as client:
            answer = await client.get("/api/cases", params={"since": since.isoformat()}, headers=bearer(key))
    (only,) = answer.json()["cases"]
    assert (only["number"], only["state"]) == (changed.number, "settled")
    assert old.number not in answer.text


async def test_a_key_sees_what_a_clerk_of_its_department_sees(app: App) -> None:
    ours, _ = await a_key(app)
    theirs, _ = await a_key(app, "外", "transport")
    leading, _ = await a_key(app, "周", "social_work")
    (case,) = await some_cases(app, 1)
    async with site_client(app) as client:
        seen = {}
        for name, key in (("ours", ours), ("theirs", theirs), ("leading", leading)):
            one = await client.get(f"/api/cases/{case.number}", headers=bearer(key))
            many = (await client.get("/api/cases", headers=bearer(key))).json()["cases"]
            seen[name] = (one.status_code, len(many))
    assert seen == {"ours": (200, 1), "theirs": (404, 0), "leading": (200, 1)}


async def test_one_case_has_its_facts_and_record_and_the_look_is_noted(app: App) -> None:
    key, staff = await a_key(app)
    (case,) = await some_cases(app, 1)
    async with site_client(app) as client:
        data = (await client.get(f"/api/cases/{case.number}", headers=bearer(key))).json()
    assert any(each.get("fen") == 5000 for each in data["facts"])
    assert [each["what"] for each in data["record"]] == ["file"]
    async with app.database.reading() as session:
        looks = sa.select(StaffEvent.what).where(StaffEvent.staff_id == staff.id, StaffEvent.case_id == case.id)
        assert list(await session.scalars(looks)) == ["case_system"]
        assert await audit(session) is None


async def test_nothing_says_who_filed(app: App) -> None:
    key, _ = await a_key(app)
    async with app.database.transaction() as session:
        hidden = await a_case(session, await a_person(session, "anna"), app.city, anonymous=True, now=app.clock())
        named = await a_named_case(session, await a_person(session, "boris"), app.city)
    async with site_client(app) as client:
        for case in (hidden, named):
            answer = await client.get(f"/api/cases/{case.number}", headers=bearer(key))
            assert "李四" not in answer.text
            assert "13800001234" not in answer.text
            assert "sha256" not in answer.text


ORDER = {"number": "W-1", "story": "平台甲扣了我50块", "type": "deduction", "source": "12345", "back_by": "2099-01-05"}


async def post(client: httpx.AsyncClient, key: str, order: Any) -> httpx.Response:
    return await client.post("/api/cases", content=json.dumps(order), headers=bearer(key))


async def test_a_work_order_is_filed_once_and_told_the_second_time(app: App) -> None:
    key, _ = await a_key(app, department="transport")
    async with site_client(app) as client:
        first = await post(client, key, {**ORDER, "back_by": None})
        assert first.status_code == 201, first.text
        again = await post(client, key, {**ORDER, "back_by": None})
    assert again.status_code == 409
    assert again.json()["error"]["number"] == first.json()["number"]
    async with app.database.reading() as session:
        case = (await session.scalars(sa.select(Case))).one()
        origin = await origin_of(session, case.id)
        assert origin is not None
        assert (case.department, case.platform, origin.staff_id) == ("transport", "a", None)
        assert await followers_of(session, case.id) == []
        assert await audit(session) is None


async def test_every_fault_of_a_work_order_is_told_and_nothing_is_filed(app: App) -> None:
    key, _ = await a_key(app)
    bad = {
        "number": "",
        "story": "",
        "type": "nothing",
        "back_by": f"{app.clock() - timedelta(days=2):%Y-%m-%d}",
        "phone": "12",
    }
    async with site_client(app) as client:
        answer = await post(client, key, bad)
        for broken in (b"{", b"[]", b'{"answers": {}}', b'{"number": 7}'):
            refused = await client.post("/api/cases", content=broken, headers=bearer(key))
            assert refused.status_code == 400
    assert answer.status_code == 422
    faults = {each["field"]: each["code"] for each in answer.json()["error"]["faults"]}
    assert faults == {"number": "missing", "story": "missing", "type": "unread", "back_by": "passed", "phone": "unread"}
    async with app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=999", "limit=x", "after=-1", "since=yesterday", "since=2026-01-01"]
)
async def test_a_parameter_that_is_none_is_named(app: App, asked: str) -> None:
    key, _ = await a_key(app)
    async with site_client(app) as client:
        answer = await client.get(f"/api/cases?{asked}", headers=bearer(key))
    assert answer.status_code == 400
    assert asked.partition("=")[0] in answer.json()["error"]["message"]


@pytest.mark.parametrize("how", ["ended", "post ended", "moved", "rewritten", "none", "wrong", "basic"])
async def test_a_key_that_is_none_opens_nothing(app: App, how: str) -> None:
    key, staff = await a_key(app)
    other, _ = await a_key(app, "外", "transport")
    async with app.database.transaction() as session:
        mine = sa.select(DepartmentKey).where(DepartmentKey.staff_id == staff.id)
        row = (await session.scalars(mine)).one()
        if how == "ended":
            await end_key(session, row.id, await session.get_one(Staff, staff.id), now=app.clock())
        elif how == "post ended":
            await remove_staff(session, staff.id)
        elif how == "moved":
            row.department = "transport"
        elif how == "rewritten":
            await session.execute(
                sa.update(DepartmentKey).where(DepartmentKey.id == row.id).values(ended_at=None, seal="")
            )
    given = {"none": {}, "wrong": bearer("nxk_wrong"), "basic": {"Authorization": f"Basic {key}"}}.get(how, bearer(key))
    async with site_client(app) as client:
        answer = await client.get("/api/cases", headers=given)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert (await client.get("/api/cases", headers=bearer(other))).status_code == 200


async def test_a_key_has_its_rate_and_so_have_wrong_ones(app: App) -> None:
    key, _ = await a_key(app)
    async with site_client(app) as client:
        wrong = [(await client.get("/api/cases", headers=bearer("nxk_x"))).status_code for _ in range(WRONG_STORE + 2)]
        assert (wrong[0], wrong[-1]) == (401, 429)
        right = [(await client.get("/api/cases", headers=bearer(key))).status_code for _ in range(STORE + 20)]
        assert (right[0], right[-1]) == (200, 429)


async def test_the_description_names_every_path_and_the_page_needs_nothing_from_elsewhere(app: App, city: City) -> None:
    async with site_client(app) as client:
        document = (await client.get("/api/openapi.json")).json()
        page = await client.get("/api")
    assert document["openapi"].startswith("3.1")
    assert {(path, method) for path, methods in document["paths"].items() for method in methods} == {
        ("/api/cases", "get"),
        ("/api/cases", "post"),
        ("/api/cases/{number}", "get"),
    }
    assert set(document["components"]["schemas"]["WorkOrder"]["properties"]["type"]["enum"]) == set(city.case_types)
    assert page.status_code == 200
    assert "http://" not in page.text.replace("http://127.0.0.1:8080/api", "")
    assert "<script" not in page.text
