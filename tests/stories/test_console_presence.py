"""A step that matters is confirmed in the chat of whoever sits at the console, on every channel."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.responses import Response

from bot.web.console import routes
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from models.staff.console_session import SIGNED_OUT
from models.staff.errors import PresenceGone
from models.staff.post import StaffRole, need_staff
from models.staff.presence import NOT_ME, PROVED, PresenceQuestion, answer_presence
from models.staff.record import StaffEvent
from tests.world.chat import Chat, Someone
from tests.world.console.desk_client import DeskClient, desk_of, text_of
from tests.world.staff_chat import a_colleague, person_of

PATH = "/console/tried"
WRITTEN = "已经写好的一句话"


async def _show(desk: Desk) -> Response:
    return desk.page(
        "signing/devices.html", title=desk.entered.get("text", "-"), sessions=[], passkeys=None, leads=False
    )


async def _do(desk: Desk) -> Done:
    return Done("/console/devices")


@pytest.fixture(autouse=True)
def a_strong_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that needs a proof, on a page that shows what was typed."""
    table = (*routes.TABLE, Page(PATH, _show), Press(PATH, _do, _show, strong=True, step="export"))
    monkeypatch.setattr(routes, "TABLE", table)


async def a_desk_of(chat: Chat, someone: Someone) -> DeskClient:
    async with chat.app.database.reading() as session:
        staff = await need_staff(session, await person_of(chat, someone, session))
    return await desk_of(chat.app, staff.id, proved=False)


async def record_of(chat: Chat, desk: DeskClient) -> list[str]:
    async with chat.app.database.reading() as session:
        links = sa.select(StaffEvent.what).where(StaffEvent.staff_id == desk.staff_id).order_by(StaffEvent.number)
        return list(await session.scalars(links))


async def press(desk: DeskClient) -> Any:
    return await desk.post(PATH, {"text": WRITTEN}, origin="")


async def test_the_press_is_refused_until_the_chat_says_that_it_is_they(chat: Chat) -> None:
    wang = await a_colleague(chat, "王经办")
    desk = await a_desk_of(chat, wang)
    refused = await press(desk)
    assert refused.status_code == 422
    assert "这一步要确认是你本人" in text_of(refused)
    assert f"<h1>{WRITTEN}</h1>" in refused.text, "what was typed is there again"
    await wang.is_told()
    wang.sees("办公台上有一步要你本人确认：导出", "Chrome, Linux", "127.0.0.1", "五分钟内有效")
    await wang.presses("是我")
    wang.sees("回电脑上再按一次")
    assert (await press(desk)).status_code == 303
    chat.wait(minutes=5, seconds=1)
    assert (await press(desk)).status_code == 422, "the proof is for five minutes"
    assert PROVED in await record_of(chat, desk)


async def test_not_me_ends_that_session_at_once_and_is_in_the_record(chat: Chat) -> None:
    wang = await a_colleague(chat, "王经办")
    desk, other = await a_desk_of(chat, wang), await a_desk_of(chat, wang)
    await press(desk)
    await wang.is_told()
    await wang.presses("不是我")
    wang.sees("已经退出登录")
    assert (await desk.get("/console/devices")).status_code == 303
    assert (await other.get("/console/devices")).status_code == 200
    assert (await record_of(chat, desk))[-2:] == [NOT_ME, SIGNED_OUT]


async def test_a_session_asks_once_a_minute_and_a_question_is_over_after_five(chat: Chat) -> None:
    wang = await a_colleague(chat, "王经办")
    desk = await a_desk_of(chat, wang)
    for _ in range(3):
        await press(desk)
    await wang.is_told()
    assert len([each for each in wang.screen if "要你本人确认" in each.text]) == 1
    first = wang.button("是我")
    chat.wait(minutes=5, seconds=1)
    await wang.presses_button(first)
    wang.sees("过期了")
    assert (await press(desk)).status_code == 422
    chat.wait(seconds=2)
    await wang.is_told()
    wang.sees("要你本人确认")


async def test_a_question_that_nobody_read_in_time_is_not_asked_any_more(chat: Chat) -> None:
    wang = await a_colleague(chat, "王经办")
    await press(await a_desk_of(chat, wang))
    chat.wait(minutes=6)
    await wang.is_told()
    assert "要你本人确认" not in wang.text


async def test_nobody_says_yes_for_somebody_else(chat: Chat) -> None:
    wang, lead = await a_colleague(chat, "王经办"), await a_colleague(chat, "李主任", role=StaffRole.LEAD)
    desk = await a_desk_of(chat, wang)
    await press(desk)
    async with chat.app.database.transaction() as session:
        question = (await session.scalars(sa.select(PresenceQuestion))).one()
        other = await person_of(chat, lead, session)
        with pytest.raises(PresenceGone):
            await answer_presence(session, question.id, other, yes=True, now=chat.app.clock())
    assert (await press(desk)).status_code == 422


async def test_a_lead_sees_and_ends_the_browsers_of_a_clerk_in_the_chat(chat: Chat) -> None:
    lead, wang = await a_colleague(chat, "李主任", role=StaffRole.LEAD), await a_colleague(chat, "王经办")
    desk = await a_desk_of(chat, wang)
    await lead.sends("/staff")
    number = next(line for line in lead.text.splitlines() if "王经办" in line)
    await lead.presses(re.findall(r"\d+", number)[0])
    await lead.presses("登录着的电脑")
    lead.sees("王经办 登录在这些电脑上", "Chrome, Linux")
    await lead.presses("退出第 1 台")
    lead.sees("退出了", "没有电脑登录着")
    assert (await desk.get("/console/devices")).status_code == 303
