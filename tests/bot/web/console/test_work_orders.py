"""Filing for somebody and work orders, from the page to the case."""

import io
import re
from datetime import timedelta
from html import unescape

import sqlalchemy as sa
import xlsxwriter

from bot.app import App
from models.cases.case import Case
from models.cases.identity import identity_kept
from models.cases.steps import CaseState
from models.exchange.claim import claim_case
from models.exchange.origin import CaseOrigin
from models.people.person import contacts_of
from models.questions.past_date import DateKind
from models.staff.post import StaffRole
from models.upkeep.audit import audit
from tests.bot.web.console.test_staff_files import run_jobs, upload
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.filing import a_person, a_picture

PASTED = """12345工单
工单编号：GD2026112800{number}
诉求人：李四 联系电话：13800001234
办理时限：{day} 18:00
诉求内容：我是平台甲的骑手，昨天被扣款50元，要求退还。
"""


def values_in(page: str) -> dict[str, str]:
    """The fields of the form on a page, with what stands in them."""
    found = {name: unescape(value) for name, value in re.findall(r'<input name="([^"]+)" value="([^"]*)"', page)}
    found |= {name: unescape(text) for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)<', page)}
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def due(app: App, days: int = 9) -> str:
    return f"{app.clock() + timedelta(days=days):%Y-%m-%d}"


async def only_case(app: App) -> Case:
    async with app.database.reading() as session:
        return (await session.scalars(sa.select(Case))).one()


async def test_a_pasted_work_order_fills_the_form_and_is_filed_once_it_is_confirmed(app: App) -> None:
    desk = await a_desk(app)
    await desk.get("/console/work-orders")
    form = await desk.post("/console/work-orders", {"pasted": PASTED.format(number="01", day=due(app))})
    given = values_in(form.text)
    assert (given["source"], given["foreign"], given["name"]) == ("12345", "GD202611280001", "李四")
    assert (given["answer_platform"], given["phone"], given["back_by"]) == ("a", "13800001234", due(app))
    assert given["answer_deduction_sum"] == "50"
    async with app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0, "nothing is filed before"
    page = await desk.presses("/console/file/deduction", {**given, "ours": "yes"})
    case = await only_case(app)
    assert case.number in text_of(page)
    assert (case.department, case.platform, case.state) == ("market_regulation", "a", CaseState.FILED)
    async with app.database.reading() as session:
        named = await identity_kept(session, case.id)
        assert named is not None
        assert (named.name, named.phone) == ("李四", "13800001234")
        assert await audit(session) is None
    again = await desk.post("/console/file/deduction", {**given, "ours": "yes"})
    assert again.status_code == 422
    assert case.number in text_of(again), "the same twice is told"
    assert values_in(again.text)["foreign"] == "GD202611280001", "nothing typed is lost"
    assert len(await origins(app)) == 1


async def origins(app: App) -> list[CaseOrigin]:
    async with app.database.reading() as session:
        return list(await session.scalars(sa.select(CaseOrigin)))


async def test_what_has_to_go_back_stands_on_the_page_until_it_went_back(app: App) -> None:
    desk, outsider = await a_desk(app), await a_desk(app, "外人", "transport", StaffRole.LEAD)
    form = await desk.post("/console/work-orders", {"pasted": PASTED.format(number="02", day=due(app))})
    await desk.presses("/console/file/deduction", {**values_in(form.text), "ours": "yes"})
    case = await only_case(app)
    assert "GD202611280002" in text_of(await desk.get("/console/work-orders"))
    assert "GD202611280002" not in text_of(await outsider.get("/console/work-orders"))
    assert (await outsider.post(f"/console/cases/{case.number}/return")).status_code == 422
    assert [each.returned_at for each in await origins(app)] == [None]
    page = await desk.presses(f"/console/cases/{case.number}/return")
    assert "已退回" in text_of(page)
    assert "GD202611280002" not in text_of(page)


def a_sheet(*rows: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate((("工单编号", "诉求内容", "办理时限", "类型"), *rows)):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


async def checks(desk: DeskClient, content: bytes) -> tuple[str, str]:
    """The page of a sheet: its text, and the rows that its form carries."""
    key = (await upload(desk, content)).json()["key"]
    page = await desk.get(f"/console/work-orders/sheet?file={key}&type=deduction&source=12345")
    rows = re.search(r'name="rows" value="([^"]*)"', page.text)
    return text_of(page), unescape(rows[1]) if rows else ""


async def test_a_sheet_with_faults_files_nothing_and_tells_every_row(app: App) -> None:
    desk = await a_desk(app)
    text, rows = await checks(
        desk, a_sheet(("A1", "扣了我50块", due(app), ""), ("A1", "", "改天", "不知道"), ("", "扣钱", "", ""))
    )
    for said in (
        "第 3 行：工单编号和第 2 行一样",
        "第 3 行：诉求内容没填",
        "第 3 行：办理时限看不懂：改天",
        "第 4 行：工单编号没填",
    ):
        assert said in text, said
    assert rows == "", "nothing to press"


async def test_a_good_sheet_is_filed_whole_and_the_same_sheet_again_is_told(app: App) -> None:
    desk = await a_desk(app)
    sheet = a_sheet(("A1", "平台甲扣了我50块", due(app), "乱扣款"), ("A2", "超时被罚", due(app, 12), ""))
    text, rows = await checks(desk, sheet)
    assert "登记这 2 件" in text
    fields = {"rows": rows, "type": "deduction", "source": "12345"}
    await desk.presses("/console/work-orders/sheet", fields)
    assert sorted(str(each.foreign) for each in await origins(app)) == ["A1", "A2"]
    refused = await desk.post("/console/work-orders/sheet", fields)
    assert refused.status_code == 422
    assert "已经登记过了" in text_of(refused)
    assert "已经登记过了" in (await checks(desk, sheet))[0]
    assert len(await origins(app)) == 2


async def test_a_file_that_is_no_table_is_told(app: App) -> None:
    desk = await a_desk(app)
    assert "打不开" in (await checks(desk, a_picture()))[0]


async def test_who_stands_at_the_window_gets_a_slip_and_follows_the_case(app: App) -> None:
    desk = await a_desk(app)
    picture = (await upload(desk, a_picture())).json()["key"]
    form = await desk.get("/console/file/deduction")
    given = values_in(form.text)
    (day,) = app.city.case_types["deduction"].questions_of(DateKind)
    files = re.search(r'data-field="(files_[a-z_]+)"', form.text)
    assert files is not None
    typed = {
        "source": "window",
        "answer_platform": "a",
        "answer_deduction_sum": "一百二十块",
        f"answer_{day.key}": "昨天",
        files[1]: picture,
    }
    missing = await desk.post("/console/file/deduction", {**given, **typed})
    assert missing.status_code == 422
    assert "这个要问，不能空着" in text_of(missing)
    left = {name for name, text in values_in(missing.text).items() if name.startswith("answer_") and not text}
    reason = {name: "站长说我超时" for name in left if "order" not in name and "phone" not in name}
    choices = re.findall(r'<select name="(answer_[^"]+)"[^>]*>.*?<option value="([a-z_]+)"', missing.text, re.S)
    filled = {**given, **reason, **dict(choices), **typed}
    page = await desk.presses("/console/file/deduction", filled)
    case = await only_case(app)
    assert case.answers["deduction_sum"] == 12000
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text_of(page).replace(case.number, ""))
    assert code is not None
    await run_jobs(app)
    async with app.database.transaction() as session:
        anna = await a_person(session)
        contact = (await contacts_of(session, anna.id))[0]
        assert await claim_case(session, code[0], anna, contact, city=app.city, now=app.clock()) is not None
        assert await audit(session) is None


async def test_every_case_type_has_its_form(app: App) -> None:
    desk = await a_desk(app)
    assert (await desk.get("/console/file")).status_code == 200
    for key, case_type in app.city.case_types.items():
        page = await desk.get(f"/console/file/{key}")
        assert page.status_code == 200, key
        asked = [each.key for each in case_type.questions if not each.kind.takes_files]
        assert all(f"answer_{each}" in page.text for each in asked), key
    assert (await desk.get("/console/file/nothing")).status_code == 404
