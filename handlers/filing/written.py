"""A form that is filled in on one page: its answers as they are typed there, read by the same kinds of answers as in
the conversation; and what a long text tells of them already."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.filing.answers import Read, Unread
from handlers.filing.kinds.choice import choice_named
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.kinds.place import spot_answer
from handlers.talk.meaning import Facts
from models.city.case_types import CaseType
from models.city.pack import City
from models.places.search import plain, spots_named
from models.questions.choice import ChoiceKind
from models.questions.money import MoneyKind
from models.questions.order_number import OrderNumberKind
from models.questions.past_date import DateKind
from models.questions.phone import PhoneKind
from models.questions.place import PlaceKind
from models.questions.platform import PlatformKind
from models.questions.question import Question
from models.storage.database import Json
from models.values.past_date import read_past_date
from models.values.written_date import WrittenDate

SPOTS = 2
"""Spots that are looked for: with two, the words do not say which."""


async def read_written(session: AsyncSession, question: Question, text: str, city: City, today: date) -> Read | Unread:
    """An answer that was typed on a page or pressed there: a choice comes as its key. A place gets its position if the
    words name exactly one."""
    if question.choices and text in question.choices:
        return Read(text)
    read = asked_kind(question).read(question, text, city, today)
    if not isinstance(question.kind, PlaceKind) or not isinstance(read, Read) or read.value is None:
        return read
    spots = await spots_named(session, city, text, SPOTS)
    if spots and spots[0].kind == "point":
        here = spots[0].position
        name = spots[0].title or text
        return Read({"name": name, "latitude": here.latitude, "longitude": here.longitude})
    same = [spot for spot in spots if len(spots) == 1 or plain(spot.title) == plain(text)]
    return Read({**spot_answer(same[0]), "name": text}) if len(same) == 1 else read


def told_in(case_type: CaseType, text: str, facts: Facts, today: date) -> dict[str, Json]:
    """What a long text tells of a type's questions; of two questions of one kind neither is told."""
    told: dict[str, Json] = {}
    for question in case_type.questions:
        value = _told(question, text, facts, today)
        alone = len(case_type.questions_of(type(question.kind))) == 1 or isinstance(question.kind, ChoiceKind)
        if value is not None and alone:
            told[question.key] = value
    return told


def _told(question: Question, text: str, facts: Facts, today: date) -> Json:
    kind = question.kind
    if isinstance(kind, ChoiceKind):
        return choice_named(question, text)
    if isinstance(kind, DateKind):
        day = read_past_date(facts.day or "", today)
        return day.day.isoformat() if isinstance(day, WrittenDate) else None
    by_kind: Mapping[type, Json] = {
        MoneyKind: facts.money,
        OrderNumberKind: facts.order,
        PhoneKind: facts.phone,
        PlatformKind: facts.platform,
    }
    return by_kind.get(type(kind))
