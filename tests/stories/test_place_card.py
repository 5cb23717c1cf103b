"""One place: the pin, what people say of it, and a door that was shut."""

from datetime import UTC, datetime

import sqlalchemy as sa

from models.places.host import hide_unanswered
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.staff.post import StaffRole
from models.values.written_hours import to_osm
from tests.stories.test_staff_joining import a_code
from tests.world.chat import Chat, Someone
from tests.world.filing import known_for_a_while


async def opens_first(anna: Someone) -> None:
    await anna.sends("厕所")
    await anna.shares_centre()
    await anna.presses("1")
    anna.sees("青石路暖新驿站")


async def test_the_pin_on_the_map_has_a_way_back(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await opens_first(anna)
    await anna.presses("地图位置")
    anna.sees("青石路暖新驿站", "青石路 88 号")
    await anna.presses("返回")
    anna.sees("青石路暖新驿站（180 米，东）")


async def test_a_good_word_counts_once_a_person(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await opens_first(anna)
    await anna.presses("不错")
    anna.sees("记下了", "觉得不错：1 人")
    await anna.presses("不错")
    anna.sees("觉得不错：1 人")
    bert = await chat.person("bert")
    await opens_first(bert)
    await bert.presses("不错")
    bert.sees("觉得不错：2 人")


async def finds_it_shut(someone: Someone) -> None:
    await opens_first(someone)
    await someone.presses("有问题")
    await someone.presses("没开门")


async def test_two_people_before_a_shut_door_hide_the_place(chat: Chat) -> None:
    anna, bert = await known_for_a_while(chat, "anna", "bert")
    for someone, said in ((anna, "再有一个人"), (bert, "不止你一个人")):
        await finds_it_shut(someone)
        someone.sees(said)
    carl = await chat.person("carl")
    await carl.sends("厕所")
    await carl.shares_centre()
    carl.sees("1. 望江暖新驿站")
    carl.sees_no("青石路暖新驿站")
    await carl.presses("没开的也看")
    carl.sees("青石路暖新驿站　180 米　东　有人说没开门")


async def test_people_who_came_just_now_or_agreed_to_nothing_hide_nothing(chat: Chat) -> None:
    for name, agreed in (("anna", True), ("bert", True), ("carl", False), ("dora", False)):
        someone = await chat.person(name, agreed=agreed)
        await finds_it_shut(someone)
        someone.sees("先不算数")
    (old,) = await known_for_a_while(chat, "old")
    await finds_it_shut(old)
    old.sees("再有一个人")


async def test_nobody_stands_before_many_doors_in_an_hour(chat: Chat) -> None:
    (anna,) = await known_for_a_while(chat, "anna")
    for code in ("T1", "T2", "T3", "T4", "T5", "T6"):
        await anna.sends(f"/start st_{code}")
        await anna.presses("有问题")
        await anna.presses("没开门")
    anna.sees("说得够多了")


async def test_the_host_is_asked_before_the_place_is_hidden(chat: Chat) -> None:
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).where(Place.code == "T1"))).one()
    host = await chat.person("host")
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    anna, bert, carl, dora = await known_for_a_while(chat, "anna", "bert", "carl", "dora")
    await finds_it_shut(anna)
    anna.sees("会告诉管这里的人")
    await finds_it_shut(bert)
    bert.sees("问了管这里的人", "15 分钟")
    await host.is_told()
    host.sees("青石路暖新驿站没开门，开着吗", "15 分钟没回")
    await host.presses("今天开")
    host.sees("记下了，今天开")
    chat.wait(minutes=16)
    assert await _hidden(chat) == 0
    await opens_first(carl)
    carl.sees("现在开着")
    chat.wait(hours=1)
    for someone in (carl, dora):
        await finds_it_shut(someone)
    dora.sees("问了管这里的人")
    chat.wait(minutes=14)
    assert await _hidden(chat) == 0
    chat.wait(minutes=2)
    assert await _hidden(chat) == 1
    await anna.sends("/start st_T1")
    anna.sees_no("现在开着")


async def _hidden(chat: Chat) -> int:
    async with chat.app.database.transaction() as session:
        return await hide_unanswered(session, city=chat.city, now=datetime.now(UTC))


async def test_one_person_before_a_shut_door_hides_nothing(chat: Chat) -> None:
    (anna,) = await known_for_a_while(chat, "anna")
    await opens_first(anna)
    for _ in range(2):
        await anna.presses("有问题")
        await anna.presses("没开门")
        anna.sees("再有一个人")
        await anna.presses("返回")
        anna.sees("1. 青石路暖新驿站")
        await anna.presses("1")


async def test_a_missing_service_is_noted_with_the_need_that_was_looked_for(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await opens_first(anna)
    await anna.presses("有问题")
    await anna.presses("没有这项服务")
    anna.sees("记下了", "不记你是谁")
    async with chat.app.database.reading() as session:
        said = (await session.scalars(sa.select(PlaceFeedback))).one()
    assert (said.kind, said.need, said.person_id) == (FeedbackKind.MISSING_SERVICE, "toilet", None)


async def test_other_problems_are_noted(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await opens_first(anna)
    for problem in ("不让进", "位置不对"):
        await anna.presses("有问题")
        await anna.presses(problem)
        anna.sees("记下了")
        await anna.presses("返回")
        await anna.presses("1")


async def test_a_pause_at_noon_and_a_season_are_said_as_todays_hours(chat: Chat) -> None:
    async with chat.app.database.transaction() as session:
        hours = to_osm("夏季7:00-22:00，冬季8:00-18:30，午休12:00-14:00")
        await session.execute(sa.update(Place).where(Place.code == "T1").values(hours=hours))
    anna = await chat.person("anna", agreed=True)
    await opens_first(anna)
    anna.sees("现在开着，18:30 关。今天开：8:00–12:00、14:00–18:30。")
    chat.wait(hours=-3)
    await opens_place(anna, "青石路暖新驿站")
    anna.sees("现在关着，14:00 开。今天开：8:00–12:00、14:00–18:30。")


async def opens_place(anna: Someone, name: str) -> None:
    await anna.sends(name)
    anna.sees(name)


async def test_a_card_leads_to_the_map_where_the_service_has_an_address(chat: Chat) -> None:
    chat.app.intake.things["map_page"] = "https://nuanxin.example.org/map"
    anna = await chat.person("anna", agreed=True)
    await opens_first(anna)
    assert "https://nuanxin.example.org/map?place=T1" in [each.url for each in anna.buttons()]
    await anna.presses("有问题")
    anna.sees("怎么了")
