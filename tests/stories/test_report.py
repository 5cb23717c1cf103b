"""Those who lead look at the figures of their department, in the chat."""

import io
import zipfile
from datetime import UTC, datetime

import sqlalchemy as sa

from models.casework.common_problem import tell_common_problems
from models.figures.digest import send_digests
from models.negotiations.steps import open_negotiation
from models.places.host import report_to_host
from models.places.place import FeedbackKind, Place, Report
from models.staff.post import Staff, StaffRole
from models.storage.kept_file import read_file
from tests.world.chat import Button, Chat, Someone
from tests.world.filing import a_case, a_person, known_for_a_while
from tests.world.staff_chat import a_colleague, files


async def test_a_lead_sees_the_figures_as_text_picture_and_sheet(chat: Chat) -> None:
    wang, sun = await a_colleague(chat, "王芳"), await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    zhou = await a_colleague(chat, "周姐", "social_work")
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(6)]
    await wang.sends(cases[0].number)
    await wang.presses("接收")
    await wang.sends("/report")
    wang.sees("数据只给负责人看", "工作台")
    wang.sees_no("收到 6 件")
    await sun.sends("待办")
    await sun.presses("数据")
    sun.sees("市场监管局本周（到昨天）", "收到 0 件")
    chat.wait(days=1)
    await sun.sends("数据")
    sun.sees("市场监管局本周（到昨天）", "收到 6 件，办结 0 件", "按时接收 100%（1/1）", "上周", "收到 0 件")
    assert not any("按部门" in label for label in sun.labels())
    await sun.presses("按类型")
    sun.sees("不够 5 件")
    if not chat.client.types_numbers:
        await sun.presses_button(Button("old", press="sreportby:type:0:0", message_id=1))
        sun.sees("还没过完")
    chat.wait(days=6)
    await sun.sends("数据")
    await sun.presses("按类型")
    sun.sees("按类型", "乱扣款、罚款：收 6", "按时接收 ", "不显示")
    await sun.presses("看图")
    assert any("全部数据" in label for label in sun.labels())
    await sun.presses("全部数据")
    await sun.presses("表格")
    sun.sees("每周一页")
    await _is_a_sheet(chat, sun)
    await zhou.sends("报表")
    zhou.sees("全市本周（到昨天）", "全市上周", "收到 6 件")
    await zhou.presses("按部门")
    zhou.sees("市场监管局：收 6")


async def test_the_lead_department_sees_the_figures_of_stations_and_their_hosts(chat: Chat) -> None:
    zhou = await a_colleague(chat, "周姐", "social_work")
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    async with chat.app.database.transaction() as session:
        place = (await session.scalars(sa.select(Place).where(Place.name == "青石路暖新驿站"))).one()
        for kind in (*[FeedbackKind.SHUT] * 4, FeedbackKind.REFUSED):
            now = chat.app.clock()
            await report_to_host(session, Report(place.id, kind), now=now, city=chat.city)
    chat.wait(days=1)
    await zhou.sends("数据")
    await zhou.presses("驿站数据")
    zhou.sees(
        "驿站本周（到昨天）",
        "骑手反映 5 次，负责人回了 0%（0/5）",
        "没开门 4 次，负责人认了 0 次",
        "驿站上周",
        "反映 0 次",
    )
    await zhou.presses("按驿站")
    zhou.sees("反映不够 5 次")
    chat.wait(days=6)
    await zhou.sends("数据")
    await zhou.presses("驿站数据")
    await zhou.presses("按驿站")
    zhou.sees("青石路暖新驿站：反映 5，回了 0%（0/5），没开门 ＊、认了 ＊")
    await zhou.presses("看图")
    await zhou.presses("全部驿站数据")
    await zhou.presses("表格")
    zhou.sees("每周一页")
    await _is_a_sheet(chat, zhou)
    await zhou.presses("全部驿站数据")
    await zhou.presses("全部数据")
    zhou.sees("全市本周（到昨天）")
    await sun.sends("数据")
    assert not any("驿站" in label for label in sun.labels())
    if not chat.client.types_numbers:
        await sun.presses_button(Button("old", press="sstations", message_id=1))
        sun.sees("你的权限做不了")


async def test_the_digest_of_monday_morning_leads_to_the_figures_of_its_week(chat: Chat) -> None:
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    for _ in range(5):
        await files(chat, anna, platform="a")
        chat.wait(seconds=2)
        await sun.is_told()
        sun.sees("新诉求")
    chat.wait(days=3, hours=18)  # Monday, nine in the morning
    await sun.sends("我的")  # on WeChat nobody can be written to who has not written for two days
    await _sends_digests(chat)
    chat.wait(seconds=2)
    await sun.is_told()
    sun.sees("市场监管局上周，11 月 23 日（周一）起", "收到 5 件，办结 0 件", "按时答复 —", "多人投诉的：没有")
    await sun.presses("看图")
    assert any("全部数据" in label for label in sun.labels())
    await sun.presses("全部数据")
    sun.sees("市场监管局本周（到昨天），11 月 30 日（周一）起", "收到 0 件", "市场监管局上周，11 月 23 日", "收到 5 件")
    await sun.presses("待办")
    sun.sees("市场监管局的待办")
    chat.wait(hours=1)
    await _sends_digests(chat)
    await sun.is_told()
    assert sun.screen == []  # told once


async def _sends_digests(chat: Chat) -> None:
    async with chat.app.database.transaction() as session:
        await send_digests(session, city=chat.city, now=chat.app.clock())


async def test_the_card_of_a_common_problem_leads_the_lead_department_to_its_negotiation(chat: Chat) -> None:
    zhou, li = await a_colleague(chat, "周姐", "social_work"), await a_colleague(chat, "李姐", "union")
    wang = await a_colleague(chat, "王芳")
    (anna,) = await known_for_a_while(chat, "anna")
    case = await files(chat, anna, platform="a", anonymous=True)
    async with chat.app.database.transaction() as session:
        for each in range(4):
            other = await a_person(session, f"other-{each}", channel="elsewhere")
            await a_case(session, other, chat.city, platform="a", now=chat.app.clock())
    for _ in range(6):  # the cards of the cases
        chat.wait(seconds=2)
        await wang.is_told()
    chat.wait(days=1)
    async with chat.app.database.transaction() as session:
        await tell_common_problems(session, city=chat.city, now=chat.app.clock())
    await zhou.is_told()
    zhou.sees("7 天里至少 5 人投诉平台甲", "乱扣款", "是哪些人不显示")
    zhou.sees_no(str(case.pseudonym), case.number)
    card = zhou.button("看协商")
    await zhou.presses("看协商")
    zhou.sees("还没有协商", "由总工会定")
    await zhou.presses("待办")
    zhou.sees("社会工作部的待办")
    assert any("协商 0" in label for label in zhou.labels())
    await li.sends("协商")
    li.sees("还没有协商", "从卡片上发起")
    async with chat.app.database.transaction() as session:
        staff = (await session.scalars(sa.select(Staff).where(Staff.name == "李姐"))).one()
        await open_negotiation(session, "deduction", "a", staff, city=chat.city, now=chat.app.clock())
    await zhou.sends("协商")
    zhou.sees("1. 平台甲", "正在问人")
    if card.press is not None:
        await zhou.presses_button(card)
        zhou.sees("协商：平台甲", "问了 5 人", "参加的不到 5 人")
        assert "写要求" not in zhou.labels()


async def _is_a_sheet(chat: Chat, someone: Someone) -> None:
    """Where the channel's client shows what it was given."""
    key = next((seen.document for seen in someone.screen if seen.document), None)
    if key is None:
        return
    async with chat.app.database.reading() as session:
        file = await read_file(session, key, contact_id=None, now=datetime.now(UTC))
    assert file is not None
    assert zipfile.ZipFile(io.BytesIO(file.content)).testzip() is None
