"""A notice told in the chat and at the console leaves the same rows: the notice, and what is told to whom."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from models.city.pack import City
from models.notices.notice import Notice
from models.outbox.message import OutboxMessage
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.stories.test_notice_writing import clerk, write
from tests.world.chat import Chat, open_chat
from tests.world.console.desk_client import desk_of

PATH = "/console/notices"


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


ITS_OWN = {
    "id", "created_at", "send_at", "expires_at", "ended_at", "progress_contact_id", "progress_message_id",
    "progress_due_at", "progress_every_s", "progress_said",
}  # fmt: skip
"""What tells two notices apart, and the message in which one is watched."""


async def rows_of(chat: Chat) -> tuple[list[dict[str, Any]], list[Any]]:
    """The notices without what is their own, and what was told of each, by its number."""
    async with chat.app.database.reading() as session:
        notices = (await session.scalars(sa.select(Notice).order_by(Notice.id))).all()
        outbox = (await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))).all()
        columns = [each.key for each in sa.inspect(Notice).column_attrs if each.key not in ITS_OWN]
        return [{name: getattr(each, name) for name in columns} for each in notices], [
            [
                (row.person_id, row.urgency, row.content["news"])
                for row in outbox
                if row.content.get("facts", {}).get("notice_id") == each.id
            ]
            for each in notices
        ]


async def test_written_sent_back_changed_and_approved(telegram: Chat) -> None:
    wang, zhao = await clerk(telegram, "wang"), await clerk(telegram, "zhao", StaffRole.LEAD)
    async with telegram.app.database.reading() as session:
        ids = {each.name: each.id for each in await session.scalars(sa.select(Staff))}
    here, lead = await desk_of(telegram.app, ids["wang"]), await desk_of(telegram.app, ids["zhao"])
    text, times = "每人 200 元，带身份证。", {"when": "now", "valid_h": "24"}
    await write(wang)
    await wang.presses("改一改")
    for said in ("补贴能领了", text):
        await wang.sends(said)
    for label in ("不要", "找暖新驿站", "就这样", "一天", "现在发"):
        await wang.presses(label)
    await zhao.is_told()
    await zhao.presses("看看")
    await zhao.presses("可以发")
    await wang.presses("取消")
    await wang.presses("真的取消")
    words = {"topic": "policy", "urgency": "today", "button": "places", "title": "补贴能领了", "text": text}
    await here.presses(f"{PATH}/keep", words)
    await here.presses(f"{PATH}/2/do/hand-in", times)
    await lead.presses(f"{PATH}/2/do/approve")
    await here.presses(f"{PATH}/2/do/cancel")
    (left, right), told = await rows_of(telegram)
    assert left == right
    assert told[0] == told[1] != []
    assert left["approver"] == lead.staff_id
