"""How an answer is said: in the review, where it is confirmed, and to whoever it is filed with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.phrases.cases import day_said, quoted
from handlers.phrases.money import money_said
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.answers import place_position
from models.city.case_types import CaseType, Question, QuestionKind
from models.city.pack import City
from models.storage.database import Json

LONGEST = 80
"""Characters of a text in a list of answers."""


def answer_said(words: Words, city: City, question: Question, answer: Json, *, today: date, pieces: int = 0) -> str:
    """The answer as it is kept, in words. pieces: of evidence, for a question of that kind."""
    if question.kind is QuestionKind.EVIDENCE:
        return words("filing-pieces", count=_counted(pieces)) if pieces else words("filing-none")
    if answer is None:
        return words("filing-skipped")
    match question.kind:
        case QuestionKind.CHOICE:
            titles = question.choices.get(answer)
            return words.pick(titles) if titles else str(answer)
        case QuestionKind.PLATFORM:
            platform = city.platforms.get(answer)
            return words.pick(platform.titles) if platform else str(answer)
        case QuestionKind.MONEY:
            return money_said(words, answer)
        case QuestionKind.DATE:
            return past_day_said(words, date.fromisoformat(answer), today)
        case QuestionKind.PLACE:
            return place_said(words, city, answer)
        case _:
            return quoted(str(answer), LONGEST)


def place_said(words: Words, city: City, answer: Mapping[str, Any]) -> str:
    """Its name; of a position alone, the district that it lies in."""
    if answer.get("name"):
        return quoted(str(answer["name"]), LONGEST)
    position = place_position(answer)
    district = city.district_at(position) if position else None
    return words("filing-spot-in", district=words.pick(district.titles)) if district else words("filing-spot")


def past_day_said(words: Words, day: date, today: date) -> str:
    """`11 月 22 日（周日）`; with its year, where that is not this one."""
    said = day_said(words, day)
    return said if day.year == today.year else words("filing-day-of-year", year=str(day.year), day=said)


def label_of(words: Words, question: Question) -> str:
    """What a question is called in a list: itself, without what is said after it; one for evidence says how to send it,
    which is over then."""
    if question.kind is QuestionKind.EVIDENCE:
        return words("filing-label-evidence")
    title = words.pick(question.titles)
    ends = [place for mark in ("？", "?", "。", ". ") if (place := title.find(mark)) > 0]
    return title[: min(ends)] if ends else title.rstrip(".。")


def lines_said(
    talk: Talk, case_type: CaseType, answers: Mapping[str, Json], *, pieces: Mapping[str | None, int]
) -> list[str]:
    """Every question that was asked with its answer, numbered. pieces: question key -> how many."""
    return [
        talk.words(
            "filing-answer-line",
            number=str(number),
            question=label_of(talk.words, question),
            answer=answer_said(
                talk.words,
                talk.city,
                question,
                answers[question.key],
                today=talk.today,
                pieces=pieces.get(question.key, 0),
            ),
        )
        for number, question in enumerate(case_type.asked(answers), 1)
        if question.key in answers
    ]


def _counted(count: int) -> str:
    return "one" if count == 1 else str(count)
