"""The answers to a survey: one tap for each question, changed by another tap until it closes.

What is shown are numbers of people, never of fewer than LEAST_GROUP. Once the notice is over they are kept as such, and
nothing says any more who answered what.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.notices.errors import NoticeGone, SurveyOver
from models.notices.notice import LONGEST_VALID, Notice, NoticeState
from models.outbox.causes import CauseKind
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.storage.database import Base, Json
from models.values.small_groups import LEAST_GROUP, merged_groups

KEPT = LONGEST_VALID + timedelta(days=1)
"""No answer stays longer than a notice is valid, and a day for the job."""


class NoticeAnswer(Base):
    """The answer of one person to one question. question, choice: from 0. Without the moment, which would tell whose
    it was."""

    __tablename__ = "notice_answer"

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[int]


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers to one question, in people. people: who answered it; choices: by choice, those who may be shown;
    others: who chose something whose number may not. All are None or empty if fewer than LEAST_GROUP answered."""

    people: int | None = None
    choices: Mapping[str, int] | None = None
    others: int | None = None


async def answer_survey(
    session: AsyncSession, notice_id: int, person: Person, *, question: int, choice: int, now: datetime
) -> Notice:
    """Notes the person's answer, or changes it. Raises NoticeGone for a notice that they did not get, or a question
    that it does not ask; SurveyOver."""
    notice = await session.get(Notice, notice_id)
    questions = notice.questions if notice is not None else []
    if notice is None or not 0 <= question < len(questions) or not 0 <= choice < len(questions[question].choices):
        raise NoticeGone
    got = sa.exists().where(OutboxMessage.person_id == person.id, OutboxMessage.cause == CauseKind.NOTICE.of(notice.id))
    if not await session.scalar(sa.select(got)):
        raise NoticeGone
    if notice.state == NoticeState.CANCELLED or notice.expires_at is None or notice.expires_at <= now:
        raise SurveyOver
    answer = await session.get(NoticeAnswer, (notice_id, person.id, question))
    if answer is None:
        session.add(NoticeAnswer(notice_id=notice_id, person_id=person.id, question=question, choice=choice))
    else:
        answer.choice = choice
    await session.flush()
    return notice


async def survey_counts(session: AsyncSession, notice: Notice) -> list[Counted]:
    """What was answered to each question, as far as it may be shown."""
    if notice.survey_result is not None:
        return [Counted(**each) for each in notice.survey_result]
    rows = await session.execute(
        sa.select(NoticeAnswer.question, NoticeAnswer.choice, sa.func.count())
        .where(NoticeAnswer.notice_id == notice.id)
        .group_by(NoticeAnswer.question, NoticeAnswer.choice)
    )
    chosen: list[dict[str, int]] = [{} for _ in notice.questions]
    for question, choice, count in rows:
        if question < len(chosen):
            chosen[question][str(choice)] = count
    return [_shown(each) for each in chosen]


def _shown(chosen: Mapping[str, int]) -> Counted:
    people = sum(chosen.values())
    if people < LEAST_GROUP:
        return Counted()
    groups = merged_groups({key: {"reached": count} for key, count in chosen.items()})
    shown = {key: values["reached"] for key, values in groups.items()}
    return Counted(people, {key: count for key, count in shown.items() if key}, shown.get(""))


async def close_surveys(session: AsyncSession, *, now: datetime) -> int:
    """Keeps the counts of surveys that are over, and deletes who answered what. Returns how many."""
    answered = sa.select(NoticeAnswer.notice_id).distinct()
    never = sa.and_(Notice.expires_at.is_(None), Notice.created_at <= now - KEPT)
    over = sa.or_(Notice.expires_at <= now, Notice.state == NoticeState.CANCELLED, never)
    surveys = (await session.scalars(sa.select(Notice).where(Notice.id.in_(answered), over))).all()
    for notice in surveys:
        notice.survey_result = [asdict(each) for each in await survey_counts(session, notice)]
        await session.execute(sa.delete(NoticeAnswer).where(NoticeAnswer.notice_id == notice.id))
    await session.flush()
    return len(surveys)


async def answers_of(session: AsyncSession, person: Person) -> list[Json]:
    """What the person answered to surveys that still run, ready for JSON. question, answer: from 1."""
    mine = sa.select(NoticeAnswer, Notice.titles).join(Notice).where(NoticeAnswer.person_id == person.id)
    rows = await session.execute(mine.order_by(NoticeAnswer.notice_id, NoticeAnswer.question))
    return [{"titles": titles, "question": each.question + 1, "answer": each.choice + 1} for each, titles in rows]
