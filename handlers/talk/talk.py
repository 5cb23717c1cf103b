"""Whose talk it is, on which channel, in which words: what every handler and every screen is given."""

from dataclasses import dataclass
from datetime import date, datetime

from aiogram.fsm.context import FSMContext
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.talk.abilities import Abilities
from handlers.talk.texts import Texts, Words
from models.city.pack import City
from models.people.conversation import Conversation
from models.people.person import Contact, Person


@dataclass(frozen=True, slots=True)
class Talk:
    """One tap or message and what it belongs to. session: the open transaction. state: which answer is awaited, and
    what was collected for it. words: in the person's language, for the channel; texts: in every language. now: in UTC.
    can: what the channel can. map_page: where the map for everybody is, if the service has an address on the web.

    In groups there is nobody: person, contact and conversation are None there, and no handler that takes a talk runs.
    """

    session: AsyncSession
    state: FSMContext
    person: Person
    contact: Contact
    conversation: Conversation
    city: City
    words: Words
    texts: Texts
    now: datetime
    can: Abilities
    map_page: str | None

    @property
    def today(self) -> date:
        """The date in the city."""
        return self.now.astimezone(self.city.zone).date()
