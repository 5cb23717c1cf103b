"""Who looks after posts gives and takes them in the chat; everything that staff can do is named where they begin."""

import io
import re
from datetime import UTC, datetime

import openpyxl
import sqlalchemy as sa
from h3.api.basic_str import latlng_to_cell

from models.staff.post import Staff, StaffRole
from models.staff.record import StaffEvent
from models.values.calendar import monday_of
from tests.stories.test_hosting import file_of
from tests.stories.test_staff_joining import a_code
from tests.world.chat import Chat, Someone
from tests.world.filing import a_case, person_of
from tests.world.searches import a_count
from tests.world.staff_chat import a_colleague


async def joins(chat: Chat, name: str, role: StaffRole, department: str = "transport") -> Someone:
    someone = await chat.person(name, agreed=True)
    await someone.sends(f"/start staff_{await a_code(chat, name, role, department=department)}")
    return someone


def code_in(someone: Someone) -> str:
    found = re.search(r"加入码：(\S{11})", someone.text)
    assert found is not None, someone.text
    return found[1]


async def test_a_lead_invites_a_clerk_who_types_the_code_and_is_removed_again(chat: Chat) -> None:
    zhao, wang = await joins(chat, "zhao", StaffRole.LEAD), await chat.person("wang", agreed=True)
    zhao.sees("打 /help 看还能做什么")
    await zhao.presses("工作台")
    zhao.sees("发通知（/notices）", "没答上的（/questions）", "数据（/report）", "权限（/staff）")
    await zhao.presses("权限")
    zhao.sees("交通运输局", "1. zhao　负责人　已加入")
    await zhao.presses("加一位")
    await zhao.sends("我被车撞了")
    zhao.sees("120")
    await zhao.presses("回到刚才填的")
    await zhao.sends("王老师")
    zhao.sees("王老师的加入码", "7 天内有效")
    await wang.sends(code_in(zhao))
    wang.sees("王老师，你现在是交通运输局经办人")
    await wang.sends("/staff")
    wang.sees("你的权限做不了")
    await zhao.presses("返回")
    await zhao.presses("2")
    zhao.sees("王老师，交通运输局，经办人，已加入")
    assert "改成负责人" not in zhao.labels(), "only administrators make leads"
    await zhao.presses("停权限")
    await zhao.presses("停")
    zhao.sees("王老师的权限停了")
    await wang.is_told()
    wang.sees("zhao停了你的工作权限")
    await wang.sends("/queue")
    wang.sees("你的权限做不了")
    await zhao.presses("返回")
    await zhao.presses("谁改过")
    zhao.sees("zhao 停了 王老师 的权限", "zhao 加了 王老师（经办人）")
    async with chat.app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(StaffEvent)) == 2


async def test_an_administrator_looks_after_every_department_but_not_out_of_the_last_one(chat: Chat) -> None:
    root, zhao = await joins(chat, "root", StaffRole.ADMIN, "social_work"), await joins(chat, "zhao", StaffRole.STAFF)
    await root.sends("/staff")
    await root.presses("社会工作部 1")
    await root.presses("1")
    await root.presses("停权限")
    await root.presses("停")
    root.sees("只剩这一位管理员了")
    await root.sends("/staff")
    await root.presses("社会工作部 1")
    await root.presses("1")
    await root.presses("改成经办人")
    root.sees("只剩这一位管理员了")
    await root.sends("/staff")
    await root.presses("交通运输局 1")
    await root.presses("1")
    await root.presses("改成管理员")
    root.sees("改好了", "zhao，交通运输局，管理员")
    await zhao.is_told()
    zhao.sees("root把你改成管理员了")
    await zhao.sends("/staff")
    await zhao.presses("社会工作部 1")
    await zhao.presses("1")
    await zhao.presses("停权限")
    await zhao.presses("停")
    zhao.sees("root的权限停了")
    await root.sends("/staff")
    root.sees("你的权限做不了")


async def test_a_host_is_invited_to_a_place_and_a_lost_code_made_again(chat: Chat) -> None:
    root, li = await joins(chat, "root", StaffRole.ADMIN, "social_work"), await chat.person("li", agreed=True)
    await root.sends("/staff")
    await root.presses("驿站 0")
    await root.presses("加一位")
    await root.sends("青石路暖新驿站")
    await root.presses("青石路暖新驿站")
    await root.sends("老李")
    first = code_in(root)
    await root.presses("返回")
    root.sees("1. 老李　驿站管理　还没加入　青石路暖新驿站")
    await root.presses("1")
    await root.presses("重发加入码")
    second = code_in(root)
    await li.sends(first)
    li.sees_no("归你管了")
    await li.sends(second)
    li.sees("老李，青石路暖新驿站归你管了")


async def test_help_and_report_lead_on_whoever_asks(chat: Chat) -> None:
    wang, anna = await joins(chat, "wang", StaffRole.STAFF), await chat.person("anna", agreed=True)
    await wang.sends("/help")
    wang.sees("工作台", "发通知（/notices）", "没答上的（/questions）")
    assert "权限" not in wang.labels()
    await wang.sends("工作台")
    wang.sees("待办（/queue）")
    await wang.sends("/report")
    wang.sees("数据只给负责人看")
    await wang.presses("工作台")
    await wang.presses("发通知")
    wang.sees("还没有通知")
    await anna.sends("/help")
    anna.sees("要什么")
    assert "工作台" not in str(anna.labels())


async def test_a_lead_reads_who_looked_at_which_case(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    wang = await a_colleague(chat, "王芳", "union")
    zhao = await a_colleague(chat, "赵主任", "union", StaffRole.LEAD)
    async with chat.app.database.transaction() as session:
        case = await a_case(session, await person_of(session, anna), chat.city, "talk", now=datetime.now(UTC))
        number = case.number
    await wang.sends(number)
    await wang.sends(number)
    await wang.presses("更多")
    assert "谁看过" not in wang.labels()
    await zhao.sends("/help")
    await zhao.presses("谁看过")
    zhao.sees(f"11-26 15 点　王芳（总工会）　{number}　诉求")
    async with chat.app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(StaffEvent)) == 1
        assert await session.scalar(sa.select(sa.func.count()).select_from(Staff)) == 2
    await zhao.sends(number)
    await zhao.presses("更多")
    await zhao.presses("谁看过")
    zhao.sees("王芳", "赵主任")


async def test_what_is_missing_is_asked_for_in_words_and_as_a_sheet(chat: Chat) -> None:
    wang = await joins(chat, "wang", StaffRole.LEAD)
    await wang.sends("缺口")
    wang.sees("最近 4 周骑手附近没找到的，算到昨天：没有到 5 人次的")
    cell = latlng_to_cell(chat.city.centre.latitude, chat.city.centre.longitude, 8)
    async with chat.app.database.transaction() as session:
        session.add(a_count(monday_of(datetime.now(UTC), chat.city.zone), cell, "|battery_swap|", 6))
    await wang.presses("只看这周")
    wang.sees("这周骑手附近没找到的", "电动车换电　6 人次")
    await wang.presses("表格")
    if chat.client.channel.name in ("webchat", "text"):
        pages = openpyxl.load_workbook(io.BytesIO(await file_of(wang))).worksheets
        assert [list(page.values)[1][1:3] for page in pages] == [("电动车换电", 6)] * 2
    await wang.presses("返回")
    wang.sees("这周")
