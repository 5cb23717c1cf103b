"""An answer is written: a group of questions becomes the draft of an article; staff hear each week of what waits."""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.article import Article
from models.article_editing import create_article
from models.article_pack import LONGEST_TITLE
from models.case_report import monday_of
from models.city import City
from models.errors import QuestionGone
from models.outbox import Pushed, PushedButton, put
from models.person import Person
from models.staff import colleagues, need_staff
from models.unanswered import QuestionGroup, UnansweredQuestion, open_questions

QUESTIONS = "questions"
"""The prefix of the button that opens them."""


async def questions_for_staff(session: AsyncSession, person: Person) -> list[QuestionGroup]:
    """What waits for an answer, the most asked first. Raises NotStaff."""
    await need_staff(session, person)
    return await open_questions(session)


async def write_answer(
    session: AsyncSession, question_ids: Collection[int], person: Person, *, topic: str, today: date, now: datetime
) -> Article:
    """The draft that answers them, with the newest as its title; they wait no longer. Raises NotStaff, QuestionGone."""
    await need_staff(session, person)
    open_ = sa.select(UnansweredQuestion).where(
        UnansweredQuestion.id.in_(question_ids), UnansweredQuestion.answer.is_(None)
    )
    questions = (await session.scalars(open_.order_by(UnansweredQuestion.id.desc()).with_for_update())).all()
    if not questions:
        raise QuestionGone(next(iter(question_ids), 0))
    title = str(questions[0].text)[:LONGEST_TITLE]
    article = await create_article(session, person, title=title, topic=topic, today=today, now=now)
    for question in questions:
        question.answer = article.key
    await session.flush()
    return article


async def offer_questions(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Leads of the leading department hear once a week how many groups of questions wait. Returns how many are told."""
    groups = await open_questions(session)
    if not groups:
        return 0
    week = monday_of(now, city.zone).isoformat()
    look = PushedButton("staff-button-questions", data=f"{QUESTIONS}:0")
    arguments = {"groups": len(groups), "times": sum(group.times for group in groups)}
    told = await colleagues(session, city.lead_department.key, leads_only=True)
    for each in told:
        if each.person_id is not None:
            pushed = Pushed("staff-news-questions", arguments, buttons=((look,),))
            await put(session, each.person_id, pushed, due_at=now, dedupe_key=f"questions:{week}:{each.id}")
    return len(told)
