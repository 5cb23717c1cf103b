"""A suggested place becomes one with a press of the clerk."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.staff import MakePlace
from handlers.casework.card import staff_card
from handlers.phrases.places import needs_argument
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.screens import Reply, show
from handlers.talk.talk import Talk
from models.casework.handling import case_for_staff
from models.casework.new_place import make_place, suggested_place
from models.staff.post import need_staff

router = Router(name=__name__)


@router.callback_query(MakePlace.filter())
async def place_made(event: CallbackQuery, talk: Talk, callback_data: MakePlace) -> Reply:
    """Runs when a clerk takes a suggestion; makes the place, settles the case, and shows it."""
    staff = await need_staff(talk.session, talk.person)
    case = await case_for_staff(talk.session, callback_data.case_id, staff, city=talk.city)
    outcome = talk.words("staff-place-outcome", place=suggested_place(case, talk.city).name)
    place = await make_place(talk.session, case.id, staff, outcome, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    needs = needs_argument(talk.words, talk.city, place.needs.strip("|").split("|"))
    line = talk.words("staff-place-made", place=place.name, code=place.code, needs=needs)
    return show(event, await staff_card(talk, case.id, staff, line))
