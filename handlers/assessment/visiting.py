"""A visit on the phone: at the door its code or the position, then one item a screen, a photo where one is asked for.
It ends with everything sent at once. handlers/assessment/riders.py leads riders here.
"""

import re
from collections import Counter

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.assessment import (
    AnswerItem,
    CannotShow,
    FinishVisit,
    GoOnVisit,
    NoPhoto,
    OpenAssessment,
    OpenDueVisits,
    TakeVisit,
    VisitAgain,
)
from handlers.buttons.events import OpenPoints
from handlers.talk.forms import await_yes, leave_form, page_of
from handlers.talk.question import awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.sent_file import sent_file
from handlers.talk.talk import Talk
from models.assessment.drawing import VisitKind
from models.assessment.visit import StationVisit, said_of
from models.assessment.visiting import (
    RIDER_PHOTO,
    answer,
    begin_anew,
    cannot_show,
    due_visits,
    finish_visit,
    keep_photo,
    left_to_answer,
    no_photo,
    own_visit,
    photos_of,
    questions_of,
    show_code,
    show_position,
    take_visit,
)
from models.cases.evidence import KEPT_BACK
from models.city.standard import Criterion
from models.outbox.pictures import LARGEST
from models.places.place import DOOR, Place, find_place
from models.values.position import Position

router = Router(name=__name__)
VISIT, KEY = "visit_id", "visit_key"
"""In the conversation's data: the visit, and the item of which a photo is awaited."""
ANSWERS = {"y": True, "n": False, "u": None}
_CODE = re.compile(rf"(?:.*/place/|{DOOR})?([A-Za-z0-9_-]{{1,40}})/?")


class Visiting(StatesGroup):
    """The conversation awaits the door, an answer, or a photo."""

    door = State()
    item = State()
    photo = State()


# --- what is to be visited --------------------------------------------------------------------------------------------


@router.callback_query(OpenDueVisits.filter())
async def open_due(event: CallbackQuery, talk: Talk, callback_data: OpenDueVisits) -> Reply:
    """Runs when a colleague opens what is to be visited; lists it, by district if it is much."""
    await leave_form(talk.state)
    return show(event, await due_screen(talk, callback_data.district, callback_data.page))


async def due_screen(talk: Talk, district: str = "", page: int = 0) -> Screen:
    """The districts with how many wait in each, or the stations of one. Raises NotStaff, NoRound."""
    due = await due_visits(talk.session, talk.person, city=talk.city, now=talk.now)
    back = (Button(talk.words("assess-button-open"), OpenAssessment()), home_button(talk.words))
    if not due:
        return Screen(talk.words("assess-due-none"), (back,))
    counts = Counter(each.district or "" for each in due)
    if len(counts) > 1 and not district:
        titles = {key: talk.words.pick(each.titles) for key, each in talk.city.districts.items()}
        districts = [
            Button(
                talk.words("assess-district", title=titles.get(key, "—"), count=str(count)),
                OpenDueVisits(district=key or "-"),
            )
            for key, count in counts.items()
        ]
        return Screen(talk.words("assess-due-where", count=str(len(due))), (*in_rows(districts, 2), back))
    here = [each for each in due if not district or (each.district or "-") == district]
    shown, following = page_of(here, page)
    stations = [Button(each.name, TakeVisit(visit_id=each.visit_id)) for each in shown]
    more = OpenDueVisits(district=district, page=following or 0)
    on = ((Button(talk.words("own-case-button-more"), more),),) if following is not None else ()
    return Screen(talk.words("assess-due", count=str(len(here))), (*in_rows(stations, 1), *on, back))


@router.callback_query(TakeVisit.filter())
async def take(event: CallbackQuery, talk: Talk, callback_data: TakeVisit) -> Reply:
    """Runs when a colleague picks a station; takes the visit and asks for the door."""
    visit = await take_visit(talk.session, callback_data.visit_id, talk.person, city=talk.city, now=talk.now)
    return show(event, await next_screen(talk, visit))


@router.callback_query(GoOnVisit.filter())
async def go_on(event: CallbackQuery, talk: Talk, callback_data: GoOnVisit) -> Reply:
    """Runs when somebody returns to a visit that they have begun; shows its next question."""
    return show(event, await next_screen(talk, await own_visit(talk.session, callback_data.visit_id, talk.person)))


# --- what comes next --------------------------------------------------------------------------------------------------


async def next_screen(talk: Talk, visit: StationVisit, first_line: str | None = None) -> Screen:
    """The door, the next item, the photo that is missing, or the last look."""
    place = await find_place(talk.session, visit.place_id)
    questions = questions_of(visit, place, talk.city)
    await leave_form(talk.state)
    await talk.state.update_data({VISIT: visit.id})
    if visit.at_door is None:
        return await _door(talk, visit, place, first_line)
    following = left_to_answer(visit, questions)
    missing = [key for key in photos_of(visit, questions) if key not in visit.photos]
    if missing and (following is None or visit.kind is not VisitKind.RIDER):
        return await _photo(talk, visit, missing[0], questions, first_line)
    if following is not None:
        return await _item(talk, visit, following, questions, first_line)
    return await _check(talk, visit, place, questions, first_line)


async def _door(talk: Talk, visit: StationVisit, place: Place, first_line: str | None) -> Screen:
    await talk.state.set_state(Visiting.door)
    words = talk.words
    text = words("assess-door", place=place.name, address=place.address or place.name)
    rider = visit.kind is VisitKind.RIDER
    cannot = () if rider else ((Button(words("assess-button-cannot"), CannotShow(visit_id=visit.id)),),)
    return Screen("\n".join(filter(None, (first_line, text))), (*cannot, (home_button(words),)))


async def _item(
    talk: Talk, visit: StationVisit, item: Criterion, questions: list[Criterion], first_line: str | None
) -> Screen:
    await talk.state.set_state(Visiting.item)
    words = talk.words
    said = [("y", "assess-button-yes"), ("n", "assess-button-no")]
    said += [] if visit.kind is VisitKind.RIDER else [("u", "assess-button-unseen")]
    buttons = [Button(words(key), AnswerItem(visit_id=visit.id, key=item.key, said=how)) for how, key in said]
    await await_yes(talk.state, AnswerItem(visit_id=visit.id, key=item.key, said="y"))
    number, count = str(questions.index(item) + 1), str(len(questions))
    text = words("assess-item", number=number, count=count, ask=words.pick(item.ask))
    return Screen("\n".join(filter(None, (first_line, text))), (tuple(buttons), (home_button(words),)))


async def _photo(
    talk: Talk, visit: StationVisit, key: str, questions: list[Criterion], first_line: str | None
) -> Screen:
    await talk.state.set_state(Visiting.photo)
    await talk.state.update_data({KEY: key})
    words, rider = talk.words, key == RIDER_PHOTO
    titles = {each.key: words.pick(each.titles) for each in questions}
    text = words("assess-photo-rider") if rider else words("assess-photo", title=titles[key])
    without = () if rider else ((Button(words("assess-button-no-photo"), NoPhoto(visit_id=visit.id, key=key)),),)
    return Screen("\n".join(filter(None, (first_line, text))), (*without, (home_button(words),)))


async def _check(
    talk: Talk, visit: StationVisit, place: Place, questions: list[Criterion], first_line: str | None
) -> Screen:
    words, said = talk.words, said_of(visit)
    failed = [words.pick(each.titles) for each in questions if said.get(each.key) is False]
    lines = [words("assess-failed-line", title=each) for each in failed]
    head = words("assess-check", place=place.name, failed="some" if failed else "none")
    send = Button(words("assess-button-send"), FinishVisit(visit_id=visit.id))
    again = Button(words("assess-button-again"), VisitAgain(visit_id=visit.id))
    await await_yes(talk.state, FinishVisit(visit_id=visit.id))
    return Screen("\n".join(filter(None, (first_line, head, *lines))), ((send, again), (home_button(words),)))


async def _mine(talk: Talk) -> StationVisit:
    """The visit that the conversation is about. Raises VisitGone."""
    return await own_visit(talk.session, int((await talk.state.get_data())[VISIT]), talk.person)


async def ask_again(talk: Talk) -> Screen:
    """Show once more what the visit waits for."""
    return await next_screen(talk, await _mine(talk))


# --- the door ---------------------------------------------------------------------------------------------------------


@router.message(Visiting.door, CommandStart(deep_link=True, magic=F.args.startswith(DOOR)))
async def door_scanned(message: Message, talk: Talk, command: CommandObject) -> Reply:
    """Runs when the visitor scans the code of the door; goes on if it is this door's."""
    return show(message, await _shown(talk, (command.args or "").removeprefix(DOOR)))


@router.message(Visiting.door, F.location)
async def position_sent(message: Message, talk: Talk) -> Reply:
    """Runs when the visitor sends a position; only whether it is at the door is kept."""
    visit = await _mine(talk)
    assert message.location is not None  # by the filter
    here = Position.wgs84(message.location.latitude, message.location.longitude)
    there = await show_position(talk.session, visit.id, talk.person, here)
    return show(message, await next_screen(talk, visit, None if there else talk.words("assess-door-far")))


@awaits(router, Visiting.door, ask=ask_again, sentence=False, no_answer=~F.text & ~F.location)
async def door_typed(talk: Talk, said: str) -> Screen:
    """Runs when the visitor types the code of the door, or its address; goes on if it is this door's."""
    code = _CODE.fullmatch("".join(said.split()))
    return await _shown(talk, code[1] if code is not None else "")


async def _shown(talk: Talk, code: str) -> Screen:
    visit = await _mine(talk)
    there = await show_code(talk.session, visit.id, talk.person, code)
    return await next_screen(talk, visit, None if there else talk.words("assess-door-other"))


@router.callback_query(CannotShow.filter())
async def door_unproved(event: CallbackQuery, talk: Talk, callback_data: CannotShow) -> Reply:
    """Runs when neither works for a colleague; notes that and goes on."""
    await cannot_show(talk.session, callback_data.visit_id, talk.person)
    return show(event, await next_screen(talk, await own_visit(talk.session, callback_data.visit_id, talk.person)))


# --- items and photos -------------------------------------------------------------------------------------------------


@router.callback_query(AnswerItem.filter())
async def answered(event: CallbackQuery, talk: Talk, callback_data: AnswerItem) -> Reply:
    """Runs when the visitor answers an item; shows what comes next."""
    said = ANSWERS.get(callback_data.said)
    visit = await answer(talk.session, callback_data.visit_id, talk.person, callback_data.key, said, city=talk.city)
    return show(event, await next_screen(talk, visit))


@awaits(router, Visiting.item, ask=ask_again, sentence=False)
async def item_typed(talk: Talk, said: str) -> Screen:
    """Runs when words come instead of a press; asks again."""
    return await ask_again(talk)


@router.message(Visiting.photo, F.photo | F.document)
async def photo_sent(message: Message, talk: Talk) -> Reply:
    """Runs when the photo is sent; keeps it for the job that fetches and cleans it."""
    visit, file = await _mine(talk), sent_file(message, talk)
    assert file is not None  # by the filter
    if file.file_id == KEPT_BACK or (file.size or 0) > LARGEST:
        return show(message, await next_screen(talk, visit, talk.words("place-host-photo-unfit")))
    key = str((await talk.state.get_data())[KEY])
    visit = await keep_photo(talk.session, visit.id, talk.person, key, talk.contact, file.file_id, now=talk.now)
    return show(message, await next_screen(talk, visit))


@awaits(router, Visiting.photo, ask=ask_again, sentence=False, no_answer=~F.text & ~F.photo & ~F.document)
async def photo_typed(talk: Talk, said: str) -> Screen:
    """Runs when words come instead of the photo; asks again."""
    return await ask_again(talk)


@router.callback_query(NoPhoto.filter())
async def photo_left_out(event: CallbackQuery, talk: Talk, callback_data: NoPhoto) -> Reply:
    """Runs when a photo cannot be taken; notes that and goes on."""
    visit = await no_photo(talk.session, callback_data.visit_id, talk.person, callback_data.key)
    return show(event, await next_screen(talk, visit))


@router.callback_query(VisitAgain.filter())
async def again(event: CallbackQuery, talk: Talk, callback_data: VisitAgain) -> Reply:
    """Runs when the visitor wants to answer everything anew; the proof of having been at the door stays."""
    return show(event, await next_screen(talk, await begin_anew(talk.session, callback_data.visit_id, talk.person)))


@router.callback_query(FinishVisit.filter())
async def finish(event: CallbackQuery, talk: Talk, callback_data: FinishVisit) -> Reply:
    """Runs when the visitor sends it; ends the visit."""
    visit = await own_visit(talk.session, callback_data.visit_id, talk.person)
    rider = visit.kind is VisitKind.RIDER
    points = await finish_visit(talk.session, visit.id, talk.person, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    text = talk.words("assess-thanks", points=str(points or "none"), who="rider" if rider else "staff")
    other = Button(talk.words("event-button-points"), OpenPoints())
    if not rider:
        other = Button(talk.words("assess-button-due"), OpenDueVisits())
    return show(event, Screen(text, ((other,), (home_button(talk.words),))))
