"""The facts of a case (models/cases/facts.py) in words, one line each."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.phrases.cases import day_said, quoted
from handlers.phrases.money import money_said
from handlers.talk.texts import Words
from models.storage.database import Json

LONGEST_SAID = 800
"""Characters of one answer."""
_FIRST_SENTENCE = re.compile(r"(.*?[？?。])(?:\s|[^\s\d])|(.*)", re.DOTALL)


def facts_said(words: Words, facts: Sequence[Json]) -> str:
    """One line for each fact: `扣了多少钱？ 50 元`."""
    return "\n".join(words("case-fact", asked=asked, answer=answer) for asked, answer in fact_pairs(words, facts))


def fact_pairs(words: Words, facts: Sequence[Json]) -> list[tuple[str, str]]:
    """Each fact as a question and its answer."""
    return [(_question(words.pick(each["asked"])), _answer(words, each)) for each in facts]


def whole_facts(words: Words, facts: Sequence[Json]) -> list[tuple[str, str]]:
    """(question, answer) for each fact; what was written in words is whole, with its lines."""
    return [
        (_question(words.pick(each["asked"])), str(each["text"]) if each.get("text") else _answer(words, each))
        for each in facts
    ]


def _answer(words: Words, fact: Json) -> str:
    return next(say(words, fact[form]) for form, say in _FORMS.items() if form in fact)


def _quoted(_: Words, text: Json) -> str:
    return quoted(str(text or ""), longest=LONGEST_SAID)


_FORMS: Mapping[str, Callable[[Words, Json], str]] = {
    "titles": lambda words, titles: words.pick(titles),
    "fen": lambda words, fen: money_said(words, int(fen)),
    "day": lambda words, day: day_said(words, date.fromisoformat(day)),
    "place": _quoted,
    "text": _quoted,
}
"""Form of a fact -> how it is said. Rows of the outbox hold facts, so a form must never be dropped."""


def _question(title: str) -> str:
    """The question itself, without the hint that follows it."""
    found = _FIRST_SENTENCE.match(title)
    return (found[1] or title) if found else title
