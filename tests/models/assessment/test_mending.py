"""Findings as duties: who gets them, what frees one, and which of them hold a station back."""

import asyncio
from datetime import datetime, time, timedelta

import pytest
import sqlalchemy as sa

from models.assessment.answering import explain, put_right
from models.assessment.appeals import appeal, decide
from models.assessment.errors import DecidesOwnAppeal, NoRound, RoundRuns
from models.assessment.mending import hold_back_unmended, settle_findings
from models.assessment.result import FindingState, StationFinding, findings_of, result_of
from models.assessment.riders import may_be_visitor, offered_stations
from models.assessment.round import draw_round
from models.assessment.visit import VisitState
from models.assessment.visiting import look_again
from models.casework.files import SentPiece
from models.city.pack import City
from models.duties.duty import Duty, Owner
from models.duties.errors import ProofNeeded
from models.duties.proof import keep_proof, proof_of
from models.duties.slips import warn_of_duties
from models.duties.steps import report_done, send_back, strike, withdraw
from models.people.person import Person
from models.places.host import responsible
from models.staff.four_eyes import StaffHolder, note_holder
from models.staff.post import Staff, need_desk, need_host, seal_post
from models.storage.database import Database
from tests.models.assessment.test_assessment import MONDAY, NOW, Town
from tests.world.filing import a_person, a_picture
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


async def test_who_appealed_as_a_host_decides_it_from_no_other_post(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await told_of(town, "open")
        made = await appeal(session, town.place.id, town.host, "不对", city=city, now=MONDAY)
        await note_holder(session, made.asked_by, town.second_lead.id)
        ended = await session.get_one(Staff, made.asked_by)
        ended.active = False
        seal_post(session, ended)
        about = {"upheld": True, "city": city, "now": MONDAY}
        with pytest.raises(DecidesOwnAppeal):
            await decide(session, town.place.id, town.second_lead, "属实", **about)  # type: ignore[arg-type]
        await session.execute(sa.delete(StaffHolder).where(StaffHolder.staff_id == made.asked_by))
        await decide(session, town.place.id, town.second_lead, "属实", **about)  # type: ignore[arg-type]


async def test_two_who_draw_at_once_draw_one_round(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await session.delete(town.round)

    async def draws(person: Person) -> str:
        async with database.transaction() as session:
            try:
                await draw_round(session, person, city=city, now=NOW)
                await asyncio.sleep(0.1)
            except RoundRuns:
                return "runs"
            return "drawn"

    assert sorted(await asyncio.gather(draws(town.lead), draws(town.second_lead))) == ["drawn", "runs"]


async def test_riders_go_nowhere_after_the_end_of_the_round(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        rider = await a_person(session, "rider")
        assert len(await offered_stations(session, rider, city=city, now=NOW)) == 3
        after = datetime.combine(town.round.ends, time(12), city.zone)
        assert not await may_be_visitor(session, rider, city=city, now=after)
        with pytest.raises(NoRound):
            await offered_stations(session, rider, city=city, now=after)


async def test_a_finding_that_was_sent_back_needs_a_new_picture(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        (finding,) = await told_of(town, "seats")
        assert finding.duty_id is not None
        by, judge = await need_host(session, town.host, town.place.id), await need_desk(session, town.second_lead)
        photo = SentPiece("telegram", "photo-1", compressed=True)
        await report_done(session, finding.duty_id, by, "好了", proof=[photo], city=city, now=MONDAY)
        later = MONDAY + timedelta(hours=1)
        await send_back(session, finding.duty_id, judge, "还没有", city=city, now=later)
        with pytest.raises(ProofNeeded):
            await report_done(session, finding.duty_id, by, "好了", city=city, now=later)
        again = later + timedelta(hours=1)
        await report_done(session, finding.duty_id, by, "好了", proof=[photo], city=city, now=again)
        old, new = await proof_of(session, finding.duty_id)
        await keep_proof(session, old.id, a_picture(), "image/jpeg", now=again)
        with pytest.raises(ProofNeeded):
            await strike(session, finding.duty_id, judge, city=city, now=again)
        await keep_proof(session, new.id, a_picture(), "image/jpeg", now=again)
        await strike(session, finding.duty_id, judge, city=city, now=again)
