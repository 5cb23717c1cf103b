"""Somebody wants to die: two presses to a human, no form; the numbers stay in sight until that human has written."""

from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.personal import anonymise_left
from models.cases.steps import CaseState
from models.casework.urgent import forget_strangers
from models.outbox.causes import CauseKind, cause_of, kind_of
from models.outbox.message import OutboxMessage, OutboxState
from models.people.person import Person
from models.staff.post import Staff, StaffRole
from tests.world.chat import Chat, Someone
from tests.world.staff_chat import a_colleague

NUMBERS = ("想找人说说：12356", "急救：120", "报警：110")
IN_SIGHT = "☎️ 难受就打 12356，有危险打 120、110。"
UNION, LEAD = "union", "social_work"


async def calls(chat: Chat, name: str = "anna", **about: Any) -> Someone:
    """Somebody who says it and presses the one button."""
    anna = await chat.person(name, **about)
    await anna.sends("不想活了")
    anna.sees(*NUMBERS, "要不要让总工会的人现在就来找你")
    await anna.presses("让人现在联系我")
    return anna


async def cases(chat: Chat) -> list[Case]:
    async with chat.app.database.reading() as session:
        return list(await session.scalars(sa.select(Case).order_by(Case.id)))


async def rung(chat: Chat) -> list[str]:
    """The names of those who were rung, once for each time."""
    async with chat.app.database.reading() as session:
        rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.state == OutboxState.SENT))
        causes = [str(cause_of(each)) for each in rows]
        rung = [each for each in causes if kind_of(each) == CauseKind.URGENT_CASE]
        return sorted([(await session.get_one(Staff, int(each.partition("@")[2]))).name for each in rung])


async def test_one_press_files_it_and_rings_who_is_on_duty_at_once(chat: Chat) -> None:
    wang = await a_colleague(chat, "王老师", UNION)
    await a_colleague(chat, "赵主任", LEAD)
    anna = await calls(chat)  # who has agreed to nothing
    anna.sees("记下了", "总工会的人会在这里找你", "看不到你是谁", *NUMBERS)
    assert "可以记着" in anna.labels()
    anna.sees_no("NX-", "月", "转给")
    await wang.is_told()
    wang.sees("不想活了", "没留名字")
    assert await rung(chat) == ["王老师"], "the lead department is rung when nobody comes"
    (case,) = await cases(chat)
    assert (case.type, case.department, case.urgent, case.anonymous) == ("talk", UNION, True, True)
    assert case.person_id is None


async def test_a_human_takes_it_with_one_press_writes_and_is_answered(chat: Chat) -> None:
    wang = await a_colleague(chat, "王老师", UNION)
    anna = await calls(chat)
    await wang.is_told()
    await wang.presses("我来联系")
    wang.sees("不想活了", "直接打字")
    wang.sees_no("截图")
    await anna.is_told()
    anna.sees("总工会的王老师看到了")
    await anna.sends("首页")
    anna.sees(IN_SIGHT)
    for words in ("我在，你在哪儿？", "别挂，慢慢说"):  # one after the other, without a button and without an answer
        await wang.sends(words)
        wang.sees("发给他了", words, "直接打字")
        chat.wait(seconds=5)
        await anna.is_told()
        anna.sees(words)
    for words in ("在江边", "厕所那边"):  # typed, without a button
        await anna.sends(words)
        anna.sees("发给他了")
        anna.sees_no(IN_SIGHT)
        chat.wait(seconds=5)
        await wang.is_told()
        wang.sees(words)
    await wang.sends("好，我陪着你")
    wang.sees("在江边", "发给他了")
    await wang.sends("首页")
    await anna.sends("不怕了")
    chat.wait(seconds=5)
    await wang.is_told()
    await wang.presses("回他一句")
    wang.sees("不怕了", "直接打字")
    await anna.sends("首页")
    anna.sees("要什么")


async def test_the_numbers_stay_in_sight_on_every_screen_until_then(chat: Chat) -> None:
    await a_colleague(chat, "王老师", UNION)
    anna = await calls(chat, agreed=True)
    for text in ("首页", "厕所", "乱七八糟的一句话", "/menu", "/me"):
        await anna.sends(text)
        assert anna.text.count(IN_SIGHT) == 1
    await anna.presses("进度")
    anna.sees(IN_SIGHT)
    if not chat.client.types_numbers:
        await anna.presses("1")
        anna.sees(IN_SIGHT, "已经告诉总工会的人了")
        anna.sees_no("接不接", "答复")


async def test_a_second_press_and_the_sentence_again_file_nothing_more(chat: Chat) -> None:
    await a_colleague(chat, "王老师", UNION)
    anna = await chat.person("anna", agreed=True)
    await anna.sends("不想活了")
    button = anna.button("让人现在联系我")
    await anna.presses_button(button)
    if button.press is not None:
        await anna.presses_button(button)
        anna.sees("记下了", *NUMBERS)
    await anna.sends("我想死")
    anna.sees(*NUMBERS, "已经告诉总工会的人了")
    assert "让人现在联系我" not in anna.labels()
    assert len(await cases(chat)) == 1


@pytest.mark.parametrize("yes", ["要", "好", "嗯", "yes"])
async def test_a_yes_in_words_calls_too_and_the_form_waits(chat: Chat, yes: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("超时罚了我50块，根本不是我的问题")
    await anna.presses("要，接着填")
    await anna.sends("不想活了")
    await anna.sends(yes)
    anna.sees("记下了", *NUMBERS)
    assert [case.type for case in await cases(chat)] == ["talk"]
    await anna.sends("首页")
    await anna.presses("接着填")
    anna.sees("哪个平台", IN_SIGHT)


async def test_where_nobody_can_be_rung_it_is_said_at_once(chat: Chat) -> None:
    anna = await calls(chat, agreed=True)
    anna.sees("现在没有人在线", "别等", *NUMBERS)
    assert len(await cases(chat)) == 1


async def test_at_night_the_shift_is_rung_and_what_it_writes_goes_at_once(chat: Chat) -> None:
    chat.wait(hours=11)  # 2:00
    await a_colleague(chat, "白班", UNION)
    by_night = await a_colleague(chat, "夜班", UNION, StaffRole.LEAD)
    anna = await calls(chat)
    await by_night.is_told()
    by_night.sees("不想活了")
    assert await rung(chat) == ["夜班"]
    await by_night.presses("我来联系")
    await anna.is_told()
    await by_night.sends("我在")
    chat.wait(seconds=5)
    await anna.is_told()
    anna.sees("我在")


async def test_what_is_typed_before_somebody_comes_is_there_when_they_do(chat: Chat) -> None:
    wang = await a_colleague(chat, "王老师", UNION)
    anna = await calls(chat)  # who has agreed to nothing
    for words in ("我在跨江桥上", "穿蓝色工服"):
        await anna.sends(words)
        anna.sees("总工会的人来了就看得到", IN_SIGHT)
    await wang.is_told()
    await wang.presses("我来联系")
    wang.sees("不想活了", "我在跨江桥上", "穿蓝色工服")


async def test_where_nobody_comes_for_hours_what_is_typed_is_understood_again(chat: Chat) -> None:
    anna = await calls(chat, agreed=True)
    chat.wait(hours=3)
    await anna.sends("青石路厕所")
    anna.sees("有厕所", IN_SIGHT)


async def test_what_sounds_the_alarm_again_reaches_the_human_too(chat: Chat) -> None:
    wang = await a_colleague(chat, "王老师", UNION)
    anna = await calls(chat)
    await wang.is_told()
    await wang.presses("我来联系")
    await anna.sends("我想死，在跨江桥上")
    anna.sees(*NUMBERS, "已经告诉总工会的人了")
    chat.wait(seconds=5)
    await wang.is_told()
    wang.sees("在跨江桥上")


async def test_who_does_not_come_is_followed_by_everybody_until_somebody_does(chat: Chat) -> None:
    await a_colleague(chat, "王老师", UNION)
    zhao = await a_colleague(chat, "赵主任", LEAD)
    await calls(chat)
    await zhao.is_told()
    assert await rung(chat) == ["王老师"]
    chat.wait(minutes=5, seconds=10)
    await zhao.is_told()
    assert await rung(chat) == ["王老师", "王老师", "赵主任"]
    await zhao.presses("我来联系")
    chat.wait(minutes=15)
    await zhao.is_told()
    assert len(await rung(chat)) == 3


async def test_without_an_agreement_it_is_kept_until_it_is_over_and_then_forgotten(chat: Chat) -> None:
    async def forgets() -> int:
        async with chat.app.database.transaction() as session:
            await forget_strangers(session, now=chat.app.clock())
            await anonymise_left(session, city=chat.city, now=chat.app.clock())
            return await session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0

    wang = await a_colleague(chat, "王老师", UNION)
    await calls(chat)
    chat.wait(days=3)
    assert await forgets() == 2
    async with chat.app.database.transaction() as session:
        await session.execute(sa.update(Case).values(state=CaseState.CLOSED, ended_at=chat.app.clock()))
    await wang.sends("/menu")
    assert await forgets() == 1
    (case,) = await cases(chat)
    assert case.answers == {}


async def test_to_agree_afterwards_keeps_the_person(chat: Chat) -> None:
    await a_colleague(chat, "王老师", UNION)
    anna = await calls(chat)
    await anna.presses("可以记着")
    anna.sees(IN_SIGHT)
    async with chat.app.database.reading() as session:
        assert len((await session.scalars(sa.select(Person).where(Person.consent_at.is_not(None)))).all()) == 1
