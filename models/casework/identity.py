"""Show staff the named filer of a case, and record the look."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import StepRefused
from models.cases.identity import Named, identity_kept
from models.cases.record import add_link, story_of
from models.cases.steps import OPEN, Role, Step
from models.cases.taking import actor_of
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.staff.post import Staff


def may_see_identity(case: Case, staff: Staff, *, city: City) -> bool:
    """Whether the member of staff may see the named filer: the handler, a lead of the department and the lead
    department may, while the case is open."""
    by = actor_of(staff, city)
    if case.anonymous or case.state not in OPEN:
        return False
    if by.role is Role.LEAD_DEPARTMENT:
        return True
    return by.department == case.department and (by.role is Role.LEAD or case.handler_id == staff.id)


async def see_identity(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime
) -> tuple[Case, Named | None]:
    """The case and its named filer. The first look of each post is added to the record. Raises CaseGone,
    StepRefused."""
    await session.get(Case, case_id, with_for_update=True, populate_existing=True)
    case = await case_for_staff(session, case_id, staff, city=city)
    if not may_see_identity(case, staff, city=city):
        raise StepRefused(Step.SEE_IDENTITY.value)
    named = await identity_kept(session, case_id)
    by = str(actor_of(staff, city))
    seen = any(each.what == Step.SEE_IDENTITY and each.who == by for each in await story_of(session, case_id))
    if named is not None and not seen:
        await add_link(session, case, Step.SEE_IDENTITY, who=by, now=now, data={"name": staff.name})
    return case, named
