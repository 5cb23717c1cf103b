"""What a settled report of a gate tells every rider, and what it must not."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import CaseGone, CaseMovedOn
from models.casework.handling import settle_case, take_case
from models.city.pack import City
from models.gates.errors import GateNamesCase, GateUnnamed
from models.gates.gate import gates_named, is_doubted
from models.gates.telling import gate_of_case, tell_gate
from models.places.place import CheckedBy, FeedbackKind, Place, PlaceFeedback, Report, report_place
from models.staff.post import Staff
from models.storage.database import Database
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.gates import a_gate

SPOT = {"name": "锦畔苑东门", "latitude": 32.6151234, "longitude": 115.1654321}
LATER = NOW + timedelta(hours=3, minutes=7)


@dataclass
class Told:
    """A case of an anonymous filer, and the colleague who has it."""

    database: Database
    city: City
    case: Case
    clerk: Staff

    async def tell(self, session: AsyncSession, guard: str = "登记手机号", name: str = "锦畔苑东门") -> Place:
        return await tell_gate(session, self.case.id, self.clerk, name=name, guard=guard, city=self.city, now=LATER)


@pytest.fixture
async def told(database: Database, city: City) -> Told:
    async with database.transaction() as session:
        case = await a_case(session, await a_person(session), city, "gate_parking", anonymous=True, spot=SPOT)
        clerk = await a_clerk(session, "王芳", case.department)
        await take_case(session, case.id, clerk, city=city, now=NOW)
        await settle_case(session, case.id, clerk, "和物业说好了", city=city, now=NOW)
    return Told(database, city, case, clerk)


async def test_it_becomes_a_gate_that_riders_find_and_a_second_time_the_same_gate(told: Told) -> None:
    async with told.database.transaction() as session:
        about = await gate_of_case(session, told.case.id, told.clerk, city=told.city)
        assert (about.name, about.known) == ("锦畔苑东门", None)
        place = await told.tell(session)
        assert (place.kind, place.said) == ("gate", {"guard": "登记手机号"})
        assert place.district == "hewan"
        place.details += "\nvehicles=推着走"
    async with told.database.transaction() as session:
        again = await told.tell(session, "刷脸")
        assert again.id == place.id
        assert again.said == {"guard": "刷脸", "vehicles": "推着走"}
        assert [each.place_id for each in await gates_named(session, "锦畔苑怎么进", now=LATER)] == [place.id]


async def test_nothing_in_it_leads_to_the_case_or_its_filer(told: Told) -> None:
    async with told.database.transaction() as session:
        place = await told.tell(session)
        case = await session.get_one(Case, told.case.id)
        row = (await session.execute(sa.select(*Place.__table__.c).where(Place.id == place.id))).one()
        kept = "\n".join(map(str, row))
        for secret in (case.number, case.pseudonym, "32.6151234", "115.1654321", "和物业说好了"):
            assert secret is not None
            assert secret not in kept
        assert (place.latitude, place.longitude) == (32.6151, 115.1654)
        assert place.checked_at is not None
        assert place.checked_at.astimezone(told.city.zone).isoformat() == "2026-11-23T00:00:00+08:00"
        assert place.checked_by == CheckedBy.STAFF
        columns = [column for table in Place.metadata.tables.values() for column in table.c]
        to_place = {each.table.name for each in columns if each.references(Place.__table__.c.id)}
        assert not {name for name in to_place if name.startswith("case")}, "no table joins a case to a place"


async def test_only_the_department_of_a_settled_case_at_a_spot_can_tell_of_it(told: Told) -> None:
    async with told.database.transaction() as session:
        other = await a_clerk(session, "赵明", "market_regulation")
        with pytest.raises(CaseGone):
            await gate_of_case(session, told.case.id, other, city=told.city)
        anna = await a_person(session, "anna")
        for type_key, spot in (("gate_parking", SPOT), ("gate_parking", {"name": "锦畔苑"}), ("road_damage", SPOT)):
            case = await a_case(session, anna, told.city, type_key, spot=spot)
            if type_key != "gate_parking" or "latitude" not in spot:
                clerk = await a_clerk(session, f"办{case.id}", case.department)
                await take_case(session, case.id, clerk, city=told.city, now=NOW)
                await settle_case(session, case.id, clerk, "好了", city=told.city, now=NOW)
            lead = await a_clerk(session, f"牵{case.id}", told.city.lead_department.key)
            with pytest.raises(CaseMovedOn):
                await gate_of_case(session, case.id, lead, city=told.city)


@pytest.mark.parametrize(
    ("name", "guard", "error"),
    [("", "登记", GateUnnamed), ("东门", " \n", GateUnnamed), ("东门", "见 {number}", GateNamesCase)],
)
async def test_it_needs_both_and_never_a_case_number(told: Told, name: str, guard: str, error: type[Exception]) -> None:
    async with told.database.transaction() as session:
        with pytest.raises(error):
            await told.tell(session, guard.format(number=told.case.number), name)
    async with told.database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).where(Place.kind == "gate")) == 0


async def test_it_settles_what_riders_said_had_changed(told: Told) -> None:
    async with told.database.transaction() as session:
        gate = a_gate("锦畔苑东门", guard="刷脸")
        session.add(gate)
        await session.flush()
        anna = await a_person(session, "anna")
        await report_place(session, Report(gate.id, FeedbackKind.CHANGED, anna.id), now=LATER, zone=told.city.zone)
        assert await is_doubted(session, gate)
        assert (await told.tell(session)).id == gate.id
        assert not await is_doubted(session, gate)
        assert (await session.scalars(sa.select(PlaceFeedback.person_id))).all() == [None]
