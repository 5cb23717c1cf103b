"""A notice arrives, is read, leads somewhere; and who wants fewer of them says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.jobs.notices import prepare_notices
from models.notices.approval import submit_notice
from models.notices.audience import Audience, Topic
from models.notices.notice import Author, Notice, Opens, Target, Written, own_notice, write_notice
from models.notices.question import Question
from models.notices.sending import progress_of
from models.notices.survey import NoticeAnswer
from models.outbox.message import Urgency
from models.places.place import Place
from tests.stories.test_notice_writing import clerk
from tests.world.chat import Chat
from tests.world.filing import person_of

CLERK = Author(1, "social_work", approves=True)


async def announce(
    chat: Chat,
    topic: Topic = Topic.POLICY,
    urgency: Urgency = Urgency.TODAY,
    *,
    button: Target | None = None,
    **about: Any,
) -> int:
    """A notice to everybody, prepared."""
    now = datetime.now(UTC)
    titles, texts = {"zh-CN": "高温", "en": "Heat"}, {"zh-CN": "今天 38℃ <b>。", "en": "38℃ today."}
    target = button or Target(Opens.PLACES)
    async with chat.app.database.transaction() as session:
        notice: Notice = await write_notice(
            session, Written(titles, texts, topic, urgency, Audience(), targets=[target], **about), CLERK, now=now
        )
        ends = now + timedelta(hours=6)
        await submit_notice(session, notice.id, CLERK, send_at=now, expires_at=ends, approve_above=100, now=now)
    await prepare_notices(chat.app.database)
    return notice.id


async def figures(chat: Chat, notice_id: int) -> tuple[int, int]:
    async with chat.app.database.transaction() as session:
        progress = await progress_of(session, await own_notice(session, notice_id, CLERK))
    return progress.read, progress.acted


async def test_a_notice_is_read_and_its_button_leads_where_it_says(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    notice_id = await announce(chat)
    await anna.is_told()
    anna.sees("【高温】", "今天 38℃ <b>。")
    await anna.presses("找暖新驿站")
    anna.sees("现在要什么？")
    await anna.presses("知道了")
    assert await figures(chat, notice_id) == (1, 1)


async def test_a_link_is_given_to_who_asks_for_it_which_counts_once(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    page = Target(Opens.LINK, "https://example.com/rules?a=1")
    notice_id = await announce(chat, button=page)
    await anna.is_told()
    anna.sees_no("example.com")
    for _ in range(2):
        await anna.presses("打开看看")
        assert [each.url for each in anna.buttons() if each.url] == ["https://example.com/rules?a=1"]
        assert "首页" in anna.labels()
        if not chat.client.channel.can.edit:
            break  # the numbers are those of the last answer
    assert await figures(chat, notice_id) == (1, 1)


async def test_a_link_of_what_never_went_out_is_not_given(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    page = Target(Opens.LINK, "https://example.com/secret")
    notice_id = await announce(chat, button=page)
    await anna.is_told()
    async with chat.app.database.transaction() as session:
        (await session.get_one(Notice, notice_id)).prepared_to = 0
    await anna.presses("打开看看")
    anna.sees_no("example.com")


async def test_a_warning_names_the_nearest_open_place_and_its_button_opens_the_card(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    async with chat.app.database.transaction() as session:
        place_id = (await session.scalars(sa.select(Place.id).where(Place.code == "T1"))).one()
        (await person_of(session, anna)).last_place_id = place_id
    notice_id = await announce(chat, Topic.WEATHER, Urgency.NOW, shelter={"kind": "storm", "need": "rest"})
    await anna.is_told()
    anna.sees("最近的能避雨的地方：青石路暖新驿站", "开到 22:00")
    await anna.presses("去 青石路暖新驿站")
    anna.sees("青石路 88 号", "现在开着")
    assert await figures(chat, notice_id) == (1, 1)


async def test_fewer_of_these_is_kept_to_until_they_are_wanted_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await announce(chat)
    await anna.is_told()
    await anna.presses("少发这类")
    anna.sees("“政策”不发了")
    await announce(chat)
    await announce(chat, Topic.WEATHER, Urgency.NOW)
    await anna.is_told()
    assert len(anna.screen) == 1  # the emergency alone, which nobody can switch off
    assert "少发这类" not in anna.labels()
    await anna.sends("通知设置")
    anna.sees_no("✗ 天气")
    await anna.presses("✗ 政策")
    await announce(chat)
    chat.wait(minutes=1)
    await anna.is_told()
    anna.sees("【高温】")


async def test_who_comes_while_a_warning_is_on_gets_it(chat: Chat) -> None:
    await announce(chat, Topic.WEATHER, Urgency.NOW)
    boris = await chat.person("boris", language="en")
    await boris.sends("/start")
    await boris.is_told()
    assert boris.screen == []
    await boris.presses("Agree")
    await boris.is_told()
    boris.sees("38℃ today.")


async def test_who_agrees_on_the_way_to_something_else_gets_the_warning_too(chat: Chat) -> None:
    await announce(chat, Topic.WEATHER, Urgency.NOW)
    anna = await chat.person("anna")
    await anna.sends("/start")
    await anna.presses("先看看")
    await anna.sends("通知设置")
    await anna.presses("✓ 政策")
    await anna.presses("同意")
    await anna.is_told()
    anna.sees("【高温】")


async def test_a_survey_is_answered_with_one_tap_for_each_question(chat: Chat) -> None:
    anna, wang = await chat.person("anna", agreed=True), await clerk(chat, "wang")
    asked = [
        Question({"zh-CN": "驿站晚上开到几点合适？", "en": "Until when?"}, _choices("10 点", "12 点", "通宵")),
        Question({"zh-CN": "夜里去过吗？", "en": "At night?"}, _choices("去过", "没去过")),
    ]
    notice_id = await announce(chat, questions=asked)
    await anna.is_told()
    anna.sees("今天 38℃", "（1/2）驿站晚上开到几点合适？")
    await anna.presses("12 点")
    anna.sees("（2/2）夜里去过吗？")
    await anna.presses("没去过")
    anna.sees("记下了：没去过", "不看是谁")
    async with chat.app.database.reading() as session:
        rows = await session.execute(sa.select(NoticeAnswer.question, NoticeAnswer.choice).order_by(sa.text("1")))
        assert [tuple(each) for each in rows] == [(0, 1), (1, 1)]
    assert await figures(chat, notice_id) == (1, 1)
    await wang.sends("/notices")
    await wang.presses("高温")
    wang.sees("问题 1：驿站晚上开到几点合适？（10 点 / 12 点 / 通宵）", "问题 1：答的还不到 5 个人")


def _choices(*said: str) -> list[dict[str, str]]:
    return [{"zh-CN": each, "en": f"{number}"} for number, each in enumerate(said)]
