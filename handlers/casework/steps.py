"""The buttons of a card: some steps are taken at once, others ask for words, a department or a day."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery

from handlers.buttons.staff import (
    ApproveExtension,
    AskContact,
    DepartmentPage,
    DoStep,
    PickDepartment,
    RefuseExtension,
)
from handlers.casework.card import back_row, staff_card
from handlers.casework.writing import ask_words
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import page_of
from handlers.talk.screens import Button, Reply, Screen, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.steps import CaseState, Step
from models.cases.taking import actor_of, allowed
from models.casework.extension import approve_extension, refuse_extension
from models.casework.handling import begin_work, case_for_staff, go_on_talking, resume_case, take_case, take_over_case
from models.casework.orders import need_orderable
from models.casework.platform import Disclosure, ask_to_contact, contact_of, contact_platform
from models.casework.transfer import need_transferable
from models.city.departments import Department
from models.desk.written import Written
from models.staff.post import Staff, need_staff, unstaffed

router = Router(name=__name__)
AT_ONCE = {Step.TAKE: take_case, Step.TAKE_OVER: take_over_case, Step.RESUME: resume_case}
TO_A_DEPARTMENT = frozenset({Step.TRANSFER, Step.ASSIST})
WITHOUT_TAKING = frozenset({Step.NOTE, Step.TRANSFER, Step.ASK_REVEAL, Step.URGE_REVEAL, Step.ORDER})
"""Steps that do not make the member of staff the case's handler."""


@router.callback_query(DoStep.filter(F.step.in_(set(AT_ONCE))))
async def do_at_once(event: CallbackQuery, talk: Talk, callback_data: DoStep) -> Reply:
    """Runs when staff press a step that needs no words; takes it and shows the card."""
    staff = await need_staff(talk.session, talk.person)
    case = await AT_ONCE[callback_data.step](talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    line = talk.words(f"staff-done-{callback_data.step.value.replace('_', '-')}")
    return show(event, await staff_card(talk, case.id, staff, line))


@router.callback_query(DoStep.filter(F.step == Step.CONTACT_PLATFORM))
async def contact(event: CallbackQuery, talk: Talk, callback_data: DoStep) -> Reply:
    """Runs when staff want to contact the platform; first asks what it may be told, and notes the contact once the
    worker has agreed.
    """
    staff = await need_staff(talk.session, talk.person)
    case = await begin_work(talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    allowed(case, Step.CONTACT_PLATFORM, actor_of(staff, talk.city))
    asked = await contact_of(talk.session, case.id)
    if asked is not None and asked.agreed:
        await contact_platform(talk.session, case.id, staff, city=talk.city, now=talk.now)
        line = talk.words("staff-done-contact-platform", disclosure=asked.disclosure)
        return show(event, await staff_card(talk, case.id, staff, line))
    state = "none" if asked is None else "waiting" if asked.agreed is None else "refused"
    return show(event, contact_screen(talk.words, case, state))


@router.callback_query(AskContact.filter())
async def ask_contact(event: CallbackQuery, talk: Talk, callback_data: AskContact) -> Reply:
    """Runs when staff choose what the platform would be told; asks the worker whether it may."""
    staff = await need_staff(talk.session, talk.person)
    case_id = callback_data.case_id
    await ask_to_contact(talk.session, case_id, staff, callback_data.disclosure, city=talk.city, now=talk.now)
    return show(event, await staff_card(talk, case_id, staff, talk.words("staff-contact-asked")))


@router.callback_query(DoStep.filter(F.step.in_(TO_A_DEPARTMENT)))
async def which_department(event: CallbackQuery, talk: Talk, callback_data: DoStep) -> Reply:
    """Runs when staff transfer a case or ask for help; lists the departments."""
    staff = await need_staff(talk.session, talk.person)
    case = await _ready(talk, callback_data.case_id, callback_data.step, staff)
    nobody = await unstaffed(talk.session, talk.city)
    return show(event, departments_screen(talk, case, callback_data.step, 0, nobody))


@router.callback_query(DepartmentPage.filter())
async def more_departments(event: CallbackQuery, talk: Talk, callback_data: DepartmentPage) -> Reply:
    """Runs when staff turn the page of the departments."""
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    nobody = await unstaffed(talk.session, talk.city)
    return show(event, departments_screen(talk, case, callback_data.step, callback_data.page, nobody))


@router.callback_query(PickDepartment.filter())
async def department_picked(event: CallbackQuery, talk: Talk, callback_data: PickDepartment) -> Reply:
    """Runs when staff press a department; asks for the words to it."""
    staff = await need_staff(talk.session, talk.person)
    written = Written(callback_data.case_id, callback_data.step, to=callback_data.key)
    return show(event, await ask_words(talk, staff, written))


@router.callback_query(DoStep.filter())
async def write(event: CallbackQuery, talk: Talk, callback_data: DoStep) -> Reply:
    """Runs when staff press a step that needs words; takes the case if nobody has it, and asks for the words."""
    staff = await need_staff(talk.session, talk.person)
    before = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    was_free = before.handler_id is None
    case = await _ready(talk, callback_data.case_id, callback_data.step, staff)
    line = talk.words("staff-done-take") if was_free and case.handler_id == staff.id else None
    to = case.department if callback_data.step is Step.ORDER else ""
    written = Written(case.id, callback_data.step, to=to)
    return show(event, await ask_words(talk, staff, written, line))


async def _ready(talk: Talk, case_id: int, step: Step, staff: Staff) -> Case:
    """Return the case if the step can be taken now, before anything is typed; take a case that nobody has, unless the
    step is in WITHOUT_TAKING. Raises what refuses the step.
    """
    if step is Step.ASK:
        await go_on_talking(talk.session, case_id, staff, city=talk.city, now=talk.now)
    if step in WITHOUT_TAKING:
        case = await case_for_staff(talk.session, case_id, staff, city=talk.city)
    else:
        case = await begin_work(talk.session, case_id, staff, city=talk.city, now=talk.now)
    allowed(case, step, actor_of(staff, talk.city))
    if step is Step.ORDER:
        await need_orderable(talk.session, case, staff, city=talk.city)
    if step is Step.TRANSFER:
        await need_transferable(talk.session, case, staff, city=talk.city)
    return case


# --- more time --------------------------------------------------------------------------------------------------------


@router.callback_query(ApproveExtension.filter())
async def approve(event: CallbackQuery, talk: Talk, callback_data: ApproveExtension) -> Reply:
    """Runs when more time is approved; shows the card."""
    staff = await need_staff(talk.session, talk.person)
    case = await approve_extension(talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    return show(event, await staff_card(talk, case.id, staff, talk.words("staff-done-extend")))


@router.callback_query(RefuseExtension.filter())
async def refuse(event: CallbackQuery, talk: Talk, callback_data: RefuseExtension) -> Reply:
    """Runs when more time is refused; shows the card."""
    staff = await need_staff(talk.session, talk.person)
    case = await refuse_extension(talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    return show(event, await staff_card(talk, case.id, staff, talk.words("staff-done-refuse")))


# --- screens ----------------------------------------------------------------------------------------------------------


def departments_screen(talk: Talk, case: Case, step: Step, page: int, nobody: Sequence[str] = ()) -> Screen:
    """List the other departments.

    nobody: departments that no one has joined. A case can be transferred there, and the lead department then takes it;
    they cannot be asked for help.
    """
    others: Sequence[Department] = [
        each
        for each in talk.city.departments.values()
        if each.key != case.department and not (step is Step.ASSIST and each.key in nobody)
    ]
    shown, following = page_of(others, page)
    picks = [
        Button(
            talk.words.pick(each.titles) + (talk.words("staff-nobody-there") if each.key in nobody else ""),
            PickDepartment(case_id=case.id, step=step, key=each.key),
        )
        for each in shown
    ]
    more = DepartmentPage(case_id=case.id, step=step, page=following or 0)
    on = ((Button(talk.words("own-case-button-more"), more),),) if following is not None else ()
    bounced = step is Step.TRANSFER and case.bounces > 0 and case.state is not CaseState.REOPENED
    lines = [
        talk.words("staff-which-department", step=step.value, number=case.number),
        talk.words("staff-bounced", department=talk.words.pick(talk.city.lead_department.titles)) if bounced else None,
    ]
    return Screen("\n".join(filter(None, lines)), (*in_rows(picks, 2), *on, back_row(talk.words, case.id)))


def contact_screen(words: Words, case: Case, state: str) -> Screen:
    """Ask what the platform would be told; it is told nothing before the worker agrees."""
    choices = [
        Button(words("staff-button-disclose", what=each.value), AskContact(case_id=case.id, disclosure=each))
        for each in Disclosure
    ]
    text = words("staff-contact", state=state, number=case.number)
    return Screen(text, (*in_rows(choices, 1), back_row(words, case.id)))
