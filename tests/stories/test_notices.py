"""A notice arrives, is read, leads somewhere; and who wants fewer of them says so."""

from datetime import UTC, datetime, timedelta

from bot.notices import prepare_notices
from handlers.places.found import FindPlaces
from models.notice import Author, Notice, Written, own_notice, submit_notice, write_notice
from models.notice_audience import Audience, Topic
from models.notice_sending import progress_of
from models.outbox import PushedButton, Urgency
from tests.chat import Chat

CLERK = Author(1, "social_work", approves=True)


async def announce(chat: Chat, topic: Topic = Topic.POLICY, urgency: Urgency = Urgency.TODAY) -> int:
    """A notice to everybody, prepared."""
    now = datetime.now(UTC)
    titles, texts = {"zh-CN": "高温", "en": "Heat"}, {"zh-CN": "今天 38℃ <b>。", "en": "38℃ today."}
    find = PushedButton("menu-button-places", data=FindPlaces().pack())
    async with chat.app.database.transaction() as session:
        notice: Notice = await write_notice(
            session, Written(titles, texts, topic, urgency, Audience(), buttons=[[find]]), CLERK, now=now
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
