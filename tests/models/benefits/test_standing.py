"""How benefits stand: used, new, dead after sixty days, and promises that lead nowhere."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from models.benefits.standing import UNUSED_FOR, Empty, Standing, State, standing_of
from models.benefits.use import BenefitOffered, BenefitWeek, note_offered, note_use
from models.city.actions import Action, ActionKind
from models.city.benefits import Benefit, Benefits
from models.city.pack import City
from models.people.person import Person
from models.staff.errors import NotStaff
from models.storage.database import Database
from tests.world.articles import put_article
from tests.world.colleagues import a_clerk
from tests.world.events import SUNDAY, add_date, add_event
from tests.world.filing import NOW, a_person

TODAY = date(2026, 11, 23)
_numbers = count()


def with_action(city: City, kind: ActionKind, of: str) -> tuple[City, str]:
    """A city whose one benefit leads there, and its key."""
    key, benefit = next(iter(city.benefits.items.items()))
    items: dict[str, Benefit] = {key: replace(benefit, action=Action(kind, of))}
    return replace(city, benefits=Benefits(city.benefits.categories, items)), key


async def the_one(database: Database, city: City, *, days: int = 0) -> Standing:
    async with database.transaction() as session:
        staff = await a_clerk(session, f"王芳 {next(_numbers)}")
        person = await session.get_one(Person, staff.person_id)
        (found,) = await standing_of(session, person, city=city, now=NOW + timedelta(days=days))
        return found


async def test_one_that_nobody_opens_for_sixty_days_is_dead_until_somebody_does(database: Database, city: City) -> None:
    one, key = with_action(city, ActionKind.PHONE, "12345")
    async with database.transaction() as session:
        assert await note_offered(session, one.benefits, today=TODAY) == 1
        assert await note_offered(session, one.benefits, today=TODAY) == 0
    assert (await the_one(database, one)).state is State.NEW
    assert (await the_one(database, one, days=UNUSED_FOR.days - 1)).state is State.NEW
    assert (await the_one(database, one, days=UNUSED_FOR.days)).state is State.DEAD
    async with database.transaction() as session:
        await note_use(session, key, acted=False, today=TODAY + timedelta(days=1))
        await note_use(session, key, acted=False, today=TODAY + timedelta(days=1))
        await note_use(session, key, acted=True, today=TODAY + timedelta(days=1))
    used = await the_one(database, one, days=UNUSED_FOR.days)
    assert (used.state, used.opened, used.acted) == (State.USED, 2, 1)
    assert (await the_one(database, one, days=UNUSED_FOR.days + 1)).state is State.DEAD


async def test_old_taps_go_and_the_day_of_the_beginning_stays(database: Database, city: City) -> None:
    one, key = with_action(city, ActionKind.PHONE, "12345")
    async with database.transaction() as session:
        await note_use(session, key, acted=False, today=TODAY)
        await note_offered(session, one.benefits, today=TODAY + timedelta(weeks=61))
        assert await session.scalar(sa.select(sa.func.count()).select_from(BenefitWeek)) == 0
        assert (await session.get_one(BenefitOffered, key)).since == TODAY


@pytest.mark.parametrize(
    ("kind", "of", "empty"),
    [
        (ActionKind.PLACE, "toilet", Empty.NO_PLACE),
        (ActionKind.EVENT, "training", Empty.NO_DATE),
        (ActionKind.ARTICLE, "plate", Empty.NO_ARTICLE),
        (ActionKind.CASE, "no_such_case", Empty.NO_CASE),
        (ActionKind.CASE, "housing", Empty.NOBODY),
        (ActionKind.PHONE, "12345", None),
    ],
)
async def test_what_leads_nowhere_is_an_empty_promise(
    database: Database, city: City, kind: ActionKind, of: str, empty: Empty | None
) -> None:
    of = next(iter(city.case_types)) if of == "housing" else of
    one, _ = with_action(city, kind, of)
    case_type = city.case_types.get(of)
    if case_type is not None:
        case_types = {of: replace(case_type, department="cyberspace")}
        one = replace(one, case_types=case_types)
    found = await the_one(database, one)
    assert found.empty is empty
    assert found.state is (State.EMPTY if empty is not None else State.NEW)


async def test_what_is_there_is_no_empty_promise(database: Database, city: City) -> None:
    await put_article(database, "plate", title="上牌")
    async with database.transaction() as session:
        await add_date(session, await add_event(session), city, starts_at=SUNDAY)
    ours = next(key for key, each in city.case_types.items() if each.department == "market_regulation")
    for kind, of in ((ActionKind.ARTICLE, "plate"), (ActionKind.EVENT, "training"), (ActionKind.CASE, ours)):
        one, _ = with_action(city, kind, of)
        async with database.transaction() as session:
            staff = await a_clerk(session, f"李 {kind}")
            person = await session.get_one(Person, staff.person_id)
            (found,) = await standing_of(session, person, city=one, now=NOW)
        assert found.empty is None, kind


async def test_every_benefit_of_the_sample_has_an_owner_and_only_staff_see_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        staff = await a_clerk(session, "王芳")
        found = await standing_of(session, await session.get_one(Person, staff.person_id), city=city, now=NOW)
        assert len(found) == 110
        assert all(each.owner in city.departments for each in found)
        with pytest.raises(NotStaff):
            await standing_of(session, await a_person(session), city=city, now=NOW)
