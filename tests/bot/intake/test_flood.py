"""Somebody who sends more than a person can mean: told once and slowed, and nobody else notices."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.engine import make_url

from bot.channel.channel import Incoming
from bot.intake.flood import CALM, CHATS_REMEMBERED, LIMIT, WINDOW, FloodGuard, Verdict
from handlers.talk.texts import texts
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.storage.wakeups import WakeUp, woken_by
from tests.world.bot_api import serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.tickets import ticket_app, tickets

NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


def _event(chat: str = "1", *, sent_at: datetime | None = None, album: str | None = None) -> Incoming:
    return Incoming("telegram", "1", chat, {}, sent_at=sent_at, album=album)


async def test_who_floods_is_told_once_slowed_and_heard_again(database: Database) -> None:
    async with serve_bot_api() as api:
        with time_machine.travel(NOON, tick=False) as clock:
            app, channel = await ticket_app(database, api=api.url)
            for number in range(LIMIT + 20):
                await app.receive(channel, telegram_update(1, {"text": str(number)}))
                if number < LIMIT:
                    await app.receive(channel, telegram_update(2, {"text": str(number)}))
            told = texts().in_("zh-CN")("error-too-fast")
            assert api.texts(1).count(told) == 1
            assert await tickets(database, 1) == [str(number) for number in range(LIMIT)]
            assert len(await tickets(database, 2)) == LIMIT
            assert told not in api.texts(2)
            clock.shift(WINDOW)
            await app.receive(channel, telegram_update(1, {"text": "again"}))
            assert (await tickets(database, 1))[-1] == "again"
        await channel.close()


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_two_processes_take_no_more_than_one_would(database: Database) -> None:
    processes = [FloodGuard(shared=database), FloodGuard(shared=database)]
    with woken_by(WakeUp.FLOOD, processes[0].hear), woken_by(WakeUp.FLOOD, processes[1].hear):
        said = [await processes[number % 2].judge_together(_event(), now=NOON) for number in range(2 * LIMIT)]
        assert said == [Verdict.TAKE] * LIMIT + [Verdict.TELL] + [Verdict.DROP] * (LIMIT - 1)
        alone = [await processes[0].judge_together(_event("2"), now=NOON) for _ in range(LIMIT + 1)]
        assert alone == [Verdict.TAKE] * LIMIT + [Verdict.TELL]
        assert await processes[1].judge_together(_event("2"), now=NOON) is Verdict.DROP, "it has heard"
        assert await processes[1].judge_together(_event("2"), now=NOON, urgent=True) is Verdict.TAKE
        assert await processes[1].judge_together(_event("2"), now=NOON + WINDOW) is Verdict.TAKE


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_what_a_process_took_and_never_again_was_asked_for_counts_too(database: Database) -> None:
    here, there = FloodGuard(shared=database), FloodGuard(shared=database)
    with woken_by(WakeUp.FLOOD, here.hear), woken_by(WakeUp.FLOOD, there.hear):
        for _ in range(CALM + 1):
            await here.judge_together(_event("another"), now=NOON)  # both know the key of the digests from here on
        said = [await here.judge_together(_event(), now=NOON) for _ in range(CALM)]
        for _ in range(2 * LIMIT):
            said.append(await there.judge_together(_event(), now=NOON))
            await asyncio.gather(*here._reporting)
        assert said.count(Verdict.TAKE) == LIMIT
        assert said.count(Verdict.TELL) == 1


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_while_the_database_is_away_each_process_counts_alone(database_url: str, cipher: Cipher) -> None:
    away = open_database(make_url(database_url).set(port=1).render_as_string(hide_password=False), cipher)
    guard = FloodGuard(shared=away)
    said = [await guard.judge_together(_event(), now=NOON) for _ in range(LIMIT + 1)]
    assert said == [Verdict.TAKE] * LIMIT + [Verdict.TELL]
    await away.close()


def test_the_parts_of_an_album_count_as_one() -> None:
    guard = FloodGuard()
    for album in range(LIMIT):
        assert {guard.judge(_event(album=f"album-{album}"), now=NOON) for _ in range(10)} == {Verdict.TAKE}
    assert guard.judge(_event(album="one-more"), now=NOON) is Verdict.TELL


def test_what_piled_up_while_the_service_was_away_is_not_held_against_anybody() -> None:
    guard = FloodGuard()
    sent = [NOON - timedelta(minutes=60 - number) for number in range(60)]
    assert {guard.judge(_event(sent_at=each), now=NOON) for each in sent} == {Verdict.TAKE}


def test_never_more_than_the_limit_in_any_window_however_long_it_goes_on() -> None:
    guard = FloodGuard()
    taken = []
    for tenth in range(600):
        at = NOON + timedelta(seconds=tenth / 10)
        taken += [at for _ in range(3) if guard.judge(_event(), now=at) is Verdict.TAKE]
    assert max(sum(start <= each < start + WINDOW for each in taken) for start in taken) == LIMIT


def test_memory_does_not_grow_with_the_number_of_chats() -> None:
    guard = FloodGuard()
    for chat in range(CHATS_REMEMBERED + 100):
        guard.judge(_event(str(chat)), now=NOON)
    assert len(guard._chats) == CHATS_REMEMBERED
