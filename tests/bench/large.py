"""A city of millions: what an update costs there, beside the same in a small one, on both databases."""

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from models.city.pack import City
from models.people.person import CONSENT_VERSION
from tests.bench.conversation import open_ours
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.figures import Figure
from tests.bench.filing import FilingSteps
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.riders import Round, Side, Steps, TakesAtOnce, in_turns

TIMES_THE_SMALL = 1.2
YEAR_S = 365 * 24 * 60 * 60
"""In which all cases were filed."""
FIRST_CHAT, RIDERS = 900_000_000, 400


@dataclass(frozen=True, slots=True)
class Cities:
    """People; each has two chats, and one of three filed a case. few: as many as a small city has."""

    few: int = 15_000
    many: int = 1_500_000
    rounds: int = 5
    seconds: float = 0.7


async def bench_large(ground: Ground, cities: Cities) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    await _on("SQLite", await sqlite_pair(ground.folder, ground.city, ground.cipher), ground, cities)
    async with postgresql_pair(ground.city, ground.cipher) as pair:
        if pair is None:
            ground.not_measured("large, PostgreSQL", NO_SERVER)
        else:
            await _on("PostgreSQL", pair, ground, cities)


async def _on(name: str, urls: tuple[str, str], ground: Ground, cities: Cities) -> None:
    for url, people in zip(urls, (cities.many, cities.few), strict=True):
        ground.say(f"{name}, {people:,} people are written")
        await _write(url, ground.city, people)
    riders = range(FIRST_CHAT, FIRST_CHAT + RIDERS)
    city, cipher = ground.city, ground.cipher
    async with (
        open_ours(urls[0], city, cipher, riders, TakesAtOnce()) as many,
        open_ours(urls[1], city, cipher, riders, TakesAtOnce()) as few,
    ):
        sizes = (
            f"at {cities.many:,} people, {2 * cities.many:,} contacts, {cities.many // 3:,} cases / at {cities.few:,}"
        )
        for what, steps in (("looking for a place", Steps(city)), ("filing a case", FilingSteps(city))):
            ground.say(f"{name}, {what}")
            for side in (many, few):
                side.begins(steps.updates, riders)
            ground.add(await _beside(f"{name}, an update of {what} {sizes}", [many, few], cities))


async def _beside(what: str, sides: list[Side], cities: Cities) -> Figure:
    """One after the other, so that all of an update's time is its own."""
    rounds = await in_turns(sides, at_once=1, rounds=cities.rounds, seconds=cities.seconds)
    many, few = (sum(each, Round()) for each in rounds)
    times = median(few.rate / many.rate for many, few in zip(*rounds, strict=True))
    note = f"{1000 / many.rate:.2f} / {1000 / few.rate:.2f} ms"
    return Figure(what, times, "×", at_most=TIMES_THE_SMALL, note=note)


# --- what there is ----------------------------------------------------------------------------------------------------

_SERIES = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)",
    "postgresql": "generate_series(1, {count}) AS s(i)",
}
_PEOPLE = """
    INSERT INTO person (id, created_at, locale, consent_version, consent_at, last_needs)
    SELECT i, '{now}', 'zh-CN', '{consent}', '{now}', '' FROM {series}"""
_CONTACTS = """
    INSERT INTO contact (id, person_id, channel, address, created_at)
    SELECT i, (i + 1) / 2, CASE i % 2 WHEN 0 THEN 'telegram' ELSE 'webchat' END, CAST(i AS text), '{now}'
    FROM {series}"""
_CASES = """
    INSERT INTO "case" (
        id, number, type, department, district, platform, state, person_id, anonymous, answers, reporters, filed_at,
        accept_by, answer_by, ended_at, bounces, warned, event_count, head
    )
    SELECT
        i, 'B' || i, {type}, {department}, {district}, {platform}, CASE i % 10 WHEN 0 THEN 'accepted' ELSE 'closed' END,
        3 * i, {no}, {answers}, 1, {filed}, {filed}, {filed}, CASE i % 10 WHEN 0 THEN NULL ELSE {filed} END,
        0, 0, 3, '-'
    FROM {series}"""


def _statements(kind: str, city: City, people: int) -> list[str]:
    """But for words and seals, which no update of anybody else looks at, rows as the product writes them."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    on_sqlite, ago = kind == "sqlite", f"(i * {YEAR_S / (people // 3):.3f})"
    filed = f"'{now}'::timestamp - {ago} * interval '1 second'"
    if on_sqlite:
        filed = f"strftime('%Y-%m-%d %H:%M:%S.000000', '{now}', '-' || {ago} || ' seconds')"
    about = {
        "now": now,
        "consent": CONSENT_VERSION,
        "no": "0" if on_sqlite else "false",
        "answers": "x'00'" if on_sqlite else r"'\x00'::bytea",
        "filed": filed,
        "type": _one_of(city.case_types),
        "department": _one_of(city.departments),
        "district": _one_of(city.districts),
        "platform": _one_of(city.platforms),
    }
    counts = ((_PEOPLE, people), (_CONTACTS, 2 * people), (_CASES, people // 3))
    return [text.format(series=_SERIES[kind].format(count=count), **about) for text, count in counts]


def _one_of(keys: Any) -> str:
    """A key of the pack by the row's number."""
    each = list(keys)
    whens = " ".join(f"WHEN {number} THEN '{key}'" for number, key in enumerate(each))
    return f"CASE (i / 7) % {len(each)} {whens} END"


async def _write(url: str, city: City, people: int) -> None:
    """Without what holds a bulk up: foreign keys, and waiting for the disk."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_write_sqlite, str(address.database), _statements("sqlite", city, people))
        return
    connection = await asyncpg.connect(address.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        for statement in _statements("postgresql", city, people):
            await connection.execute(statement)
        for table, count in (("person", people), ("contact", 2 * people), ('"case"', people // 3)):
            await connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})")
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


def _write_sqlite(file: str, statements: list[str]) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        for each in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = OFF", "cache_size = -400000"):
            connection.execute(f"PRAGMA {each}")
        for statement in statements:
            connection.execute(statement)
        connection.execute("ANALYZE")
    finally:
        connection.close()


PART = Part(
    "large", "an update in a city of millions, beside a small one", bench_large, Cities(), Cities(500, 20_000, 2, 0.3)
)
