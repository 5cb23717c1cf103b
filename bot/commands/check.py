"""`python -m bot check`: what is configured, reachable and missing, one line each."""

import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.channel.finding import Finding, clock_findings
from bot.commands.backup import last_backup
from bot.commands.city_pack import ReadPack, pack_lines, read_pack
from bot.commands.import_report import problem_lines
from bot.commands.listening import listening_faults, serves_already
from bot.commands.migration import newest_version
from bot.commands.operator_lines import lines_of, misspelt_problems
from bot.commands.ready_database import misfit_of, trouble_of
from bot.configured_channels import parts_on
from bot.keys import open_keys
from bot.settings import ENV_FILE, BadSettings, Settings
from handlers.talk.texts import Words
from models.city.pack import BadCityPack, City
from models.places.place import Place, needs_offered
from models.staff.post import Staff
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher

LEAST_FREE_MB = 500
OLD_BACKUP = timedelta(days=2)
MARKS = {True: "operator-check-good", False: "operator-check-bad", None: "operator-check-look"}

Say = Callable[[str], None]


async def check_all(settings: Settings, words: Words, say: Say) -> bool:
    """Say every finding; return whether none is bad."""
    seen: set[bool | None] = set()
    async for each in _findings(settings, words):
        say(words(MARKS[each.good], text=each.text or words(each.key, **each.arguments)))
        seen.add(each.good)
    worst = "problems" if False in seen else "look-at" if None in seen else "well"
    say(words(f"operator-check-{worst}"))
    return False not in seen


async def _findings(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    for line in misspelt_problems(words):
        yield Finding(None, text=line)
    if _is_open_to_others(Path(ENV_FILE)):
        yield Finding(None, "operator-check-env-open", {"file": ENV_FILE})
    cipher: Cipher | None = None
    try:
        settings.make_folders()
        cipher = open_keys(settings).cipher
    except (BadSettings, OSError) as error:
        for line in lines_of(error, words):
            yield Finding(False, text=line)
    database = open_database(settings.database_url, cipher) if cipher is not None else None
    try:
        city: City | None = None
        async for each in _pack(settings, database, words):
            if isinstance(each, ReadPack):
                city = each.city
            else:
                yield each
        for finding in _disks(settings):
            yield finding
        reachable = False
        if database is not None:
            async for finding in _database(database, settings, city, words):
                reachable = reachable or finding.key == "operator-check-database"
                yield finding
        yield _backup(settings)
        async for finding in _channels(settings, cipher if reachable else None, city):
            yield finding
    finally:
        if database is not None:
            await database.close()
    async for finding in _absent(settings):
        yield finding


async def _pack(settings: Settings, database: Database | None, words: Words) -> AsyncIterator[Finding | ReadPack]:
    """The findings about the pack, and the pack itself if it can be used."""
    try:
        pack = await read_pack(settings.city_dir, database)
    except BadCityPack as error:
        for line in pack_lines(error, words):
            yield Finding(False, text=line)
        return
    city = pack.city
    yield Finding(True, "operator-check-city", {"needs": len(city.needs), "districts": len(city.districts)})
    if city.articles_folder is not None:
        yield Finding(True, "operator-check-articles", {"count": len(pack.articles)})
    if pack.places is not None:
        yield Finding(True, "operator-check-pack-places", {"rows": pack.places.rows})
        for line in problem_lines(pack.places.doubtful, "pack-place", pack.places, words):
            yield Finding(None, text=f"{city.places_file}: {line}")
    yield _map(settings, city)
    if city.events:
        yield Finding(True, "operator-check-events", {"count": len(city.events)})
    for where, code in pack.nowhere.items():
        yield Finding(None, "operator-nowhere", {"where": where, "code": code})
    for year in city.calendar.years_unknown(datetime.now(city.zone).date()):
        yield Finding(None, "operator-check-calendar", {"year": year})
    yield pack


def _map(settings: Settings, city: City) -> Finding:
    base_map = city.base_map
    if base_map.needs_key and settings.map_tiles_key is None:
        return Finding(False, "operator-check-map-key", {"base": base_map.base})
    return Finding(True, "operator-check-map", {"base": base_map.base, "number": base_map.review_number or "none"})


def _disks(settings: Settings) -> Iterator[Finding]:
    """The folders that the service writes in; one line for those on the same disk."""
    folders = [settings.data_dir] + ([settings.sqlite_file.parent] if settings.sqlite_file else [])
    disks: set[int] = set()
    for folder in folders:
        there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
        disk = there.stat().st_dev
        if disk not in disks:
            disks.add(disk)
            free_mb = shutil.disk_usage(there).free // 1_000_000
            told = {"free_mb": free_mb, "folder": str(there)}
            yield Finding(free_mb >= LEAST_FREE_MB, "operator-check-disk", told)


def _is_open_to_others(file: Path) -> bool:
    """Return whether others on this machine can read the settings, which contain tokens and keys."""
    return os.name == "posix" and file.is_file() and bool(file.stat().st_mode & 0o077)


async def _database(database: Database, settings: Settings, city: City | None, words: Words) -> AsyncIterator[Finding]:
    trouble = await trouble_of(database, settings)
    if trouble is not None:
        yield Finding(False, *trouble)
        return
    yield Finding(True, "operator-check-database", {"version": newest_version()})
    async with database.reading() as session:
        if not database.is_sqlite:
            size = await session.scalar(sa.text("SELECT pg_database_size(current_database())"))
            yield Finding(True, "operator-check-database-size", {"size_mb": int(size or 0) // 1_000_000})
            there = await session.scalar(sa.text("SELECT clock_timestamp()"))
            for finding in clock_findings(there, datetime.now(UTC), "PostgreSQL"):
                yield finding
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
        if city is not None and city.departments:
            has = sa.select(Staff.department).where(Staff.active, Staff.person_id.is_not(None)).distinct()
            joined = set(await session.scalars(has))
            empty = [each for each in city.departments.values() if each.key not in joined]
            if empty:
                names = words("import-between").join(f"{words.pick(each.titles)} {each.key}" for each in empty)
                told = {"count": len(empty), "all": len(city.departments), "names": names}
                yield Finding(None, "operator-check-no-staff", told)
            else:
                yield Finding(True, "operator-check-staff", {"count": len(joined)})
    misfit = await misfit_of(database)
    yield Finding(misfit is None, misfit or "operator-check-keys")


def _backup(settings: Settings) -> Finding:
    made = last_backup(settings.data_dir)
    if made is None:
        return Finding(None, "operator-check-no-backup")
    age = datetime.now(UTC) - made
    told = {"days": age.days, "hours": int(age.total_seconds() // 3600) % 24}
    return Finding(True if age < OLD_BACKUP else None, "operator-check-backup", told)


async def _channels(settings: Settings, cipher: Cipher | None, city: City | None) -> AsyncIterator[Finding]:
    """cipher: None if the database cannot be used."""
    on = parts_on(settings)
    for part in on:
        async for finding in part.check(settings, cipher, city):
            yield finding
    if not on:
        yield Finding(False, "operator-check-no-channel")
    if not (faults := listening_faults(settings)):
        yield Finding(True, "operator-check-port", {"port": str(settings.http_port)})
    elif faults[0].key == "setting-port-taken" and await serves_already(settings):
        yield Finding(True, "operator-check-running", {"port": str(settings.http_port)})
    else:
        yield Finding(False, faults[0].key, dict(faults[0].args))


async def _absent(settings: Settings) -> AsyncIterator[Finding]:
    """Settings without which the service works, but lacks something."""
    if settings.weather_warnings is None:
        yield Finding(None, "operator-no-weather")
    else:
        from bot.jobs.weather import JsonWarnings, WarningsUnreadable  # this import loads the chat libraries

        try:
            warnings = await JsonWarnings(settings.weather_warnings).current()
            yield Finding(True, "operator-check-weather", {"count": len(warnings)})
        except WarningsUnreadable as error:
            yield Finding(False, "operator-check-weather-away", {"reason": str(error)})
    if settings.metrics_token is None:
        yield Finding(None, "operator-no-metrics")
    if (settings.public_url or "").startswith("https://") and not settings.trusted_proxies:
        yield Finding(None, "operator-no-proxies")
