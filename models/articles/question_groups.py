"""Groups of unanswered questions that ask the same.

A job puts each new question into its group, outside the conversations; looking at the groups only counts rows.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.errors import QuestionGone
from models.articles.unanswered import UnansweredQuestion
from models.values.segmentation import search_words_of

ALIKE = 0.5
"""The least share of their words that two questions have in common if they ask the same."""
AT_ONCE = 50
"""New questions that are grouped at once."""
MOST_COMPARED = 1000
"""The most groups that a new question is compared with: those with the newest questions."""
_OPEN = (UnansweredQuestion.answer.is_(None), UnansweredQuestion.group_id.is_not(None))
_TIMES = sa.func.count()


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that ask the same. id: the group's number. text: of the newest question. times: number of questions."""

    id: int
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of new questions by their number, and of known groups by theirs."""

    new: dict[int, str]
    known: dict[int, str]


async def open_questions(session: AsyncSession, *, limit: int, offset: int = 0) -> list[QuestionGroup]:
    """The groups that wait for an answer, the most asked first; of two equally asked, the newer."""
    newest = sa.func.max(UnansweredQuestion.id)
    counted = sa.select(UnansweredQuestion.group_id, newest, _TIMES).where(*_OPEN).group_by(UnansweredQuestion.group_id)
    rows = (await session.execute(counted.order_by(_TIMES.desc(), newest.desc()).limit(limit).offset(offset))).all()
    said = await _texts(session, [question for _, question, _ in rows])
    return [QuestionGroup(group or 0, said[question], times) for group, question, times in rows]


async def count_open(session: AsyncSession) -> tuple[int, int]:
    """The number of groups that wait for an answer, and of the questions in them."""
    both = sa.select(sa.func.count(UnansweredQuestion.group_id.distinct()), _TIMES).where(*_OPEN)
    groups, times = (await session.execute(both)).one()
    return groups, times


async def question_group(session: AsyncSession, group: int) -> QuestionGroup:
    """The group with this number. Raises QuestionGone if none of its questions waits for an answer."""
    of_group = sa.select(UnansweredQuestion).where(*_OPEN, UnansweredQuestion.group_id == group)
    newest = await session.scalar(of_group.order_by(UnansweredQuestion.id.desc()).limit(1))
    if newest is None:
        raise QuestionGone(group)
    times = await session.scalar(sa.select(_TIMES).select_from(of_group.subquery()))
    return QuestionGroup(group, newest.text, times or 0)


async def ungrouped(session: AsyncSession) -> Texts:
    """The next questions without a group, and the groups to compare them with."""
    new = sa.select(UnansweredQuestion.id).where(
        UnansweredQuestion.group_id.is_(None), UnansweredQuestion.answer.is_(None)
    )
    ids = (await session.scalars(new.order_by(UnansweredQuestion.id).limit(AT_ONCE))).all()
    if not ids:
        return Texts({}, {})
    latest = sa.func.max(UnansweredQuestion.id)
    groups = sa.select(UnansweredQuestion.group_id).where(*_OPEN).group_by(UnansweredQuestion.group_id)
    known = (await session.scalars(groups.order_by(latest.desc()).limit(MOST_COMPARED))).all()
    first = await _texts(session, known)  # a group is compared by its first question, so that it does not drift
    return Texts(await _texts(session, ids), first)


async def _texts(session: AsyncSession, ids: Collection[int | None]) -> dict[int, str]:
    query = sa.select(UnansweredQuestion.id, UnansweredQuestion.text).where(UnansweredQuestion.id.in_(ids))
    return dict(iter(await session.execute(query)))


def grouped(texts: Texts) -> dict[int, int]:
    """New question -> its group; a question unlike all others gets a group with its own number. Takes up to a second:
    call it in a thread."""
    words: dict[int, frozenset[str]] = {}
    with_word: dict[str, set[int]] = defaultdict(set)

    def remember(group: int, said: frozenset[str]) -> None:
        words[group] = said
        for word in said:
            with_word[word].add(group)

    for group, text in texts.known.items():
        remember(group, frozenset(search_words_of(text)))
    found: dict[int, int] = {}
    for question, text in texts.new.items():
        said = frozenset(search_words_of(text))
        near = sorted(set().union(*(with_word.get(word, ()) for word in said)))
        same = next((group for group in near if _alike(words[group], said)), None)
        found[question] = same if same is not None else question
        if same is None:
            remember(question, said)
    return found


def _alike(one: Collection[str], other: Collection[str]) -> bool:
    both = len(set(one) & set(other))
    return both >= ALIKE * (len(one) + len(other) - both)


async def keep_groups(session: AsyncSession, groups: dict[int, int]) -> None:
    """Store the groups that `grouped` found."""
    for question, group in groups.items():
        alone = UnansweredQuestion.id == question
        await session.execute(sa.update(UnansweredQuestion).where(alone).values(group_id=group))


async def questions_of(session: AsyncSession, group: int) -> Sequence[UnansweredQuestion]:
    """The questions of a group that wait for an answer, newest first, locked until the transaction ends."""
    open_ = sa.select(UnansweredQuestion).where(*_OPEN, UnansweredQuestion.group_id == group)
    return (await session.scalars(open_.order_by(UnansweredQuestion.id.desc()).with_for_update())).all()
