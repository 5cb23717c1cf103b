"""A case as staff see it: the report, the progress, the next step, and every step that is possible now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.gates import TellGate
from handlers.buttons.staff import (
    AnswerOrder,
    ApproveExtension,
    DoStep,
    MakePlace,
    MoreSteps,
    OpenLooks,
    OpenQueue,
    RefuseExtension,
    ShowIdentity,
    ShowNamed,
    ShowStaffCase,
    SignAnswer,
    StaffPieces,
    StaffStory,
)
from handlers.casework.story import staff_story
from handlers.phrases.cases import day_said, moment_said, quoted, type_said
from handlers.pushed.shown import said_arguments
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.evidence import count_pieces
from models.cases.facts import working_days_left
from models.cases.filer import last_said_to_filer
from models.cases.news import card_arguments, is_dangerous
from models.cases.record import CaseEvent, story_of
from models.cases.steps import Actor, CaseState, Role, Step
from models.cases.taking import actor_of, steps_for
from models.casework.assigning import leads
from models.casework.assist import CaseAssist, assists_of
from models.casework.extension import CaseExtension, extension_of
from models.casework.handling import WAITS_TO_BE_TAKEN, case_for_staff
from models.casework.identity import may_see_identity
from models.casework.looks import CARD, may_read_looks, note_look
from models.casework.new_place import may_become_place
from models.casework.orders import CaseOrder, orders_of
from models.casework.promise import CasePromise, promises_of
from models.casework.second_look import CaseHeldAnswer, held_answer, may_sign
from models.city.pack import City
from models.gates.telling import may_tell_gate
from models.outbox.reach import Fate, Said
from models.staff.post import Staff, colleagues
from models.storage.database import Json

LAST_STEPS = 3
DEADLINED = (*WAITS_TO_BE_TAKEN, CaseState.ACCEPTED)
MORE = (Step.NOTE, Step.PROMISE, Step.ASK_EXTENSION, Step.ASSIST, Step.CONTACT_PLATFORM, Step.ASSIGN, Step.ORDER)
"""The steps of the second page, for the handler of the case; everybody can make a note."""


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

    @property
    def mine(self) -> bool:
        """Whether the colleague is the handler of the case."""
        return self.case.handler_id == self.staff.id

    @property
    def free(self) -> bool:
        """Whether the case waits to be taken."""
        return self.case.state in WAITS_TO_BE_TAKEN


async def read_staff_case(talk: Talk, case_id: int, staff: Staff) -> StaffCase:
    """Read a case for a colleague and note the look in its record. Raises CaseGone."""
    case = await case_for_staff(talk.session, case_id, staff, city=talk.city)
    await note_look(talk.session, case_id, staff, CARD, now=talk.now)
    return StaffCase(
        case,
        talk.city,
        staff,
        actor_of(staff, talk.city),
        await talk.session.get(Staff, case.handler_id) if case.handler_id is not None else None,
        await story_of(talk.session, case_id),
        await assists_of(talk.session, case_id),
        await orders_of(talk.session, case_id),
        await promises_of(talk.session, case_id),
        await _extension_asked(talk.session, case_id),
        await count_pieces(talk.session, case_id, of_staff=True),
        await card_arguments(talk.session, case, city=talk.city, now=talk.now),
        may_see_identity(case, staff, city=talk.city) and case.pseudonym is None,
        bool(await colleagues(talk.session, case.department)),
        await last_said_to_filer(talk.session, case_id),
        await _held(talk.session, case),
    )


async def _held(session: AsyncSession, case: Case) -> tuple[CaseHeldAnswer, Staff | None] | None:
    held = await held_answer(session, case)
    return (held, await session.get(Staff, held.written_by)) if held is not None else None


async def _extension_asked(session: AsyncSession, case_id: int) -> tuple[CaseExtension, Staff | None] | None:
    asked = await extension_of(session, case_id)
    if asked is None or asked.approved_at is not None:
        return None
    return asked, await session.get(Staff, asked.asked_by)


async def staff_card(talk: Talk, case_id: int, staff: Staff, first_line: str | None = None) -> Screen:
    """The card, read anew. Raises CaseGone."""
    return card_screen(talk, await read_staff_case(talk, case_id, staff), first_line)


def card_screen(talk: Talk, seen: StaffCase, first_line: str | None = None) -> Screen:
    """The card's text, with the last LAST_STEPS steps, and its buttons."""
    case = seen.case
    steps = staff_story(talk.words, talk.city, seen.story)
    lines = [
        first_line,
        talk.words("staff-card-urgent") if case.urgent and case.is_open else None,
        talk.words("staff-card-danger") if is_dangerous(case, talk.city) else None,
        talk.words("staff-card", **said_arguments(talk.words, seen.about)),
        _deadline(talk, case),
        *(_order(talk, each) for each in seen.orders),
        *(_promise(talk.words, talk.city, each) for each in seen.promises if each.kept_at is None),
        *(_assist(talk.words, talk.city, each) for each in seen.assists),
        _extension(talk.words, seen),
        _held_said(talk.words, seen),
        _who(talk.words, seen),
        _reach(talk.words, seen),
        talk.words("staff-card-steps"),
        *steps[-LAST_STEPS:],
        talk.words(_next_key(seen), name=seen.handler.name if seen.handler else ""),
    ]
    return Screen("\n".join(filter(None, lines)), _buttons(talk.words, seen))


def _deadline(talk: Talk, case: Case) -> str | None:
    if case.state not in DEADLINED:
        return None
    by = deadline_of(case)
    what = "accept" if case.state in WAITS_TO_BE_TAKEN else "answer"
    return talk.words(
        "staff-card-due",
        what=what,
        by=moment_said(talk.words, by.astimezone(talk.city.zone)),
        days="late" if by < talk.now else str(working_days_left(talk.city, by, talk.now) or "today"),
    )


def _promise(words: Words, city: City, promised: CasePromise) -> str:
    day = day_said(words, promised.due_at.astimezone(city.zone).date())
    late = "late" if promised.broken_at is not None else "open"
    return words("staff-card-promise", day=day, state=late, text=quoted(promised.said))


def _assist(words: Words, city: City, assist: CaseAssist) -> str:
    known = city.departments.get(assist.department)
    return words(
        "staff-card-assist",
        department=words.pick(known.titles) if known else assist.department,
        day=day_said(words, assist.due_at.astimezone(city.zone).date()),
        state="open" if assist.answered_at is None else "answered",
        text=quoted(assist.request if assist.answered_at is None else assist.answer or ""),
    )


def _order(talk: Talk, order: CaseOrder) -> str:
    return talk.words(
        "staff-card-order",
        day=day_said(talk.words, order.due_at.astimezone(talk.city.zone).date()),
        state="answered" if order.answered_at is not None else "late" if order.due_at < talk.now else "open",
        text=quoted(str(order.wanted)),
        answer=quoted(str(order.answer or "")),
    )


def _extension(words: Words, seen: StaffCase) -> str | None:
    if seen.extension is None or not seen.case.is_open:
        return None
    asked, by = seen.extension
    name = by.name if by else words("staff-somebody")
    return words("staff-card-extension", name=name, days=str(asked.days), text=quoted(str(asked.reason)))


def _held_said(words: Words, seen: StaffCase) -> str | None:
    if seen.held is None:
        return None
    held, by = seen.held
    name = by.name if by else words("staff-somebody")
    return words("staff-card-held", name=name, step=held.step, text=quoted(str(held.text), longest=1000))


def _who(words: Words, seen: StaffCase) -> str:
    if seen.mine:
        return words("staff-card-mine")
    return words("staff-card-handler", name=seen.handler.name) if seen.handler else words("staff-card-nobody")


def _reach(words: Words, seen: StaffCase) -> str | None:
    """A warning that the last message has not reached the person, so that nobody waits for their reply."""
    missed = seen.said is not None and seen.said.fate in (Fate.WAITS, Fate.TOLD, Fate.NOT_TOLD)
    return words("staff-card-reach", fate=seen.said.fate.replace("_", "-")) if missed and seen.said else None


def _next_key(seen: StaffCase) -> str:
    """The key of the text that says what to do now, for a colleague who has never seen the product."""
    state = seen.case.state
    if state in WAITS_TO_BE_TAKEN:
        possible = Step.TAKE in steps_for(seen.case, seen.by)
        return "staff-next-take" if possible else "staff-next-lead-department"
    if seen.case.is_open and state is not CaseState.SETTLED and not seen.mine:
        return "staff-next-others" if seen.handler else "staff-next-nobodys"
    return f"staff-next-{state.value.replace('_', '-')}"


# --- buttons ----------------------------------------------------------------------------------------------------------


def _buttons(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    steps = [step_button(words, seen.case, step) for step in _first_steps(seen)]
    look = (
        Button(words("staff-button-pieces", count=str(seen.pieces)), StaffPieces(case_id=seen.case.id))
        if seen.pieces
        else Button(words("staff-button-story"), StaffStory(case_id=seen.case.id))
    )
    more = Button(words("staff-button-more"), MoreSteps(case_id=seen.case.id))
    return (
        *_signs(words, seen),
        *_decides(words, seen),
        *_to_answer(words, seen),
        *_makes_place(words, seen),
        *_tells_gate(words, seen),
        *in_rows(steps, 2),
        (look, more),
        last_row(words),
    )


def _decides(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """Buttons to allow or refuse more time, for a lead who did not ask for it."""
    asked = seen.extension[0] if seen.extension else None
    if asked is None or asked.asked_by == seen.staff.id or Step.EXTEND not in steps_for(seen.case, seen.by):
        return ()
    yes = Button(words("staff-button-approve"), ApproveExtension(case_id=seen.case.id))
    return ((yes, Button(words("staff-button-refuse"), RefuseExtension(case_id=seen.case.id))),)


def _signs(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """Buttons to approve, send back or change a waiting answer, for a colleague who may decide on it."""
    if seen.held is None or not may_sign(seen.case, *seen.held, seen.staff, city=seen.city):
        return ()
    said = {how: SignAnswer(case_id=seen.case.id, how=how) for how in ("yes", "back", "change")}
    return (tuple(Button(words(f"staff-button-sign-{how}"), data) for how, data in said.items()),)


def _to_answer(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """The button of the order that the colleague's department has yet to answer."""
    waiting = [each for each in seen.orders if each.answered_at is None and each.department == seen.case.department]
    if not waiting or seen.staff.department != seen.case.department or not seen.case.is_open:
        return ()
    return ((Button(words("staff-button-answer-order"), AnswerOrder(order_id=waiting[0].id)),),)


def _makes_place(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """The button that makes the suggested place, for the handler, and for everybody while nobody has the case."""
    if not may_become_place(seen.case, seen.city) or not (seen.mine or seen.free) or not seen.case.is_open:
        return ()
    if seen.case.state is CaseState.SETTLED:
        return ()
    return ((Button(words("staff-button-make-place"), MakePlace(case_id=seen.case.id)),),)


def _tells_gate(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """The button that lets every rider know of the gate, once the case is settled."""
    if not may_tell_gate(seen.case, seen.city):
        return ()
    return ((Button(words("gate-button-publish-from-case"), TellGate(case_id=seen.case.id)),),)


def _first_steps(seen: StaffCase) -> list[Step]:
    """At most four steps: the most frequent ones for the case as it stands."""
    possible = steps_for(seen.case, seen.by)
    if seen.free and _may(seen, Step.ORDER):
        return [Step.TAKE, Step.TRANSFER, Step.ORDER]
    if seen.free:
        return [Step.TAKE, Step.ASK, Step.TRANSFER, Step.ANSWER] if Step.TAKE in possible else []
    if not seen.mine:
        return [step for step in (Step.TAKE_OVER, Step.ORDER, Step.ASSIGN) if step in possible and _may(seen, step)]
    wanted = (Step.ANSWER, Step.RESUME, Step.ASK, Step.SETTLE, Step.TRANSFER)
    return [step for step in wanted if step in possible][:4]


def step_button(words: Words, case: Case, step: Step) -> Button:
    return Button(words(f"staff-button-{step.value.replace('_', '-')}"), DoStep(case_id=case.id, step=step))


def more_screen(words: Words, city: City, seen: StaffCase) -> Screen:
    """The steps that are possible now but not on the card, with an explanation of each."""
    possible = steps_for(seen.case, seen.by)
    first = _first_steps(seen)
    wanted = [step for step in MORE if step in possible and step not in first and _may(seen, step)]
    if seen.free and leads(seen.staff) and seen.case.department == seen.staff.department and Step.TAKE in possible:
        wanted.append(Step.ASSIGN)
    steps = [step_button(words, seen.case, step) for step in wanted]
    lines = [words("staff-more", number=seen.case.number), *(words(f"staff-more-{_key(step)}") for step in wanted)]
    if seen.named:
        steps.append(Button(words("staff-button-named"), ShowNamed(case_id=seen.case.id)))
        lines.append(words("staff-more-named"))
    if seen.case.pseudonym is not None:
        steps.append(Button(words("staff-button-identity"), ShowIdentity(case_id=seen.case.id)))
        lines.append(words("staff-more-identity"))
    if may_read_looks(seen.staff):
        steps.append(Button(words("desk-button-looks"), OpenLooks(case_id=seen.case.id)))
    if not steps:
        lines = [words("staff-more-nothing", number=seen.case.number)]
    back = Button(words("staff-button-back"), ShowStaffCase(case_id=seen.case.id))
    return Screen("\n".join(lines), (*in_rows(steps, 2), (back, home_button(words))))


def _may(seen: StaffCase, step: Step) -> bool:
    """Return whether the colleague may take the step: the handler may take every step, colleagues and leads only a
    few."""
    if step is Step.ORDER:
        others = seen.case.department != seen.staff.department
        return seen.by.role is Role.LEAD_DEPARTMENT and others and seen.staffed
    if step is Step.ASSIGN:
        return seen.mine or (leads(seen.staff) and seen.case.department == seen.staff.department)
    return seen.mine or step in (Step.NOTE, Step.TAKE_OVER)


def _key(step: Step) -> str:
    return step.value.replace("_", "-")


def last_row(words: Words) -> tuple[Button, ...]:
    return (Button(words("staff-button-queue"), OpenQueue()), home_button(words))


def back_row(words: Words, case_id: int) -> tuple[Button, ...]:
    return (Button(words("staff-button-back"), ShowStaffCase(case_id=case_id)), home_button(words))


def title_said(words: Words, city: City, case: Case) -> str:
    """`NX-261123-00472-7　乱扣款`."""
    return words("own-case-title", number=case.number, type=type_said(words, city, case.type))
