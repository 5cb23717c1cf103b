"""Somebody is hurt: the card comes first, from anywhere, and what was being filled in waits."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from handlers.talk.meaning import Alarm, Meaning
from handlers.talk.texts import texts
from models.cases.evidence import Evidence
from models.outbox.parked import park
from models.people.person import Contact
from tests.world.chat import Chat, Someone
from tests.world.filing import filed_by

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


@contextmanager
def understood_as(chat: Chat, alarm: Alarm, *sentences: str) -> Iterator[None]:
    """Meanwhile these sentences ring so, whatever the reader makes of them."""
    read = chat.app.intake.things["understand"]

    def understand(text: str) -> Meaning:
        return replace(read(text), alarm=alarm) if text in sentences else read(text)

    chat.app.intake.things["understand"] = understand
    yield
    chat.app.intake.things["understand"] = read


def lines_to_call(anna: Someone) -> list[str]:
    """The numbers that end a line, in their order."""
    return re.findall(r"[:：] ?(\d{3,5})$", anna.text, re.MULTILINE)


# --- every time -------------------------------------------------------------------------------------------------------


async def test_the_card_comes_every_time_in_the_same_question_too(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    for sentence in ("我被车撞了", "我被车撞了", "着火了", "青石路有人被车撞了", *["着火了"] * 6):
        await anna.sends(sentence)
        assert {"120", "119" if "火" in sentence else "122"} <= set(lines_to_call(anna))
    await anna.shares_centre()
    anna.sees("有厕所")


async def test_nothing_that_is_pressed_edits_the_numbers_away(chat: Chat) -> None:
    anna = await chat.person("anna")
    for label in ("登记职业伤害", "事故怎么处理", "附近有药箱的", "没出事，我说的是别的", "首页"):
        await anna.sends("我被车撞了")
        cards = [seen for seen in anna.screen if "：122" in seen.text]
        if chat.client.types_numbers:  # what is on the paper stays there
            continue
        assert [seen.buttons for seen in cards] == [[]]
        await anna.presses(label)


@pytest.mark.parametrize(("channel", "database_kind"), WITH_CAPTIONS, indirect=True)
async def test_an_edited_message_rings_and_its_sentence_is_kept(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我车后了", message_id=7)
    await anna.edits(7, "我被车撞了，腿在流血")
    anna.sees("急救：120", "交通事故：122")
    await to_evidence(anna)
    await anna.sends("坑、裂缝", message_id=8)
    await anna.edits(8, "我被车撞了")
    anna.sees("交通事故：122")
    await anna.presses("回到刚才填的")
    anna.sees("我被车撞了")


@pytest.mark.parametrize(("channel", "database_kind"), WITH_CAPTIONS, indirect=True)
async def test_a_later_part_of_an_album_rings(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await to_evidence(anna)
    await anna._do({"photo": "first", "album": "album"})
    anna.sees_no("120")
    await anna._do({"photo": "second", "album": "album", "caption": "我被车撞了"})
    anna.sees("交通事故：122")


@pytest.mark.parametrize("face", ["/::<我被车撞了", "//我被车撞了"])
async def test_a_stroke_alone_is_no_command(chat: Chat, face: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(face)
    anna.sees("交通事故：122")


# --- the card that fits -----------------------------------------------------------------------------------------------


async def test_two_kinds_give_the_numbers_of_both(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    with understood_as(chat, Alarm(("violence", "traffic")), "对方司机要打我，撞车了"):
        await anna.sends("对方司机要打我，撞车了")
    assert lines_to_call(anna) == ["110", "120", "122"]
    anna.sees("人多、有灯的地方")


async def test_something_happened_gives_all_four_and_asks_what(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    with understood_as(chat, Alarm(()), "出事了"):
        await anna.sends("出事了")
    assert lines_to_call(anna) == ["120", "122", "110", "119"]
    assert {"撞车了", "受伤了", "着火了", "被打了", "首页"} <= set(anna.labels())
    for label, number in (("撞车了", "122"), ("着火了", "119"), ("被打了", "110"), ("受伤了", "120")):
        if not chat.client.types_numbers:
            await anna.presses(label)
            assert lines_to_call(anna)[0:2].count(number) == 1
            assert not any(seen.edited for seen in anna.screen)
    if chat.client.types_numbers:
        await anna.presses("撞车了")
        anna.sees("122", "事故怎么处理")


async def test_first_aid_is_said_where_it_is_known_and_nowhere_else(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我受伤了")
    anna.sees_no("血流不止")
    with understood_as(chat, Alarm(("injury",), first_aid="bleeding"), "手划开了，血止不住"):
        await anna.sends("手划开了，血止不住")
    anna.sees("急救：120", "压住伤口", "电话里先说你在哪")


async def test_the_nearest_first_aid_kit_is_one_press_away(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我受伤了")
    await anna.presses("附近有药箱的")
    anna.sees("药箱")


# --- no alarm ---------------------------------------------------------------------------------------------------------


async def test_a_false_alarm_costs_one_press(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    with understood_as(chat, Alarm(("injury",)), "青石路哪里有厕所"):
        await anna.sends("青石路哪里有厕所")
        anna.sees("急救：120")
        await anna.presses("没出事，我说的是别的")
        anna.sees("有厕所", "距离从青石路算")
        anna.sees_no("急救：120")


async def test_a_false_alarm_of_long_ago_is_asked_for_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我被车撞了")
    no = anna.button("没出事，我说的是别的")
    await anna.sends("首页")
    if no.press is None:  # a channel with numbers: the menu last shown counts
        return
    await anna.presses_button(no)
    anna.sees("再说一次")


async def to_question_with_words(anna: Someone) -> None:
    await anna.sends("培训活动")
    await anna.presses("换种类、时间")
    await anna.presses("打字找")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_every_example_of_a_search_is_looked_for(chat: Chat, locale: str) -> None:
    anna = await chat.person("anna", agreed=True)
    examples = re.findall("“(.+?)”", texts().in_(locale)("event-which-words"))
    assert examples
    for example in examples:
        with understood_as(chat, Alarm(("injury",), word=True), example):
            await to_question_with_words(anna)
            await anna.sends(example)
            anna.sees_no("急救：120")
            anna.sees("现在一个都没有")
            await anna.sends("首页")
            await anna.sends(example)
            anna.sees("急救：120")


async def test_a_sentence_rings_where_words_are_awaited(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await to_question_with_words(anna)
    await anna.sends("我被车撞了")
    anna.sees("交通事故：122")


# --- what was being filled in -----------------------------------------------------------------------------------------


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
