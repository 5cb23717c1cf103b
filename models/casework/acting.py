"""The actor as which a member of staff takes steps with cases."""

from models.cases.steps import Actor, Role
from models.city.pack import City
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole


def actor_of(staff: Staff, city: City) -> Actor:
    """The actor for a member of staff; everybody of the lead department has its rights. Raises NotStaff for a post
    without a department."""
    if staff.department is None:
        raise NotStaff
    if staff.department == city.lead_department.key:
        role = Role.LEAD_DEPARTMENT
    else:
        role = Role.LEAD if staff.role in (StaffRole.LEAD, StaffRole.ADMIN) else Role.STAFF
    return Actor(role, staff.id, staff.department)
