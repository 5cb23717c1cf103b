"""The reader of a WeChat address."""

from dataclasses import dataclass

import sqlalchemy as sa

from handlers.talk.texts import locale_for
from models.people.person import Contact, Person
from models.storage.database import Database
from models.wechat.account import WECHAT


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's contact and language. contact_id: None if nobody has the address."""

    contact_id: int | None
    locale: str


async def reader_at(database: Database, address: str, default_locale: str) -> Reader:
    """The reader of the address as things are now."""
    mine = sa.select(Contact.id, Person.locale).join(Person, Person.id == Contact.person_id)
    mine = mine.where(Contact.channel == WECHAT, Contact.address == address)
    async with database.reading() as session:
        row = (await session.execute(mine)).one_or_none()
    return Reader(row.id, row.locale) if row else Reader(None, locale_for(None, default_locale))
