"""A choice: pressed, or typed as its name, the beginning of its name, or its number in the list."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from handlers.buttons.filing import AskQuestion
from handlers.filing.answers import Read, Unread, plain
from handlers.filing.asked import Asked
from handlers.filing.kinds.asked_kind import AskedKind, Rows
from handlers.talk.forms import page_of
from handlers.talk.meaning import Meaning
from handlers.talk.said_core import core_of
from handlers.talk.screens import Button, in_rows
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json


class AskedListed(AskedKind):
    """One of the question's choices, whatever part of the pack they come from."""

    awaits_number = False

    def choices(self, talk: Talk, asked: Asked) -> Rows:
        shown, following = page_of(list(asked.question.choices.items()), asked.page)
        rows = in_rows([asked.button(talk.words.pick(titles), key) for key, titles in shown], 2)
        if following is None:
            return rows
        more = AskQuestion(draft=asked.draft.id, question=asked.question.key, page=following)
        return (*rows, (Button(talk.words("filing-button-more"), more),))

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        titles = question.choices.get(answer)
        return talk.words.pick(titles) if titles else str(answer)


class AskedChoice(AskedListed):
    told_once = False

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        return choice_read(text, {key: tuple(titles.values()) for key, titles in question.choices.items()})

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        """The only choice whose name, or a part of it, stands in the sentence."""
        return choice_named(question, text)

    async def remark(self, talk: Talk, draft: CaseDraft, question: Question, answer: Json) -> str | None:
        """The pack's remark on this choice."""
        return talk.words.pick(question.told[answer]) if answer in question.told else None


def choice_named(question: Question, text: str) -> str | None:
    """The only choice whose name, or a part of it, stands in a text."""
    said = core_of(text)
    found = {key for key, titles in question.choices.items() if _is_named(titles.values(), said)}
    return found.pop() if len(found) == 1 else None


def choice_read(text: str, names: Mapping[str, Sequence[str]]) -> Read | Unread:
    """The only choice whose name equals the text, stands in it, or contains it; its number in the list counts too."""
    said = plain(text)
    if said.isdecimal() and 0 < int(said) <= len(names):
        return Read(list(names)[int(said) - 1])
    for fits in (said.__eq__, lambda name: len(name) > 1 and name in said, lambda name: len(said) > 1 and said in name):
        found = {key for key, name in _pairs(names) if fits(name)}
        if len(found) == 1:
            return Read(found.pop())
    return Unread("filing-choice-unread")


def _pairs(names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((key, plain(name)) for key, each in names.items() for name in each)


def _is_named(titles: Iterable[str], said: str) -> bool:
    parts = (core_of(part) for title in titles for part in re.split("[、，,/；;]", title))
    return any(part in said for part in parts if len(part) > 1 and not part.isascii())
