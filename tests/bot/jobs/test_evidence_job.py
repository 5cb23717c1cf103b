"""Evidence sent in a chat is fetched from its channel soon, once, by whichever process comes first, and tried again."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import App
from bot.assembly import build_app
from bot.channel.kept_files import KeptFiles
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.webchat.channel import WebChatChannel
from bot.jobs.schedule import Schedule
from bot.jobs.work import JOBS
from bot.keys import Keys
from bot.settings import Settings
from handlers.buttons.cases import AddToCase
from models.cases.case import Case
from models.cases.evidence import Evidence, evidence_of, read_evidence
from models.city.pack import City
from models.people.person import contacts_of
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.storage.kept_file import store_file
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.filing import NOW, a_case, a_person, a_picture

WITHIN = timedelta(minutes=5)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


async def _no_file(key: str) -> bytes:
    raise LookupError(key)


def _process(database: Database, city: City, cipher: Cipher, api: BotApi, clock: Clock) -> App:
    channels = [TelegramChannel(TOKEN, api.url, _no_file), WebChatChannel(KeptFiles(database, clock).read_sent)]
    settings = Settings(_env_file=None, webchat=False)  # type: ignore[call-arg]
    return build_app(settings, Keys("s" * 40, cipher), database, city, channels=channels, clock=clock, strict=True)


async def _run_job(*apps: App) -> None:
    """As every process does it, at the same moment."""
    await asyncio.gather(*(Schedule(app).begin("fetch_files") for app in apps))


async def _close(*apps: App) -> None:
    for app in apps:
        await app.channels["telegram"].close()


async def _pieces(database: Database, case: Case) -> list[Evidence]:
    async with database.reading() as session:
        return list(await evidence_of(session, case_id=case.id))


async def test_a_photo_of_each_channel_is_fetched_once_by_two_processes(
    database: Database, city: City, cipher: Cipher
) -> None:
    clock = Clock()
    async with serve_bot_api() as api:
        api.files["one"] = photo = a_picture()
        first, second = (_process(database, city, cipher, api, clock) for _ in range(2))
        async with database.transaction() as session:
            rider, page = await a_person(session, "7788"), await a_person(session, "page", channel="webchat")
            cases = [await a_case(session, rider, city), await a_case(session, page, city)]
            contact = (await contacts_of(session, page.id))[0]
            key = await store_file(session, contact.id, photo, name="photo", media_type="image/jpeg", now=NOW)
        add = [AddToCase(case_id=case.id).pack() for case in cases]
        await first.receive(first.channels["telegram"], telegram_update(7788, {"press": add[0], "message": 1}))
        await first.receive(first.channels["telegram"], telegram_update(7788, {"photo": "one"}))
        await first.receive(first.channels["webchat"], {"id": "1", "address": "page", "press": add[1], "message": 1})
        await first.receive(first.channels["webchat"], {"id": "2", "address": "page", "photo": key})
        clock.now += timedelta(seconds=JOBS["fetch_files"].every)
        await _run_job(first, second)
        assert [call.method for call in api.calls].count("getFile") == 1
        await _close(first, second)
    for case, compressed in zip(cases, (True, False), strict=True):
        (piece,) = await _pieces(database, case)
        assert (piece.sha256, piece.compressed) == (hashlib.sha256(photo).hexdigest(), compressed)
        async with database.reading() as session:
            assert await read_evidence(session, piece.id) == photo


async def test_while_telegram_is_away_for_two_minutes_it_is_still_there_within_five(
    database: Database, city: City, cipher: Cipher
) -> None:
    clock = Clock()
    async with serve_bot_api() as api:
        api.files["one"] = a_picture()
        app = _process(database, city, cipher, api, clock)
        async with database.transaction() as session:
            case = await a_case(session, await a_person(session, "7788"), city)
        add = AddToCase(case_id=case.id).pack()
        for what in ({"press": add, "message": 1}, {"photo": "one"}, {"photo": "gone"}):
            await app.receive(app.channels["telegram"], telegram_update(7788, what))
        while clock.now - NOW <= WITHIN:
            away = clock.now - NOW < timedelta(minutes=2)
            api.method_faults["getFile"] = [500, 500] if away else []
            await _run_job(app)
            clock.now += timedelta(seconds=JOBS["fetch_files"].every)
        await _close(app)
        assert [call.method for call in api.calls].count("getFile") < 20
    photo, gone = await _pieces(database, case)
    assert photo.kept_at is not None
    assert photo.kept_at - photo.arrived_at < WITHIN
    assert gone.refused == "lost"
