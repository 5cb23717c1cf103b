"""A week at the desk: a department whose answers are looked at, one of whose clerks goes away. The clock is moved from
Thursday to the Tuesday after, and the jobs run as the service runs them."""

from dataclasses import replace

import pytest

from bot.jobs.work import WORK
from models.staff.post import StaffRole
from tests.world.chat import Chat, Someone
from tests.world.staff_chat import a_colleague, case_now, files


async def mornings_message(chat: Chat, someone: Someone, part: str) -> None:
    """What the job puts is told, whatever came before it."""
    await WORK["watch_deadlines"](chat.app)
    for _ in range(10):
        chat.wait(seconds=2)
        await someone.is_told()
        if part in someone.text:
            return
    raise AssertionError(f"nobody says {part!r}: {[each.text for each in someone.history[-4:]]}")


async def test_a_week_of_a_department(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = chat.city.departments["market_regulation"]
    monkeypatch.setitem(chat.city.departments, "market_regulation", replace(kept, second_look=True))
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    zhou = await a_colleague(chat, "周姐", "social_work", StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(2)]

    # Thursday: two cases taken, one promised for Friday, one ordered by Friday; who has them goes away
    for each in cases:
        await wang.sends(each.number)
        await wang.presses("接收")
    await wang.presses("更多")
    await wang.presses("承诺日期")
    await wang.sends("给结果")
    await wang.presses("11 月 27 日")
    await wang.presses("发出")
    await zhou.sends(cases[0].number)
    await zhou.presses("督办")
    await zhou.sends("说明为什么不退")
    await zhou.presses("11 月 27 日")
    await zhou.presses("发出")
    await wang.sends("请假")
    await wang.sends("11月30日")
    await wang.presses("赵明")
    await wang.presses("对，记上")
    wang.sees("休到 11 月 30 日（周一）")

    # Monday: what is late is one message, to who stands in and to those who lead, not to who is away
    chat.wait(days=3, hours=18)
    for each in (zhao, sun, zhou, wang):
        await each.sends("我的")
    await mornings_message(chat, zhao, "答应当事人 11 月 27 日（周五）给结果，没给")
    zhao.sees("督办，11 月 27 日（周五）前该回", cases[0].number)
    await zhao.presses("2")
    zhao.sees("说明为什么不退")
    await zhao.presses("回复督办")
    await zhao.sends("平台周二退")

    # the answer waits for the lead's yes; on Tuesday the case is its own clerk's again
    await zhao.sends(cases[1].number)
    await zhao.presses("答复")
    await zhao.sends("平台周二退 50 元")
    await zhao.presses("这就是答复")
    zhao.sees("点头后才发给当事人")
    chat.wait(hours=24)
    await wang.sends("我的")
    await mornings_message(chat, wang, "别人代办的 2 件也还给你了")
    await sun.sends(cases[1].number)
    sun.sees("赵明写的答复等人点头", "王芳在办")
    await sun.presses("可以发")
    sun.sees("发出去了")
    assert (await case_now(chat, cases[1])).answered_at is not None
    await wang.sends("待办")
    await wang.presses("我在办 2")
    wang.sees(cases[0].number, cases[1].number)
