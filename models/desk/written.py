"""What a colleague writes for a step, in the chat and on the page of a case, and the one way in which it is taken."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.steps import Step
from models.cases.taking import actor_of
from models.casework.assist import Sharing, ask_assist
from models.casework.extension import ask_extension
from models.casework.files import SentPiece, attach
from models.casework.handling import ask_worker, note_case, promise_worker, say_meanwhile
from models.casework.orders import answer_order, order_case
from models.casework.reveal import ask_reveal, urge_reveal
from models.casework.second_look import answer_or_hand_in
from models.casework.transfer import transfer_case
from models.city.pack import City
from models.staff.post import Staff


@dataclass(frozen=True, slots=True)
class Written:
    """A text in progress.

    to: a department's key, or the number of an order. day: ISO date. shares: how much of the case goes with it
    (models/casework/assist.py). files: the attached files, as `models.casework.files.SentPiece`.
    """

    case_id: int
    step: Step
    to: str = ""
    text: str = ""
    day: str = ""
    shares: str = Sharing.WORDS.value
    files: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The fields for the conversation's data."""
        return {**asdict(self), "step": self.step.value, "files": list(self.files)}

    def but(self, **changed: Any) -> "Written":
        """The same with some fields changed."""
        return replace(self, **changed)


async def perform(session: AsyncSession, staff: Staff, written: Written, *, city: City, now: datetime) -> bool:
    """Takes the step that was written for. Returns False if an answer waits for a second person. Raises what its
    operation does, and KeyError for a step that nobody writes for."""
    if written.step in (Step.ANSWER, Step.SETTLE):
        files, text = list(written.files), written.text
        return await answer_or_hand_in(
            session, written.case_id, staff, written.step, text, files=files, city=city, now=now
        )
    await _TAKES[written.step](session, staff, written, city, now)
    return True


async def _to_worker(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    files = [SentPiece(**each) for each in written.files]

    async def attached(case: Case) -> list[int]:
        return await attach(session, case, staff, files, now=now)

    operation = ask_worker if written.step is Step.ASK else say_meanwhile
    along = attached if files else None
    await operation(session, written.case_id, staff, written.text, city=city, now=now, attached=along)


async def _note(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    await note_case(session, written.case_id, staff, written.text, city=city, now=now)


async def _ask_time(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    await ask_extension(session, written.case_id, staff, written.text, city=city, now=now)


async def _transfer(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    await transfer_case(session, written.case_id, staff, to=written.to, reason=written.text, city=city, now=now)


async def _ask_reveal(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    by = actor_of(staff, city)
    await ask_reveal(session, written.case_id, written.text, by=by, city=city, now=now, name=staff.name)


async def _urge_reveal(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    by = actor_of(staff, city)
    await urge_reveal(session, written.case_id, written.text, by=by, now=now, name=staff.name)


async def _promise(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    until = date.fromisoformat(written.day)
    await promise_worker(session, written.case_id, staff, written.text, until=until, city=city, now=now)


async def _order(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    until = date.fromisoformat(written.day)
    await order_case(session, written.case_id, staff, written.text, until=until, city=city, now=now)


async def _answer_order(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    await answer_order(session, int(written.to), staff, written.text, city=city, now=now)


async def _ask_help(session: AsyncSession, staff: Staff, written: Written, city: City, now: datetime) -> None:
    until, shares = date.fromisoformat(written.day), Sharing(written.shares)
    of = {"department": written.to, "text": written.text}
    await ask_assist(session, written.case_id, staff, **of, until=until, shares=shares, city=city, now=now)


_TAKES: Mapping[Step, Callable[[AsyncSession, Staff, Written, City, datetime], Awaitable[None]]] = {
    Step.ASK: _to_worker,
    Step.SAY: _to_worker,
    Step.NOTE: _note,
    Step.ASK_EXTENSION: _ask_time,
    Step.TRANSFER: _transfer,
    Step.ASK_REVEAL: _ask_reveal,
    Step.URGE_REVEAL: _urge_reveal,
    Step.PROMISE: _promise,
    Step.ORDER: _order,
    Step.ANSWER_ORDER: _answer_order,
    Step.ASSIST: _ask_help,
}
