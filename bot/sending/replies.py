"""Send an update's reply now. A reply that the channel refuses is parked and sent later, in the same order for each
chat.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channel.channel import Blocked, Channel, Incoming, Refused, Sent, TryLater
from bot.intake.intake import Intake
from bot.intake.outcome import Held, Outcome
from bot.sending.claim import Ready, claim_held
from bot.trouble import DatabaseAway, is_passing, place_of
from models.city.pack import City
from models.outbox.held import release_held
from models.outbox.message import OutboxState
from models.outbox.parked import LEASE, ParkedReply, claim_all, claim_due, give_up, park, postpone, settle
from models.outbox.sending import change
from models.people.addressee import NOT_THEIRS, Chat, is_for_chat
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact, held_chats, stop_writing_to
from models.storage.database import Database, Json
from models.storage.lease import is_over
from models.storage.unlinkable import mark_key

log = structlog.get_logger(__name__)

BATCH = 100
LONGEST_PAUSE = timedelta(minutes=5)
AFTER_URGENT = timedelta(minutes=10)
"""How long an emergency card stands alone."""


@dataclass(slots=True)
class Delivery:
    """Sends replies, and later the parked ones. One for the process."""

    database: Database
    channels: Mapping[str, Channel]
    intake: Intake
    city: City
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    tell_pause: Callable[[str, timedelta], None] | None = None
    """Pauses the channel in all parts and processes when it refuses everybody for a time; None: here alone."""
    _paused: dict[str, tuple[datetime, timedelta]] = field(default_factory=dict, init=False)
    _message_ids: list[dict[str, Json]] = field(default_factory=list, init=False)

    async def hand_over(self, channel: Channel, incoming: Incoming, outcome: Outcome) -> None:
        """Send the reply of an update; park what cannot be sent now. Raises DatabaseAway if parking fails too."""
        if incoming.address is None:
            return
        held = [] if outcome.held is Held.LATER else await self._held(channel, outcome)
        await self._say(channel, incoming, outcome, held)
        if outcome.held is Held.LATER:
            await self._let_go_later(channel, outcome)

    async def _let_go_later(self, channel: Channel, outcome: Outcome) -> None:
        """Send what had waited after an emergency's answer, which itself waits for nothing."""
        try:
            await self._held(channel, outcome)
        except DatabaseAway as error:  # it waits until the person writes again
            log.warning("what was held waits on", channel=channel.name, error=place_of(error))

    async def _say(self, channel: Channel, incoming: Incoming, outcome: Outcome, held: Sequence[Ready]) -> None:
        if outcome.queued and outcome.contact_id is not None and channel.can.hand_over_waiting:
            await self._hand_over_waiting(channel, incoming, outcome.contact_id, held)
            return
        if self._is_paused(channel) and outcome.reply:
            sent = Sent(error=TryLater("the channel is paused", self._pause_left(channel)))
        else:
            said = [*_items(held), *outcome.reply]
            sent = await self._without(held, await channel.send(incoming.address or "", said, answering=incoming))
        if sent.message_ids:
            self._message_ids.append(
                {"b_channel": channel.name, "b_key": incoming.key, "message_ids": sent.message_ids}
            )
        if sent.error is not None and outcome.contact_id is not None:
            await self._park(channel, incoming, outcome.contact_id, outcome.reply[sent.done :], sent.error)
        elif sent.error is not None:
            log.warning("reply dropped", channel=channel.name, update=incoming.key, error=type(sent.error).__name__)

    async def _held(self, channel: Channel, outcome: Outcome) -> list[Ready]:
        """The rows that had waited for the person to write, to be sent with the answer. Raises DatabaseAway."""
        if outcome.held is None or outcome.contact_id is None:
            return []
        now = self.clock()
        try:
            async with self.database.transaction() as session:
                if outcome.held is Held.TOGETHER:
                    until = now + LEASE
                    texts = self.intake.texts
                    return await claim_held(
                        session, channel, outcome.contact_id, self.city, texts, now=now, until=until
                    )
                contact = await session.get_one(Contact, outcome.contact_id)
                at = now if outcome.held is Held.NEXT else now + AFTER_URGENT
                await release_held(session, contact.person_id, at=at)
        except Exception as trouble:
            if is_passing(trouble):
                raise DatabaseAway from trouble
            raise
        return []

    async def _without(self, held: Sequence[Ready], sent: Sent) -> Sent:
        """How far the answer itself got. The rows sent with it are marked as sent, or wait again."""
        if not held:
            return sent
        done, changes, now = sent.done, [], self.clock()
        for each in held:
            said = done >= len(each.reply)
            done = max(0, done - len(each.reply))
            state = OutboxState.SENT if said else OutboxState.WAITING
            values = {
                "contact_id": each.contact_id,
                "state": state,
                "send_at": each.kept(now) if said else now,
                "sent_at": each.kept(now) if said else None,
                "leased_until": None,
            }
            changes.append({"b_id": each.id, **values, "error": None if said else str(sent.error)})
        async with self.database.transaction() as session:
            await change(session, changes)
        return replace(sent, done=done)

    async def _hand_over_waiting(
        self, channel: Channel, incoming: Incoming, contact_id: int, held: Sequence[Ready]
    ) -> None:
        """Send everything that waits for the contact together; the newest part is the answer. The part that fails waits
        on.
        """
        async with self.database.transaction() as session:
            claimed = await claim_all(session, contact_id, now=self.clock())
            rows = [row for row in claimed if await _is_theirs(session, row, incoming)]
        said = [*_items(held), *(item for row in rows for item in row.said)]
        sent = await self._without(held, await channel.send(incoming.address or "", said, answering=incoming))
        done = sent.done
        async with self.database.transaction() as session:
            for row in rows:
                rest = row.said[min(done, len(row.said)) :]
                done = max(0, done - len(row.said))
                if not rest:
                    await settle(session, row.id)
                elif isinstance(sent.error, Blocked):
                    await _block(session, contact_id, self.clock())
                    return
                elif isinstance(sent.error, Refused):
                    log.error("message refused", parked=row.id, channel=channel.name)
                    await give_up(session, row.id, error=str(sent.error))
                    sent.error = TryLater("behind one that was refused")
                else:
                    after, error = self._after(channel, sent.error or TryLater("not sent")), str(sent.error)
                    await postpone(session, row.id, rest, now=self.clock(), after=after, error=error)

    async def _park(
        self, channel: Channel, incoming: Incoming, contact_id: int, rest: Sequence[Json], error: Exception
    ) -> None:
        log.warning("reply not sent", channel=channel.name, update=incoming.key, error=str(error))
        try:
            async with self.database.transaction() as session:
                key = await mark_key(session, channel.name, incoming.key)
                mark = (ProcessedUpdate.channel == channel.name, ProcessedUpdate.key == key)
                if isinstance(error, Blocked):
                    await _block(session, contact_id, self.clock())
                    return
                after = self._after(channel, error)
                await park(session, contact_id, list(rest), now=self.clock(), after=after, error=str(error))
                await session.execute(sa.update(ProcessedUpdate).where(*mark).values(reply=[]))
                if isinstance(error, Refused):
                    newest = sa.select(sa.func.max(ParkedReply.id)).where(ParkedReply.contact_id == contact_id)
                    await give_up(session, (await session.scalars(newest)).one(), error=str(error))
        except Exception as trouble:
            if is_passing(trouble):
                raise DatabaseAway from trouble
            raise

    async def deliver_waiting(self) -> int:
        """Send the due parked replies, the first of each chat, until none is due. Returns how many it tried."""
        tried = 0
        while True:
            async with self.database.transaction() as session:
                claimed = await claim_due(session, now=self.clock(), limit=BATCH)
                chats = await held_chats(session, Contact.id.in_([row.contact_id for row in claimed]))
                held = {each.id: each for each in chats}
                there = [(row, held.get(row.contact_id)) for row in claimed]
                theirs = [(row, chat) for row, chat in there if await _is_theirs(session, row, chat)]
            if not claimed:
                return tried
            await asyncio.gather(*(self._deliver(row, chat.channel, chat.address) for row, chat in theirs if chat))
            tried += len(claimed)

    async def _deliver(self, row: ParkedReply, channel_name: str, address: str) -> None:
        """Send one parked reply in its chat's turn, so that no direct reply slips in between."""
        channel = self.channels.get(channel_name)
        async with self.intake.turn(channel_name, address):
            if channel is None:
                sent = Sent(error=TryLater("the channel is not configured", LONGEST_PAUSE))
            elif self._is_paused(channel):
                sent = Sent(error=TryLater("the channel is paused", self._pause_left(channel)))
            else:
                sent = await channel.send(address, row.said)
            async with self.database.transaction() as session:
                if sent.error is None:
                    await settle(session, row.id)
                elif isinstance(sent.error, Blocked):
                    await _block(session, row.contact_id, self.clock())
                elif isinstance(sent.error, Refused):
                    log.error("message refused", parked=row.id, channel=channel_name)
                    await give_up(session, row.id, error=str(sent.error))
                else:
                    after = max(self._after(channel, sent.error), _backoff(row.attempts))
                    rest = row.said[sent.done :]
                    await postpone(session, row.id, rest, now=self.clock(), after=after, error=str(sent.error))

    async def record_message_ids(self) -> None:
        """Store the channels' ids of the messages sent since last time."""
        if not self._message_ids:
            return
        batch, self._message_ids = self._message_ids, []
        async with self.database.transaction() as session:
            for each in batch:
                each["b_key"] = await mark_key(session, each["b_channel"], each["b_key"])
            connection = await session.connection()
            await connection.execute(
                sa.update(ProcessedUpdate)
                .where(
                    ProcessedUpdate.channel == sa.bindparam("b_channel"), ProcessedUpdate.key == sa.bindparam("b_key")
                )
                .values(message_ids=sa.bindparam("message_ids")),
                batch,
            )

    def _after(self, channel: Channel | None, error: Exception) -> timedelta:
        if not isinstance(error, TryLater):
            return timedelta(0)
        if error.everyone and channel is not None:
            (self.tell_pause or self.pause)(channel.name, error.after)
        return error.after

    def pause(self, channel: str, after: timedelta) -> None:
        """Send nothing on the channel for this long, because it refuses everybody."""
        self._paused[channel] = self.clock() + after, after

    def _is_paused(self, channel: Channel) -> bool:
        return self._pause_left(channel) > timedelta(0)

    def _pause_left(self, channel: Channel) -> timedelta:
        until, lasts = self._paused.get(channel.name, (None, timedelta(0)))
        now = self.clock()
        if until is None or is_over(until, lasts=lasts, now=now):
            return timedelta(0)
        return until - now


def _items(held: Sequence[Ready]) -> list[Json]:
    return [item for each in held for item in each.reply]


def _backoff(attempts: int) -> timedelta:
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_PAUSE)


async def _is_theirs(session: AsyncSession, row: ParkedReply, chat: Chat | None) -> bool:
    """Return whether the parked reply is for this chat; if not, give it up. chat: None if the chat's seal does not
    hold.
    """
    if chat is not None and is_for_chat(row.reply, chat):
        return True
    error = "chat without its seal" if chat is None else NOT_THEIRS
    log.warning(error, contact=row.contact_id, parked=row.id)
    await give_up(session, row.id, error=error)
    return False


async def _block(session: AsyncSession, contact_id: int, now: datetime) -> None:
    """Send nothing more to a person who has blocked us, until they write again."""
    await stop_writing_to(session, [contact_id], now=now)
    await session.execute(sa.delete(ParkedReply).where(ParkedReply.contact_id == contact_id))
