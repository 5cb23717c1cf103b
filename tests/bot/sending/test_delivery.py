"""Replies that Telegram would not take: parked, sent later in order, and what becomes of the person."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from aiogram.methods import LeaveChat, SendMessage

from bot.app import App
from bot.channel.channel import Blocked, Refused
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from models.city.pack import City
from models.outbox.message import Urgency, put
from models.outbox.parked import KEEP_TRYING, ParkedReply, ParkedState
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact
from models.storage.database import Database
from tests.world.bot_api import BotApi, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.outbox_rows import in_words
from tests.world.senders import running
from tests.world.tickets import File, ticket_app


async def _outbox(database: Database) -> list[ParkedReply]:
    async with database.reading() as session:
        return list(await session.scalars(sa.select(ParkedReply).order_by(ParkedReply.id)))


async def _say(app: App, channel: TelegramChannel, *words: str, chat: int = 1) -> None:
    for word in words:
        await app.receive(channel, telegram_update(chat, {"text": word}))


async def _empty_outbox(app: App, database: Database) -> None:
    async with asyncio.timeout(15):
        while await _outbox(database):
            await app.delivery.deliver_waiting()
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("fault", [429, 500, "drop"])
async def test_a_reply_that_could_not_be_sent_keeps_its_place_before_later_ones(
    database: Database, fault: int | str
) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.faults.append(fault)
        await _say(app, channel, "a", "b", "two", "c")
        assert api.texts(1) == []
        await _empty_outbox(app, database)
        assert api.texts(1) == ["got a", "got b", "first", "second", "got c"]
        await _say(app, channel, "d")
        assert api.texts(1)[-1] == "got d"
        await channel.close()


async def test_the_rest_of_a_list_waits_where_it_broke_off(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        await _say(app, channel, "a")
        api.faults.extend([500])
        await _say(app, channel, "two")
        await _say(app, channel, "b")
        await _empty_outbox(app, database)
        assert api.texts(1) == ["got a", "first", "second", "got b"]
        await channel.close()


async def test_while_telegram_says_wait_nobody_is_sent_anything(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.faults.append(429)
        await _say(app, channel, "a", chat=1)
        await _say(app, channel, "b", chat=2)
        assert [call.arguments["chat_id"] for call in api.calls if call.method == "sendMessage"] == [1]
        await _empty_outbox(app, database)
        assert (api.texts(1), api.texts(2)) == (["got a"], ["got b"])
        await channel.close()


async def test_told_to_wait_both_replies_and_what_is_pushed_wait(database: Database, city: City) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        app.sender.city = city
        await _say(app, channel, "hello", chat=1)
        async with running(app.sender):
            await asyncio.sleep(0)
            api.faults.append(429)
            await _say(app, channel, "a", chat=2)
            await _push(database, 1)
            await asyncio.sleep(0.5)
            assert api.texts() == ["got hello"], "pushed although the channel had said wait"
            await api.until(lambda: api.texts(1) == ["got hello", "pushed"])
            api.faults.append(429)
            await _push(database, 1)
            await api.until(lambda: not api.faults)
            await asyncio.sleep(0.1)
            await _say(app, channel, "b", chat=1)
            assert api.texts(1) == ["got hello", "pushed"], "answered although the channel had said wait"
        await channel.close()


async def _push(database: Database, person_id: int) -> None:
    async with database.transaction() as session:
        await put(session, person_id, in_words("pushed"), due_at=datetime.now(UTC), urgency=Urgency.NOW)


async def test_who_has_blocked_us_is_marked_and_is_back_when_they_write(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.faults.append(403)
        await _say(app, channel, "a")
        assert await _outbox(database) == []
        async with database.reading() as session:
            assert (await session.scalars(sa.select(Contact.blocked_at))).one() is not None
        await _say(app, channel, "b")
        async with database.reading() as session:
            assert (await session.scalars(sa.select(Contact.blocked_at))).one() is None
        assert api.texts(1) == ["got b"]
        await channel.close()


async def test_a_message_that_telegram_will_never_take_is_kept_as_failed_and_blocks_nothing(
    database: Database,
) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.faults.append(400)
        await _say(app, channel, "a", "b")
        assert [(row.state, row.attempts) for row in await _outbox(database)] == [(ParkedState.FAILED, 1)]
        assert api.texts(1) == ["got b"]
        await app.delivery.deliver_waiting()
        assert api.texts(1) == ["got b"]
        await channel.close()


@pytest.mark.parametrize("status", [404, 501])
async def test_a_method_that_the_server_does_not_have_blocks_nothing(database: Database, status: int) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.method_faults = {"sendMessage": [status]}
        await _say(app, channel, "a", "b")
        assert [row.state for row in await _outbox(database)] == [ParkedState.FAILED]
        assert api.texts(1) == ["got b"]
        await channel.close()


async def test_what_must_go_at_once_does_not_wait_behind_what_could_not_be_sent(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.faults.append(500)
        await _say(app, channel, "a", "b", "help")
        assert api.texts(1) == ["at once"]
        await _empty_outbox(app, database)
        assert api.texts(1) == ["at once", "got a", "got b"]
        await channel.close()


async def test_an_edit_of_a_message_that_is_gone_becomes_a_message(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        await _say(app, channel, "/case")
        api.faults.append(400)
        await app.receive(channel, telegram_update(1, {"press": File(number=1).pack(), "message": 1}))
        assert [call.method for call in api.sent(1)] == ["sendMessage", "sendMessage"]
        assert api.texts(1)[-1] == "filed"
        await channel.close()


async def test_a_tap_stops_spinning_even_when_its_answer_fails(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        await _say(app, channel, "/case")
        await app.receive(channel, telegram_update(1, {"press": File(number=1).pack(), "message": 1}))
        assert [call.method for call in api.calls].count("answerCallbackQuery") == 1
        await channel.close()


async def test_what_is_still_not_sent_after_a_day_is_given_up_and_kept(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        with time_machine.travel("2026-11-26T15:00:00+08:00", tick=True) as clock:
            api.faults.extend([500, 500])
            await _say(app, channel, "a")
            clock.shift(KEEP_TRYING * 1.1)
            await app.delivery.deliver_waiting()
        assert [row.state for row in await _outbox(database)] == [ParkedState.FAILED]
        await channel.close()


async def test_a_redelivery_after_parking_does_not_say_it_twice(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        update = telegram_update(1, {"text": "a"})
        api.faults.append(500)
        await app.receive(channel, update)
        await app.receive(channel, update)
        await _empty_outbox(app, database)
        assert api.texts(1) == ["got a"]
        await channel.close()


async def test_the_ids_of_sent_messages_are_written_down(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        await _say(app, channel, "two")
        await app.delivery.record_message_ids()
        async with database.reading() as session:
            assert (await session.scalars(sa.select(ProcessedUpdate.message_ids))).one() == [1, 2]
        await channel.close()


async def test_two_processes_do_not_send_the_same_waiting_reply(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        api.faults.append(500)
        await _say(app, channel, "a")
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=5), tick=True):
            await asyncio.gather(*(app.delivery.deliver_waiting() for _ in range(5)))
        assert api.texts(1) == ["got a"]
        await channel.close()


class _Line:
    """Polling under way, and a way to stop it."""

    def __init__(self, app: App, channel: TelegramChannel) -> None:
        self.polling = Polling(channel, app.receive)
        self.task = asyncio.create_task(self.polling.run())

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.wait([self.task])
        await self.polling.drain()


async def test_polling_confirms_only_what_is_done_and_does_not_ask_in_a_busy_loop(database: Database) -> None:
    async with serve_bot_api(latency=0.2) as api:
        app, channel = await ticket_app(database, api=api.url)
        line = _Line(app, channel)
        api.push(*(telegram_update(chat, {"text": "hello"}, update_id=100 + chat) for chat in range(1, 31)))
        await api.until(lambda: len(api.sent()) == 30)
        await api.until(lambda: not api.updates)
        assert api.polls < 20
        await line.stop()
        await channel.close()


async def test_one_update_that_cannot_be_read_does_not_hold_up_its_batch(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        line = _Line(app, channel)
        broken: Any = {"update_id": 1, "message": {"message_id": "x", "chat": {"id": 5, "type": "private"}}}
        api.push(broken, telegram_update(2, {"text": "hello"}, update_id=2))
        await api.until(lambda: api.texts(2) == ["got hello"] and not api.updates)
        await line.stop()
        await channel.close()


async def test_ids_that_start_again_lower_after_a_quiet_week_are_not_confirmed_unseen(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        line = _Line(app, channel)
        api.push(telegram_update(1, {"text": "old"}, update_id=900_000))
        await api.until(lambda: api.texts(1) == ["got old"] and not api.updates)
        line.task.cancel()
        await asyncio.wait([line.task])
        line.task = asyncio.create_task(line.polling.run())
        api.push(telegram_update(1, {"text": "new"}, update_id=5))
        await api.until(lambda: api.texts(1) == ["got old", "got new"])
        await line.stop()
        await channel.close()


async def test_telegram_being_away_stops_nothing(database: Database) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        line = _Line(app, channel)
        faulty: BotApi = api
        faulty.faults.extend([500, "drop", 500])
        api.push(*(telegram_update(chat, {"text": "hello"}, update_id=chat) for chat in range(1, 6)))
        await api.until(lambda: not api.updates)
        await _empty_outbox(app, database)
        assert all(api.texts(chat) == ["got hello"] for chat in range(1, 6))
        await line.stop()
        await channel.close()


@pytest.mark.parametrize(
    "words", ["chat not found", "user not found", "PEER_ID_INVALID", "USER_DEACTIVATED", "CHAT_WRITE_FORBIDDEN"]
)
async def test_a_chat_that_is_not_there_is_as_one_that_blocked_us(words: str) -> None:
    async def no_file(key: str) -> bytes:
        return b"-"

    async with serve_bot_api() as api:
        channel = TelegramChannel("42:TEST", api.url, no_file)
        api.faults.append(f"400 Bad Request: {words}")
        sent = await channel.send("1", [SendMessage(chat_id=1, text="a")])
        assert isinstance(sent.error, Blocked)
        api.faults.append("400 Bad Request: message is too long")
        sent = await channel.send("1", [SendMessage(chat_id=1, text="a")])
        assert isinstance(sent.error, Refused)
        await channel.close()


@pytest.mark.parametrize("fault", [400, 403, 500, "400 Bad Request: not enough rights to send text messages"])
async def test_a_group_is_left_although_nothing_can_be_said_there(fault: int | str) -> None:
    async def no_file(key: str) -> bytes:
        return b"-"

    async with serve_bot_api() as api:
        channel = TelegramChannel("42:TEST", api.url, no_file)
        api.faults.append(fault)
        await channel.send("-5", [SendMessage(chat_id=-5, text="a"), LeaveChat(chat_id=-5)])
        assert [call.method for call in api.calls] == ["sendMessage", "leaveChat"]
        await channel.close()


async def test_who_blocked_us_and_is_back_is_told_what_happened_meanwhile(database: Database, city: City) -> None:
    async with serve_bot_api() as api:
        app, channel = await ticket_app(database, api=api.url)
        app.sender.city = app.delivery.city = city
        await _say(app, channel, "a")
        api.faults.append(403)
        async with running(app.sender):
            await _push(database, 1)
            for _ in range(3):
                await app.sender.drain()
        await _say(app, channel, "b")
        assert api.texts(1) == ["got a", "pushed", "got b"]
        await _say(app, channel, "c")
        assert api.texts(1)[-1] == "got c"
        await channel.close()
