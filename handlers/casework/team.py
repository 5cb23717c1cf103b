"""同事: each colleague's load; a case is given to a colleague, or all cases of a colleague who is away."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.staff import (
    AssigneePage,
    DoStep,
    HandOver,
    OpenAbsence,
    OpenQueue,
    OpenTeam,
    PickAssignee,
    ShowColleague,
)
from handlers.casework.card import back_row, last_row, staff_card
from handlers.casework.queue import case_line, case_number_buttons
from handlers.phrases.cases import day_said, department_said
from handlers.talk.at_desk import staff_say, stay_at_desk
from handlers.talk.forms import PAGE, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.steps import Step
from models.casework.assigning import (
    Load,
    assign_case,
    cases_in_hand,
    colleague_of,
    hand_over_all,
    leads,
    loads_of,
    need_assignable,
)
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.staff.post import Staff, need_staff

router = Router(name=__name__)


@router.message(StateFilter(None), F.text, staff_say("staff-team-words"))
@router.callback_query(OpenTeam.filter())
async def open_team(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff open the list of colleagues, or type a word for it; shows each load."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    return show(event, team_screen(talk.words, talk.city, staff, await loads_of(talk.session, staff, now=talk.now)))


@router.callback_query(ShowColleague.filter())
async def show_colleague(event: CallbackQuery, talk: Talk, callback_data: ShowColleague) -> Reply:
    """Runs when staff press a colleague; lists that colleague's cases."""
    staff = await need_staff(talk.session, talk.person)
    cases = await cases_in_hand(talk.session, staff, callback_data.staff_id)
    other = await talk.session.get_one(Staff, callback_data.staff_id)
    await stay_at_desk(talk.state)
    return show(event, colleague_screen(talk, staff, other, cases, callback_data.page))


# --- one case ---------------------------------------------------------------------------------------------------------


@router.callback_query(DoStep.filter(F.step == Step.ASSIGN))
@router.callback_query(AssigneePage.filter())
async def which_colleague(event: CallbackQuery, talk: Talk, callback_data: DoStep | AssigneePage) -> Reply:
    """Runs when a case is to be given to a colleague, or the page turns; lists colleagues who are not away."""
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    await need_assignable(talk.session, case, staff, city=talk.city)
    await stay_at_desk(talk.state)
    loads = [
        each
        for each in await loads_of(talk.session, staff, now=talk.now)
        if each.staff.id != case.handler_id and not each.away
    ]
    shown, following = page_of(loads, getattr(callback_data, "page", 0))
    picks = [
        Button(load_said(talk.words, each, staff), PickAssignee(case_id=case.id, staff_id=each.staff.id))
        for each in shown
    ]
    more = AssigneePage(case_id=case.id, page=following or 0)
    on = ((Button(talk.words("own-case-button-more"), more),),) if following is not None else ()
    text = talk.words("staff-which-colleague" if loads else "staff-alone", number=case.number)
    return show(event, Screen(text, (*in_rows(picks, 2), *on, back_row(talk.words, case.id))))


@router.callback_query(PickAssignee.filter())
async def assign(event: CallbackQuery, talk: Talk, callback_data: PickAssignee) -> Reply:
    """Runs when a colleague is pressed; gives them the case."""
    staff = await need_staff(talk.session, talk.person)
    case = await assign_case(
        talk.session, callback_data.case_id, staff, callback_data.staff_id, city=talk.city, now=talk.now
    )
    other = await talk.session.get_one(Staff, callback_data.staff_id)
    await stay_at_desk(talk.state)
    line = talk.words("staff-done-assign", to=other.name)
    return show(event, await staff_card(talk, case.id, staff, line))


# --- everything of one ------------------------------------------------------------------------------------------------


@router.callback_query(HandOver.filter())
async def hand_over(event: CallbackQuery, talk: Talk, callback_data: HandOver) -> Reply:
    """Runs at each step of handing over all cases of one colleague: asks to whom, asks once more, then does it."""
    staff, choice = await need_staff(talk.session, talk.person), callback_data
    await stay_at_desk(talk.state)
    if choice.sure:
        cases = await hand_over_all(talk.session, staff, choice.away, choice.to, city=talk.city, now=talk.now)
        to = await talk.session.get_one(Staff, choice.to)
        line = talk.words("staff-done-hand-over", count=str(len(cases)), to=to.name)
        return show(
            event, team_screen(talk.words, talk.city, staff, await loads_of(talk.session, staff, now=talk.now), line)
        )
    cases = list(await cases_in_hand(talk.session, staff, choice.away))
    away = await talk.session.get_one(Staff, choice.away)
    back = Button(talk.words("staff-button-back"), ShowColleague(staff_id=away.id))
    last = (back, Button(talk.words("staff-button-queue"), OpenQueue()), home_button(talk.words))
    if choice.to:
        to = await colleague_of(talk.session, staff, choice.to)
        yes = Button(talk.words("staff-button-hand-over-yes", to=to.name), HandOver(away=away.id, to=to.id, sure=True))
        text = talk.words("staff-check-hand-over", name=away.name, count=str(len(cases)), to=to.name)
        return show(event, Screen(text, ((yes,), last)))
    loads = [
        each for each in await loads_of(talk.session, staff, now=talk.now) if each.staff.id != away.id and not each.away
    ]
    shown, following = page_of(loads, choice.page)
    picks = [Button(load_said(talk.words, each, staff), HandOver(away=away.id, to=each.staff.id)) for each in shown]
    on = Button(talk.words("own-case-button-more"), HandOver(away=away.id, page=following or 0))
    more = ((on,),) if following is not None else ()
    key = "staff-which-colleague-all" if loads else "staff-alone"
    text = talk.words(key, name=away.name, count=str(len(cases)))
    return show(event, Screen(text, (*in_rows(picks, 2), *more, last)))


# --- screens ----------------------------------------------------------------------------------------------------------


def team_screen(words: Words, city: City, staff: Staff, loads: Sequence[Load], first_line: str | None = None) -> Screen:
    """All colleagues. A lead can press any of them, others only themselves."""
    lines = [
        words(
            "staff-colleague-line",
            place=str(place),
            name=_name_said(words, each, staff),
            count=str(each.cases),
            late=str(each.overdue or "none"),
            away=day_said(words, each.away) if each.away else "none",
        )
        for place, each in enumerate(loads, 1)
    ]
    buttons = [
        Button(str(place), ShowColleague(staff_id=each.staff.id))
        for place, each in enumerate(loads, 1)
        if leads(staff) or each.staff.id == staff.id
    ]
    text = words(
        "staff-colleagues", department=department_said(words, city, staff.department or ""), lines="\n".join(lines)
    )
    whole = [first_line, text, words("staff-colleagues-note") if buttons else None]
    return Screen("\n".join(filter(None, whole)), (*in_rows(buttons, PAGE), last_row(words)))


def colleague_screen(talk: Talk, staff: Staff, other: Staff, cases: Sequence[Case], page: int) -> Screen:
    """The colleague's cases, and the buttons to note an absence or hand everything over."""
    shown, following = page_of(cases, page)
    first = page * PAGE + 1 if shown and cases[0] is not shown[0] else 1
    key = "staff-colleague-cases" if cases else "staff-colleague-none"
    head = talk.words(key, name=other.name, count=str(len(cases)))
    numbered = list(enumerate(shown, first))
    lines = [head, *(case_line(talk.words, talk.city, staff, place, each) for place, each in numbered)]
    may = leads(staff) or other.id == staff.id
    absence = Button(talk.words("staff-button-away"), OpenAbsence(staff_id=other.id))
    give = (Button(talk.words("staff-button-hand-over"), HandOver(away=other.id)),) if cases else ()
    give_rows = ((absence, *give),) if may and other.active else (give,) if may and cases else ()
    on = Button(talk.words("own-case-button-more"), ShowColleague(staff_id=other.id, page=following or 0))
    more = (on,) if following is not None else ()
    team = Button(talk.words("staff-button-colleagues"), OpenTeam())
    rows = (*in_rows(case_number_buttons(numbered), PAGE), *give_rows, (*more, team, home_button(talk.words)))
    return Screen("\n".join(lines), rows)


def _name_said(words: Words, load: Load, staff: Staff) -> str:
    return words("staff-colleague-me", name=load.staff.name) if load.staff.id == staff.id else load.staff.name


def load_said(words: Words, load: Load, staff: Staff) -> str:
    """The label of a colleague who can be given something."""
    return words("staff-button-colleague", name=_name_said(words, load, staff), count=str(load.cases))
