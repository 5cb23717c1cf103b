"""The union's steps in a negotiation: open it, write the demand, record the reply and the result. People who joined are
told of each step once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.facts import department_titles, platform_titles, type_titles
from models.cases.news import said
from models.cases.same_spot import COMMON_LEAST
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong, DayPassed
from models.negotiations.errors import ProblemGone
from models.negotiations.joining import JOINED, Joining, ask_all, filers_of_problem, tell_joined
from models.negotiations.negotiation import (
    Move,
    Negotiation,
    NegotiationNews,
    NegotiationState,
    add_step,
    locked_negotiation,
    need_negotiator,
    negotiating_department,
    running_negotiation,
)
from models.negotiations.paper import want_paper
from models.outbox.message import Pushed
from models.staff.post import Staff
from models.storage.database import Json
from models.storage.secrets import insert
from models.values.clean_text import clean_text

LONGEST_SAID = 500
"""The most characters of a step's words: people read them whole, on a telephone, beside earlier ones."""
NEWS = {
    Move.DEMAND: NegotiationNews.DEMAND,
    Move.CALL: NegotiationNews.CALL,
    Move.REPLY: NegotiationNews.REPLY,
    Move.RESULT: NegotiationNews.RESULT,
}
"""The news of each move, for people who joined."""


async def people_to_ask(
    session: AsyncSession, type_key: str, platform: str, staff: Staff, *, city: City, now: datetime
) -> int:
    """How many people would be asked. Raises NotStaff, ProblemGone."""
    need_negotiator(staff, city)
    people = await filers_of_problem(session, type_key, platform, now=now)
    if len(people) < COMMON_LEAST:
        raise ProblemGone
    return len(people)


async def open_negotiation(
    session: AsyncSession, type_key: str, platform: str, staff: Staff, *, city: City, now: datetime
) -> tuple[Negotiation, bool]:
    """Opens a negotiation and asks the people who filed; if one about the problem runs, returns that one. Returns it,
    and whether it is new. Raises NotStaff, ProblemGone (fewer than COMMON_LEAST people could be asked).
    """
    need_negotiator(staff, city)
    running = await running_negotiation(session, type_key, platform)
    if running is not None:
        return running, False
    people = await filers_of_problem(session, type_key, platform, now=now)
    if len(people) < COMMON_LEAST:
        raise ProblemGone
    opened = await _insert(session, type_key, platform, len(people), now)
    if opened is None:  # a colleague was quicker
        running = await running_negotiation(session, type_key, platform)
        if running is None:
            raise ProblemGone
        return running, False
    await add_step(session, opened, Move.OPEN, staff, "", now=now)
    await ask_all(session, opened, people, question_of(opened, city), now=now)
    return opened, True


async def _insert(
    session: AsyncSession, type_key: str, platform: str, people: int, now: datetime
) -> Negotiation | None:
    """The new row; None if a negotiation about the problem already runs."""
    new = {
        "type": type_key,
        "platform": platform,
        "state": NegotiationState.ASKING,
        "people": people,
        "opened_at": now,
        "step_count": 0,
    }
    made = insert(session, Negotiation).values(**new).on_conflict_do_nothing().returning(Negotiation.id)
    number = await session.scalar(made)
    return await session.get_one(Negotiation, number) if number is not None else None


def question_of(negotiation: Negotiation, city: City) -> Pushed:
    """The question whether a person joins, answered with one tap."""
    return Pushed(NegotiationNews.ASKED, {**about(negotiation, city), "people": negotiation.people})


async def take_move(
    session: AsyncSession,
    negotiation_id: int,
    move: Move,
    staff: Staff,
    text: str,
    *,
    promised_on: date | None = None,
    city: City,
    now: datetime,
) -> Negotiation:
    """Records a demand, a reply, a result, or a call to people who joined by name, and tells the people whom it
    concerns. promised_on: the last day by which the platform does what the result says, if it named one: the
    negotiators are reminded of it. Raises DayPassed, NotStaff, NegotiationGone, NegotiationMovedOn, AnswerMissing,
    AnswerTooLong.
    """
    need_negotiator(staff, city)
    words = what_is_written(text)
    if promised_on is not None and promised_on < now.astimezone(city.zone).date():
        raise DayPassed
    negotiation = await locked_negotiation(session, negotiation_id)
    await add_step(session, negotiation, move, staff, words, now=now)
    if move is Move.RESULT:
        negotiation.promised_on = promised_on
        await want_paper(session, negotiation)
    by: Json = {"day": promised_on.isoformat()} if promised_on is not None else "none"
    pushed = Pushed(NEWS[move], {**about(negotiation, city), "text": said(words), "by": by})
    answers = (Joining.NAMED,) if move is Move.CALL else JOINED
    await tell_joined(session, negotiation, pushed, now=now, answers=answers)
    return negotiation


def what_is_written(text: str) -> str:
    """The typed words, cleaned. Raises AnswerMissing, AnswerTooLong."""
    clean = clean_text(text)
    if not clean:
        raise AnswerMissing("text")
    if len(clean) > LONGEST_SAID:
        raise AnswerTooLong(LONGEST_SAID)
    return clean


def about(negotiation: Negotiation, city: City) -> dict[str, Any]:
    """The negotiation and its problem, as facts of a message."""
    return {
        "negotiation_id": negotiation.id,
        "type": type_titles(city, negotiation.type),
        "platform": platform_titles(city, negotiation.platform),
        "department": department_titles(city, negotiating_department(city)),
    }
