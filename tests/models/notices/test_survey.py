"""A survey: one answer a person, changed until it closes; fewer than five are never shown; then only numbers stay."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.city.pack import City
from models.notices.errors import NoticeGone, NoticeIncomplete, SurveyOver
from models.notices.notice import Notice
from models.notices.question import Question
from models.notices.survey import Counted, NoticeAnswer, answer_survey, close_surveys, survey_counts
from models.people.person import Person
from models.storage.database import Database
from tests.models.notices.test_notice import LATER, a_notice, people, prepare
from tests.world.senders import Post


def question(*choices: str, title: str = "换班够不够？") -> Question:
    return Question({"zh-CN": title}, tuple({"zh-CN": each} for each in choices))


@pytest.fixture
def post(database: Database, city: City) -> Post:
    return Post(database, city)


async def answers(post: Post, notice_id: int, person_id: int, choice: int, number: int = 0) -> None:
    async with post.database.transaction() as session:
        person = await session.get_one(Person, person_id)
        await answer_survey(session, notice_id, person, question=number, choice=choice, now=post.now)


async def shown(post: Post, notice_id: int) -> list[Counted]:
    async with post.database.reading() as session:
        return await survey_counts(session, await session.get_one(Notice, notice_id))


async def test_answers_are_counted_and_few_are_never_shown(post: Post) -> None:
    riders = await people(post, 12)
    notice_id = await a_notice(post, questions=[question("够", "不够", "说不好")])
    await prepare(post, limit=100)
    for rider in riders[:4]:
        await answers(post, notice_id, rider, 0)
    assert await shown(post, notice_id) == [Counted()]
    await answers(post, notice_id, riders[0], 1)
    for rider in riders[4:]:
        await answers(post, notice_id, rider, 0)
    for rider in riders[:4]:
        await answers(post, notice_id, rider, 2)
    assert await shown(post, notice_id) == [Counted(12, {}, 12)], "four would be what is left of twelve"
    await answers(post, notice_id, riders[4], 2)
    assert await shown(post, notice_id) == [Counted(12, {"0": 7, "2": 5}, None)]


async def test_after_its_end_nobody_answers_and_only_numbers_are_left(post: Post) -> None:
    riders = await people(post, 6)
    notice_id = await a_notice(post, questions=[question("够", "不够"), question("早", "晚", title="几点？")])
    await prepare(post, limit=100)
    for rider in riders:
        await answers(post, notice_id, rider, 1)
    before = await shown(post, notice_id)
    async with post.database.transaction() as session:
        assert await close_surveys(session, now=post.now) == 0
        assert await close_surveys(session, now=LATER + timedelta(seconds=1)) == 1
        assert await session.scalar(sa.select(sa.func.count()).select_from(NoticeAnswer)) == 0
    assert await shown(post, notice_id) == before == [Counted(6, {"1": 6}, None), Counted()]
    post.now = LATER + timedelta(seconds=1)
    with pytest.raises(SurveyOver):
        await answers(post, notice_id, riders[0], 0)


async def test_only_who_got_it_answers_and_only_what_is_asked(post: Post) -> None:
    (rider,) = await people(post, 1)
    notice_id = await a_notice(post, questions=[question("够", "不够")])
    await prepare(post, limit=100)
    late = await post.person("late")
    for who, choice, number in ((late, 0, 0), (rider, 2, 0), (rider, 0, 1), (rider, -1, 0)):
        with pytest.raises(NoticeGone):
            await answers(post, notice_id, who, choice, number)


@pytest.mark.parametrize(
    "questions",
    [
        [question("够")],
        [question("够", "够")],
        [question("够", "")],
        [question("够", "不够")] * 4,
        [question("够", "不" * 21)],
        [Question({"en": "Enough?"}, ({"en": "yes"}, {"en": "no"}))],
    ],
)
async def test_a_survey_that_cannot_be_answered_is_refused(post: Post, questions: list[Question]) -> None:
    with pytest.raises(NoticeIncomplete, match="questions"):
        await a_notice(post, questions=questions)
