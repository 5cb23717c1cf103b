"""The figures of a span as a page and a sheet, and the cases behind them."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
import time_machine

from bot.app import App
from models.cases.case import Case
from models.city.pack import City
from models.staff.post import StaffRole
from models.staff.record import StaffEvent
from tests.world.colleagues import a_clerk
from tests.world.console.desk_client import a_desk, text_of
from tests.world.filing import NOW, a_case, a_person

LEAD, LEADER = StaffRole.LEAD, StaffRole.LEADER
OCTOBER = "/console/figures?first=2026-10-01&last=2026-10-31"


async def _october(app: App, city: City, count: int = 6) -> list[Case]:
    """Cases of October: some of market regulation, and one of another department."""
    async with app.database.transaction() as session:
        worker = await a_person(session, since=NOW - timedelta(days=90))
        at = NOW - timedelta(days=40)
        cases = [await a_case(session, worker, city, now=at) for _ in range(count)]
        cases.append(await a_case(session, worker, city, "unpaid_pay", now=at))
    return cases


@pytest.fixture(autouse=True)
def at_the_end_of_november() -> object:
    with time_machine.travel(NOW, tick=True) as time:
        yield time


async def test_the_page_has_both_spans_and_bars_that_lead_to_the_cases(app: App, city: City) -> None:
    cases = await _october(app, city)
    lead = await a_desk(app, "孙科", role=LEAD)
    page = await lead.get(OCTOBER)
    text = text_of(page)
    assert "市场监管局 2026 年 10 月" in text
    assert "上一段（2026 年 9 月）" in text
    assert "收到 6 0" in text
    assert '<rect class="bar-now" y="1" height="9" width="100" />' in page.text
    assert "style=" not in page.text
    behind = "/console/figures/cases?first=2026-10-01&amp;last=2026-10-31&amp;by=type&amp;key=deduction"
    assert behind in page.text
    listed = text_of(await lead.get(behind.replace("&amp;", "&")))
    assert all(each.number in listed for each in cases[:6])
    assert cases[6].number not in listed, "another department's"


async def test_groups_under_five_are_merged_and_lead_nowhere(app: App, city: City) -> None:
    await _october(app, city)
    async with app.database.transaction() as session:
        worker = await a_person(session, "x", since=NOW - timedelta(days=90))
        for _ in range(5):
            await a_case(session, worker, city, "deposit", now=NOW - timedelta(days=40))
        await a_case(session, worker, city, "rating", now=NOW - timedelta(days=40))
    zhou = await a_desk(app, "周岚", "social_work", LEAD)
    page = await zhou.get(OCTOBER)
    assert "key=rating" not in page.text
    assert "key=unpaid_pay" not in page.text
    assert (await zhou.get("/console/figures/cases?first=2026-10-01&last=2026-10-31&by=type&key=")).status_code == 404


async def test_the_sheet_has_numbers_and_is_logged(app: App, city: City) -> None:
    await _october(app, city)
    lead = await a_desk(app, "孙科", role=LEAD)
    sheet = await lead.get(OCTOBER.replace("figures?", "figures/sheet?"))
    assert sheet.headers["Content-Type"].endswith("spreadsheetml.sheet")
    with ZipFile(io.BytesIO(sheet.content)) as book:
        first = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="C3"><v>6</v></c>' in first
    async with app.database.reading() as session:
        logged = await session.scalars(sa.select(StaffEvent.what).where(StaffEvent.staff_id == lead.staff_id))
        assert "export_figures" in logged.all()


async def test_a_leader_sees_the_figures_and_opens_no_case(app: App, city: City) -> None:
    await _october(app, city)
    luo, clerk = await a_desk(app, "罗市长", "social_work", LEADER), await a_desk(app)
    page = await luo.get(OCTOBER)
    assert "收到 7 0" in text_of(page)
    assert "/console/figures/cases" not in page.text
    assert "超期" in text_of(page)
    assert "/console/figures/late" not in page.text
    for path in ("cases?first=2026-10-01&last=2026-10-31", "late?department=market_regulation"):
        assert (await luo.get(f"/console/figures/{path}")).status_code == 404
    assert (await luo.get("/console")).headers["Location"] == "/console/figures"
    for path in ("figures", "figures/sheet", "figures/cases", "figures/late?department=market_regulation"):
        assert (await clerk.get(f"/console/{path}")).status_code == 403


async def test_what_is_typed_is_a_span_too_and_nonsense_says_so(app: App) -> None:
    lead = await a_desk(app, "孙科", role=LEAD)
    assert "市场监管局 2026-01-01 到 2026-06-30" in text_of(await lead.get("/console/figures?q=上半年"))
    assert "没看懂是哪段时间" in text_of(await lead.get("/console/figures?q=随便"))
    assert "没看懂是哪段时间" in text_of(await lead.get("/console/figures?first=x&last=2026-13-45"))
    assert (await lead.get("/console/figures/sheet?first=2030-01-01&last=2030-01-02")).status_code == 404


async def test_late_cases_are_listed_by_department_for_who_may_open_them(app: App, city: City) -> None:
    cases = await _october(app, city)
    zhou = await a_desk(app, "周岚", "social_work", LEAD)
    sun = await a_desk(app, "孙科", role=LEAD)
    async with app.database.transaction() as session:
        await a_clerk(session, "王芳")
    assert "市场监管局 6 件" in text_of(await zhou.get("/console/figures"))
    assert cases[0].number in text_of(await zhou.get("/console/figures/late?department=market_regulation"))
    assert cases[6].number not in text_of(await sun.get("/console/figures/late?department=human_resources"))
