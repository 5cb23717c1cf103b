"""What is taken as an answer to a question of a case, by kind, and how it is kept.

    choice         the key of a choice            money    fen, a whole number
    text, phone    the words, trimmed             date     "2026-11-22", a day of the city, not later than today
    platform       a key of the pack              place    {"name": …} or {"name": …, "latitude": …, "longitude": …}
    order_number   letters, digits, dashes        evidence True: there is no more to come
    None: skipped, where the question is not required

Reading "昨天" or "一千二" is the conversation's; what arrives here is exact.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, assert_never

from models.cases.errors import (
    ChoiceUnknown,
    DateTooEarly,
    DayToCome,
    OrderNumberUnreadable,
    PhoneUnreadable,
    PlaceUnreadable,
    SumOutOfRange,
)
from models.city.case_types import Question, QuestionKind
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong
from models.storage.database import Json
from models.values.clean_text import clean_text
from models.values.position import BadPosition, Position

LONGEST_TEXT = 2000
"""Characters."""
LONGEST_NAME = 200
LARGEST_SUM = 100_000_000
"""Fen: a million yuan."""
EARLIEST = timedelta(days=366 * 20)
_ORDER_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_#/.]{3,39}")
_PHONE = re.compile(
    r"(?:(?:\+?86)?1[3-9]\d{9}|\+?86[1-9]\d{9,10}|0\d{9,11}|[2-9]\d{6,7}|\+[1-9]\d{6,14}|[48]00\d{7}|1[02]\d{3}|9[56]\d{3,6})"
    r"(?:转\d{1,6})?"
)
_EXTENSION = re.compile(r"\s*(?:转|分机号?|ext\.?|#|x)\s*(?=\d{1,6}\D*$)", re.IGNORECASE)


def checked_answer(question: Question, value: Any, *, city: City, today: date) -> Json:
    """The answer as it is kept. Raises AnswerMissing, ChoiceUnknown, AnswerTooLong, SumOutOfRange, DayToCome,
    DateTooEarly, OrderNumberUnreadable, PhoneUnreadable, PlaceUnreadable.
    """
    if value is None or value == "":
        if question.required:
            raise AnswerMissing(question.key)
        return None
    match question.kind:
        case QuestionKind.CHOICE:
            return _known(value, question.choices)
        case QuestionKind.PLATFORM:
            return _known(value, city.platforms)
        case QuestionKind.TEXT:
            return _text(question, value)
        case QuestionKind.MONEY:
            return _sum(value)
        case QuestionKind.DATE:
            return _day(value, today)
        case QuestionKind.ORDER_NUMBER:
            return _order_number(value)
        case QuestionKind.PHONE:
            return read_phone(value)
        case QuestionKind.PLACE:
            return _place(value)
        case QuestionKind.EVIDENCE:
            return True
        case _:
            assert_never(question.kind)


def _known(value: Any, choices: Mapping[str, object]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise ChoiceUnknown
    return value


def _text(question: Question, value: Any) -> str:
    text = clean_text(value) if isinstance(value, str) else ""
    if not any(each.isalnum() for each in text):  # dots and faces are no words
        raise AnswerMissing(question.key)
    if len(text) > LONGEST_TEXT:
        raise AnswerTooLong(LONGEST_TEXT)
    return text


def _sum(value: Any) -> int:
    if type(value) is not int or not 0 < value <= LARGEST_SUM:
        raise SumOutOfRange(LARGEST_SUM // 100)
    return value


def _day(value: Any, today: date) -> str:
    day = value if isinstance(value, date) else date.fromisoformat(value)
    if day > today:
        raise DayToCome
    if day < today - EARLIEST:
        raise DateTooEarly
    return day.isoformat()


def _order_number(value: Any) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))
    if not _ORDER_NUMBER.fullmatch(plain):
        raise OrderNumberUnreadable
    return plain


def read_phone(value: Any) -> str:
    """A telephone number as it is kept. Raises PhoneUnreadable."""
    plain = _EXTENSION.sub("转", unicodedata.normalize("NFKC", str(value)))
    plain = re.sub(r"^00(?=[1-9])", "+", re.sub(r"[\s\-–—‐‑−()\[\].·•_/,、]", "", plain))
    if not _PHONE.fullmatch(plain):
        raise PhoneUnreadable
    return plain


def _place(value: Any) -> Json:
    if not isinstance(value, dict):
        raise PlaceUnreadable
    name = clean_text(str(value.get("name") or ""))[:LONGEST_NAME]
    if "latitude" not in value:
        if not name:
            raise PlaceUnreadable
        return {"name": name}
    try:
        here = Position.wgs84(float(value["latitude"]), float(value["longitude"]))
    except (BadPosition, KeyError, TypeError, ValueError) as error:
        raise PlaceUnreadable from error
    return {"name": name, "latitude": here.latitude, "longitude": here.longitude}


def place_position(answer: Json) -> Position | None:
    """The position of a kept place answer, if it has one."""
    if not isinstance(answer, dict) or "latitude" not in answer:
        return None
    return Position.wgs84(answer["latitude"], answer["longitude"])


def what_is_said(text: str) -> str:
    """What staff typed, as it is kept. Raises AnswerMissing, AnswerTooLong."""
    clean = clean_text(text)
    if not clean:
        raise AnswerMissing("text")
    if len(clean) > LONGEST_TEXT:
        raise AnswerTooLong(LONGEST_TEXT)
    return clean
