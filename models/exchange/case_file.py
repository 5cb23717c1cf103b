"""A case as one file for the archive or another system: its facts and record in words and as data, and the clean copies
of its evidence. Who filed anonymously is nowhere in it, nor are digests of originals, by which a picture could be found
again elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import (
    EvidenceCopyUnreadable,
    EvidenceGone,
    EvidenceHeldBack,
    EvidenceNotReady,
)
from models.cases.evidence import Evidence, evidence_of
from models.cases.evidence_copy import EvidenceCopy, copy_to_hand_out
from models.cases.facts import facts_of
from models.cases.record import CaseEvent, happened_at, story_of
from models.cases.seal import name_of
from models.casework.handling import case_for_staff
from models.casework.looks import note_look
from models.city.pack import City
from models.exchange.origin import CaseOrigin, origin_of
from models.staff.post import Staff
from models.staff.record import note_event
from models.storage.database import Json
from models.storage.encryption import cipher_of
from models.storage.unlinkable import by_the_hour

FILE, PRINT, SYSTEM, LIST = "case_file", "case_print", "case_system", "list_file"
"""The acts in the record of a post: a case went out as a file, was printed, was read by the department's own system, or
a list went out as a sheet."""
_LEFT_OUT: Mapping[type[Exception], str] = {
    EvidenceGone: "removed",
    EvidenceNotReady: "not_ready",
    EvidenceCopyUnreadable: "unreadable",
    EvidenceHeldBack: "held_back",
}
_KEPT_BACK = frozenset({"sha256", "evidence", "removed", "content", "at", "salt", "named", "phone"})
"""Data of a link that are left out: digests, and the exact moment of an anonymous worker's step."""


@dataclass(frozen=True, slots=True)
class FileOfCase:
    """What goes into the file, but for the bytes of the evidence."""

    case: Case
    origin: CaseOrigin | None
    facts: Sequence[Json]
    story: Sequence[CaseEvent]
    pieces: Sequence[Evidence]
    by: Staff
    handler: str | None


async def file_of_case(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime, what: str = FILE
) -> FileOfCase:
    """Everything for the file, or for the sheet that is printed; that it was taken out goes into the record of the
    post. Raises CaseGone."""
    case = await case_for_staff(session, case_id, staff, city=city)
    pieces = await evidence_of(session, case_id=case_id)
    about = await origin_of(session, case_id), facts_of(case, city), await story_of(session, case_id), pieces
    handler = await session.get(Staff, case.handler_id) if case.handler_id is not None else None
    await note_event(
        session, staff.id, what, at=by_the_hour(now), case=(case_id, name_of(case.number, cipher_of(session)))
    )
    return FileOfCase(case, *about, staff, handler.name if handler is not None else None)


async def read_for_system(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime
) -> FileOfCase:
    """The same for a department's own system, which looks often: noted once an hour, like every look. Raises
    CaseGone."""
    case = await case_for_staff(session, case_id, staff, city=city)
    await note_look(session, case_id, staff, SYSTEM, now=now)
    about = await origin_of(session, case_id), facts_of(case, city), await story_of(session, case_id)
    return FileOfCase(case, *about, await evidence_of(session, case_id=case_id), staff, None)


async def piece_of_file(session: AsyncSession, case_id: int, number: int) -> EvidenceCopy | str:
    """The copy of a piece as it may leave the house, or why it is left out: removed, not_ready, unreadable, held_back.
    The caller has checked the right by `file_of_case`."""
    case = await session.get(Case, case_id)
    if case is None:
        return _LEFT_OUT[EvidenceGone]
    try:
        return await copy_to_hand_out(session, case, number)
    except tuple(_LEFT_OUT) as error:
        return _LEFT_OUT[type(error)]


def moment_of(event: CaseEvent) -> datetime:
    """When a step was done; by the hour if an anonymous worker did it."""
    return event.at if event.sealed is None or "at" in event.data else happened_at(event)


def outline_of(case: Case, origin: CaseOrigin | None) -> dict[str, Json]:
    """A case as data without words: keys of the city pack, moments in UTC, ISO 8601."""
    return {
        "number": case.number,
        "type": case.type,
        "platform": case.platform,
        "district": case.district,
        "department": case.department,
        "state": case.state.value,
        "anonymous": case.anonymous,
        "filed_at": case.filed_at.isoformat(),
        "accept_by": case.accept_by.isoformat(),
        "answer_by": case.answer_by.isoformat(),
        "ended_at": case.ended_at.isoformat() if case.ended_at else None,
        "origin": origin
        and {
            "source": origin.source.value,
            "number": origin.foreign,
            "back_by": origin.back_by.isoformat() if origin.back_by else None,
        },
    }


def link_data(event: CaseEvent) -> dict[str, Json]:
    """What a link says, as data for another system, without what could lead to somebody."""
    said = {key: value for key, value in event.data.items() if key not in _KEPT_BACK}
    return {
        "number": event.number,
        "at": moment_of(event).isoformat(),
        "who": event.who,
        "what": event.what,
        "state": event.state,
        "said": said,
        "hash": event.hash,
    }
