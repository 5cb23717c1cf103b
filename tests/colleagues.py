"""Members of staff for tests of operations: each with a person of their own, so that they can be told."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff, StaffRole, add_staff, join_staff
from tests.filing import NOW, a_person

LEAD = StaffRole.LEAD


async def a_clerk(
    session: AsyncSession, name: str, department: str = "market_regulation", role: StaffRole = StaffRole.STAFF
) -> Staff:
    _, code = await add_staff(session, name=name, role=role, department=department, now=NOW)
    person = await a_person(session, f"staff-{name}")
    return await join_staff(session, code, person, now=NOW)
