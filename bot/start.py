"""Starts the service from its settings: keys, tables, city, places, channels; then says where to chat."""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa
import structlog

from bot.commands.city_pack import BadPlaces, ReadPack, read_pack
from bot.commands.place_file import import_places
from bot.commands.ready_database import Unready, bring_up_to_date, need_database
from bot.configured_channels import parts_on
from bot.keys import Keys, open_keys
from bot.lean_import import import_aiogram
from bot.settings import Settings
from bot.watched import Parent
from handlers.talk.texts import Words
from models.articles.bring_in import put_articles
from models.benefits.use import note_offered
from models.city.articles import PackArticle
from models.city.pack import BadCityPack, City
from models.events.programme import fill_programme
from models.places.loaded_file import LoadedFile
from models.receipts.receipt import public_key
from models.storage.database import Database, open_database
from models.upkeep.demonstration import demonstration_of

log = structlog.get_logger(__name__)

Say = Callable[[str], None]
START_LOCK = 0x6E757374
"""The lock's number, any fixed one; chats lock by other numbers."""


async def start(
    settings: Settings, words: Words, say: Say, *, under: Parent | None = None, also: Sequence[str] = ()
) -> None:
    """Run the service until it is stopped. under: the process that watches this one. also: lines to say once it can be
    used. Raises BadSettings, BadCityPack, Unready, an ExceptionGroup of them, OSError."""
    async with prepared(settings, words) as (keys, database, pack):
        import_aiogram()
        from bot.assembly import build_app  # last, since it is slow: mistakes above are told at once
        from bot.running import serve
        from bot.web.site import build_site

        app = build_app(settings, keys, database, pack.city)

        def ready() -> None:
            greet(settings, words, pack, say)
            for line in also:
                say(line)

        await serve(app, build_site(app), ready=ready, under=under)


@asynccontextmanager
async def prepared(settings: Settings, words: Words) -> AsyncIterator[tuple[Keys, Database, ReadPack]]:
    """Yield the keys, the database with its tables and the pack's data, and the pack; close the database at the end.
    Raises BadSettings, BadCityPack, Unready, an ExceptionGroup of them, OSError."""
    settings.make_folders()
    keys = open_keys(settings)
    database = open_database(settings.database_url, keys.cipher)
    try:
        pack = await _sound(settings, database, words)
        async with _one_at_a_time(database):
            await _bring_in(settings, database, words, pack)
        async with database.reading() as session:
            shows = await demonstration_of(session) is not None
        yield keys, database, replace(pack, city=replace(pack.city, demonstration=shows)) if shows else pack
    finally:
        await database.close()


@asynccontextmanager
async def _one_at_a_time(database: Database) -> AsyncIterator[None]:
    """Let one of the processes that start together bring new data in; the others then find it there."""
    if database.is_sqlite:
        yield
        return
    async with database.transaction() as session:
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(START_LOCK)))
        yield


async def _bring_in(settings: Settings, database: Database, words: Words, pack: ReadPack) -> None:
    city = pack.city
    for year in city.calendar.years_unknown(datetime.now(city.zone).date()):
        log.warning("moved weekends not known yet", year=year)
    await bring_up_to_date(database, settings, words)
    await load_places(database, city)
    if city.articles_folder is not None:
        await load_library(database, pack.articles)
        await note_benefits(database, pack.city)
    async with database.transaction() as session:
        await fill_programme(session, city, now=datetime.now(UTC))
        await public_key(session)  # made here, so that a request for it on the web need not write


async def _sound(settings: Settings, database: Database, words: Words) -> ReadPack:
    """Read the pack and try the database; mistakes in both are raised together."""
    wrong: list[Exception] = []
    try:
        await need_database(settings.database_url, words)
    except Unready as error:
        wrong.append(error)
    try:
        pack = await read_pack(settings.city_dir, None if wrong else database)
    except BadCityPack as error:
        wrong.append(error)
    if wrong:
        raise wrong[0] if len(wrong) == 1 else ExceptionGroup("start", wrong)
    return pack


async def load_places(database: Database, city: City) -> None:
    """Bring the pack's places in if its file, which has been checked, is new or changed."""
    file = city.places_file
    if not file.exists():
        return
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    async with database.reading() as session:
        if (await session.scalars(sa.select(LoadedFile.sha256).where(LoadedFile.name == "places"))).first() == digest:
            return
    report = await import_places(
        database, city, file, datum="wgs84", now=datetime.now(UTC), sample=city.sample, accept_outside=True
    )
    if not report.ok:
        raise BadPlaces([], file, report)
    async with database.transaction() as session:
        await session.merge(LoadedFile(name="places", sha256=digest))
    log.info("places loaded", rows=report.rows)


async def load_library(database: Database, articles: Sequence[PackArticle]) -> None:
    """Bring in the pack's articles that are new or changed."""
    async with database.transaction() as session:
        changes = await put_articles(session, articles, now=datetime.now(UTC))
    log.info("articles loaded", new=changes.new, changed=changes.changed, ended=changes.ended)
    if changes.kept:
        log.warning("articles that staff changed stay as they are", keys=changes.kept)


async def note_benefits(database: Database, city: City) -> None:
    """Note since when the pack has each of its benefits."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        new = await note_offered(session, city.benefits, today=now.astimezone(city.zone).date())
    log.info("benefits noted", new=new)


def greet(settings: Settings, words: Words, pack: ReadPack, say: Say) -> None:
    """Tell the operator where to chat."""
    city = pack.city
    say(words("operator-city", city=words.pick(city.titles), sample="yes" if city.sample else "no"))
    for part in parts_on(settings):
        say(part.greeting(settings, words))
    for where, code in pack.nowhere.items():
        say(words("operator-check-look", text=words("operator-nowhere", where=where, code=code)))
    if settings.weather_warnings is None:
        say(words("operator-check-look", text=words("operator-no-weather")))
    say(words("operator-stop"))
