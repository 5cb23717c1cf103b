"""Staff write articles: what each may do, what is refused, and that two who change the same see each other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from models.articles.article import Article, ArticleState, find_article, history_of, successor_of, texts_of
from models.articles.editing import (
    Part,
    article_for_staff,
    change_article,
    create_article,
    drafts,
    expire_article,
    publish_article,
    restore_revision,
)
from models.articles.errors import ArticleGone, ArticleMovedOn, ArticleUnfinished
from models.casework.posts import join_staff
from models.errors import AnswerTooLong
from models.people.person import Person, agree, meet
from models.staff.errors import NotStaff
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.world.articles import put_article

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)


@dataclass
class Office:
    """A lead, a member of staff, and somebody who is neither."""

    lead: Person
    member: Person
    rider: Person


@pytest.fixture
async def office(database: Database) -> Office:
    people = []
    for number, role in enumerate((StaffRole.LEAD, StaffRole.STAFF, None)):
        async with database.transaction() as session:
            person, _, _ = await meet(session, "telegram", str(number), locale="zh-CN", now=NOW)
            await agree(session, person, now=NOW)
            if role is not None:
                _, code = await add_staff(session, name=f"老师{number}", role=role, now=NOW, department="union")
                await join_staff(session, code, person, now=NOW)
        people.append(person)
    return Office(*people)


async def write(
    database: Database, person: Person, key: str, part: Part, text: str, revision: int, locale: str = "zh-CN"
) -> int:
    async with database.transaction() as session:
        changed = await change_article(
            session, key, person, part=part, text=text, locale=locale, revision=revision, today=TODAY, now=NOW
        )
        return changed.revision


async def draft(database: Database, person: Person) -> Article:
    async with database.transaction() as session:
        return await create_article(session, person, title="  夜班补贴  ", topic="pay", today=TODAY, now=NOW)


async def test_a_draft_is_written_part_by_part_and_published_by_a_lead(database: Database, office: Office) -> None:
    article = await draft(database, office.member)
    revision = 1
    for part in (Part.SUMMARY, Part.AUDIENCE, Part.BODY):
        revision = await write(database, office.member, article.key, part, f"{part}。", revision)
    async with database.reading() as session:
        assert [each.title for each in await drafts(session, office.member)] == ["夜班补贴"]
        with pytest.raises(ArticleGone):
            await find_article(session, article.key)
    with pytest.raises(NotStaff):
        async with database.transaction() as session:
            await publish_article(session, article.key, office.member, revision=revision, now=NOW)
    with pytest.raises(ArticleUnfinished) as missing:
        async with database.transaction() as session:
            await publish_article(session, article.key, office.lead, revision=revision, now=NOW)
    assert missing.value.part == "source"
    revision = await write(database, office.member, article.key, Part.SOURCE, "某通知（2026-11）", revision)
    async with database.transaction() as session:
        published = await publish_article(session, article.key, office.lead, revision=revision, now=NOW)
    assert published.in_force(TODAY)
    async with database.reading() as session:
        assert await drafts(session, office.lead) == []
        numbers = [(each.number, each.staff_id) for each in await history_of(session, published)]
    assert [number for number, _ in numbers] == [6, 5, 4, 3, 2, 1]
    assert numbers[0][1] != numbers[1][1]


async def test_what_riders_read_is_changed_by_a_lead_alone_and_can_be_taken_back(
    database: Database, office: Office
) -> None:
    await put_article(database, "fee", title="收费", body="每月 5 元")
    with pytest.raises(NotStaff):
        await write(database, office.member, "fee", Part.BODY, "每月 8 元", 0)
    await write(database, office.lead, "fee", Part.BODY, "每月 8 元", 0)
    await write(database, office.lead, "fee", Part.BODY, "每月 80 元", 1)
    await write(database, office.lead, "fee", Part.TITLE, "The fee", 2, "en")
    async with database.transaction() as session:
        article = await restore_revision(session, "fee", office.lead, number=1, revision=3, now=NOW)
        texts = await texts_of(session, article)
    assert (texts["zh-CN"].body, texts["en"].title, texts["en"].body) == ("每月 8 元", "The fee", "")
    assert article.by_staff
    assert article.in_force(TODAY)


async def test_what_is_over_names_its_successor(database: Database, office: Office) -> None:
    await put_article(database, "old")
    await put_article(database, "new")
    with pytest.raises(NotStaff):
        async with database.transaction() as session:
            await expire_article(session, "old", office.member, successor="new", now=NOW)
    for _ in range(2):
        async with database.transaction() as session:
            await expire_article(session, "old", office.lead, successor="new", now=NOW)
    async with database.reading() as session:
        old = await find_article(session, "old")
        assert old.state == ArticleState.EXPIRED
        successor = await successor_of(session, old, TODAY)
    assert successor is not None
    assert successor.key == "new"
    with pytest.raises(ArticleGone):
        async with database.transaction() as session:
            await expire_article(session, "new", office.lead, successor="never", now=NOW)


async def test_of_two_who_change_the_same_one_is_told(database: Database, office: Office) -> None:
    article = await draft(database, office.member)
    for person, text in ((office.member, "甲"), (office.lead, "乙")):
        if person is office.member:
            await write(database, person, article.key, Part.BODY, text, 1)
            continue
        with pytest.raises(ArticleMovedOn):
            await write(database, person, article.key, Part.BODY, text, 1)
    async with database.reading() as session:
        assert (await texts_of(session, article))["zh-CN"].body == "甲"


async def test_riders_write_nothing_and_nobody_writes_too_much(database: Database, office: Office) -> None:
    with pytest.raises(NotStaff):
        await draft(database, office.rider)
    article = await draft(database, office.member)
    async with database.reading() as session:
        with pytest.raises(NotStaff):
            await article_for_staff(session, article.key, office.rider)
        with pytest.raises(NotStaff):
            await drafts(session, office.rider)
    with pytest.raises(AnswerTooLong):
        await write(database, office.member, article.key, Part.TITLE, "长" * 41, 1)
