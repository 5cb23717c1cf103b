"""The argument of every handler and every screen: the person, the channel and the words of one tap or message."""

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
    """One tap or message and what belongs to it.

    session: the open transaction. state: the awaited answer and what was collected for it. words: in the person's
    language, for the channel; texts: in every language. now: in UTC. can: the abilities of the channel.
    map_page, place_page: the addresses of the public map, and that the pages of places begin with; None if the service
    has no address on the web. console_page: the address of the console.

    In groups nobody is known: person, contact and conversation are None there, and no handler that takes a talk runs.
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
    place_page: str | None
    console_page: str

    @property
    def today(self) -> date:
        """The date in the city."""
        return self.now.astimezone(self.city.zone).date()
