"""The presses on the page of a case: each takes one step, by the operation that the chat calls too."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import date

from starlette.responses import Response

from bot.web.console.case.forms import FILES, WITH_FILES
from bot.web.console.case.page import PATH, case_page, number_of, path_of, whole_case
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from handlers.phrases.staff_case import reads_as_holding
from models.cases.case import Case
from models.cases.errors import StepRefused
from models.cases.steps import Step
from models.cases.taking import actor_of
from models.casework.assigning import assign_case
from models.casework.assist import Sharing
from models.casework.extension import approve_extension, refuse_extension
from models.casework.files import uploaded_pieces
from models.casework.handling import resume_case, take_case, take_over_case
from models.casework.new_place import make_place, suggested_place
from models.casework.orders import orders_of
from models.casework.platform import Disclosure, ask_to_contact, contact_of, contact_platform
from models.casework.reveal import confirm_reveal
from models.casework.second_look import change_answer, send_back, sign_answer
from models.desk.drafts import drop_draft
from models.desk.errors import AnswerUnsure
from models.desk.whole_case import case_by_number
from models.desk.written import Written, perform
from models.errors import AnswerMissing, ChoiceUnknown
from models.gates.telling import tell_gate
from models.staff.post import unstaffed
from models.values.written_date import NotADate, read_date

LISTS_PATH = "/console"
Takes = Callable[[Desk, Case], Awaitable[str]]
"""Takes the step, and returns what the page says then, without `case-`."""


async def press(desk: Desk) -> Done:
    """Takes the step that the path names. Raises what its operation does, AnswerUnsure, and StepRefused for an unknown
    step."""
    name = str(desk.request.path_params["act"])
    case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    if name == "answer" and _is_unsure(desk):
        raise AnswerUnsure
    takes = _TAKES.get(name)
    if takes is None:
        raise StepRefused(name)
    said = await takes(desk, case)
    await drop_draft(desk.session, case.id, desk.staff, name, now=desk.now)
    return await _done(desk, case, name, said)


def _is_unsure(desk: Desk) -> bool:
    """Whether words that read like no answer yet are sent as one: it would stop the clock, so that is asked once."""
    entered = desk.entered
    return entered.get("how") != "say" and not entered.get("sure") and reads_as_holding(entered.get("text", ""))


async def _done(desk: Desk, case: Case, name: str, said: str) -> Done:
    """Back to the case, or to the lists if it is another department's now."""
    moved = case.department != desk.staff.department and desk.staff.department != desk.city.lead_department.key
    after = f"{path_of(case)}?act=ask" if name == "ask" and case.urgent else path_of(case)
    return Done(LISTS_PATH if moved else after, f"case-{said}")


async def again(desk: Desk) -> Response:
    """The page with what was typed, after a refusal."""
    return case_page(desk, await whole_case(desk), str(desk.request.path_params.get("act", "")))


# --- at once ----------------------------------------------------------------------------------------------------------


def _at_once(operation: Callable[..., Awaitable[Case]], said: str) -> Takes:
    """Takes a step that needs nothing filled in. said: how the page calls it afterwards."""

    async def takes(desk: Desk, case: Case) -> str:
        await operation(desk.session, case.id, desk.staff, city=desk.city, now=desk.now)
        return said

    return takes


async def _make_place(desk: Desk, case: Case) -> str:
    outcome = desk.words("staff-place-outcome", place=suggested_place(case, desk.city).name)
    await make_place(desk.session, case.id, desk.staff, outcome, city=desk.city, now=desk.now)
    return "place"


async def _confirm_reveal(desk: Desk, case: Case) -> str:
    by = actor_of(desk.staff, desk.city)
    await confirm_reveal(desk.session, case.id, by=by, city=desk.city, now=desk.now)
    return "confirm-reveal"


# --- with something filled in -----------------------------------------------------------------------------------------


def _writes(step: Step) -> Takes:
    """Sends what was written for a step."""

    async def takes(desk: Desk, case: Case) -> str:
        return await _send(desk, case, step)

    return takes


async def _send(desk: Desk, case: Case, step: Step, to: str = "") -> str:
    keys = desk.every(FILES) if step.value in WITH_FILES or step is Step.SAY else []
    pieces = await uploaded_pieces(desk.session, desk.person, keys, now=desk.now)
    written = Written(
        case.id,
        step,
        to=to or desk.entered.get("to", ""),
        text=desk.entered.get("text", ""),
        day=_day(desk) if "day" in desk.entered else "",
        shares=_shares(desk),
        files=tuple(asdict(each) for each in pieces),
    )
    sent = await perform(desk.session, desk.staff, written, city=desk.city, now=desk.now)
    return step.value.replace("_", "-") if sent else "handed-in"


def _shares(desk: Desk) -> str:
    """How much another department sees. Raises ChoiceUnknown."""
    chosen = desk.entered.get("shares") or Sharing.WORDS.value
    if chosen not in {each.value for each in Sharing}:
        raise ChoiceUnknown
    return chosen


def _day(desk: Desk) -> str:
    """The day that was chosen or typed, in ISO. Raises AnswerMissing, ChoiceUnknown."""
    said = desk.entered.get("day", "").strip()
    if not said:
        raise AnswerMissing("day")
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        read = read_date(said, desk.today)
    if isinstance(read, NotADate):
        raise ChoiceUnknown
    return read.day.isoformat()


async def _answer(desk: Desk, case: Case) -> str:
    """An answer, or a word on the way to it, by the button that was pressed."""
    return await _send(desk, case, Step.SAY if desk.entered.get("how") == "say" else Step.ANSWER)


async def _transfer(desk: Desk, case: Case) -> str:
    await _send(desk, case, Step.TRANSFER)
    await desk.session.refresh(case)
    nobody = case.department in await unstaffed(desk.session, desk.city)
    return "transfer-nobody" if nobody else "transfer"


async def _answer_order(desk: Desk, case: Case) -> str:
    """Answers the order that waits longest."""
    waiting = [each for each in await orders_of(desk.session, case.id) if each.answered_at is None]
    asked = next((each for each in waiting if each.department == case.department), None)
    if asked is None:
        raise StepRefused(Step.ANSWER_ORDER.value)
    return await _send(desk, case, Step.ANSWER_ORDER, to=str(asked.id))


async def _assign(desk: Desk, case: Case) -> str:
    to = desk.number("to")
    if to is None:
        raise ChoiceUnknown
    await assign_case(desk.session, case.id, desk.staff, to, city=desk.city, now=desk.now)
    return "assign"


async def _contact(desk: Desk, case: Case) -> str:
    """Notes that the platform is contacted, if the worker has agreed; else asks the worker."""
    asked = await contact_of(desk.session, case.id)
    if asked is not None and asked.agreed and desk.entered.get("how") == "contact":
        await contact_platform(desk.session, case.id, desk.staff, city=desk.city, now=desk.now)
        return "contact-platform"
    chosen = desk.entered.get("disclosure", "")
    if chosen not in {each.value for each in Disclosure}:
        raise ChoiceUnknown
    await ask_to_contact(desk.session, case.id, desk.staff, Disclosure(chosen), city=desk.city, now=desk.now)
    return "contact-asked"


async def _send_back(desk: Desk, case: Case) -> str:
    text = desk.entered.get("text", "")
    await send_back(desk.session, case.id, desk.staff, text, city=desk.city, now=desk.now)
    return "sent-back"


async def _change(desk: Desk, case: Case) -> str:
    text = desk.entered.get("text", "")
    await change_answer(desk.session, case.id, desk.staff, text, city=desk.city, now=desk.now)
    return "changed"


async def _tell_gate(desk: Desk, case: Case) -> str:
    name, guard = desk.entered.get("name", ""), desk.entered.get("text", "")
    await tell_gate(desk.session, case.id, desk.staff, name=name, guard=guard, city=desk.city, now=desk.now)
    return "gate"


_TAKES: Mapping[str, Takes] = {
    "take": _at_once(take_case, "take"),
    "take-over": _at_once(take_over_case, "take-over"),
    "resume": _at_once(resume_case, "resume"),
    "answer": _answer,
    "ask": _writes(Step.ASK),
    "settle": _writes(Step.SETTLE),
    "note": _writes(Step.NOTE),
    "promise": _writes(Step.PROMISE),
    "ask-extension": _writes(Step.ASK_EXTENSION),
    "assist": _writes(Step.ASSIST),
    "order": _writes(Step.ORDER),
    "ask-reveal": _writes(Step.ASK_REVEAL),
    "urge-reveal": _writes(Step.URGE_REVEAL),
    "transfer": _transfer,
    "answer-order": _answer_order,
    "assign": _assign,
    "contact-platform": _contact,
    "approve": _at_once(approve_extension, "extend"),
    "refuse": _at_once(refuse_extension, "refuse"),
    "sign-yes": _at_once(sign_answer, "signed"),
    "sign-back": _send_back,
    "sign-change": _change,
    "make-place": _make_place,
    "tell-gate": _tell_gate,
}


async def open_identity(desk: Desk) -> Done:
    """The second person opens the identity behind an anonymous case."""
    case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    return await _done(desk, case, "confirm-reveal", await _confirm_reveal(desk, case))


PAGES: tuple[Page | Press, ...] = (
    Press(f"{PATH}/do/confirm-reveal", open_identity, again, strong=True, step="reveal"),
    Press(f"{PATH}/do/{{act}}", press, again),
)
