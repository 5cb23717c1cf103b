"""What has to be done by a day: a host puts a finding right, a department asks for time, slips come by the clock."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from bot.foreign_files import ForeignFiles
from bot.jobs.incoming import fetch_files
from bot.jobs.work import WORK
from models.duties.duty import About, Duty, DutyKind, DutyState, Owner
from models.duties.record import steps_of
from models.duties.steps import give_duty
from models.places.place import Place
from models.staff.post import Staff, StaffRole
from tests.stories.test_place_checked import a_host_of
from tests.world.chat import Chat, Someone
from tests.world.filing import a_picture
from tests.world.staff_chat import a_colleague, told_of


async def gives(chat: Chat, name: str, kind: DutyKind, owner: Owner, wanted: str, **when: object) -> Duty:
    """The colleague of that name gives the owner something to do."""
    async with chat.app.database.transaction() as session:
        giver = (await session.scalars(sa.select(Staff).where(Staff.name == name))).one()
        about = About("place", "T1") if kind is DutyKind.FINDING else None
        given = {"wanted": wanted, "given_by": giver, "city": chat.city, "now": datetime.now(UTC), "about": about}
        return await give_duty(session, kind=kind, owner=owner, **given, **when)  # type: ignore[arg-type]


async def duty_now(chat: Chat, duty: Duty) -> Duty:
    async with chat.app.database.reading() as session:
        return await session.get_one(Duty, duty.id)


async def fetched(chat: Chat, content: bytes) -> None:
    async def download(channel: str, file_id: str) -> bytes:
        return content

    await fetch_files(chat.app.database, download, ForeignFiles(), clock=chat.app.clock)


async def a_finding(chat: Chat) -> tuple[Someone, Someone, Duty]:
    """At the host's place; the lead of the department that looks after places can strike it off."""
    host = await a_host_of(chat)
    lead = await a_colleague(chat, "钱主席", "union", StaffRole.LEAD)
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place.id).where(Place.code == "T1"))).one()
    duty = await gives(chat, "钱主席", DutyKind.FINDING, Owner.place(place), "灭火器过期了", working_days=5)
    return host, lead, duty


async def test_a_host_puts_a_finding_right_with_a_photo_and_a_lead_strikes_it_off(chat: Chat) -> None:
    host, lead, duty = await a_finding(chat)
    await told_of(chat, host, "青石路暖新驿站要整改")
    await host.sends("我的驿站")
    await host.presses("要办的事 1")
    host.sees("整改", "青石路暖新驿站", "还没接收", "“灭火器过期了”")
    await host.presses("1")
    await host.presses("接收")
    host.sees("接收了", "在办")
    await host.presses("办好了")
    host.sees("办得怎么样了", "拍张照片")
    await host.sends("换了新的")
    await host.presses("发出")
    host.sees("整改要有照片")
    await host.sends_photo()
    host.sees("“换了新的”", "带 1 张照片", "发出吗")
    await host.presses("发出")
    host.sees("报上去了", "等销号", "还有 1 张在收")
    await told_of(chat, lead, "换了新的")
    await lead.presses("看一下")
    await lead.presses("销号")
    lead.sees("整改要有照片")
    await fetched(chat, a_picture())
    await lead.sends("待办")
    await lead.presses("要办的事")
    await lead.presses("1")
    lead.sees("照片：1 张", "报办好了，等销号")
    await lead.presses("看照片")
    assert lead.screen[0].document is not None or "第 1 张，共 1 张" in lead.text
    await lead.presses("返回")
    await lead.presses("销号")
    lead.sees("销号了，对方会收到")
    await told_of(chat, host, "把整改“灭火器过期了”销号了")
    assert (await duty_now(chat, duty)).state is DutyState.STRUCK


async def test_a_picture_that_does_not_open_is_asked_for_again(chat: Chat) -> None:
    host, _, duty = await a_finding(chat)
    await told_of(chat, host, "要整改")
    await host.sends("整改")
    await host.presses("1")
    await host.presses("办好了")
    await host.sends_photo()
    host.sees("收到 1 张照片")
    await host.sends("换好了")
    await host.presses("发出")
    await fetched(chat, b"no picture")
    await told_of(chat, host, "照片打不开")
    async with chat.app.database.reading() as session:
        assert [each.what.value for each in await steps_of(session, duty.id)] == ["give", "report", "no_proof"]


async def test_a_department_asks_for_time_and_a_lead_says_yes_or_no(chat: Chat) -> None:
    zhou = await a_colleague(chat, "周岚", "social_work", StaffRole.LEAD)
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    owner = Owner.department("market_regulation")
    duty = await gives(chat, "周岚", DutyKind.MILESTONE, owner, "建 30 个驿站", until=date(2026, 12, 4))
    await told_of(chat, sun, "任务节点，12 月 4 日（周五）前完成")
    await sun.presses("看一下")
    await sun.presses("要延期")
    sun.sees("为什么要延期")
    await sun.sends("在等批复")
    sun.sees("延到哪天")
    await sun.sends("随便")
    sun.sees("没看懂", "延到哪天")
    await sun.sends("12月3日")
    sun.sees("要延到现在的期限以后")
    await sun.sends("12月11日")
    sun.sees("申请了", "孙科申请延到 12 月 11 日（周五），等人同意")
    await told_of(chat, zhou, "申请把任务节点“建 30 个驿站”延到 12 月 11 日（周五）")
    await zhou.presses("看一下")
    await zhou.presses("不同意延期")
    await told_of(chat, sun, "没同意延期")
    await sun.presses("看一下")
    await sun.presses("要延期")
    await sun.sends("真的在等批复")
    await sun.sends("12月11日")
    await told_of(chat, zhou, "真的在等批复")
    await zhou.presses("看一下")
    await zhou.presses("同意延期")
    zhou.sees("延期了，对方会收到", "12 月 11 日（周五）前")
    await told_of(chat, sun, "同意延期")
    assert (await duty_now(chat, duty)).due_at.astimezone(chat.city.zone).date() == date(2026, 12, 11)


async def test_slips_come_in_the_morning_of_their_day(chat: Chat) -> None:
    luo = await a_colleague(chat, "罗市长", "social_work", StaffRole.LEADER)
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    owner = Owner.department("market_regulation")
    await gives(chat, "罗市长", DutyKind.ORDER, owner, "排查站点", until=date(2026, 12, 4))
    await told_of(chat, sun, "罗市长督办市场监管局")
    for day, who, said in (
        (date(2026, 12, 1), sun, "🔵 快到期：督办“排查站点”"),
        (date(2026, 12, 4), sun, "🟠 到期了：督办“排查站点”"),
        (date(2026, 12, 11), luo, "🔴 超期 5 个工作日了：督办“排查站点”"),
    ):
        opening = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
        for moment in (opening - timedelta(minutes=10), opening + timedelta(seconds=1)):
            chat.time.move_to(moment)
            await who.sends("你好")  # WeChat tells only who wrote lately
            await who.is_told()
            who.sees_no(said)
            await WORK["watch_deadlines"](chat.app)
        await told_of(chat, who, said)
    await luo.presses("看一下")
    luo.sees("🔴 超期 5 个工作日以上，还没接收")


async def test_who_has_nothing_to_do_with_a_duty_sees_nothing_of_it(chat: Chat) -> None:
    host, _, duty = await a_finding(chat)
    other = await a_colleague(chat, "陈立", "human_resources", StaffRole.LEAD)
    await told_of(chat, host, "要整改")
    await other.sends("待办")
    await other.presses("要办的事")
    other.sees("现在没有要办的事")
    if not chat.client.types_numbers:  # a button can be forged, a number cannot
        await other.presses_button(host.button("看一下"))
        other.sees("不归你")
    assert (await duty_now(chat, duty)).state is DutyState.GIVEN
