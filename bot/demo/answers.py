"""Answers to the questions of a case type, as somebody might give them."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.demo.cast import said
from models.city.case_types import CaseType
from models.questions.question import Question

Spot = dict[str, Any]
OFTEN_LEFT = 0.3
"""How often a question that may be skipped is."""


def answers_to(case_type: CaseType, rng: Random, day: date, spots: Sequence[Spot]) -> dict[str, Any]:
    """An answer to each question that applies, never a dangerous one: nobody is rung at night for something invented.
    day: on which the case is filed."""
    answers: dict[str, Any] = {}
    for question in case_type.questions:
        if question.kind.key == "evidence" or question not in case_type.asked(answers):
            continue
        if not question.required and rng.random() < OFTEN_LEFT:
            answers[question.key] = None
            continue
        answers[question.key] = _answer(question, rng, day, spots)
    return {key: value for key, value in answers.items() if value is not None}


def _answer(question: Question, rng: Random, day: date, spots: Sequence[Spot]) -> Any:
    match question.kind.key:
        case "choice":
            return rng.choice([each for each in question.choices if each not in question.dangerous])
        case "platform":
            return rng.choice(list(question.choices))
        case "money":
            return rng.randrange(5, 400) * 1000
        case "date":
            return (day - timedelta(days=rng.randrange(1, 20))).isoformat()
        case "order_number":
            return f"DEMO{day:%y%m%d}{rng.randrange(10**6):06}"
        case "phone":
            return f"1380000{rng.randrange(10**4):04}"
        case "place":
            return rng.choice(spots)
        case _:
            known = said()["answers"]
            return rng.choice(known.get(question.key, known["title_other"]))
