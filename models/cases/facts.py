"""The facts of a case for its handlers: JSON that is put into words where it is shown.

A fact is {"asked": the question's titles} and one of titles (by language), fen, day (ISO), place, text. Facts of an
anonymous case that would tell the department who filed it, such as a phone number, are left out.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from models.cases.case import Case
from models.city.case_types import CaseType
from models.city.pack import City
from models.questions.choice import UNKNOWN_TITLES
from models.storage.database import Json


def facts_of(case: Case, city: City, *, for_helpers: bool = False) -> list[Json]:
    """The answers in the order of the questions; none if the pack no longer has the type. for_helpers: for a department
    that assists, which sees less."""
    case_type = city.case_types.get(case.type)
    return list(_facts(case, case_type, for_helpers=for_helpers)) if case_type is not None else []


def _facts(case: Case, case_type: CaseType, *, for_helpers: bool) -> Iterator[Json]:
    for question in case_type.questions:
        value, kind = case.answers.get(question.key), question.kind
        hidden = (kind.names_filer and (case.anonymous or for_helpers)) or (
            kind.leads_to_filer and case.anonymous and for_helpers
        )
        fact = kind.fact(question, value) if value is not None and not hidden else {}
        if fact:
            yield {"asked": dict(question.titles), **fact}


def type_titles(city: City, key: str) -> Json:
    known = city.case_types.get(key)
    return dict(known.titles) if known else UNKNOWN_TITLES


def department_titles(city: City, key: str) -> Json:
    known = city.departments.get(key)
    return dict(known.titles) if known else UNKNOWN_TITLES


def platform_titles(city: City, key: str | None) -> Json:
    """The titles of a platform; `none` if the case is about no platform of the pack."""
    known = city.platforms.get(key or "")
    return dict(known.titles) if known else "none"


def district_titles(city: City, key: str | None) -> Json:
    """The titles of a district; `none` if the case has no district of the pack."""
    known = city.districts.get(key or "")
    return dict(known.titles) if known else "none"


def working_days_left(city: City, until: datetime, now: datetime) -> int:
    """The number of working days after today, up to the day of `until`; 0 if that is today or past."""
    day, last = now.astimezone(city.zone).date(), until.astimezone(city.zone).date()
    left = 0
    while day < last:
        day += timedelta(days=1)
        left += city.calendar.is_working_day(day)
    return left
