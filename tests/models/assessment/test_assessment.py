"""Rounds, visits, appeals and publishing, each by who may and what follows."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.answering import put_right, reply
from models.assessment.appeals import appeal, decide
from models.assessment.drawing import VisitKind
from models.assessment.errors import (
    AgreementMissing,
    AppealGone,
    AppealTaken,
    DecidesOwnAppeal,
    DecidesOwnPlace,
    DecidesOwnVisit,
    HasDuty,
    RoundNotFull,
    RoundRuns,
    VisitGone,
    VisitsOwnPlace,
)
from models.assessment.mending import hold_back_unmended, unmended_places
from models.assessment.publishing import publish_results, publish_round
from models.assessment.report import assessment_report
from models.assessment.result import AssessmentResult, FindingState, findings_of, result_of
from models.assessment.risk import risky_places
from models.assessment.round import draw_round, repeat_draw, shown_seed
from models.assessment.shown import grade_of, stars_by_code
from models.assessment.telling import tell_results
from models.assessment.visit import StationVisit, VisitState
from models.assessment.visiting import due_visits, look_again, show_code, show_position, take_visit
from models.city.pack import City
from models.duties.duty import Duty, DutyState, Owner
from models.duties.slips import warn_of_duties
from models.figures.digest import digest_of
from models.people.person import Person
from models.places.host import PlaceReportAnswer, ReportAnswer
from models.places.nearest import nearest_places
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.staff.errors import NotStaff
from models.staff.four_eyes import note_holder
from models.staff.post import StaffRole, add_staff, need_desk, seal_post
from models.storage.database import Database
from models.values.position import Position
from tests.world.directory import PLACES
from tests.world.filing import a_person
from tests.world.stations.assessment import SEED, make_visit, mended, place_of, visits_of

NOW = datetime(2026, 11, 26, 7, tzinfo=UTC)  # Thursday, 15:00 in the city
MONDAY = datetime(2026, 11, 30, 2, tzinfo=UTC)
LATER = MONDAY + timedelta(days=9)


async def a_post(
    session: AsyncSession,
    address: str,
    department: str | None = "subdistrict",
    role: StaffRole = StaffRole.STAFF,
    place: Place | None = None,
) -> Person:
    person = await a_person(session, address)
    place_id = place.id if place is not None else None
    staff, _ = await add_staff(session, name=address, role=role, department=department, place_id=place_id, now=NOW)
    staff.person_id, staff.joined_at = person.id, NOW
    seal_post(session, staff)
    await note_holder(session, staff.id, person.id)
    await session.flush()
    return person


class Town:
    """The people of these tests, and the round."""

    def __init__(self, session: AsyncSession, city: City) -> None:
        self.session, self.city = session, city

    async def begin(self, *, weeks: int = 1) -> "Town":
        session = self.session
        session.add_all(PLACES(self.city))
        await session.flush()
        self.place = await place_of(session, "T1")
        self.lead = await a_post(session, "lead", "social_work", StaffRole.LEAD)
        self.second_lead = await a_post(session, "lead2", "social_work", StaffRole.LEAD)
        self.owner = await a_post(session, "owner", "union", StaffRole.LEAD)
        self.one, self.other = await a_post(session, "one"), await a_post(session, "other")
        self.host = await a_post(session, "host", None, StaffRole.HOST, self.place)
        self.round = await draw_round(session, self.lead, city=self.city, now=NOW, seed=SEED, weeks=weeks)
        return self

    async def visit_all(self, *, failed: tuple[str, ...] = (), seconds: bool = True, by: Person | None = None) -> None:
        """Everything is visited; T1 fails `failed`. by: who goes to T1."""
        open_ = sa.select(StationVisit).where(StationVisit.state == VisitState.DRAWN).order_by(StationVisit.kind)
        for visit in (await self.session.scalars(open_)).all():
            if visit.kind is VisitKind.SECOND and not seconds:
                continue
            first = visit.kind is VisitKind.FIRST
            who = (by if by is not None and visit.place_id == self.place.id else self.one) if first else self.other
            what = failed if visit.place_id == self.place.id else ()
            await make_visit(self.session, visit, who, city=self.city, now=NOW, failed=what)

    async def told(self, now: datetime = MONDAY) -> int:
        return await tell_results(self.session, city=self.city, now=now)

    async def published(self, now: datetime = LATER) -> None:
        await publish_round(self.session, self.lead, city=self.city, now=now)
        await publish_results(self.session, city=self.city, now=now)


async def test_the_stored_visits_are_those_of_the_seed_which_stays_secret_until_the_end(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin(weeks=52)
        begins = town.round.begins
        rows = await session.execute(sa.select(Place.code, StationVisit.kind, StationVisit.week).join(StationVisit))
        stored = {(code, kind, (week - begins).days // 7) for code, kind, week in rows}
        assert stored == set(repeat_draw(town.round))
        assert shown_seed(town.round, today=begins + timedelta(days=300)) is None
        assert shown_seed(town.round, today=town.round.ends) == SEED
        with pytest.raises(RoundRuns):
            await draw_round(session, town.lead, city=city, now=NOW)
        with pytest.raises(NotStaff):
            await draw_round(session, town.one, city=city, now=NOW)


async def test_risk_is_a_door_shut_twice_a_report_unanswered_or_silence(database: Database, city: City) -> None:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
        await session.flush()
        places = {each.code: each for each in await session.scalars(sa.select(Place))}
        for days in (3, 5):
            report = PlaceFeedback(place_id=places["T3"].id, kind=FeedbackKind.SHUT, at=NOW - timedelta(days=days))
            session.add(report)
            await session.flush()
            answer = PlaceReportAnswer(feedback_id=report.id, answer=ReportAnswer.FIXED.value, staff_id=1, at=NOW)
            session.add(answer)
        late = PlaceFeedback(place_id=places["T4"].id, kind=FeedbackKind.REFUSED, at=NOW - timedelta(days=8))
        soon = PlaceFeedback(place_id=places["T5"].id, kind=FeedbackKind.REFUSED, at=NOW - timedelta(days=6))
        session.add_all([late, soon])
        places["T6"].checked_at = NOW - timedelta(days=91)
        await session.flush()
        risky = await risky_places(session, [each.id for each in places.values()], city=city, now=NOW)
        assert risky == {places[code].id for code in ("T3", "T4", "T6")}


async def test_nobody_visits_their_own_station_nor_one_twice(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        second = (await session.scalars(sa.select(StationVisit).where(StationVisit.kind == VisitKind.SECOND))).one()
        place = await session.get_one(Place, second.place_id)
        (first, _) = await visits_of(session, place.code)
        await make_visit(session, first, town.one, city=city, now=NOW)
        with pytest.raises(VisitsOwnPlace):
            await take_visit(session, second.id, town.one, city=city, now=NOW)
        assert place.id not in {each.place_id for each in await due_visits(session, town.one, city=city, now=NOW)}
        assert place.id in {each.place_id for each in await due_visits(session, town.other, city=city, now=NOW)}
        of_owner = await due_visits(session, town.owner, city=city, now=NOW)
        assert {each.name for each in of_owner} == {"河湾综合体"}, "the union runs the stations, not the centre"
        with pytest.raises(NotStaff):
            await due_visits(session, town.host, city=city, now=NOW)


async def test_two_colleagues_take_one_visit_and_one_of_them_goes(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        visit_id = (await visits_of(session, "T1"))[0].id

    async def takes(person: Person) -> str:
        async with database.transaction() as session:
            try:
                await take_visit(session, visit_id, person, city=city, now=NOW)
            except VisitGone:
                return "gone"
            return "taken"

    assert sorted(await asyncio.gather(takes(town.one), takes(town.other))) == ["gone", "taken"]


async def test_of_the_door_only_yes_or_no_is_kept(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        visit = (await visits_of(session, "T1"))[0]
        await take_visit(session, visit.id, town.one, city=city, now=NOW)
        far = Position.wgs84(town.place.latitude + 0.002, town.place.longitude)  # 220 m
        near = Position.wgs84(town.place.latitude + 0.001, town.place.longitude)
        assert not await show_position(session, visit.id, town.one, far)
        assert not await show_code(session, visit.id, town.one, "T2")
        assert visit.at_door is None
        assert await show_position(session, visit.id, town.one, near)
        kept = {column.name: getattr(visit, column.name) for column in StationVisit.__table__.columns}
        assert kept["at_door"] is True
        assert not [each for each in kept.values() if isinstance(each, float | datetime)]


async def test_nothing_is_published_before_every_station_was_visited_and_two_were_compared(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        with pytest.raises(RoundNotFull):
            await town.published()
        await town.visit_all(seconds=False)
        with pytest.raises(AgreementMissing):
            await town.published()
        await town.visit_all()
        assert await town.told(NOW) == 0, "not in the week of the visit"
        assert await town.told() == 9
        assert await stars_by_code(session, today=LATER.date()) == {}
        await publish_round(session, town.lead, city=city, now=MONDAY)
        assert await publish_results(session, city=city, now=MONDAY) == 0, "whoever runs it may still appeal"
        assert await publish_results(session, city=city, now=LATER) == 9
        assert len(await stars_by_code(session, today=LATER.date())) == 9


async def test_it_is_published_exactly_as_it_was_decided(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open", "seats"))
        await town.told()
        first, second = await findings_of(session, town.place.id, town.round.id)
        assert (first.item, first.must, second.item) == ("open", True, "seats")
        await appeal(session, town.place.id, town.host, "停电", finding_id=first.id, city=city, now=MONDAY)
        with pytest.raises(HasDuty):
            await put_right(session, second.id, town.host, city=city, now=MONDAY)
        await mended(session, second, town.host, town.second_lead, city=city, now=MONDAY)
        await reply(session, town.place.id, town.host, "已经换锁。", city=city)
        await town.published()
        today = LATER.date()
        assert await grade_of(session, town.place.id, today=today) is None, "the appeal is not decided"
        await decide(session, town.place.id, town.second_lead, "属实", upheld=False, city=city, now=LATER)
        await publish_results(session, city=city, now=LATER)
        shown = await grade_of(session, town.place.id, today=today)
        result = await result_of(session, town.place.id)
        assert shown is not None
        assert result is not None
        assert (shown.stars, shown.failed_must, shown.reply) == (0, True, "已经换锁。")
        assert [(each.titles["zh-CN"], each.must, each.fixed) for each in shown.failed] == [
            ("门按登记的时间开着", True, False),
            ("有桌椅坐", False, True),
        ]
        assert (result.stars, result.failed, shown.felt) == (0, True, None)
        town.place.hours = ""  # what is published does not move with the data
        await session.flush()
        await publish_results(session, city=city, now=LATER)
        assert await grade_of(session, town.place.id, today=today) == shown
        assert await grade_of(session, town.place.id, today=today + timedelta(days=366)) is None, "for a year"


async def test_an_appeal_is_decided_once_by_somebody_who_was_not_involved(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open",), by=town.lead)
        await town.told()
        place = town.place.id
        with pytest.raises(NotStaff):
            await appeal(session, place, town.one, "不对", city=city, now=MONDAY)
        with pytest.raises(AppealGone):
            await appeal(session, place, town.host, "不对", city=city, now=LATER)
        await appeal(session, place, town.host, "不对", city=city, now=MONDAY)
        with pytest.raises(AppealTaken):
            await appeal(session, place, town.owner, "还是不对", city=city, now=MONDAY)
        about = {"upheld": True, "city": city, "now": MONDAY}
        with pytest.raises(DecidesOwnVisit):
            await decide(session, place, town.lead, "属实", **about)  # type: ignore[arg-type]
        with pytest.raises(DecidesOwnPlace):
            await decide(session, place, town.owner, "属实", **about)  # type: ignore[arg-type]
        with pytest.raises(NotStaff):
            await decide(session, place, town.one, "属实", **about)  # type: ignore[arg-type]
        hosts_too = await a_post(session, "both", "social_work", StaffRole.LEAD)
        staff, _ = await add_staff(session, name="both", role=StaffRole.HOST, place_id=place, now=NOW)
        staff.person_id, staff.joined_at = hosts_too.id, NOW
        seal_post(session, staff)
        with pytest.raises(DecidesOwnPlace):
            await decide(session, place, hosts_too, "属实", **about)  # type: ignore[arg-type]
        await decide(session, place, town.second_lead, "属实", **about)  # type: ignore[arg-type]
        with pytest.raises(AppealGone):
            await decide(session, place, town.second_lead, "再想想", **about)  # type: ignore[arg-type]
        (finding,) = await findings_of(session, place, town.round.id)
        assert finding.state is FindingState.STRUCK


async def test_who_made_an_appeal_does_not_decide_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open",))
        await town.told()
        made = await appeal(session, town.place.id, town.host, "不对", city=city, now=MONDAY)
        theirs = sa.text("SELECT id FROM staff WHERE person_id = :person")
        made.asked_by = (await session.scalars(theirs, {"person": town.second_lead.id})).one()
        with pytest.raises(DecidesOwnAppeal):
            await decide(session, town.place.id, town.second_lead, "属实", upheld=True, city=city, now=MONDAY)


async def test_the_report_counts_musts_days_and_what_came_back(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open", "seats"))
        await town.told()
        must, item = await findings_of(session, town.place.id, town.round.id)
        await mended(session, must, town.host, town.lead, city=city, now=MONDAY + timedelta(days=1))
        await mended(session, item, town.host, town.lead, city=city, now=MONDAY + timedelta(days=20))
        (again,) = await visits_of(session, "T1")
        assert again.kind is VisitKind.RISK, "a must is looked at again"
        await make_visit(session, again, town.other, city=city, now=MONDAY + timedelta(days=21), failed=("open",))
        await town.told(MONDAY + timedelta(days=28))
        report = await assessment_report(session, town.lead, city=city)
        assert report is not None
        union = report.owners["union"]
        assert (union.assessed, union.failing, union.musts, union.findings) == (8, 1, 2, 3)
        assert (union.in_time, union.reopened, union.days) == (1, 1, 10.5)
        assert report.total.assessed == 9
        of_owner = await assessment_report(session, town.owner, city=city)
        assert of_owner is not None
        assert list(of_owner.owners) == ["union"], "a department sees its own"


async def test_a_riders_no_to_a_must_brings_a_colleague_once(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        first = (await visits_of(session, "T1"))[0]
        for _ in range(2):
            await look_again(session, first, city=city, now=NOW)
        kinds = [each.kind for each in await visits_of(session, "T1")]
        assert kinds.count(VisitKind.RISK) == 1
        assert town.round.seal


async def test_what_is_published_says_nothing_of_who_came_or_on_which_day(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open",))
        await town.told()
        await town.published()
        shown = (await session.scalars(sa.select(AssessmentResult.shown))).all()
        assert set(shown[0]) == {
            *("version", "week", "stars", "points", "found", "kept", "felt", "failed", "mended", "reply"),
        }  # fmt: skip
        said = json.dumps(shown, ensure_ascii=False)
        assert "2026-11-26" not in said
        assert {each["week"] for each in shown} == {"2026-11-23"}, "the Monday of the week"


async def test_findings_are_duties_and_two_red_ones_hold_the_station_back(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open", "seats", "clean"))
        await town.told()
        findings = await findings_of(session, town.place.id, town.round.id)
        duties = [await session.get_one(Duty, each.duty_id) for each in findings]
        assert [each.wanted for each in duties] == ["门按登记的时间开着", "有桌椅坐", "地面、桌面、厕所干净"]
        assert [(each.owned_by, each.due_at) for each in duties] == [
            (Owner.place(town.place.id), finding.due_at) for finding in findings
        ]
        drew = await need_desk(session, town.lead)
        assert {each.given_by for each in duties} == {drew.id}, "from who drew the round, never from who was there"
        late = MONDAY + timedelta(days=30)
        await mended(session, findings[0], town.host, town.second_lead, city=city, now=MONDAY)
        await warn_of_duties(session, city=city, now=late, limit=50)
        assert await hold_back_unmended(session, city=city, now=late) == 1
        assert await unmended_places(session) == ["青石路暖新驿站"]
        here = town.place.position
        open_now = await nearest_places(session, here, open_at=NOW, zone=city.zone, limit=9)
        assert "T1" not in [each.place.code for each in open_now]
        every = await nearest_places(session, here, open_at=None, zone=city.zone, limit=9)
        assert "T1" in [each.place.code for each in every]
        said = await digest_of(session, None, city=city, now=late)
        assert said["unmended"] == "青石路暖新驿站"
        assert (await digest_of(session, "human_resources", city=city, now=late))["unmended"] == "none"
        for finding in findings[1:]:
            await mended(session, finding, town.host, town.second_lead, city=city, now=late)
        assert await hold_back_unmended(session, city=city, now=late) == 0
        open_now = await nearest_places(session, here, open_at=NOW, zone=city.zone, limit=9)
        assert "T1" in [each.place.code for each in open_now]


async def test_a_duty_whose_finding_is_struck_is_withdrawn(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open",))
        await town.told()
        await appeal(session, town.place.id, town.host, "不对", city=city, now=MONDAY)
        await decide(session, town.place.id, town.second_lead, "属实", upheld=True, city=city, now=MONDAY)
        (finding,) = await findings_of(session, town.place.id, town.round.id)
        assert (await session.get_one(Duty, finding.duty_id)).state is DutyState.WITHDRAWN
