"""An article told in the chat and at the console leaves the same rows: the article, its texts and its history."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from models.articles.article import Article, ArticleRevision, ArticleText
from models.city.pack import City
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.chat import Chat, open_chat
from tests.world.console.desk_client import desk_of
from tests.world.staff_chat import a_colleague

PATH = "/console/library"
ITS_OWN = {"id", "key", "changed_at", "article_id", "at"}
WRITTEN = (("一句话", "带身份证。"), ("适用谁", "都适用"), ("正文", "1. 去登记点"), ("依据", "某通知"))
PARTS = {"summary": "带身份证。", "audience": "都适用", "body": "1. 去登记点", "source": "某通知"}


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


def plain(row: Any) -> dict[str, Any]:
    columns = [each.key for each in sa.inspect(type(row)).column_attrs if each.key not in ITS_OWN]
    return {name: getattr(row, name) for name in columns}


async def rows_of(chat: Chat) -> list[Any]:
    async with chat.app.database.reading() as session:
        articles = (await session.scalars(sa.select(Article).order_by(Article.id))).all()
        return [
            (
                plain(each),
                [plain(text) for text in await session.scalars(sa.select(ArticleText).filter_by(article_id=each.id))],
                [
                    plain(change)
                    for change in await session.scalars(
                        sa.select(ArticleRevision).filter_by(article_id=each.id).order_by(ArticleRevision.number)
                    )
                ],
            )
            for each in articles
        ]


async def test_written_part_by_part_published_and_ended(telegram: Chat) -> None:
    wang = await a_colleague(telegram, "王老师", "social_work", StaffRole.LEAD)
    async with telegram.app.database.reading() as session:
        staff = (await session.scalars(sa.select(Staff).where(Staff.name == "王老师"))).one()
    desk = await desk_of(telegram.app, staff.id)
    topic = next(iter(telegram.city.topics.values()))
    await wang.sends("/write")
    await wang.presses("✏️ 写一篇")
    await wang.presses(f"{topic.emoji} {topic.titles['zh-CN']}")
    await wang.sends("怎么上牌")
    for part, text in WRITTEN:
        telegram.wait(seconds=5)
        await wang.presses("改内容")
        await wang.presses(part)
        await wang.sends(text)
    await wang.presses("发布")
    await wang.presses("下架")
    await wang.presses("没有新的")
    made = await desk.post(f"{PATH}/new", {"title": "怎么上牌", "topic": topic.key})
    path = made.headers["Location"].partition("?")[0]
    for revision, (part, text) in enumerate(PARTS.items(), 1):
        await desk.presses(f"{path}/do/change", {part: text, "revision": str(revision)})
    await desk.presses(f"{path}/do/publish", {"revision": "5"})
    await desk.presses(f"{path}/do/expire", {"successor": ""})
    left, right = await rows_of(telegram)
    assert left == right
