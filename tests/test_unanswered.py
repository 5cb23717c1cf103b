"""Questions that nothing answers: kept without a name, grouped, and answered to those who asked to be told."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.database import Database
from models.errors import ConsentNeeded, QuestionGone
from models.person import Person, agree, meet
from models.unanswered import (
    KEEP,
    QuestionAsker,
    UnansweredQuestion,
    askers_of,
    forget_questions,
    keep_question,
    open_questions,
    want_answer,
)

NOW = datetime(2026, 11, 26, 7, tzinfo=UTC)


async def _person(session: AsyncSession, address: str, *, agreed: bool = True) -> Person:
    person, *_ = await meet(session, "telegram", address, locale="zh-CN", now=NOW)
    if agreed:
        await agree(session, person, now=NOW)
    return person


async def test_questions_that_ask_the_same_are_one_group_the_most_asked_first(database: Database) -> None:
    async with database.transaction() as session:
        for text in ("骑手食堂哪天开业", "电动车能不能上高架", "骑手食堂哪天开业啊", "骑手食堂 哪天开业？", "嗯"):
            await keep_question(session, text, locale="zh-CN", now=NOW)
    async with database.reading() as session:
        groups = await open_questions(session)
        assert [(group.times, group.text) for group in groups] == [
            (3, "骑手食堂 哪天开业？"),
            (1, "电动车能不能上高架"),
        ]
        raw = (await session.execute(sa.text("SELECT text FROM unanswered_question"))).scalars().all()
        assert all("骑手".encode() not in bytes(each) for each in raw)


async def test_only_who_agreed_and_asked_to_be_told_is_known_and_once(database: Database) -> None:
    async with database.transaction() as session:
        question = await keep_question(session, "骑手食堂哪天开业", locale="zh-CN", now=NOW)
        assert question is not None
        anna, shy = await _person(session, "anna"), await _person(session, "shy", agreed=False)
        await want_answer(session, question.id, anna)
        await want_answer(session, question.id, anna)
        with pytest.raises(ConsentNeeded):
            await want_answer(session, question.id, shy)
        with pytest.raises(QuestionGone):
            await want_answer(session, question.id + 1, anna)
        assert await askers_of(session, [question.id]) == [anna.id]


async def test_questions_go_when_they_were_kept_long_enough(database: Database) -> None:
    async with database.transaction() as session:
        question = await keep_question(session, "骑手食堂哪天开业", locale="zh-CN", now=NOW)
        assert question is not None
        await want_answer(session, question.id, await _person(session, "anna"))
        await forget_questions(session, now=NOW + KEEP)
        assert await session.scalar(sa.select(sa.func.count()).select_from(UnansweredQuestion)) == 1
        await forget_questions(session, now=NOW + KEEP + timedelta(seconds=1))
        assert await session.scalar(sa.select(sa.func.count()).select_from(UnansweredQuestion)) == 0
        assert await session.scalar(sa.select(sa.func.count()).select_from(QuestionAsker)) == 0
