"""The form of a notice, and the choices that the chat would keep of the same notice (handlers/notices/written.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.notices.steps import SEVERAL
from handlers.notices.written import beginning
from models.notices.question import MOST_CHOICES, MOST_QUESTIONS
from models.storage.database import Json

LISTED_EVENTS = 30
_PLAIN = ("topic", "urgency", "title", "text", "link", "button", "list", "picture", "corrects")
_ENGLISH = "title_en", "text_en"


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """A question as its fields have it: the text and the choices, one a line, in both languages."""

    title: str = ""
    choices: str = ""
    title_en: str = ""
    choices_en: str = ""


Fields = Sequence[tuple[str, str]]
"""The fields that were sent, in their order."""


def choices_of(fields: Fields) -> dict[str, Any]:
    """What was entered, as the choices of the chat."""
    entered = dict(reversed(fields))
    said = {name: entered.get(name, "").replace("\r", "").strip() for name in (*_PLAIN, *_ENGLISH)}
    english = "\n".join(said[name] for name in _ENGLISH)
    several = {name: [value for key, value in fields if key == name and value] for name in SEVERAL}
    if said["link"]:
        said["button"] = ""
    return {
        **beginning(),
        **{name: said[name] for name in _PLAIN},
        **several,
        "english": english if english.strip() else "",
        "questions": [each for each in map(_question, fields_entered(fields)) if each is not None],
    }


def fields_entered(fields: Fields) -> list[QuestionFields]:
    """The questions as they were entered."""
    entered = dict(reversed(fields))
    return [
        QuestionFields(
            *(
                entered.get(f"q{number}_{name}", "").replace("\r", "").strip()
                for name in ("title", "choices", "title_en", "choices_en")
            )
        )
        for number in range(1, MOST_QUESTIONS + 1)
    ]


def fields_kept(notice: Mapping[str, Any]) -> list[QuestionFields]:
    """The questions of a notice, as many fields as a survey can have."""
    fields = [_fields(each) for each in notice.get("questions", [])]
    return [*fields, *[QuestionFields()] * (MOST_QUESTIONS - len(fields))]


def _question(fields: QuestionFields) -> Json | None:
    """The question as a notice keeps it; None if nothing was entered."""
    if not fields.title and not fields.choices:
        return None
    titles = {"zh-CN": fields.title}
    choices = [{"zh-CN": each} for each in _lines(fields.choices)]
    if fields.title_en or fields.choices_en:
        english = _lines(fields.choices_en)
        titles["en"] = fields.title_en
        choices = [{**each, "en": other} for each, other in zip(choices, english, strict=False)]
        if len(english) != len(_lines(fields.choices)):
            choices = []  # which no notice takes
    return {"titles": titles, "choices": choices}


def _fields(question: Json) -> QuestionFields:
    titles, choices = question["titles"], question["choices"]
    return QuestionFields(
        titles.get("zh-CN", ""),
        "\n".join(each.get("zh-CN", "") for each in choices),
        titles.get("en", ""),
        "\n".join(each["en"] for each in choices if "en" in each),
    )


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()][: MOST_CHOICES + 1]
