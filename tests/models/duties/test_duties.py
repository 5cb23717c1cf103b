"""What somebody has to do by a day: given, accepted, reported, sent back, struck off by a second human; more time."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.casework.errors import NobodyThere
from models.casework.files import SentPiece
from models.city.pack import City
from models.duties.duty import KEPT, About, Colour, Duty, DutyKind, DutyState, Owner
from models.duties.ending import forget_duties
from models.duties.errors import DutyGone, MoreTimeAsked, MoreTimeGone, NoLaterDay, ProofNeeded
from models.duties.listed import WantedDuties, count_to_do, duties_of, duties_to_do
from models.duties.more_time import approve_more_time, ask_more_time, refuse_more_time
from models.duties.proof import DutyProof, ProofProblem, keep_proof, refuse_proof
from models.duties.record import steps_of
from models.duties.slips import warn_of_duties
from models.duties.steps import accept_duty, duty_for, give_duty, report_done, send_back, strike, withdraw
from models.errors import AnswerMissing, DayPassed
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.places.place import Place
from models.staff.errors import NotStaff, SecondPersonNeeded
from models.staff.four_eyes import note_holder
from models.staff.post import Staff, StaffRole, add_staff, seal_post
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.directory import PLACES
from tests.world.filing import NOW, a_person
from tests.world.outbox_rows import as_put

LEADER = StaffRole.LEADER
FRIDAY = date(2026, 11, 27)
PHOTO = SentPiece("telegram", "photo-1", compressed=True)
pytestmark = pytest.mark.usefixtures("everything_can_be_said")


async def told(session: Any, staff: Staff) -> list[str]:
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == staff.person_id))
    return [each.content["news"].removeprefix("duty-") for each in as_put(rows)]


async def a_place(session: Any, city: City) -> Place:
    place = PLACES(city)[0]
    session.add(place)
    await session.flush()
    return place


async def a_host(session: Any, place: Place, name: str = "老赵") -> Staff:
    post, _ = await add_staff(session, name=name, role=StaffRole.HOST, place_id=place.id, now=NOW)
    person = await a_person(session, f"host-{name}")
    post.person_id, post.joined_at = person.id, NOW
    seal_post(session, post)
    await note_holder(session, post.id, person.id)
    return post


async def an_order(session: Any, city: City, **when: Any) -> tuple[Staff, Staff, Duty]:
    luo, sun = await a_clerk(session, "罗", "social_work", LEADER), await a_clerk(session, "孙科", role=LEAD)
    duty = await give_duty(
        session,
        kind=DutyKind.ORDER,
        owner=Owner.department("market_regulation"),
        wanted="排查站点",
        given_by=luo,
        city=city,
        now=NOW,
        **(when or {"until": FRIDAY}),
    )
    return luo, sun, duty


async def a_finding(session: Any, city: City) -> tuple[Staff, Staff, Duty]:
    """By a clerk of the department that looks after places, for its lead to strike off."""
    place = await a_place(session, city)
    host, clerk = await a_host(session, place), await a_clerk(session, "沈", "union")
    duty = await give_duty(
        session,
        kind=DutyKind.FINDING,
        owner=Owner.place(place.id),
        about=About("place", place.code),
        wanted="灭火器过期了",
        working_days=5,
        given_by=clerk,
        city=city,
        now=NOW,
    )
    return host, clerk, duty


async def test_an_order_goes_its_way_and_both_sides_hear_of_every_step(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        luo, sun, duty = await an_order(session, city)
        assert await count_to_do(session, [sun]) == 1
        await accept_duty(session, duty.id, sun, **about)
        await accept_duty(session, duty.id, sun, **about)
        await report_done(session, duty.id, sun, "查了三家", **about)
        assert await count_to_do(session, [sun]) == 0
        later = FRIDAY + timedelta(days=7)
        await send_back(session, duty.id, luo, "还有两家", until=later, **about)
        assert duty.due_at.astimezone(city.zone).date() == later
        await report_done(session, duty.id, sun, "五家都查了", proof=[PHOTO], **about)
        await strike(session, duty.id, luo, **about)
        await strike(session, duty.id, luo, **about)
        assert await told(session, sun) == ["given", "sent-back", "struck"]
        assert await told(session, luo) == ["accepted", "reported", "reported"]
    async with database.reading() as session:
        assert (await duty_for(session, duty.id, [sun], city=city)).state is DutyState.STRUCK
        steps = [(each.what.value, each.text) for each in await steps_of(session, duty.id)]
        assert steps == [
            ("give", "排查站点"),
            ("accept", ""),
            ("report", "查了三家"),
            ("send_back", "还有两家"),
            ("report", "五家都查了"),
            ("strike", ""),
        ]
        assert not await duties_of(session, [luo], **about)
        assert [each.id for each in await duties_of(session, [luo], WantedDuties(over=True), **about)] == [duty.id]


async def test_who_may_give_see_and_judge_orders(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        luo, sun, order = await an_order(session, city)
        he = await a_clerk(session, "何局", role=LEADER)
        zhou, clerk = await a_clerk(session, "周", "social_work", LEAD), await a_clerk(session, "沈", "social_work")
        chen = await a_clerk(session, "陈", "human_resources", LEAD)
        given: dict[str, Any] = {"kind": DutyKind.ORDER, "wanted": "查", "until": FRIDAY, **about}
        for staff, department in (
            (sun, "human_resources"),
            (clerk, "market_regulation"),
            (he, "human_resources"),
            (zhou, "social_work"),
            (chen, "human_resources"),
            (luo, "nowhere"),
        ):
            with pytest.raises(NotStaff):
                await give_duty(session, given_by=staff, owner=Owner.department(department), **given)
        own = await give_duty(session, given_by=he, owner=Owner.department("market_regulation"), **given)
        leads = await give_duty(session, given_by=zhou, owner=Owner.department("human_resources"), **given)
        assert [each.id for each in await duties_of(session, [chen], **about)] == [leads.id]
        assert len(await duties_of(session, [clerk], **about)) == len(await duties_of(session, [luo], **about)) == 3
        for attempt in (
            duty_for(session, order.id, [chen], city=city),
            accept_duty(session, order.id, chen, **about),
            report_done(session, order.id, chen, "好", **about),
            accept_duty(session, order.id, he, **about),
            withdraw(session, order.id, sun, **about),
            withdraw(session, order.id, zhou, **about),
            send_back(session, order.id, luo, "再办", **about),
            strike(session, order.id, luo, **about),
            withdraw(session, 4711, luo, **about),
        ):
            with pytest.raises(DutyGone):
                await attempt
        for each in (order, own, leads):
            await withdraw(session, each.id, luo, **about)
        with pytest.raises(DutyGone):
            await report_done(session, order.id, sun, "晚了", **about)


async def test_a_duty_needs_words_a_day_to_come_and_somebody_there(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, _ = await an_order(session, city)
        place = await a_place(session, city)
        market, transport = Owner.department("market_regulation"), Owner.department("transport")
        for owner, text, day, error in (
            (market, "查", NOW.date() - timedelta(days=1), DayPassed),
            (market, " ", FRIDAY, AnswerMissing),
            (transport, "查", FRIDAY, NobodyThere),
        ):
            given: dict[str, Any] = {"wanted": text, "until": day, "given_by": luo, "city": city, "now": NOW}
            with pytest.raises(error):
                await give_duty(session, kind=DutyKind.ORDER, owner=owner, **given)
        union = await a_clerk(session, "沈", "union")
        about: dict[str, Any] = {"wanted": "修灯", "working_days": 3, "given_by": union, "city": city, "now": NOW}
        with pytest.raises(NobodyThere):
            await give_duty(session, kind=DutyKind.FINDING, owner=Owner.place(place.id), **about)


async def test_a_finding_is_struck_off_by_a_lead_with_a_picture_that_is_here(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        host, clerk, duty = await a_finding(session, city)
        lead = await a_clerk(session, "钱", "union", LEAD)
        assert duty.department == "union"
        assert [each.id for each in await duties_to_do(session, [host])] == [duty.id]
        assert await duties_of(session, [host], **about)
        with pytest.raises(ProofNeeded):
            await report_done(session, duty.id, host, "换了", **about)
        await report_done(session, duty.id, host, "换了新的", proof=[PHOTO], **about)
        assert "reported" in await told(session, clerk)
        assert "reported" in await told(session, lead)
        with pytest.raises(DutyGone):
            await strike(session, duty.id, clerk, **about)
        with pytest.raises(ProofNeeded):
            await strike(session, duty.id, lead, **about)
        number = (await session.scalars(sa.select(DutyProof.id))).one()
        await keep_proof(session, number, b"a picture", "image/jpeg", now=NOW)
        await keep_proof(session, number, b"another", "image/jpeg", now=NOW)
        await strike(session, duty.id, lead, **about)
        assert (await told(session, host))[-1] == "struck"
        assert [each.what.value for each in await steps_of(session, duty.id)] == ["give", "report", "proof", "strike"]


async def test_a_picture_that_does_not_open_is_told_to_who_sent_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        host, _, duty = await a_finding(session, city)
        await report_done(session, duty.id, host, "换了", proof=[PHOTO], city=city, now=NOW)
        number = (await session.scalars(sa.select(DutyProof.id))).one()
        await refuse_proof(session, number, ProofProblem.UNREADABLE, now=NOW)
        assert (await told(session, host))[-1] == "no-proof"


async def test_nobody_strikes_off_what_they_reported_themselves(database: Database, city: City) -> None:
    """The same human with a second post counts as the same."""
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        luo, sun, duty = await an_order(session, city)
        await report_done(session, duty.id, sun, "好了", **about)
        again = Staff(
            person_id=sun.person_id, department="social_work", role=LEADER, name="孙", active=True, added_at=NOW
        )
        session.add(again)
        await session.flush()
        seal_post(session, again)
        await note_holder(session, again.id, (await session.get_one(Person, sun.person_id)).id)
        with pytest.raises(SecondPersonNeeded):
            await strike(session, duty.id, again, **about)
        await strike(session, duty.id, luo, **about)


async def test_more_time_is_given_by_a_second_human(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    later = FRIDAY + timedelta(days=14)
    async with database.transaction() as session:
        zhou, lead = (
            await a_clerk(session, "周", "social_work", LEAD),
            await a_clerk(session, "吴", "social_work", LEAD),
        )
        given: dict[str, Any] = {"kind": DutyKind.MILESTONE, "wanted": "建 30 个驿站", "until": FRIDAY, **about}
        duty = await give_duty(session, given_by=zhou, owner=Owner.post(zhou.id), **given)
        with pytest.raises(MoreTimeGone):
            await approve_more_time(session, duty.id, lead, **about)
        with pytest.raises(NoLaterDay):
            await ask_more_time(session, duty.id, zhou, "在等批复", until=FRIDAY, **about)
        await ask_more_time(session, duty.id, zhou, "在等批复", until=later, **about)
        with pytest.raises(MoreTimeAsked):
            await ask_more_time(session, duty.id, zhou, "再等", until=later, **about)
        for answer in (approve_more_time, refuse_more_time):
            with pytest.raises(SecondPersonNeeded):
                await answer(session, duty.id, zhou, **about)
        await refuse_more_time(session, duty.id, lead, **about)
        assert duty.due_at.astimezone(city.zone).date() == FRIDAY
        await ask_more_time(session, duty.id, zhou, "真的在等批复", until=later, **about)
        await approve_more_time(session, duty.id, lead, **about)
        assert duty.due_at.astimezone(city.zone).date() == later
        assert (await told(session, zhou))[-2:] == ["no-time", "more-time"]


async def test_what_a_post_has_to_do_goes_on_when_nobody_has_the_post_any_more(database: Database, city: City) -> None:
    async with database.transaction() as session:
        zhou, wang = await a_clerk(session, "周", "social_work", LEAD), await a_clerk(session, "王芳")
        sun, zhao = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "赵明")
        given: dict[str, Any] = {"wanted": "交方案", "working_days": 3, "city": city, "now": NOW}
        duty = await give_duty(session, kind=DutyKind.MILESTONE, owner=Owner.post(wang.id), given_by=zhou, **given)
        assert await told(session, wang) == ["given"]
        wang.active = False
        seal_post(session, wang)
        await session.flush()
        await warn_of_duties(session, city=city, now=NOW + timedelta(days=3))
        assert await told(session, sun) == ["orange"]
        with pytest.raises(DutyGone):
            await report_done(session, duty.id, zhao, "好了", city=city, now=NOW)
        await report_done(session, duty.id, sun, "好了", city=city, now=NOW)
        with pytest.raises(DutyGone):
            await strike(session, duty.id, sun, city=city, now=NOW)
        await strike(session, duty.id, zhou, city=city, now=NOW)


async def test_two_reports_at_once_leave_one(database: Database, city: City) -> None:
    async with database.transaction() as session:
        _, sun, duty = await an_order(session, city)
        wang = await a_clerk(session, "王芳")
    async with database.transaction() as session:
        await report_done(session, duty.id, sun, "我先回", city=city, now=NOW)
    async with database.transaction() as session:
        with pytest.raises(DutyGone):
            await report_done(session, duty.id, wang, "我也回", city=city, now=NOW)


async def test_the_list_is_narrowed_by_kind_owner_and_colour(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, order = await an_order(session, city, until=FRIDAY + timedelta(days=14))
        _, _, finding = await a_finding(session, city)

        async def found(days: int = 0, **wanted: Any) -> list[int]:
            asked = WantedDuties(**wanted)
            rows = await duties_of(session, [luo], asked, city=city, now=NOW + timedelta(days=days))
            return [each.id for each in rows]

        assert await found() == [finding.id, order.id]
        assert await found(kind=DutyKind.FINDING) == [finding.id]
        assert await found(department="market_regulation") == [order.id]
        assert await found(owner=finding.owned_by) == [finding.id]
        assert await found(about=finding.is_about) == [finding.id]
        assert await found(colour=Colour.NONE) == [finding.id, order.id]
        assert await found(2, colour=Colour.BLUE) == [finding.id]
        assert await found(7, colour=Colour.ORANGE) == [finding.id]
        assert await found(14, colour=Colour.RED) == [finding.id]
        assert await found(14, colour=Colour.NONE) == [order.id]


async def test_an_ended_duty_is_deleted_when_its_time_is_over(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, duty = await an_order(session, city)
        await forget_duties(session, now=NOW + KEPT * 2)
        await withdraw(session, duty.id, luo, city=city, now=NOW)
        await forget_duties(session, now=NOW + KEPT - timedelta(days=1))
        assert len(await steps_of(session, duty.id)) == 2
        await forget_duties(session, now=NOW + KEPT + timedelta(days=1))
        assert not await steps_of(session, duty.id)
