"""A telephone number, in figures or read out: 幺三八 …. A sent contact counts as its number."""

import re
from datetime import date

from handlers.filing.answers import Read, Unread
from handlers.filing.kinds.asked_kind import LONGEST, AskedKind, unless_nothing
from handlers.filing.kinds.order_number import only_one
from handlers.phrases.cases import quoted
from handlers.talk.meaning import Meaning
from handlers.talk.talk import Talk
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json

_PHONE = re.compile(
    r"\(?\+?\(?\d(?:[\d() ]|[-–—.·/](?=[\d( ])){3,22}\d(?:\s*(?:转|分机号?|ext\.?|#)\s*\d{1,6})?|(?<!\d)[19]\d{4}(?!\d)"
)
_SAID_DIGITS = re.compile("[零〇幺一二三四五六七八九](?:[ -]?[零〇幺一二三四五六七八九]){6,13}")
_FIGURES = str.maketrans("零〇幺一二三四五六七八九", "001123456789")


class AskedPhone(AskedKind):
    awaits_number = True
    takes_contact = True

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        figures = _SAID_DIGITS.sub(lambda said: said[0].translate(_FIGURES), text)
        return unless_nothing(question, text, Read(only_one(_PHONE, figures)))

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        return meaning.facts.phone

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        return quoted(str(answer), LONGEST)
