"""A past day: 昨天, 22号, 11-22. The last three days can be pressed."""

from datetime import date, timedelta

from handlers.filing.answers import Read, Unread
from handlers.filing.asked import Asked
from handlers.filing.kinds.asked_kind import AskedKind, Rows, unless_nothing
from handlers.phrases.cases import day_said
from handlers.talk.meaning import Meaning
from handlers.talk.talk import Talk
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json
from models.values.past_date import read_past_date
from models.values.written_date import NotADate, WrittenDate

NEAR_DAYS = ("filing-button-today", "filing-button-yesterday", "filing-button-day-before")


class AskedDate(AskedKind):
    awaits_number = True
    repeats = True

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        found = read_past_date(text, today)
        if isinstance(found, NotADate):
            impossible = found in (NotADate.IMPOSSIBLE, NotADate.ODD_YEAR)
            why = Unread("filing-date-impossible" if impossible else "filing-date-unread")
            return unless_nothing(question, text, why)
        return Read(found.day.isoformat(), found.sure or found.day > today)

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        day = read_past_date(meaning.facts.day or "", talk.today)
        return day.day.isoformat() if isinstance(day, WrittenDate) and day.day <= talk.today else None

    def choices(self, talk: Talk, asked: Asked) -> Rows:
        days = [(talk.words(key), talk.today - timedelta(days=ago)) for ago, key in enumerate(NEAR_DAYS)]
        return (tuple(asked.button(label, day.isoformat()) for label, day in days),)

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        """`11 月 22 日（周日）`; with the year if it is not this year."""
        day = date.fromisoformat(answer)
        said = day_said(talk.words, day)
        return said if day.year == talk.today.year else talk.words("filing-day-of-year", year=str(day.year), day=said)
