"""Members of staff for tests of operations: each with a person of their own, so that they can be told."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.casework.posts import join_staff
from models.people.person import Person
from models.staff.four_eyes import note_holder
from models.staff.post import Staff, StaffRole, add_staff, seal_post
from tests.world.filing import NOW, a_person

LEAD = StaffRole.LEAD


async def a_clerk(
    session: AsyncSession, name: str, department: str = "market_regulation", role: StaffRole = StaffRole.STAFF
) -> Staff:
    _, code = await add_staff(session, name=name, role=role, department=department, now=NOW)
    person = await a_person(session, f"staff-{name}")
    return await join_staff(session, code, person, now=NOW)


async def a_post(
    session: AsyncSession, number: int, department: str = "social_work", person: Person | None = None
) -> Person:
    """The post with that number, and the person who has it."""
    person = person or await a_person(session, f"post-{number}")
    post = Staff(id=number, person_id=person.id, department=department, role=LEAD, name="周", active=True, added_at=NOW)
    seal_post(session, post)
    session.add(post)
    await session.flush()
    await note_holder(session, number, person.id)
    return person
