"""Who may do what with a duty.

    orders               a leader of the lead department to every department, another leader to their own; the leads of
                         the lead department to the others. What a leader ordered, only a leader judges.
    findings             who looks after places
    milestones           the leads and leaders of the lead department; those of a department to their own

Findings and milestones are judged by the leads and leaders of the department that gave them, and of the lead
department. An owner does them: anybody of a department who handles cases; the holder of the post or, as holders come
and go, a lead of its department; a host of the place.
"""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.duties.duty import WAITS, Duty, DutyKind, DutyState, OwnerKind
from models.duties.record import DutyStep
from models.people.person import Person
from models.places.host import may_run_places
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, posts_of

LEADS = (StaffRole.LEAD, StaffRole.ADMIN, StaffRole.LEADER)
BY_OWNER = (DutyStep.ACCEPT, DutyStep.REPORT, DutyStep.ASK_TIME)
BY_JUDGE = (DutyStep.MORE_TIME, DutyStep.NO_TIME, DutyStep.SEND_BACK, DutyStep.STRIKE, DutyStep.WITHDRAW)


def ordered_departments(staff: Staff, city: City) -> tuple[str, ...]:
    """The keys of the departments to which the colleague may give orders, in the pack's order."""
    leading = staff.department == city.lead_department.key
    if staff.role is StaffRole.LEADER:
        return tuple(city.departments) if leading else tuple(filter(None, (staff.department,)))
    if leading and staff.role in (StaffRole.LEAD, StaffRole.ADMIN):
        return tuple(each for each in city.departments if each != staff.department)
    return ()


def may_give(staff: Staff, kind: DutyKind, department: str, city: City) -> bool:
    """Whether the colleague may give such a duty to an owner for whom this department answers."""
    if kind is DutyKind.ORDER:
        return department in ordered_departments(staff, city)
    if kind is DutyKind.FINDING:
        return may_run_places(staff, city)
    return staff.role in LEADS and staff.department in (department, city.lead_department.key)


def sees_all(staff: Staff, city: City) -> bool:
    """Whether the colleague sees every duty; others see those of their department, post or place, and their own."""
    return staff.department == city.lead_department.key


def sees(duty: Duty, staff: Staff, city: City) -> bool:
    """Whether the colleague sees the duty."""
    if staff.place_id is not None:
        return _owns(duty, staff)
    return sees_all(staff, city) or staff.department == duty.department or staff.id == duty.given_by


def _owns(duty: Duty, staff: Staff) -> bool:
    if duty.owner_kind is OwnerKind.PLACE:
        return str(staff.place_id) == duty.owner
    if duty.owner_kind is OwnerKind.POST:
        stands_in = staff.department == duty.department and staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
        return str(staff.id) == duty.owner or stands_in
    return staff.department == duty.owner and staff.role is not StaffRole.LEADER


def may_judge(duty: Duty, staff: Staff, giver: Staff | None, city: City) -> bool:
    """Whether the colleague may strike the duty off, send a report back, or answer who asks for more time. giver: the
    post that gave it, ended or not."""
    if duty.kind is DutyKind.ORDER:
        by_leader = giver is None or giver.role is StaffRole.LEADER
        return duty.department in ordered_departments(staff, city) and (staff.role is StaffRole.LEADER or not by_leader)
    giving = giver.department if giver is not None else None
    return staff.role in LEADS and staff.department in (giving, city.lead_department.key)


def is_open_to(duty: Duty, step: DutyStep) -> bool:
    """Whether the duty is where the step can be taken."""
    if step in (DutyStep.MORE_TIME, DutyStep.NO_TIME):
        return duty.state in WAITS and duty.asked_by is not None
    if step is DutyStep.ASK_TIME:
        return duty.state in WAITS and duty.asked_by is None
    where: dict[DutyStep, Sequence[DutyState]] = {
        DutyStep.ACCEPT: (DutyState.GIVEN,),
        DutyStep.REPORT: WAITS,
        DutyStep.SEND_BACK: (DutyState.REPORTED,),
        DutyStep.STRIKE: (DutyState.REPORTED,),
        DutyStep.WITHDRAW: WAITS,
    }
    return duty.state in where[step]


async def may_take(session: AsyncSession, duty: Duty, staff: Staff, step: DutyStep, *, city: City) -> bool:
    """Whether the post may take the step, wherever the duty is."""
    if step in BY_OWNER:
        return _owns(duty, staff)
    return may_judge(duty, staff, await session.get(Staff, duty.given_by), city)


async def steps_open_to(
    session: AsyncSession, duty: Duty, posts: Sequence[Staff], *, city: City
) -> dict[DutyStep, Staff]:
    """The steps that somebody with these posts can take now, each with the post from which they take it."""
    found: dict[DutyStep, Staff] = {}
    for step in (*BY_OWNER, *BY_JUDGE):
        if not is_open_to(duty, step):
            continue
        for staff in posts:
            if step not in found and await may_take(session, duty, staff, step, city=city):
                found[step] = staff
    return found


async def need_posts(session: AsyncSession, person: Person) -> Sequence[Staff]:
    """All posts of the person, that of a department first. Raises NotStaff if there is none."""
    posts = await posts_of(session, person)
    if not posts:
        raise NotStaff
    return sorted(posts, key=lambda each: each.department is None)
