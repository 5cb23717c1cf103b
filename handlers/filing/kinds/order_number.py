"""The number of an order, also typed in groups (3829 1029 4455), or its last figures: 尾号8827."""

import re
import unicodedata
from datetime import date

from handlers.filing.answers import Read, Unread
from handlers.filing.kinds.asked_kind import LONGEST, AskedKind, unless_nothing
from handlers.phrases.cases import quoted
from handlers.talk.meaning import Meaning
from handlers.talk.talk import Talk
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json

_ORDER_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_]{5,39}")
_IN_GROUPS = re.compile(r"(?<!\d)\d{3,6}(?: \d{3,6}){1,7}(?!\d)")
_END_OF_NUMBER = re.compile(r"尾号[是为:]?\s?(\d{4,6})(?!\d)")


class AskedOrderNumber(AskedKind):
    awaits_number = True

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        return unless_nothing(question, text, Read(_order_number(text)))

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        return meaning.facts.order

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        return quoted(str(answer), LONGEST)


def _order_number(text: str) -> str:
    """The number; only its last figures if the text calls them that."""
    normal = unicodedata.normalize("NFKC", text)
    if end := _END_OF_NUMBER.search(normal):
        return end[1]
    return only_one(_ORDER_NUMBER, _IN_GROUPS.sub(lambda groups: groups[0].replace(" ", ""), normal))


def only_one(pattern: re.Pattern[str], text: str) -> str:
    """The only match in a sentence; the text as it is if there are none or several."""
    found = set(pattern.findall(unicodedata.normalize("NFKC", text)))
    return found.pop() if len(found) == 1 else text
