"""The authors of notices: everybody with a post in a department may write them; leads approve those of others."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.notices.notice import Author
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, need_staff


async def author_of(session: AsyncSession, person: Person, city: City) -> Author:
    """The person as the author of notices. Raises NotStaff."""
    return author_at(await need_staff(session, person), city)


def author_at(staff: Staff, city: City) -> Author:
    """The holder of a post as the author of notices. Raises NotStaff for one at a place, or of a leader."""
    if staff.department is None or staff.role is StaffRole.LEADER:
        raise NotStaff
    leads = staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
    approves = leads and (staff.department == city.lead_department.key or staff.role is StaffRole.ADMIN)
    return Author(staff.id, staff.department, approves, leads)
