"""A thief of the database, or of a backup, without its keys finds nobody who filed anonymously.

Eleven people do the same, each time in another order; nothing in the file may single out who filed which case.
"""

import logging
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
import sqlalchemy as sa
import time_machine
from cryptography.fernet import Fernet
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from bot.app import App
from bot.assembly import build_app
from bot.channel.kept_files import KeptFiles
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.webchat.channel import WebChatChannel
from bot.commands.backup import write_backup
from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import download_by, fetch_files
from bot.keys import Keys
from bot.settings import Settings
from handlers.buttons.cases import AddToCase, GetReceipt
from models.articles.unanswered import keep_question
from models.cases.case import Case
from models.cases.closing import Satisfaction, rate_case
from models.cases.draft import add_draft_words
from models.cases.evidence_copy import release_piece
from models.cases.filing import file_case
from models.cases.same_spot import join_city_report
from models.casework.handling import ask_worker, settle_case
from models.casework.urgent import call_somebody
from models.city.pack import City
from models.negotiations.joining import Joining, answer_negotiation
from models.negotiations.negotiation import Negotiation
from models.negotiations.steps import open_negotiation
from models.people.person import Contact, Person
from models.staff.post import Staff
from models.storage.database import Database, Encrypted, EncryptedBytes, Own, open_database
from models.storage.encryption import Cipher, new_key
from models.storage.key_rotation import encrypted_columns
from tests.models.cases.test_evidence import OLD_WORD
from tests.world.bot_api import TOKEN, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_draft, a_person
from tests.world.thief import Tables, leads, rows_of_question, tables_of, tables_of_file

PEOPLE = 11
ORDERS: tuple[Literal["big", "little"], ...] = ("big", "little")
MOST = 8
"""So many may be found by chance where enough columns are tried; what leads anywhere leads to all. In each round nobody
has the place of another round."""


@dataclass
class Town:
    """Eleven people on Telegram, the case of each, and a clock that goes on by a minute and a bit with each act."""

    app: App
    database: Database
    city: City
    now: datetime = NOW
    people: list[int] = field(default_factory=list)
    cases: dict[int, int] = field(default_factory=dict)
    """By person."""
    urgent: dict[int, int] = field(default_factory=dict)
    reports: dict[int, int] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    """The report of somebody else, by who joined it."""
    questions: dict[int, int] = field(default_factory=dict)
    _rounds: int = 0

    def next_round(self) -> Iterator[int]:
        """Everybody, each round in another order."""
        self._rounds += 1
        for place in range(PEOPLE):
            self.now += timedelta(seconds=71)
            yield self.people[(3 * place + self._rounds) % PEOPLE]

    async def each(self, act: Callable[[AsyncSession, Person], Awaitable[Any]], *, writes: bool = True) -> None:
        """Each of them does it, one after the other; what a worker does is an update of their chat of that moment."""
        for person_id in self.next_round():
            async with self.database.transaction() as session:
                await act(session, await session.get_one(Person, person_id))
            if writes:
                await self.says(person_id, {"text": "/menu"})

    async def says(self, person_id: int, what: Mapping[str, Any]) -> None:
        telegram = self.app.channels["telegram"]
        assert telegram is not None
        await self.app.receive(telegram, telegram_update(_address(self.people.index(person_id)), dict(what)))


def _address(number: int) -> int:
    return 7790010000 + 137 * number


async def _lives(town: Town) -> None:
    """They file, are asked, answer, send a photo and what cannot be cleaned, fetch the receipt, rate, join a
    negotiation, report a spot and join another's report, ask what nobody answers, call for somebody, and file by
    name."""
    city, database = town.city, town.database
    async with database.transaction() as session:
        clerk = await a_clerk(session, "王芳", "market_regulation")
        union = await a_clerk(session, "李姐", "union")
        town.people = [(await a_person(session, str(_address(number)))).id for number in range(PEOPLE)]

    async def files(session: AsyncSession, person: Person) -> None:
        draft = await a_draft(session, person, city, platform="a")
        words = "字" * (40 + 30 * (person.id * 5 % PEOPLE))
        await add_draft_words(session, draft.id, person, words, question="evidence", now=town.now)
        case = await file_case(session, draft.id, person, anonymous=True, agreed_to_share=True, city=city, now=town.now)
        town.cases[person.id] = case.id

    async def is_asked(session: AsyncSession, person: Person) -> None:
        staff = await session.get_one(Staff, clerk.id)
        await ask_worker(session, town.cases[person.id], staff, "哪个站点？", city=city, now=town.now)

    async def is_told(session: AsyncSession, person: Person) -> None:
        staff = await session.get_one(Staff, clerk.id)
        await settle_case(session, town.cases[person.id], staff, "退了", city=city, now=town.now)

    async def rates(session: AsyncSession, person: Person) -> None:
        await rate_case(session, town.cases[person.id], person, Satisfaction.NO, now=town.now)

    async def joins(session: AsyncSession, person: Person) -> None:
        number = (await session.scalars(sa.select(Negotiation.id))).one()
        await answer_negotiation(session, number, person, Joining.ANONYMOUS, now=town.now)

    async def releases(session: AsyncSession, person: Person) -> None:
        await release_piece(session, town.cases[person.id], person, 3, now=town.now)

    async def reports(session: AsyncSession, person: Person) -> None:
        case = await a_case(session, person, city, "gate_parking", anonymous=True, now=town.now)
        town.reports[person.id] = case.id

    async def backs(session: AsyncSession, person: Person) -> None:
        neighbour = town.people[(town.people.index(person.id) + 4) % PEOPLE]
        town.joined[person.id] = town.reports[neighbour]
        await join_city_report(session, town.reports[neighbour], person, now=town.now)

    async def calls(session: AsyncSession, person: Person) -> None:
        called = await call_somebody(session, person, f"我不想活了{'唉' * (person.id % 7)}", city=city, now=town.now)
        town.urgent[person.id] = called.case.id

    async def is_heard(session: AsyncSession, person: Person) -> None:
        staff = await session.get_one(Staff, union.id)
        await ask_worker(session, town.urgent[person.id], staff, "你在哪里？", city=city, now=town.now)

    async def wonders(session: AsyncSession, person: Person) -> None:
        question = await keep_question(session, "月亮上能不能送外卖" * 3, person, locale="zh-CN", now=town.now)
        assert question is not None
        town.questions[person.id] = question.id

    async def is_named(session: AsyncSession, person: Person) -> None:
        await a_case(session, person, city, platform="b", now=town.now)

    await town.each(files)
    await town.each(is_asked, writes=False)
    await town.each(_nothing)
    for kind, what in (
        (AddToCase, {"text": "在河湾站"}),
        (AddToCase, {"photo": "AgAC"}),
        (AddToCase, {"document": "BQAC"}),
        (GetReceipt, None),
    ):
        await _presses(town, kind, what)
    await fetch_files(database, download_by(town.app.channels), ForeignFiles(), clock=town.app.clock)
    await make_copies(database, ForeignFiles(), clock=town.app.clock)
    await town.each(releases)
    await town.each(is_told, writes=False)
    await town.each(rates)
    async with database.transaction() as session:
        staff = await session.get_one(Staff, union.id)
        await open_negotiation(session, "deduction", "a", staff, city=city, now=town.now)
    await town.each(joins)
    for act in (reports, backs, wonders, calls):
        await town.each(act)
    await town.each(is_heard, writes=False)
    await town.each(_nothing)
    await town.each(is_named)


async def _nothing(session: AsyncSession, person: Person) -> None:
    """Only says something."""


async def _presses(town: Town, kind: Any, what: dict[str, Any] | None) -> None:
    """Each presses the button of their case, and goes on with what they send."""
    for person_id in town.next_round():
        await town.says(person_id, {"press": kind(case_id=town.cases[person_id]).pack(), "message": 1})
        if what is not None:
            await town.says(person_id, {key: _sent(key, value, person_id) for key, value in what.items()})


def _sent(key: str, value: str, person_id: int) -> Any:
    """A photo or a document of the person's own."""
    name = f"{value}-{person_id}"
    return {"photo": name, "document": {"file_id": name, "file_name": "a.doc", "file_size": 1200}}.get(key, value)


@dataclass
class Stolen:
    """What the thief has, and what is looked up to judge the thief. logs: all that was logged, at DEBUG."""

    tables: Tables
    who: Mapping[str, Mapping[int, int]]
    """Of each kind: the number of what somebody did without their name -> the person."""
    numbers: list[str]
    logs: str


async def _stolen(url: str, city: City, folder: Path, caplog: pytest.LogCaptureFixture) -> Stolen:
    caplog.set_level(logging.DEBUG)
    key = new_key()
    settings = Settings(database_url=url, data_dir=folder, encryption_keys=[key], secret_key="s" * 40, webchat=False)
    database = open_database(url, Cipher([key], "s" * 40))
    async with serve_bot_api() as api:
        for number in range(1, 100):
            api.files[f"AgAC-{number}"] = b"\xff\xd8\xff" + bytes(1000 + 300 * (number * 7 % PEOPLE))
            api.files[f"BQAC-{number}"] = OLD_WORD + bytes(300 * (number * 5 % PEOPLE))
        telegram = TelegramChannel(TOKEN, api.url, _no_file)
        town = Town(None, database, city)  # type: ignore[arg-type]
        keys = Keys("s" * 40, database.cipher)
        channels = [telegram, WebChatChannel(KeptFiles(database, lambda: town.now).read_sent)]
        town.app = build_app(settings, keys, database, city, channels=channels, clock=lambda: town.now)
        with capture_logs() as logs:
            await _lives(town)
        await telegram.close()
    await town.app.apart.once(database)
    async with database.reading() as session:
        numbers = list(await session.scalars(sa.select(Case.number).where(Case.anonymous)))
        assert await session.scalar(sa.select(sa.func.count()).select_from(Contact)) == PEOPLE + 2
    if url.startswith("sqlite"):
        write_backup(url, folder / "backup.db")
        tables = tables_of_file(folder / "backup.db")
    else:
        tables = await tables_of(database)
    await database.close()
    logged = [each.getMessage() for each in caplog.records if each.name != "aiohttp.access"]
    kinds = {name: getattr(town, name) for name in ("cases", "urgent", "reports", "joined", "questions")}
    who = {name: {number: person for person, number in kind.items()} for name, kind in kinds.items()}
    return Stolen(tables, who, numbers, f"{logs}{logged}")


async def _no_file(key: str) -> bytes:
    raise LookupError(key)


async def test_no_two_columns_lead_from_an_anonymous_case_to_who_filed_it(
    database_url: str, city: City, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stolen = await _stolen(database_url, city, tmp_path, caplog)
    assert {len(each) for each in stolen.who.values()} == {PEOPLE}
    assert {row["copy"] for row in stolen.tables["evidence"]} >= {"released"}
    for name, who in stolen.who.items():
        found = leads(stolen.tables, who, most=MOST, of=rows_of_question if name == "questions" else None)
        assert found == [], "\n".join([name, *found])
    for number in stolen.numbers:
        assert number not in stolen.logs
    for number in range(PEOPLE):
        assert str(_address(number)) not in stolen.logs


def test_no_encrypted_value_tells_when_it_was_written(database: Database) -> None:
    """The bytes of every encrypted column, written at two moments: no number in them has moved with the clock."""
    dialect, lasted = database.engine.dialect, timedelta(days=400)
    with time_machine.travel(NOW, tick=False) as time:
        first = {column: _written(column, dialect) for column in encrypted_columns()}
        fernet = [Fernet(Fernet.generate_key()).encrypt(b"same")]
        time.shift(lasted)
        second = {column: _written(column, dialect) for column in encrypted_columns()}
        fernet.append(Fernet(Fernet.generate_key()).encrypt(b"same"))
    assert len(first) > 30
    for column, token in first.items():
        assert len(token) == len(second[column])
        assert not _moved(token, second[column], lasted), str(column)
    assert _moved(*(urlsafe_b64decode(each) for each in fernet), lasted), "it knows a moment where there is one"


def _written(column: sa.Column[Any], dialect: sa.Dialect) -> bytes:
    kind: Encrypted = column.type  # type: ignore[assignment]
    plain = b"same" if isinstance(kind, EncryptedBytes) else "same"
    token = kind.process_bind_param(Own("1", plain) if kind.by else plain, dialect)
    assert token is not None
    return token


def _moved(one: bytes, other: bytes, lasted: timedelta) -> bool:
    """Whether a number somewhere in them has grown by that time: in seconds, milliseconds or microseconds."""
    grown = {int(lasted / timedelta(seconds=1)) * unit for unit in (1, 1_000, 1_000_000)}
    return any(
        int.from_bytes(other[at : at + size], order) - int.from_bytes(one[at : at + size], order) in grown
        for at, size, order in product(range(len(one) - 3), (4, 8), ORDERS)
    )


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_was_deleted_is_in_no_page_of_the_file(database: Database, database_url: str) -> None:
    file = Path(sa.make_url(database_url).database or "")
    async with database.transaction() as session:
        assert await session.scalar(sa.text("PRAGMA secure_delete")) == 1
        for number in range(200):
            await a_person(session, f"gone-{number}")
    await database.checkpoint()
    assert b"gone-" in file.read_bytes()
    async with database.transaction() as session:
        await session.execute(sa.delete(Person))
    await database.checkpoint()
    assert b"gone-" not in file.read_bytes()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_draft_that_was_filed_is_not_in_the_log_either(
    database: Database, database_url: str, city: City
) -> None:
    """Beside its person it led to its evidence, which is the case's now."""
    log = Path(f"{sa.make_url(database_url).database}-wal")
    async with database.transaction() as session:
        person = await a_person(session)
        draft_id = (await a_draft(session, person, city)).id
        await add_draft_words(session, draft_id, person, "字", question="evidence", now=NOW)
    async with database.transaction() as session:
        await file_case(session, draft_id, await session.get_one(Person, person.id), anonymous=True, city=city, now=NOW)
    assert draft_id.encode() in log.read_bytes()
    async with database.transaction() as session:  # while somebody writes, nobody waits
        await session.execute(sa.text("UPDATE person SET locale = locale"))
        await database.empty_log()
    await database.empty_log()
    assert draft_id.encode() not in log.read_bytes()


def test_the_thief_knows_the_ways() -> None:
    """What it finds where something leads: a number in a text, a name, a moment, a length, an order."""
    people = [3, 1, 2, 5, 4]
    day = "2026-11-26 10:{0}0:0{1}.000000"
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in ("case", "contact", "person", "evidence", "other")}
    for case, person in enumerate(people, 11):
        row = {"id": case, "person_id": None, "number": f"NX-{case}", "at": day.format(case % 6, 1), "b": b"1" * case}
        tables["case"].append(row)
        tables["contact"].append({"id": 100 + person, "person_id": person})
        tables["person"].append({"id": person})
        about = {"cause": f"x:{case}", "name": f"凭证NX-{case}.txt", "at": day.format(case % 6, 3), "b": b"2" * case}
        tables["other"].append({"contact_id": 100 + person, "row": 7 * case, **about})
    found = leads(tables, dict(enumerate(people, 11)), most=4)
    for way in (
        "case.id is other.cause",
        "case.number is other.name",
        "case.at is near other.at",
        "case.b is other.b",
        "case.id comes 1. as other.row",
    ):
        assert any(each.startswith(way) for each in found), way
