"""The desk for articles: written with a preview, published, restored, ended; and what nothing answers, answered."""

from typing import Any

import sqlalchemy as sa

from bot.app import App
from bot.jobs.questions import group_questions
from models.articles.article import Article, ArticleRevision, ArticleState, ArticleText
from models.articles.unanswered import UnansweredQuestion, keep_question, want_answer
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.post import StaffRole
from tests.world.articles import put_article
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.events import people

PATH, QUESTIONS = "/console/library", "/console/questions"
PARTS = {
    "title": "电动车怎么上牌",
    "summary": "带身份证和发票。",
    "audience": "都适用",
    "body": "1. 去登记点\n2. **交材料**\n\n<script>alert(1)</script>",
    "source": "某通知",
    "phone": "",
}


async def article(app: App, key: str) -> tuple[Article, ArticleText]:
    async with app.database.reading() as session:
        found = (await session.scalars(sa.select(Article).where(Article.key == key))).one()
        text = await session.get_one(ArticleText, (found.id, "zh-CN"))
        return found, text


async def begins(desk: DeskClient, app: App) -> str:
    """A draft; its key."""
    topic = next(iter(app.city.topics))
    answer = await desk.post(f"{PATH}/new", {"title": "上牌", "topic": topic})
    assert answer.status_code == 303
    return answer.headers["Location"].partition("?")[0].rpartition("/")[2]


async def asked(app: App, *texts: str) -> int:
    """Somebody asks these, and wants to be told; the number of the group."""
    (person,) = await people(app.database, 1, now=app.clock())
    async with app.database.transaction() as session:
        for text in texts:
            who = await session.get_one(Person, person.id)
            question = await keep_question(session, text, who, locale="zh-CN", now=app.clock())
            assert question is not None
            await want_answer(session, question.id, who)
    await group_questions(app.database)
    async with app.database.reading() as session:
        return await session.scalar(sa.select(UnansweredQuestion.group_id).limit(1)) or 0


async def news(app: App) -> list[str]:
    async with app.database.reading() as session:
        return [each.content["news"] for each in await session.scalars(sa.select(OutboxMessage))]


async def test_a_draft_is_written_on_one_page_in_one_revision_and_published_by_a_lead(app: App) -> None:
    clerk, lead = await a_desk(app), await a_desk(app, "孙科", role=StaffRole.LEAD)
    key = await begins(clerk, app)
    page = await clerk.presses(f"{PATH}/{key}/do/change", PARTS | {"revision": "1", "locale": "zh-CN"})
    assert "存好了" in text_of(page)
    assert "<strong>交材料</strong>" in page.text
    assert "<script>alert" not in page.text
    found, text = await article(app, key)
    assert (found.revision, text.title, text.summary) == (2, "电动车怎么上牌", "带身份证和发票。")
    refused = await clerk.post(f"{PATH}/{key}/do/publish", {"revision": "2"})
    assert refused.status_code == 422
    assert "发布了" in text_of(await lead.presses(f"{PATH}/{key}/do/publish", {"revision": "2"}))
    assert (await article(app, key))[0].state is ArticleState.PUBLISHED
    assert "只有负责人能改" in text_of(await clerk.get(f"{PATH}/{key}"))
    late = await clerk.post(f"{PATH}/{key}/do/change", {"summary": "别的", "revision": "3"})
    assert late.status_code == 422


async def test_who_saw_an_older_revision_is_told_and_keeps_what_they_wrote(app: App) -> None:
    desk = await a_desk(app)
    key = await begins(desk, app)
    await desk.presses(f"{PATH}/{key}/do/change", {"summary": "先写的", "revision": "1"})
    late = await desk.post(f"{PATH}/{key}/do/change", {"summary": "后写的", "revision": "1"})
    assert late.status_code == 422
    assert 'value="后写的"' in late.text
    assert (await article(app, key))[1].summary == "先写的"


async def test_what_is_typed_is_shown_as_it_will_read_and_nothing_is_kept(app: App) -> None:
    desk = await a_desk(app)
    shown = await desk.post(f"{PATH}/preview", PARTS)
    assert shown.status_code == 200
    assert "<strong>交材料</strong>" in shown.text
    assert "① 去登记点" in text_of(shown)
    assert "<script>" not in shown.text
    async with app.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(ArticleRevision)) == 0


async def test_a_mistake_is_restored_and_an_article_ends_with_its_successor(app: App) -> None:
    await put_article(app.database, "fee", title="收费", body="每月 5 元")
    await put_article(app.database, "other", title="新的收费")
    lead = await a_desk(app, "孙科", role=StaffRole.LEAD)
    found, _ = await article(app, "fee")
    await lead.presses(f"{PATH}/fee/do/change", {"body": "每月 8 元", "revision": str(found.revision)})
    await lead.presses(f"{PATH}/fee/do/change", {"body": "每月 80 元", "revision": str(found.revision + 1)})
    history = await lead.get(f"{PATH}/fee/history/{found.revision + 1}")
    assert "每月 8 元" in text_of(history)
    wanted = {"number": str(found.revision + 1), "revision": str(found.revision + 2)}
    await lead.presses(f"{PATH}/fee/do/restore", wanted)
    assert (await article(app, "fee"))[1].body == "每月 8 元"
    await lead.presses(f"{PATH}/fee/do/expire", {"successor": "other"})
    ended, _ = await article(app, "fee")
    assert (ended.state, ended.replaced_by) == (ArticleState.EXPIRED, "other")
    assert "已下架" in text_of(await lead.get(f"{PATH}?state=expired"))
    assert "新的收费" in text_of(await lead.get(f"{PATH}?words=新的"))


async def test_a_question_is_written_up_here_and_who_asked_is_told(app: App) -> None:
    group = await asked(app, "电动车上牌要带什么材料", "上牌电动车带什么材料")
    lead = await a_desk(app, "孙科", role=StaffRole.LEAD)
    assert "上牌电动车带什么材料 2" in text_of(await lead.get(QUESTIONS))
    assert "问过 2 次" in text_of(await lead.get(f"{QUESTIONS}/{group}"))
    topic = next(iter(app.city.topics))
    answer = await lead.post(f"{QUESTIONS}/{group}/do/write", {"topic": topic})
    key = answer.headers["Location"].partition("?")[0].rpartition("/")[2]
    await lead.presses(f"{PATH}/{key}/do/change", PARTS | {"revision": "1"})
    assert "search-answered" not in await news(app)
    await lead.presses(f"{PATH}/{key}/do/publish", {"revision": "2"})
    assert (await news(app)).count("search-answered") == 1
    assert "没有没答上的问题" in text_of(await lead.get(QUESTIONS))
    again = await lead.post(f"{QUESTIONS}/{group}/do/write", {"topic": topic})
    assert again.status_code == 422, "answered already"


async def test_an_article_that_is_there_answers_a_question(app: App) -> None:
    await put_article(app.database, "plate", title="电动车上牌")
    group, desk = await asked(app, "电动车上牌要带什么"), await a_desk(app)
    key = await begins(desk, app)
    draft: Any = await desk.post(f"{QUESTIONS}/{group}/do/article", {"article": key})
    assert draft.status_code == 422, "nobody can read a draft"
    assert "问的人会收到这篇" in text_of(await desk.presses(f"{QUESTIONS}/{group}/do/article", {"article": "plate"}))
    assert (await news(app)).count("search-answered") == 1
