"""What nothing answers is written up by a clerk, and who wanted to know is told."""

from datetime import UTC, datetime

import pytest

from bot.jobs.questions import group_questions
from models.articles.answering import offer_questions, write_answer
from models.articles.errors import QuestionGone
from models.articles.question_groups import grouped, keep_groups, open_questions, ungrouped
from models.articles.unanswered import keep_question, want_answer
from models.casework.posts import join_staff
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.world.chat import Chat
from tests.world.filing import NOW, a_person
from tests.world.staff_chat import a_colleague, person_of


async def asks(chat: Chat, *texts: str) -> None:
    """Anna asks them, and wants to be told."""
    anna = await chat.person("anna", agreed=True)
    async with chat.app.database.transaction() as session:
        person = await person_of(chat, anna, session)
        for text in texts:
            question = await keep_question(session, text, person, locale="zh-CN", now=datetime.now(UTC))
            assert question is not None
            await want_answer(session, question.id, person)
    await group_questions(chat.app.database)


async def test_an_answer_is_written_and_who_asked_is_told_once(chat: Chat) -> None:
    await asks(chat, "电动车上牌要带什么材料", "上牌电动车带什么材料")
    anna = chat.people["anna"]
    wang = await a_colleague(chat, "王老师", "social_work", StaffRole.LEAD)
    async with chat.app.database.transaction() as session:
        await offer_questions(session, city=chat.city, now=datetime.now(UTC))
        await offer_questions(session, city=chat.city, now=datetime.now(UTC))
    await wang.is_told()
    wang.sees("有 1 个问题没答上，一共问了 2 次")
    await wang.presses("看问题")
    await wang.presses("电动车带什么材料")
    wang.sees("问过 2 次")
    await wang.presses("写答案")
    await wang.presses(chat.city.topics[next(iter(chat.city.topics))].titles["zh-CN"])
    wang.sees("草稿建好了")
    await wang.presses("接着写")
    chat.wait(seconds=20)  # who is faster is not heard
    for part, text in (
        ("一句话", "带身份证和发票。"),
        ("适用谁", "都适用"),
        ("正文", "1. 去登记点"),
        ("依据", "某通知"),
    ):
        await wang.presses("改内容")
        await wang.presses(part)
        await wang.sends(text)
    await wang.presses("发布")
    wang.sees("发布了")
    await anna.is_told()
    anna.sees("你问过的有答案了", "上牌电动车带什么材料")
    await anna.presses("看全文")
    anna.sees("带身份证和发票")
    await wang.sends("/questions")
    wang.sees("没有没答上的问题")


async def test_two_who_write_the_same_answer_make_one_draft(database: Database) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        question = await keep_question(session, "上牌要带什么", person, locale="zh-CN", now=NOW)
        assert question is not None
        await keep_groups(session, grouped(await ungrouped(session)))
        _, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department="police", now=NOW)
        await join_staff(session, code, person, now=NOW)
        assert [group.times for group in await open_questions(session, limit=9)] == [1]
        await write_answer(session, question.id, person, topic="pay", today=NOW.date(), now=NOW)
        assert await open_questions(session, limit=9) == []
        with pytest.raises(QuestionGone):
            await write_answer(session, question.id, person, topic="pay", today=NOW.date(), now=NOW)
