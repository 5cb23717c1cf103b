"""A settled report of a gate becomes what every rider reads of it. Nothing of the case goes with it: no number, no
person, no moment finer than a day, and no position finer than GRAIN_DEG; the case does not know its gate either.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.errors import CaseMovedOn
from models.cases.number import read_number
from models.cases.steps import CaseState
from models.casework.handling import case_for_staff
from models.city.kinds import GATE, GUARD
from models.city.pack import City
from models.gates.errors import GateNamesCase, GateUnnamed
from models.gates.gate import AROUND_M, answer_doubts, mark_checked
from models.places.directory import LENGTHS, MADE_HERE
from models.places.place import CheckedBy, Place, details_of
from models.questions.place import PlaceKind
from models.staff.post import Staff
from models.values.clean_text import clean_line
from models.values.position import Position

GRAIN_DEG = 4
"""Decimals of a degree that are kept of a case's spot: about ten metres."""
LONGEST_GUARD = 200
SETTLED = frozenset({CaseState.SETTLED, CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class CaseGate:
    """What a case says of a gate. name: as the filer wrote it, perhaps empty. known: the gate, if riders have it."""

    name: str
    position: Position
    known: Place | None


def may_tell_gate(case: Case, city: City) -> bool:
    """Whether the case can become what riders read: it is settled, about a gate, and at a spot."""
    case_type = city.case_types.get(case.type)
    of_gate = case_type is not None and case_type.gate and GATE in city.kinds
    return of_gate and case.state in SETTLED and case.latitude is not None


async def gate_of_case(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, name: str | None = None
) -> CaseGate:
    """The gate that a settled case of the colleague's department is about. name: another than the filer wrote. Raises
    CaseGone, CaseMovedOn."""
    case = await case_for_staff(session, case_id, staff, city=city)
    if not may_tell_gate(case, city):
        raise CaseMovedOn(case.number, case.state)
    spot = Position.wgs84(round(case.latitude or 0.0, GRAIN_DEG), round(case.longitude or 0.0, GRAIN_DEG))
    questions = city.case_types[case.type].questions_of(PlaceKind)
    said = [case.answers[each.key] for each in questions if case.answers.get(each.key)]
    name = clean_line(str(said[0].get("name") or "") if said and name is None else name or "")[: LENGTHS["name"]]
    return CaseGate(name, spot, await _known(session, name, spot))


async def tell_gate(
    session: AsyncSession, case_id: int, staff: Staff, *, name: str, guard: str, city: City, now: datetime
) -> Place:
    """Writes for every rider what the guard wants, at the gate of that name or at a new one. Raises CaseGone,
    CaseMovedOn, GateUnnamed, GateNamesCase."""
    await locked_case(session, case_id)
    about = await gate_of_case(session, case_id, staff, name=name, city=city)
    guard = clean_line(guard)[:LONGEST_GUARD]
    if not about.name or not guard:
        raise GateUnnamed
    if read_number(about.name) is not None or read_number(guard) is not None:
        raise GateNamesCase
    place = about.known
    if place is None:
        place = _new_gate(about.name, about.position, city)
        session.add(place)
    place.details = details_of({**place.said, GUARD: guard})
    mark_checked(place, CheckedBy.STAFF, now=now, zone=city.zone)
    await session.flush()
    await answer_doubts(session, place, staff.id, now=now, zone=city.zone)
    return place


async def _known(session: AsyncSession, name: str, spot: Position) -> Place | None:
    """The gate of that name near the spot, if there is one."""
    same = sa.select(Place).where(Place.kind == GATE, Place.name == name, Place.closed_at.is_(None))
    found = [each for each in await session.scalars(same) if each.position.distance_m(spot) <= AROUND_M]
    return min(found, key=lambda each: each.position.distance_m(spot), default=None)


def _new_gate(name: str, spot: Position, city: City) -> Place:
    district = city.district_at(spot)
    return Place(
        code=f"{MADE_HERE}{secrets.token_hex(6)}",
        kind=GATE,
        name=name,
        latitude=spot.latitude,
        longitude=spot.longitude,
        district=district.key if district is not None else None,
        address="",
        needs=f"|{GATE}|" if GATE in city.needs else "",
        hours="",
        details="",
        sample=city.sample,
    )
