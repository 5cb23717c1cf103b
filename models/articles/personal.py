"""Data kept of people who rated an article or asked a question that no article answers."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import KEEP_VOTES, forget_votes, votes_of
from models.articles.unanswered import KEEP, forget_questions
from models.people.person import Person
from models.storage.database import Json
from models.storage.personal import Kept, Old, Personal, columns_of


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    return {"article_votes": [columns_of(each) for each in await votes_of(session, person.id)]}


PERSONAL = Personal(
    kept=(
        Kept("article_vote.person_id", KEEP_VOTES, after="they said it"),
        Kept("question_asker.person_id", KEEP, after="it was asked", untold="questions are kept without a name"),
        Kept(
            "question_count.person_id",
            timedelta(days=1),
            after="the day of the questions",
            untold="how many questions of a day, to stop a flood; not which",
        ),
    ),
    export=_export,
    forget_old=(Old(forget_votes), Old(forget_questions)),
)
