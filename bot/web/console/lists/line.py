"""A case as one row of a list: every column in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.web.console.clock import colour_of
from handlers.phrases.cases import department_said, state_for_staff, type_said
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.facts import working_days_left
from models.cases.filing import words_given
from models.cases.steps import CaseState
from models.casework.assist import CaseAssist
from models.city.pack import City

LONGEST_WORDS = 48
"""Characters of what was said."""
_RUNNING = (CaseState.FILED, CaseState.REOPENED, CaseState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One row. colour: of the clock: good, soon, late or grey, which the words say too. path: of its page."""

    number: str
    path: str
    colour: str
    cells: dict[str, str]
    chosen: bool = False


def lines_of(
    words: Words, city: City, cases: list[Case], names: dict[int, str], *, now: datetime, chosen: set[str]
) -> list[Line]:
    """The rows of some cases. names: of their handlers."""
    return [_line(words, city, case, names, now, case.number in chosen) for case in cases]


def assist_lines(
    words: Words, city: City, cases: list[Case], assists: list[CaseAssist], *, now: datetime
) -> list[Line]:
    """The rows of cases of others in which the department helps: it sees no more of them than the request says."""
    found = []
    for case, asked in zip(cases, assists, strict=True):
        colour, clock = _until(words, city, asked.due_at, now)
        cells = {
            "number": case.number,
            "type": type_said(words, city, case.type),
            "words": _short(str(asked.request)),
            "clock": clock,
            "state": words("console-lists-helping"),
            "department": department_said(words, city, case.department),
            "filed": _day(city, asked.asked_at),
        }
        found.append(Line(case.number, f"/console/cases/{case.number}", colour, cells))
    return found


def _line(words: Words, city: City, case: Case, names: dict[int, str], now: datetime, chosen: bool) -> Line:
    colour, clock = _clock(words, city, case, now)
    cells = {
        "number": case.number,
        "type": type_said(words, city, case.type),
        "words": _said(case, city),
        "clock": clock,
        "state": state_for_staff(words, case.state),
        "handler": names.get(case.handler_id or 0, words("console-lists-nobody")),
        "platform": _title(words, city.platforms, case.platform),
        "district": _title(words, city.districts, case.district),
        "department": department_said(words, city, case.department),
        "filed": _day(city, case.filed_at),
        "changed": _moment(city, case.changed_at),
        "who": words("console-lists-who", pseudonym=(case.pseudonym if case.anonymous else None) or "none"),
    }
    return Line(case.number, f"/console/cases/{case.number}", colour, cells, chosen)


def _clock(words: Words, city: City, case: Case, now: datetime) -> tuple[str, str]:
    if not case.is_open:
        return "grey", words("console-lists-clock", clock="over", days="0")
    if case.paused_at is not None:
        waits = "worker" if case.state is CaseState.WAITING_WORKER else "opinion"
        return "grey", words("console-lists-clock", clock=waits, days="0")
    if case.state not in _RUNNING:
        return "grey", words("console-lists-clock", clock="answered", days="0")
    return _until(words, city, deadline_of(case), now)


def _until(words: Words, city: City, until: datetime, now: datetime) -> tuple[str, str]:
    colour = colour_of(city, until, now)
    if until < now:
        return colour, words("console-lists-clock", clock="late", days=str(working_days_left(city, now, until)))
    left = working_days_left(city, until, now)
    if left == 0:
        return colour, words("console-lists-clock-today", time=f"{until.astimezone(city.zone):%H:%M}")
    return colour, words("console-lists-clock", clock="left", days=str(left))


def _said(case: Case, city: City) -> str:
    """The beginning of what was said, for whoever may see the case."""
    case_type = city.case_types.get(case.type)
    return _short(" ".join(words_given(case, case_type))) if case_type is not None else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_WORDS else line[: LONGEST_WORDS - 1] + "…"


def _title(words: Words, known: Any, key: str | None) -> str:
    found = known.get(key or "")
    return words.pick(found.titles) if found is not None else ""


def _day(city: City, moment: datetime) -> str:
    there = moment.astimezone(city.zone)
    return f"{there:%Y-%m-%d}"


def _moment(city: City, moment: datetime) -> str:
    return f"{moment.astimezone(city.zone):%m-%d %H:%M}"
