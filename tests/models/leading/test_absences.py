"""An absence from a day to a day, and the deputy who gets what comes meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.mine import add_to_case
from models.casework.assigning import assign_case
from models.casework.covering import absences_of, begin_absences, come_back, end_absences, go_away
from models.casework.errors import StaffAway
from models.casework.handling import take_case
from models.casework.warning import gather_warnings, tell_warnings
from models.city.pack import City
from models.errors import DayPassed
from models.outbox.message import OutboxMessage
from models.staff.absence import LentCase, away_until
from models.staff.post import Staff
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.outbox_rows import as_put

TODAY = NOW.date()
THURSDAY, FRIDAY = TODAY + timedelta(days=3), TODAY + timedelta(days=4)
pytestmark = pytest.mark.usefixtures("everything_can_be_said")


async def _news(session: Any, staff: Staff) -> list[str]:
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == staff.person_id))
    return [each.content["news"].removeprefix("staff-news-") for each in as_put(rows)]


async def test_a_planned_absence_begins_by_itself_and_ends_by_itself(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        sun = await a_clerk(session, "孙科", role=LEAD)
        case = await a_case(session, await a_person(session), city)
        await take_case(session, case.id, wang, **about)
        assert not await go_away(session, wang, wang.id, since=THURSDAY, until=FRIDAY, to=zhao.id, **about)
        assert not await away_until(session, [wang.id])
        assert case.handler_id == wang.id
        for each in (zhao, sun):
            assert (await _news(session, each))[-1] == "away-planned"
        (planned,) = await absences_of(session, sun)
        assert (planned.since, planned.until, planned.begun, planned.deputy_id) == (THURSDAY, FRIDAY, False, zhao.id)
        assert await begin_absences(session, city=city, now=NOW + timedelta(days=2)) == 0
        assert await end_absences(session, city=city, now=NOW + timedelta(days=2)) == 0
        assert await begin_absences(session, city=city, now=NOW + timedelta(days=3)) == 1
        assert await begin_absences(session, city=city, now=NOW + timedelta(days=3)) == 0
        assert case.handler_id == zhao.id
        assert (await _news(session, zhao))[-1] == "away-cover"
        assert await away_until(session, [wang.id]) == {wang.id: FRIDAY}
        assert await end_absences(session, city=city, now=NOW + timedelta(days=7)) == 1
        assert case.handler_id == wang.id


async def test_a_planned_absence_can_be_changed_and_given_up(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        case = await a_case(session, await a_person(session), city)
        await take_case(session, case.id, wang, **about)
        await go_away(session, wang, wang.id, until=TODAY, to=zhao.id, **about)
        assert case.handler_id == zhao.id
        await go_away(session, wang, wang.id, since=THURSDAY, until=FRIDAY, **about)
        assert case.handler_id == wang.id, "they are there until Thursday"
        assert not await come_back(session, wang, wang.id, **about)
        assert not await absences_of(session, wang)
        assert (await _news(session, wang)).count("back-self") == 1, "of the one that had begun"
        with pytest.raises(DayPassed):
            await go_away(session, wang, wang.id, since=FRIDAY, until=THURSDAY, **about)


async def test_what_comes_for_somebody_away_goes_to_their_deputy(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        sun = await a_clerk(session, "孙科", role=LEAD)
        worker = await a_person(session)
        await go_away(session, wang, wang.id, until=FRIDAY, to=zhao.id, **about)
        assigned = await a_case(session, worker, city)
        await assign_case(session, assigned.id, sun, wang.id, **about)
        assert assigned.handler_id == zhao.id
        assert (await _news(session, zhao))[-1] == "assigned"
        back = await a_case(session, worker, city)
        await take_case(session, back.id, sun, **about)
        back.handler_id = wang.id  # such as a case that was theirs at another department and came back
        await session.flush()
        await add_to_case(session, back.id, worker, "还有一件事", **about)
        assert (await _news(session, zhao))[-1] == "added"
        late = NOW + timedelta(days=8)
        await gather_warnings(session, city=city, now=late, limit=50)
        await tell_warnings(session, city=city, now=late)
        assert "warnings" in await _news(session, zhao)
        assert "warnings" not in await _news(session, wang)
        await end_absences(session, city=city, now=NOW + timedelta(days=7))
        assert assigned.handler_id == wang.id
        assert not (await session.scalars(sa.select(LentCase))).all()


async def test_a_deputy_who_is_away_too_gets_nothing(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        sun = await a_clerk(session, "孙科", role=LEAD)
        await go_away(session, wang, wang.id, until=FRIDAY, to=zhao.id, **about)
        await go_away(session, zhao, zhao.id, until=FRIDAY, **about)
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        with pytest.raises(StaffAway):
            await assign_case(session, case.id, sun, wang.id, **about)
        await take_case(session, case.id, sun, **about)
        case.handler_id = wang.id
        await session.flush()
        await add_to_case(session, case.id, worker, "还有", **about)
        assert (await _news(session, sun))[-1] == "added"
