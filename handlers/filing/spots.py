"""Where a case is: a position or words for a place; and whether others have reported the same spot already."""

import re
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import ShowCase
from handlers.buttons.filing import AskQuestion, ChooseSpot, JoinReport
from handlers.filing.form import SPOT, Filling, ask, asked_now, draft_of, take
from handlers.phrases import places as phrases
from handlers.phrases.cases import day_said, state_said, type_said
from handlers.talk.forms import leave_form
from handlers.talk.menu_screen import menu_screen
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.cases.answers import place_position
from models.cases.draft import CaseDraft, discard_draft, own_draft, type_of
from models.cases.errors import ChoiceUnknown, PlaceUnreadable
from models.cases.same_spot import SimilarReport, join_city_report, similar_reports
from models.city.case_types import CaseType, Question, QuestionKind
from models.places.nearest import nearest_places
from models.places.search import Spot, plain, spots_named
from models.storage.database import Json
from models.values.position import Position
from models.values.street import below_district
from models.values.written_position import unread_link, without_links

router = Router(name=__name__)
SPOTS = 5
NONE_OF_THEM = -1
NEAR_M = 2000.0
"""Farther than that an address says nothing of a spot."""
NEAREST_M = 10
"""Distances are said in tens of metres."""


@router.message(Filling.answer, F.location)
async def position_sent(message: Message, talk: Talk) -> Reply:
    assert message.location is not None
    draft = await draft_of(talk)
    if draft is None:
        await leave_form(talk.state)
        return show(message, menu_screen(talk.words, talk.words("error-draft-gone")))
    asked = await asked_now(talk, draft)
    if asked is None or asked.question.kind is not QuestionKind.PLACE:
        return show(message, await ask(talk, draft, talk.words("filing-no-position")))
    here = Position.wgs84(message.location.latitude, message.location.longitude)
    return show(message, await _placed_at(talk, draft, asked.question, here, _name_of(message)))


async def _placed_at(talk: Talk, draft: CaseDraft, question: Question, here: Position, name: str) -> Screen:
    """Keeps a position with its name, or with how people find it; asks again for one where the city cannot go."""
    if type_of(talk.city, draft.type).city_report and not talk.city.is_near(here):
        return await ask(talk, draft, talk.words("place-outside", city=talk.words.pick(talk.city.titles)))
    return await _placed(talk, draft, question, await _point(talk, here, name))


async def _point(talk: Talk, here: Position, name: str) -> dict[str, Json]:
    return {"name": name or await near_said(talk, here), "latitude": here.latitude, "longitude": here.longitude}


def _name_of(message: Message) -> str:
    """What the place is called that was chosen on the map; empty where it has no name."""
    if message.venue is None:
        return ""
    title, address = message.venue.title.strip(), message.venue.address.strip()
    return " ".join(filter(None, (title, address if address not in ("-", title) else "")))


@router.callback_query(ChooseSpot.filter())
async def choose_spot(event: CallbackQuery, callback_data: ChooseSpot, talk: Talk) -> Reply:
    """A place of those that the words typed last can mean; words that are not known any more are asked for again."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    question = type_of(talk.city, draft.type).question(callback_data.question)
    if question is None:
        raise ChoiceUnknown
    text = (await talk.state.get_data()).get(SPOT)
    if not text:
        return show(event, await ask(talk, draft))
    spots = await spots_named(talk.session, talk.city, text, SPOTS)
    if not 0 <= callback_data.number < len(spots):
        return show(event, await _placed(talk, draft, question, {"name": text}))
    return show(event, await _placed(talk, draft, question, _at(spots[callback_data.number])))


async def near_said(talk: Talk, here: Position) -> str | None:
    """A position as people can find it: the nearest address that is known, which way from it and how far."""
    found = await nearest_places(talk.session, here, open_at=None, zone=talk.city.zone, limit=1)
    if not found or found[0].distance_m > NEAR_M:
        return None
    place = found[0].place
    address = re.split("[，,;；]", below_district(place.address))[0].strip() or place.name
    there = talk.words("filing-address", address=address, name=place.name) if address != place.name else address
    if found[0].distance_m < NEAREST_M:
        return there
    return talk.words(
        "filing-near",
        spot=there,
        direction=phrases.direction(talk.words, phrases.direction_of(place.position.bearing_deg(here))),
        distance=phrases.distance(talk.words, phrases.rounded_m(found[0].distance_m)),
    )


async def place_told(talk: Talk, case_type: CaseType, text: str) -> dict[str, Json]:
    """Where a sentence says that it is: on a street with its house number, or at a place; else nothing."""
    question = next((each for each in case_type.questions if each.kind is QuestionKind.PLACE), None)
    spots = await spots_named(talk.session, talk.city, text, SPOTS) if question is not None else []
    if question is not None and spots and spots[0].kind == "point" and talk.city.is_near(spots[0].position):
        return {question.key: await _point(talk, spots[0].position, spots[0].title)}
    named = [spot for spot in spots if plain(spot.title) in plain(text) and spot.kind != "point"]
    if question is None or len(named) != 1 or (named[0].kind == "street" and named[0].said_number is None):
        return {}
    if named[0].kind == "district":
        return {}
    return {question.key: _at(named[0])}


async def place_typed(talk: Talk, draft: CaseDraft, question: Question, text: str) -> Screen:
    """Words for a place: with the position of what they name, where that is one place; which, where it may be several;
    else as they are."""
    spots = await spots_named(talk.session, talk.city, text, SPOTS)
    if spots and spots[0].kind == "point":
        return await _placed_at(talk, draft, question, spots[0].position, spots[0].title)
    if not spots and unread_link(text) and not any(map(str.isalnum, without_links(text))):
        return await ask(talk, draft, talk.words("place-link-unread"))
    meant = _meant(text, spots)
    if meant is not None:
        return await _placed(talk, draft, question, {**_at(meant), "name": text})
    if not spots:
        return await _placed(talk, draft, question, {"name": text})
    await talk.state.update_data({SPOT: text})
    choices = [
        Button(spot.title, ChooseSpot(draft=draft.id, question=question.key, number=number))
        for number, spot in enumerate(spots)
    ]
    none = Button(
        talk.words("filing-button-no-spot"), ChooseSpot(draft=draft.id, question=question.key, number=NONE_OF_THEM)
    )
    back = Button(talk.words("filing-button-wrong"), AskQuestion(draft=draft.id, question=question.key))
    rows = (*in_rows(choices, 1), (none,), (back, home_button(talk.words)))
    return Screen(talk.words("filing-which-spot"), rows)


def _meant(text: str, spots: Sequence[Spot]) -> Spot | None:
    """The only one, or the only one called exactly so."""
    if len(spots) == 1:
        return spots[0]
    same = [spot for spot in spots if plain(spot.title) == plain(text)]
    return same[0] if len(same) == 1 else None


def _at(spot: Spot) -> dict[str, Json]:
    """A place, a house number or a short street has a position that says where; the middle of a district or of a long
    street would only seem to, and so would another number far off."""
    name = spot.title if spot.said_number is None else f"{spot.title}{spot.said_number}号"
    far = spot.number is not None and not spot.sure
    if spot.kind == "district" or spot.long or far:
        return {"name": name}
    return {"name": name, "latitude": spot.position.latitude, "longitude": spot.position.longitude}


async def _placed(talk: Talk, draft: CaseDraft, question: Question, where: Json) -> Screen:
    """Keeps it; of a city report, first come those of the same spot."""
    try:
        screen = await take(talk, draft.id, question, where)
    except PlaceUnreadable:
        return await ask(talk, draft, talk.words("error-place-unreadable"))
    spot = place_position(draft.answers.get(question.key))
    if spot is None or not type_of(talk.city, draft.type).city_report:
        return screen
    similar = await similar_reports(talk.session, draft.type, spot, now=talk.now)
    return _similar_screen(talk, draft, similar) if similar else screen


# --- the same spot --------------------------------------------------------------------------------------------------


@router.callback_query(JoinReport.filter())
async def join(event: CallbackQuery, callback_data: JoinReport, talk: Talk) -> Reply:
    """One more reporter, who is told of every step; their own draft is not needed any more."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    case = await join_city_report(talk.session, callback_data.case_id, talk.person, now=talk.now)
    await discard_draft(talk.session, draft.id, talk.person)
    await leave_form(talk.state)
    text = talk.words("filing-joined", number=case.number, count=str(case.reporters))
    progress = Button(talk.words("filing-button-progress"), ShowCase(case_id=case.id))
    return show(event, Screen(text, ((progress,),)).with_home(talk.words))


def _similar_screen(talk: Talk, draft: CaseDraft, similar: Sequence[SimilarReport]) -> Screen:
    words = talk.words
    lines = [
        words(
            "filing-similar-line",
            place=str(place),
            type=type_said(words, talk.city, each.case.type),
            distance_m=str(round(each.distance_m / NEAREST_M) * NEAREST_M),
            day=day_said(words, each.case.filed_at.astimezone(talk.city.zone).date()),
            count=str(each.case.reporters),
            state=state_said(words, each.case.state),
        )
        for place, each in enumerate(similar, 1)
    ]
    joins = [JoinReport(draft=draft.id, case_id=each.case.id) for each in similar]
    if len(joins) == 1:
        buttons = [Button(words("filing-button-join"), joins[0])]
    else:
        buttons = [Button(str(place), data) for place, data in enumerate(joins, 1)]
    no = Button(words("filing-button-not-that"), AskQuestion(draft=draft.id, question=""))
    head = words("filing-similar" if len(joins) == 1 else "filing-similar-several")
    return Screen("\n".join([head, *lines]), (tuple(buttons), (no,), (home_button(words),)))
