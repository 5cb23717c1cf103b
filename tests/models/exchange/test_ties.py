"""A duplicate follows its first, and two cases can stand beside each other; each record says so."""

from typing import Any

import pytest

from models.cases.case import Case
from models.cases.errors import CaseGone, CaseMovedOn
from models.cases.filer import Part, followers_of
from models.cases.record import story_of
from models.cases.steps import CaseState, Step
from models.casework.errors import HandledByOther
from models.casework.handling import answer_case, settle_case, take_case
from models.city.pack import City
from models.exchange.errors import SameCase, TiedAlready
from models.exchange.ties import TieKind, link_cases, merge_case, ties_of
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person


async def two(session: Any, city: City, *, anonymous: bool = False) -> tuple[Case, Case]:
    first = await a_case(session, await a_person(session, "anna"), city)
    return first, await a_case(session, await a_person(session, "boris"), city, anonymous=anonymous)


@pytest.mark.parametrize("anonymous", [False, True], ids=["named", "anonymous"])
async def test_a_duplicate_closes_and_its_follower_hears_of_the_first(
    database: Database, city: City, anonymous: bool
) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        first, case = await two(session, city, anonymous=anonymous)
        await take_case(session, first.id, wang, city=city, now=NOW)
        await merge_case(session, case.id, first.id, wang, city=city, now=NOW)
        assert (case.state, first.state, first.reporters) == (CaseState.CLOSED, CaseState.ACCEPTED, 2)
        parts = sorted(each.part for each in await followers_of(session, first.id))
        assert parts == [Part.FILED, Part.JOINED]
        await answer_case(session, first.id, wang, "平台退了", city=city, now=NOW)
    async with database.reading() as session:
        assert [each.what for each in await story_of(session, case.id)][-1] == Step.MERGE
        assert Step.FOLLOWED in [each.what for each in await story_of(session, first.id)]
        (tie,) = await ties_of(session, case.id, wang, city=city)
        assert (tie.other.id, tie.kind, tie.first) == (first.id, TieKind.MERGED, True)
        assert await audit(session) is None


async def test_whoever_handles_the_duplicate_or_leads_merges_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王"), await a_clerk(session, "赵")
        lead, outsider = await a_clerk(session, "钱", role=LEAD), await a_clerk(session, "外", "transport")
        first, case = await two(session, city)
        await take_case(session, case.id, wang, city=city, now=NOW)
        with pytest.raises(HandledByOther):
            await merge_case(session, case.id, first.id, zhao, city=city, now=NOW)
        with pytest.raises(CaseGone):
            await merge_case(session, case.id, first.id, outsider, city=city, now=NOW)
        with pytest.raises(SameCase):
            await merge_case(session, case.id, case.id, wang, city=city, now=NOW)
        await merge_case(session, case.id, first.id, lead, city=city, now=NOW)
        assert case.state is CaseState.CLOSED


async def test_nothing_follows_a_case_that_is_over_or_settled(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        first, case = await two(session, city)
        await settle_case(session, case.id, wang, "退了", city=city, now=NOW)
        with pytest.raises(CaseMovedOn):
            await merge_case(session, case.id, first.id, wang, city=city, now=NOW)
        third = await a_case(session, await a_person(session, "carl"), city)
        await merge_case(session, first.id, third.id, wang, city=city, now=NOW)
        fourth = await a_case(session, await a_person(session, "dora"), city)
        with pytest.raises(CaseMovedOn):
            await merge_case(session, fourth.id, first.id, wang, city=city, now=NOW)


async def test_a_link_changes_nothing_but_the_records_of_both(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        first, case = await two(session, city)
        states = first.state, case.state
        await link_cases(session, case.id, first.id, wang, city=city, now=NOW)
        assert (first.state, case.state) == states
        for one, other in ((first, case), (case, first)):
            last = (await story_of(session, one.id))[-1]
            assert (last.what, last.data["other"]) == (Step.LINK, other.number)
            assert [each.other.id for each in await ties_of(session, one.id, wang, city=city)] == [other.id]
        with pytest.raises(TiedAlready):
            await link_cases(session, first.id, case.id, wang, city=city, now=NOW)


async def test_who_filed_both_follows_the_first_once(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, anna = await a_clerk(session, "王"), await a_person(session, "anna")
        first, case = await a_case(session, anna, city), await a_case(session, anna, city)
        await merge_case(session, case.id, first.id, wang, city=city, now=NOW)
        assert [each.part for each in await followers_of(session, first.id)] == [Part.FILED]
        assert first.reporters == 1
