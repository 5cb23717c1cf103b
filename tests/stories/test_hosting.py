"""Hosts and the people who come: an event is made in the chat, people are checked in, told, and certified."""

import io
import re
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from bot.jobs import schedule
from models.cases.draft import CaseDraft
from models.events.booking import Booking, answers_before
from models.events.errors import EventUndecided
from models.events.event import Event, EventDate, check_coming
from models.outbox.message import OutboxMessage
from models.places.place import Place
from models.staff.post import StaffRole, add_staff
from models.storage.kept_file import read_file
from tests.stories.test_events import books, is_told, one
from tests.world.chat import Chat, Someone
from tests.world.events import NOW, SUNDAY, add_date, add_event


async def host(chat: Chat, department: str = "health") -> Someone:
    """Somebody of a department, who has joined with a code."""
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department=department, now=NOW)
    wang = await chat.person("wang", agreed=True)
    await wang.sends(code)
    return wang


async def runs(chat: Chat, job: str) -> None:
    """A job of the schedule, once."""
    await schedule.Schedule(chat.app).begin(job)


async def file_of(someone: Someone) -> bytes:
    key = next(seen.document for seen in someone.screen if seen.document)
    async with someone.chat.app.database.reading() as session:
        file = await read_file(session, key, contact_id=None, now=datetime.now(UTC))
    assert file is not None
    return bytes(file.content)


async def test_a_host_makes_an_event_step_by_step_and_people_find_it(chat: Chat) -> None:
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await wang.sends("我办的活动")
    wang.sees("你还没有办活动")
    await wang.presses("新办一个")
    await wang.presses("课")
    wang.sees("叫什么")
    await wang.sends("中医正骨")
    await wang.sends("有人晕倒了")
    if "120" in wang.text:  # an emergency card came between
        await wang.presses("回到刚才填的")
        wang.sees("做什么")
    await wang.sends("教几个动作")
    wang.sees("在哪儿办")
    await wang.sends("河湾综合体")
    await wang.presses("河湾综合体")
    wang.sees("什么时候开始")
    await wang.sends("随便")
    wang.sees("没看懂")
    await wang.sends("12月5号 下午两点半")
    await wang.presses("90 分钟")
    wang.sees("多少个名额")
    for odd in ("000001999999999999999", "2001", "9" * 600):
        await wang.sends(odd)
        wang.sees("打数字，1 到 2000")
    await wang.sends("3")
    wang.sees("课：中医正骨", "河湾综合体，12 月 5 日（周六）14:30，90 分钟，3 个名额")
    await wang.presses("发布")
    wang.sees("发布了", "报名 0/3")
    await books(anna)
    anna.sees("报这场吗？中医正骨")
    await anna.sends("我办的活动")
    anna.sees("只有部门的工作人员能做")


async def test_people_are_checked_in_and_get_their_certificate_afterwards(chat: Chat) -> None:
    await one(
        chat,
        {"certificate": True, "points": 10, "subsidy_fen": 10000, "titles": {"zh-CN": "急救课", "en": "Aid"}},
        seats=5,
    )
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await books(anna)
    await anna.presses("报上")
    chat.time.move_to(SUNDAY - timedelta(minutes=40))
    await anna.sends("123456")
    anna.sees("还没到签到时间，10 分钟后开始")
    chat.time.move_to(SUNDAY)
    await wang.sends("我办的活动")
    await wang.presses("1")
    wang.sees("报名 1/5，到了 0")
    await wang.presses("签到码")
    code = re.search(r"签到码：(\d{3} \d{3})", wang.text)
    assert code
    if chat.client.channel.name in ("webchat", "text"):
        assert (await file_of(wang)).startswith(b"\x89PNG")
    await anna.sends(code[1].replace(" ", ""))
    anna.sees("签到好了：急救课")
    await anna.sends(code[1])
    anna.sees("你已经签过到了")
    await wang.presses("返回")
    await wang.presses("输码签到")
    await wang.sends("1234")
    wang.sees("要 6 位数字")
    chat.time.move_to(SUNDAY + timedelta(hours=3))
    await runs(chat, "settle_dates")
    await is_told(anna)
    anna.sees("“急救课”上完了", "10 分", "有用吗")
    await anna.sends("我的报名")
    await anna.presses("培训记录")
    anna.sees("你上过 1 次，一共 2 小时", "1. 急救课")
    await anna.presses("1")
    await anna.presses("证书")
    anna.sees("写谁的名字")
    await anna.sends("王小明")
    anna.sees("证书在做", "证书编号：C26-", "看不到你的名字")
    await runs(chat, "draw_certificates")
    await is_told(anna)
    anna.sees("证书做好了：急救课")
    await anna.sends("我的报名")
    await anna.presses("培训记录")
    await anna.presses("1")
    await anna.presses("让人看到名字")
    anna.sees("看得到你的名字", "补贴 100 元")
    await anna.presses("证书")
    anna.sees("你的证书，编号 C26-")
    if chat.client.channel.name in ("webchat", "text"):
        assert (await file_of(anna)).startswith(b"%PDF")
    await anna.presses("返回")
    await anna.presses("申请补贴")
    anna.sees("培训补贴", "自己花了多少钱")  # what course and when is filled in already
    async with chat.app.database.reading() as session:
        draft = (await session.scalars(sa.select(CaseDraft))).one()
        assert draft.answers["course"].startswith("急救课（证书 C26-")
        assert draft.answers["course_end"] == "2026-11-29"


async def test_a_date_is_moved_then_called_off_and_everybody_is_asked_and_told(chat: Chat) -> None:
    await one(chat, {"questions": ["size"], "titles": {"zh-CN": "护学岗", "en": "Crossing"}}, seats=5)
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await books(anna)
    await anna.presses("2XL")
    await anna.presses("报上")
    await wang.sends("我办的活动")
    await wang.presses("1")
    await wang.presses("导出名单")
    wang.sees("名单，1 人")
    if chat.client.channel.name in ("webchat", "text"):
        sheet = openpyxl.load_workbook(io.BytesIO(await file_of(wang))).active
        assert sheet is not None
        assert [cell.value for cell in sheet[3]][:2] == ["1", "报上了"]
        assert sheet["E3"].value == "2XL"
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    await wang.presses("返回")
    await wang.presses("改、取消")
    await wang.presses("改时间")
    await wang.sends("11月30号 10:00")
    wang.sees("改到 11 月 30 日（周一）10:00", "1 人会收到")
    await wang.presses("改")
    wang.sees("告诉了 1 人", "11 月 30 日（周一）10:00")
    await anna.is_told()
    anna.sees("改时间了：护学岗", "原来 11 月 29 日 14:30，现在 11 月 30 日（周一）10:00", "还来吗")
    if not chat.client.types_numbers:
        await anna.presses("我来")
        anna.sees("位子给你留着")
    await wang.presses("通知大家")
    await wang.sends("带件厚衣服 =1+1")
    wang.sees("发给 1 人")
    await wang.presses("发")
    await anna.is_told()
    anna.sees("主办方说", "带件厚衣服")
    await wang.presses("改、取消")
    await wang.presses("取消这场")
    await wang.sends("下大雪")
    wang.sees("会告诉 1 人：下大雪")
    await wang.presses("取消，通知大家")
    wang.sees("告诉了 1 人", "已取消：下大雪")
    chat.wait(seconds=5)
    await anna.is_told()
    anna.sees("取消了：护学岗", "原因：下大雪")
    await anna.is_told()
    assert anna.screen == []


async def test_points_of_a_volunteer_are_spent_with_a_slip(chat: Chat) -> None:
    from models.events.points import earn_points

    anna = await chat.person("anna", agreed=True)
    async with chat.app.database.transaction() as session:
        event = await add_event(session)
        await add_date(session, event, chat.city)
        await earn_points(session, 1, 30, mark="booking:0", now=NOW)
        there = (await session.scalars(sa.select(Place).where(Place.code == "T2"))).one()
        _, code = await add_staff(session, name="李姐", role=StaffRole.HOST, place_id=there.id, now=NOW)
    li = await chat.person("li", agreed=True)
    await li.sends(f"/start staff_{code}")
    await anna.sends("我的报名")
    await anna.presses("培训记录")
    await anna.presses("积分")
    anna.sees("你有 30 分", "+30")
    await anna.presses("换东西")
    await anna.sends("t2")
    anna.sees("用多少分")
    await anna.sends("40")
    anna.sees("不够，你有 30 分")
    await anna.sends("20")
    anna.sees("用了 20 分，在河湾综合体", "你有 10 分")
    slip = re.search(r"给工作人员看：([A-Z]{4})", anna.text)
    assert slip is not None
    await li.is_told()
    li.sees("用了 20 分", f"单号 {slip[1]}")


async def new_event(wang: Someone, kind: str, place: str = "河湾综合体") -> None:
    """Up to the review."""
    await wang.sends("我办的活动")
    await wang.presses("新办一个")
    await wang.presses(kind)
    await wang.sends("河边捡垃圾")
    await wang.sends("捡两个小时")
    await wang.sends(place)
    if not place.startswith("https://"):
        await wang.presses(place)
    await wang.sends("12月5号 下午两点半")
    await wang.presses("120 分钟")
    await wang.sends("30")
    wang.sees("看一下")


async def test_a_host_sets_everything_an_event_has_and_changes_what_was_said(chat: Chat) -> None:
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await new_event(wang, "志愿")
    await wang.presses("更多设置")
    wang.sees("不用带东西", "开始前 2 小时还能退", "提前 1 天、提前 1 小时提醒", "报名时不问", "没有积分", "没有补贴")
    wang.sees_no("证书")
    await wang.presses("积分")
    await wang.sends("一千零一")
    wang.sees("0 到 1000", "给多少分")
    await wang.sends("15")
    wang.sees("改好了", "来了给 15 分")
    await wang.presses("带什么")
    await wang.sends_photo()
    wang.sees("要带什么")
    await wang.sends("手套")
    wang.sees("带上：手套")
    chat.wait(minutes=1)
    await wang.presses("报名时问")
    await wang.presses("报名时问紧急联系人")
    await wang.presses("返回")
    wang.sees("看一下")
    await wang.presses("改前面的")
    await wang.presses("名额")
    await wang.presses("返回")
    wang.sees("看一下", "30 个名额")
    await wang.presses("改前面的")
    await wang.presses("名额")
    await wang.sends("40")
    wang.sees("看一下", "河边捡垃圾", "40 个名额")
    await wang.presses("发布")
    wang.sees("发布了", "报名 0/40")
    await books(anna)
    anna.sees("紧急联系人的电话")
    await anna.sends("13800000000")
    await anna.presses("报上")
    async with chat.app.database.reading() as session:
        event = (await session.scalars(sa.select(Event))).one()
    assert (event.points, event.subsidy_fen, event.questions) == (15, 0, ["emergency_contact"])
    assert (event.bring, event.cancel_minutes, event.remind_minutes) == ({"zh-CN": "手套"}, 120, [1440, 60])


async def test_what_is_changed_later_is_told_to_who_booked(chat: Chat) -> None:
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await new_event(wang, "线上", "https://example.org/a")
    await wang.presses("发布")
    await books(anna)
    await anna.presses("报上")
    chat.wait(minutes=1)
    await wang.presses("改、取消、再办")
    await wang.presses("改内容")
    wang.sees("网址：https://example.org/a")
    await wang.presses("链接")
    await wang.sends("example.org")
    wang.sees("以 https:// 开头")
    await wang.sends("https://example.org/b")
    wang.sees("会告诉报名的 1 人", "网址：https://example.org/b")
    await wang.presses("带什么")
    await wang.presses("不用带东西")
    await wang.presses("提醒")
    await wang.presses("不提醒")
    wang.sees("改好了。", "不提醒")
    chat.wait(minutes=2)
    await chat.send_due()
    async with chat.app.database.reading() as session:
        rows = [each for each in await session.scalars(sa.select(OutboxMessage)) if each.cause.startswith("event:")]
        waiting = await session.scalars(
            sa.select(OutboxMessage.state).where(OutboxMessage.cause.startswith("booking:"))
        )
    assert sorted(each.content["facts"]["what"] for each in rows) == ["bring", "link"]
    assert set(waiting) == {"cancelled"}


async def test_who_agrees_leaves_a_name_that_the_hosts_alone_read_and_that_goes(chat: Chat) -> None:
    await one(chat, {"certificate": True, "subsidy_fen": 10000})
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await books(anna)
    await anna.presses("报上")
    anna.sees("报上了", "有补贴，主办方按名单发", "不留也能来")
    await anna.presses("给主办方留名字")
    anna.sees("只有这场的主办方看得到", "90 天后删")
    await anna.sends("7")
    anna.sees_no("电话？")
    await anna.sends("张三丰")
    anna.sees("电话？")
    await anna.sends("138 1234 5678")
    anna.sees("记下了", "给主办方留的：张三丰，13812345678")
    await wang.sends("我办的活动")
    await wang.presses("1")
    await wang.presses("名单")
    wang.sees("1. 报上了", "张三丰　13812345678")
    await wang.presses("返回")
    await wang.presses("导出名单")
    if chat.client.channel.name in ("webchat", "text"):
        rows = list(openpyxl.load_workbook(io.BytesIO(await file_of(wang))).active.values)
        assert [rows[1][-2:], rows[2][-2:]] == [("姓名", "电话"), ("张三丰", "13812345678")]
    await anna.sends("报名")
    await anna.presses("1")
    await anna.presses("收回名字")
    anna.sees("收回了")
    assert any("给主办方留名字" in label for label in anna.labels())
    async with chat.app.database.reading() as session:
        assert await session.scalar(sa.select(Booking.answers)) is None


async def test_a_name_is_for_one_date_and_erased_when_its_time_is_over(chat: Chat) -> None:
    await one(chat, {"certificate": True})
    anna = await chat.person("anna", agreed=True)
    await books(anna)
    await anna.presses("报上")
    await anna.presses("给主办方留名字")
    await anna.sends("张三丰")
    await anna.presses("不留电话")
    anna.sees("给主办方留的：张三丰")
    async with chat.app.database.reading() as session:
        booking = (await session.scalars(sa.select(Booking))).one()
        assert await answers_before(session, booking.person_id) == {}
    chat.time.move_to(SUNDAY + timedelta(days=89))
    await runs(chat, "forget")
    async with chat.app.database.reading() as session:
        assert (await session.scalars(sa.select(Booking.answers))).one() == {"name": "张三丰"}
    chat.time.move_to(SUNDAY + timedelta(days=91))
    await runs(chat, "forget")
    async with chat.app.database.reading() as session:
        assert (await session.scalars(sa.select(Booking.answers))).one() is None


async def an_event_at(wang: Someone, *, where: str = "青石路 999 号院里", subsidy: str | None = None) -> None:
    """Up to the last yes."""
    await wang.sends("我办的活动")
    await wang.presses("新办一个")
    await wang.presses("课")
    await wang.sends("急救课")
    await wang.sends("教几个动作")
    await wang.sends(where)
    await wang.presses(f"就写“{where}”")
    await wang.sends("12月5号 14:30")
    await wang.presses("90 分钟")
    await wang.sends("3")
    if subsidy is not None:
        await wang.presses("更多设置")
        await wang.presses("补贴")
        await wang.sends(subsidy)
        await wang.presses("返回")


async def test_an_event_can_be_at_an_address_and_set_for_weeks_at_one_go(chat: Chat) -> None:
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await an_event_at(wang)
    wang.sees("青石路 999 号院里，12 月 5 日")
    await wang.presses("发布")
    wang.sees("发布了", "青石路 999 号院里")
    await books(anna)
    anna.sees("报这场吗？急救课", "青石路 999 号院里")
    await wang.presses("改、取消、再办")
    await wang.presses("再办一场")
    await wang.sends("12月12号 14:30")
    await wang.presses("每周，连办 4 场")
    wang.sees("办好了 4 场，最后一场 1 月 2 日（周六）14:30", "12 月 12 日")
    async with chat.app.database.reading() as session:
        dates = (await session.scalars(sa.select(EventDate).order_by(EventDate.starts_at))).all()
    assert [(each.starts_at - dates[0].starts_at).days for each in dates] == [0, 7, 14, 21, 28]
    assert {tuple((each.room or {}).items()) for each in dates} == {(("zh-CN", "青石路 999 号院里"),)}


async def test_money_that_a_clerk_promises_waits_for_a_lead(chat: Chat) -> None:
    zhao = await chat.person("zhao", agreed=True)
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name="赵主任", role=StaffRole.LEAD, department="health", now=NOW)
    await zhao.sends(code)
    wang, anna = await host(chat), await chat.person("anna", agreed=True)
    await an_event_at(wang, subsidy="10000")
    await wang.presses("发布")
    wang.sees("补贴 10000 元还没定，等 赵主任 点头")
    await books(anna)
    anna.sees_no("10000")
    await zhao.is_told()
    zhao.sees("王芳想在“急救课”给每人补贴 10000 元")
    await wang.sends("我办的活动")
    await wang.presses("1")
    await wang.presses("改、取消、再办")
    await wang.presses("改内容")
    await wang.presses("补贴")
    await wang.presses("补贴 50 元")
    wang.sees("补贴 50 元：等负责人点头")
    await zhao.presses("可以")
    zhao.sees("这笔补贴已经定了，或者又改了数")
    await zhao.is_told()
    await zhao.presses("可以")
    zhao.sees("“急救课”每人补贴 50 元：同意了")
    await wang.is_told()
    wang.sees("赵主任同意了")
    await books(anna)
    async with chat.app.database.reading() as session:
        assert (await session.scalars(sa.select(Event.subsidy_fen))).one() == 5000


async def test_further_dates_that_pay_a_subsidy_wait_for_a_lead(chat: Chat) -> None:
    zhao = await chat.person("zhao", agreed=True)
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name="赵主任", role=StaffRole.LEAD, department="health", now=NOW)
    await zhao.sends(code)
    wang = await host(chat)
    await an_event_at(wang, subsidy="50")
    await wang.presses("发布")
    await zhao.is_told()
    await zhao.presses("可以")
    await wang.sends("我办的活动")
    await wang.presses("1")
    await wang.presses("改、取消、再办")
    await wang.presses("再办一场")
    await wang.sends("12月12号 14:30")
    await wang.presses("每周，连办 4 场")
    wang.sees("记下了 4 场，最后一场 1 月 2 日（周六）14:30", "等 赵主任 点头，点头前找不到、报不了名")
    await wang.sends("我办的活动")
    assert wang.text.count("等负责人点头") == 4
    await wang.presses("2")
    assert not any(each.startswith("可以") for each in wang.labels())
    async with chat.app.database.reading() as session:
        dates = (await session.scalars(sa.select(EventDate).order_by(EventDate.starts_at))).all()
    assert [each.state for each in dates] == ["open", *4 * ["undecided"]]
    with pytest.raises(EventUndecided):
        check_coming(dates[1], chat.app.clock())
    chat.wait(seconds=5)
    await zhao.is_told()
    zhao.sees("王芳想再办“急救课”4 场：12 月 12 日 14:30 到 1 月 2 日 14:30", "12 个名额，每人补贴 50 元，最多 600 元")
    await zhao.sends("我办的活动")
    await zhao.presses("2")
    await zhao.presses("可以")
    zhao.sees("“急救课”再办 4 场：同意了")
    await told_once(chat, wang, "赵主任同意了：“急救课”再办 4 场")
    await wang.sends("我办的活动")
    wang.sees_no("等负责人点头")
    async with chat.app.database.reading() as session:
        states = (await session.scalars(sa.select(EventDate.state))).all()
    assert set(states) == {"open"}


async def told_once(chat: Chat, someone: Someone, part: str) -> None:
    for _ in range(6):
        chat.wait(seconds=2)
        await someone.is_told()
        if part in someone.text:
            return
    raise AssertionError(part)


async def test_who_books_late_is_told_that_nobody_will_remind_them(chat: Chat) -> None:
    await one(chat, starts_at=NOW + timedelta(minutes=50))
    anna = await chat.person("anna", agreed=True)
    await books(anna)
    await anna.presses("报上")
    anna.sees("快开始了，不再另外提醒")
