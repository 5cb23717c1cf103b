"""A place that somebody suggests: the department makes it of the case with one press, which settles the case.

What the case says of it is found by the pack's `makes_place` (models/city/case_types.py). Refused, it is settled with a
reason like any other case.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import (
    EvidenceCopyUnreadable,
    EvidenceGone,
    EvidenceHeldBack,
    EvidenceNotReady,
)
from models.cases.evidence import evidence_of
from models.cases.evidence_copy import EvidenceCopy, copy_for_staff
from models.casework.errors import NoSpot
from models.casework.handling import settle_case
from models.city.pack import City
from models.outbox.pictures import put_for_everybody
from models.places.directory import MADE_HERE
from models.places.place import CheckedBy, Place
from models.questions.place import PlaceKind
from models.staff.post import Staff
from models.values.clean_text import clean_line
from models.values.opening_hours import BadOpeningHours
from models.values.position import Position
from models.values.street import street_of
from models.values.written_hours import to_osm

LONGEST_NAME, LONGEST_ADDRESS = 100, 200


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a case says of a new place. needs: keys between bars, as on a place; hours: OSM opening hours, empty if they
    were not said or not understood."""

    kind: str
    name: str
    position: Position
    address: str
    needs: str
    hours: str


def may_become_place(case: Case, city: City) -> bool:
    """Whether the department can make a place of the case."""
    case_type = city.case_types.get(case.type)
    return case_type is not None and case_type.makes_place is not None


def suggested_place(case: Case, city: City) -> Suggested:
    """The place that the case suggests. Raises NoSpot if nobody said where it is, or the type makes no place."""
    case_type = city.case_types.get(case.type)
    makes = case_type.makes_place if case_type is not None else None
    if case_type is None or makes is None or case.latitude is None or case.longitude is None:
        raise NoSpot
    said = {key: clean_line(str(case.answers.get(key) or "")) for key in (makes.name, makes.offers, makes.hours) if key}
    spot = case.answers.get(case_type.questions_of(PlaceKind)[0].key) or {}
    return Suggested(
        makes.kind,
        said[makes.name][:LONGEST_NAME],
        Position.wgs84(case.latitude, case.longitude),
        clean_line(str(spot.get("name") or ""))[:LONGEST_ADDRESS],
        _needs(said.get(makes.offers or "", ""), makes.kind, city),
        _hours(said.get(makes.hours or "", "")),
    )


def _needs(said: str, kind: str, city: City) -> str:
    """The needs that the words name, and the kind itself, if people can ask for that."""
    text = said.casefold()
    names = {
        key: (*need.titles.values(), *(word for words in need.words.values() for word in words))
        for key, need in city.needs.items()
        if key not in city.kinds
    }
    named = [key for key, words in names.items() if any(word.casefold() in text for word in words)]
    found = [key for key in city.needs if key in named or key == kind]
    return f"|{'|'.join(found)}|" if found else ""


def _hours(said: str) -> str:
    try:
        return to_osm(said)
    except BadOpeningHours:
        return ""


async def make_place(
    session: AsyncSession, case_id: int, staff: Staff, outcome: str, *, city: City, now: datetime
) -> Place:
    """Makes the place, unless it is there already, and settles the case. outcome: the words to whoever suggested it.
    Raises what `settle_case` raises, and NoSpot."""
    case = await settle_case(session, case_id, staff, outcome, city=city, now=now)
    new = suggested_place(case, city)
    there = sa.select(Place).where(
        Place.name == new.name,
        Place.latitude == new.position.latitude,
        Place.longitude == new.position.longitude,
        Place.closed_at.is_(None),
    )
    known = await session.scalar(there.limit(1))
    if known is not None:
        return known
    district = city.district_at(new.position)
    place = Place(
        code=f"{MADE_HERE}{secrets.token_hex(6)}",
        kind=new.kind,
        name=new.name,
        latitude=new.position.latitude,
        longitude=new.position.longitude,
        district=district.key if district is not None else None,
        street=street_of(new.address, new.name),
        address=new.address,
        needs=new.needs,
        hours=new.hours,
        photo=await _photo(session, case),
        checked_at=now,
        checked_by=CheckedBy.STAFF,
        sample=city.sample,
    )
    session.add(place)
    await session.flush()
    return place


async def _photo(session: AsyncSession, case: Case) -> str | None:
    """The key of the first picture of the case, as a picture for everybody; None if it has none that can be shown."""
    for piece in await evidence_of(session, case_id=case.id):
        copy = await _copy(session, case, piece.number)
        if copy is not None and copy.media_type.startswith("image/"):
            return await put_for_everybody(session, copy.content, copy.media_type)
    return None


async def _copy(session: AsyncSession, case: Case, number: int) -> EvidenceCopy | None:
    try:
        return await copy_for_staff(session, case, number)
    except (EvidenceGone, EvidenceNotReady, EvidenceHeldBack, EvidenceCopyUnreadable):
        return None
