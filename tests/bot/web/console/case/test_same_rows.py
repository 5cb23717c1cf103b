"""The same story told in the chat and at the console leaves the same rows: case, record, outbox."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from models.cases.case import Case
from models.cases.record import CaseEvent
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.chat import Chat, Someone, open_chat
from tests.world.console.desk_client import DeskClient, desk_of
from tests.world.outbox_rows import as_put
from tests.world.staff_chat import a_colleague, files

MOMENTS = {
    "filed_at",
    "accepted_at",
    "answered_at",
    "settled_at",
    "close_at",
    "accept_by",
    "answer_by",
    "warn_at",
    "paused_at",
    "changed_at",
}
OF_ONE_CASE = {"at", "case_id", "assist_id", "content", "pseudonym"}
"""Of what a link or a message says."""
OF_THE_ROW = {"id", "number", "head", "seal", "beside", "filers", "day_seal", "locked", "waited_s"}


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


class InChat:
    """A colleague who presses in the chat."""

    def __init__(self, someone: Someone, case: Case) -> None:
        self.someone, self.case = someone, case

    async def does(self, label: str, *said: str) -> None:
        """Opens the case, presses a button, then types or presses what follows."""
        self.someone.chat.wait(seconds=1)
        await self.someone.sends(self.case.number)
        if label not in self.someone.labels():
            await self.someone.presses("更多")
        await self.someone.presses(label)
        for each in said:
            self.someone.chat.wait(seconds=1)
            if each in self.someone.labels():
                await self.someone.presses(each)
            else:
                await self.someone.sends(each)


async def rows_of(telegram: Chat, case: Case) -> dict[str, Any]:
    """What the case left, without moments, numbers and digests of its own."""
    async with telegram.app.database.reading() as session:
        row = await session.get_one(Case, case.id)
        columns = {each.key for each in sa.inspect(Case).column_attrs} - OF_THE_ROW
        about = {name: getattr(row, name) for name in sorted(columns)}
        about |= {name: about[name] is not None for name in MOMENTS}
        links = sa.select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)
        record = [(each.what, each.who, each.state, plain(each.data, case)) for each in await session.scalars(links)]
        put = as_put(await session.scalars(sa.select(OutboxMessage)))
        told = [
            (each.person_id, str(each.urgency), each.content["news"], plain(each.content["facts"], case))
            for each in put
            if each.content["facts"].get("number") == case.number
        ]
    return {"case": about, "record": record, "told": told}


def plain(data: Any, case: Case) -> str:
    """JSON without what tells the two cases apart."""
    kept = {key: value for key, value in dict(data).items() if key not in OF_ONE_CASE}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).replace(case.number, "N")


async def both(telegram: Chat, **about: Any) -> tuple[Case, Case, Someone]:
    anna = await telegram.person("anna", agreed=True)
    return await files(telegram, anna, **about), await files(telegram, anna, **about), anna


async def console_of(telegram: Chat, name: str) -> DeskClient:
    async with telegram.app.database.reading() as session:
        staff = (await session.scalars(sa.select(Staff).where(Staff.name == name))).one()
    return await desk_of(telegram.app, staff.id)


async def test_a_case_from_taking_to_settling(telegram: Chat) -> None:
    wang = await a_colleague(telegram, "王芳")
    await a_colleague(telegram, "陈科", "transport")
    first, second, _ = await both(telegram)
    told, desk = InChat(wang, first), await console_of(telegram, "王芳")
    do = f"/console/cases/{second.number}/do"
    await told.does("接收")
    await told.does("备注", "打过电话")
    await told.does("承诺日期", "给你核实结果", "11 月 30 日（周一）", "发出")
    await told.does("请别的部门协办", "交通运输局", "查这辆车", "11 月 30 日（周一）", "发出，带上填的内容")
    await told.does("答复", "正在跟平台核实", "先说一声，还在办")
    await told.does("答复", "平台退了 50 元", "这就是答复")
    await told.does("办结", "退了", "发出")
    await desk.presses(f"{do}/take")
    await desk.presses(f"{do}/note", {"text": "打过电话"})
    await desk.presses(f"{do}/promise", {"text": "给你核实结果", "day": "2026-11-30"})
    help_ = {"to": "transport", "text": "查这辆车", "day": "2026-11-30", "shares": "facts"}
    await desk.presses(f"{do}/assist", help_)
    await desk.presses(f"{do}/answer", {"text": "正在跟平台核实", "how": "say"})
    await desk.presses(f"{do}/answer", {"text": "平台退了 50 元", "how": "answer"})
    await desk.presses(f"{do}/settle", {"text": "退了"})
    left, right = await rows_of(telegram, first), await rows_of(telegram, second)
    assert left["record"] == right["record"]
    assert [each for each, *_ in left["record"]] == [
        "file",
        "take",
        "note",
        "promise",
        "assist",
        "say",
        "answer",
        "settle",
    ]
    assert left["case"] == right["case"]
    assert left["told"] == right["told"]
    assert left["told"]


async def test_more_time_a_question_to_the_platform_and_passing_on(telegram: Chat) -> None:
    wang, lead = await a_colleague(telegram, "王芳"), await a_colleague(telegram, "孙科", role=StaffRole.LEAD)
    await a_colleague(telegram, "人社", "human_resources")
    first, second, _ = await both(telegram)
    told, leads = InChat(wang, first), InChat(lead, first)
    desk, lead_desk = await console_of(telegram, "王芳"), await console_of(telegram, "孙科")
    do = f"/console/cases/{second.number}/do"
    await told.does("接收")
    await told.does("申请延期", "平台没回")
    await leads.does("同意延期")
    await told.does("联系平台", "给平台订单号")
    await leads.does("接过来办")
    await leads.does("转办", "人社局", "不归我们", "发出")
    await desk.presses(f"{do}/take")
    await desk.presses(f"{do}/ask-extension", {"text": "平台没回"})
    await lead_desk.presses(f"{do}/approve")
    await desk.presses(f"{do}/contact-platform", {"disclosure": "order"})
    await lead_desk.presses(f"{do}/take-over")
    await lead_desk.presses(f"{do}/transfer", {"to": "human_resources", "text": "不归我们"})
    left, right = await rows_of(telegram, first), await rows_of(telegram, second)
    assert left["record"] == right["record"]
    assert left["case"] == right["case"]
    assert left["told"] == right["told"]


async def test_a_question_and_its_answer(telegram: Chat) -> None:
    wang = await a_colleague(telegram, "王芳")
    first, second, _ = await both(telegram, anonymous=True)
    told, desk = InChat(wang, first), await console_of(telegram, "王芳")
    do = f"/console/cases/{second.number}/do"
    await told.does("接收")
    await told.does("问当事人", "订单号是多少", "发出")
    await told.does("不等了")
    await told.does("身份", "请当事人公开", "要跟平台对账", "发出")
    await desk.presses(f"{do}/take")
    await desk.presses(f"{do}/ask", {"text": "订单号是多少"})
    await desk.presses(f"{do}/resume")
    await desk.presses(f"{do}/ask-reveal", {"text": "要跟平台对账"})
    left, right = await rows_of(telegram, first), await rows_of(telegram, second)
    assert [each for each, *_ in left["record"]] == [each for each, *_ in right["record"]]
    assert left["record"] == right["record"]
    left["case"].pop("pseudonym")
    right["case"].pop("pseudonym")
    assert left["case"] == right["case"]
