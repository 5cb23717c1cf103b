"""The steps of a duty: given, accepted, reported done, sent back, struck off (销号), withdrawn.

Every step is a link of the duty's record, and a row of the outbox for the other side. Whoever strikes a duty off is
another human than who reported it; a finding is struck off only with a picture that shows it.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.casework.errors import NobodyThere
from models.casework.files import SentPiece
from models.casework.promise import end_of
from models.city.pack import City
from models.duties.colours import colour_of, slip_due
from models.duties.duty import About, Duty, DutyKind, DutyState, Owner, OwnerKind, locked_duty
from models.duties.errors import DutyGone, ProofNeeded
from models.duties.proof import add_proof, count_proof
from models.duties.record import DutyStep, add_step
from models.duties.rights import is_open_to, may_give, may_take, sees
from models.duties.telling import DutyNews, givers_of, owners_of, tell
from models.places.host import responsible
from models.places.place import Place
from models.staff.errors import NotStaff
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, colleagues, hosts_of_place, post_at
from models.storage.encryption import BEGINNING


async def give_duty(
    session: AsyncSession,
    *,
    kind: DutyKind,
    owner: Owner,
    wanted: str,
    given_by: Staff,
    about: About | None = None,
    working_days: int | None = None,
    until: date | None = None,
    city: City,
    now: datetime,
) -> Duty:
    """Gives the owner something to do by the end of a day of the city: `until`, or that many working days from today.

    Raises NotStaff, NobodyThere, AnswerMissing, AnswerTooLong, DayPassed, and ValueError unless one of the two says
    when.
    """
    department = await _department_of(session, owner, city)
    if department is None or not may_give(given_by, kind, department, city):
        raise NotStaff
    wanted, due_at = what_is_said(wanted), _due_at(working_days, until, city, now)
    if not await _is_anybody(session, owner):
        raise NobodyThere
    duty = Duty(
        kind=kind,
        owner_kind=owner.kind,
        owner=owner.key,
        department=department,
        about_kind=about.kind if about else None,
        about=about.key if about else None,
        wanted=wanted,
        given_by=given_by.id,
        given_at=now,
        due_at=due_at,
        state=DutyState.GIVEN,
        event_count=0,
        head=BEGINNING,
        seal="",
    )
    _set_slips(duty, city, now)
    session.add(duty)
    await session.flush()
    data = {"text": wanted, "until": due_at.astimezone(city.zone).date().isoformat()}
    await add_step(session, duty, DutyStep.GIVE, given_by.id, now=now, data=data)
    await tell(session, await owners_of(session, duty), duty, DutyNews.GIVEN, by=given_by, city=city, now=now)
    return duty


async def _department_of(session: AsyncSession, owner: Owner, city: City) -> str | None:
    """The key of the department that answers for the owner; None if there is no such owner."""
    if owner.kind is OwnerKind.DEPARTMENT:
        return owner.key if owner.key in city.departments else None
    if owner.kind is OwnerKind.PLACE:
        return responsible(city) if await session.get(Place, int(owner.key)) is not None else None
    post = await post_at(session, int(owner.key))
    if post is None:
        return None
    return post.department or responsible(city)


async def _is_anybody(session: AsyncSession, owner: Owner) -> bool:
    if owner.kind is OwnerKind.DEPARTMENT:
        return bool(await colleagues(session, owner.key))
    if owner.kind is OwnerKind.PLACE:
        return any(each.person_id is not None for each in await hosts_of_place(session, int(owner.key)))
    return True


def _due_at(working_days: int | None, until: date | None, city: City, now: datetime) -> datetime:
    if (working_days is None) == (until is None):
        raise ValueError("say until when, or how many working days")
    return city.calendar.due_at(now, working_days, city.zone) if until is None else end_of(until, city, now=now)  # type: ignore[arg-type]


def _set_slips(duty: Duty, city: City, now: datetime) -> None:
    """Plans the slips that are still to come; the news of this step says the day already."""
    duty.told, duty.warn_at = colour_of(duty, city=city, now=now), slip_due(duty, city=city, now=now)[1]


async def duty_for(session: AsyncSession, duty_id: int, posts: Sequence[Staff], *, city: City) -> Duty:
    """The duty, if somebody with these posts sees it. Raises DutyGone."""
    duty = await session.get(Duty, duty_id, populate_existing=True)
    if duty is None or not any(sees(duty, each, city) for each in posts):
        raise DutyGone
    return duty


async def need_step(session: AsyncSession, duty_id: int, staff: Staff, step: DutyStep, *, city: City) -> Duty:
    """The duty, locked, if this post may take the step now. Raises DutyGone."""
    duty = await locked_duty(session, duty_id)
    allowed = sees(duty, staff, city) and await may_take(session, duty, staff, step, city=city)
    if not allowed or not is_open_to(duty, step):
        raise DutyGone
    return duty


async def accept_duty(session: AsyncSession, duty_id: int, staff: Staff, *, city: City, now: datetime) -> Duty:
    """Accepts the duty for its owner; who gave it is told. A second press changes nothing. Raises DutyGone."""
    duty = await locked_duty(session, duty_id)
    if duty.state is DutyState.ACCEPTED and await may_take(session, duty, staff, DutyStep.ACCEPT, city=city):
        return duty
    duty = await need_step(session, duty_id, staff, DutyStep.ACCEPT, city=city)
    duty.state = DutyState.ACCEPTED
    await add_step(session, duty, DutyStep.ACCEPT, staff.id, now=now)
    await tell(session, await givers_of(session, duty, city), duty, DutyNews.ACCEPTED, by=staff, city=city, now=now)
    return duty


async def report_done(
    session: AsyncSession,
    duty_id: int,
    staff: Staff,
    text: str,
    *,
    proof: Sequence[SentPiece] = (),
    city: City,
    now: datetime,
) -> Duty:
    """Reports that it is done, with pictures that show it; one that nobody has accepted is accepted with it. What was
    asked for and not answered falls away. Raises DutyGone, ProofNeeded for a finding without any picture,
    TooMuchEvidence, EvidenceTooLarge, EvidenceRefused, AnswerMissing, AnswerTooLong."""
    said = what_is_said(text)
    duty = await need_step(session, duty_id, staff, DutyStep.REPORT, city=city)
    if duty.kind is DutyKind.FINDING and not proof and not await count_proof(session, duty.id):
        raise ProofNeeded
    duty.state, duty.reported_by = DutyState.REPORTED, staff.id
    duty.asked_by = duty.asked_until = None
    numbers = await add_proof(session, duty, staff, proof, now=now)
    await add_step(session, duty, DutyStep.REPORT, staff.id, now=now, data={"text": said, "proof": numbers})
    whom = await givers_of(session, duty, city)
    await tell(session, whom, duty, DutyNews.REPORTED, by=staff, text=said, city=city, now=now)
    return duty


async def send_back(
    session: AsyncSession,
    duty_id: int,
    staff: Staff,
    text: str,
    *,
    until: date | None = None,
    city: City,
    now: datetime,
) -> Duty:
    """Sends a report back with a reason: the owner has to do more. until: a new last day. Raises DutyGone,
    AnswerMissing, AnswerTooLong, DayPassed."""
    reason = what_is_said(text)
    due_at = end_of(until, city, now=now) if until is not None else None
    duty = await need_step(session, duty_id, staff, DutyStep.SEND_BACK, city=city)
    duty.state = DutyState.ACCEPTED
    if due_at is not None:
        duty.due_at = due_at
    _set_slips(duty, city, now)
    data = {"text": reason, **({"until": until.isoformat()} if until is not None else {})}
    await add_step(session, duty, DutyStep.SEND_BACK, staff.id, now=now, data=data)
    whom = await owners_of(session, duty)
    await tell(session, whom, duty, DutyNews.SENT_BACK, by=staff, text=reason, city=city, now=now)
    return duty


async def strike(session: AsyncSession, duty_id: int, staff: Staff, *, city: City, now: datetime) -> Duty:
    """Strikes a reported duty off, by another human than who reported it; the owner is told. A second press changes
    nothing. Raises DutyGone, SecondPersonNeeded, ProofNeeded for a finding whose picture is not here."""
    duty = await locked_duty(session, duty_id)
    if duty.state is DutyState.STRUCK and await may_take(session, duty, staff, DutyStep.STRIKE, city=city):
        return duty
    duty = await need_step(session, duty_id, staff, DutyStep.STRIKE, city=city)
    await need_second_person(session, duty.reported_by, staff.id)
    if duty.kind is DutyKind.FINDING and not await count_proof(session, duty.id, only_here=True):
        raise ProofNeeded
    return await _end(session, duty, staff, DutyState.STRUCK, DutyStep.STRIKE, DutyNews.STRUCK, city=city, now=now)


async def withdraw(session: AsyncSession, duty_id: int, staff: Staff, *, city: City, now: datetime) -> Duty:
    """Withdraws a duty that nobody reported done: it need not be done any more. Raises DutyGone."""
    duty = await need_step(session, duty_id, staff, DutyStep.WITHDRAW, city=city)
    news = DutyNews.WITHDRAWN
    return await _end(session, duty, staff, DutyState.WITHDRAWN, DutyStep.WITHDRAW, news, city=city, now=now)


async def _end(
    session: AsyncSession,
    duty: Duty,
    staff: Staff,
    state: DutyState,
    step: DutyStep,
    news: DutyNews,
    *,
    city: City,
    now: datetime,
) -> Duty:
    duty.state, duty.ended_at, duty.warn_at = state, now, None
    duty.asked_by = duty.asked_until = None
    await add_step(session, duty, step, staff.id, now=now)
    await tell(session, await owners_of(session, duty), duty, news, by=staff, city=city, now=now)
    return duty
