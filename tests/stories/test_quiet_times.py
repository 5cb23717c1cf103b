"""免打扰: when a person is left in peace is shown, chosen, typed, and put right."""

import pytest

from tests.world.chat import Chat, Someone


async def rider(chat: Chat) -> Someone:
    """Somebody who delivers food, before their quiet times."""
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("职业")
    await anna.presses("外卖骑手")
    anna.sees("免打扰：11:00–13:30、17:00–20:00、22:00–次日 7:00")
    return await anna.presses("免打扰")


async def test_the_work_decides_until_the_person_does(chat: Chat) -> None:
    anna = await rider(chat)
    anna.sees("11:00–13:30、17:00–20:00、22:00–次日 7:00", "夜里，加上外卖骑手最忙的时候", "急事随时发")
    await anna.presses("只要夜里")
    anna.sees("好，改了", "不打扰你：22:00–次日 7:00。", "你自己定的")
    await anna.presses("都不要")
    anna.sees("什么时候都会给你发消息")
    await anna.presses("返回")
    anna.sees("免打扰：没有")
    await anna.presses("免打扰")
    await anna.presses("按我的职业来")
    anna.sees("11:00–13:30", "最忙的时候")
    await anna.presses("首页")
    anna.sees_no("免打扰")


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("晚上10点到早上7点", "22:00–次日 7:00"),
        ("11点到13点半，22:00-7:00", "11:00–13:30、22:00–次日 7:00"),
        ("1:00-5:00", "凌晨 1:00–5:00"),
        ("23点到6点,5点到8点半", "23:00–次日 8:30"),
    ],
)
async def test_ones_own_times_are_typed(chat: Chat, typed: str, times: str) -> None:
    anna = await rider(chat)
    await anna.presses("自己定")
    anna.sees("什么时间别打扰你")
    await anna.sends(typed)
    anna.sees("好，改了", f"不打扰你：{times}。")
    await anna.sends("我的")
    anna.sees(f"免打扰：{times}")


async def test_what_cannot_be_read_loses_nothing_and_is_asked_again(chat: Chat) -> None:
    anna = await rider(chat)
    await anna.presses("自己定")
    for typed, answer in (
        ("晚点再说", "没看懂，原来的没动"),
        ("3", "没看懂，原来的没动"),
        ("11点半到1点半", "分不清是上午还是下午"),
        ("3点到20点", "一天最多 16 小时"),
    ):
        await anna.sends(typed)
        anna.sees(answer, "什么时间别打扰你")
    await anna.sends("11点半到13点半")
    anna.sees("不打扰你：11:30–13:30。")


async def test_going_back_awaits_nothing_more(chat: Chat) -> None:
    anna = await rider(chat)
    await anna.presses("自己定")
    await anna.presses("返回")
    anna.sees("22:00–次日 7:00")
    await anna.sends("1:00-2:00")
    anna.sees_no("好，改了")
    await anna.sends("免打扰")
    anna.sees("11:00–13:30、17:00–20:00、22:00–次日 7:00")


async def test_who_needs_something_else_meanwhile_gets_it(chat: Chat) -> None:
    anna = await rider(chat)
    await anna.presses("自己定")
    await anna.sends("厕所")
    await anna.shares_centre()
    anna.sees("厕所")


async def test_an_emergency_comes_first_and_the_question_is_still_there(chat: Chat) -> None:
    anna = await rider(chat)
    await anna.presses("自己定")
    await anna.sends("我被车撞了")
    anna.sees("120")
    await anna.presses("回到刚才填的")
    anna.sees("我被车撞了", "什么时间别打扰你")
    await anna.sends("22:00-7:00")
    anna.sees("好，改了")


async def test_who_did_not_agree_is_asked_then_and_gets_what_they_chose(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("免打扰")
    anna.sees("22:00–次日 7:00", "谁都不打扰", "选了职业")
    await anna.presses("都不要")
    anna.sees("得你先同意")
    await anna.presses("同意")
    anna.sees("好，改了", "什么时候都会给你发消息")
    await anna.presses("自己定")
    anna.sees("什么时间别打扰你")


async def test_a_photo_is_no_time(chat: Chat) -> None:
    if chat.client.channel.name == "text":
        return
    anna = await rider(chat)
    await anna.presses("自己定")
    await anna.sends_photo()
    anna.sees("打字告诉我", "什么时间别打扰你")


async def test_the_occupation_can_be_named_from_here(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("免打扰")
    await anna.presses("选职业")
    await anna.presses("网约车司机")
    anna.sees("免打扰：17:00–19:00、22:00–次日 9:00")


async def test_in_english_too(chat: Chat) -> None:
    bob = await chat.person("bob", language="en", agreed=True)
    await bob.sends("quiet times")
    bob.sees("22:00–7:00 the next day")
    await bob.presses("My own times")
    await bob.sends("10pm to 6am")
    bob.sees("Done.", "22:00–6:00 the next day")
