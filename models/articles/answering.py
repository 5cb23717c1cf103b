"""Staff answer a group of questions with the draft of an article; once a week leads hear how many groups wait."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import Article, ArticleState, find_article, texts_of
from models.articles.editing import create_article
from models.articles.errors import ArticleGone, QuestionGone
from models.articles.question_groups import QuestionGroup, count_open, open_questions, question_group, questions_of
from models.articles.unanswered import QuestionNews, tell_askers
from models.city.articles import LONGEST_TITLE
from models.city.pack import City
from models.outbox.message import Pushed, put
from models.people.person import Person
from models.staff.post import colleagues, need_staff
from models.values.calendar import monday_of


async def questions_for_staff(
    session: AsyncSession, person: Person, *, limit: int, offset: int = 0
) -> tuple[int, list[QuestionGroup]]:
    """The number of groups that wait for an answer, and a page of them, the most asked first. Raises NotStaff."""
    await need_staff(session, person)
    groups, _ = await count_open(session)
    return groups, await open_questions(session, limit=limit, offset=offset)


async def question_for_staff(session: AsyncSession, group: int, person: Person) -> QuestionGroup:
    """A group that waits for an answer. Raises NotStaff, QuestionGone."""
    await need_staff(session, person)
    return await question_group(session, group)


async def write_answer(
    session: AsyncSession, group: int, person: Person, *, topic: str, today: date, now: datetime
) -> Article:
    """Starts the draft that answers a group, with its newest question as the title. The group waits no longer. Raises
    NotStaff, QuestionGone."""
    await need_staff(session, person)
    questions = await questions_of(session, group)
    if not questions:
        raise QuestionGone(group)
    title = str(questions[0].text)[:LONGEST_TITLE]
    article = await create_article(session, person, title=title, topic=topic, today=today, now=now)
    for question in questions:
        question.answer = article.key
    await session.flush()
    return article


async def answer_with(session: AsyncSession, group: int, person: Person, *, key: str, now: datetime) -> Article:
    """Says that an article which people can read already answers a group, and tells who asked. The group waits no
    longer. Raises NotStaff, QuestionGone, ArticleGone."""
    await need_staff(session, person)
    article = await find_article(session, key)
    if article.state != ArticleState.PUBLISHED:
        raise ArticleGone(key)
    questions = await questions_of(session, group)
    if not questions:
        raise QuestionGone(group)
    for question in questions:
        question.answer = key
    await session.flush()
    titles = {locale: text.title for locale, text in (await texts_of(session, article)).items()}
    await tell_askers(session, key, titles, now=now)
    return article


async def offer_questions(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Tells the leads of the leading department once a week how many groups of questions wait. Returns how many leads
    it tells."""
    groups, times = await count_open(session)
    if not groups:
        return 0
    week = monday_of(now, city.zone).isoformat()
    pushed = Pushed(QuestionNews.WAITING, {"groups": groups, "times": times})
    told = await colleagues(session, city.lead_department.key, leads_only=True)
    for each in told:
        if each.person_id is not None:
            await put(session, each.person_id, pushed, due_at=now, dedupe_key=f"questions:{week}:{each.id}")
    return len(told)
