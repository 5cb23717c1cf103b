"""Opening the identity behind an anonymous case: with the worker's consent, or because a life is in danger.

    consent   the department asks, with its reason; the worker agrees or refuses in the chat
    danger    one of the lead department asks, with a written reason; a second one confirms within URGENT_FOR

Both are links of the record, and the worker is told of either. After it the case is a named one, and `identity_of`
returns its person. Pending requests are read from the record; nothing else stores them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.errors import CaseGone, StepRefused
from models.cases.facts import department_titles
from models.cases.filer import Part, followers_of, is_named_now
from models.cases.filing import content_of
from models.cases.mine import need_filed
from models.cases.news import CaseNews, about
from models.cases.record import CaseEvent, append_event, happened_at, story_of
from models.cases.steps import WORKER, Actor, Role, Step
from models.cases.taking import allowed, take_step
from models.casework.errors import NobodyToReveal, NotAnonymous, RevealGone
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong
from models.outbox.message import Pushed, Urgency, put
from models.people.person import Person, contacts_of
from models.questions.text import LONGEST_TEXT
from models.staff.four_eyes import need_second_person
from models.storage.database import Json
from models.storage.encryption import digest
from models.values.clean_text import clean_line

URGENT_FOR = timedelta(hours=24)
"""How long a second person can confirm, after the first one's request, that a life is in danger."""


@dataclass(frozen=True, slots=True)
class RevealAsked:
    """A request that waits for an answer. number: its link in the record, so that an old button does not answer a newer
    request."""

    number: int
    text: str
    at: datetime
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity behind a case. chats: channel and address of each. occupation, district: keys of the city pack."""

    chats: tuple[tuple[str, str], ...]
    occupation: str | None
    district: str | None


# --- questions --------------------------------------------------------------------------------------------------------


def consent_asked(story: Sequence[CaseEvent]) -> RevealAsked | None:
    """The department's question that the worker has not answered; None if there is none."""
    return _pending(story, Step.ASK_REVEAL, Step.REFUSE_REVEAL)


def danger_asked(story: Sequence[CaseEvent], *, now: datetime) -> RevealAsked | None:
    """The lead department's request that a second person can still confirm; None if there is none."""
    asked = _pending(story, Step.URGE_REVEAL)
    return asked if asked is not None and now - asked.at <= URGENT_FOR else None


def _pending(story: Sequence[CaseEvent], asks: Step, *answers: Step) -> RevealAsked | None:
    last = next((each for each in reversed(story) if each.what in (asks, Step.REVEAL, *answers)), None)
    if last is None or last.what != asks:
        return None
    number = last.who.partition(":")[2]
    return RevealAsked(last.number, str(last.data.get("text", "")), happened_at(last), int(number) if number else None)


async def identity_of(session: AsyncSession, case_id: int, *, by: Actor) -> Identity:
    """The person who filed a case that is not anonymous, or no longer, for the staff who work on it. Raises CaseGone,
    StepRefused while it is anonymous, NobodyToReveal.
    """
    case = await session.get(Case, case_id)
    if case is None or (by.role is not Role.LEAD_DEPARTMENT and by.department != case.department):
        raise CaseGone
    if case.anonymous or by.role in (Role.WORKER, Role.SYSTEM):
        raise StepRefused(Step.REVEAL.value)
    person = await session.get(Person, case.person_id) if case.person_id is not None else None
    if person is None:
        raise NobodyToReveal
    chats = await contacts_of(session, person.id)
    return Identity(tuple((each.channel, each.address) for each in chats), person.occupation, person.district)


# --- with the worker's consent ----------------------------------------------------------------------------------------


async def ask_reveal(
    session: AsyncSession, case_id: int, reason: str, *, by: Actor, city: City, now: datetime, name: str = ""
) -> Case:
    """Asks the worker whether the department may know who they are; a later question replaces an earlier one. name: of
    the colleague, for the record. Raises CaseGone, CaseMovedOn, StepRefused, NotAnonymous, NobodyToReveal,
    AnswerMissing, AnswerTooLong.
    """
    text = _reason(reason)
    case = await locked_case(session, case_id)
    allowed(case, Step.ASK_REVEAL, by)
    await _anonymous_filer(session, case)
    data = {"text": text, "name": name}
    await take_step(session, case_id, Step.ASK_REVEAL, by=by, now=now, data=data)
    await _tell(session, case, CaseNews.REVEAL_ASKED, text, city=city, now=now)
    return case


async def agree_to_reveal(session: AsyncSession, case_id: int, person: Person, number: int, *, now: datetime) -> Case:
    """Opens the identity, because the worker agrees to the question with that number in the record. Raises CaseGone,
    CaseMovedOn, StepRefused, NotAnonymous, RevealGone.
    """
    case, asked = await _question(session, case_id, person, number, Step.REVEAL)
    await _open(session, case, by=WORKER, data={"how": "agreed", "text": asked.text}, now=now)
    return case


async def refuse_reveal(session: AsyncSession, case_id: int, person: Person, number: int, *, now: datetime) -> Case:
    """Records that the worker refuses; the case goes on as before. Raises what `agree_to_reveal` raises."""
    await _question(session, case_id, person, number, Step.REFUSE_REVEAL)
    return await take_step(session, case_id, Step.REFUSE_REVEAL, by=WORKER, now=now)


async def _question(
    session: AsyncSession, case_id: int, person: Person, number: int, step: Step
) -> tuple[Case, RevealAsked]:
    await need_filed(session, case_id, person, step)
    case = await locked_case(session, case_id)
    allowed(case, step, WORKER)
    if not case.anonymous:
        raise NotAnonymous
    asked = consent_asked(await story_of(session, case_id))
    if asked is None or asked.number != number:
        raise RevealGone
    return case, asked


# --- because a life is in danger --------------------------------------------------------------------------------------


async def urge_reveal(
    session: AsyncSession, case_id: int, reason: str, *, by: Actor, now: datetime, name: str = ""
) -> Case:
    """Records why a life is in danger, by the first of two people of the lead department. Nothing is opened yet. name:
    of that colleague, for the record. Raises CaseGone, CaseMovedOn, StepRefused, NotAnonymous, NobodyToReveal,
    AnswerMissing, AnswerTooLong.
    """
    text = _reason(reason)
    case = await locked_case(session, case_id)
    allowed(case, Step.URGE_REVEAL, by)
    await _anonymous_filer(session, case)
    data = {"text": text, "name": name}
    return await take_step(session, case_id, Step.URGE_REVEAL, by=by, now=now, data=data)


async def confirm_reveal(session: AsyncSession, case_id: int, *, by: Actor, city: City, now: datetime) -> Case:
    """Opens the identity, because a second person of the lead department confirms the danger. The worker is told why.
    Raises CaseGone, CaseMovedOn, StepRefused, NotAnonymous, NobodyToReveal, RevealGone (nobody asked, or too long
    ago), SecondPersonNeeded (the same person, even in another post).
    """
    case = await locked_case(session, case_id)
    allowed(case, Step.URGE_REVEAL, by)
    await _anonymous_filer(session, case)
    asked = danger_asked(await story_of(session, case_id), now=now)
    if asked is None:
        raise RevealGone
    await need_second_person(session, asked.staff_id, by.staff_id)
    data = {"how": "danger", "text": asked.text, "asked_by": asked.staff_id}
    await _open(session, case, by=by, data=data, now=now)
    await _tell(session, case, CaseNews.REVEALED, asked.text, city=city, now=now)
    return case


# --- what both need ---------------------------------------------------------------------------------------------------


async def _anonymous_filer(session: AsyncSession, case: Case) -> int:
    """The number of the person who filed the case. Raises NotAnonymous, NobodyToReveal."""
    if not case.anonymous:
        raise NotAnonymous
    for each in await followers_of(session, case.id):
        if each.part is Part.FILED:
            return each.person_id
    raise NobodyToReveal


async def _open(session: AsyncSession, case: Case, *, by: Actor, data: dict[str, Json], now: datetime) -> None:
    """Puts the person into the case. That changes the case's content, so the record gets its new digest."""
    allowed(case, Step.REVEAL, by)
    person = await session.get_one(Person, await _anonymous_filer(session, case))
    case.person_id, case.anonymous = person.id, False
    await is_named_now(session, case.id, person)
    await append_event(
        session, case, Step.REVEAL, who=str(by), now=now, data={**data, "content": digest(content_of(case))}
    )


async def _tell(session: AsyncSession, case: Case, news: CaseNews, text: str, *, city: City, now: datetime) -> None:
    """Tells the worker who filed the case, through the filer table: no other table knows an anonymous worker."""
    pushed = Pushed(news, {**about(case), "department": department_titles(city, case.department), "text": text})
    for each in await followers_of(session, case.id):
        if each.part is Part.FILED:
            await put(
                session,
                each.person_id,
                pushed,
                due_at=now,
                urgency=Urgency.TODAY,
                dedupe_key=f"{each.cause}:{case.event_count}",
                cause=each.cause,
            )


def _reason(text: str) -> str:
    """A written reason in one line. Raises AnswerMissing, AnswerTooLong."""
    said = clean_line(text)
    if not said:
        raise AnswerMissing("reason")
    if len(said) > LONGEST_TEXT:
        raise AnswerTooLong(LONGEST_TEXT)
    return said
