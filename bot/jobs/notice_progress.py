"""The job that updates the messages in which notices are watched, on channels where a message can be changed.

It makes at most a few changes a second, outside the rate of pushed messages: they take part of the room left for
replies. A message that can no longer be changed is no longer watched.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import timedelta

from aiogram.methods import EditMessageText

from bot.app import App
from bot.channel.channel import Channel, TryLater
from handlers.notices.author import author_of
from handlers.notices.progress import notice_screen
from handlers.talk.screens import Screen
from handlers.talk.texts import texts
from models.errors import DomainError
from models.notices.notice import Notice, NoticeState
from models.notices.progress import (
    Watch,
    claim_watch,
    is_watched,
    look_again,
    pause_after,
    stop_watching,
    watches_due,
)
from models.people.conversation import Conversation
from models.people.open_page import show_on_pages
from models.people.person import Contact, Person, is_tied

OVER = (NoticeState.DONE, NoticeState.CANCELLED)


@dataclass(frozen=True, slots=True)
class _Look:
    """The content that the message should have now. last: the notice is over and will not change."""

    contact: Contact
    screen: Screen
    last: bool

    @property
    def said(self) -> str:
        return hashlib.sha256(repr((self.screen.text, self.screen.rows)).encode()).hexdigest()[:16]


async def show_progress(app: App) -> None:
    """Update every message that is due, in this process or another."""
    async with app.database.reading() as session:
        due = await watches_due(session, now=app.clock())
    for notice_id in due:
        async with app.database.transaction() as session:
            watch = await claim_watch(session, notice_id, now=app.clock())
        if watch is not None:
            await _bring_up_to_date(app, watch)


async def _bring_up_to_date(app: App, watch: Watch) -> None:
    began = time.perf_counter()
    look = await _look(app, watch)
    took = timedelta(seconds=time.perf_counter() - began)
    channel = app.channels.get(look.contact.channel) if look is not None else None
    if look is None or channel is None or not channel.can.edit:
        await _stop(app, watch)
        return
    changed = look.said != watch.said
    after = pause_after(watch, changed=changed, took=took)
    try:
        shown = not changed or await _edit(app, channel, watch, look)
    except TryLater as error:
        if error.everyone:
            app.pause(channel.name, error.after)
        await _again(app, watch, max(after, error.after), said=watch.said)
        return
    if shown and not look.last:
        await _again(app, watch, after, said=look.said)
    else:
        await _stop(app, watch)


async def _look(app: App, watch: Watch) -> _Look | None:
    """The notice as it is now; None if the reader may not watch it any more."""
    async with app.database.reading() as session:
        notice, contact = await session.get(Notice, watch.notice_id), await session.get(Contact, watch.contact_id)
        person = await session.get(Person, contact.person_id) if contact is not None else None
        if notice is None or contact is None or person is None or not is_tied(session, contact, person):
            return None
        words = texts().on(contact.channel).in_(person.locale)
        try:
            by = await author_of(session, person, app.city)
        except DomainError:
            return None
        screen = await notice_screen(session, notice, app.city, words, by=by)
        return _Look(contact, screen, last=notice.state in OVER)


async def _edit(app: App, channel: Channel, watch: Watch, look: _Look) -> bool:
    """Change the message in the chat's turn, so that it does not cover the answer to a press. Raises TryLater. Returns
    whether the message can still be changed."""
    contact = look.contact
    async with app.intake.turn(contact.channel, contact.address):
        async with app.database.transaction() as session:
            if not await is_watched(session, watch):
                return True
            conversation = await session.get(Conversation, contact.id, with_for_update=True)
            chat_id = channel.chat_id(contact.address, contact)
            markup = look.screen.markup()
            method = EditMessageText(chat_id=chat_id, message_id=watch.message_id, text=look.screen.text)
            (item,) = channel.write([method.model_copy(update={"reply_markup": markup})], conversation)
            if channel.can.show_again:
                await show_on_pages(session, contact.id, item)
        return await channel.edit(contact.address, item)


async def _again(app: App, watch: Watch, after: timedelta, *, said: str | None) -> None:
    async with app.database.transaction() as session:
        await look_again(session, watch, at=app.clock() + after, every=after, said=said)


async def _stop(app: App, watch: Watch) -> None:
    async with app.database.transaction() as session:
        await stop_watching(session, watch.contact_id, watch.message_id)
