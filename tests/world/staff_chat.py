"""What stories of departments share: colleagues who joined, and cases their workers filed in the same chat."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from models.cases.case import Case
from models.people.person import Contact, Person
from models.staff.post import StaffRole, add_staff
from tests.world.chat import Chat, Someone
from tests.world.filing import a_case


async def a_colleague(
    chat: Chat, name: str, department: str = "market_regulation", role: StaffRole = StaffRole.STAFF
) -> Someone:
    """Somebody who joined the department with their code."""
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name=name, role=role, department=department, now=datetime.now(UTC))
    someone = await chat.person(name)
    return await someone.sends(f"/start staff_{code}")


async def person_of(chat: Chat, someone: Someone, session: Any) -> Person:
    contact = (
        await session.scalars(
            sa.select(Contact).where(Contact.channel == chat.client.channel.name, Contact.address == someone.address)
        )
    ).one()
    person: Person = await session.get_one(Person, contact.person_id)
    return person


async def files(chat: Chat, worker: Someone, type_key: str = "deduction", **about: Any) -> Case:
    """The worker's case, filed a moment ago."""
    async with chat.app.database.transaction() as session:
        person = await person_of(chat, worker, session)
        return await a_case(session, person, chat.city, type_key, now=datetime.now(UTC), **about)


async def case_now(chat: Chat, case: Case) -> Case:
    async with chat.app.database.reading() as session:
        return await session.get_one(Case, case.id)


async def told_of(chat: Chat, someone: Someone, part: str) -> None:
    """What is due comes one message after the other, until the one that says this."""
    for _ in range(8):
        chat.wait(seconds=2)
        await someone.is_told()
        if part in someone.text:
            return
    raise AssertionError(f"nobody says {part!r}: {[each.text for each in someone.history[-4:]]}")
