"""Duplicates and links from the page, lists as sheets, and the keys of a department."""

import io

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from bot.app import App
from models.cases.case import Case
from models.cases.steps import CaseState
from models.casework.handling import take_case
from models.exchange.errors import ListTooLong
from models.exchange.keys import MOST_KEYS, DepartmentKey
from models.exchange.sheet_of_list import MOST, rows_of_list
from models.exchange.ties import CaseTie
from models.staff.post import Staff, StaffRole
from models.staff.record import StaffEvent
from tests.world.console.desk_client import a_desk, text_of
from tests.world.filing import a_case, a_person


async def two_cases(app: App) -> tuple[Case, Case]:
    async with app.database.transaction() as session:
        first = await a_case(session, await a_person(session, "anna"), app.city, now=app.clock())
        return first, await a_case(session, await a_person(session, "boris"), app.city, now=app.clock())


async def test_a_duplicate_is_merged_from_the_page_and_both_show_the_other(app: App) -> None:
    desk = await a_desk(app)
    first, case = await two_cases(app)
    page = await desk.presses(f"/console/cases/{case.number}/ties", {"other": first.number.lower(), "how": "merged"})
    assert "并过去了" in text_of(page)
    assert first.number in text_of(page)
    assert "并过来的" in text_of(await desk.get(f"/console/cases/{first.number}/ties"))
    async with app.database.reading() as session:
        assert (await session.get_one(Case, case.id)).state is CaseState.CLOSED


@pytest.mark.parametrize("other", ["NX-261130-99999-9", "", "own", "theirs"])
async def test_a_case_is_tied_to_nothing_that_is_not_there_or_not_theirs(app: App, other: str) -> None:
    desk = await a_desk(app)
    first, case = await two_cases(app)
    async with app.database.transaction() as session:
        (await session.get_one(Case, first.id)).department = "transport"
    written = {"own": case.number, "theirs": first.number}.get(other, other)
    for how in ("merged", "linked", "swallowed"):
        refused = await desk.post(f"/console/cases/{case.number}/ties", {"other": written, "how": how})
        assert refused.status_code == 422
    async with app.database.reading() as session:
        assert (await session.scalars(sa.select(CaseTie))).all() == []


async def test_a_list_goes_out_with_moments_and_numbers_and_no_formula(app: App) -> None:
    desk = await a_desk(app, "=1+1")
    first, case = await two_cases(app)
    async with app.database.transaction() as session:
        await take_case(session, case.id, await session.get_one(Staff, desk.staff_id), city=app.city, now=app.clock())
    answer = await desk.post("/console/sheet", {"which": "open"})
    assert answer.status_code == 200
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    rows = list(page.iter_rows())
    heads = [str(cell.value) for cell in rows[0]]
    assert [row[heads.index("编号")].value for row in rows[1:]] == [first.number, case.number]
    handler = rows[2][heads.index("经办人")]
    assert (handler.value, handler.data_type) == ("=1+1", "s"), "a text, never a formula"
    assert rows[1][heads.index("提交")].is_date
    assert rows[1][heads.index("人数")].data_type == "n"
    assert b"13800001234" not in answer.content
    async with app.database.reading() as session:
        acts = sa.select(StaffEvent.what).where(StaffEvent.staff_id == desk.staff_id)
        assert "list_file" in list(await session.scalars(acts))


async def test_a_list_holds_nobody_elses_cases(app: App) -> None:
    await two_cases(app)
    outsider, leading = await a_desk(app, "外人", "transport", StaffRole.LEAD), await a_desk(app, "周", "social_work")
    counts = []
    for desk in (outsider, leading):
        answer = await desk.post("/console/sheet", {"which": "open"})
        page = load_workbook(io.BytesIO(answer.content)).active
        assert page is not None
        counts.append(page.max_row - 1)
    assert counts == [0, 2]
    assert (await leading.post("/console/sheet", {"which": "all"})).status_code == 422


async def test_a_list_that_is_too_long_is_refused(app: App) -> None:
    desk = await a_desk(app)
    async with app.database.transaction() as session:
        staff = await session.get_one(Staff, desk.staff_id)
        with pytest.raises(ListTooLong):
            await rows_of_list(session, staff, range(1, MOST + 2), city=app.city, now=app.clock())


async def test_only_leads_make_keys_and_each_is_shown_once(app: App) -> None:
    clerk, lead = await a_desk(app), await a_desk(app, "李主任", role=StaffRole.LEAD)
    other = await a_desk(app, "外人", "transport", StaffRole.LEAD)
    assert (await clerk.get("/console/keys")).status_code == 403
    assert (await clerk.post("/console/keys", {"name": "x"})).status_code == 403
    made = await lead.post("/console/keys", {"name": "办公系统"})
    assert "nxk_" in made.text
    assert "nxk_" not in (await lead.get("/console/keys")).text
    async with app.database.reading() as session:
        (key,) = await session.scalars(sa.select(DepartmentKey))
    assert "nxk_" not in key.digest
    assert "办公系统" not in (await other.get("/console/keys")).text
    assert (await other.post("/console/keys/end", {"key": str(key.id)})).status_code == 422
    await lead.presses("/console/keys/end", {"key": str(key.id)})
    async with app.database.reading() as session:
        (key,) = await session.scalars(sa.select(DepartmentKey))
        acts = list(await session.scalars(sa.select(StaffEvent.what).where(StaffEvent.staff_id == lead.staff_id)))
    assert key.ended_at is not None
    assert acts[-2:] == ["key_made", "key_ended"]
    for _ in range(MOST_KEYS):
        assert (await lead.post("/console/keys", {"name": "再一个"})).status_code == 200
    assert (await lead.post("/console/keys", {"name": "太多"})).status_code == 422
    assert (await lead.post("/console/keys/end", {"key": "x"})).status_code == 422
