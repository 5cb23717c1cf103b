"""Findings as duties: who gets them, what frees one, and which of them hold a station back."""

from datetime import timedelta

from models.assessment.answering import explain, put_right
from models.assessment.appeals import appeal, decide
from models.assessment.mending import hold_back_unmended, settle_findings
from models.assessment.result import FindingState, StationFinding, findings_of, result_of
from models.assessment.visit import VisitState
from models.assessment.visiting import look_again
from models.city.pack import City
from models.duties.duty import Duty, Owner
from models.duties.slips import warn_of_duties
from models.duties.steps import withdraw
from models.places.host import responsible
from models.staff.post import need_desk, seal_post
from models.storage.database import Database
from tests.models.assessment.test_assessment import MONDAY, Town
from tests.world.stations.assessment import make_visit, place_of, visits_of


async def told_of(town: Town, *failed: str) -> list[StationFinding]:
    await town.visit_all(failed=failed)
    assert await town.told() == 9
    return list(await findings_of(town.session, town.place.id, town.round.id))


async def test_a_place_of_an_unknown_kind_without_a_host_is_a_duty_of_who_looks_after_places(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        town.place = await place_of(session, "T3")
        await town.visit_all(failed=("open",))
        town.place.kind = "booth"
        assert await town.told() == 9
        (finding,) = await findings_of(session, town.place.id, town.round.id)
        duty = await session.get_one(Duty, finding.duty_id)
        assert duty.owned_by == Owner.department(responsible(city) or "")


async def test_a_giver_who_may_not_give_does_not_stop_the_others(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        drew = await need_desk(session, town.lead)
        drew.department = "subdistrict"
        seal_post(session, drew)
        (finding,) = await told_of(town, "open")
        assert finding.duty_id is None


async def test_a_finding_whose_duty_was_withdrawn_is_put_right_without_one(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        (finding,) = await told_of(town, "seats")
        assert finding.duty_id is not None
        judge = await need_desk(session, town.second_lead)
        await withdraw(session, finding.duty_id, judge, city=city, now=MONDAY)
        assert await settle_findings(session, city=city, now=MONDAY) == 0
        await put_right(session, finding.id, town.host, city=city, now=MONDAY)
        assert finding.state is FindingState.FIXED


async def test_what_was_explained_and_is_seen_again_is_one_finding_and_one_duty(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        (finding,) = await told_of(town, "open")
        await explain(session, finding.id, town.host, "停电", city=city, now=MONDAY)
        first = (await visits_of(session, "T1", state=VisitState.DONE))[0]
        await look_again(session, first, city=city, now=MONDAY)
        (again,) = await visits_of(session, "T1")
        await make_visit(session, again, town.other, city=city, now=MONDAY, failed=("open",))
        assert await town.told(MONDAY + timedelta(days=7)) == 1
        assert await findings_of(session, town.place.id, town.round.id) == [finding]


async def test_a_duty_that_outlives_its_struck_finding_does_not_hold_the_station_back(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        findings = await told_of(town, "open", "seats")
        late = MONDAY + timedelta(days=30)
        await warn_of_duties(session, city=city, now=late, limit=50)
        assert await hold_back_unmended(session, city=city, now=late) == 1
        findings[0].state = FindingState.STRUCK  # its duty could not be withdrawn: it was reported
        await session.flush()
        assert await hold_back_unmended(session, city=city, now=late) == 0


async def test_an_upheld_appeal_hides_no_later_failure(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await told_of(town, "open")
        await appeal(session, town.place.id, town.host, "不对", city=city, now=MONDAY)
        first = (await visits_of(session, "T1", state=VisitState.DONE))[0]
        await look_again(session, first, city=city, now=MONDAY)
        (again,) = await visits_of(session, "T1")
        await make_visit(session, again, town.other, city=city, now=MONDAY, failed=("open", "seats"))
        later = MONDAY + timedelta(days=7)
        await town.told(later)
        about = {"upheld": True, "city": city, "now": later}
        await decide(session, town.place.id, town.second_lead, "属实", **about)  # type: ignore[arg-type]
        findings = await findings_of(session, town.place.id, town.round.id)
        states = [(each.item, each.state) for each in findings]
        assert states == [("open", FindingState.STRUCK), ("seats", FindingState.FOUND)], "seats was told later"
        await look_again(session, first, city=city, now=later)
        (again,) = await visits_of(session, "T1")
        await make_visit(session, again, town.lead, city=city, now=later, failed=("open",))
        await town.told(later + timedelta(days=7))
        await town.published(later + timedelta(days=20))
        result = await result_of(session, town.place.id)
        assert result is not None
        assert (result.stars, result.failed) == (0, True)
