"""Questions that nothing here answers: kept without a name for those who write answers
(models/articles/question_groups.py).

Who asks to be told is known until an answer is published; the text is encrypted, and goes after KEEP.
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
"""Characters of a question that is kept; of a longer one its beginning."""
MOST_A_DAY = 10
"""Questions of one person that are kept: nobody fills the list alone."""


class QuestionNews(News):
    """WAITING: staff hear how many wait for an answer. ANSWERED: whoever asked hears that there is one."""

    WAITING = "staff-news-questions"
    ANSWERED = "search-answered"


class UnansweredQuestion(Base):
    """One question as it was asked. group_id: the number of the first that asked the same, once that is known.
    answer: the key of the article that answers it, once there is one."""

    __tablename__ = "unanswered_question"
    __table_args__ = (sa.Index("ix_unanswered_question_group", "group_id", "answer"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    text: Mapped[Json] = mapped_column(EncryptedJson)
    locale: Mapped[str] = mapped_column(sa.String(16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    group_id: Mapped[int | None] = mapped_column(BigId)
    answer: Mapped[str | None]


class QuestionAsker(Base):
    """Somebody who wants to be told the answer."""

    __tablename__ = "question_asker"

    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unanswered_question.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class QuestionCount(Base):
    """How many questions of a person were kept on a day of UTC; not which. On SQLite without an order of rows, which
    would be that of the questions."""

    __tablename__ = "question_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kept: Mapped[int]


async def keep_question(
    session: AsyncSession, text: str, person: Person, *, locale: str, now: datetime
) -> UnansweredQuestion | None:
    """Keeps it without a name; None where it is too short to be one, or the person's MOST_A_DAY are kept."""
    plain = clean_line(text)[:LONGEST]
    if len(plain) < SHORTEST or not await _count(session, person, now.astimezone(UTC).date()):
        return None
    question = UnansweredQuestion(text=plain, locale=locale, asked_at=by_the_hour(now))
    session.add(question)
    await session.flush()
    return question


async def _count(session: AsyncSession, person: Person, day: date) -> bool:
    """Counts one more of the day; False where it is one too many."""
    upsert: Any = insert(session, QuestionCount).values(person_id=person.id, day=day, kept=1)
    counted = upsert.on_conflict_do_update(
        index_elements=["person_id", "day"],
        set_={"kept": QuestionCount.kept + 1},
        where=QuestionCount.kept < MOST_A_DAY,
    ).returning(QuestionCount.kept)
    return (await session.execute(counted)).first() is not None


async def want_answer(session: AsyncSession, question_id: int, person: Person) -> None:
    """The person is told when there is an answer; asking twice changes nothing. Raises ConsentNeeded, QuestionGone."""
    need_consent(person)
    will_tell(session, person.id, CauseKind.QUESTION)
    question = await session.get(UnansweredQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None or question.answer is not None:
        raise QuestionGone(question_id)
    if await session.get(QuestionAsker, (question_id, person.id)) is None:
        session.add(QuestionAsker(question_id=question_id, person_id=person.id))
        await session.flush()


async def askers_of(session: AsyncSession, question_ids: Collection[int]) -> Sequence[int]:
    """Who wants to be told, each once."""
    query = sa.select(QuestionAsker.person_id).where(QuestionAsker.question_id.in_(question_ids)).distinct()
    return (await session.scalars(query.order_by(QuestionAsker.person_id))).all()


async def tell_askers(session: AsyncSession, key: str, titles: Mapping[str, str], *, now: datetime) -> int:
    """The article of this key is there to be read: whoever wanted the answer is told, once. Returns how many."""
    answered = sa.select(UnansweredQuestion.id).where(UnansweredQuestion.answer == key)
    ids = (await session.scalars(answered)).all()
    people = await askers_of(session, ids)
    pushed = Pushed(QuestionNews.ANSWERED, {"title": dict(titles), "article": key})
    for person_id in people:
        await put(session, person_id, pushed, due_at=now, dedupe_key=f"answer:{key}:{person_id}")
    await session.execute(sa.delete(QuestionAsker).where(QuestionAsker.question_id.in_(ids)))
    return len(people)


async def forget_questions(session: AsyncSession, *, now: datetime) -> None:
    """Deletes questions that were kept long enough, answered or not, with who asked, and yesterday's counts."""
    await session.execute(sa.delete(QuestionCount).where(QuestionCount.day < now.astimezone(UTC).date()))
    await session.execute(sa.delete(UnansweredQuestion).where(UnansweredQuestion.asked_at < now - KEEP))
