"""Whose posts a route of the console is for."""

from enum import StrEnum

from models.city.pack import City
from models.figures.cases import may_see_report
from models.places.host import may_run_places
from models.staff.post import Staff, StaffRole


class Who(StrEnum):
    """Whose posts a route is for. It is the first gate only: every operation checks its right itself."""

    STAFF = "staff"
    """Every post in a department from which cases are handled."""
    DESK = "desk"
    """Every post in a department, a leader's too."""
    FIGURES = "figures"
    """Who may see figures: leads, leaders, and everybody of the lead department."""
    LEADS = "leads"
    """Leads and administrators."""
    ADMINS = "admins"
    PLACES = "places"
    """Every post in the department that runs the places, or in the lead department, from which cases are handled."""
    LEAD_DEPARTMENT = "lead_department"
    """Every post in the lead department from which cases are handled."""
    LEAD_DEPARTMENT_LEADS = "lead_department_leads"

    def allows(self, staff: Staff, city: City) -> bool:
        """Whether the post may use the route."""
        leads = staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
        in_lead = staff.department == city.lead_department.key
        return {
            Who.STAFF: staff.department is not None and staff.role is not StaffRole.LEADER,
            Who.DESK: staff.department is not None,
            Who.FIGURES: staff.department is not None and may_see_report(staff, city),
            Who.LEADS: leads,
            Who.ADMINS: staff.role is StaffRole.ADMIN,
            Who.PLACES: may_run_places(staff, city) and staff.role is not StaffRole.LEADER,
            Who.LEAD_DEPARTMENT: in_lead and staff.role is not StaffRole.LEADER,
            Who.LEAD_DEPARTMENT_LEADS: in_lead and leads,
        }[self]
