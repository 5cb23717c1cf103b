"""One update, one transaction, one stored reply: redeliveries, double taps, albums, crowds, and every kind of error."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.trouble import DatabaseAway
from handlers.talk.texts import texts
from models.people.conversation import Conversation, FailedUpdate, ProcessedUpdate, without_coordinates
from models.people.person import Person
from models.storage.database import Database
from models.storage.unlinkable import digest_key
from tests.world.clients.telegram import telegram_update
from tests.world.tickets import File, Filing, crossings, ticket_app, tickets


async def _count(database: Database, table: Any) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(table))).one()


async def _state(database: Database) -> str | None:
    async with database.reading() as session:
        return (await session.scalars(sa.select(Conversation.state))).one()


async def test_a_redelivered_update_gets_the_stored_reply_and_runs_nothing(database: Database) -> None:
    app, channel = await ticket_app(database)
    update = channel.incoming(telegram_update(1, {"text": "hello"}))
    first = await app.intake.take(channel, update)
    second = await app.intake.take(channel, update)
    assert first.reply == second.reply
    assert second.again
    assert await tickets(database) == ["hello"]


async def test_the_same_update_many_times_at_once_is_handled_once(database: Database) -> None:
    app, channel = await ticket_app(database)
    update = channel.incoming(telegram_update(1, {"text": "hello"}))
    outcomes = await asyncio.gather(*(app.intake.take(channel, update) for _ in range(20)))
    assert len({str(each.reply) for each in outcomes}) == 1
    assert await tickets(database) == ["hello"]


async def test_a_double_tap_files_one_case_and_the_other_tap_is_told(database: Database) -> None:
    app, channel = await ticket_app(database)
    press = {"press": File(number=1).pack(), "message": 5}
    chats = range(1, 21)
    await asyncio.gather(
        *(app.intake.take(channel, channel.incoming(telegram_update(chat, {"text": "/case"}))) for chat in chats)
    )
    taps = [channel.incoming(telegram_update(chat, press)) for chat in chats for _ in range(2)]
    outcomes = await asyncio.gather(*(app.intake.take(channel, tap) for tap in taps))
    said = [outcome.reply[0][1]["text"] for outcome in outcomes]
    assert (said.count("filed"), said.count("too late")) == (20, 20)
    assert await tickets(database) == ["filed"] * 20


async def test_an_album_sent_at_once_is_ten_rows_and_one_reply(database: Database) -> None:
    app, channel = await ticket_app(database)
    parts = [telegram_update(1, {"photo": f"photo-{number}"}, album="album-1") for number in range(10)]
    outcomes = await asyncio.gather(*(app.intake.take(channel, channel.incoming(part)) for part in parts))
    assert sorted(await tickets(database)) == sorted(f"photo-{number}" for number in range(10))
    assert [len(outcome.reply) for outcome in outcomes].count(1) == 1
    assert sum(len(outcome.reply) for outcome in outcomes) == 1


async def test_fifty_chats_at_once_all_get_their_own(database: Database) -> None:
    app, channel = await ticket_app(database)
    updates = [telegram_update(chat, {"text": f"{chat}-{turn}"}) for turn in range(5) for chat in range(1, 51)]
    await asyncio.gather(*(_in_turn(app, channel, each) for each in updates))
    assert await _count(database, Person) == 50
    for chat in range(1, 51):
        assert await tickets(database, chat) == [f"{chat}-{turn}" for turn in range(5)]


async def test_one_chat_of_600_messages_stays_in_order_and_holds_nobody_up(database: Database) -> None:
    app, channel = await ticket_app(database)
    await _in_turn(app, channel, telegram_update(1, {"text": "warm up"}))
    rounds = 0
    while True:
        calm = await _p99(app, channel, first=2 + 200 * rounds)
        flood = [asyncio.create_task(_in_turn(app, channel, telegram_update(1, {"text": str(n)}))) for n in range(600)]
        beside = await _p99(app, channel, first=102 + 200 * rounds)
        still_busy = sum(not task.done() for task in flood)
        await asyncio.gather(*flood)
        rounds += 1
        assert still_busy > 0, "the flood was over before the others had asked: nothing was shown"
        # Other load only adds: a chat that is held up is so every time, also beside what it waits on a busy machine.
        if beside <= max(0.1, 3 * calm):
            break
        assert rounds < 5, f"p99 {beside:.3f} s, calm {calm:.3f} s"
    assert (await tickets(database, 1))[1:] == [str(n) for n in range(600)] * rounds


async def _p99(app: Any, channel: Any, *, first: int) -> float:
    """Of a hundred chats, one after the other, in seconds."""
    waits = []
    for chat in range(first, first + 100):
        began = time.perf_counter()
        await _in_turn(app, channel, telegram_update(chat, {"text": "hello"}))
        waits.append(time.perf_counter() - began)
    return sorted(waits)[98]


async def _in_turn(app: Any, channel: Any, raw: Any) -> Any:
    incoming = channel.incoming(raw)
    async with app.intake.turn(channel.name, incoming.address):
        return await app.intake.take(channel, incoming)


async def test_a_domain_error_rolls_back_says_its_words_and_is_not_run_again(database: Database) -> None:
    app, channel = await ticket_app(database)
    update = channel.incoming(telegram_update(1, {"text": "rule"}))
    outcome = await app.intake.take(channel, update)
    assert outcome.reply[0][1]["text"] == texts().in_("zh-CN")("error-place-gone", place_id=7)
    assert await tickets(database) == []
    assert await _state(database) is None
    assert (await app.intake.take(channel, update)).again
    assert await _count(database, FailedUpdate) == 0


@pytest.mark.parametrize("text", ["defect", "bad sql"])
async def test_a_defect_rolls_back_apologises_and_is_kept_for_us(database: Database, text: str) -> None:
    app, channel = await ticket_app(database)
    await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "/case"})))
    update = channel.incoming(telegram_update(1, {"text": text}))
    with capture_logs() as logs:
        outcome = await app.intake.take(channel, update)
    assert outcome.reply[0][1]["text"] == texts().in_("zh-CN")("error-unexpected")
    assert await tickets(database) == []
    assert await _state(database) == Filing.asked.state
    async with database.reading() as session:
        kept = (await session.scalars(sa.select(FailedUpdate))).one()
    assert kept.update["said"]["message"]["text"] == text
    assert [each["update"] for each in logs if each["event"] == "update failed"] == [update.key]
    assert "secret words" not in str(logs)
    assert (await app.intake.take(channel, update)).again


async def test_a_handler_that_awaits_the_network_is_stopped_even_if_it_hides_the_error(database: Database) -> None:
    app, channel = await ticket_app(database)
    outcome = await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "await"})))
    assert outcome.reply[0][1]["text"] == texts().in_("zh-CN")("error-unexpected")
    assert await tickets(database) == []


@pytest.mark.parametrize("strict", [True, False])
async def test_a_forgotten_return_is_logged_and_fails_in_tests(database: Database, strict: bool) -> None:
    app, channel = await ticket_app(database, strict=strict)
    with capture_logs() as logs:
        outcome = await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "forget"})))
    if strict:
        assert any("ForgottenReply" in str(each) for each in logs)
    else:
        assert outcome.reply == []
        assert [each["event"] for each in logs] == ["no reply"]


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 9, "message": {"message_id": "x", "chat": {"id": "x", "type": "private"}, "from": {"id": 1}}},
        {"update_id": 9, "message": {"chat": "nonsense"}},
        {"update_id": 9, "message": None},
        {"update_id": 9, "something_new": {"a": 1}},
    ],
)
async def test_an_update_that_cannot_be_read_is_marked_and_stops_nobody(database: Database, raw: Any) -> None:
    app, channel = await ticket_app(database)
    await app.intake.take(channel, channel.incoming(raw))
    assert await _count(database, ProcessedUpdate) == 1
    assert (await app.intake.take(channel, channel.incoming(raw))).again
    await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "next"})))
    assert await tickets(database) == ["next"]


async def test_a_failed_update_is_kept_without_anybodys_position() -> None:
    raw = {"message": {"location": {"latitude": 32.1, "longitude": 115.2}, "venue": [{"latitude": 1.0}]}}
    assert without_coordinates(raw) == {
        "message": {"location": {"latitude": None, "longitude": None}, "venue": [{"latitude": None}]}
    }


async def test_state_and_replies_lie_encrypted_in_the_database(database: Database) -> None:
    app, channel = await ticket_app(database)
    await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "my boss is called Wang"})))
    async with database.engine.connect() as connection:
        stored = (await connection.execute(sa.text("SELECT reply FROM processed_update"))).scalar_one()
    assert b"Wang" not in bytes(stored)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_two_chats_that_lock_each_other_are_both_served(database: Database) -> None:
    """PostgreSQL breaks the deadlock by failing one; it is run again, and nobody notices."""
    app, channel = await ticket_app(database)
    async with database.transaction() as session:
        await digest_key(session)  # made by whoever comes first, for whom everybody else waits
    crossings.clear()
    updates = [channel.incoming(telegram_update(chat, {"text": "cross"})) for chat in (1, 2)]
    outcomes = await asyncio.gather(*(app.intake.take(channel, each) for each in updates))
    assert len(crossings) == 3
    assert await tickets(database) == ["crossed", "crossed"]
    assert [each.reply[0][1]["text"] for each in outcomes] == ["crossed", "crossed"]


async def test_a_database_that_is_not_there_is_no_answer_at_all(database: Database) -> None:
    app, channel = await ticket_app(database)
    app.intake.database = type("Away", (), {"sessions": lambda self: _Refusing(), "is_sqlite": True})()  # type: ignore[assignment]
    with pytest.raises(DatabaseAway):
        await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "hello"})))


class _Refusing:
    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def connection(self, **_: Any) -> Any:
        raise ConnectionRefusedError


async def test_what_cannot_be_looked_up_is_no_trouble_of_the_database(database: Database) -> None:
    app, channel = await ticket_app(database)
    odd = replace(channel.incoming(telegram_update(1, {"text": "hello"})), key="\ud800")
    with pytest.raises((UnicodeEncodeError, sa.exc.DBAPIError)):
        await app.intake.take(channel, odd)
    await app.intake.take(channel, channel.incoming(telegram_update(1, {"text": "hello"})))
