"""Shows messages of other processes on the pages that are open in this one: those that the worker sends, and answers to
another page of the same chat. The messages are in the database when they are said. A wake-up names the contact, and its
pages get what they lack.

A poll finds messages whose wake-up was lost: the conversation's counter is ahead of what its page was shown. After the
line to the others was cut, every page is looked at: a later answer may have brought a page to that counter.
"""

import asyncio
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog

from bot.channels.webchat.channel import WebChatChannel
from bot.trouble import place_of
from models.outbox.page_history import replies_to
from models.people.conversation import Conversation
from models.people.open_page import frames_of, note_pages
from models.people.person import Contact, Person
from models.storage.database import Database
from models.storage.wakeups import WakeUp, woken_by

log = structlog.get_logger(__name__)

POLL_S = 1.0
PORTION = 500
"""Pages per statement."""
FEW = 5
"""Answers and messages read at first. If the page has one of them, it has everything before it too."""
LOOKED_FOR_S = 15.0
"""A number that was given out may be on its way this long; after that it counts as never said."""


@dataclass(slots=True)
class SaidElsewhere:
    """The messages of other processes that share the database. `run` until cancelled; it also tells the others which
    pages are open here."""

    database: Database
    channel: WebChatChannel
    holder: str
    """The name of this process among the others."""
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _contacts: set[int] = field(default_factory=set, init=False)
    """Contacts from wake-ups that have not been handled yet."""
    _ahead: dict[str, tuple[int, float]] = field(default_factory=dict, init=False)
    """Address -> the counter that its page has not reached, and since when (monotonic seconds)."""
    _noted: set[int] | None = field(default=None, init=False)
    """Contacts whose pages the other processes know to be open here; None if it is unclear what they know."""
    _cut: bool = field(default=False, init=False)
    """Whether any wake-up may have been missed since all pages were looked at."""

    async def run(self) -> None:
        try:
            with woken_by(WakeUp.PAGE, self._wake):
                await self._look_for_ever()
        finally:
            with suppress(Exception):  # the database may be the reason why we end
                async with asyncio.timeout(1), self.database.transaction() as session:
                    await note_pages(session, self.holder, opened=(), closed=None)

    async def _look_for_ever(self) -> None:
        poll_at = time.monotonic()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(poll_at - time.monotonic()):
                    await self._woken.wait()
            self._woken.clear()
            try:
                if time.monotonic() >= poll_at:
                    poll_at = time.monotonic() + POLL_S
                    cut, self._cut = self._cut, False
                    await self._poll(all_pages=cut)
                await self._look_at_woken()
            except Exception as error:
                self._cut = True
                log.warning("pages not brought up to date", error=place_of(error))

    def _wake(self, about: str | None) -> None:
        if about is None:
            self._noted, self._cut = None, True
        elif self.channel.open_at:
            self._contacts.add(int(about))
            self._woken.set()

    async def _look_at_woken(self) -> None:
        contacts, self._contacts = self._contacts, set()
        if contacts:
            async with self.database.reading() as session:
                mine = sa.select(Contact.address).where(Contact.id.in_(contacts), Contact.channel == self.channel.name)
                addresses = [each for each in await session.scalars(mine) if self.channel.pages_at(each)]
            await self._bring_up_to_date(addresses)

    async def _poll(self, *, all_pages: bool) -> None:
        addresses = self.channel.open_at
        there = set(addresses)
        self._ahead = {each: since for each, since in self._ahead.items() if each in there}
        contacts: set[int] = set()
        for portion in _portions(addresses):
            async with self.database.reading() as session:
                counted = sa.select(Contact.id, Contact.address, Conversation.counter).join(
                    Conversation, Conversation.contact_id == Contact.id
                )
                mine = counted.where(Contact.channel == self.channel.name, Contact.address.in_(portion))
                rows = (await session.execute(mine)).all()
            contacts.update(row.id for row in rows)
            lacking = [row.address for row in rows if self._lacks(row.address, row.counter) or all_pages]
            await self._bring_up_to_date(lacking, all_said=all_pages)
        await self._note(contacts)

    async def _note(self, contacts: set[int]) -> None:
        if contacts == self._noted:
            return
        before = self._noted
        opened, closed = (contacts, None) if before is None else (contacts - before, before - contacts)
        async with self.database.transaction() as session:
            await note_pages(session, self.holder, opened=opened, closed=closed)
        self._noted = contacts

    def _lacks(self, address: str, counter: int) -> bool:
        pages = self.channel.pages_at(address)
        if all(page.newest >= counter for page in pages):
            self._ahead.pop(address, None)
            return False
        known, since = self._ahead.get(address, (None, 0.0))
        if known != counter:
            since = time.monotonic()
            self._ahead[address] = counter, since
        return time.monotonic() - since < LOOKED_FOR_S

    async def _bring_up_to_date(self, addresses: Collection[str], *, all_said: bool = False) -> None:
        for address in addresses:
            async with self.database.reading() as session:
                there = sa.select(Contact, Person.locale).join(Person, Person.id == Contact.person_id)
                mine = there.where(Contact.channel == self.channel.name, Contact.address == address)
                row = (await session.execute(mine)).one_or_none()
                if row is None:
                    continue
                kept = await frames_of(session, row.Contact.id, self.holder)
                said = await replies_to(session, row.Contact, most=FEW)
                if all_said or all(page.lacks(frame) for frame in said for page in self.channel.pages_at(address)):
                    said = await replies_to(session, row.Contact)
            self.channel.speak(address, row.locale)
            for page in self.channel.pages_at(address):
                for frame in (*said, *kept):
                    if page.lacks(frame):
                        page.push(frame)


def _portions(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), PORTION):
        yield addresses[start : start + PORTION]
