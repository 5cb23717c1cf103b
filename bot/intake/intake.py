"""One update, one transaction, one stored reply.

An update is handled inside one transaction, which also holds the conversation's new state, the mark that the update was
handled, and the reply. So a crash loses nothing and repeats nothing: the channel delivers again what was not
acknowledged, and a second delivery gets the stored reply. Errors:

    a domain error      rolled back, answered with its words, marked as handled
    a defect of ours    rolled back, logged and kept as a failed update, answered with an apology, marked as handled
    a text left unsure  rolled back, looked at closely, and run again
    the database's own  run again; after three tries DatabaseAway: not acknowledged, the channel delivers it again
"""

import asyncio
import traceback
import weakref
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from aiogram import Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod
from aiogram.types import Message, Update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channel.channel import Channel, Incoming, Pressed
from bot.intake.outcome import Held, Outcome
from bot.intake.seen_text import with_seen_text
from bot.intake.unit import Unit, current_unit
from bot.metrics import Ending
from bot.trouble import DatabaseAway, is_passing, place_of
from handlers.talk.forms import WELCOMED
from handlers.talk.refusals import error_said
from handlers.talk.screens import AtOnce, OfThisPart
from handlers.talk.texts import Texts, locale_for
from models.errors import ButtonExpired, DomainError
from models.learned.looked_at import LookCloser, LookedAt
from models.outbox.held import hold_again
from models.outbox.parked import park
from models.people.addressee import for_chat, said_in
from models.people.conversation import FailedUpdate, kept_of_failed
from models.people.person import Contact, Person
from models.storage.database import Database, Json
from models.storage.one_hop import is_changed
from models.storage.session_info import Kept
from models.storage.turns import begin_turn, commit_turn, end_turn, turn_of
from models.storage.unlinkable import by_the_hour

log = structlog.get_logger(__name__)

TRIES = (0.0, 0.05, 0.25)
"""Seconds to wait before each try while the database is in trouble."""


class ForgottenReply(Exception):
    """A message or a press got no reply: its handler has no `return`."""


@dataclass(slots=True)
class Intake:
    """Runs the updates of every channel through the dispatcher.

    things: what handlers get beside the rows (`city`, …). strict: a forgotten reply is an error (in tests).
    """

    database: Database
    dispatcher: Dispatcher
    texts: Texts
    things: dict[str, Any] = field(default_factory=dict)
    strict: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    default_locale: str = "zh-CN"
    looked_at: LookedAt = field(default_factory=LookedAt)
    """Where texts are looked at closely, outside of a transaction."""
    _turns: weakref.WeakValueDictionary[tuple[str, str], asyncio.Lock] = field(
        default_factory=weakref.WeakValueDictionary, init=False
    )

    def turn(self, channel: str, address: str | None) -> asyncio.Lock:
        """The chat's turn in this process: held from `take` until its reply is sent, one update at a time."""
        return self._turns.setdefault((channel, address or ""), asyncio.Lock())

    async def take(self, channel: Channel, incoming: Incoming) -> Outcome:
        """Handle the update unless it was handled before. Raises DatabaseAway."""
        for pause in TRIES:
            await asyncio.sleep(pause)
            try:
                return await self._once(channel, incoming)
            except DatabaseAway as error:
                log.warning("database away", update=incoming.key, channel=channel.name, error=repr(error.__cause__))
                last = error
        raise last

    async def _once(self, channel: Channel, incoming: Incoming) -> Outcome:
        try:
            async with self._open(channel, incoming) as (unit, before):
                if before is not None:
                    return before
                methods = await self._handle(channel, incoming, unit)
                return await self._keep(channel, incoming, unit, methods)
        except DatabaseAway:
            raise
        except LookCloser as unsure:
            await self.looked_at.look(unsure.text)
            return await self._once(channel, incoming)
        except DomainError as error:
            log.info("refused", update=incoming.key, channel=channel.name, error=type(error).__name__)
            return await self._answer_error(channel, incoming, error)
        except Exception as error:
            if is_passing(error):
                raise DatabaseAway from error
            if self._is_forged(channel, incoming):
                log.warning("a press of no button", update=incoming.key, channel=channel.name, error=place_of(error))
                return await self._answer_error(channel, incoming, ButtonExpired())
            log.error("update failed", update=incoming.key, channel=channel.name, error=place_of(error))
            return await self._answer_error(channel, incoming, error)

    @staticmethod
    def _is_forged(channel: Channel, incoming: Incoming) -> bool:
        """Return whether the update is a press that cannot be shown to be of a button of ours."""
        return channel.pressed(incoming) is Pressed.UNPROVEN

    @asynccontextmanager
    async def _open(self, channel: Channel, incoming: Incoming) -> AsyncIterator[tuple[Unit, Outcome | None]]:
        """Open a transaction with the chat locked and its rows loaded. Yields them with the earlier outcome, if the
        mark is there. Raises DatabaseAway.
        """
        session = await self._begun(channel, incoming)
        try:
            try:
                address = incoming.address if incoming.private else None
                unit = await Unit.load(session, channel.name, incoming.key, address)
                if unit.mark is None and incoming.private and incoming.address is not None:
                    await self._welcome(channel, incoming, unit)
            except Exception as error:
                if is_passing(error):
                    raise DatabaseAway from error
                raise  # the sender cannot be looked up: a defect of ours, not trouble of the database
            unit.chat_id = channel.chat_id(incoming.address, unit.contact)
            if unit.mark is not None:
                locale = unit.person.locale if unit.person else None
                said = said_in(unit.mark.reply, incoming, update=incoming.key)
                yield unit, Outcome(said, unit.mark.contact_id, ending=Ending.AGAIN, locale=locale)
                return
            yield unit, None
            await commit_turn(session)
        finally:
            await end_turn(session)

    async def _begun(self, channel: Channel, incoming: Incoming) -> AsyncSession:
        """A session in a transaction that holds the chat's lock.

        Raises DatabaseAway for every error: the transaction holds nothing that anybody sent, and a server that starts,
        stops or has no free connection reports it in many ways.
        """
        try:
            return await begin_turn(self.database, turn_of(channel.name, incoming.address or incoming.key))
        except Exception as error:
            raise DatabaseAway from error

    async def _welcome(self, channel: Channel, incoming: Incoming, unit: Unit) -> None:
        """Load or create the sender's contact and conversation, note that they write, and clear `blocked_at`."""
        now = self.clock()
        await unit.need_tie(update=incoming.key, now=now)
        if unit.contact is None or unit.conversation is None:
            locale = locale_for(incoming.language, self.default_locale)
            await unit.meet(channel.name, incoming.address or "", locale=locale, now=now)
            if incoming.welcomed and unit.conversation is not None:
                unit.conversation.data = {WELCOMED: True}
        else:
            unit.conversation.note_writing(now)
        assert unit.contact is not None
        back = unit.contact.blocked_at is not None
        if back:
            unit.contact.blocked_at = None
        unit.held = await channel.note(unit.session, incoming, unit.contact)
        unit.held |= back and await hold_again(unit.session, unit.contact.person_id, now=now)

    async def _handle(self, channel: Channel, incoming: Incoming, unit: Unit) -> list[TelegramMethod[Any]]:
        update = with_seen_text(channel.read(incoming, unit.contact, unit.conversation))
        texts = self.texts.on(channel.name)
        token = current_unit.set(unit)
        try:
            result = await self.dispatcher.feed_update(
                channel.bot,
                update,
                session=unit.session,
                person=unit.person,
                contact=unit.contact,
                conversation=unit.conversation,
                words=texts.in_(unit.person.locale if unit.person else locale_for(incoming.language)),
                texts=texts,
                now=self.clock(),
                can=channel.can,
                **self.things,
            )
        finally:
            current_unit.reset(token)
        if unit.broken is not None:
            raise unit.broken
        methods = self._methods(result, update, incoming)
        return self._one_per_album(incoming, unit, methods, words=channel.words_of(incoming))

    def _methods(self, result: Any, update: Update, incoming: Incoming) -> list[TelegramMethod[Any]]:
        if isinstance(result, TelegramMethod):
            return [result]
        if isinstance(result, AtOnce | OfThisPart):
            return result
        if isinstance(result, list | tuple):
            return list(result)
        if update.message or update.callback_query:
            handled = "nobody handled it" if result is UNHANDLED else "the handler returned nothing"
            if self.strict:
                raise ForgottenReply(handled)
            log.error("no reply", update=incoming.key, why=handled)
        return []

    @staticmethod
    def _one_per_album(
        incoming: Incoming, unit: Unit, methods: list[TelegramMethod[Any]], *, words: str
    ) -> list[TelegramMethod[Any]]:
        """Answer an album once: every part is handled, but only the first is answered. Parts with words, refused parts
        and urgent replies are answered too.
        """
        if incoming.album is None or unit.conversation is None or isinstance(methods, OfThisPart):
            return methods
        if unit.conversation.album == incoming.album:
            return methods if words or isinstance(methods, AtOnce) else []
        unit.conversation.album = incoming.album
        return methods

    async def _keep(
        self, channel: Channel, incoming: Incoming, unit: Unit, methods: Sequence[TelegramMethod[Any]]
    ) -> Outcome:
        """Write state, mark and reply into the transaction. If messages wait in the outbox the reply is parked behind
        them, unless it must go at once.
        """
        if is_changed(unit.session):
            await unit.session.flush()
        contact = unit.contact if unit.contact is not None and not sa.inspect(unit.contact).was_deleted else None
        if unit.conversation is not None and contact is None:
            unit.conversation.gone = True
        contact_id = contact.id if contact is not None and sa.inspect(contact).persistent else None
        reply = channel.write(methods, unit.conversation)
        if contact is not None and unit.person is not None and not isinstance(methods, AtOnce):
            reply += await self._invitation(channel, unit, contact, unit.person)
        if contact is not None and unit.conversation is not None:
            reply = channel.with_own(incoming, reply, unit.conversation)
        queued = bool(unit.queue and reply and contact_id is not None and not isinstance(methods, AtOnce))
        if queued and contact_id is not None:
            await park(unit.session, contact_id, reply, now=self.clock(), after=timedelta(0), error=None)
        kept = [] if queued else reply
        addressed = for_chat(incoming, kept) if kept else []
        await unit.keep(channel.name, incoming.key, contact_id, addressed, at=self.clock())
        held = _held(unit, methods) if contact_id is not None else None
        locale = unit.person.locale if unit.person is not None else None
        return Outcome(kept, contact_id, queued=queued, held=held, locale=locale)

    async def _invitation(self, channel: Channel, unit: Unit, contact: Contact, person: Person) -> list[Json]:
        """The channel's request to the person, if they are to be told something later."""
        causes = {cause for person_id, cause in unit.session.info.get(Kept.CAUSES, ()) if person_id == person.id}
        if not causes:
            return []
        words, conversation = self.texts.on(channel.name).in_(person.locale), unit.conversation
        now = self.clock()
        return await channel.invitation(unit.session, contact, causes, words, conversation=conversation, now=now)

    async def _answer_error(self, channel: Channel, incoming: Incoming, error: Exception) -> Outcome:
        """Answer the error in a second transaction, locked and looked up again: the mark, the answer, and the details
        of a defect.
        """
        try:
            async with self._open(channel, incoming) as (unit, before):
                if before is not None:
                    return before
                if not isinstance(error, DomainError):
                    unit.session.add(_failed(channel, incoming, unit, error, now=self.clock()))
                words = self._words_for(channel, incoming, unit, error)
                ending = Ending.REFUSED if isinstance(error, DomainError) else Ending.FAILED
                return replace(await self._keep(channel, incoming, unit, words), ending=ending)
        except DatabaseAway:
            raise
        except Exception as second:
            if is_passing(second):
                raise DatabaseAway from second
            raise

    def _words_for(
        self, channel: Channel, incoming: Incoming, unit: Unit, error: Exception
    ) -> list[TelegramMethod[Any]]:
        """An alert for a press, a message for a message; nothing outside of private chats."""
        if unit.chat_id is None or unit.person is None:
            return []
        words = self.texts.on(channel.name).in_(unit.person.locale)
        text = error_said(words, error) if isinstance(error, DomainError) else words("error-unexpected")
        tap = _callback_id(channel, incoming, unit)
        if tap is not None:
            return [AnswerCallbackQuery(callback_query_id=tap, text=text[:200], show_alert=True)]
        part = _message_of(channel, incoming, unit) if incoming.album is not None else None
        return [part.reply(text) if part is not None else SendMessage(chat_id=unit.chat_id, text=text)]


def _held(unit: Unit, methods: Sequence[TelegramMethod[Any]]) -> Held | None:
    if not unit.held:
        return None
    if isinstance(methods, AtOnce):
        return Held.LATER
    asks = unit.conversation is not None and unit.conversation.state is not None
    return Held.NEXT if asks else Held.TOGETHER


def _message_of(channel: Channel, incoming: Incoming, unit: Unit) -> Message | None:
    try:
        return channel.read(incoming, unit.contact, unit.conversation).message
    except ValueError:
        return None


def _callback_id(channel: Channel, incoming: Incoming, unit: Unit) -> str | None:
    try:
        update = channel.read(incoming, unit.contact, unit.conversation)
    except ValueError:
        return None
    return update.callback_query.id if update.callback_query else None


def _failed(channel: Channel, incoming: Incoming, unit: Unit, error: Exception, *, now: datetime) -> FailedUpdate:
    return FailedUpdate(
        channel=channel.name,
        key=incoming.key,
        contact_id=unit.contact.id if unit.contact else None,
        at=by_the_hour(now),
        update=for_chat(incoming, kept_of_failed(incoming.raw)),
        error="".join(traceback.format_exception(error)).encode(errors="replace").decode(),
    )
