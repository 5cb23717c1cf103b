"""`python -m bot check`: what is configured, reachable and missing, a line each."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import sqlalchemy as sa

from bot.keys import open_keys
from bot.migration import newest_version
from bot.ready_database import misfit_of, trouble_of
from bot.settings import BadSettings, Settings
from bot.wechat_command import wechat_findings
from handlers.texts import Words
from models.article_pack import load_articles
from models.city import BadCityPack, City, load_city
from models.database import Database, open_database
from models.event_program import places_of_events
from models.place import Place, needs_offered
from models.staff import unstaffed

LEAST_FREE_MB = 500
ENV_FILE = Path(".env")
SECONDS = 10
MARKS = {True: "operator-check-good", False: "operator-check-bad", None: "operator-check-look"}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: whether it is well (None: it works, but is worth a look), its text's key, and the arguments."""

    good: bool | None
    key: str
    arguments: dict[str, Any] = field(default_factory=dict)


async def check_all(settings: Settings, words: Words, say: Say) -> bool:
    """Says every finding; whether all is well."""
    well = True
    async for each in _findings(settings):
        say(words(MARKS[each.good], text=words(each.key, **each.arguments)))
        well = well and each.good is not False
    say(words("operator-check-well" if well else "operator-check-problems"))
    return well


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    city = None
    try:
        city = load_city(settings.city_dir)
        yield Finding(True, "operator-check-city", {"needs": len(city.needs), "districts": len(city.districts)})
        if city.articles_folder is not None:
            read = load_articles(city.articles_folder, topics=city.topics, targets=city.action_targets)
            yield Finding(True, "operator-check-articles", {"count": len(read)})
        for year in city.calendar.years_unknown(datetime.now(city.zone).date()):
            yield Finding(None, "operator-check-calendar", {"year": year})
    except BadCityPack as error:
        yield Finding(False, "operator-check-city-bad", {"problem": str(error)})
    yield _disk(settings)
    if _is_open_to_others(ENV_FILE):
        yield Finding(None, "operator-check-env-open", {"file": str(ENV_FILE)})
    try:
        settings.make_folders()
        cipher = open_keys(settings).cipher
    except (BadSettings, OSError) as error:
        yield Finding(False, "operator-check-keys-bad", {"problem": str(error)})
        return
    database = open_database(settings.database_url, cipher)
    try:
        async for each in _database(database, settings, city):
            yield each
    finally:
        await database.close()
    async for each in _channels(settings):
        yield each
    if settings.wechat_app_id is not None:
        async for key, good, arguments in wechat_findings(settings, cipher, city):
            yield Finding(good, key, arguments)


def _disk(settings: Settings) -> Finding:
    folder = next(
        each for each in (settings.data_dir.absolute(), *settings.data_dir.absolute().parents) if each.exists()
    )
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    return Finding(free_mb >= LEAST_FREE_MB, "operator-check-disk", {"free_mb": free_mb, "folder": str(folder)})


def _is_open_to_others(file: Path) -> bool:
    """Whether others on this machine can read the settings: tokens and keys are in them."""
    return os.name == "posix" and file.is_file() and bool(file.stat().st_mode & 0o077)


async def _database(database: Database, settings: Settings, city: City | None) -> AsyncIterator[Finding]:
    trouble = await trouble_of(database, settings)
    if trouble is not None:
        yield Finding(False, *trouble)
        return
    yield Finding(True, "operator-check-database", {"version": newest_version()})
    async with database.reading() as session:
        places = (await session.scalars(sa.select(sa.func.count()).where(Place.closed_at.is_(None)))).one()
        yield (
            Finding(True, "operator-check-places", {"count": places})
            if places
            else Finding(False, "operator-check-no-places")
        )
        if city is not None and places:
            offered = await needs_offered(session, city.first_needs)
            missing = [key for key in city.first_needs if key not in offered]
            if missing:
                yield Finding(None, "operator-check-first-needs", {"needs": ", ".join(missing)})
            try:
                if not city.places_file.exists():  # else they may be there only from the first start on
                    await places_of_events(session, city)
            except BadCityPack as error:
                yield Finding(False, "operator-check-city-bad", {"problem": str(error)})
    if city is not None:
        async with database.reading() as session:
            nobody = await unstaffed(session, city)
        if nobody:
            names = "、".join(city.departments[key].titles["zh-CN"] for key in nobody)
            lead = city.lead_department.titles["zh-CN"]
            yield Finding(None, "operator-check-unstaffed", {"count": len(nobody), "names": names, "lead": lead})
        else:
            yield Finding(True, "operator-check-staffed")
    misfit = await misfit_of(database)
    yield Finding(misfit is None, misfit or "operator-check-keys")


async def _channels(settings: Settings) -> AsyncIterator[Finding]:
    if settings.telegram_token is not None:
        yield await _telegram(settings)
    if settings.telegram_webhook_secret is not None and not (settings.public_url or "").startswith("https://"):
        yield Finding(False, "operator-check-public-url")
    if settings.serves_webchat:
        yield Finding(True, "operator-check-webchat")
    elif settings.telegram_token is None and settings.wechat_app_id is None:
        yield Finding(False, "operator-check-no-channel")


async def _telegram(settings: Settings) -> Finding:
    """Asks the Bot API who we are."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as client,
            client.get(f"{settings.telegram_api}/bot{token}/getMe") as response,
        ):
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return Finding(False, "operator-check-telegram-away", {"error": type(error).__name__})
    if not answer.get("ok"):
        return Finding(False, "operator-check-telegram-token")
    return Finding(True, "operator-check-telegram", {"name": str(answer["result"].get("username", "?"))})
