"""A platform: pressed, or typed by one of its names."""

from datetime import date

from handlers.filing.answers import Read, Unread
from handlers.filing.kinds.choice import AskedListed, choice_read
from handlers.talk.meaning import Meaning
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft
from models.cases.same_spot import others_reported_count
from models.city.case_words import platform_said
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json


class AskedPlatform(AskedListed):
    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        named = platform_said(text, city)
        names = {key: (*each.titles.values(), *each.words) for key, each in city.platforms.items()}
        return Read(named) if named else choice_read(text, names)

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        return meaning.facts.platform

    async def remark(self, talk: Talk, draft: CaseDraft, question: Question, answer: Json) -> str | None:
        """How many others reported the same of this platform."""
        count = await others_reported_count(talk.session, draft.type, str(answer), now=talk.now)
        return talk.words("filing-others", count=str(count)) if count else None
