"""Somebody is hurt: the card comes first, from anywhere, and what was being filled in waits."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.case_draft import CaseDraft
from models.evidence import Evidence
from models.parked_reply import park
from models.person import Contact
from tests.chat import Chat, Someone
from tests.filing import filed_by

WITH_CAPTIONS = [("telegram", "sqlite"), ("telegram", "postgresql")]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("出事了", ["120"]),
        ("我被车撞了", ["120", "122"]),
        ("着火了", ["119", "120"]),
        ("被人打了", ["110", "120"]),
        ("不想活了", ["120", "110", "12356"]),
    ],
)
async def test_the_numbers_to_call_stand_on_lines_of_their_own(chat: Chat, sentence: str, numbers: list[str]) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(sentence)
    lines = anna.text.splitlines()
    assert all(any(line.endswith(f"：{number}") for line in lines) for number in numbers)
    assert anna.labels()[-1] == "首页"


async def test_the_card_speaks_english_too(chat: Chat) -> None:
    anna = await chat.person("anna", language="en", agreed=True)
    await anna.sends("I was hit by a car")
    anna.sees("ambulance: 120", "Traffic accident: 122")


async def to_evidence(anna: Someone) -> None:
    """A case of one kind of trouble, up to its second question."""
    await anna.presses("随手拍")
    await anna.presses("路面坏了")
    await anna.sends("青石路和望江路口")
    anna.sees("（2/4）")


async def evidence_count(chat: Chat) -> int:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(Evidence))).one()


@pytest.mark.parametrize(("channel", "database_kind"), WITH_CAPTIONS, indirect=True)
async def test_a_photo_that_comes_with_the_sentence_is_kept_and_the_sentence_waits(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await to_evidence(anna)
    await anna.sends_photo(caption="我骑车摔进去被车撞了")
    anna.sees("交通事故：122", "收下了，放进材料里")
    assert await evidence_count(chat) == 1
    await anna.presses("回到刚才填的")
    anna.sees("（2/4）", "我骑车摔进去被车撞了")
    await anna.presses("坑、裂缝")
    await anna.presses("小心能过")
    anna.sees("已收 1 份")


@pytest.mark.parametrize(("channel", "database_kind"), WITH_CAPTIONS, indirect=True)
async def test_a_photo_with_the_sentence_is_added_to_a_case_that_is_filed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await filed_by(anna)
    await anna.sends("我的")
    await anna.presses("进度")
    await anna.presses("1")
    await anna.presses("补充")
    await anna.sends_photo(caption="又把我打伤了，被人打了")
    anna.sees("110", "收下了，放进材料里")
    assert await evidence_count(chat) == 1
    await anna.presses("回到刚才填的")
    await anna.presses("就用刚才那句")
    anna.sees("补上了")


@pytest.mark.parametrize(("channel", "database_kind"), WITH_CAPTIONS, indirect=True)
async def test_too_large_a_file_with_the_sentence_is_told_below_the_numbers(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await to_evidence(anna)
    await anna._do(
        {"document": {"file_id": "v", "file_name": "v.mp4", "file_size": 2 * 1024**3}, "caption": "我被车撞了"}
    )
    anna.sees("交通事故：122", "20 MB")
    assert await evidence_count(chat) == 0


async def test_the_question_where_waits_for_its_answer(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("我被车撞了")
    anna.sees("交通事故：122")
    await anna.shares_centre()
    anna.sees("有厕所", "1. 青石路暖新驿站")


async def test_one_can_go_back_and_use_the_sentence_as_the_answer(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("我在青石路被车撞了")
    anna.sees("122")
    await anna.presses("回到刚才填的")
    anna.sees("我在青石路被车撞了", "找厕所")
    await anna.presses("就用刚才那句")
    anna.sees("有厕所", "距离从青石路算")


async def test_the_same_form_is_interrupted_once(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("我被车撞了")
    await anna.sends("青石路有人被车撞了")
    anna.sees("有厕所", "距离从青石路算")
    await anna.sends("厕所")
    await anna.sends("我被车撞了")
    anna.sees("122")


async def test_who_wants_to_die_gets_the_card_though_another_was_shown(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("我被车撞了")
    await anna.sends("不想活了")
    anna.sees("12356")


async def test_outside_of_forms_the_card_always_comes(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for _ in range(2):
        await anna.sends("我被车撞了")
        anna.sees("122")


async def test_going_back_when_nothing_waits_says_so(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("我被车撞了")
    back = anna.button("回到刚才填的")
    await anna.sends("首页")
    if back.press is None:  # a channel with numbers: the menu last shown counts
        return
    await anna.presses_button(back)
    anna.sees("刚才没有在填的")


@pytest.mark.parametrize("sentence", ["累死了，歇会儿", "今天爆单了", "火大"])
async def test_figures_of_speech_are_no_emergency(chat: Chat, sentence: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(sentence)
    anna.sees_no("急救：120")


async def test_the_card_does_not_wait_behind_a_reply_that_could_not_be_sent(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    async with chat.app.database.transaction() as session:
        contact_id = (await session.scalars(sa.select(Contact.id))).one()
        after = timedelta(hours=1)
        await park(session, contact_id, [], now=chat.app.clock(), after=after, error="500")
    await anna.sends("我被车撞了")
    anna.sees("交通事故：122")


@pytest.mark.parametrize("yes", ["要", "好", "嗯", "yes"])
async def test_who_says_yes_to_somebody_gets_to_them_from_anywhere(chat: Chat, yes: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("超时罚了我50块，根本不是我的问题")
    await anna.presses("要，接着填")
    await anna.presses("平台甲")
    await anna.sends("不想活了")
    await anna.sends(yes)
    anna.sees("找个人说说", "（1/")
    async with chat.app.database.reading() as session:
        begun = await session.scalars(sa.select(CaseDraft.type))
    assert sorted(begun) == ["deduction", "talk"], "the complaint waits where it was"


async def test_a_yes_that_comes_later_is_an_answer_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("不想活了")
    await anna.sends("厕所")
    await anna.sends("要")
    anna.sees_no("找个人说说")


async def test_a_yes_after_going_back_to_the_form_is_its_answer(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("不想活了")
    await anna.presses("回到刚才填的")
    await anna.sends("好")
    anna.sees_no("找个人说说")
