"""The questions of a case type on one page: every kind of answer, typed in any of the ways that the chat reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.web.console.desk import Desk
from handlers.filing.answers import Unread
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.written import read_written
from handlers.talk.refusals import error_said
from models.cases.identity import Named, named_as
from models.casework.files import uploaded_pieces
from models.city.case_types import CaseType
from models.errors import DomainError, NotAnAnswer
from models.exchange.filing_for import ForSomebody
from models.exchange.origin import IN_PERSON, Origin, Source
from models.exchange.work_order import WorkOrder, answers_of, read_day
from models.questions.money import MoneyKind
from models.questions.question import Question
from models.questions.text import TextKind
from models.storage.database import Json

ANSWER, FILES = "answer_", "files_"
"""Before the key of a question: the field with its answer, and the fields with its files."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question as it stands on the page. choices: (key, title); fault: why the answer was not taken."""

    key: str
    title: str
    hint: str
    form: str
    """choice, files, long or line."""
    required: bool
    value: str
    choices: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    fault: str = ""


@dataclass(slots=True)
class ReadForm:
    """What was read of a form. faults: field -> words; the form can be filed only without any."""

    filled: ForSomebody
    faults: dict[str, str]


def fields_of(desk: Desk, case_type: CaseType, values: Mapping[str, str], faults: Mapping[str, str]) -> list[Field]:
    """The questions in their order. values: by the name of the field."""
    return [_field(desk, question, values.get(ANSWER + question.key, ""), faults) for question in case_type.questions]


def _field(desk: Desk, question: Question, value: str, faults: Mapping[str, str]) -> Field:
    words = desk.words
    form = "files" if question.kind.takes_files else "choice" if question.choices else "line"
    if isinstance(question.kind, TextKind):
        form = "long"
    hint = words.pick(question.hint) if question.hint else ""
    return Field(
        question.key,
        asked_kind(question).label(words, question) if form == "files" else words.pick(question.titles),
        hint,
        form,
        question.required and not question.only_if,
        value,
        [(key, words.pick(titles)) for key, titles in question.choices.items()],
        desk.every(FILES + question.key),
        faults.get(ANSWER + question.key, ""),
    )


def typed_answers(case_type: CaseType, answers: Mapping[str, Json]) -> dict[str, str]:
    """Known answers as somebody would type them, by the names of their fields."""
    return {
        ANSWER + question.key: _typed(question, answers[question.key])
        for question in case_type.questions
        if answers.get(question.key) is not None and not question.kind.takes_files
    }


def _typed(question: Question, answer: Any) -> str:
    if isinstance(question.kind, MoneyKind):
        return f"{answer / 100:.2f}".removesuffix(".00")
    return str(answer.get("name") or "") if isinstance(answer, dict) else str(answer)


def typed_order(order: WorkOrder, case_type: CaseType, told: Mapping[str, Json]) -> dict[str, str]:
    """A work order that was read, as the fields of the form. told: what its story tells beside its labels."""
    answers = {**told, **answers_of(order, case_type)}
    return {
        "source": (order.source or Source.HOTLINE).value,
        "foreign": order.foreign or "",
        "back_by": order.back_by.isoformat() if order.back_by else "",
        "name": order.name or "",
        "phone": order.phone or "",
        "ours": "yes",
        **typed_answers(case_type, answers),
    }


async def read_form(desk: Desk, case_type: CaseType) -> ReadForm:
    """Everything that was entered, and every fault in it at once."""
    faults: dict[str, str] = {}
    source = next((each for each in Source if each.value == desk.entered.get("source")), Source.WINDOW)
    answers: dict[str, Json] = {}
    pieces = {}
    for question in case_type.questions:
        if not question.is_asked(answers):
            continue
        name = ANSWER + question.key
        if question.kind.takes_files:
            keys = desk.every(FILES + question.key)
            with_files = await _caught(
                desk, name, faults, uploaded_pieces(desk.session, desk.person, keys, now=desk.now)
            )
            if with_files:
                pieces[question.key] = with_files
            continue
        answers[question.key] = await _answer(desk, question, name, faults)
        if answers[question.key] is None and question.required and source in IN_PERSON and name not in faults:
            faults[name] = desk.words("console-form-missing")
    origin = Origin(source, desk.entered.get("foreign", "").strip() or None, _back_by(desk, faults))
    about = desk.entered.get("ours") == "yes", desk.entered.get("agreed") == "yes"
    filled = ForSomebody(case_type.key, answers, origin, _named(desk, faults), pieces, *about)
    return ReadForm(filled, faults)


async def _answer(desk: Desk, question: Question, name: str, faults: dict[str, str]) -> Json:
    typed = desk.entered.get(name, "").strip()
    if not typed:
        return None
    read = await read_written(desk.session, question, typed, desk.city, desk.today)
    if isinstance(read, Unread):
        faults[name] = desk.words(read.key, **read.arguments)
        return None
    try:
        return question.checked(read.value, today=desk.today) if read.value is not None else None
    except NotAnAnswer as error:
        faults[name] = error_said(desk.words, error)
        return None


def _back_by(desk: Desk, faults: dict[str, str]) -> Any:
    typed = desk.entered.get("back_by", "").strip()
    day = read_day(typed, desk.today) if typed else None
    if typed and day is None:
        faults["back_by"] = desk.words("console-form-day")
    elif day is not None and day < desk.today:
        faults["back_by"] = desk.words("error-day-passed")
    return day


def _named(desk: Desk, faults: dict[str, str]) -> Named | None:
    """Name and number, if one of them was given."""
    name, phone = (desk.entered.get(key, "").strip() for key in ("name", "phone"))
    if not name and not phone:
        return None
    try:
        return named_as(name, phone)
    except NotAnAnswer as error:
        faults["phone" if name else "name"] = error_said(desk.words, error)
        return None


async def _caught(desk: Desk, name: str, faults: dict[str, str], reading: Any) -> Any:
    try:
        return await reading
    except DomainError as error:
        faults[name] = error_said(desk.words, error)
        return None
