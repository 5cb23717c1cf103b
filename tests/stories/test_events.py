"""培训活动: a rider finds a course between two orders, books it, waits for a seat, gives it back."""

from datetime import timedelta
from typing import Any

from tests.world.chat import Chat, Someone
from tests.world.events import SUNDAY, add_date, add_event

SATURDAY = SUNDAY - timedelta(days=1)


async def programme(chat: Chat) -> None:
    """A course on Sunday at the complex of the directory, a health check on Saturday, a class online on Monday."""
    async with chat.app.database.transaction() as session:
        aid = await add_event(session, titles={"zh-CN": "应急救护（发证）", "en": "First aid"}, subsidy_fen=10000)
        await add_date(session, aid, chat.city, place_id=2, seats=6, room={"zh-CN": "三楼", "en": "Third floor"})
        check = await add_event(session, kind="health_check", titles={"zh-CN": "免费体检", "en": "Free check"})
        await add_date(session, check, chat.city, starts_at=SATURDAY - timedelta(hours=6), place_id=7, seats=1)
        live = await add_event(session, kind="online", titles={"zh-CN": "直播课", "en": "Live"}, cancel_minutes=0)
        link = "https://live.hewan.example/1"
        await add_date(session, live, chat.city, starts_at=SUNDAY + timedelta(days=1), seats=9, online_url=link)


async def one(chat: Chat, event: dict[str, Any] | None = None, **given: Any) -> None:
    async with chat.app.database.transaction() as session:
        await add_date(session, await add_event(session, **(event or {})), chat.city, place_id=2, **given)


async def books(someone: Someone) -> None:
    await someone.sends("活动")
    await someone.presses("1")
    await someone.presses("报名")


async def is_told(someone: Someone) -> None:
    """On WeChat, long after they last wrote, what is due waits until they write, and comes with the answer."""
    await someone.is_told()
    if someone.chat.client.channel.name == "wechat" and not someone.screen:
        await someone.sends("/menu")


async def test_a_course_is_found_booked_reminded_of_and_given_back(chat: Chat) -> None:
    await programme(chat)
    anna = await chat.person("anna", agreed=True)
    await anna.presses("培训活动")
    anna.sees(
        "还有空位", "1. 免费体检", "2. 应急救护（发证）", "周日 14:30", "河湾综合体", "剩 6", "补贴 100 元", "3. 直播课"
    )
    await anna.presses("2")
    anna.sees("11 月 29 日（周日）14:30–16:30", "河湾综合体 三楼", "学会止血", "主办：卫健委", "示例数据")
    await anna.presses("报名")
    anna.sees("报这场吗", "应急救护", "11 月 29 日（周日）14:30")
    await anna.presses("报上")
    anna.sees("报上了：应急救护", "前一天和开始前")
    assert anna.screen[0].text.startswith("报上了")  # whatever becomes of the pin and the file
    assert anna.screen[0].document is None
    if chat.client.channel.name in ("webchat", "text"):
        calendar = await anna.document()
        assert "BEGIN:VEVENT" in calendar
        assert "DTSTART:20261129T063000Z" in calendar
    await anna.sends("我的报名")
    anna.sees("1. 应急救护", "周日 14:30", "报上了")
    chat.wait(days=2)
    await is_told(anna)
    anna.sees("提醒：应急救护（发证），11 月 29 日（周日）14:30，河湾综合体 三楼。")
    await anna.sends("我的报名")
    await anna.presses("1")
    anna.sees("你报上了")
    await anna.presses("取消报名")
    anna.sees("取消“应急救护（发证）”")
    await anna.presses("取消报名")
    anna.sees("取消好了", "剩 6")
    chat.wait(days=1)
    await anna.is_told()
    assert anna.screen == []


async def test_the_programme_is_looked_through_by_kind_day_words_and_distance(chat: Chat) -> None:
    await programme(chat)
    anna = await chat.person("anna", agreed=True)
    await anna.sends("体检")
    await anna.presses("换种类")
    await anna.presses("按种类")
    await anna.presses("体检")
    anna.sees("1. 免费体检")
    anna.sees_no("应急救护")
    await anna.presses("换种类")
    await anna.presses("按时间")
    await anna.presses("明天")
    anna.sees("明天还有空位的体检，现在一个都没有")
    await anna.presses("全部看看")
    await anna.presses("换种类")
    await anna.presses("按时间")
    await anna.presses("周末")
    anna.sees("周末还有空位的活动", "免费体检", "应急救护")
    anna.sees_no("直播课")
    await anna.presses("换种类")
    await anna.presses("打字找")
    await anna.sends("直播")
    anna.sees("“直播”活动", "1. 直播课", "线上")
    await anna.sends("培训")
    await anna.presses("换种类")
    await anna.presses("离我近的")
    await anna.shares_centre()
    anna.sees("离你最近", "1. 应急救护", "650 米", "2. 免费体检", "950 米")
    await anna.presses("1")
    await anna.presses("地图位置")
    anna.sees("河湾综合体")


async def test_riders_who_avoid_their_peaks_see_what_lies_outside(chat: Chat) -> None:
    await programme(chat)  # the check is from 8:30 to 10:30
    await one(chat, {"titles": {"zh-CN": "正中午的课", "en": "Noon"}}, starts_at=SUNDAY - timedelta(hours=2))
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("职业")
    await anna.presses("外卖骑手")
    await anna.sends("活动")
    anna.sees("正中午的课")
    await anna.presses("换种类")
    await anna.presses("避开我的高峰")
    anna.sees("不在你高峰", "免费体检", "应急救护")
    anna.sees_no("正中午的课")


async def test_a_full_course_has_a_waiting_list_and_a_freed_seat_is_offered_with_its_time(chat: Chat) -> None:
    await one(chat, seats=1)
    anna, bert = [await chat.person(name, agreed=True) for name in ("anna", "bert")]
    await books(anna)
    await anna.presses("报上")
    await bert.sends("培训")
    bert.sees("一个都没有")
    await bert.presses("满了的也看")
    await bert.presses("1")
    bert.sees("满了，还没人排队")
    await bert.presses("排队")
    bert.sees("有空位先问你，会告诉你留到几点")
    await bert.presses("排队")
    bert.sees("排上了，下一个就是你")
    await anna.presses("取消报名")
    await anna.presses("取消报名")
    anna.sees("取消好了")
    await bert.is_told()
    bert.sees("轮到你了：应急救护", "给你留到 11 月 27 日（周五）7:30")
    await bert.sends("我的报名")
    bert.sees("有位子等你点")
    await bert.presses("1")
    await bert.presses("要这个位子")
    bert.sees("报上了：应急救护")


async def test_what_an_event_asks_is_asked_once_and_an_emergency_in_between_keeps_it(chat: Chat) -> None:
    questions = {"questions": ["size", "emergency_contact"]}
    await one(chat, questions)
    anna = await chat.person("anna", agreed=True)
    await books(anna)
    anna.sees("衣服穿多大")
    await anna.presses("2XL")
    anna.sees("紧急联系人的电话")
    await anna.sends("我被车撞了")
    anna.sees("120")
    await anna.presses("回到刚才填的")
    anna.sees("紧急联系人的电话")
    await anna.sends("我老婆")
    anna.sees("不像电话号码", "紧急联系人的电话")
    await anna.sends("138 0000 0000")
    anna.sees("报这场吗", "衣服：2XL", "紧急联系人：13800000000")
    await anna.presses("报上")
    anna.sees("报上了")
    await one(chat, {**questions, "titles": {"zh-CN": "护学岗", "en": "Crossing"}}, starts_at=SUNDAY)
    await anna.sends("活动")
    await anna.presses("2")
    await anna.presses("报名")
    anna.sees("报这场吗？护学岗", "衣服：2XL", "跟你报的“应急救护”撞了")
    await anna.presses("改我填的")
    anna.sees("衣服穿多大")


async def test_who_has_not_agreed_is_asked_first_and_goes_on_where_they_were(chat: Chat) -> None:
    await one(chat)
    anna = await chat.person("anna")
    await anna.sends("/start")
    await anna.presses("先看看")
    await books(anna)
    anna.sees("同意")
    await anna.presses("同意")
    anna.sees("报这场吗")


async def test_a_button_of_long_ago_says_what_is_true_now(chat: Chat) -> None:
    await programme(chat)
    anna = await chat.person("anna", agreed=True)
    await anna.presses("培训活动")
    await anna.presses("3")
    await anna.presses("报名")
    confirm = anna.button("报上")
    await anna.presses("报上")
    await anna.sends("我的报名")
    await anna.presses("1")
    anna.sees("开始前 15 分钟，链接在这里")
    anna.sees_no("live.hewan")
    chat.time.move_to(SUNDAY + timedelta(days=1) - timedelta(minutes=10))
    await anna.sends("我的报名")
    await anna.presses("1")
    anna.sees("https://live.hewan.example/1")
    chat.wait(hours=4)
    if not chat.client.types_numbers:
        await anna.presses_button(confirm)
        anna.sees("已经开始或者结束了")
    await anna.sends("我的报名")
    anna.sees("你还没报什么")


async def test_in_english_it_reads_as_well(chat: Chat) -> None:
    await programme(chat)
    carl = await chat.person("carl", agreed=True, language="en")
    await carl.presses("Courses and events")
    carl.sees("events with free seats", "2. First aid", "6 left", "100 yuan subsidy")
    await carl.presses("2")
    carl.sees("Sunday, 29 November, 14:30–16:30", "河湾综合体, Third floor")
    await carl.presses("Book")
    carl.sees("Book this one? First aid")
    await carl.presses("Book it")
    carl.sees("Booked: First aid")


async def test_a_paper_that_expires_soon_names_the_event_that_renews_it(chat: Chat) -> None:
    await one(chat, {"kind": "health_check", "satisfies": "health", "titles": {"zh-CN": "免费体检", "en": "Check"}})
    anna = await chat.person("anna", agreed=True)
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends("2027-03-05")
    anna.sees_no("免费体检")
    await anna.presses("改日期")
    await anna.sends("2026-12-20")
    anna.sees("有一场能办：免费体检，周日 14:30，剩 2 个位子")
    await anna.presses("看这场")
    anna.sees("11 月 29 日（周日）14:30")
    await anna.sends("证件")
    await anna.presses("1")
    await anna.presses("改日期")
    await anna.sends("2026-11-27")
    anna.sees_no("有一场能办")
