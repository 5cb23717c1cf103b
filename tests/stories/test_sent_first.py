"""A screenshot that comes before a word is kept for the form that follows, and forgotten after an hour."""

import pytest
import sqlalchemy as sa

from models.cases.evidence import Evidence
from tests.world.chat import Chat


async def pieces(chat: Chat) -> list[str]:
    async with chat.app.database.reading() as session:
        found = await session.scalars(sa.select(Evidence).order_by(Evidence.number))
        return ["words" if each.sha256 else "file" for each in found]


async def test_a_screenshot_sent_first_becomes_evidence_of_what_is_said_next(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("shot-1")
    anna.sees("收到", "先替你留 1 小时", "是什么事？")
    assert await pieces(chat) == []
    await anna.sends("超时罚了我50块")
    anna.sees("乱扣款、罚款")
    await anna.presses("要，接着填")
    anna.sees("你先发的放进材料里了", "（1/7）")
    assert await pieces(chat) == ["file"]
    await anna.sends("首页")
    await anna.sends("工资没发")
    await anna.presses("要，接着填")
    anna.sees_no("你先发的")


async def test_several_are_counted_and_the_agreement_comes_between(chat: Chat) -> None:
    anna = await chat.person("anna")
    await anna.sends_photo("shot-1")
    await anna.sends_photo("shot-2")
    anna.sees("收到 2 份")
    await anna.presses("投诉维权")
    await anna.presses("乱扣款、罚款")
    await anna.presses("同意")
    anna.sees("你先发的 2 份放进材料里了")
    assert await pieces(chat) == ["file", "file"]


async def test_after_an_hour_it_is_gone(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("shot-1")
    chat.wait(minutes=61)
    await anna.sends("超时罚了我50块")
    await anna.presses("要，接着填")
    anna.sees_no("你先发的")
    assert await pieces(chat) == []


async def test_where_a_place_is_asked_for_a_photo_leaves_the_question(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends_photo("shot-1")
    anna.sees("是什么事？")
    anna.sees_no("找厕所")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_words_below_it_say_what_it_is_about_and_become_a_piece(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends_photo("shot-1", caption="超时罚了我50块")
    anna.sees("乱扣款、罚款", "照片先留着")
    await anna.presses("要，接着填")
    assert await pieces(chat) == ["file", "words"]
