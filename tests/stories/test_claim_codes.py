"""A department files for somebody at its window; they type the code of the slip in their chat, and follow the case."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from models.cases.case import Case
from models.exchange.claim import OWN_TRIES, make_code, written
from models.exchange.filing_for import ForSomebody, file_for_somebody
from models.exchange.origin import Origin, Source
from models.staff.post import Staff
from models.upkeep.audit import audit
from tests.world.chat import Chat
from tests.world.filing import answers_for
from tests.world.staff_chat import a_colleague


async def a_slip(chat: Chat, name: str) -> tuple[Case, str]:
    """The case that a colleague filed at the window, and the code on its slip."""
    now = datetime.now(UTC)
    async with chat.app.database.transaction() as session:
        staff = (await session.scalars(sa.select(Staff).where(Staff.name == name))).one()
        given: dict[str, Any] = answers_for(chat.city.case_types["deduction"])
        answers = {key: value for key, value in given.items() if value is not True}
        filled = ForSomebody("deduction", answers, Origin(Source.WINDOW))
        case = await file_for_somebody(session, staff, filled, city=chat.city, now=now)
        return case, written(await make_code(session, case, now=now))


async def test_the_code_of_a_slip_gives_the_case_to_whoever_types_it(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    case, code = await a_slip(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    await anna.sends(code.lower())
    anna.sees("接上了", case.number, "部门登记的", "你用领取码接过来了")
    await wang.sends(case.number)
    wang.sees("来源：窗口登记", "替人登记")
    await wang.presses("接收")
    await anna.is_told()
    anna.sees(f"{case.number}：市场监管局接收了，经办人王芳")
    await wang.presses("问当事人")
    await wang.sends("哪个站点？")
    await wang.presses("发出")
    chat.wait(seconds=2)
    await anna.is_told()
    await anna.presses("回答")
    await anna.sends("青石站")
    await anna.presses("发完了")
    await wang.is_told()
    wang.sees("当事人回答了：“青石站”")
    async with chat.app.database.reading() as session:
        assert await audit(session) is None


async def test_somebody_new_agrees_first_and_then_has_the_case(chat: Chat) -> None:
    await a_colleague(chat, "王芳")
    case, code = await a_slip(chat, "王芳")
    anna = await chat.person("anna")
    await anna.sends(code)
    anna.sees_no(case.number)
    await anna.presses("同意")
    anna.sees("接上了", case.number)
    await anna.sends("进度")
    anna.sees("乱扣款")


async def test_a_wrong_code_gives_nothing_and_is_not_tried_for_long(chat: Chat) -> None:
    await a_colleague(chat, "王芳")
    case, code = await a_slip(chat, "王芳")
    boris = await chat.person("boris", agreed=True)
    for _ in range(OWN_TRIES.most):
        chat.wait(seconds=2)
        await boris.sends("2A2A-2A2A")
        boris.sees("没有这个领取码")
    chat.wait(seconds=2)
    await boris.sends(code)
    boris.sees("打错太多次了")
    chat.wait(minutes=61)
    await boris.sends(code)
    boris.sees("接上了", case.number)
    carl = await chat.person("carl", agreed=True)
    await carl.sends(code)
    carl.sees("没有这个领取码")
    carl.sees_no(case.number)
