"""The line a day over all cases: who kept one sees that nobody rewrote what was done up to then."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import aiohttp
import pytest
import sqlalchemy as sa

from bot.assembly import build_app
from bot.jobs.daily_seals import seal_days
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from handlers.phrases.receipt import receipt_body
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.mine import add_to_case, withdraw_case
from models.cases.personal import forget_cases
from models.cases.record import CaseEvent
from models.cases.steps import Actor, Role, Step
from models.cases.taking import take_step
from models.city.pack import City
from models.people.person import Person
from models.receipts.daily_seal import DailySeal, SealedCase, line_digest, line_for, lines
from models.receipts.daily_sealing import MADE_UP, days_to_seal, seal_portion
from models.receipts.receipt import public_key, receipt_facts, sign_receipt, verify
from models.receipts.standing import Standing, standing_of
from models.storage.database import Database
from models.storage.encryption import BEGINNING, Cipher
from models.upkeep.audit import BrokenLink, audit
from tests.world.filing import NOW, SECRET_WORDS, a_case, a_person
from tests.world.processes.serving import free_port

MONDAY = date(2026, 11, 23)
NIGHT = NOW.replace(hour=16, minute=10)
"""Ten past midnight of the day after, in the city."""


async def _seal(database: Database, city: City, now: datetime = NIGHT) -> None:
    await seal_days(database, city.zone, clock=lambda: now)


async def _lines(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await lines(session))


async def _audit(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


async def _a_case(database: Database, city: City, address: str = "1") -> Case:
    async with database.transaction() as session:
        return await a_case(session, await a_person(session, address), city, anonymous=True)


async def test_each_line_names_the_one_before_and_is_signed(database: Database, city: City) -> None:
    case = await _a_case(database, city)
    await _seal(database, city)
    async with database.transaction() as session:
        person = (await session.scalars(sa.select(Person))).one()
        await add_to_case(session, case.id, person, "还有", city=city, now=NIGHT)
    await _a_case(database, city, "2")
    await _seal(database, city, NIGHT + timedelta(days=1))
    second, first = await _lines(database)
    assert first.startswith("2026-11-23 cases 1 changed 1 root ")
    assert second.startswith("2026-11-24 cases 2 changed 2 root ")
    assert f" previous {BEGINNING} " in first
    assert f" previous {line_digest(first)} " in second
    async with database.transaction() as session:
        key = await public_key(session)
    for line in (first, second):
        body, _, signature = line.partition(" Ed25519 ")
        assert verify(body.encode(), signature, key)
        assert not verify(body.replace("changed", "changes").encode(), signature, key)
        assert case.number not in line
    assert await _audit(database) is None
    await _seal(database, city, NIGHT + timedelta(days=1))
    assert await _lines(database) == [second, first], "once a day"


async def test_a_quiet_day_has_a_line_too_and_missed_days_are_made_up(database: Database, city: City) -> None:
    await _seal(database, city)
    await _a_case(database, city)
    await _seal(database, city, NIGHT + timedelta(days=3))
    assert [line[:31] for line in reversed(await _lines(database))] == [
        "2026-11-23 cases 0 changed 0 ro",
        "2026-11-24 cases 1 changed 1 ro",
        "2026-11-25 cases 1 changed 0 ro",
        "2026-11-26 cases 1 changed 0 ro",
    ]
    assert await _audit(database) is None
    async with database.reading() as session:
        assert await days_to_seal(session, today=date(2026, 11, 27)) == []
        long = date(2026, 11, 28) + timedelta(days=MADE_UP)
        assert await days_to_seal(session, today=long) == [long - timedelta(days=1)]


async def test_several_processes_make_one_line(database: Database, city: City) -> None:
    for address in range(5):
        await _a_case(database, city, str(address))
    await asyncio.gather(*(_seal(database, city) for _ in range(4)))
    (line,) = await _lines(database)
    assert " changed 5 " in line
    assert await _audit(database) is None


async def test_cut_off_in_a_day_the_next_run_goes_on_and_later_changes_wait(database: Database, city: City) -> None:
    for address in range(3):
        await _a_case(database, city, str(address))
    async with database.transaction() as session:
        assert await seal_portion(session, MONDAY, 0, limit=2) is not None
    await _seal(database, city)
    (line,) = await _lines(database)
    assert " changed 3 " in line
    async with database.transaction() as session:
        await take_step(session, 1, Step.NOTE, by=_staff(await session.get_one(Case, 1)), now=NIGHT)
        assert await seal_portion(session, MONDAY, 0) is None, "what is closed takes nothing more"
    assert await _audit(database) is None


def _staff(case: Case) -> Actor:
    return Actor(Role.STAFF, 7, case.department)


async def test_a_case_put_back_to_what_it_was_is_found_once_it_was_in_a_line(database: Database, city: City) -> None:
    case = await _a_case(database, city)
    plain = [column for column in Case.__table__.c if column.name != "answers"]
    async with database.transaction() as session:
        before = (await session.execute(sa.select(*plain))).one()._mapping
        await take_step(session, case.id, Step.NOTE, by=_staff(case), now=NOW, data={"text": "x"})
    await _seal(database, city)
    async with database.transaction() as session:
        await session.execute(sa.delete(CaseEvent).where(CaseEvent.number == 2))
        await session.execute(sa.update(Case.__table__).values(dict(before)))  # type: ignore[arg-type]
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "line"


@pytest.mark.parametrize(
    ("statement", "reason", "day"),
    [
        ("DELETE FROM sealed_case", "line", None),
        ("UPDATE sealed_case SET links = 1, head = '{head}'", "leaves", MONDAY),
        ("UPDATE sealed_case SET seal = 'x'", "line", None),
        ("UPDATE \"case\" SET day_seal = ''", "line", None),
        ("UPDATE daily_seal SET line = replace(line, 'cases 1', 'cases 0')", "signature", MONDAY),
        ("DELETE FROM daily_seal WHERE day = '2026-11-23'", "previous", MONDAY + timedelta(days=1)),
    ],
)
async def test_a_line_or_what_it_covers_cannot_be_changed(
    database: Database, city: City, statement: str, reason: str, day: date | None
) -> None:
    case = await _a_case(database, city)
    async with database.transaction() as session:
        head = (await session.get_one(Case, case.id)).head
        await take_step(session, case.id, Step.NOTE, by=_staff(case), now=NOW, data={"text": "x"})
    await _seal(database, city)
    await _seal(database, city, NIGHT + timedelta(days=1))
    assert await _audit(database) is None
    async with database.transaction() as session:
        await session.execute(sa.text(statement.format(head=head)))
    broken = await _audit(database)
    assert broken is not None
    assert (broken.reason, broken.day) == (reason, day)


async def test_a_case_that_went_by_law_leaves_its_lines_whole(database: Database, city: City) -> None:
    case = await _a_case(database, city)
    async with database.transaction() as session:
        person = (await session.scalars(sa.select(Person))).one()
        facts = await receipt_facts(session, case.id, person)
        receipt = await sign_receipt(session, receipt_body(facts, texts().in_("en"), city))
    await _seal(database, city)
    async with database.transaction() as session:
        await withdraw_case(session, case.id, await session.get_one(Person, person.id), now=NIGHT)
    await _seal(database, city, NIGHT + timedelta(days=1))
    async with database.transaction() as session:
        assert await forget_cases(session, city=city, now=NOW + timedelta(days=4000)) == 1
    assert await _audit(database) is None
    async with database.reading() as session:
        assert await standing_of(session, receipt) == (Standing.SEALED, MONDAY)
        kept = (await session.scalars(sa.select(SealedCase))).all()
    assert case.number not in str([vars(each) for each in kept])


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_a_receipt_says_its_line_and_the_check_finds_it(database: Database, city: City, locale: str) -> None:
    await _seal(database, city, NIGHT - timedelta(days=1))
    case = await _a_case(database, city)

    async def receipt() -> str:
        async with database.transaction() as session:
            facts = await receipt_facts(session, case.id, (await session.scalars(sa.select(Person))).one())
            return await sign_receipt(session, receipt_body(facts, texts().in_(locale), city))

    async def standing(text: str) -> tuple[Standing, date | None]:
        async with database.reading() as session:
            return await standing_of(session, text)

    on_the_day = await receipt()
    comes = {"zh-CN": "会封入 2026-11-23 的每日封存", "en": "Will be sealed in the daily line of 2026-11-23"}
    assert comes[locale] in on_the_day
    assert await standing(on_the_day) == (Standing.WAITS, None)
    await _seal(database, city)
    later = await receipt()
    assert {"zh-CN": "已封入 2026-11-23 的每日封存", "en": "Sealed in the daily line of 2026-11-23"}[locale] in later
    assert SECRET_WORDS not in later
    for each in (on_the_day, later):
        assert await standing(each) == (Standing.SEALED, MONDAY)
    async with database.transaction() as session:
        await session.execute(sa.update(CaseEvent.__table__).values(hash="0" * 64))  # type: ignore[arg-type]
    assert (await standing(later))[0] is Standing.OTHER
    async with database.transaction() as session:
        await session.execute(sa.delete(Case))
    assert (await standing(later))[0] is Standing.OTHER


@pytest.fixture
async def url(database: Database, city: City, cipher: Cipher) -> AsyncIterator[str]:
    settings = Settings(_env_file=None, webchat=False, http_port=free_port())  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{settings.http_port}"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_anybody_reads_the_lines(database: Database, city: City, url: str) -> None:
    for day in range(3):
        await _seal(database, city, NIGHT + timedelta(days=day))
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{url}/seals") as response:
            assert response.status == 200
            assert response.content_type == "text/plain"
            assert "Set-Cookie" not in response.headers
            assert (await response.text()).splitlines() == await _lines(database)
        async with client.get(f"{url}/seals?before=2026-11-24") as response:
            assert (await response.text()).startswith("2026-11-23 ")
        async with client.get(f"{url}/seals?before=2026-11-23") as response:
            assert await response.text() == ""
        for wrong in ("yesterday", "2026-13-01", "%00"):
            async with client.get(f"{url}/seals?before={wrong}") as response:
                assert response.status == 400


async def test_a_line_that_is_made_keeps_nobody_from_changing_a_case(database: Database, city: City) -> None:
    """A change that comes in between waits for the next line, and is not lost."""
    case = await _a_case(database, city)
    async with database.transaction() as session:
        assert await seal_portion(session, MONDAY, 0) == case.id
    async with database.transaction() as session:
        await take_step(session, case.id, Step.NOTE, by=_staff(case), now=NIGHT, data={"text": "x"})
    async with database.reading() as session:
        case = await session.get_one(Case, case.id)
        assert case.seal != case.day_seal
        assert await line_for(session, case) == (MONDAY + timedelta(days=1), False)
    await _seal(database, city)
    assert await _audit(database) is None
    await _seal(database, city, NIGHT + timedelta(days=1))
    async with database.reading() as session:
        case = await session.get_one(Case, case.id)
        assert case.seal == case.day_seal
        assert (await session.scalars(sa.select(SealedCase.links).order_by(SealedCase.day))).all() == [1, 2]
        assert (await session.scalars(sa.select(DailySeal.day))).all() == [MONDAY, MONDAY + timedelta(days=1)]
    assert await _audit(database) is None
