"""How each benefit stands: used, new, dead (offered for UNUSED_FOR and not opened in that time), or an empty promise,
as what it leads to is not there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import articles_in_force
from models.benefits.use import BenefitOffered, BenefitWeek
from models.city.actions import Action, ActionKind
from models.city.benefits import Benefit
from models.city.pack import City
from models.events.event import DateState, EventDate
from models.people.person import Person
from models.places.place import needs_offered
from models.staff.post import Staff, need_staff

UNUSED_FOR = timedelta(days=60)


class State(StrEnum):
    """EMPTY weighs most: an empty promise is one however often it is opened."""

    EMPTY = "empty"
    DEAD = "dead"
    NEW = "new"
    USED = "used"


class Empty(StrEnum):
    """Why a benefit leads nowhere: no place offers it; no date of the kind is to come; the article is not in force;
    there is no such case type; nobody of the department has joined that would get the case."""

    NO_PLACE = "no_place"
    NO_DATE = "no_date"
    NO_ARTICLE = "no_article"
    NO_CASE = "no_case"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Standing:
    """One benefit. since: the first day on which it was offered; used_on: the last on which it was opened; opened,
    acted: taps within UNUSED_FOR, by whole weeks."""

    benefit: Benefit
    owner: str | None
    since: date
    used_on: date | None
    opened: int
    acted: int
    empty: Empty | None
    state: State


@dataclass(frozen=True, slots=True)
class _There:
    """What actions can lead to now."""

    needs: Collection[str]
    kinds: Collection[str]
    articles: Collection[str]
    staffed: Collection[str]


async def standing_of(session: AsyncSession, person: Person, *, city: City, now: datetime) -> list[Standing]:
    """How every benefit of the pack stands, in the order of the pack. Raises NotStaff."""
    await need_staff(session, person)
    today = now.astimezone(city.zone).date()
    offered = {each.key: each for each in await session.scalars(sa.select(BenefitOffered))}
    taps = await _taps(session, today)
    there = await _there(session, city, today=today, now=now)
    return [
        _standing(each, city, offered.get(key), taps.get(key, (0, 0)), there, today)
        for key, each in city.benefits.items.items()
    ]


async def _taps(session: AsyncSession, today: date) -> Mapping[str, tuple[int, int]]:
    sums = sa.func.sum(BenefitWeek.opened), sa.func.sum(BenefitWeek.acted)
    first = today - UNUSED_FOR - timedelta(days=6)
    query = sa.select(BenefitWeek.key, *sums).where(BenefitWeek.week >= first).group_by(BenefitWeek.key)
    return {key: (int(opened), int(acted)) for key, opened, acted in await session.execute(query)}


async def _there(session: AsyncSession, city: City, *, today: date, now: datetime) -> _There:
    coming = sa.select(EventDate.kind).where(EventDate.state == DateState.OPEN, EventDate.starts_at > now)
    posts = sa.select(Staff.department).where(Staff.active, Staff.person_id.is_not(None))
    return _There(
        needs=await needs_offered(session, list(city.needs)),
        kinds=set(await session.scalars(coming.distinct())),
        articles={article.key for article, _ in await articles_in_force(session, today)},
        staffed={each for each in await session.scalars(posts.distinct()) if each is not None},
    )


def _standing(
    benefit: Benefit,
    city: City,
    offered: BenefitOffered | None,
    taps: tuple[int, int],
    there: _There,
    today: date,
) -> Standing:
    since, used_on = (offered.since, offered.used_on) if offered is not None else (today, None)
    empty = leads_nowhere(benefit.action, city, there)
    unused = used_on is None or used_on <= today - UNUSED_FOR
    if empty is not None:
        state = State.EMPTY
    elif not unused:
        state = State.USED
    else:
        state = State.DEAD if since <= today - UNUSED_FOR else State.NEW
    owner = benefit.department or city.benefits.categories[benefit.category].department
    return Standing(benefit, owner, since, used_on, *taps, empty, state)


def leads_nowhere(action: Action, city: City, there: _There) -> Empty | None:
    """Why the action leads nowhere; None if it leads somewhere. A number is taken for one that answers."""
    match action.kind:
        case ActionKind.PLACE:
            return None if action.of in there.needs else Empty.NO_PLACE
        case ActionKind.EVENT:
            return None if action.of in there.kinds else Empty.NO_DATE
        case ActionKind.ARTICLE:
            return None if action.of in there.articles else Empty.NO_ARTICLE
        case ActionKind.CASE:
            case_type = city.case_types.get(action.of)
            if case_type is None:
                return Empty.NO_CASE
            return None if case_type.department in there.staffed else Empty.NOBODY
        case _:
            return None
