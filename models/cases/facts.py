"""What a case says, as facts for whoever handles it: JSON that is put into words where it is shown.

A fact is {"asked": the question's titles} and one of titles (by language), fen, day (ISO), place, text. Of an anonymous
case the telephone number is left out: it would tell the department who it is.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from models.cases.case import Case
from models.city.case_types import CaseType, Question, QuestionKind
from models.city.pack import City
from models.storage.database import Json

UNKNOWN_TITLES = {"zh-CN": "—", "en": "—"}


def facts_of(case: Case, city: City, *, but: Collection[QuestionKind] = ()) -> list[Json]:
    """Every answer, in the order of the questions; of a type that the pack does not have any more, none. but: kinds of
    questions whose answers are left out."""
    case_type = city.case_types.get(case.type)
    return list(_facts(case, case_type, city, but)) if case_type is not None else []


def _facts(case: Case, case_type: CaseType, city: City, but: Collection[QuestionKind]) -> Iterator[Json]:
    for question in case_type.questions:
        value = case.answers.get(question.key)
        hidden = question.kind in but or (case.anonymous and question.kind is QuestionKind.PHONE)
        if value is None or hidden or question.kind is QuestionKind.EVIDENCE:
            continue
        yield {"asked": dict(question.titles), **_answer(question, value, city)}


def _answer(question: Question, value: Any, city: City) -> Json:
    match question.kind:
        case QuestionKind.CHOICE:
            return {"titles": dict(question.choices.get(value, UNKNOWN_TITLES))}
        case QuestionKind.PLATFORM:
            known = city.platforms.get(value)
            return {"titles": dict(known.titles) if known else UNKNOWN_TITLES}
        case QuestionKind.MONEY:
            return {"fen": value}
        case QuestionKind.DATE:
            return {"day": value}
        case QuestionKind.PLACE:
            return {"place": value.get("name") or ""}
        case _:
            return {"text": str(value)}


def type_titles(city: City, key: str) -> Json:
    known = city.case_types.get(key)
    return dict(known.titles) if known else UNKNOWN_TITLES


def department_titles(city: City, key: str) -> Json:
    known = city.departments.get(key)
    return dict(known.titles) if known else UNKNOWN_TITLES


def platform_titles(city: City, key: str | None) -> Json:
    """`none` where the case is about no platform of the pack."""
    known = city.platforms.get(key or "")
    return dict(known.titles) if known else "none"


def district_titles(city: City, key: str | None) -> Json:
    """`none` where the case has no district."""
    known = city.districts.get(key or "")
    return dict(known.titles) if known else "none"


def working_days_left(city: City, until: datetime, now: datetime) -> int:
    """How many working days begin after today up to the day of `until`; 0: today, or over."""
    day, last = now.astimezone(city.zone).date(), until.astimezone(city.zone).date()
    left = 0
    while day < last:
        day += timedelta(days=1)
        left += city.calendar.is_working_day(day)
    return left
