"""When several people complain of the same thing on the same platform, the lead department and the union are told once
a week.

They get only a lowest number of people, in steps of COMMON_LEAST and by whole days; never who the people are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.facts import platform_titles, type_titles
from models.cases.news import StaffNews
from models.cases.same_spot import COMMON_LEAST, filed_lately, people_by_problem
from models.cases.steps import CaseState
from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.lookup import put_before
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.staff.post import Staff, colleagues
from models.values.calendar import monday_of

UNION = "union"
"""The key of the department that speaks for workers, in a city that has one."""


@dataclass(frozen=True, slots=True)
class CommonProblem:
    """type, platform: keys of the city pack; people: how many filed it lately, at least."""

    type: str
    platform: str
    people: int


async def common_problems(
    session: AsyncSession, *, now: datetime, department: str | None = None
) -> Sequence[CommonProblem]:
    """Problems that enough people filed and did not withdraw, the most common first. department: only cases that it
    has."""
    which = [*filed_lately(now), Case.state != CaseState.WITHDRAWN]
    if department is not None:
        which.append(Case.department == department)
    people = await people_by_problem(session, *which, now=now)
    found = [CommonProblem(*problem, count) for problem, count in people.items() if count >= COMMON_LEAST]
    return sorted(found, key=lambda each: (-each.people, each.type, each.platform))


async def tell_common_problems(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Sends a card to everybody of the lead department and the union who has none of this problem and week yet. Returns
    how many it wrote; safe to run at any time."""
    problems = await common_problems(session, now=now)
    if not problems:
        return 0
    rows = [_card(each, staff, city, now) for staff in await _whom(session, city) for each in problems]
    known = await put_before(session, [each.dedupe_key for each in rows if each.dedupe_key])
    new = [each for each in rows if each.dedupe_key not in known]
    await put_all(session, new)
    return len(new)


async def _whom(session: AsyncSession, city: City) -> list[Staff]:
    departments = {city.lead_department.key, UNION} & set(city.departments)
    return [staff for each in sorted(departments) for staff in await colleagues(session, each, present=True)]


def _card(problem: CommonProblem, staff: Staff, city: City, now: datetime) -> Put:
    week = monday_of(now, city.zone).isoformat()
    facts = {
        "negotiates": staff.department == UNION,
        "problem": [problem.type, problem.platform],
        "people": problem.people,
        "type": type_titles(city, problem.type),
        "platform": platform_titles(city, problem.platform),
    }
    pushed, cause = Pushed(StaffNews.COMMON_PROBLEM, facts), CauseKind.STAFF.of(staff.id)
    key = f"common_problem:{problem.type}:{problem.platform}:{week}:{staff.id}"
    assert staff.person_id is not None  # colleagues() returns posts that can be told
    return Put(staff.person_id, pushed, now, Urgency.TODAY, dedupe_key=key, cause=cause)
