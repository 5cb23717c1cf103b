"""Who writes for the first time: the welcome, the agreement, the door's code, the language."""

from typing import Any

import pytest
from aiogram.types import Update

from tests.world.chat import Chat


async def test_the_first_message_is_answered_with_a_welcome_once(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("你好")
    anna.sees("你好，我是暖新助手", "河湾市")
    assert sorted(anna.labels()) == sorted(["同意，开始", "先看看", "记哪些信息？"])
    await anna.sends("/start")
    anna.sees_no("你好，我是暖新助手")
    anna.sees("要什么")


async def test_looking_around_needs_no_agreement(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start")
    await anna.presses("先看看")
    await anna.presses("找暖新驿站")
    await anna.presses("厕所")
    await anna.shares_centre()
    anna.sees("青石路暖新驿站")
    await anna.sends("/me")
    anna.sees("还没点同意", "24 小时", "上次找的：厕所")


async def test_what_is_kept_is_said_before_agreeing(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start")
    await anna.presses("记哪些信息")
    anna.sees("聊天账号", "不记你的位置", "24 小时", "加密", "2026-11")
    await anna.presses("同意")
    anna.sees("记下了", "要什么")
    await anna.sends("/me")
    anna.sees("2026-11-26 同意", "2026-11")


@pytest.mark.parametrize("said", ["同意", "同意，开始", "我同意！"])
async def test_who_writes_that_they_agree_has_agreed(chat: Chat, said: str) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start")
    await anna.sends(said)
    anna.sees("记下了", "要什么")
    bert = await chat.person("bert")
    await bert.sends("/start")
    await bert.sends("好的")
    bert.sees_no("记下了")


async def test_what_is_needed_at_once_is_not_lost_behind_the_welcome(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("厕所")
    anna.sees("找厕所", "位置")
    await anna.shares_centre()
    anna.sees("1. 青石路暖新驿站")
    bert = await chat.person("bert")
    await bert.sends("我被车撞了")
    bert.sees("120", "122")


async def test_a_position_as_the_first_message_is_answered_with_places(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.shares_centre()
    anna.sees("现在开着的", "1. 青石路暖新驿站")


async def test_a_door_code_opens_its_place_before_and_after_the_agreement(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start st_T1")
    anna.sees("青石路暖新驿站", "青石路 88 号", "从侧门进")
    await anna.sends("/start")
    await anna.presses("同意")
    await anna.sends("/start st_T2")
    anna.sees("河湾综合体", "24 小时")
    await anna.presses("返回")
    anna.sees("现在要什么？")


async def test_an_unknown_door_code_is_said_to_be_unknown(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start st_NOWHERE")
    anna.sees("NOWHERE")
    await anna.presses("找暖新驿站")
    anna.sees("现在要什么？")


async def test_nobody_agrees_to_words_they_have_not_read(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/start")
    button = anna.button("同意")
    if button.press is None:  # a channel with numbers: its menu is always of today
        return
    button.press = button.press.replace("2026-11", "2025-01")
    await anna.presses_button(button)
    anna.sees("说明版本：2026-11")
    await anna.sends("/me")
    anna.sees("还没点同意")


async def test_a_client_in_another_language_is_spoken_to_in_english(chat: Chat) -> None:
    anna = await chat.person("anna", language="pl")
    await anna.sends("/start")
    anna.sees("Hello, I am Nuanxin Assistant", "Hewan")
    await anna.sends("toilet")
    anna.sees("Looking for: Toilet")
    await anna.shares_centre()
    anna.sees("1. 青石路暖新驿站 · 180 m · east · open until 22:00", "Sample data")


async def test_the_language_changes_with_the_very_next_answer(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends("/language")
    await anna.presses("English")
    anna.sees("Language: English")
    await anna.presses("Home")
    anna.sees("what you need")
    await anna.sends("/language")
    await anna.presses("中文")
    anna.sees("语言：中文")


async def test_no_update_has_the_id_of_another(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """aiogram would compare it field by field with all that it has lately seen of that id."""
    channel, ids = chat.client.channel, []
    read = channel.read

    def noted(*said: Any) -> Update:
        update = read(*said)
        ids.append(update.update_id)
        return update

    monkeypatch.setattr(channel, "read", noted)
    anna, bert = await chat.person("anna"), await chat.person("bert")
    for each in (anna, bert, anna):
        await each.sends("你好")
    assert len(set(ids)) == len(ids) >= 3
