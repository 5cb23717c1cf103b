"""The place of something: a position, or words, with a position if they name exactly one place.

For a report about a spot of the city, the reports of the same spot are shown before the next question.
"""

import re
from collections.abc import Sequence
from datetime import date

from handlers.buttons.filing import AskQuestion, ChooseSpot, JoinReport
from handlers.filing.answers import Read, Unread, only_a_number
from handlers.filing.asked import Asked
from handlers.filing.kinds.asked_kind import LONGEST, AskedKind
from handlers.phrases import places as phrases
from handlers.phrases.cases import day_said, quoted, state_said, type_said
from handlers.talk.meaning import Meaning
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, type_of
from models.cases.same_spot import SimilarReport, similar_reports
from models.city.case_types import CaseType
from models.city.pack import City
from models.places.nearest import nearest_places
from models.places.search import Spot, plain, spots_named
from models.questions.place import place_position
from models.questions.question import Question
from models.storage.database import Json
from models.values.position import Position
from models.values.street import below_district
from models.values.written_position import unread_link, without_links

SPOT = "spot_words"
"""In the conversation's data: words that may mean several places."""
SPOTS = 5
NONE_OF_THEM = -1
NEAR_M = 2000.0
"""Metres. An address farther away than this says nothing about a spot."""
NEAREST_M = 10
"""Metres. Distances are given in multiples of this."""


class AskedPlace(AskedKind):
    awaits_number = False
    takes_position = True
    repeats = True

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        return Unread("filing-text-only-a-number") if only_a_number(text) else Read({"name": text})

    async def find(self, talk: Talk, asked: Asked, text: str) -> Read | Unread | Screen:
        """Add the position if the words name one place; ask which if they may mean several; else keep the words as they
        are.
        """
        if self.is_skip(asked.question, text):
            return Read(None)
        spots = await spots_named(talk.session, talk.city, text, SPOTS)
        if spots and spots[0].kind == "point":
            return await place_at(talk, asked.case_type, spots[0].position, spots[0].title)
        if not spots and unread_link(text) and not any(map(str.isalnum, without_links(text))):
            return Unread("place-link-unread")
        meant = _meant(text, spots)
        if meant is not None:
            return Read({**spot_answer(meant), "name": text})
        if not spots:
            return Read({"name": text})
        await talk.state.update_data({SPOT: text})
        return _which_screen(talk, asked, spots)

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        """The place that the sentence names: a position, a place, or a street with a house number."""
        spots = await spots_named(talk.session, talk.city, text, SPOTS)
        if spots and spots[0].kind == "point" and talk.city.is_near(spots[0].position):
            return await _point(talk, spots[0].position, spots[0].title)
        named = [spot for spot in spots if plain(spot.title) in plain(text) and spot.kind != "point"]
        if len(named) != 1 or named[0].kind == "district" or (named[0].kind == "street" and not _numbered(named[0])):
            return None
        return spot_answer(named[0])

    def how(self, talk: Talk) -> str | None:
        return talk.words("filing-place-button" if talk.can.ask_location else "filing-place-text")

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        """The name; for a position without a name, the district that it lies in."""
        if answer.get("name"):
            return quoted(str(answer["name"]), LONGEST)
        position = place_position(answer)
        district = talk.city.district_at(position) if position else None
        if district is None:
            return talk.words("filing-spot")
        return talk.words("filing-spot-in", district=talk.words.pick(district.titles))

    async def before_next(self, talk: Talk, draft: CaseDraft, answer: Json) -> Screen | None:
        """For a city report, the reports of the same spot."""
        spot = place_position(answer)
        if spot is None or not type_of(talk.city, draft.type).city_report:
            return None
        similar = await similar_reports(talk.session, draft.type, spot, now=talk.now)
        return _similar_screen(talk, draft, similar) if similar else None


# --- positions and spots ----------------------------------------------------------------------------------------------


async def place_at(talk: Talk, case_type: CaseType, here: Position, name: str) -> Read | Unread:
    """A position with its name, or with how people find it; Unread if a city report is outside of the city."""
    if case_type.city_report and not talk.city.is_near(here):
        return Unread("place-outside", {"city": talk.words.pick(talk.city.titles)})
    return Read(await _point(talk, here, name))


async def _point(talk: Talk, here: Position, name: str) -> dict[str, Json]:
    return {"name": name or await near_said(talk, here), "latitude": here.latitude, "longitude": here.longitude}


async def near_said(talk: Talk, here: Position) -> str | None:
    """A position as people can find it: the nearest known address, with direction and distance. None if none
    is near.
    """
    nearest = await nearest_places(talk.session, here, open_at=None, zone=talk.city.zone, limit=1)
    if not nearest or nearest[0].distance_m > NEAR_M:
        return None
    place = nearest[0].place
    address = re.split("[，,;；]", below_district(place.address))[0].strip() or place.name
    there = talk.words("filing-address", address=address, name=place.name) if address != place.name else address
    if nearest[0].distance_m < NEAREST_M:
        return there
    return talk.words(
        "filing-near",
        spot=there,
        direction=phrases.direction(talk.words, phrases.direction_of(place.position.bearing_deg(here))),
        distance=phrases.distance(talk.words, phrases.rounded_m(nearest[0].distance_m)),
    )


def spot_answer(spot: Spot) -> dict[str, Json]:
    """The answer for a spot. It has a position only if that really says where it is: the middle of a district or of a
    long street does not, nor does the position of another house number far from the one that was given.
    """
    name = f"{spot.title}{spot.said_number}号" if _numbered(spot) else spot.title
    far = spot.number is not None and not spot.sure
    if spot.kind == "district" or spot.long or far:
        return {"name": name}
    return {"name": name, "latitude": spot.position.latitude, "longitude": spot.position.longitude}


def _numbered(spot: Spot) -> bool:
    """Return whether the person gave its house number."""
    return spot.said_number is not None


def _meant(text: str, spots: Sequence[Spot]) -> Spot | None:
    """The only spot, or the only one with exactly this name."""
    if len(spots) == 1:
        return spots[0]
    same = [spot for spot in spots if plain(spot.title) == plain(text)]
    return same[0] if len(same) == 1 else None


# --- screens ----------------------------------------------------------------------------------------------------------


def _which_screen(talk: Talk, asked: Asked, spots: Sequence[Spot]) -> Screen:
    draft, question = asked.draft.id, asked.question.key
    choices = [
        Button(spot.title, ChooseSpot(draft=draft, question=question, number=number))
        for number, spot in enumerate(spots)
    ]
    none = Button(talk.words("filing-button-no-spot"), ChooseSpot(draft=draft, question=question, number=NONE_OF_THEM))
    back = Button(talk.words("filing-button-wrong"), AskQuestion(draft=draft, question=question))
    rows = (*in_rows(choices, 1), (none,), (back, home_button(talk.words)))
    return Screen(talk.words("filing-which-spot"), rows)


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
