"""Who gives and takes posts in the chat: rights, the last administrator, and that nobody invites their own second
pair of eyes."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from models.casework.errors import LastAdmin, StaffGone
from models.casework.posts import change_role, changes_of, code_again, invite, join_staff, posts_managed, remove
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.people.errors import NameUnreadable
from models.people.person import Person
from models.staff import errors
from models.staff.four_eyes import NEW_FOR, need_second_person
from models.staff.post import Staff, StaffRole, add_staff
from models.storage.database import Database
from tests.world.filing import NOW, a_person

SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def _post(database: Database, name: str, role: StaffRole, department: str = "union") -> tuple[Person, Staff]:
    async with database.transaction() as session:
        person = await a_person(session, f"chat-of-{name}")
        _, code = await add_staff(session, name=name, role=role, department=department, now=NOW)
        return person, await join_staff(session, code, person, now=NOW)


@SQLITE
@pytest.mark.parametrize(
    ("by", "department", "role", "may"),
    [
        (StaffRole.STAFF, "union", StaffRole.STAFF, False),
        (StaffRole.LEAD, "union", StaffRole.STAFF, True),
        (StaffRole.LEAD, "union", StaffRole.LEAD, False),
        (StaffRole.LEAD, "union", StaffRole.ADMIN, False),
        (StaffRole.LEAD, "union", StaffRole.HOST, False),
        (StaffRole.LEAD, "police", StaffRole.STAFF, False),
        (StaffRole.ADMIN, "police", StaffRole.ADMIN, True),
        (StaffRole.ADMIN, "police", StaffRole.HOST, False),
        (StaffRole.ADMIN, "nowhere", StaffRole.STAFF, False),
    ],
)
async def test_who_may_invite_whom(
    database: Database, city: City, by: StaffRole, department: str, role: StaffRole, may: bool
) -> None:
    person, _ = await _post(database, "a", by)
    async with database.transaction() as session:
        inviting = invite(session, name="王", role=role, department=department, by=person, city=city, now=NOW)
        if may:
            staff, _ = await inviting
            assert (staff.role, staff.department) == (role, department)
        else:
            with pytest.raises(errors.NotStaff):
                await inviting


@SQLITE
@pytest.mark.parametrize("name", ["", "  ", "王" * 21, "\n\n"])
async def test_a_name_that_cannot_be_said_is_none(database: Database, city: City, name: str) -> None:
    person, _ = await _post(database, "a", StaffRole.LEAD)
    async with database.transaction() as session:
        with pytest.raises(NameUnreadable):
            await invite(session, name=name, role=StaffRole.STAFF, department="union", by=person, city=city, now=NOW)


@SQLITE
async def test_a_lead_neither_reads_nor_takes_posts_that_are_not_theirs(database: Database) -> None:
    lead, _ = await _post(database, "a", StaffRole.LEAD)
    _, peer = await _post(database, "b", StaffRole.LEAD)
    _, other = await _post(database, "c", StaffRole.STAFF, "police")
    async with database.transaction() as session:
        for staff in (peer, other):
            with pytest.raises(errors.NotStaff):
                await remove(session, staff.id, by=lead, now=NOW)
            with pytest.raises(errors.NotStaff):
                await change_role(session, staff.id, StaffRole.STAFF, by=lead, now=NOW)
        with pytest.raises(errors.NotStaff):
            await posts_managed(session, lead, department="police", limit=9)
        with pytest.raises(errors.NotStaff):
            await code_again(session, peer.id, by=lead, now=NOW)
        assert await changes_of(session, lead, limit=9) == []


async def test_two_last_administrators_who_take_each_others_post_at_once_leave_one(database: Database) -> None:
    (anna, first), (boris, second) = [await _post(database, name, StaffRole.ADMIN) for name in "ab"]

    async def takes(by: Person, staff: Staff) -> bool:
        try:
            async with database.transaction() as session:
                await remove(session, staff.id, by=by, now=NOW)
        except (errors.NotStaff, LastAdmin, StaffGone):
            return False
        return True

    await asyncio.gather(takes(anna, second), takes(boris, first))
    async with database.reading() as session:
        left = sa.select(sa.func.count()).where(Staff.active, Staff.role == StaffRole.ADMIN)
        assert await session.scalar(left) == 1


@SQLITE
async def test_who_is_removed_and_who_leads_hear_of_it(database: Database) -> None:
    root, _ = await _post(database, "root", StaffRole.ADMIN, "social_work")
    lead, _ = await _post(database, "lead", StaffRole.LEAD)
    clerk, staff = await _post(database, "clerk", StaffRole.STAFF)
    async with database.transaction() as session:
        await remove(session, staff.id, by=root, now=NOW)
    async with database.reading() as session:
        rows = (await session.scalars(sa.select(OutboxMessage))).all()
    assert {(row.person_id, row.content["news"]) for row in rows} == {
        (clerk.id, "staff-removed-news"),
        (lead.id, "staff-left-news"),
    }


@SQLITE
async def test_whom_one_has_just_invited_is_no_second_person_yet(database: Database, city: City) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        lead, own = await _post(database, "a", StaffRole.LEAD)
        _, peer = await _post(database, "c", StaffRole.LEAD)
        async with database.transaction() as session:
            staff, code = await invite(
                session, name="b", role=StaffRole.STAFF, department="union", by=lead, city=city, now=NOW
            )
            await join_staff(session, code, await a_person(session, "second chat"), now=datetime.now(UTC))
            for pair in ((own.id, staff.id), (staff.id, own.id)):
                with pytest.raises(errors.SecondPersonNeeded):
                    await need_second_person(session, *pair)
            await need_second_person(session, peer.id, staff.id)
        clock.shift(NEW_FOR + timedelta(minutes=1))
        async with database.transaction() as session:
            await need_second_person(session, own.id, staff.id)
