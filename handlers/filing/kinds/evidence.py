"""Photos, files and recordings. The pieces lie beside the draft; the answer says that there are no more."""

from datetime import date

from handlers.filing.answers import Read, Unread
from handlers.filing.asked import Asked
from handlers.filing.kinds.asked_kind import AskedKind, Rows, unless_nothing
from handlers.talk.received import count_argument
from handlers.talk.said_words import says
from handlers.talk.screens import Screen
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.evidence import LARGEST_MB
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json

DONE = "done"
"""The value of the button that says there is no more evidence."""


class AskedEvidence(AskedKind):
    awaits_number = False
    skip_label = "filing-button-nothing"

    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        """Read that there is none, or no more; other words are no evidence."""
        if says("filing-no-evidence-words", text) or says("filing-done-words", text):
            return Read(None)
        return unless_nothing(question, text, Unread("filing-evidence-no-words"))

    async def find(self, talk: Talk, asked: Asked, text: str) -> Read | Unread | Screen:
        """Read that there are no more as an answer, not a skip, if pieces are there."""
        read = self.read(asked.question, text, talk.city, talk.today)
        return Read(True) if isinstance(read, Read) and asked.pieces else read

    def pressed(self, value: str) -> Json:
        return True if value == DONE else value

    def how(self, talk: Talk) -> str | None:
        return talk.words("filing-evidence", most_mb=str(LARGEST_MB))

    def choices(self, talk: Talk, asked: Asked) -> Rows:
        return ((asked.button(talk.words("filing-button-done"), DONE),),) if asked.pieces else ()

    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        return talk.words("filing-none")

    def say(self, talk: Talk, question: Question, answer: Json, pieces: int = 0) -> str:
        if not pieces:
            return self.say_value(talk, question, answer)
        return talk.words("filing-pieces", count=count_argument(pieces))

    def so_far(self, talk: Talk, asked: Asked) -> str | None:
        return talk.words("filing-pieces-so-far", count=count_argument(asked.pieces)) if asked.pieces else None

    def label(self, words: Words, question: Question) -> str:
        """A fixed name: the question itself says how to send evidence, which does not fit a list."""
        return words("filing-label-evidence")
