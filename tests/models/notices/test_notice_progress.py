"""The message in which a notice is watched brings itself up to date, and knows when to stop."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from aiogram.methods import EditMessageText, Response, SendMessage

from bot.jobs.notice_progress import show_progress
from bot.jobs.notices import prepare_notices
from models.city.pack import City
from models.notices.notice import Notice
from models.notices.progress import FIRST, LONGEST
from models.people.person import agree, meet
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.stories.test_notice_writing import clerk, write
from tests.world.chat import PICTURE, Chat, Someone, open_chat
from tests.world.clients.telegram import TelegramClient


@pytest.fixture
async def sending(database: Database, city: City) -> AsyncIterator[tuple[Chat, Someone]]:
    """A notice that has just been handed in, and who watches it, on Telegram."""
    with time_machine.travel(THURSDAY_AFTERNOON, tick=False) as time:
        chat = open_chat("telegram", database, city, time)
        wang = await clerk(chat, "wang")
        await write(wang)
        await wang.presses("现在发")
        yield chat, wang


async def tick(chat: Chat, wang: Someone, **later: float) -> list[str]:
    """Time passes and the job runs: the texts of what was changed."""
    chat.wait(**(later or {"seconds": FIRST.seconds + 1}))
    seen = await chat.client.during(wang, show_progress(chat.app))
    assert all(each.edited for each in seen)
    return [each.text for each in seen]


async def watched_by(chat: Chat) -> tuple[int | None, datetime | None]:
    async with chat.app.database.reading() as session:
        row = (await session.execute(sa.select(Notice.progress_message_id, Notice.progress_due_at))).one()
    return row.progress_message_id, row.progress_due_at


def answers_next_edit(chat: Chat, code: int, description: str, **parameters: Any) -> None:
    assert isinstance(chat.client, TelegramClient)
    answer = Response[Any](ok=False, error_code=code, description=description, parameters=parameters or None)
    chat.client.session.add_result(EditMessageText, answer)


async def test_it_shows_how_far_the_notice_is_until_it_is_over(sending: tuple[Chat, Someone]) -> None:
    chat, wang = sending
    (text,) = await tick(chat, wang)
    assert "排上了" in text
    await prepare_notices(chat.app.database)
    (text,) = await tick(chat, wang, seconds=0)  # at once: it has begun
    assert "还在排队 1 人" in text
    await chat.send_due()
    (text,) = await tick(chat, wang)
    assert "收到 1 人，还在排队 0 人" in text
    assert await tick(chat, wang) == []  # nothing has changed
    await prepare_notices(chat.app.database)  # closes it
    (text,) = await tick(chat, wang, seconds=0)
    assert "发完了" in text
    assert await watched_by(chat) == (None, None)


async def test_it_looks_less_and_less_often_while_nothing_changes(sending: tuple[Chat, Someone]) -> None:
    chat, wang = sending
    pauses = []
    for _ in range(10):
        await tick(chat, wang, seconds=LONGEST.seconds + 1)
        _, due_at = await watched_by(chat)
        assert due_at is not None
        pauses.append(due_at - datetime.now(UTC))
    assert pauses[:3] == [FIRST, FIRST * 2, FIRST * 4]
    assert pauses[-1] == LONGEST


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("label", ["看数", "取消", "返回", "首页"])
async def test_a_message_that_shows_something_else_is_left_alone(sending: tuple[Chat, Someone], label: str) -> None:
    chat, wang = sending
    await prepare_notices(chat.app.database)
    await tick(chat, wang)
    await wang.presses(label)
    assert await tick(chat, wang) == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_unchanged_is_well_deleted_is_the_end_and_too_many_waits(sending: tuple[Chat, Someone]) -> None:
    chat, wang = sending
    answers_next_edit(chat, 400, "Bad Request: message is not modified: specified new message content is the same")
    await tick(chat, wang)
    assert (await watched_by(chat))[0] is not None
    await prepare_notices(chat.app.database)
    answers_next_edit(chat, 429, "Too Many Requests: retry after 30", retry_after=30)
    await tick(chat, wang)
    _, due_at = await watched_by(chat)
    assert due_at == datetime.now(UTC) + timedelta(seconds=30)
    (text,) = await tick(chat, wang, seconds=31)
    assert "在发" in text
    await chat.send_due()
    assert isinstance(chat.client, TelegramClient)
    said = sum(isinstance(each, SendMessage) for each in chat.client.session.requests)
    answers_next_edit(chat, 400, "Bad Request: message to edit not found")
    await tick(chat, wang)
    assert await watched_by(chat) == (None, None)
    assert sum(isinstance(each, SendMessage) for each in chat.client.session.requests) == said


async def test_two_processes_change_it_once(sending: tuple[Chat, Someone]) -> None:
    chat, wang = sending
    chat.wait(seconds=5)

    async def both() -> None:
        await asyncio.gather(show_progress(chat.app), show_progress(chat.app))

    assert len(await chat.client.during(wang, both())) == 1


async def test_the_report_is_text_and_a_picture_and_has_no_small_groups(sending: tuple[Chat, Someone]) -> None:
    chat, wang = sending
    async with chat.app.database.transaction() as session:
        for number in range(9):
            person, *_ = await meet(session, "telegram", str(90_000 + number), locale="zh-CN", now=datetime.now(UTC))
            await agree(session, person, now=datetime.now(UTC))
            person.district = "hewan" if number < 5 else "heting"
            person.occupation = "courier"
    await prepare_notices(chat.app.database)
    await chat.send_due()
    await wang.presses("看数")
    district = chat.city.districts["hewan"].titles["zh-CN"]
    wang.sees(f"{district}：收到 5，看了 0", "其他：收到 5，看了 0")  # heting's four and wang, who told no district
    wang.sees_no(chat.city.districts["heting"].titles["zh-CN"])
    await wang.presses("看图")
    assert [each.text for each in wang.screen] == [PICTURE]
