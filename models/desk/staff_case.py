"""A case as a colleague sees it, in the chat and on its page: read at once, and the look is noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.evidence import count_pieces
from models.cases.filer import last_said_to_filer
from models.cases.news import card_arguments
from models.cases.record import CaseEvent, story_of
from models.cases.steps import Actor, CaseState, Role, Step
from models.cases.taking import actor_of, steps_for
from models.casework.assigning import leads
from models.casework.assist import CaseAssist, assists_of
from models.casework.extension import CaseExtension, extension_of
from models.casework.handling import WAITS_TO_BE_TAKEN, case_for_staff
from models.casework.identity import may_see_identity
from models.casework.looks import CARD, note_look
from models.casework.new_place import may_become_place
from models.casework.orders import CaseOrder, orders_of
from models.casework.promise import CasePromise, promises_of
from models.casework.second_look import CaseHeldAnswer, held_answer, may_sign
from models.city.pack import City
from models.exchange.origin import CaseOrigin, origin_of
from models.gates.telling import may_tell_gate
from models.outbox.reach import Said
from models.staff.post import Staff, colleagues
from models.storage.database import Json

TAKES_FIRST = frozenset(
    {
        Step.ASK,
        Step.SAY,
        Step.ANSWER,
        Step.SETTLE,
        Step.PROMISE,
        Step.ASK_EXTENSION,
        Step.ASSIST,
        Step.CONTACT_PLATFORM,
    }
)
"""Steps of the handler: whoever takes one with a case that nobody has takes the case with it."""
ANYBODYS = frozenset({Step.NOTE, Step.TAKE_OVER})
"""Steps with a case that a colleague handles, besides those of a lead."""


@dataclass(frozen=True, slots=True)
class StaffCase:
    """A case as a colleague sees it."""

    case: Case
    city: City
    staff: Staff
    by: Actor
    handler: Staff | None
    story: Sequence[CaseEvent]
    assists: Sequence[CaseAssist]
    orders: Sequence[CaseOrder]
    promises: Sequence[CasePromise]
    extension: tuple[CaseExtension, Staff | None] | None
    """A request for more time that no lead has decided on yet, and who made it."""
    extended: bool
    """Whether more time was asked for or given: a case can have it once."""
    pieces: int
    about: dict[str, Json]
    named: bool
    """Whether the colleague may see the name of the person who filed the case; False for anonymous cases."""
    staffed: bool
    """Whether the department has a colleague who can be told something."""
    said: Said | None
    """The fate of the newest message to the person who filed the case."""
    held: tuple[CaseHeldAnswer, Staff | None] | None
    """An answer that waits for a second person, and who wrote it."""
    origin: CaseOrigin | None
    """Where the case came from, if its worker did not file it in the chat."""

    @property
    def mine(self) -> bool:
        """Whether the colleague is the handler of the case."""
        return self.case.handler_id == self.staff.id

    @property
    def free(self) -> bool:
        """Whether the case waits to be taken."""
        return self.case.state in WAITS_TO_BE_TAKEN

    @property
    def ours(self) -> bool:
        """Whether the colleague's own department has the case."""
        return self.case.department == self.staff.department

    def may(self, step: Step) -> bool:
        """Whether the colleague may take a step that is possible now: the handler may take every step, colleagues and
        leads only a few."""
        if step is Step.ORDER:
            return self.by.role is Role.LEAD_DEPARTMENT and not self.ours and self.staffed
        if step is Step.ASSIGN:
            return self.mine or (leads(self.staff) and self.ours)
        return self.mine or step in ANYBODYS

    @property
    def steps(self) -> frozenset[Step]:
        """Every step that the colleague can begin now, those too that take the case first. The operations check it
        again."""
        possible = steps_for(self.case, self.by)
        if self.free and Step.TAKE in possible:
            possible |= TAKES_FIRST | ({Step.ASSIGN} if self.may(Step.ASSIGN) else set())
        if self.case.urgent and self.case.state is CaseState.WAITING_WORKER:
            possible |= {Step.ASK}  # who wants to die is talked to without waiting for each answer
        return frozenset(each for each in possible if self._begins(each))

    def _begins(self, step: Step) -> bool:
        if step in (Step.ASK_REVEAL, Step.URGE_REVEAL):
            return self.case.anonymous
        if step is Step.TRANSFER:
            return self.mine or self.case.handler_id is None or self.by.role is Role.LEAD_DEPARTMENT
        if step in (Step.TAKE_OVER, Step.TAKE):
            return not self.mine
        decided = {
            Step.EXTEND: self.decides_on_time,
            Step.ANSWER_ORDER: self.order_to_answer is not None,
            Step.SEE_IDENTITY: self.named,
            Step.REVEAL: self.case.anonymous,
            Step.ASK_EXTENSION: not self.extended,
        }
        if step in decided and not decided[step]:
            return False
        alone = step in (Step.EXTEND, Step.ANSWER_ORDER, Step.SEE_IDENTITY, Step.REVEAL)
        return alone or self.may(step) or (self.free and step in TAKES_FIRST)

    @property
    def decides_on_time(self) -> bool:
        """Whether the colleague may allow or refuse the time that was asked for: a lead who did not ask for it."""
        asked = self.extension[0] if self.extension else None
        return asked is not None and asked.asked_by != self.staff.id and Step.EXTEND in steps_for(self.case, self.by)

    @property
    def signs(self) -> bool:
        """Whether the colleague may decide on the answer that waits."""
        return self.held is not None and may_sign(self.case, *self.held, self.staff, city=self.city)

    @property
    def order_to_answer(self) -> CaseOrder | None:
        """The order that the colleague's department has yet to answer."""
        if not self.ours or not self.case.is_open:
            return None
        waiting = (each for each in self.orders if each.answered_at is None)
        return next((each for each in waiting if each.department == self.case.department), None)

    @property
    def makes_place(self) -> bool:
        """Whether the colleague may make a place of the case: its handler, and everybody while nobody has it."""
        open_ = self.case.is_open and self.case.state is not CaseState.SETTLED
        return open_ and may_become_place(self.case, self.city) and (self.mine or self.free)

    @property
    def tells_gate(self) -> bool:
        """Whether the settled case can become what every rider reads of a gate."""
        return may_tell_gate(self.case, self.city)


async def read_staff_case(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> StaffCase:
    """Reads a case for a colleague, and notes the look in the record of their post. Raises CaseGone."""
    case = await case_for_staff(session, case_id, staff, city=city)
    await note_look(session, case_id, staff, CARD, now=now)
    return await staff_case(session, case, staff, city=city, now=now)


async def staff_case(session: AsyncSession, case: Case, staff: Staff, *, city: City, now: datetime) -> StaffCase:
    """The same for a case that the caller has found for this colleague; no look is noted."""
    extension = await extension_of(session, case.id)
    return StaffCase(
        case,
        city,
        staff,
        actor_of(staff, city),
        await session.get(Staff, case.handler_id) if case.handler_id is not None else None,
        await story_of(session, case.id),
        await assists_of(session, case.id),
        await orders_of(session, case.id),
        await promises_of(session, case.id),
        await _asked_by(session, extension),
        extension is not None,
        await count_pieces(session, case.id, of_staff=True),
        await card_arguments(session, case, city=city, now=now),
        may_see_identity(case, staff, city=city) and case.pseudonym is None,
        bool(await colleagues(session, case.department)),
        await last_said_to_filer(session, case.id),
        await _held(session, case),
        await origin_of(session, case.id),
    )


async def _held(session: AsyncSession, case: Case) -> tuple[CaseHeldAnswer, Staff | None] | None:
    held = await held_answer(session, case)
    return (held, await session.get(Staff, held.written_by)) if held is not None else None


async def _asked_by(session: AsyncSession, asked: CaseExtension | None) -> tuple[CaseExtension, Staff | None] | None:
    if asked is None or asked.approved_at is not None:
        return None
    return asked, await session.get(Staff, asked.asked_by)
