"""On Telegram the keyboard that sends the position goes when the place is known, or the question is over."""

import pytest
from aiogram.methods import SendMessage
from aiogram.types import ReplyKeyboardMarkup, ReplyKeyboardRemove

from tests.world.chat import Chat

pytestmark = pytest.mark.parametrize(
    ("channel", "database_kind"), [("telegram", "sqlite"), ("telegram", "postgresql")], indirect=True
)


def keyboard_there(chat: Chat) -> bool:
    """As the client shows it: the last one that came stays until it is taken away."""
    markups = [each.reply_markup for each in chat.client.session.requests if isinstance(each, SendMessage)]
    below = [each for each in markups if isinstance(each, ReplyKeyboardMarkup | ReplyKeyboardRemove)]
    return bool(below) and isinstance(below[-1], ReplyKeyboardMarkup)


async def test_it_goes_when_the_place_is_known(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    assert keyboard_there(chat)
    await anna.shares_centre()
    assert not keyboard_there(chat)
    anna.sees("1. 青石路暖新驿站")
    await anna.presses("1")
    anna.sees("青石路暖新驿站（180 米，东）")
    sent = len(chat.client.session.requests)
    await anna.presses("返回")
    assert len(chat.client.session.requests) == sent + 2  # an edit, and the tap's own answer


async def test_it_goes_when_something_else_is_wanted_or_pressed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    home = anna.button("投诉维权")
    for leave in (anna.sends, None):
        await anna.sends("厕所")
        assert keyboard_there(chat)
        if leave is not None:
            await leave("首页")
        else:
            await anna.presses_button(home)
        assert not keyboard_there(chat)
        assert anna.labels()


async def test_it_goes_after_the_place_of_a_report(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("井盖没了")
    await anna.presses("要")
    while not keyboard_there(chat):
        await anna.presses(anna.labels()[0])
    await anna.shares_centre()
    assert not keyboard_there(chat)
    await anna.sends("/start")
    assert anna.labels()
