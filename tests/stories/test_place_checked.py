"""A place stays true: one question after a visit, what is different, and who decides; closures ahead; a new place."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import fetch_files
from models.cases.case import Case
from models.outbox.pictures import find_media
from models.places.place import Place
from models.staff.post import StaffRole
from tests.stories.test_place_card import opens_first
from tests.stories.test_staff_joining import a_code
from tests.world.chat import Chat, Someone
from tests.world.filing import a_picture, known_for_a_while
from tests.world.staff_chat import a_colleague, told_of


async def place_now(chat: Chat, code: str = "T1") -> Place:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(Place).where(Place.code == code))).one()


async def a_host_of(chat: Chat, code: str = "T1") -> Someone:
    place, host = await place_now(chat, code), await chat.person("host", agreed=True)
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    return host


async def long_unchecked(chat: Chat, **values: object) -> None:
    long_ago = {"checked_at": datetime.now(UTC) - timedelta(days=181), "checked_by": "rider"}
    async with chat.app.database.transaction() as session:
        await session.execute(sa.update(Place).where(Place.code.in_(["T1", "T2"])).values(**long_ago | values))


async def test_who_chose_a_place_is_asked_once_whether_it_is_still_so(chat: Chat) -> None:
    await long_unchecked(chat)
    (anna,) = await known_for_a_while(chat, "anna")
    await opens_first(anna)
    anna.sees("好久没人核实了")
    chat.wait(minutes=110)
    await anna.is_told()
    assert anna.screen == []
    await anna.sends("/start st_T2")
    chat.wait(minutes=30)
    await anna.is_told()
    assert anna.screen == [], "two hours after the last place that was chosen"
    chat.wait(hours=2)  # 19:20: her busy time is over at 20:00
    chat.wait(minutes=50)
    await anna.is_told()
    anna.sees("河湾综合体，还是每天 24 小时吗？")
    assert anna.labels()[:3] == ["是", "不是", "没去"]
    await anna.presses("是")
    anna.sees("记下了：今天核实过")
    assert (await place_now(chat, "T2")).checked_by == "rider"
    await anna.sends("/start st_T1")
    chat.wait(hours=3)
    await anna.is_told()
    assert anna.screen == [], "one question a day"


async def test_nobody_is_asked_who_agreed_to_nothing_nor_what_somebody_checked_meanwhile(chat: Chat) -> None:
    await long_unchecked(chat)
    host, stranger = await a_host_of(chat), await chat.person("stranger")
    (anna,) = await known_for_a_while(chat, "anna")
    for someone in (anna, stranger):
        await someone.sends("/start st_T1")
    await host.sends("我的驿站")
    await host.presses("核实资料")
    host.sees("平时：每天 7:00–22:00", "怎么进：还不清楚", "照片：没有", "好久没人核实了")
    await host.presses("都对")
    host.sees("记下了：今天核实过", "11 月 26 日核实过，管这里的人说的")
    chat.wait(hours=5, minutes=10)
    for someone in (anna, stranger):
        await someone.is_told()
        assert someone.screen == []
    await anna.sends("/start st_T1")
    anna.sees("11 月 26 日核实过，管这里的人说的")


async def test_two_riders_correct_the_hours_and_the_host_undoes_it(chat: Chat) -> None:
    host = await a_host_of(chat)
    anna, bert = await known_for_a_while(chat, "anna", "bert")
    for rider in (anna, bert):
        await rider.sends("/start st_T1")
        await rider.presses("有问题")
        await rider.presses("时间、进门不对")
        rider.sees("登记的时间：每天 7:00–22:00", "直接打")
        await rider.sends("随便吧")
        rider.sees("没看懂这个时间")
        await rider.sends("周一到周五 9点到21点，周末休息")
        rider.sees("改成：周一到周五 9:00–21:00，周六到周日不开。对吗")
        await rider.presses("对")
    bert.sees("改好了", "现在开着，21:00 关")
    await host.is_told()
    host.sees("有骑手说青石路暖新驿站现在是周一到周五 9:00–21:00，周六到周日不开。对吗")
    await told_of(chat, host, "两个骑手都这么说")
    host.sees("青石路暖新驿站改了", "不对就点撤回")
    await host.presses("撤回")
    host.sees("撤回了，青石路暖新驿站现在是：每天 7:00–22:00")
    await host.presses("改过什么")
    host.sees("1. 11 月 26 日，骑手：每天 7:00–22:00 → 周一到周五 9:00–21:00，周六到周日不开（撤回了）")
    await anna.sends("/start st_T1")
    anna.sees("现在开着，22:00 关")


async def test_the_host_decides_what_one_rider_says_and_a_new_identity_says_nothing(chat: Chat) -> None:
    host, fresh = await a_host_of(chat), await chat.person("fresh", agreed=True)
    await _says_by_card(fresh)
    fresh.sees("这次先不算")
    (anna,) = await known_for_a_while(chat, "anna")
    await _says_by_card(anna)
    anna.sees("也问了管这里的人", "再有一个人这么说")
    await host.is_told()
    host.sees("有骑手说青石路暖新驿站现在这样进：刷身份证。对吗")
    await host.presses("对，改过来")
    host.sees("改好了", "怎么进：刷身份证")
    await host.presses("时间、进门不对")
    await host.presses("进门办法变了")
    await host.sends("从侧门进")
    host.sees("改好了", "怎么进：刷身份证（从侧门进）")
    await host.presses("有问题")
    await host.presses("时间、进门不对")
    await host.presses("这里没有了")
    host.sees("真的没有了")
    await host.presses("没有了")
    host.sees("改好了：青石路暖新驿站，没有了")
    await anna.sends("/start st_T1")
    anna.sees("撤了")


async def _says_by_card(someone: Someone) -> None:
    await someone.sends("/start st_T1")
    await someone.presses("有问题")
    await someone.presses("时间、进门不对")
    await someone.presses("进门办法变了")
    await someone.presses("刷身份证")


async def test_a_host_shuts_for_days_ahead_says_why_and_takes_it_back(chat: Chat) -> None:
    host, anna = await a_host_of(chat), await chat.person("anna", agreed=True)
    await host.sends("12月21日到12月28日关门：装修二楼")
    host.sees("记下了，12 月 21 日", "12 月 21 日–12 月 28 日关门：装修二楼")
    await anna.sends("/start st_T1")
    anna.sees("现在开着", "12 月 21 日–12 月 28 日关门：装修二楼")
    await host.presses("关几天")
    await host.sends("12月1日到12月2日")
    host.sees("为什么关")
    await host.presses("放假")
    host.sees("12 月 1 日–12 月 2 日关门：放假")
    await host.presses("恢复照常")
    host.sees("哪几天不关了")
    await host.presses("12 月 21 日–12 月 28 日关门")
    host.sees_no("装修二楼")
    await anna.sends("/start st_T1")
    anna.sees("12 月 1 日–12 月 2 日关门：放假")
    anna.sees_no("装修二楼")
    await host.sends("照常")
    host.sees_no("放假")


async def test_a_picture_of_the_door_is_on_the_card(chat: Chat) -> None:
    host, anna = await a_host_of(chat), await chat.person("anna", agreed=True)
    await host.sends("我的驿站")
    await host.presses("核实资料")
    await host.presses("换照片")
    await host.sends("等一下")
    host.sees("拍一张门口的照片")
    await host.sends_photo()
    host.sees("收到了", "照片：有")

    async def download(channel: str, file_id: str) -> bytes:
        return a_picture()

    await fetch_files(chat.app.database, download, ForeignFiles(), clock=chat.app.clock)
    await anna.sends("/start st_T1")
    await anna.presses("看照片")
    assert anna.screen[0].document is not None or "青石路暖新驿站" in anna.text


async def test_a_suggested_place_is_on_the_map_with_one_press(chat: Chat) -> None:
    clerk, anna = await a_colleague(chat, "王芳", "social_work"), await chat.person("anna", agreed=True)
    await anna.sends("加一个地方")
    await anna.presses("要，接着填")
    await anna.sends("槐树下歇脚点")
    await anna.shares_centre()
    await anna.sends("有厕所和热水")
    await anna.sends("9点到21点")
    await anna.sends_photo()
    await anna.presses("发完了")
    await anna.presses("提交")

    async def download(channel: str, file_id: str) -> bytes:
        return a_picture()

    await fetch_files(chat.app.database, download, ForeignFiles(), clock=chat.app.clock)
    await make_copies(chat.app.database, ForeignFiles(), clock=chat.app.clock)
    async with chat.app.database.reading() as session:
        case = (await session.scalars(sa.select(Case))).one()
    await clerk.sends(case.number)
    await clerk.presses("加到地图上")
    clerk.sees("加好了：槐树下歇脚点", "有厕所、热水", "办结了")
    await told_of(chat, anna, "槐树下歇脚点加到暖新地图上了")
    anna.sees("解决了吗")
    await anna.sends("热水")
    await anna.shares_centre()
    anna.sees("槐树下歇脚点", "开到 21:00")
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).where(Place.name == "槐树下歇脚点"))).one()
        assert place.photo is not None
        media = await find_media(session, place.photo)
        assert media is not None
        assert media.content
