"""Whatever people say leads where it belongs: straight there, to a choice, or to somebody who answers."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from handlers.front.conversations import Conversations, conversations
from handlers.front.destinations import DESTINATIONS
from handlers.talk.meaning import Guess
from models.articles.bring_in import put_articles
from models.city.intents import ACTIONS, NOTHING
from models.city.pack import City
from tests.world.articles import find_articles, sample_articles
from tests.world.chat import Chat
from tests.world.learned import learned


@pytest.fixture
def clever(chat: Chat) -> Chat:
    """A chat that has learned."""
    assert chat.app.understanding is not None
    chat.app.understanding.model = learned().model
    chat.app.understanding.sounds_of = learned().sounds_of
    return chat


async def test_what_is_surely_meant_is_opened_with_a_way_out(clever: Chat) -> None:
    anna = await clever.person("anna", agreed=True)
    await anna.sends("帮我把驾照到期的日子记下来")
    anna.sees("证件")
    await anna.presses("不是这个")
    anna.sees("换个说法")
    await anna.sends("晚上十点以后别给我发消息")
    anna.sees("不打扰你")
    await anna.sends("我之前投诉的那个有結果了嗎")
    anna.sees("诉求")
    assert "不是这个" in anna.labels()
    await anna.sends("could you switch to english for me")
    assert {"中文", "English"} <= set(anna.labels())


async def test_what_could_be_two_things_is_a_choice_that_says_what_each_does(chat: Chat) -> None:
    perhaps = [("case:no_such_type", 0.7), ("quiet_times", 0.6), ("certificates", 0.5), ("link", 0.4), ("my_data", 0.2)]
    assert chat.app.understanding is not None
    guesses = tuple(Guess(*each) for each in perhaps)
    chat.app.understanding.model = cast(Any, SimpleNamespace(guesses=lambda text, vector=None: guesses))
    anna = await chat.person("anna", agreed=True)
    await anna.sends("到时候提醒")
    anna.sees("要办哪件事？")
    assert anna.labels() == ["🔕 设置免打扰", "⏰ 证件到期提醒", "都不是", "首页"]
    await anna.presses("都不是")
    anna.sees("换个说法")
    await anna.sends("到时候提醒")
    await anna.presses("⏰ 证件到期提醒")
    anna.sees("证件")


async def test_what_is_not_understood_twice_is_for_a_human_who_may_answer_later(clever: Chat) -> None:
    anna = await clever.person("anna", agreed=True)
    await anna.sends("咕噜咕噜噜")
    anna.sees("没听懂，换个说法")
    await anna.sends("叽里呱啦哇啦")
    anna.sees("没找到", "12345")
    await anna.presses("🔔 有答案告诉我")
    anna.sees("有答案就告诉你")


async def test_a_question_is_answered_with_the_passage_its_clause_and_date(clever: Chat) -> None:
    two = [each for each in sample_articles(clever.city) if each.key in ("arbitration_limit", "heat_rules")]
    async with clever.app.database.transaction() as session:
        await put_articles(session, two, now=clever.app.clock())
    anna = await clever.person("anna", agreed=True)
    await anna.sends("申请仲裁的期限法律是怎么规定的")
    anna.sees("想查哪方面")  # the topics, while the index is not there
    await find_articles(clever.app, two)
    await anna.sends("申请仲裁的期限法律是怎么规定的")
    anna.sees("《劳动仲裁有期限，别等》", "见《劳动争议调解仲裁法》第二十七条（截至 2026 年 11 月 23 日）")
    await anna.presses("看全文")
    anna.sees("仲裁")
    await anna.sends("骑手节发月饼的政策是什么")
    anna.sees("没找到说这个的")


async def test_an_emergency_wins_over_whatever_else_a_sentence_says(clever: Chat) -> None:
    anna = await clever.person("anna", agreed=True)
    await anna.sends("我要查投诉进度，但是我被车撞了")
    anna.sees("120", "122")


async def test_a_need_typed_by_ear_is_a_search(clever: Chat) -> None:
    anna = await clever.person("anna", agreed=True)
    await anna.sends("厕锁在哪里")
    anna.sees("找", "厕所", "位置")


def test_every_destination_has_a_handler_and_every_other_intent_is_not_offered(city: City) -> None:
    router = conversations()
    assert isinstance(router, Conversations)
    for intent, destination in DESTINATIONS.items():
        assert intent in ACTIONS
        assert intent != NOTHING
        assert router.answers(destination.opens), intent
