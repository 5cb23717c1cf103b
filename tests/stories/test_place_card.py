"""One place: the pin, what people say of it, and a door that was shut."""

import sqlalchemy as sa

from models.place import FeedbackKind, PlaceFeedback
from tests.chat import Chat, Someone


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


async def test_two_people_before_a_shut_door_hide_the_place(chat: Chat) -> None:
    for name, said in (("anna", "再有一个人"), ("bert", "不止你一个人")):
        someone = await chat.person(name, agreed=True)
        await opens_first(someone)
        await someone.presses("有问题")
        await someone.presses("没开门")
        someone.sees(said)
    carl = await chat.person("carl")
    await carl.sends("厕所")
    await carl.shares_centre()
    carl.sees("1. 望江暖新驿站")
    carl.sees_no("青石路暖新驿站")
    await carl.presses("没开的也看")
    carl.sees("青石路暖新驿站　180 米　东　有人说没开门")


async def test_one_person_before_a_shut_door_hides_nothing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
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
