"""A settled report of a gate becomes what every rider reads: the colleague writes what the guard wants, reads it as
riders will, and sends it. Nothing leads from the gate to the case.
"""

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.gates import KeepGate, PublishGate, RenameGate, TellGate
from handlers.casework.card import back_row, staff_card
from handlers.phrases.cases import quoted
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import PENDING
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from models.city.kinds import GUARD
from models.gates.gate import is_address
from models.gates.telling import gate_of_case, tell_gate
from models.staff.post import need_staff
from models.values.clean_text import clean_line

router = Router(name=__name__)
CASE, NAME, WANTS = "gate_case", "gate_name", "gate_wants"


class TellingGate(StatesGroup):
    """The conversation awaits what the guard wants, or the gate's name, or the last look."""

    guard = State()
    name = State()
    check = State()


@router.callback_query(TellGate.filter())
async def tell(event: CallbackQuery, talk: Talk, callback_data: TellGate) -> Reply:
    """Runs when staff want riders to know of the gate of a settled case; asks what its guard wants, and first for its
    name if the filer gave an address. Raises CaseGone, CaseMovedOn, NotStaff."""
    staff = await need_staff(talk.session, talk.person)
    about = await gate_of_case(talk.session, callback_data.case_id, staff, city=talk.city)
    await stay_at_desk(talk.state)
    await talk.state.update_data({CASE: callback_data.case_id, NAME: about.name})
    await talk.state.set_state(TellingGate.name if is_address(about.name) else TellingGate.guard)
    return show(event, await ask_again(talk))


async def ask_again(talk: Talk) -> Screen:
    """Ask for what the guard wants, with what riders read already; or for the name."""
    data, staff = await talk.state.get_data(), await need_staff(talk.session, talk.person)
    case_id, name = int(data[CASE]), str(data.get(NAME) or "")
    pending, back = pending_row(talk.words, data.get(PENDING)), back_row(talk.words, case_id)
    if await talk.state.get_state() == TellingGate.name.state:
        return Screen(talk.words("gate-ask-name", name=quoted(name) or "none"), (*pending, back))
    about = await gate_of_case(talk.session, case_id, staff, name=name, city=talk.city)
    known = quoted(about.known.said.get(GUARD, ""), longest=200) if about.known is not None else ""
    keep = (Button(talk.words("gate-button-keep"), KeepGate(case_id=case_id)),) if known else ()
    rename = Button(talk.words("gate-button-rename"), RenameGate(case_id=case_id))
    text = talk.words("gate-ask-guard", name=quoted(name, longest=100), known=known or "none")
    return Screen(text, (*pending, (*keep, rename), back))


@awaits(router, TellingGate.guard, TellingGate.check, ask=ask_again)
async def guard_typed(talk: Talk, said: str) -> Screen:
    """Runs when staff type what the guard wants; shows it as riders will read it."""
    return await _check(talk, said)


@awaits(router, TellingGate.name, ask=ask_again)
async def name_typed(talk: Talk, said: str) -> Screen:
    """Runs when staff type which gate it is; asks what its guard wants, or shows it all again."""
    await talk.state.update_data({NAME: clean_line(said), PENDING: None})
    wants = str((await talk.state.get_data()).get(WANTS) or "")
    if wants:
        return await _check(talk, wants)
    await talk.state.set_state(TellingGate.guard)
    return await ask_again(talk)


@router.callback_query(TellingGate.guard, RenameGate.filter())
@router.callback_query(TellingGate.check, RenameGate.filter())
async def rename(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff want another name for the gate; asks for it."""
    await talk.state.set_state(TellingGate.name)
    return show(event, await ask_again(talk))


@router.callback_query(TellingGate.guard, KeepGate.filter())
async def keep(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when what riders read already is right; shows it once more."""
    data, staff = await talk.state.get_data(), await need_staff(talk.session, talk.person)
    about = await gate_of_case(talk.session, int(data[CASE]), staff, name=str(data[NAME]), city=talk.city)
    return show(event, await _check(talk, about.known.said.get(GUARD, "") if about.known is not None else ""))


async def _check(talk: Talk, said: str) -> Screen:
    """Show what riders will read."""
    wants = clean_line(said)
    if not wants:
        return await ask_again(talk)
    await talk.state.update_data({WANTS: wants, PENDING: None})
    await talk.state.set_state(TellingGate.check)
    data = await talk.state.get_data()
    case_id = int(data[CASE])
    send = Button(talk.words("gate-button-publish"), PublishGate(case_id=case_id))
    other = Button(talk.words("gate-button-rename"), RenameGate(case_id=case_id))
    again = Button(talk.words("gate-button-rewrite"), TellGate(case_id=case_id))
    text = talk.words("gate-check", name=quoted(str(data[NAME]), longest=100), guard=quoted(wants, longest=200))
    return Screen(text, ((send,), (again, other), back_row(talk.words, case_id)))


@router.callback_query(TellingGate.check, PublishGate.filter())
async def publish(event: CallbackQuery, talk: Talk, callback_data: PublishGate) -> Reply:
    """Runs when staff confirm; every rider reads it from now on. Raises what `tell_gate` raises."""
    staff, data = await need_staff(talk.session, talk.person), await talk.state.get_data()
    case_id, name, guard = int(data[CASE]), str(data[NAME]), str(data[WANTS])
    await tell_gate(talk.session, case_id, staff, name=name, guard=guard, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    return show(event, await staff_card(talk, case_id, staff, talk.words("gate-published", name=name)))


@router.callback_query(PublishGate.filter())
@router.callback_query(RenameGate.filter())
@router.callback_query(KeepGate.filter())
async def nothing_written(
    event: CallbackQuery, talk: Talk, callback_data: PublishGate | RenameGate | KeepGate
) -> Reply:
    """Runs on an old button or a second press; shows the case as it is now."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    return show(event, await staff_card(talk, callback_data.case_id, staff))
