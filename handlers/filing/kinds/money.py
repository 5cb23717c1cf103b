"""A sum: 800, 八百, 一千二百块."""

from datetime import date

from handlers.filing.answers import Read, Unread
from handlers.filing.kinds.asked_kind import AskedKind, unless_nothing
from handlers.phrases.money import money_said
from handlers.talk.meaning import Meaning
from handlers.talk.talk import Talk
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json
from models.values.written_sum import read_sum


class AskedMoney(AskedKind):
    awaits_number = True
    repeats = True

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        found = read_sum(text)
        return Read(found.fen, found.sure) if found else unless_nothing(question, text, Unread("filing-sum-unread"))

    def pressed(self, value: str) -> Json:
        return int(value) if value.isdecimal() else value

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        return meaning.facts.money

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        return money_said(talk.words, answer)
