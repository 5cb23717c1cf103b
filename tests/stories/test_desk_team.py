"""Who has which case in a department: given to a colleague, while somebody is away, and a lead who looks first."""

from dataclasses import replace

import pytest

from models.casework.covering import end_absences
from models.staff.post import StaffRole
from tests.world.chat import Chat
from tests.world.staff_chat import a_colleague, files, told_of


async def test_a_lead_gives_a_case_to_a_colleague_and_all_of_one_who_is_away(chat: Chat) -> None:
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(3)]
    for each in cases[:2]:
        await wang.sends(each.number)
        await wang.presses("接收")
    await sun.sends("同事")
    sun.sees("市场监管局的同事", "王芳　在办 2", "赵明　在办 0", "孙科（你）")
    await sun.sends(cases[2].number)
    await sun.presses("更多")
    await sun.presses("交给同事")
    sun.sees(f"{cases[2].number} 交给谁")
    await sun.presses("赵明")
    sun.sees("交给赵明了", "赵明在办")
    await told_of(chat, zhao, "孙科交给你办了")
    await sun.sends("同事")
    place = next(line for line in sun.text.splitlines() if "王芳" in line).split(".")[0]
    await sun.presses(place)
    sun.sees("王芳手上 2 件", cases[0].number)
    await sun.presses("全部交给别人")
    sun.sees("王芳手上的 2 件，全部交给谁")
    await sun.presses("赵明")
    sun.sees("王芳手上的 2 件，全部交给赵明？")
    await sun.presses("交给赵明")
    sun.sees("2 件交给赵明了", "赵明　在办 3", "王芳　在办 0")
    await told_of(chat, zhao, "孙科把 2 件交给你办了")
    await zhao.sends(cases[0].number)
    zhao.sees("你在办")
    await zhao.presses("更多")
    await zhao.presses("交给同事")
    await zhao.presses("王芳")
    zhao.sees("交给王芳了")


async def test_a_colleague_is_away_until_a_day_and_comes_back_by_themselves(chat: Chat) -> None:
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(2)]
    for each in cases:
        await wang.sends(each.number)
        await wang.presses("接收")
    await wang.sends("请假")
    wang.sees("王芳休到哪天")
    await wang.sends("哪天呢")
    wang.sees("没看懂", "王芳休到哪天")
    await wang.sends("11月30日")
    wang.sees("王芳休到 11 月 30 日（周一）", "手上 2 件，这几天谁来办")
    await wang.presses("赵明")
    wang.sees("手上 2 件先由赵明办", "记上吗")
    await wang.presses("对，记上")
    wang.sees("记上了", "王芳（你）　在办 0　休到 11 月 30 日（周一）", "赵明　在办 2")
    await told_of(chat, zhao, "手上 2 件先由你办")
    chat.wait(seconds=5)
    fresh = await files(chat, anna)
    await told_of(chat, zhao, fresh.number)
    await sun.sends(fresh.number)
    await sun.presses("更多")
    await sun.presses("交给同事")
    assert not any("王芳" in each for each in sun.labels())
    await zhao.sends(cases[1].number)
    await zhao.presses("办结")
    await zhao.presses("1")
    await zhao.presses("发出")
    chat.wait(days=4, hours=18)  # Tuesday, nine in the morning
    await wang.sends("我的")
    async with chat.app.database.transaction() as session:
        assert await end_absences(session, city=chat.city, now=chat.app.clock()) == 1
        assert await end_absences(session, city=chat.city, now=chat.app.clock()) == 0
    await told_of(chat, wang, "别人代办的 1 件也还给你了")
    await wang.sends(cases[0].number)
    wang.sees("你在办")


async def test_a_lead_notes_an_absence_and_ends_it(chat: Chat) -> None:
    await a_colleague(chat, "王芳")
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    await sun.sends("同事")
    place = next(line for line in sun.text.splitlines() if "王芳" in line).split(".")[0]
    await sun.presses(place)
    await sun.presses("请假")
    await sun.presses("11 月 27 日")
    sun.sees("手上没有在办的")
    await sun.presses("对，记上")
    sun.sees("王芳　在办 0　休到 11 月 27 日（周五）")
    await sun.presses(place)
    await sun.presses("请假")
    sun.sees("王芳休到 11 月 27 日（周五），过了那天，上班时自动恢复")
    await sun.presses("回来上班了")
    sun.sees("王芳回来了")
    assert "休到" not in sun.text


async def test_an_answer_waits_for_the_leads_yes(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = chat.city.departments["market_regulation"]
    monkeypatch.setitem(chat.city.departments, "market_regulation", replace(kept, second_look=True))
    wang, sun = await a_colleague(chat, "王芳"), await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("答复")
    await wang.sends("这事不归我们管")
    await wang.presses("这就是答复")
    wang.sees("交给负责人看了，点头后才发给当事人。期限照走", "王芳写的答复等人点头", "这事不归我们管")
    assert not {"可以发", "退回"} & set(wang.labels())
    await told_of(chat, sun, "王芳写好了答复，等你看过再发给当事人：“这事不归我们管”")
    await sun.presses("退回")
    sun.sees("为什么退回")
    await sun.sends("写清楚依据")
    sun.sees("退回了，经办人会收到原因", "孙科退回了")
    await told_of(chat, wang, "孙科退回了答复，原因：“写清楚依据”")
    await wang.sends(case.number)
    await wang.presses("答复")
    await wang.sends("依据第 12 条，平台要退 50 元")
    await wang.presses("这就是答复")
    chat.wait(seconds=5)
    await sun.sends(case.number)
    sun.sees("王芳写的答复等人点头", "依据第 12 条")
    await sun.presses("改一改")
    await sun.sends("依据第 12 条，平台周五前退 50 元")
    sun.sees("改好了。这份要另一个人点头")
    await told_of(chat, wang, "孙科改了你写的答复")
    anna.sees_no("第 12 条")
    await wang.presses("可以发")
    wang.sees("发出去了")
    await told_of(chat, anna, "依据第 12 条，平台周五前退 50 元")
