"""A case as staff see it: the report, the progress, the next step, and every step that is possible now."""

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
from handlers.phrases.cases import type_said
from handlers.phrases.staff_case import alarms_said, deadline_said, next_said, open_said, reach_said, who_said
from handlers.phrases.staff_story import staff_story
from handlers.pushed.shown import said_arguments
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.steps import Step
from models.cases.taking import steps_for
from models.casework.assigning import leads
from models.casework.looks import may_read_looks
from models.city.pack import City
from models.desk.staff_case import StaffCase, read_staff_case
from models.staff.post import Staff

LAST_STEPS = 3
MORE = (Step.NOTE, Step.PROMISE, Step.ASK_EXTENSION, Step.ASSIST, Step.CONTACT_PLATFORM, Step.ASSIGN, Step.ORDER)
"""The steps of the second page, for the handler of the case; everybody can make a note."""


async def staff_card(talk: Talk, case_id: int, staff: Staff, first_line: str | None = None) -> Screen:
    """The card, read anew. Raises CaseGone."""
    seen = await read_staff_case(talk.session, case_id, staff, city=talk.city, now=talk.now)
    return card_screen(talk, seen, first_line)


def card_screen(talk: Talk, seen: StaffCase, first_line: str | None = None) -> Screen:
    """The card's text, with the last LAST_STEPS steps, and its buttons."""
    words = talk.words
    lines = [
        first_line,
        *alarms_said(words, seen),
        words("staff-card", **said_arguments(words, seen.about)),
        deadline_said(words, talk.city, seen.case, talk.now),
        *open_said(words, seen, talk.now),
        who_said(words, seen),
        reach_said(words, seen),
        words("staff-card-steps"),
        *staff_story(words, talk.city, seen.story)[-LAST_STEPS:],
        next_said(words, seen),
    ]
    return Screen("\n".join(filter(None, lines)), _buttons(talk.words, seen))


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
    if not seen.decides_on_time:
        return ()
    yes = Button(words("staff-button-approve"), ApproveExtension(case_id=seen.case.id))
    return ((yes, Button(words("staff-button-refuse"), RefuseExtension(case_id=seen.case.id))),)


def _signs(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """Buttons to approve, send back or change a waiting answer, for a colleague who may decide on it."""
    if not seen.signs:
        return ()
    said = {how: SignAnswer(case_id=seen.case.id, how=how) for how in ("yes", "back", "change")}
    return (tuple(Button(words(f"staff-button-sign-{how}"), data) for how, data in said.items()),)


def _to_answer(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """The button of the order that the colleague's department has yet to answer."""
    order = seen.order_to_answer
    if order is None:
        return ()
    return ((Button(words("staff-button-answer-order"), AnswerOrder(order_id=order.id)),),)


def _makes_place(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """The button that makes the suggested place."""
    if not seen.makes_place:
        return ()
    return ((Button(words("staff-button-make-place"), MakePlace(case_id=seen.case.id)),),)


def _tells_gate(words: Words, seen: StaffCase) -> tuple[tuple[Button, ...], ...]:
    """The button that lets every rider know of the gate, once the case is settled."""
    if not seen.tells_gate:
        return ()
    return ((Button(words("gate-button-publish-from-case"), TellGate(case_id=seen.case.id)),),)


def _first_steps(seen: StaffCase) -> list[Step]:
    """At most four steps: the most frequent ones for the case as it stands."""
    possible = steps_for(seen.case, seen.by)
    if seen.free and seen.may(Step.ORDER):
        return [Step.TAKE, Step.TRANSFER, Step.ORDER]
    if seen.free:
        return [Step.TAKE, Step.ASK, Step.TRANSFER, Step.ANSWER] if Step.TAKE in possible else []
    if not seen.mine:
        return [step for step in (Step.TAKE_OVER, Step.ORDER, Step.ASSIGN) if step in possible and seen.may(step)]
    wanted = (Step.ANSWER, Step.RESUME, Step.ASK, Step.SETTLE, Step.TRANSFER)
    return [step for step in wanted if step in possible][:4]


def step_button(words: Words, case: Case, step: Step) -> Button:
    return Button(words(f"staff-button-{step.value.replace('_', '-')}"), DoStep(case_id=case.id, step=step))


def more_screen(words: Words, city: City, seen: StaffCase) -> Screen:
    """The steps that are possible now but not on the card, with an explanation of each."""
    possible = steps_for(seen.case, seen.by)
    first = _first_steps(seen)
    wanted = [step for step in MORE if step in possible and step not in first and seen.may(step)]
    if seen.free and leads(seen.staff) and seen.ours and Step.TAKE in possible:
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


def _key(step: Step) -> str:
    return step.value.replace("_", "-")


def last_row(words: Words) -> tuple[Button, ...]:
    return (Button(words("staff-button-queue"), OpenQueue()), home_button(words))


def back_row(words: Words, case_id: int) -> tuple[Button, ...]:
    return (Button(words("staff-button-back"), ShowStaffCase(case_id=case_id)), home_button(words))


def title_said(words: Words, city: City, case: Case) -> str:
    """`NX-261123-00472-7　乱扣款`."""
    return words("own-case-title", number=case.number, type=type_said(words, city, case.type))
