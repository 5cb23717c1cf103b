"""Questions that nothing here answers: kept without a name for those who write answers, and grouped by what they ask.

Who asks to be told is known until an answer is published; the text is encrypted, and goes after KEEP.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.errors import QuestionGone
from models.outbox import Pushed, PushedButton, put
from models.person import Person, need_consent
from models.segmentation import search_words_of

KEEP = timedelta(days=180)
READ = "article"
"""The prefix of the button that opens an article."""
SHORTEST, LONGEST = 4, 300
"""Characters of a question that is kept; of a longer one its beginning."""
MOST_GROUPED = 1000
"""Questions that are looked at together, the newest."""
ALIKE = 0.5
"""Share of their words that two questions have in common to be the same."""


class UnansweredQuestion(Base):
    """One question as it was asked. answer: the key of the article that answers it, once there is one."""

    __tablename__ = "unanswered_question"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    text: Mapped[Json] = mapped_column(EncryptedJson)
    locale: Mapped[str] = mapped_column(sa.String(16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    answer: Mapped[str | None]


class QuestionAsker(Base):
    """Somebody who wants to be told the answer."""

    __tablename__ = "question_asker"

    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unanswered_question.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that ask the same. text: the newest of them; ids: the newest first."""

    text: str
    ids: tuple[int, ...]

    @property
    def times(self) -> int:
        return len(self.ids)


async def keep_question(session: AsyncSession, text: str, *, locale: str, now: datetime) -> UnansweredQuestion | None:
    """Keeps it without a name; None where it is too short to be one."""
    plain = " ".join(text.split())[:LONGEST]
    if len(plain) < SHORTEST:
        return None
    question = UnansweredQuestion(text=plain, locale=locale, asked_at=now)
    session.add(question)
    await session.flush()
    return question


async def want_answer(session: AsyncSession, question_id: int, person: Person) -> None:
    """The person is told when there is an answer; asking twice changes nothing. Raises ConsentNeeded, QuestionGone."""
    need_consent(person)
    question = await session.get(UnansweredQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None or question.answer is not None:
        raise QuestionGone(question_id)
    if await session.get(QuestionAsker, (question_id, person.id)) is None:
        session.add(QuestionAsker(question_id=question_id, person_id=person.id))
        await session.flush()


async def open_questions(session: AsyncSession) -> list[QuestionGroup]:
    """What waits for an answer: what was asked most comes first, of two the newer."""
    query = sa.select(UnansweredQuestion).where(UnansweredQuestion.answer.is_(None))
    newest = query.order_by(UnansweredQuestion.id.desc()).limit(MOST_GROUPED)
    groups: list[tuple[frozenset[str], str, list[int]]] = []
    for question in await session.scalars(newest):
        said = frozenset(search_words_of(question.text))
        same = next((ids for words, _, ids in groups if _alike(words, said)), None)
        if same is None:
            groups.append((said, question.text, [question.id]))
        else:
            same.append(question.id)
    found = [QuestionGroup(text, tuple(ids)) for _, text, ids in groups]
    return sorted(found, key=lambda group: -group.times)


def _alike(one: Collection[str], other: Collection[str]) -> bool:
    both = len(set(one) & set(other))
    return both >= ALIKE * (len(one) + len(other) - both)


async def askers_of(session: AsyncSession, question_ids: Collection[int]) -> Sequence[int]:
    """Who wants to be told, each once."""
    query = sa.select(QuestionAsker.person_id).where(QuestionAsker.question_id.in_(question_ids)).distinct()
    return (await session.scalars(query.order_by(QuestionAsker.person_id))).all()


async def tell_askers(session: AsyncSession, key: str, titles: Mapping[str, str], *, now: datetime) -> int:
    """The article of this key is there to be read: whoever wanted the answer is told, once. Returns how many."""
    answered = sa.select(UnansweredQuestion.id).where(UnansweredQuestion.answer == key)
    ids = (await session.scalars(answered)).all()
    people = await askers_of(session, ids)
    read = PushedButton("search-button-article", data=f"{READ}:{key}:")
    pushed = Pushed("search-answered", {"title": dict(titles)}, buttons=((read,),))
    for person_id in people:
        await put(session, person_id, pushed, due_at=now, dedupe_key=f"answer:{key}:{person_id}")
    await session.execute(sa.delete(QuestionAsker).where(QuestionAsker.question_id.in_(ids)))
    return len(people)


async def forget_questions(session: AsyncSession, *, now: datetime) -> None:
    """Deletes questions that were kept long enough, answered or not, with who asked."""
    await session.execute(sa.delete(UnansweredQuestion).where(UnansweredQuestion.asked_at < now - KEEP))
