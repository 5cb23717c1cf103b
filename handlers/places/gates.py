"""小区怎么进: the rider names an estate or sends a position, and reads what its guard wants, or says
whether it is still so.
"""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.gates import RightGate
from handlers.places.finding import NEEDS, Finding
from handlers.places.gate_screens import gate_card, gates_answer
from handlers.talk.forms import ANSWER, leave_form
from handlers.talk.screens import Reply, show
from handlers.talk.talk import Talk
from models.city.kinds import GATE
from models.gates.gate import Gate, confirm_gate, gates_named
from models.places.place import find_place

router = Router(name=__name__)


async def names_an_estate(message: Message, talk: Talk) -> dict[str, list[Gate]] | bool:
    """The gates of the estate that the text names, if the service asked for one."""
    if (await talk.state.get_data()).get(NEEDS) != [GATE]:
        return False
    gates = await gates_named(talk.session, message.text or "", now=talk.now)
    return {"gates": gates} if gates else False


@router.message(Finding.where, ANSWER, names_an_estate)
@router.edited_message(Finding.where, ANSWER, names_an_estate)
async def estate_typed(message: Message, talk: Talk, gates: list[Gate]) -> Reply:
    """Runs when a rider names an estate; answers with its gate, or its gates."""
    await leave_form(talk.state)
    return show(message, await gates_answer(talk, gates))


@router.callback_query(RightGate.filter())
async def gate_right(event: CallbackQuery, talk: Talk, callback_data: RightGate) -> Reply:
    """Runs when a rider says that a gate is as written; notes the day and shows the card."""
    place_id = callback_data.place_id
    counted = await confirm_gate(talk.session, place_id, talk.person.id, now=talk.now, zone=talk.city.zone)
    line = talk.words("gate-right-counted" if counted else "gate-right-fresh")
    return show(event, await gate_card(talk, await find_place(talk.session, place_id), line))
