"""As whom a member of staff takes steps with cases."""

from models.cases.steps import Actor, Role
from models.city.pack import City
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole


def actor_of(staff: Staff, city: City) -> Actor:
    """As whom the member of staff takes steps with cases: everybody of the lead department may what it may."""
    if staff.department is None:
        raise NotStaff
    if staff.department == city.lead_department.key:
        role = Role.LEAD_DEPARTMENT
    else:
        role = Role.LEAD if staff.role in (StaffRole.LEAD, StaffRole.ADMIN) else Role.STAFF
    return Actor(role, staff.id, staff.department)
