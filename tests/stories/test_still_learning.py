"""Whoever writes in the first seconds is told that whole sentences are not understood yet, and nothing said is lost."""

import pytest
import sqlalchemy as sa

from handlers.front.free_text import SENTENCE
from models.people.conversation import Conversation
from tests.world.chat import Chat

STORY = "站里把我的排班全调走了还不给个说法"


async def test_what_only_the_model_could_understand_is_kept_and_heard_again(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await chat.person("anna", agreed=True)
    understanding = chat.app.understanding
    assert understanding is not None
    monkeypatch.setattr(understanding, "is_learning", True)
    await anna.sends(STORY)
    anna.sees("刚启动，整句话还要过十几秒才听得懂", "替你留着")
    anna.sees_no("没听懂")
    assert {"👂 再听一次", "📍 找暖新驿站"} <= set(anna.labels())
    await anna.presses("再听一次")
    anna.sees("还要过十几秒")
    monkeypatch.setattr(understanding, "is_learning", False)
    await anna.presses("再听一次")
    anna.sees("没听懂")  # nothing was learned in this test: it is answered as any other day


@pytest.mark.parametrize(("said", "meant"), [("好了没呀", STORY), ("附近厕所", None)])
async def test_by_then_the_next_word_is_enough(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, said: str, meant: str | None
) -> None:
    """A nudge is no word of its own, also while it is still learned."""
    anna = await chat.person("anna", agreed=True)
    monkeypatch.setattr(chat.app.understanding, "is_learning", True)
    await anna.sends(STORY)
    await anna.sends("在不在呀")
    anna.sees("替你留着")
    monkeypatch.setattr(chat.app.understanding, "is_learning", False)
    await anna.sends(said)
    anna.sees_no("刚启动")
    async with chat.app.database.reading() as session:
        (conversation,) = await session.scalars(sa.select(Conversation))
        assert conversation.data.get(SENTENCE) == meant


async def test_what_needs_no_model_is_answered_at_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await chat.person("anna", agreed=True)
    monkeypatch.setattr(chat.app.understanding, "is_learning", True)
    for said, seen in (
        ("附近厕所", "找厕所"),
        ("超时罚了我50块", "乱扣款"),
        ("我被车撞了", "120"),
        ("青石路", "青石路暖新驿站"),
    ):
        await anna.sends("/start")
        await anna.sends(said)
        anna.sees(seen)
        anna.sees_no("刚启动")
    await anna.sends("/start")
    await anna.presses("投诉维权")
    anna.sees("哪方面的事")
