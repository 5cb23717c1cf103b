"""Whose posts a route of the console is for."""

from enum import StrEnum

from models.city.pack import City
from models.staff.post import Staff, StaffRole


class Who(StrEnum):
    """Whose posts a route is for. It is the first gate only: every operation checks its right itself."""

    STAFF = "staff"
    """Every post in a department."""
    LEADS = "leads"
    """Leads and administrators."""
    ADMINS = "admins"
    LEAD_DEPARTMENT = "lead_department"
    """Every post in the lead department."""
    LEAD_DEPARTMENT_LEADS = "lead_department_leads"

    def allows(self, staff: Staff, city: City) -> bool:
        """Whether the post may use the route."""
        leads = staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
        in_lead = staff.department == city.lead_department.key
        return {
            Who.STAFF: staff.department is not None,
            Who.LEADS: leads,
            Who.ADMINS: staff.role is StaffRole.ADMIN,
            Who.LEAD_DEPARTMENT: in_lead,
            Who.LEAD_DEPARTMENT_LEADS: in_lead and leads,
        }[self]
