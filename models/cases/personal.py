"""Export, hand over and forget the cases of a person: when they leave, and when retention is over.

A closed case keeps the data for figures (type, platform, dates, choices, sums), not words, evidence or person; its
record stays valid. An open case is withdrawn, if the person wants that, or goes on without them: the department works
on it, and nobody gets messages about it.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case_words.case_word import forget_words
from models.cases.case import Case, locked_case
from models.cases.draft import CaseDraft
from models.cases.evidence import evidence_of, remove_evidence
from models.cases.filer import CaseFiler, Part, digests_of, hand_over_part, rows_of
from models.cases.filing import content_of
from models.cases.identity import forget_identity, identity_kept
from models.cases.mine import leave_case
from models.cases.record import CaseEvent, happened_at, story_of
from models.cases.seal import ForgottenCase, tombstone
from models.cases.steps import ENDED, SYSTEM, WORKER, Step
from models.cases.taking import take_step
from models.city.case_types import MOST_RETENTION_DAYS, CaseType
from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import withdraw
from models.people.person import Person
from models.storage.database import Json
from models.storage.encryption import cipher_of, digest
from models.storage.personal import PORTION, Kept, Leaving, Merging, Old, Personal
from models.storage.secrets import insert

LONGEST_KEPT = timedelta(days=1095)
"""The retention of a case type that is no longer in the pack."""
LEFT_WITHIN = timedelta(days=30)
"""How far back the job looks for ended cases without a person; it runs every ten minutes."""
DRAFT_KEPT = timedelta(days=90)
AMONG_STAFF = (
    Step.NOTE, Step.ASSIST, Step.ASK_EXTENSION, Step.ORDER, Step.ANSWER_ORDER, Step.ASSIGN, Step.FOLLOWED, Step.LINK,
    Step.RETURN,
)  # fmt: skip
"""Steps that the worker does not see."""


async def forget_cases_of(session: AsyncSession, leaving: Leaving) -> int:
    """Remove the person from every case and delete their drafts.

    Returns the number of open cases that go on without them. `models.cases.mine.open_cases_of` lists those before.
    """
    person, now = leaving.person, leaving.now
    await session.execute(sa.delete(CaseDraft).where(CaseDraft.person_id == person.id))
    going_on = 0
    for row in await rows_of(session, person):
        case = await locked_case(session, row.case_id)
        if case.is_open and case.reporters > 1:
            await leave_case(session, case, person, now=now)
            continue
        if case.is_open and leaving.withdraw and row.part is Part.FILED:
            await take_step(session, case.id, Step.WITHDRAW, by=WORKER, now=now)
        if case.is_open:
            case.person_id = None
            await forget_identity(session, case.id)
            await take_step(session, case.id, Step.DETACH, by=SYSTEM, now=now)
            going_on += 1
        elif row.part is Part.FILED:
            await anonymise_case(session, case, case_type=leaving.city.case_types.get(case.type), now=now)
        await session.delete(row)
    await session.flush()
    return going_on


async def anonymise_case(session: AsyncSession, case: Case, *, case_type: CaseType | None, now: datetime) -> None:
    """Remove person, words and evidence from a locked case that is over. Raises CaseMovedOn if it is open."""
    case.person_id = None
    await forget_identity(session, case.id)
    case.answers = _without_words(case, case_type)
    await forget_words(session, case.id)
    await session.execute(sa.update(CaseEvent).where(CaseEvent.case_id == case.id).values(sealed=None))
    removed = []
    for piece in await evidence_of(session, case_id=case.id):
        await remove_evidence(session, piece, now=now)
        removed.append(piece.for_record())
    data = {"content": digest(content_of(case)), "removed": removed}
    await session.flush()
    await take_step(session, case.id, Step.ANONYMISE, by=SYSTEM, now=now, data=data)


def _without_words(case: Case, case_type: CaseType | None) -> Json:
    kept = {each.key for each in case_type.questions if each.kind.stays} if case_type else set()
    return {key: value for key, value in case.answers.items() if key in kept}


async def anonymise_left(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Remove words and evidence from a portion of the cases that went on without their people and are now over. Returns
    their number.

    A case that a colleague filed and that nobody has claimed never had its people here: it stays as long as its type
    says.
    """
    someone = sa.select(CaseFiler.id).where(CaseFiler.case_id == Case.id)
    done = sa.select(CaseEvent.id).where(CaseEvent.case_id == Case.id, CaseEvent.what == Step.ANONYMISE.value)
    of_case, event = CaseEvent.case_id == Case.id, CaseEvent.what
    by_staff = sa.select(CaseEvent.id).where(of_case, event == Step.FILE.value, CaseEvent.who != str(WORKER))
    claimed = sa.select(CaseEvent.id).where(of_case, event == Step.CLAIM.value)
    had_people = sa.or_(~sa.exists(by_staff), sa.exists(claimed))
    left = sa.select(Case.id).where(
        Case.state.in_(ENDED), Case.ended_at > now - LEFT_WITHIN, ~sa.exists(someone), ~sa.exists(done), had_people
    )
    ids = (await session.scalars(left.order_by(Case.id).limit(limit))).all()
    for case_id in ids:
        case = await locked_case(session, case_id)
        await anonymise_case(session, case, case_type=city.case_types.get(case.type), now=now)
    return len(ids)


async def forget_cases(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Delete a portion of the cases whose retention is over, with record and evidence. Returns their number.

    Each leaves a tombstone, from which nobody can tell the case (models/cases/seal.py).
    """
    kept = {key: timedelta(days=each.retention_days) for key, each in city.case_types.items()}
    over = [sa.and_(Case.type == key, Case.ended_at < now - days) for key, days in kept.items()]
    over.append(sa.and_(Case.type.not_in(kept), Case.ended_at < now - LONGEST_KEPT))
    due = sa.select(Case.id, Case.number).where(Case.state.in_(ENDED), sa.or_(*over))
    rows = (await session.execute(due.order_by(Case.ended_at).limit(limit))).all()
    if not rows:
        return 0
    graves = [tombstone(number, cipher_of(session)) for _, number in rows]
    await session.execute(insert(session, ForgottenCase).values(graves).on_conflict_do_nothing())
    ids = [case_id for case_id, _ in rows]
    await session.execute(sa.delete(Case).where(Case.id.in_(ids)), execution_options={"synchronize_session": False})
    return len(ids)


async def forget_drafts(session: AsyncSession, *, now: datetime, limit: int = PORTION) -> int:
    """Delete a portion of the drafts unchanged for DRAFT_KEPT, with their evidence. Returns their number."""
    old = sa.select(CaseDraft.id).where(CaseDraft.changed_at < now - DRAFT_KEPT).order_by(CaseDraft.changed_at)
    ids = (await session.scalars(old.limit(limit))).all()
    deleted = sa.delete(CaseDraft).where(CaseDraft.id.in_(ids), CaseDraft.changed_at < now - DRAFT_KEPT)
    await session.execute(deleted, execution_options={"synchronize_session": False})
    return len(ids)


async def export_cases(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The stored data about the person's cases: times in UTC, ISO 8601; files by digest."""
    drafts = await session.scalars(sa.select(CaseDraft).where(CaseDraft.person_id == person.id))
    return {
        "cases": [await _exported(session, row) for row in await rows_of(session, person)],
        "drafts": [
            {"type": each.type, "answers": each.answers, "changed_at": each.changed_at.isoformat()} for each in drafts
        ],
    }


async def _exported(session: AsyncSession, row: CaseFiler) -> Json:
    case = await session.get_one(Case, row.case_id)
    about = {"number": case.number, "type": case.type, "state": case.state, "part": row.part}
    if row.part is Part.JOINED:
        return about
    named = await identity_kept(session, case.id)
    return about | {
        "named": asdict(named) if named is not None else None,
        "department": case.department,
        "anonymous": case.anonymous,
        "answers": case.answers,
        "filed_at": case.filed_at.isoformat(),
        "story": _told(await story_of(session, case.id)),
        "evidence": [piece.for_record() for piece in await evidence_of(session, case_id=case.id)],
    }


def _told(story: Sequence[CaseEvent]) -> list[dict[str, Any]]:
    """The steps of the record that the worker sees, without those among staff."""
    return [
        {"at": happened_at(each).isoformat(), "what": each.what, "data": dict(each.data)}
        for each in story
        if each.what not in AMONG_STAFF
    ]


async def hand_over_cases(session: AsyncSession, merging: Merging) -> None:
    """Gives the parts of `other` in cases to `kept`. If both have a part in a case, the one who filed it stays, and the
    person is counted once."""
    other, kept = merging.other, merging.kept
    mine, theirs = await _filer_rows(session, kept), await _filer_rows(session, other)
    for case_id in sorted(theirs):
        await locked_case(session, case_id)
    for case_id in sorted(mine.keys() & theirs.keys()):
        double = mine if theirs[case_id].part is Part.FILED else theirs
        whose = kept if double is mine else other
        await _take_off(session, case_id, double.pop(case_id), whose, now=merging.now)
    for row in theirs.values():
        await hand_over_part(session, row, other, kept)
    await session.flush()


async def _filer_rows(session: AsyncSession, person: Person) -> dict[int, CaseFiler]:
    return {row.case_id: row for row in await rows_of(session, person)}


async def _take_off(session: AsyncSession, case_id: int, row: CaseFiler, person: Person, *, now: datetime) -> None:
    """Takes the row off an open case, which then has one reporter less; an ended case keeps its count."""
    await withdraw(session, cause=CauseKind.CASE_FILER.of(row.id))
    case: Case = await locked_case(session, case_id)
    if case.is_open:
        await leave_case(session, case, person, now=now)
    else:
        await session.delete(row)
    await session.flush()


_AS_ITS_TYPE_SAYS = "the case ended, or sooner as its type says"
_LONGEST_OF_A_TYPE = timedelta(days=MOST_RETENTION_DAYS)

PERSONAL = Personal(
    kept=(
        Kept(
            "case.person_id",
            _LONGEST_OF_A_TYPE,
            after=_AS_ITS_TYPE_SAYS,
            untold="a case is taken along by its filer, which is a digest",
            outlives="goes on, or counts, without its filer",
        ),
        Kept("case_filer.digest", _LONGEST_OF_A_TYPE, after=_AS_ITS_TYPE_SAYS, digests=digests_of),
        Kept("case_identity.person", _LONGEST_OF_A_TYPE, after=_AS_ITS_TYPE_SAYS),
        Kept("case_draft.person_id", DRAFT_KEPT, after="it was last changed"),
    ),
    export=export_cases,
    hand_over=hand_over_cases,
    forget=forget_cases_of,
    forget_old=(
        Old(forget_drafts, PORTION),
        Old(anonymise_left, PORTION, of_city=True),
        Old(forget_cases, PORTION, of_city=True),
    ),
)
