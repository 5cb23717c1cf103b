"""What takes two people takes two humans: not two posts of one, whichever way one person came to both."""

import asyncio
from datetime import UTC, timedelta

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.taking import actor_of
from models.casework.extension import approve_extension, ask_extension, refuse_extension
from models.casework.handling import take_case
from models.casework.posts import join_staff, remove_staff
from models.casework.reveal import confirm_reveal, urge_reveal
from models.city.pack import City
from models.my_data.link_code import LinkRequest, ask_to_link, new_code
from models.my_data.linking import link_contacts, unlink
from models.notices.approval import approve_notice, submit_notice
from models.notices.audience import Audience, Topic
from models.notices.notice import Author, Written, write_notice
from models.outbox.message import Urgency
from models.people.person import Contact, Person, contacts_of
from models.staff.errors import SecondPersonNeeded
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, StaffRole, add_staff, posts_of
from models.storage.database import Database
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.leaving import leaves

LEAD_DEPARTMENT = "social_work"


async def _joins(database: Database, person: Person, name: str, department: str = LEAD_DEPARTMENT) -> Staff:
    """The person types the code of another post."""
    async with database.transaction() as session:
        _, code = await add_staff(session, name=name, role=StaffRole.LEAD, department=department, now=NOW)
        return await join_staff(session, code, await session.get_one(Person, person.id), now=NOW)


async def _person_with_post(database: Database, name: str, department: str = LEAD_DEPARTMENT) -> tuple[Person, Staff]:
    async with database.transaction() as session:
        person = await a_person(session, f"chat-of-{name}")
    return person, await _joins(database, person, name, department)


async def _link(database: Database, kept: Person, other: Person) -> None:
    """The two chats become one person's, who has no post any more: with one they cannot."""
    async with database.transaction() as session:
        for person in (kept, other):
            for post in await posts_of(session, await session.get_one(Person, person.id)):
                await remove_staff(session, post.id)
        (shows,), (types,) = await contacts_of(session, kept.id), await contacts_of(session, other.id)
        code = await new_code(session, await session.get_one(Person, kept.id), shows, now=NOW)
        await ask_to_link(session, code, by=types, zone=UTC, now=NOW)
        request = (await session.scalars(sa.select(LinkRequest))).one()
        await link_contacts(session, request.id, here=shows, now=NOW)


async def _urged(database: Database, city: City, first: Staff, worker: str = "worker") -> Case:
    """An anonymous case of somebody else, of which the post wrote that a life is in danger."""
    async with database.transaction() as session:
        case = await a_case(session, await a_person(session, worker), city, anonymous=True)
        await urge_reveal(session, case.id, "说要跳楼", by=actor_of(first, city), now=NOW)
        return case


async def _confirms(database: Database, city: City, case: Case, second: Staff) -> bool:
    """Whether the post opens who filed it."""
    try:
        async with database.transaction() as session:
            await confirm_reveal(session, case.id, by=actor_of(second, city), city=city, now=NOW)
    except SecondPersonNeeded:
        return False
    return True


async def test_two_people_open_it(database: Database, city: City) -> None:
    (_, first), (_, second) = await _person_with_post(database, "a"), await _person_with_post(database, "b")
    assert await _confirms(database, city, await _urged(database, city, first), second)


async def test_a_second_post_in_the_same_chat_opens_nothing(database: Database, city: City) -> None:
    person, first = await _person_with_post(database, "a")
    case = await _urged(database, city, first)
    second = await _joins(database, person, "b")
    assert not await _confirms(database, city, case, second)
    third = await _joins(database, person, "c")  # and not by way of a third
    assert not await _confirms(database, city, case, third)


async def test_two_posts_of_who_became_one_person_open_nothing(database: Database, city: City) -> None:
    (anna, _), (other, second) = await _person_with_post(database, "a"), await _person_with_post(database, "b")
    case = await _urged(database, city, second)
    await _link(database, anna, other)
    assert not await _confirms(database, city, case, await _joins(database, anna, "c"))


async def test_a_chat_that_is_taken_off_is_not_a_second_person(database: Database, city: City) -> None:
    async with database.transaction() as session:
        anna, other = await a_person(session, "her-chat"), await a_person(session, "her-other-chat")
    await _link(database, anna, other)
    case = await _urged(database, city, await _joins(database, anna, "a"))
    async with database.transaction() as session:
        here, newest = await contacts_of(session, anna.id)
        await unlink(session, await session.get_one(Person, anna.id), newest.id, here=here, now=NOW)
        fresh = await session.get_one(Person, (await session.get_one(Contact, newest.id)).person_id)
    assert fresh.id != anna.id
    assert not await _confirms(database, city, case, await _joins(database, fresh, "b"))


async def test_a_post_whose_people_were_forgotten_counts_as_anybody(database: Database, city: City) -> None:
    (anna, first), (_, second) = await _person_with_post(database, "a"), await _person_with_post(database, "b")
    case = await _urged(database, city, first)
    async with database.transaction() as session:
        await leaves(session, await session.get_one(Person, anna.id))
    assert not await _confirms(database, city, case, second)


async def test_a_post_taken_over_by_somebody_else_is_still_the_first_ones_too(database: Database) -> None:
    """Nothing gives one post to two people today; what is kept would tell if something did."""
    (anna, first), (boris, second) = await _person_with_post(database, "a"), await _person_with_post(database, "b")
    async with database.transaction() as session:
        post = await session.get_one(Staff, second.id)
        post.person_id = anna.id
        await session.flush()
        await need_second_person(session, first.id, second.id)
        for nobody in (None, first.id):
            with pytest.raises(SecondPersonNeeded):
                await need_second_person(session, first.id, nobody)
    assert boris.id != anna.id


async def test_nobody_gives_the_time_they_asked_for_in_another_post(database: Database, city: City) -> None:
    async with database.transaction() as session:
        clerk = await a_clerk(session, "王芳", "market_regulation")
        case = await a_case(session, await a_person(session, "worker"), city)
        await take_case(session, case.id, clerk, city=city, now=NOW)
        await ask_extension(session, case.id, clerk, "要查", city=city, now=NOW)
        person = await session.get_one(Person, clerk.person_id)
    lead = await _joins(database, person, "王主任", "market_regulation")
    for answer in (approve_extension, refuse_extension):
        with pytest.raises(SecondPersonNeeded):
            async with database.transaction() as session:
                await answer(session, case.id, lead, city=city, now=NOW)
    _, other = await _person_with_post(database, "周主任", "market_regulation")
    async with database.transaction() as session:
        await approve_extension(session, case.id, other, city=city, now=NOW)


async def test_nobody_lets_their_own_notice_go_in_another_post(database: Database) -> None:
    (person, first), (_, other) = await _person_with_post(database, "a"), await _person_with_post(database, "b")
    written = Written({"zh-CN": "a"}, {"zh-CN": "b"}, Topic.CITY, Urgency.TODAY, Audience())
    by = Author(first.id, LEAD_DEPARTMENT, approves=True)
    async with database.transaction() as session:
        notice = await write_notice(session, written, by, now=NOW)
        until = NOW + timedelta(days=1)
        await submit_notice(session, notice.id, by, send_at=NOW, expires_at=until, approve_above=0, now=NOW)
    second = await _joins(database, person, "c")
    with pytest.raises(SecondPersonNeeded):
        async with database.transaction() as session:
            await approve_notice(
                session, notice.id, Author(second.id, LEAD_DEPARTMENT, approves=True), approve_above=2, now=NOW
            )
    async with database.transaction() as session:
        await approve_notice(
            session, notice.id, Author(other.id, LEAD_DEPARTMENT, approves=True), approve_above=2, now=NOW
        )


async def test_two_codes_typed_at_once_give_one_post(database: Database) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        codes = [
            (await add_staff(session, name=name, role=StaffRole.LEAD, department=LEAD_DEPARTMENT, now=NOW))[1]
            for name in ("a", "b")
        ]

    async def joins(code: str) -> None:
        async with database.transaction() as session:
            await join_staff(session, code, await session.get_one(Person, person.id), now=NOW)

    await asyncio.gather(*(joins(code) for code in codes))
    async with database.transaction() as session:
        assert len(await posts_of(session, person)) == 1
