"""Questions that nothing answers: kept without a name, grouped, and answered to those who asked to be told."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.jobs.questions import group_questions
from models.articles.errors import QuestionGone
from models.articles.question_groups import open_questions
from models.articles.unanswered import (
    KEEP,
    MOST_A_DAY,
    QuestionAsker,
    QuestionCount,
    UnansweredQuestion,
    askers_of,
    forget_questions,
    keep_question,
    want_answer,
)
from models.people.errors import ConsentNeeded
from models.people.person import Person, agree, meet
from models.storage.database import Database

NOW = datetime(2026, 11, 26, 7, tzinfo=UTC)


async def _person(session: AsyncSession, address: str, *, agreed: bool = True) -> Person:
    person, *_ = await meet(session, "telegram", address, locale="zh-CN", now=NOW)
    if agreed:
        await agree(session, person, now=NOW)
    return person


async def test_questions_that_ask_the_same_are_one_group_the_most_asked_first(database: Database) -> None:
    async with database.transaction() as session:
        anna = await _person(session, "anna")
        for text in ("骑手食堂哪天开业", "电动车能不能上高架", "骑手食堂哪天开业啊", "骑手食堂 哪天开业？", "嗯"):
            await keep_question(session, text, anna, locale="zh-CN", now=NOW)
    await group_questions(database)
    async with database.reading() as session:
        groups = await open_questions(session, limit=9)
        assert [(group.times, group.text) for group in groups] == [
            (3, "骑手食堂 哪天开业？"),
            (1, "电动车能不能上高架"),
        ]
        raw = (await session.execute(sa.text("SELECT text FROM unanswered_question"))).scalars().all()
        assert all("骑手".encode() not in bytes(each) for each in raw)


async def test_only_who_agreed_and_asked_to_be_told_is_known_and_once(database: Database) -> None:
    async with database.transaction() as session:
        asked_by = await _person(session, "somebody")
        question = await keep_question(session, "骑手食堂哪天开业", asked_by, locale="zh-CN", now=NOW)
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
        anna = await _person(session, "anna")
        question = await keep_question(session, "骑手食堂哪天开业", anna, locale="zh-CN", now=NOW)
        assert question is not None
        await want_answer(session, question.id, anna)
        await forget_questions(session, now=NOW + KEEP)
        assert await session.scalar(sa.select(sa.func.count()).select_from(UnansweredQuestion)) == 1
        await forget_questions(session, now=NOW + KEEP + timedelta(seconds=1))
        assert await session.scalar(sa.select(sa.func.count()).select_from(UnansweredQuestion)) == 0
        assert await session.scalar(sa.select(sa.func.count()).select_from(QuestionAsker)) == 0


async def test_one_person_cannot_fill_the_list_and_has_a_new_day(database: Database) -> None:
    async with database.transaction() as session:
        anna, bert = await _person(session, "anna"), await _person(session, "bert")
        kept = [
            await keep_question(session, f"第{number}个怪问题在哪里", anna, locale="zh-CN", now=NOW)
            for number in range(MOST_A_DAY + 2)
        ]
        assert [each is None for each in kept] == [False] * MOST_A_DAY + [True] * 2
        assert await keep_question(session, "骑手食堂哪天开业", bert, locale="zh-CN", now=NOW) is not None
        tomorrow = NOW + timedelta(days=1)
        assert await keep_question(session, "骑手食堂哪天开业", anna, locale="zh-CN", now=tomorrow) is not None
        await forget_questions(session, now=tomorrow)
        assert [each.kept for each in await session.scalars(sa.select(QuestionCount))] == [1]


async def test_what_nobody_sees_is_not_kept(database: Database) -> None:
    async with database.transaction() as session:
        anna = await _person(session, "anna")
        question = await keep_question(session, "骑手\u2028食堂\u202e哪天\ue000开业", anna, locale="zh-CN", now=NOW)
        assert question is not None
        assert question.text == "骑手 食堂哪天开业"


async def test_a_thousand_odd_questions_are_looked_at_without_stopping_anybody(database: Database) -> None:
    looks: list[tuple[float, float]] = []
    while not looks or (not _quick(looks) and len(looks) < 4):  # other load only adds
        looks.append(await _looked_at_a_thousand(database))
    assert _quick(looks)


def _quick(looks: list[tuple[float, float]]) -> bool:
    return min(took for took, _ in looks) < 0.5 and min(longest for _, longest in looks) < 1.0


async def _looked_at_a_thousand(database: Database) -> tuple[float, float]:
    """Seconds until the first of them were shown, and the longest that anybody else waited meanwhile."""
    letters = [chr(0x4E00 + 7 * number) for number in range(2900)]
    async with database.transaction() as session:
        await session.execute(sa.delete(UnansweredQuestion))
        for start in range(0, 1000):
            text = "".join(letters[start : start + 1900 : 7])[:300]
            session.add(UnansweredQuestion(text=text, locale="zh-CN", asked_at=NOW))
    longest, stop = 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal longest
        while not stop.is_set():
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - began)

    watching = asyncio.create_task(watch())
    await group_questions(database)
    began = time.perf_counter()
    async with database.reading() as session:
        shown = await open_questions(session, limit=6)
    took = time.perf_counter() - began
    stop.set()
    await watching
    assert len(shown) == 6
    return took, longest
