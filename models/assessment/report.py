"""The figures of a round by district and by owner, for those who answer for it. They are about stations, not about
people: no group is too small."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.result import AssessmentResult, FindingState, StationFinding, owner_of
from models.assessment.round import newest_round
from models.city.pack import City
from models.people.person import Person
from models.places.place import Place
from models.staff.errors import NotStaff
from models.staff.post import Staff, need_desk


@dataclass(slots=True)
class AssessmentCounts:
    """assessed: stations with a result; failing: of these with a must that failed; musts: musts that failed; findings;
    in_time: put right by their day; reopened: seen again after they were said to be put right; waits: how long each
    took that was put right."""

    assessed: int = 0
    failing: int = 0
    musts: int = 0
    findings: int = 0
    in_time: int = 0
    reopened: int = 0
    waits: list[timedelta] = field(default_factory=list)

    @property
    def days(self) -> float | None:
        """The median number of days until a finding was put right; None before the first."""
        return round(median(each / timedelta(days=1) for each in self.waits), 1) if self.waits else None


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """districts, owners: by their keys, in the order of the pack; those without a result are left out."""

    total: AssessmentCounts
    districts: Mapping[str, AssessmentCounts]
    owners: Mapping[str, AssessmentCounts]


def may_see_assessment(staff: Staff, city: City) -> bool:
    """Whether the colleague sees all districts and owners: the lead department, leaders included."""
    return city.standard is not None and staff.department == city.lead_department.key


async def assessment_report(session: AsyncSession, person: Person, *, city: City) -> AssessmentReport | None:
    """The figures of the newest round: of all, or of the colleague's own department. None before the first round.
    Raises NotStaff."""
    staff = await need_desk(session, person)
    if city.standard is None:
        raise NotStaff
    round_ = await newest_round(session)
    if round_ is None:
        return None
    results = await session.execute(
        sa.select(AssessmentResult, Place)
        .join(Place, Place.id == AssessmentResult.place_id)
        .where(AssessmentResult.round_id == round_.id)
    )
    places = {place.id: place for _, place in results}
    if not may_see_assessment(staff, city):
        places = {key: each for key, each in places.items() if owner_of(each.kind, city) == staff.department}
    found = sa.select(StationFinding).where(StationFinding.round_id == round_.id)
    findings = [each for each in await session.scalars(found) if each.place_id in places]
    return _report(places, findings, city)


def _report(places: Mapping[int, Place], findings: Iterable[StationFinding], city: City) -> AssessmentReport:
    of_place: dict[int, list[StationFinding]] = defaultdict(list)
    for each in findings:
        of_place[each.place_id].append(each)
    total = AssessmentCounts()
    districts: dict[str, AssessmentCounts] = defaultdict(AssessmentCounts)
    owners: dict[str, AssessmentCounts] = defaultdict(AssessmentCounts)
    for number, place in places.items():
        for counts in (total, districts[place.district or ""], owners[owner_of(place.kind, city) or ""]):
            _count(counts, of_place[number])
    return AssessmentReport(total, _in_order(districts, city.districts), _in_order(owners, city.departments))


def _count(counts: AssessmentCounts, findings: Iterable[StationFinding]) -> None:
    standing = [each for each in findings if each.state is not FindingState.STRUCK]
    musts = sum(each.must for each in standing)
    counts.assessed += 1
    counts.failing += musts > 0
    counts.musts += musts
    counts.findings += len(standing)
    counts.in_time += sum(each.in_time for each in standing)
    counts.reopened += sum(each.reopened for each in standing)
    counts.waits += [
        each.answered_at - each.told_at
        for each in standing
        if each.state is FindingState.FIXED and each.answered_at is not None
    ]


def _in_order(counts: Mapping[str, AssessmentCounts], keys: Iterable[str]) -> dict[str, AssessmentCounts]:
    order = [*keys, *(key for key in counts if key not in set(keys))]
    return {key: counts[key] for key in order if key in counts}
