"""Somebody wants to die: people of the city are rung at once, day or night, and answer in the same chat.

One press files the case, before any agreement: data needed to save a life may be kept without one (个人信息保护法 art.
13 (4): 紧急情况下为保护自然人的生命健康和财产安全所必需). The agreement is asked for afterwards. The case is anonymous:
staff see the person's words, and no account.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import CaseTypeUnknown
from models.cases.filer import CaseFiler, digests_of, followers_of
from models.cases.filing import case_of, content_of, keep_case
from models.cases.news import StaffNews, about, said
from models.cases.personal import LEFT_WITHIN
from models.cases.record import CaseEvent, add_link
from models.cases.steps import ENDED, OPEN, WORKER, CaseState, Step
from models.city.case_types import CaseType
from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.outbox.reach import Reach, reach_of
from models.people.person import Person, forget_silent
from models.questions.text import LONGEST_TEXT, TextKind
from models.staff.post import Staff, colleagues
from models.storage.database import Json
from models.storage.encryption import digest
from models.values.clean_text import clean_text
from models.values.opening_hours import open_state

TALK = "talk"
"""The key of the case type, in a city pack that has it."""
RING_AGAIN = (timedelta(minutes=5), timedelta(minutes=15))
"""If nobody has taken the case after these times, everybody of the department and of the lead department is rung
again."""
SPOKEN = (Step.ASK, Step.SAY, Step.ANSWER, Step.PROMISE, Step.SETTLE)
"""Steps by which a colleague has said something to the person."""
TALK_LASTS = timedelta(hours=2)
"""After a colleague's last words, the person's messages go to the case for this long."""


@dataclass(frozen=True, slots=True)
class Called:
    """The case, and whether anybody who is rung can be reached now."""

    case: Case
    somebody: bool


async def still_nobody(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the calls (`case@staff`) still hold: nobody has taken the case, and the post is active."""
    asked = {each: [int(part) for part in each.split("@")] for each in ids}
    waiting = sa.select(Case.id).where(Case.id.in_({each[0] for each in asked.values()}), Case.state == CaseState.FILED)
    there = sa.select(Staff.id).where(Staff.id.in_({each[1] for each in asked.values()}), Staff.active)
    cases, posts = set(await session.scalars(waiting)), set(await session.scalars(there))
    return {each for each, (case, post) in asked.items() if case in cases and post in posts}


# --- the person -------------------------------------------------------------------------------------------------------


class Stage(StrEnum):
    """How far an urgent case is. WAITING: no colleague has spoken yet; TALKING: one has, within TALK_LASTS; QUIET: not
    since then; OVER: the case has ended, or is not urgent."""

    WAITING = "waiting"
    TALKING = "talking"
    QUIET = "quiet"
    OVER = "over"


async def stage_of(session: AsyncSession, case_id: int, *, now: datetime) -> Stage:
    """The stage of the case now."""
    spoke = sa.select(sa.func.max(CaseEvent.at)).where(
        CaseEvent.case_id == Case.id, CaseEvent.what.in_([each.value for each in SPOKEN])
    )
    open_ = sa.select(spoke.scalar_subquery().label("spoke")).where(
        Case.id == case_id, Case.urgent, Case.state.in_(OPEN)
    )
    row = (await session.execute(open_)).one_or_none()
    if row is None:
        return Stage.OVER
    if row.spoke is None:
        return Stage.WAITING
    return Stage.TALKING if now - row.spoke < TALK_LASTS else Stage.QUIET


async def is_for_somebody(session: AsyncSession, case_id: int, *, now: datetime) -> Stage | None:
    """The stage if the person's words go to the case: a colleague spoke within TALK_LASTS, or was called within it and
    has not spoken yet. Else None."""
    stage = await stage_of(session, case_id, now=now)
    if stage is Stage.WAITING:
        called = await session.scalar(sa.select(Case.filed_at).where(Case.id == case_id))
        return stage if called is not None and now - called < TALK_LASTS else None
    return stage if stage is Stage.TALKING else None


async def waiting_case_of(session: AsyncSession, person: Person, *, now: datetime) -> Case | None:
    """The person's newest open urgent case, unless its talk is QUIET."""
    mine = sa.select(CaseFiler.case_id).where(CaseFiler.digest.in_(await digests_of(session, person)))
    newest = sa.select(Case).where(Case.id.in_(mine), Case.urgent, Case.state.in_(OPEN)).order_by(Case.id.desc())
    case = (await session.scalars(newest.limit(1))).first()
    if case is None or await stage_of(session, case.id, now=now) is Stage.QUIET:
        return None
    return case


async def call_somebody(
    session: AsyncSession, person: Person, sentence: str | None, *, city: City, now: datetime
) -> Called:
    """Files that the person wants a human now, and rings the colleagues on duty. While an earlier call waits or talks,
    it returns that case. sentence: the person's words, shown to the colleagues. Raises CaseTypeUnknown.
    """
    case_type = city.case_types.get(TALK)
    if case_type is None:
        raise CaseTypeUnknown
    await session.get(Person, person.id, with_for_update=True)  # one call at a time, from all chats of the person
    waiting = await waiting_case_of(session, person, now=now)
    if waiting is not None:
        everybody = await _everybody(session, waiting, person, city=city)
        return Called(waiting, somebody=await _anybody(session, everybody, now))
    words = clean_text(sentence or "")[:LONGEST_TEXT]
    given = _answers(case_type, words)
    case = case_of(given, person, case_type, anonymous=True, city=city, now=now)
    case.urgent = True
    await keep_case(session, case, given, person, case_type, draft_id=None, city=city, now=now)
    data = {"content": digest(content_of(case)), "evidence": [], "department": case.department, "urgent": True}
    await add_link(session, case, Step.FILE, who=str(WORKER), now=now, data=data)
    return Called(case, somebody=await _ring(session, case, person, words, city=city, now=now))


def _answers(case_type: CaseType, words: str) -> Json:
    """The person's words, as the answer to the first question that takes text."""
    asked = next((each.key for each in case_type.questions_of(TextKind)), None)
    return {asked: words} if asked is not None and words else {}


# --- who is rung ------------------------------------------------------------------------------------------------------


async def _ring(session: AsyncSession, case: Case, person: Person, words: str, *, city: City, now: datetime) -> bool:
    """Rings the colleagues on duty now, or the next wider circle if none of them can be reached, and plans calls to
    everybody until somebody takes the case. Returns whether anybody can be reached now."""
    everybody = await _everybody(session, case, person, city=city)
    team = [each for each in everybody if each.department == case.department]
    on_duty = _on_duty(team, city, case.department, now=now)
    for circle in (on_duty, team, everybody):
        if somebody := await _anybody(session, circle, now):
            break
    rows = [_call(case, each, words, due_at=now, turn=0) for each in circle]
    for turn, after in enumerate(RING_AGAIN, 1):
        rows += [_call(case, each, words, due_at=now + after, turn=turn) for each in everybody]
    await put_all(session, rows)
    return somebody


async def _everybody(session: AsyncSession, case: Case, person: Person, *, city: City) -> list[Staff]:
    """The colleagues of the department and of the lead department, without the person themselves."""
    departments = dict.fromkeys((case.department, city.lead_department.key))
    there = [each for department in departments for each in await colleagues(session, department)]
    return [each for each in there if each.person_id != person.id]


def _on_duty(team: Sequence[Staff], city: City, department: str, *, now: datetime) -> list[Staff]:
    """The colleagues of the department whose shift it is; everybody if the department has no duty list."""
    known = city.departments.get(department)
    if known is None or not known.duty:
        return list(team)
    who = {name for shift in known.duty if open_state(shift.hours, now, city.zone).is_open for name in shift.who}
    return [each for each in team if who & {each.role.value, each.name}]


async def _anybody(session: AsyncSession, posts: Sequence[Staff], now: datetime) -> bool:
    for each in posts:
        if each.person_id is not None and await reach_of(session, each.person_id, now=now) is Reach.NOW:
            return True
    return False


def _call(case: Case, post: Staff, words: str, *, due_at: datetime, turn: int) -> Put:
    """A call. One press on it takes the case and asks for the words to the person."""
    facts = {**about(case), "text": said(words) if words else "none"}
    assert post.person_id is not None
    return Put(
        post.person_id,
        Pushed(StaffNews.URGENT, facts),
        due_at,
        Urgency.NOW,
        dedupe_key=f"urgent_case:{case.id}:{turn}:{post.id}",
        cause=CauseKind.URGENT_CASE.of(f"{case.id}@{post.id}"),
    )


# --- how long it is kept ----------------------------------------------------------------------------------------------


async def forget_strangers(session: AsyncSession, *, now: datetime) -> int:
    """Deletes strangers who agreed to nothing and have gone (models/people/person.py), unless an urgent case of theirs
    is open. Ended urgent cases lose their forgotten people, and with them their words (models/cases/personal.py).
    Returns how many people it deletes."""
    filers = sa.select(CaseFiler).join(Case, Case.id == CaseFiler.case_id).where(Case.urgent)
    waiting = await session.scalars(filers.where(Case.state.in_(OPEN)))
    forgotten = await forget_silent(session, now=now, but=[each.person["id"] for each in waiting])
    over = filers.where(Case.state.in_(ENDED), Case.ended_at > now - LEFT_WITHIN)
    for each in (await session.scalars(over)).all():
        if not await followers_of(session, each.case_id):
            await session.delete(each)
    return forgotten
