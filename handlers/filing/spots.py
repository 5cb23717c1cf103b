"""The place of a case: a sent position, or a chosen place. Also joins the report of others about the same spot."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import ShowCase
from handlers.buttons.filing import ChooseSpot, JoinReport
from handlers.filing.filling import answered, taken_as
from handlers.filing.form import Filling, ask, asked_now, draft_of
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.kinds.place import SPOT, SPOTS, place_at, spot_answer
from handlers.talk.forms import leave_form
from handlers.talk.menu_screen import menu_screen
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from models.cases.draft import discard_draft, own_draft, type_of
from models.cases.same_spot import join_city_report
from models.errors import ChoiceUnknown
from models.places.search import spots_named
from models.values.position import Position

router = Router(name=__name__)


@router.message(Filling.answer, F.location)
async def position_sent(message: Message, talk: Talk) -> Reply:
    """Runs when a position comes while a case is filled in; takes it as the answer if a place is asked for."""
    assert message.location is not None
    draft = await draft_of(talk)
    if draft is None:
        await leave_form(talk.state)
        return show(message, menu_screen(talk.words, talk.words("error-draft-gone")))
    asked = await asked_now(talk, draft)
    if asked is None or not asked_kind(asked.question).takes_position:
        return show(message, await ask(talk, draft, talk.words("filing-no-position")))
    here = Position.wgs84(message.location.latitude, message.location.longitude)
    return show(message, await taken_as(talk, asked, await place_at(talk, asked.case_type, here, _name_of(message))))


def _name_of(message: Message) -> str:
    """The name of the place that was chosen on the map; empty if it has none."""
    if message.venue is None:
        return ""
    title, address = message.venue.title.strip(), message.venue.address.strip()
    return " ".join(filter(None, (title, address if address not in ("-", title) else "")))


@router.callback_query(ChooseSpot.filter())
async def choose_spot(event: CallbackQuery, callback_data: ChooseSpot, talk: Talk) -> Reply:
    """Runs when the person chooses one of the places that their words can mean; asks again if the words are no longer
    kept. Raises ChoiceUnknown.
    """
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    question = type_of(talk.city, draft.type).question(callback_data.question)
    if question is None:
        raise ChoiceUnknown
    text = (await talk.state.get_data()).get(SPOT)
    if not text:
        return show(event, await ask(talk, draft))
    spots = await spots_named(talk.session, talk.city, text, SPOTS)
    chosen = spots[callback_data.number] if 0 <= callback_data.number < len(spots) else None
    where = spot_answer(chosen) if chosen is not None else {"name": text}
    return show(event, await answered(talk, draft, question, where))


@router.callback_query(JoinReport.filter())
async def join(event: CallbackQuery, callback_data: JoinReport, talk: Talk) -> Reply:
    """Runs when the person joins an existing report; they are told of its steps, and their own draft is deleted."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    case = await join_city_report(talk.session, callback_data.case_id, talk.person, now=talk.now)
    await discard_draft(talk.session, draft.id, talk.person)
    await leave_form(talk.state)
    text = talk.words("filing-joined", number=case.number, count=str(case.reporters))
    progress = Button(talk.words("filing-button-progress"), ShowCase(case_id=case.id))
    return show(event, Screen(text, ((progress,),)).with_home(talk.words))
