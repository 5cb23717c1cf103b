"""体验官: a rider picks one of three drawn stations, answers a few questions there with one photo, and gets points."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.assessment.visiting import next_screen
from handlers.buttons.assessment import OpenRiderVisit, PickStation
from handlers.buttons.events import OpenPoints
from handlers.phrases.places import short_address
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.assessment.riders import offered_stations, pick_station
from models.assessment.round import standard_of
from models.places.place import Place

router = Router(name=__name__)


def says_rider(message: Message) -> bool:
    """Return whether the text asks to visit a station for points, in any language."""
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words("assess-rider-words")


@router.message(StateFilter(None), F.text, says_rider)
@router.callback_query(OpenRiderVisit.filter())
async def open_rider_visit(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when a rider wants to visit a station; offers three. Raises NoRound, NotAVisitor, RiderVisitDone."""
    standard = standard_of(talk.city)
    await leave_form(talk.state)
    places = await offered_stations(talk.session, talk.person, city=talk.city, now=talk.now)
    words = talk.words
    lines = [_line(talk, number, each) for number, each in enumerate(places, 1)]
    text = "\n".join((words("assess-rider", points=str(standard.rider_points)), *lines))
    buttons = [Button(str(number), PickStation(place_id=each.id)) for number, each in enumerate(places, 1)]
    back = (Button(words("event-button-points"), OpenPoints()), home_button(words))
    return show(event, Screen(text, (*in_rows(buttons, 3), back)))


def _line(talk: Talk, number: int, place: Place) -> str:
    address = short_address(talk.words, place) or "none"  # type: ignore[arg-type]  # has what a listed place has
    return talk.words("assess-rider-line", number=str(number), name=place.name, address=address)


@router.callback_query(PickStation.filter())
async def pick(event: CallbackQuery, talk: Talk, callback_data: PickStation) -> Reply:
    """Runs when a rider picks a station; asks for the door."""
    visit = await pick_station(talk.session, callback_data.place_id, talk.person, city=talk.city, now=talk.now)
    return show(event, await next_screen(talk, visit))
