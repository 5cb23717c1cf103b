"""The card of a place: what it offers, when it closes, and the way there; and the reports of people who were there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendPhoto
from aiogram.types import CallbackQuery

from handlers.buttons.places import (
    AskDifferent,
    AskProblem,
    ShowOnMap,
    ShowPhoto,
    ShowPlace,
    TellMissing,
    TellProblem,
    UsefulPlace,
)
from handlers.phrases import places as phrases
from handlers.phrases.assessment import grade_said
from handlers.phrases.place_facts import access_said, checked_said, closure_said
from handlers.places.found import Search, way_back
from handlers.places.gate_screens import gate_card
from handlers.talk import map_links
from handlers.talk.kept_file import KeptFile
from handlers.talk.pin import pin
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.assessment.shown import ShownGrade, grade_of
from models.city.kinds import GATE
from models.city.pack import City
from models.outbox.pictures import MEDIA_NAME
from models.people.person import remember_place
from models.places.host import ANSWERS_WITHIN_MIN, Reported, report_to_host
from models.places.hours import PlaceHours, closures_at
from models.places.photo import photo_of
from models.places.place import FeedbackKind, Place, Report, find_place, report_place
from models.places.visit import ask_after_visit

router = Router(name=__name__)
PROBLEMS = (FeedbackKind.SHUT, FeedbackKind.REFUSED, FeedbackKind.MISSING_SERVICE, FeedbackKind.WRONG_POSITION)


@router.callback_query(ShowPlace.filter())
async def show_place(event: CallbackQuery, talk: Talk, callback_data: ShowPlace) -> Reply:
    """Runs when a person presses a place; answers with its card."""
    place = await find_place(talk.session, callback_data.place_id)
    return show(event, await open_card(talk, place))


@router.callback_query(ShowOnMap.filter())
async def show_on_map(event: CallbackQuery, talk: Talk, callback_data: ShowOnMap) -> Reply:
    """Runs when a person asks for the map; answers with a pin for the map app and the ways back below it."""
    place = await find_place(talk.session, callback_data.place_id)
    last = (Button(talk.words("place-button-back"), ShowPlace(place_id=place.id)), home_button(talk.words))
    return pin(chat_of(event), place, Screen("", (last,)), place_page=talk.place_page)


@router.callback_query(ShowPhoto.filter())
async def show_photo(event: CallbackQuery, talk: Talk, callback_data: ShowPhoto) -> Reply:
    """Runs when a person asks for the picture of a place; sends it, or the card if it is not there any more."""
    place = await find_place(talk.session, callback_data.place_id)
    photo = await photo_of(talk.session, place)
    if photo is None:
        return show(event, await open_card(talk, place, talk.words("place-photo-gone")))
    last = (Button(talk.words("place-button-back"), ShowPlace(place_id=place.id)), home_button(talk.words))
    return SendPhoto(
        chat_id=chat_of(event),
        photo=KeptFile(photo.key, MEDIA_NAME),
        caption=place.name,
        reply_markup=Screen("", (last,)).markup(),
    )


@router.callback_query(UsefulPlace.filter())
async def useful_place(event: CallbackQuery, talk: Talk, callback_data: UsefulPlace) -> Reply:
    """Runs when a person says that a place is good; answers with its card."""
    report = Report(callback_data.place_id, FeedbackKind.USEFUL, talk.person.id)
    place = await report_place(talk.session, report, now=talk.now, zone=talk.city.zone)
    return show(event, await open_card(talk, place, talk.words("place-useful-done")))


@router.callback_query(AskProblem.filter())
async def ask_problem(event: CallbackQuery, talk: Talk, callback_data: AskProblem) -> Reply:
    """Runs when a person says that something is wrong; asks what."""
    return show(event, problem_screen(talk.words, await find_place(talk.session, callback_data.place_id)))


@router.callback_query(TellProblem.filter())
async def tell_problem(event: CallbackQuery, talk: Talk, callback_data: TellProblem) -> Reply:
    """Runs when a person says what is wrong; reports it to the host and answers with what happens next. If a service is
    missing and the search was not for exactly one need, asks which service."""
    data = await talk.state.get_data()
    kind = callback_data.kind
    if kind is FeedbackKind.MISSING_SERVICE and _only_need(data) is None:
        return show(
            event, missing_screen(talk.words, talk.city, await find_place(talk.session, callback_data.place_id))
        )
    need = _only_need(data) if kind is FeedbackKind.MISSING_SERVICE else None
    report = Report(callback_data.place_id, kind, talk.person.id, need)
    reported = await report_to_host(talk.session, report, city=talk.city, now=talk.now)
    return show(event, told_screen(talk, reported, kind, way_back(data)))


@router.callback_query(TellMissing.filter())
async def tell_missing(event: CallbackQuery, talk: Talk, callback_data: TellMissing) -> Reply:
    """Runs when a person says which service is missing; reports it to the host and answers with what happens next."""
    kind = FeedbackKind.MISSING_SERVICE
    need = callback_data.need if callback_data.need in talk.city.needs else None
    report = Report(callback_data.place_id, kind, talk.person.id, need)
    reported = await report_to_host(talk.session, report, city=talk.city, now=talk.now)
    return show(event, told_screen(talk, reported, kind, way_back(await talk.state.get_data())))


def missing_screen(words: Words, city: City, place: Place) -> Screen:
    """Asks which of the offered services is missing, because the host needs to know it."""
    offered = [key for key in place.needs.strip("|").split("|") if key in city.needs][:MOST_MISSING]
    choices = [Button(words.pick(city.needs[key].titles), TellMissing(place_id=place.id, need=key)) for key in offered]
    other = Button(words("place-button-missing-other"), TellMissing(place_id=place.id))
    back = Button(words("place-button-back"), ShowPlace(place_id=place.id))
    return Screen(words("place-which-missing"), (*in_rows([*choices, other], 2), (back, home_button(words))))


MOST_MISSING = 7


async def open_card(talk: Talk, place: Place, first_line: str | None = None) -> Screen:
    """The card, with distance and direction if the last list had them. The place is remembered as the last one, and
    asked about later. A link shows the places around it on the map page, if there is one."""
    await remember_place(talk.session, talk.person, place.id)
    if place.kind == GATE:
        return await gate_card(talk, place, first_line)
    await ask_after_visit(talk.session, talk.person, place, city=talk.city, now=talk.now)
    excepted = [place.id] if place.usual_hours is not None else []
    closures = (await closures_at(talk.session, excepted, today=talk.today)).get(place.id, ())
    data = await talk.state.get_data()
    grade = await grade_of(talk.session, place.id, today=talk.today) if talk.city.assesses(place.kind) else None
    screen = card_screen(talk.words, talk.city, place, data, talk.now, first_line, closures=closures, grade=grade)
    if talk.map_page is None:
        return screen
    around = f"{talk.map_page}?{urlencode({'place': place.code})}"
    ways, *others = screen.rows
    button = Button(talk.words("place-button-around"), url=around, inside=talk.can.open_pages)
    return replace(screen, rows=(ways, (button,), *others))


def _only_need(data: Mapping[str, Any]) -> str | None:
    """The need of the last search if it had exactly one; that is the missing service."""
    search = Search.in_data(data)
    return search.needs[0] if search is not None and len(search.needs) == 1 else None


def card_screen(
    words: Words,
    city: City,
    place: Place,
    data: Mapping[str, Any],
    now: datetime,
    first_line: str | None = None,
    *,
    closures: Sequence[PlaceHours] = (),
    grade: ShownGrade | None = None,
) -> Screen:
    access = access_said(words, place.access, place.access_note)
    texts, links = phrases.fields_said(words, city, place.kind, place.said)
    lines = [
        first_line,
        _title(words, place, Search.in_data(data)),
        words(
            "place-card-address",
            address=place.address or place.name,
            opening=phrases.opening_in_full(words, place, now, city.zone),
        ),
        *(closure_said(words, each) for each in closures),
        phrases.needs_said(words, city, place.needs.strip("|").split("|"), emoji=True),
        *(words("place-card-field", title=title, said=said) for title, said in texts),
        words("place-card-access", access=access) if access else None,
        words("place-card-phone", phone=place.phone) if place.phone else None,
        words("place-card-note", note=place.note) if place.note else None,
        words("place-card-useful", count=str(place.useful_count)) if place.useful_count else None,
        *(grade_said(words, grade) if grade is not None else ()),
        checked_said(words, place, now, city.zone),
        words("place-sample") if place.sample else None,
    ]
    ways, *others = _card_buttons(words, place, way_back(data))
    addresses = ((Button(title, url=url),) for title, url in links)
    return Screen("\n".join(filter(None, lines)), (ways, *addresses, *others))


def _title(words: Words, place: Place, search: Search | None) -> str:
    hit = search.hit(place.id) if search else None
    if hit is None or search is None or search.along or search.near == place.name:
        return place.name
    distance, direction = phrases.distance(words, hit.distance_m), phrases.direction(words, hit.direction)
    if search.near is None:
        return words("place-card-title", name=place.name, distance=distance, direction=direction)
    return words("place-card-title-from", name=place.name, distance=distance, direction=direction, spot=search.near)


def _card_buttons(words: Words, place: Place, back: CallbackData) -> tuple[tuple[Button, ...], ...]:
    position, name = place.position, place.name
    return (
        (
            Button(words("place-button-amap"), url=map_links.amap(position, name)),
            Button(words("place-button-baidu"), url=map_links.baidu(position, name)),
            Button(words("place-button-tencent"), url=map_links.tencent(position, name)),
        ),
        (
            Button(words("place-button-map"), ShowOnMap(place_id=place.id)),
            Button(words("place-button-useful"), UsefulPlace(place_id=place.id)),
            Button(words("place-button-problem"), AskProblem(place_id=place.id)),
            *((Button(words("place-button-photo"), ShowPhoto(place_id=place.id)),) if place.photo else ()),
        ),
        (Button(words("place-button-back"), back), home_button(words)),
    )


def problem_screen(words: Words, place: Place) -> Screen:
    problems = [
        Button(words(f"place-button-problem-{kind.replace('_', '-')}"), TellProblem(place_id=place.id, kind=kind))
        for kind in PROBLEMS
    ]
    problems.append(Button(words("place-button-different"), AskDifferent(place_id=place.id)))
    last = (Button(words("place-button-back"), ShowPlace(place_id=place.id)), home_button(words))
    return Screen(words("place-which-problem", name=place.name), (*in_rows(problems, 2), last))


def told_screen(talk: Talk, reported: Reported, kind: FeedbackKind, back: CallbackData) -> Screen:
    """Says what happens with a report."""
    key = f"place-told-{kind.replace('_', '-')}"
    if kind is FeedbackKind.SHUT:
        key = f"{key}{_of_shut(reported, talk.now)}"
    said = talk.words(key, minutes=str(ANSWERS_WITHIN_MIN)) if key.endswith("-asked") else talk.words(key)
    return Screen(said, ((Button(talk.words("place-button-back"), back), home_button(talk.words)),))


def _of_shut(reported: Reported, now: datetime) -> str:
    if phrases.found_shut(reported.place, now):
        return "-by-two"
    if reported.place.shut_asked_at is not None:
        return "-asked"
    if not reported.counted:
        return "-fresh"
    return "-hosted" if reported.hosted else ""
