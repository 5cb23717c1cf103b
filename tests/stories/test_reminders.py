"""A reminder that comes by itself: on time, in the person's language, once, and with buttons that work."""

import sqlalchemy as sa

from models.outbox.message import OutboxMessage
from tests.world.chat import Chat, Someone


async def _with_health_paper(chat: Chat, date: str, **options: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我的")
    await anna.presses("证件到期提醒")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.sends(date)


async def _is_told(chat: Chat, someone: Someone) -> None:
    """On WeChat, days after they last wrote, what is due waits until they write again, and comes with the answer."""
    await someone.is_told()
    if chat.client.channel.name == "wechat" and not someone.screen:
        await someone.sends("/menu")


async def test_thirty_days_before_the_paper_expires_the_worker_is_told_once(chat: Chat) -> None:
    await _with_health_paper(chat, "2027-01-05")
    anna = chat.people["anna"]
    await anna.is_told()
    assert anna.screen == []
    chat.wait(days=10)  # Sunday 6 December 2026, 15:00: thirty days before, after ten in the morning
    await _is_told(chat, anna)
    anna.sees("健康证", "2027 年 1 月 5 日")
    await anna.is_told()
    assert anna.screen == []


async def test_the_new_date_is_given_from_the_reminder_and_the_old_one_is_not_mentioned_again(chat: Chat) -> None:
    await _with_health_paper(chat, "2027-01-05")
    anna = chat.people["anna"]
    chat.wait(days=10)
    await _is_told(chat, anna)
    await anna.presses("已换新")
    await anna.sends("2028-01-05")
    anna.sees("2028 年 1 月 5 日")
    chat.wait(days=23)
    await anna.is_told()
    assert anna.screen == []
    chat.wait(days=343)
    await _is_told(chat, anna)
    anna.sees("2028 年 1 月 5 日")


async def test_nobody_is_told_of_a_paper_that_was_removed_with_everything_else(chat: Chat) -> None:
    await _with_health_paper(chat, "2027-01-05")
    anna = chat.people["anna"]
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("删除我的")
    await anna.presses("全部删掉")
    chat.wait(days=10)
    await anna.is_told()
    assert anna.screen == []


async def test_in_the_middle_of_a_question_the_reminder_waits(chat: Chat) -> None:
    await _with_health_paper(chat, "2027-01-05")
    anna = chat.people["anna"]
    chat.wait(days=10)
    await anna.sends("厕所")
    await anna.is_told()
    assert anna.screen == []
    await anna.shares_centre()
    chat.wait(seconds=20)
    await _is_told(chat, anna)
    anna.sees("健康证")


async def test_what_is_promised_says_how_it_reaches_the_person(chat: Chat) -> None:
    """A page that is closed hears nothing, WeChat closes after two days; there the way to another chat is offered."""
    channel = chat.client.channel
    channel.beside = ("telegram",) if channel.name in ("webchat", "wechat") else ()
    await _with_health_paper(chat, "2027-01-05")
    anna = chat.people["anna"]
    anna.sees("下次提醒")
    if channel.name == "webchat":
        anna.sees("网页关了就收不到", "连上：Telegram")
        await anna.presses("连接另一个号")
        anna.sees("连起来")
    elif channel.name == "wechat":
        anna.sees("两天没来聊我就发不过去", "连上：Telegram（我的 → 我的信息 → 连接另一个号）")
    else:
        anna.sees_no("收不到", "发不过去")


async def test_no_way_is_offered_where_there_is_none(chat: Chat) -> None:
    await _with_health_paper(chat, "2027-01-05")
    anna = chat.people["anna"]
    assert "连接另一个号" not in anna.labels()
    anna.sees_no("连上")


async def _put_before_rows_had_facts(chat: Chat) -> None:
    """What waits, as it was queued when models chose the words and packed the buttons."""
    async with chat.app.database.transaction() as session:
        for row in await session.scalars(sa.select(OutboxMessage)):
            facts = row.content["facts"]
            label, about = "certificate-button-", {"url": None, "arguments": {}}
            renewed = {"key": f"{label}renewed", "data": f"renewed:{facts['paper_id']}", **about}
            silence = {"key": f"{label}silence", "data": f"silence:{facts['paper_id']}", **about}
            told = {name: value for name, value in facts.items() if name not in ("paper_id", "renewed_at_place")}
            before = {"key": "certificate-reminder-noted", "arguments": told, "text": None}
            kept = {name: value for name, value in row.content.items() if name not in ("news", "facts")}
            row.content = {**before, "buttons": [[renewed], [silence]], **kept}


async def test_what_was_queued_before_rows_had_facts_comes_with_its_words_and_buttons(chat: Chat) -> None:
    await _with_health_paper(chat, "2027-01-05")
    await _put_before_rows_had_facts(chat)
    anna = chat.people["anna"]
    chat.wait(days=10)
    await _is_told(chat, anna)
    anna.sees("健康证", "2027 年 1 月 5 日")
    await anna.presses("已换新")
    await anna.sends("2028-01-05")
    anna.sees("2028 年 1 月 5 日")
