"""The buttons of a card: a step that is taken at once, or whose words, department or day are asked for."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

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
from handlers.casework.writing_screens import Written
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import page_of
from handlers.talk.screens import Button, Reply, Screen, in_rows, show
from handlers.talk.texts import Words
from models.cases.case import Case, CaseState, Step, allowed
from models.casework.extension import approve_extension, refuse_extension
from models.casework.handling import begin_work, case_for_staff, go_on_talking, resume_case, take_case, take_over_case
from models.casework.orders import need_orderable
from models.casework.platform import Disclosure, ask_to_contact, contact_of, contact_platform
from models.casework.transfer import need_transferable
from models.city.departments import Department
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff, actor_of, need_staff, unstaffed

router = Router(name=__name__)
AT_ONCE = {Step.TAKE: take_case, Step.TAKE_OVER: take_over_case, Step.RESUME: resume_case}
TO_A_DEPARTMENT = frozenset({Step.TRANSFER, Step.ASSIST})
WITHOUT_TAKING = frozenset({Step.NOTE, Step.TRANSFER, Step.ASK_REVEAL, Step.URGE_REVEAL, Step.ORDER})
"""Steps that do not make a case one's own."""


@router.callback_query(DoStep.filter(F.step.in_(set(AT_ONCE))))
async def do_at_once(
    event: CallbackQuery,
    callback_data: DoStep,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await AT_ONCE[callback_data.step](session, callback_data.case_id, staff, city=city, now=now)
    await stay_at_desk(state)
    line = words(f"staff-done-{callback_data.step.value.replace('_', '-')}")
    return show(event, await staff_card(session, case.id, staff, city, words, now, line))


@router.callback_query(DoStep.filter(F.step == Step.CONTACT_PLATFORM))
async def contact(
    event: CallbackQuery,
    callback_data: DoStep,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """What may leave the house is asked first; once the worker has agreed, the contact is noted."""
    staff = await need_staff(session, person)
    case = await begin_work(session, callback_data.case_id, staff, city=city, now=now)
    allowed(case, Step.CONTACT_PLATFORM, actor_of(staff, city))
    asked = await contact_of(session, case.id)
    if asked is not None and asked.agreed:
        await contact_platform(session, case.id, staff, city=city, now=now)
        line = words("staff-done-contact-platform", disclosure=asked.disclosure)
        return show(event, await staff_card(session, case.id, staff, city, words, now, line))
    state = "none" if asked is None else "waiting" if asked.agreed is None else "refused"
    return show(event, contact_screen(words, case, state))


@router.callback_query(AskContact.filter())
async def ask_contact(
    event: CallbackQuery,
    callback_data: AskContact,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case_id = callback_data.case_id
    await ask_to_contact(session, case_id, staff, callback_data.disclosure, city=city, now=now)
    return show(event, await staff_card(session, case_id, staff, city, words, now, words("staff-contact-asked")))


@router.callback_query(DoStep.filter(F.step.in_(TO_A_DEPARTMENT)))
async def which_department(
    event: CallbackQuery,
    callback_data: DoStep,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await _ready(session, callback_data.case_id, callback_data.step, staff, city, now)
    nobody = await unstaffed(session, city)
    return show(event, departments_screen(words, city, case, callback_data.step, 0, nobody))


@router.callback_query(DepartmentPage.filter())
async def more_departments(
    event: CallbackQuery, callback_data: DepartmentPage, session: AsyncSession, person: Person, city: City, words: Words
) -> Reply:
    staff = await need_staff(session, person)
    case = await case_for_staff(session, callback_data.case_id, staff, city=city)
    nobody = await unstaffed(session, city)
    return show(event, departments_screen(words, city, case, callback_data.step, callback_data.page, nobody))


@router.callback_query(PickDepartment.filter())
async def department_picked(
    event: CallbackQuery,
    callback_data: PickDepartment,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    staff = await need_staff(session, person)
    written = Written(callback_data.case_id, callback_data.step, to=callback_data.key)
    return show(event, await ask_words(session, state, staff, written, city, words))


@router.callback_query(DoStep.filter())
async def write(
    event: CallbackQuery,
    callback_data: DoStep,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    before = await case_for_staff(session, callback_data.case_id, staff, city=city)
    was_free = before.handler_id is None
    case = await _ready(session, callback_data.case_id, callback_data.step, staff, city, now)
    line = words("staff-done-take") if was_free and case.handler_id == staff.id else None
    to = case.department if callback_data.step is Step.ORDER else ""
    written = Written(case.id, callback_data.step, to=to)
    return show(event, await ask_words(session, state, staff, written, city, words, line))


async def _ready(session: AsyncSession, case_id: int, step: Step, staff: Staff, city: City, now: datetime) -> Case:
    """The case, if the step can be taken now, before anything is typed; one that nobody has is taken."""
    if step is Step.ASK:
        await go_on_talking(session, case_id, staff, city=city, now=now)
    if step in WITHOUT_TAKING:
        case = await case_for_staff(session, case_id, staff, city=city)
    else:
        case = await begin_work(session, case_id, staff, city=city, now=now)
    allowed(case, step, actor_of(staff, city))
    if step is Step.ORDER:
        await need_orderable(session, case, staff, city=city)
    if step is Step.TRANSFER:
        await need_transferable(session, case, staff, city=city)
    return case


# --- more time --------------------------------------------------------------------------------------------------------


@router.callback_query(ApproveExtension.filter())
async def approve(
    event: CallbackQuery,
    callback_data: ApproveExtension,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await approve_extension(session, callback_data.case_id, staff, city=city, now=now)
    return show(event, await staff_card(session, case.id, staff, city, words, now, words("staff-done-extend")))


@router.callback_query(RefuseExtension.filter())
async def refuse(
    event: CallbackQuery,
    callback_data: RefuseExtension,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await refuse_extension(session, callback_data.case_id, staff, city=city, now=now)
    return show(event, await staff_card(session, case.id, staff, city, words, now, words("staff-done-refuse")))


# --- screens ----------------------------------------------------------------------------------------------------------


def departments_screen(
    words: Words, city: City, case: Case, step: Step, page: int, nobody: Sequence[str] = ()
) -> Screen:
    """nobody: departments that nobody has joined; they can be passed a case, which the lead one takes, and not help."""
    others: Sequence[Department] = [
        each
        for each in city.departments.values()
        if each.key != case.department and not (step is Step.ASSIST and each.key in nobody)
    ]
    shown, following = page_of(others, page)
    picks = [
        Button(
            words.pick(each.titles) + (words("staff-nobody-there") if each.key in nobody else ""),
            PickDepartment(case_id=case.id, step=step, key=each.key),
        )
        for each in shown
    ]
    more = DepartmentPage(case_id=case.id, step=step, page=following or 0)
    on = ((Button(words("own-case-button-more"), more),),) if following is not None else ()
    bounced = step is Step.TRANSFER and case.bounces > 0 and case.state is not CaseState.REOPENED
    lines = [
        words("staff-which-department", step=step.value, number=case.number),
        words("staff-bounced", department=words.pick(city.lead_department.titles)) if bounced else None,
    ]
    return Screen("\n".join(filter(None, lines)), (*in_rows(picks, 2), *on, back_row(words, case.id)))


def contact_screen(words: Words, case: Case, state: str) -> Screen:
    """What the platform would be told; nothing is told before the worker agrees."""
    choices = [
        Button(words("staff-button-disclose", what=each.value), AskContact(case_id=case.id, disclosure=each))
        for each in Disclosure
    ]
    text = words("staff-contact", state=state, number=case.number)
    return Screen(text, (*in_rows(choices, 1), back_row(words, case.id)))
