"""All that the page of a case shows, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import CaseGone
from models.cases.evidence import Evidence, evidence_of
from models.cases.number import read_number
from models.cases.steps import Step
from models.casework.assigning import Load, loads_of
from models.casework.handling import case_for_staff
from models.casework.platform import CaseContact, contact_of
from models.casework.reveal import RevealAsked, consent_asked, danger_asked
from models.city.pack import City
from models.desk.drafts import Typed, drafts_of
from models.desk.presence import There, others_there
from models.desk.related import Related, related_cases
from models.desk.staff_case import StaffCase, staff_case
from models.gates.telling import CaseGate, gate_of_case
from models.pictures.drawn import EvidenceDrawn, drawn_on
from models.staff.post import Staff, unstaffed


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case, its evidence, what belongs to it, and what the colleague needs for their next step.

    pieces: tombstones too. drawn: what is blackened by hand, by the piece. drafts: half-written words, by step.
    others: who else has the case open. contact: the question about its platform. consent, danger: requests to open the
    identity that wait. loads: colleagues who could be given the case. nobody: departments that no one has joined.
    """

    seen: StaffCase
    pieces: Sequence[Evidence]
    drawn: Mapping[int, EvidenceDrawn]
    related: Related
    drafts: dict[str, Typed]
    others: Sequence[There]
    contact: CaseContact | None
    consent: RevealAsked | None
    danger: RevealAsked | None
    loads: Sequence[Load]
    nobody: Sequence[str]
    gate: CaseGate | None
    """The gate that riders can be told of, if the case is about one."""

    @property
    def case(self) -> Case:
        return self.seen.case


async def read_whole_case(session: AsyncSession, number: str, staff: Staff, *, city: City, now: datetime) -> WholeCase:
    """Reads a case by its number for a colleague; the caller notes the look. Raises CaseGone."""
    case = await case_by_number(session, number, staff, city=city)
    seen = await staff_case(session, case, staff, city=city, now=now)
    pieces = await evidence_of(session, case_id=case.id)
    return WholeCase(
        seen,
        pieces,
        await drawn_on(session, [each.id for each in pieces]),
        await related_cases(session, case, staff, city=city, now=now),
        await drafts_of(session, case, staff),
        await others_there(session, case.id, staff, now=now),
        await contact_of(session, case.id) if Step.CONTACT_PLATFORM in seen.steps else None,
        consent_asked(seen.story) if case.anonymous else None,
        danger_asked(seen.story, now=now) if case.anonymous else None,
        await _to_give_it(session, seen, now=now),
        await unstaffed(session, city),
        await gate_of_case(session, case.id, staff, city=city) if seen.tells_gate else None,
    )


async def case_by_number(session: AsyncSession, number: str, staff: Staff, *, city: City) -> Case:
    """The case with this number, if the colleague may see it. Raises CaseGone."""
    read = read_number(number)
    found = await session.scalar(sa.select(Case.id).where(Case.number == read)) if read is not None else None
    if found is None:
        raise CaseGone
    return await case_for_staff(session, found, staff, city=city)


async def _to_give_it(session: AsyncSession, seen: StaffCase, *, now: datetime) -> Sequence[Load]:
    """The colleagues to whom the case can be given: of its department, not away, and without it now."""
    if Step.ASSIGN not in seen.steps or not seen.ours:
        return []
    loads = await loads_of(session, seen.staff, now=now)
    return [each for each in loads if each.staff.id != seen.case.handler_id and not each.away]
