"""The lists of the console by HTTP: heaps, filters, saved views, one thing with many cases, and rights."""

import io
import re
from collections.abc import Sequence
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from bot.app import App
from bot.web.console.lists import bulk
from models.cases.case import Case
from models.cases.steps import CaseState
from models.casework.handling import take_case
from models.lists.views import COLUMNS
from models.staff.post import Staff, StaffRole
from tests.world.console.desk_client import DeskClient, a_desk, desk_of, text_of
from tests.world.filing import a_case, a_person

PATH = "/console/cases"


async def filed(app: App, count: int = 1, type_key: str = "deduction", **also: object) -> list[Case]:
    async with app.database.transaction() as session:
        worker = await a_person(session, f"worker-{type_key}", since=app.clock() - timedelta(days=30))
        given = {"now": app.clock(), **also}
        return [await a_case(session, worker, app.city, type_key, **given) for _ in range(count)]  # type: ignore[arg-type]


async def taken(app: App, case: Case, desk: DeskClient) -> None:
    async with app.database.transaction() as session:
        staff = await session.get_one(Staff, desk.staff_id)
        await take_case(session, case.id, staff, city=app.city, now=app.clock())


async def numbers(desk: DeskClient, query: str) -> list[str]:
    page = await desk.get(f"{PATH}?{query}")
    assert page.status_code == 200
    return re.findall(r'data-row="([^"]+)"', page.text)


def chosen(cases: Sequence[Case], **also: str) -> list[tuple[str, str]]:
    return [*[("case", each.number) for each in cases], *also.items()]


async def test_a_department_sees_its_own_cases_and_the_lead_department_all(app: App) -> None:
    mine, other = await a_desk(app), await a_desk(app, "别人", "transport", StaffRole.LEAD)
    leading = await a_desk(app, "周", "social_work")
    (case,) = await filed(app)
    (road,) = await filed(app, type_key="road_damage")
    assert await numbers(mine, "heap=open") == [case.number]
    assert await numbers(other, "heap=open") == []
    assert set(await numbers(leading, "heap=open")) == {case.number, road.number}
    for query in ("heap=open&department=market_regulation", "heap=everything&words=NX", "heap=unassigned"):
        assert case.number not in (await other.get(f"{PATH}?{query}")).text
    assert (await other.get(f"{PATH}?same={case.number}&heap=open")).status_code == 404
    found = await mine.get(f"{PATH}?heap=everything&words={case.number}")
    assert found.headers["Location"] == f"{PATH}/{case.number}"
    heaps = text_of(await other.get("/console/lists/heaps"))
    assert "没人接 0" in heaps
    assert "没人接 1" in text_of(await mine.get("/console/lists/heaps"))


async def test_the_clock_says_in_words_what_its_colour_says(app: App) -> None:
    desk = await a_desk(app)
    await filed(app, deduction_reason="头盔没有戴好")
    page = await desk.get(f"{PATH}?heap=open")
    pill = re.search(r'<span class="pill (\w+)">([^<]+)</span>', page.text)
    assert pill is not None
    assert pill[1] in ("good", "soon", "late")
    assert re.search("工作日|到期", pill[2])
    assert "头盔没有戴好" in page.text
    rows = await desk.get("/console/lists/rows?heap=open")
    assert "<html" not in rows.text
    assert "头盔没有戴好" in rows.text


async def test_what_is_filtered_and_shown_is_saved_as_a_view(app: App) -> None:
    lead, desk = await a_desk(app, "孙科", role=StaffRole.LEAD), await a_desk(app)
    cases = await filed(app, 2)
    await taken(app, cases[0], desk)
    query = "heap=open&handler=0&columns=number&columns=who&sort=filed"
    assert await numbers(desk, query) == [cases[1].number]
    page = await desk.presses("/console/lists/views", {"list": query, "name": "没人办的"})
    assert "没人办的" in text_of(page)
    assert "谁在办" not in re.findall(r"<thead>.*?</thead>", page.text, re.S)[0]
    assert "没人办的" not in text_of(await lead.get(PATH))
    await lead.presses("/console/lists/views", {"list": query, "name": "全科看", "for": "department"})
    theirs = re.search(r"view=(\d+)\"[^>]*>全科看", (await desk.get(PATH)).text)
    assert theirs is not None
    assert (await desk.post("/console/lists/views/delete", {"view": theirs[1]})).status_code == 422
    refused = await desk.post("/console/lists/views", {"list": query, "name": " "})
    assert refused.status_code == 422
    assert cases[1].number in refused.text
    assert (await desk.get(f"{PATH}?view=99")).status_code == 404


async def test_many_cases_are_settled_a_portion_a_press_and_refusals_are_listed(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    desk, colleague = await a_desk(app), await a_desk(app, "陈")
    cases = await filed(app, 5)
    await taken(app, cases[1], colleague)
    fields = chosen(cases, what="settle", text="平台已经退钱", list="heap=open&sort=filed")
    page = await desk.post(bulk.BULK_PATH, fields)
    presses = 1
    while "接着办" in page.text:
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
        page = await desk.post(
            bulk.BULK_PATH, [(name, unescape(value)) for name, value in hidden if name not in ("token", "once")]
        )
        presses += 1
        assert page.status_code == 200
    assert presses == 3
    assert "办成 4 件，没办成 1 件" in text_of(page)
    assert re.search(rf"{cases[1].number}</a></td><td>[^<]*陈", page.text)
    assert "/console/cases?heap=open&amp;sort=filed" in page.text
    async with app.database.reading() as session:
        states = dict((await session.execute(sa.select(Case.number, Case.state))).all())
    assert [states[each.number] for each in cases].count(CaseState.SETTLED) == 4
    assert states[cases[1].number] is CaseState.ACCEPTED


async def test_nothing_typed_or_chosen_is_lost_when_a_press_is_refused(app: App) -> None:
    desk = await a_desk(app)
    cases = await filed(app, 2)
    for fields, status in (
        (chosen([], what="take"), 422),
        (chosen(cases[:1], what="nonsense"), 422),
        (chosen(cases[:1], what="assign", to=""), 422),
        (chosen(cases[:1], what="answer", text="  "), 422),
    ):
        page = await desk.post(bulk.BULK_PATH, [*fields, ("list", "heap=open")])
        assert page.status_code == status
        assert page.text.count('name="case"') == 2
        assert len(re.findall(r'name="case"[^>]* checked', page.text)) == min(1, len(fields) - 1)
    long = await desk.post(bulk.BULK_PATH, chosen(cases[:1], what="note", text="长" * 5000, list="heap=open"))
    assert long.status_code == 422
    assert "长" * 5000 in long.text


async def test_a_form_sent_twice_is_done_once_and_others_cases_are_refused(app: App) -> None:
    desk, other = await a_desk(app), await a_desk(app, "别人", "transport")
    (case,) = await filed(app)
    refused = await other.post(bulk.BULK_PATH, chosen([case], what="take"))
    assert "办成 0 件，没办成 1 件" in text_of(refused)
    for _ in range(2):
        await desk.post(bulk.BULK_PATH, chosen([case], what="note", text="看过了"), once="the same")
    async with app.database.reading() as session:
        again = await session.get_one(Case, case.id)
        assert (again.state, again.handler_id, again.event_count) == (CaseState.FILED, None, 2)
    assert (await desk.get(bulk.BULK_PATH)).status_code == 303


async def test_after_a_page_of_fifty_comes_the_next_one_and_the_way_back(app: App) -> None:
    desk = await a_desk(app)
    cases = await filed(app, 53, deduction_reason="站长老赵说我超时，扣了钱，也不说为什么，找他也不理")
    page = await desk.get(f"{PATH}?heap=open&columns=" + "&columns=".join(COLUMNS))
    following = re.search(r'rel="next" href="([^"]+)"', page.text)
    assert following is not None
    first = re.findall(r'data-row="([^"]+)"', page.text)
    address = following[1].replace("&amp;", "&")
    second = await numbers(desk, address.partition("?")[2])
    before = re.search(r'rel="prev" href="([^"]+)"', (await desk.get(address)).text)
    assert before is not None
    assert await numbers(desk, before[1].partition("?")[2].replace("&amp;", "&")) == first
    assert (len(first), len(second)) == (50, 3)
    assert {*first, *second} == {each.number for each in cases}


async def test_the_list_that_is_shown_goes_into_a_sheet_whole_and_nothing_else(app: App) -> None:
    desk, other = await a_desk(app), await a_desk(app, "别人", "transport", StaffRole.LEAD)
    cases = await filed(app, 53)
    await filed(app, type_key="road_damage")
    query = {"list": "heap=open&type=deduction"}
    sheet = load_workbook(io.BytesIO((await desk.post("/console/lists/sheet", query)).content)).active
    said = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {each.number for each in cases} <= said
    assert sheet.max_row == len(cases) + 1
    empty = load_workbook(io.BytesIO((await other.post("/console/lists/sheet", query)).content)).active
    assert empty.max_row == 1
    page = await (await desk_of(app, desk.staff_id, proved=False)).post("/console/lists/sheet", query)
    assert page.status_code == 422
