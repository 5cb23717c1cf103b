"""Questions that no article answers, kept without a name for the staff who write answers
(models/articles/question_groups.py).

A person who wants the answer is known until an article with it is published. The text is encrypted and deleted after
KEEP.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.articles.errors import QuestionGone
from models.outbox.causes import CauseKind
from models.outbox.message import News, Pushed, put, will_tell
from models.people.person import Person, need_consent
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.secrets import insert
from models.storage.unlinkable import by_the_hour
from models.values.clean_text import clean_line

KEEP = timedelta(days=180)
SHORTEST, LONGEST = 4, 300
"""In characters. A shorter question is not kept; a longer one is cut."""
MOST_A_DAY = 10
"""Questions kept of one person in a day, so that nobody fills the list alone."""


class QuestionNews(News):
    """WAITING: staff hear how many groups wait for an answer. ANSWERED: the people who asked hear that there is an
    answer."""

    WAITING = "staff-news-questions"
    ANSWERED = "search-answered"


class UnansweredQuestion(Base):
    """One question in the words in which it was asked. group_id: the number of the first question that asked the same,
    once that is known. answer: the key of the article that answers it, once there is one."""

    __tablename__ = "unanswered_question"
    __table_args__ = (sa.Index("ix_unanswered_question_group", "group_id", "answer"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    text: Mapped[Json] = mapped_column(EncryptedJson)
    locale: Mapped[str] = mapped_column(sa.String(16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    group_id: Mapped[int | None] = mapped_column(BigId)
    answer: Mapped[str | None]


class QuestionAsker(Base):
    """A person who wants to be told the answer."""

    __tablename__ = "question_asker"

    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unanswered_question.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class QuestionCount(Base):
    """How many questions of a person were kept on a day of UTC; not which ones. SQLite stores it without row ids,
    because their order would be the order of the questions."""

    __tablename__ = "question_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kept: Mapped[int]


async def keep_question(
    session: AsyncSession, text: str, person: Person, *, locale: str, now: datetime
) -> UnansweredQuestion | None:
    """Keeps a question without a name. None if it is too short, or if MOST_A_DAY questions of the person are kept
    today."""
    plain = clean_line(text)[:LONGEST]
    if len(plain) < SHORTEST or not await _count(session, person, now.astimezone(UTC).date()):
        return None
    question = UnansweredQuestion(text=plain, locale=locale, asked_at=by_the_hour(now))
    session.add(question)
    await session.flush()
    return question


async def _count(session: AsyncSession, person: Person, day: date) -> bool:
    """Adds one to the day's count. False if the person has reached MOST_A_DAY."""
    upsert: Any = insert(session, QuestionCount).values(person_id=person.id, day=day, kept=1)
    counted = upsert.on_conflict_do_update(
        index_elements=["person_id", "day"],
        set_={"kept": QuestionCount.kept + 1},
        where=QuestionCount.kept < MOST_A_DAY,
    ).returning(QuestionCount.kept)
    return (await session.execute(counted)).first() is not None


async def want_answer(session: AsyncSession, question_id: int, person: Person) -> None:
    """Notes that the person wants the answer; a second call changes nothing. Raises ConsentNeeded, QuestionGone."""
    need_consent(person)
    will_tell(session, person.id, CauseKind.QUESTION)
    question = await session.get(UnansweredQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None or question.answer is not None:
        raise QuestionGone(question_id)
    if await session.get(QuestionAsker, (question_id, person.id)) is None:
        session.add(QuestionAsker(question_id=question_id, person_id=person.id))
        await session.flush()


async def askers_of(session: AsyncSession, question_ids: Collection[int]) -> Sequence[int]:
    """The ids of the people who want an answer to any of the questions, each once."""
    query = sa.select(QuestionAsker.person_id).where(QuestionAsker.question_id.in_(question_ids)).distinct()
    return (await session.scalars(query.order_by(QuestionAsker.person_id))).all()


async def tell_askers(session: AsyncSession, key: str, titles: Mapping[str, str], *, now: datetime) -> int:
    """Tells everybody who wanted the answer, once, that this article has it. Returns how many people it tells."""
    answered = sa.select(UnansweredQuestion.id).where(UnansweredQuestion.answer == key)
    ids = (await session.scalars(answered)).all()
    people = await askers_of(session, ids)
    pushed = Pushed(QuestionNews.ANSWERED, {"title": dict(titles), "article": key})
    for person_id in people:
        await put(session, person_id, pushed, due_at=now, dedupe_key=f"answer:{key}:{person_id}")
    await session.execute(sa.delete(QuestionAsker).where(QuestionAsker.question_id.in_(ids)))
    return len(people)


async def forget_questions(session: AsyncSession, *, now: datetime) -> None:
    """Deletes questions older than KEEP, answered or not, with their askers, and the counts of past days."""
    await session.execute(sa.delete(QuestionCount).where(QuestionCount.day < now.astimezone(UTC).date()))
    await session.execute(sa.delete(UnansweredQuestion).where(UnansweredQuestion.asked_at < now - KEEP))
