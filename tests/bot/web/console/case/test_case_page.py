"""The page of a case: what it says, to whom, what a refused press keeps, and what follows what happens."""

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from models.cases.case import Case
from models.casework.looks import CARD, IDENTITY
from models.city.pack import City
from models.desk.drafts import DeskDraft
from models.staff.post import StaffRole
from models.staff.record import StaffEvent
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.chat import Chat, open_chat
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.filing import SECRET_WORDS, a_named_case, person_of
from tests.world.staff_chat import case_now, files

LARGEST = 60_000
"""Bytes of a page over the wire, without pictures."""


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


async def a_filed_case(telegram: Chat, **about: Any) -> Case:
    anna = telegram.people.get("anna") or await telegram.person("anna", agreed=True)
    return await files(telegram, anna, **about)


def path(case: Case) -> str:
    return f"/console/cases/{case.number}"


async def test_a_clerk_reads_takes_answers_and_settles(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang = await a_desk(telegram.app, "王芳")
    page = text_of(await wang.get(path(case)))
    for part in ("乱扣款", case.number, "实名", SECRET_WORDS, "下一步：点“接收”", "当事人提交", "个工作日）"):
        assert part in page, part
    page = text_of(await wang.presses(f"{path(case)}/do/take"))
    assert "接了，归你办" in page
    assert "你在办" in page
    done = await wang.presses(f"{path(case)}/do/answer", {"text": "平台退了 50 元", "how": "answer"})
    assert "答复发给当事人了" in text_of(done)
    assert "王芳答复 平台退了 50 元" in text_of(done)
    done = await wang.presses(f"{path(case)}/do/settle", {"text": "退了"})
    assert "办结了。已经请当事人确认" in text_of(done)
    assert (await case_now(telegram, case)).state == "settled"
    anna = telegram.people["anna"]
    for _ in range(3):
        telegram.wait(seconds=2)
        await anna.is_told()
    anna.sees("解决了吗")


async def test_words_that_read_like_no_answer_are_asked_about_before_they_stop_the_clock(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang = await a_desk(telegram.app, "王芳")
    asked = await wang.post(f"{path(case)}/do/answer", {"text": "正在跟平台核实", "how": "answer"})
    assert asked.status_code == 422
    assert "看着还没有结果" in text_of(asked)
    assert "正在跟平台核实</textarea>" in asked.text
    assert (await case_now(telegram, case)).answered_at is None
    said = await wang.presses(f"{path(case)}/do/answer", {"text": "正在跟平台核实", "how": "say"})
    assert "期限照走" in text_of(said)
    assert (await case_now(telegram, case)).answered_at is None
    sure = {"text": "正在跟平台核实", "how": "answer", "sure": "1"}
    await wang.presses(f"{path(case)}/do/answer", sure)
    assert (await case_now(telegram, case)).answered_at is not None


async def test_of_two_who_take_one_case_one_has_it_and_the_other_is_told_who(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang, zhao = await a_desk(telegram.app, "王芳"), await a_desk(telegram.app, "赵明")
    await wang.presses(f"{path(case)}/do/take")
    refused = await zhao.post(f"{path(case)}/do/take")
    assert refused.status_code == 422
    assert "王芳 刚刚接了" in text_of(refused)
    refused = await zhao.post(f"{path(case)}/do/answer", {"text": "我来说一句：退了", "how": "answer"})
    assert refused.status_code == 422
    assert "这件是王芳在办" in text_of(refused)
    async with telegram.app.database.reading() as session:
        assert (await session.get_one(Case, case.id)).handler_id == wang.staff_id


async def test_a_refused_press_keeps_what_was_typed(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang = await a_desk(telegram.app, "王芳")
    fields = {"text": "请查<台账>", "to": "transport", "day": "2026-11-01"}
    refused = await wang.post(f"{path(case)}/do/assist", fields)
    assert refused.status_code == 422
    assert "这一天已经过了" in text_of(refused)
    assert "请查&lt;台账&gt;</textarea>" in refused.text
    assert 'value="2026-11-01"' in refused.text
    fields["day"] = ""
    assert "这个要填" in text_of(await wang.post(f"{path(case)}/do/promise", fields))
    long = await wang.post(f"{path(case)}/do/note", {"text": "长" * 2001})
    assert "太长了" in text_of(long)


@pytest.mark.parametrize("role", [StaffRole.STAFF, StaffRole.LEAD, StaffRole.ADMIN])
async def test_another_department_sees_and_presses_nothing(telegram: Chat, role: StaffRole) -> None:
    case = await a_filed_case(telegram)
    other = await a_desk(telegram.app, "外人", "transport", role)
    for address in (
        "",
        "/live",
        "/compose?act=note",
        "/looks",
        "/evidence/1",
        "/evidence/1/file",
        "/evidence/1/original",
    ):
        answer = await other.get(path(case) + address)
        assert answer.status_code in (200, 403, 404), address
        assert SECRET_WORDS not in answer.text
        assert "乱扣款" not in answer.text
    for name in ("do/take", "do/note", "draft", "named", "identity", "evidence/1/boxes", "evidence/1/original"):
        answer = await other.post(f"{path(case)}/{name}", {"text": "x", "act": "note", "reason": "x", "boxes": "[]"})
        assert answer.status_code in (204, 404, 422, 403), name
        assert SECRET_WORDS not in answer.text
    async with telegram.app.database.reading() as session:
        assert (await session.get_one(Case, case.id)).event_count == 1
        assert (await session.scalars(sa.select(DeskDraft.case_id))).all() == []


async def test_what_is_half_written_stands_in_the_form_when_the_page_opens_again(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang = await a_desk(telegram.app, "王芳")
    await wang.presses(f"{path(case)}/do/take")
    kept = await wang.post(f"{path(case)}/draft", {"act": "ask", "text": "订单号是多少"})
    assert kept.status_code == 204
    assert "订单号是多少</textarea>" in (await wang.get(path(case))).text, "what was begun comes first"
    assert "订单号是多少</textarea>" in (await wang.get(f"{path(case)}/compose?act=ask")).text
    assert "订单号是多少" not in (await wang.get(f"{path(case)}?act=answer")).text
    await wang.presses(f"{path(case)}/do/ask", {"text": "订单号是多少？"})
    async with telegram.app.database.reading() as session:
        assert (await session.scalars(sa.select(DeskDraft.case_id))).all() == []


async def test_the_live_part_comes_only_when_something_happened(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang, zhao = await a_desk(telegram.app, "王芳"), await a_desk(telegram.app, "赵明")
    await zhao.get(path(case))
    assert (await zhao.get(f"{path(case)}/live?events=1")).status_code == 204
    await wang.presses(f"{path(case)}/do/take")
    live = await zhao.get(f"{path(case)}/live?events=1")
    assert "王芳在办" in text_of(live)
    assert "王芳接收" in text_of(live)
    assert (await zhao.get(f"{path(case)}/live?events=2")).status_code == 204
    await wang.presses(f"{path(case)}/do/transfer", {"to": "transport", "text": "不归我们"})
    assert "归别的部门了" in text_of(await zhao.get(f"{path(case)}/live?events=2"))


async def test_who_else_is_there_is_said(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang, zhao = await a_desk(telegram.app, "王芳"), await a_desk(telegram.app, "赵明")
    assert "也在看" not in text_of(await wang.get(f"{path(case)}/others?writes=1"))
    assert "王芳正在写" in text_of(await zhao.get(f"{path(case)}/others"))
    assert "赵明也在看" in text_of(await wang.get(f"{path(case)}/others"))
    assert "王芳也在看" in text_of(await zhao.get(path(case))), "the page itself says so too"


async def test_a_look_is_noted_once_an_hour(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    lead = await a_desk(telegram.app, "孙科", role=StaffRole.LEAD)
    for _ in range(3):
        await lead.get(path(case))
    async with telegram.app.database.reading() as session:
        looks = sa.select(StaffEvent.what).where(StaffEvent.case_id == case.id)
        assert (await session.scalars(looks)).all() == [CARD]
    assert "孙科 诉求" in text_of(await lead.get(f"{path(case)}/looks"))


async def test_the_page_leads_to_all_open_cases_like_it(telegram: Chat) -> None:
    case, other = await a_filed_case(telegram), await a_filed_case(telegram)
    wang = await a_desk(telegram.app, "王芳")
    page = await wang.get(path(case))
    found = re.search(r'<a href="([^"]+)">没办完的都列出来，一起办', page.text)
    assert found is not None
    assert other.number in (await wang.get(unescape(found[1]))).text


async def test_an_anonymous_case_has_a_code_and_no_name(telegram: Chat) -> None:
    case = await a_filed_case(telegram, anonymous=True)
    wang = await a_desk(telegram.app, "王芳")
    page = text_of(await wang.presses(f"{path(case)}/do/take"))
    assert f"匿名，代号 {case.pseudonym}" in page
    assert "姓名电话" not in page
    assert (await wang.get(f"{path(case)}?act=ask-reveal")).text.count("<textarea") == 1


async def test_help_is_asked_on_the_page_and_answered_on_the_others(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang, helper = await a_desk(telegram.app, "王芳"), await a_desk(telegram.app, "陈科", "transport")
    outsider = await a_desk(telegram.app, "外人", "union")
    shared = {"to": "transport", "day": "2026-11-30", "text": "查这辆车", "shares": "facts"}
    await wang.presses(f"{path(case)}/do/assist", shared)
    request = "/console/assists/1"
    page = text_of(await helper.get(request))
    for part in ("市场监管局请你们协办", "查这辆车", SECRET_WORDS, "还没回"):
        assert part in page, part
    assert (await outsider.get(request)).status_code == 404
    assert "这个要填" in text_of(await helper.post(request, {"text": ""}))
    assert "查到了，是租的" in text_of(await helper.presses(request, {"text": "查到了，是租的"}))
    assert SECRET_WORDS not in text_of(await helper.get(request)), "answered, it shares its words alone"
    assert "回了：“查到了，是租的”" in text_of(await wang.get(path(case)))


async def test_a_name_is_shown_with_a_proof_of_presence_and_noted(telegram: Chat) -> None:
    anna = await telegram.person("anna", agreed=True)
    async with telegram.app.database.transaction() as session:
        case = await a_named_case(session, await person_of(session, anna), telegram.city)
    wang = await a_desk(telegram.app, "王芳", proved=False)
    assert "姓名电话" not in text_of(await wang.get(path(case))), "she does not handle it"
    page = await wang.presses(f"{path(case)}/do/take")
    assert "姓名电话" in text_of(page)
    refused = await wang.post(f"{path(case)}/named")
    assert "13800001234" not in refused.text
    await prove(telegram, wang)
    shown = await wang.post(f"{path(case)}/named")
    assert "李四" in text_of(shown)
    assert "13800001234" in text_of(shown)
    async with telegram.app.database.reading() as session:
        looks = sa.select(StaffEvent.what).where(StaffEvent.case_id == case.id, StaffEvent.what == IDENTITY)
        assert (await session.scalars(looks)).all() == [IDENTITY]


async def prove(telegram: Chat, desk: DeskClient) -> None:
    """The holder of the session proves to be there."""
    from datetime import timedelta

    from models.staff.console_session import ConsoleSession, prove_presence

    async with telegram.app.database.transaction() as session:
        mine = sa.select(ConsoleSession.id).where(ConsoleSession.staff_id == desk.staff_id)
        for each in await session.scalars(mine):
            await prove_presence(session, each, until=telegram.app.clock() + timedelta(minutes=10))


async def test_the_page_of_a_long_case_is_small(telegram: Chat) -> None:
    case = await a_filed_case(telegram)
    wang = await a_desk(telegram.app, "王芳")
    await wang.presses(f"{path(case)}/do/take")
    for number in range(30):
        await wang.presses(f"{path(case)}/do/note", {"text": f"第 {number} 次打电话，没人接。" * 6})
    page = await wang.get(path(case))
    assert len(page.content) < LARGEST
