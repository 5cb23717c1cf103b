"""Whatever is said, sent or pressed is answered."""

from typing import Any

import pytest

from models.people.person import CONSENT_VERSION
from tests.world.chat import Button, Chat


@pytest.mark.parametrize(
    ("said", "found"),
    [("厕所", "厕所"), ("哪里有热水", "热水"), ("手机没电了", "手机充电"), ("躲雨", "雨伞雨衣"), ("toilet", "厕所")],
)
async def test_words_for_a_need_lead_to_the_search(chat: Chat, said: str, found: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(said)
    anna.sees("找", found, "位置")


@pytest.mark.parametrize("said", ["驿站", "/stations"])
async def test_asking_for_stations_asks_what_is_needed(chat: Chat, said: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(said)
    anna.sees("现在要什么？")


async def test_what_is_not_understood_gets_the_menu(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("今天天气不错嘛哈哈")
    anna.sees("没听懂", "要什么", "120、122")
    assert {"📍 找暖新驿站", "📰 查政策", "👤 我的"} <= set(anna.labels())


@pytest.mark.parametrize("said", ["首页", "菜单", "MENU", "/help"])
async def test_the_way_home_can_be_typed_from_anywhere(chat: Chat, said: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends(said)
    anna.sees("要什么")
    await anna.sends("火星大道")
    anna.sees("没听懂")  # no spot is awaited any more


async def test_an_unknown_command_is_no_answer_to_a_question(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("/anything")
    anna.sees("没听懂")
    await anna.sends("青石路")
    anna.sees("有厕所")


async def test_the_name_of_a_street_alone_shows_what_is_open_there(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("青石路")
    anna.sees("现在开着的", "1. 青石路暖新驿站", "距离从青石路算")


async def test_a_photo_is_answered(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo()
    anna.sees("收到", "是什么事？")


async def test_a_button_that_nobody_knows_any_more_is_answered(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    agreed = f"agree:{CONSENT_VERSION}:gone"
    for pressed in ("gone:1", "need:ended", "place:999999", "near|street|gone", "list:7:1:0", agreed):
        await anna.presses_button(Button("old", press=pressed, message_id=1))
        assert any(words in anna.text for words in ("过期", "没有了", "撤了", "找不到", "不在了"))


async def test_a_number_that_is_not_there_leaves_the_numbers_above_as_they_were(chat: Chat) -> None:
    """Where nothing can be pressed, a slip costs nothing; and 0 is home everywhere."""
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/me")
    await anna.sends("19")
    if not chat.client.types_numbers:
        anna.sees("没听懂")
        return
    anna.sees("没有这个数字")
    await anna.presses("语言")
    anna.sees("English")
    await anna.sends("/menu")
    await anna.sends("0")
    anna.sees("要什么" if chat.client.channel.name == "wechat" else "没有这个数字")


async def test_no_screen_of_wechat_tells_to_press_what_cannot_be_pressed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for said in ("/menu", "随便说说", "/me"):
        await anna.sends(said)
        if chat.client.channel.name == "wechat":
            anna.sees_no("点一下")


async def test_no_filter_on_the_way_of_a_message_takes_a_thread(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    async def thread(function: Any, *_: Any, **__: Any) -> Any:
        raise AssertionError(f"{function} is called in a thread: tens of those take longer than the answer")

    monkeypatch.setattr("aiogram.dispatcher.event.handler.asyncio.to_thread", thread)
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    anna.sees("位置")
    await anna.presses("首页")
    anna.sees("要什么")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_a_slip_put_right_is_answered(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("测所在哪", message_id=7)
    await anna.edits(7, "厕所在哪")
    anna.sees("找厕所", "位置")
    await anna.edits(7, "热水在哪")
    anna.sees("热水")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_an_edit_that_cannot_be_taken_says_so(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("免打扰")
    await anna.presses("自己定")
    await anna.edits(9, "22点到7点")
    anna.sees("重新发一句")
