"""Whoever can only write the database cannot rewrite what was done: hashes made anew, `audit` says so all the same."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.closing import CLOSE_AFTER, confirm_solved, rate_case
from models.cases.closing import Satisfaction as Content
from models.cases.filer import CaseFiler
from models.cases.mine import withdraw_case
from models.cases.number import CaseDay
from models.cases.personal import forget_cases, forget_cases_of
from models.cases.record import CaseEvent, old_link_hash, story_of
from models.cases.seal import ForgottenCase
from models.cases.steps import SYSTEM, Actor, CaseState, Role, Step
from models.cases.taking import take_step
from models.casework.posts import remove_staff
from models.city.pack import City
from models.my_data.link_code import LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts
from models.people.person import Contact, Person
from models.staff.post import Staff, StaffRole, seal_post
from models.storage.database import Database
from models.storage.personal import Leaving
from models.upkeep.audit import BrokenLink, audit
from tests.world.filing import NOW, a_case, a_person

CASES: sa.Table = Case.__table__  # type: ignore[assignment]
LINKS: sa.Table = CaseEvent.__table__  # type: ignore[assignment]
FILERS: sa.Table = CaseFiler.__table__  # type: ignore[assignment]


async def _audit(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


async def _two_cases(database: Database, city: City) -> tuple[int, int]:
    """One that was settled, confirmed and rated, and one of another person, anonymous."""
    async with database.transaction() as session:
        first, second = await a_person(session), await a_person(session, "2")
        case = await a_case(session, first, city)
        by = Actor(Role.STAFF, 7, case.department)
        for step in (Step.TAKE, Step.SETTLE):
            await take_step(session, case.id, step, by=by, city=city, now=NOW, data={"name": "王"})
        case.handler_id = 7
        await confirm_solved(session, case.id, first, now=NOW + CLOSE_AFTER)
        await rate_case(session, case.id, first, Content.NO, now=NOW + CLOSE_AFTER)
        other = await a_case(session, second, city, anonymous=True)
    assert await _audit(database) is None
    return case.id, other.id


async def _hashes_anew(session: AsyncSession, case_id: int) -> None:
    """As somebody can who knows this program, but not SECRET_KEY."""
    number = (await session.execute(sa.select(CASES.c.number).where(CASES.c.id == case_id))).scalar_one()
    plain = [column for column in LINKS.c if column.name != "sealed"]
    rows = (await session.execute(sa.select(*plain).where(LINKS.c.case_id == case_id).order_by(LINKS.c.number))).all()
    previous = "0" * 64
    for row in rows:
        values = row._mapping
        link = CaseEvent(**{**values, "previous": previous})
        previous_hash, previous = previous, old_link_hash(number, link)
        await session.execute(
            sa.update(LINKS).where(LINKS.c.id == row.id).values(previous=previous_hash, hash=previous)
        )
    await session.execute(sa.update(CASES).where(CASES.c.id == case_id).values(head=previous, event_count=len(rows)))


async def _last_link_cut(session: AsyncSession, case_id: int, _: int) -> None:
    last = (
        await session.execute(sa.select(sa.func.max(LINKS.c.number)).where(LINKS.c.case_id == case_id))
    ).scalar_one()
    await session.execute(sa.delete(LINKS).where(LINKS.c.case_id == case_id, LINKS.c.number == last))
    before = sa.select(LINKS.c.hash).where(LINKS.c.case_id == case_id, LINKS.c.number == last - 1)
    head = (await session.execute(before)).scalar_one()
    await session.execute(sa.update(CASES).where(CASES.c.id == case_id).values(head=head, event_count=last - 1))


async def _links_swapped(session: AsyncSession, case_id: int, _: int) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        here = sa.and_(LINKS.c.case_id == case_id, LINKS.c.number == old)
        await session.execute(sa.update(LINKS).where(here).values(number=new))
    await _hashes_anew(session, case_id)


async def _step_dated_back(session: AsyncSession, case_id: int, _: int) -> None:
    here = sa.and_(LINKS.c.case_id == case_id, LINKS.c.number == 3)
    await session.execute(sa.update(LINKS).where(here).values(at=NOW - timedelta(days=3)))
    await _hashes_anew(session, case_id)


async def _other_clerk(session: AsyncSession, case_id: int, _: int) -> None:
    here = sa.and_(LINKS.c.case_id == case_id, LINKS.c.number == 2)
    await session.execute(sa.update(LINKS).where(here).values(who="staff:8"))
    await _hashes_anew(session, case_id)


async def _case_deleted(session: AsyncSession, case_id: int, _: int) -> None:
    await session.execute(sa.delete(CASES).where(CASES.c.id == case_id))


async def _last_case_deleted_and_its_number_taken_back(session: AsyncSession, _: int, other_id: int) -> None:
    await session.execute(sa.delete(CASES).where(CASES.c.id == other_id))
    await session.execute(sa.update(CaseDay.__table__).values(last=CaseDay.__table__.c.last - 1))  # type: ignore[arg-type]


async def _tombstone_forged(session: AsyncSession, case_id: int, _: int) -> None:
    await session.execute(sa.delete(CASES).where(CASES.c.id == case_id))
    await session.execute(sa.insert(ForgottenCase.__table__).values(name="0" * 32, proof="0" * 64))  # type: ignore[arg-type]


def _set(**values: Any) -> Callable[[AsyncSession, int, int], Awaitable[None]]:
    async def change(session: AsyncSession, case_id: int, _: int) -> None:
        await session.execute(sa.update(CASES).where(CASES.c.id == case_id).values(values))

    return change


async def _filer_exchanged(session: AsyncSession, case_id: int, other_id: int) -> None:
    raw = sa.type_coerce(FILERS.c.person, sa.LargeBinary)
    row = (await session.execute(sa.select(FILERS.c.digest, raw).where(FILERS.c.case_id == other_id))).one()
    values = {"digest": row[0], "person": sa.type_coerce(row[1], sa.LargeBinary)}
    await session.execute(sa.update(FILERS).where(FILERS.c.case_id == case_id).values(values))


async def _filer_row_moved(session: AsyncSession, case_id: int, other_id: int) -> None:
    await session.execute(sa.delete(FILERS).where(FILERS.c.case_id == case_id))
    await session.execute(sa.update(FILERS).where(FILERS.c.case_id == other_id).values(case_id=case_id))


async def _filer_added(session: AsyncSession, case_id: int, other_id: int) -> None:
    raw = sa.type_coerce(FILERS.c.person, sa.LargeBinary)
    row = (await session.execute(sa.select(FILERS.c.digest, raw).where(FILERS.c.case_id == other_id))).one()
    values = {"case_id": case_id, "digest": row[0], "part": "joined", "at": NOW}
    await session.execute(sa.insert(FILERS).values(values | {"person": sa.type_coerce(row[1], sa.LargeBinary)}))


async def _person_exchanged(session: AsyncSession, case_id: int, _: int) -> None:
    other = (await session.scalars(sa.select(Person.id).order_by(Person.id.desc()))).first()
    await session.execute(sa.update(CASES).where(CASES.c.id == case_id).values(person_id=other))


LATER = datetime.fromisoformat("2030-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("rewritten", "reason"),
    [
        (_last_link_cut, "state seal"),
        (_links_swapped, "hash"),
        (_step_dated_back, "hash"),
        (_other_clerk, "hash"),
        (_case_deleted, "gone"),
        (_last_case_deleted_and_its_number_taken_back, "gone"),
        (_tombstone_forged, "gone"),
        (_set(answer_by=LATER), "seal"),
        (_set(accept_by=LATER), "seal"),
        (_set(solved=False), "seal"),
        (_set(satisfied="yes"), "seal"),
        (_set(handler_id=8), "seal"),
        (_set(department="police"), "seal"),
        (_set(ended_at=NOW), "seal"),
        (_set(reporters=7), "seal"),
        (_set(bounces=1), "seal"),
        (_set(old_links=5), "hash"),
        (_set(seal=""), "seal"),
        (_filer_exchanged, "filer"),
        (_filer_row_moved, "filer"),
        (_filer_added, "filer"),
        (_person_exchanged, "filer"),
    ],
)
async def test_a_rewriting_by_plain_sql_is_found(
    database: Database, city: City, rewritten: Callable[[AsyncSession, int, int], Awaitable[None]], reason: str
) -> None:
    case_id, other_id = await _two_cases(database, city)
    async with database.transaction() as session:
        await rewritten(session, case_id, other_id)
    broken = await _audit(database)
    assert broken is not None
    assert broken.reason in reason.split()


async def test_a_seal_does_not_fit_another_case(database: Database, city: City) -> None:
    case_id, other_id = await _two_cases(database, city)
    async with database.transaction() as session:
        other = sa.select(CASES.c.seal).where(CASES.c.id == other_id).scalar_subquery()
        await session.execute(sa.update(CASES).where(CASES.c.id == case_id).values(seal=other))
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "seal"


async def test_what_the_service_itself_does_outside_of_steps_holds(database: Database, city: City) -> None:
    """Its own hands: a post that ends, two chats that become one person, people who are forgotten."""
    async with database.transaction() as session:
        kept, other = await a_person(session), await a_person(session, "2")
        staff = Staff(department="human_resources", name="王", role=StaffRole.STAFF, active=True, added_at=NOW)
        session.add(staff)
        await session.flush()
        seal_post(session, staff)
        mine, theirs = await a_case(session, kept, city), await a_case(session, other, city, anonymous=True)
        theirs.handler_id = staff.id
        await session.flush()
        staff_id = staff.id
    async with database.transaction() as session:
        await remove_staff(session, staff_id)
    assert await _audit(database) is None
    async with database.transaction() as session:
        there, here = (await session.scalars(sa.select(Contact).order_by(Contact.id))).all()
        code = await new_code(session, await session.get_one(Person, there.person_id), there, now=NOW)
        await ask_to_link(session, code, by=here, zone=city.zone, now=NOW)
        request = (await session.scalars(sa.select(LinkRequest))).one()
        kept = await link_contacts(session, request.id, here=there, now=NOW)
    assert await _audit(database) is None
    async with database.transaction() as session:
        kept = await session.get_one(Person, kept.id)
        await withdraw_case(session, mine.id, kept, now=NOW)
        await forget_cases_of(session, Leaving(kept, city, NOW))
        assert (await session.get_one(Case, theirs.id)).handler_id is None
        await session.delete(kept)
    assert await _audit(database) is None


async def test_a_case_whose_time_is_over_leaves_a_tombstone_nobody_can_tell_it_from(
    database: Database, city: City
) -> None:
    case_id, _ = await _two_cases(database, city)
    async with database.transaction() as session:
        number = (await session.get_one(Case, case_id)).number
        assert await forget_cases(session, city=city, now=NOW + timedelta(days=4000)) == 1
    assert await _audit(database) is None
    async with database.transaction() as session:
        assert await session.get(Case, case_id) is None
        graves = (await session.execute(sa.text("SELECT * FROM forgotten_case"))).all()
    assert len(graves) == 1
    assert number not in str(graves)


async def test_every_state_of_the_way_is_sealed(database: Database, city: City) -> None:
    """Nothing changes a case past its seal."""
    async with database.transaction() as session:
        case = await a_case(session, await a_person(session), city)
        by = Actor(Role.STAFF, 7, case.department)
        for step, who in ((Step.TAKE, by), (Step.ASK, by), (Step.RESUME, SYSTEM), (Step.ANSWER, by), (Step.SETTLE, by)):
            await take_step(session, case.id, step, by=who, city=city, now=NOW)
            assert await audit(session) is None, step
        await take_step(session, case.id, Step.CLOSE, by=SYSTEM, now=NOW)
        assert case.state is CaseState.CLOSED
        assert [link.what for link in await story_of(session, case.id)][-1] == "close"
    assert await _audit(database) is None
