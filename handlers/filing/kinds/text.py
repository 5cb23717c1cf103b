"""An answer in the person's own words."""

from datetime import date

from handlers.filing.answers import Read, Unread, only_a_number
from handlers.filing.kinds.asked_kind import LONGEST, AskedKind
from handlers.phrases.cases import quoted
from handlers.talk.meaning import Meaning
from handlers.talk.said_core import core_of
from handlers.talk.said_words import says
from handlers.talk.talk import Talk
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json


class AskedText(AskedKind):
    awaits_number = True
    told_once = False

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        return Unread("filing-text-only-a-number") if only_a_number(text) else Read(text)

    def is_skip(self, question: Question, text: str) -> bool:
        """Return whether the text skips. 没有 can be the answer where words are asked for."""
        return says("filing-skip-words", text)

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        """The reason that the sentence gives, found by the words that the pack has for it."""
        said = core_of(text)
        reasons = [word for word in question.said if core_of(word) in said]
        return max(reasons, key=len) if reasons else None

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        return quoted(str(answer), LONGEST)
