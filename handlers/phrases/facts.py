"""What a case says, put into words: the facts of models/cases/facts.py, a line each."""

import re
from collections.abc import Sequence
from datetime import date

from handlers.phrases.cases import day_said, quoted
from handlers.phrases.money import money_said
from handlers.talk.texts import Words
from models.storage.database import Json

LONGEST_SAID = 800
"""Characters of one answer."""
_FIRST_SENTENCE = re.compile(r"(.*?[？?。])(?:\s|[^\s\d])|(.*)", re.DOTALL)


def facts_said(words: Words, facts: Sequence[Json]) -> str:
    """`扣了多少钱？ 50 元`, one line a fact."""
    return "\n".join(
        words("case-fact", asked=_question(words.pick(each["asked"])), answer=_answer(words, each)) for each in facts
    )


def _answer(words: Words, fact: Json) -> str:
    if "titles" in fact:
        return words.pick(fact["titles"])
    if "fen" in fact:
        return money_said(words, int(fact["fen"]))
    if "day" in fact:
        return day_said(words, date.fromisoformat(fact["day"]))
    return quoted(str(fact.get("place") or fact.get("text") or ""), longest=LONGEST_SAID)


def _question(title: str) -> str:
    """The question itself, without the hint how to answer it."""
    found = _FIRST_SENTENCE.match(title)
    return (found[1] or title) if found else title
