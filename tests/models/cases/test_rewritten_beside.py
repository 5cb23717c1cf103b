"""What stands beside a case in rows of its own (promises, help, evidence, first dates) cannot be rewritten either."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import bring_up_to_date
from bot.settings import Settings
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.closing import reopen_case
from models.cases.evidence_copy import ask_about_uncleanable, copies_due, copy_failed, keep_copy
from models.cases.identity import CaseIdentity
from models.cases.mine import add_case_evidence, remove_case_evidence
from models.casework.assist import answer_assist, ask_assist
from models.casework.beside import rows_beside, sealed_beside
from models.casework.deadline import break_promises, warn_of_assists, warn_of_deadlines
from models.casework.extension import approve_extension, ask_extension
from models.casework.handling import promise_worker, settle_case, take_case
from models.casework.platform import Disclosure, answer_contact, ask_to_contact
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff
from models.storage.database import Database
from models.storage.encryption import cipher_of
from models.upkeep.audit import BrokenLink, audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_named_case, a_person, a_picture, fetched

DAY = timedelta(days=1)
TODAY = NOW.date()


async def _lives(database: Database, city: City, *, anonymous: bool = False) -> int:
    """A case with everything beside it: a promise that was broken and one that was kept, help that came and help that
    did not, an extension, a refusal to tell the platform, three pieces of evidence (one removed, one uncleanable)."""
    async with database.transaction() as session:
        person = await a_person(session)
        case = await a_case(session, person, city, platform="a", anonymous=anonymous)
        clerk, lead = await a_clerk(session, "王"), await a_clerk(session, "周", role=LEAD)
        police = await a_clerk(session, "马", "police")
        await take_case(session, case.id, clerk, city=city, now=NOW)
        await promise_worker(session, case.id, clerk, "周三前答复", until=TODAY + 2 * DAY, city=city, now=NOW)
        await ask_extension(session, case.id, clerk, "要查账", city=city, now=NOW)
        await approve_extension(session, case.id, lead, city=city, now=NOW)
        await ask_to_contact(session, case.id, clerk, Disclosure.ORDER, city=city, now=NOW)
        await answer_contact(session, case.id, person, Disclosure.ORDER, agrees=False, now=NOW)
        for text in ("查一下", "再查一下"):
            help_ = await ask_assist(
                session, case.id, clerk, department="police", text=text, until=TODAY + DAY, city=city, now=NOW
            )
        await answer_assist(session, help_.id, police, "查过了", city=city, now=NOW)
        await _sends_evidence(session, case.id, person, city)
        ids = case.id, person.id, clerk.id
    await _time_goes_on(database, city, *ids)
    return ids[0]


async def _sends_evidence(session: AsyncSession, case_id: int, person: Person, city: City) -> None:
    for number in range(3):
        piece = await add_case_evidence(
            session, case_id, person, channel="telegram", file_id=f"x{number}", compressed=True, city=city, now=NOW
        )
        await fetched(session, piece, a_picture(colour=("red", "blue", "green")[number]))
    for due in await copies_due(session, now=NOW):
        await keep_copy(session, due.evidence_id, b"copy", "image/jpeg")
    await remove_case_evidence(session, case_id, person, 2, now=NOW)
    piece = await add_case_evidence(
        session, case_id, person, channel="telegram", file_id="x4", compressed=False, city=city, now=NOW
    )
    await fetched(session, piece, b"%PDF-1.4 x")
    await copy_failed(session, piece.id, now=NOW)
    await ask_about_uncleanable(session, now=NOW)


async def _time_goes_on(database: Database, city: City, case_id: int, person_id: int, staff_id: int) -> None:
    later = NOW + 4 * DAY
    async with database.transaction() as session:
        assert await break_promises(session, city=city, now=later)
        assert await warn_of_assists(session, city=city, now=later)
        await warn_of_deadlines(session, city=city, now=later)
    async with database.transaction() as session:
        clerk, person = await session.get_one(Staff, staff_id), await session.get_one(Person, person_id)
        await promise_worker(session, case_id, clerk, "下周一答复", until=TODAY + 7 * DAY, city=city, now=later)
        await settle_case(session, case_id, clerk, "退了", city=city, now=later)
        await reopen_case(session, case_id, person, "没退", city=city, now=later + DAY)
        lead = await a_clerk(session, "牵头", "social_work")
        await take_case(session, case_id, lead, city=city, now=later + DAY)


async def _audit(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


REWRITTEN = (
    "UPDATE case_promise SET broken_at = NULL",
    "UPDATE case_promise SET due_at = '2030-01-01 00:00:00'",
    "UPDATE case_promise SET kept_at = made_at",
    "UPDATE case_promise SET staff_id = 99",
    "DELETE FROM case_promise",
    "UPDATE case_assist SET due_at = '2030-01-01 00:00:00'",
    "UPDATE case_assist SET warned_at = NULL",
    "UPDATE case_assist SET answered_at = asked_at, answered_by = asked_by WHERE answered_at IS NULL",
    "UPDATE case_assist SET department = 'postal'",
    "DELETE FROM case_assist WHERE answered_at IS NULL",
    "UPDATE case_assist SET request = answer WHERE answer IS NOT NULL",
    "UPDATE case_extension SET days = 500",
    "UPDATE case_extension SET approved_by = asked_by",
    "UPDATE case_extension SET asked_by = 99",
    "UPDATE case_extension SET approved_by = NULL, approved_at = NULL",
    "DELETE FROM case_extension",
    "UPDATE case_contact SET agreed = true",
    "UPDATE case_contact SET disclosure = 'contact'",
    "DELETE FROM case_contact",
    "UPDATE case_reopening SET answer_by = '2030-01-01 00:00:00'",
    "UPDATE case_reopening SET taken_at = accept_by",
    "DELETE FROM case_reopening",
    "UPDATE evidence SET compressed = false",
    "UPDATE evidence SET question = 'evidence' WHERE number = 1",
    "UPDATE evidence SET size = 1 WHERE number = 1",
    "UPDATE evidence SET arrived_at = '2026-01-01 00:00:00'",
    "UPDATE evidence SET kept_at = NULL WHERE number = 3",
    "UPDATE evidence SET media_type = 'text/html' WHERE number = 1",
    "UPDATE evidence SET refused = 'lost' WHERE number = 3",
    "UPDATE evidence SET removed_at = '2026-01-01 00:00:00' WHERE number = 2",
    "UPDATE evidence SET copy = 'released' WHERE number = 4",
    "UPDATE evidence SET copy = 'released' WHERE number = 1",
    "DELETE FROM evidence WHERE number = 4",
    "DELETE FROM evidence_copy",
    "UPDATE evidence SET came = NULL",
    "UPDATE \"case\" SET close_at = '2026-01-01 00:00:00'",
    'UPDATE "case" SET warn_at = NULL',
    'UPDATE "case" SET warned = 4',
    "UPDATE \"case\" SET beside = ''",
    "UPDATE \"case\" SET beside = '', seal = ''",
)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_stands_beside_a_case_cannot_be_rewritten_by_plain_sql(database: Database, city: City) -> None:
    """Each by itself, in a transaction that is taken back."""
    await _lives(database, city, anonymous=True)
    assert await _audit(database) is None
    unnoticed = []
    for rewritten in REWRITTEN:
        async with database.sessions() as session:
            changed = await session.execute(sa.text(rewritten))
            assert getattr(changed, "rowcount", 0) > 0, rewritten
            if await audit(session) is None:
                unnoticed.append(rewritten)
            await session.rollback()
    assert unnoticed == []
    assert await _audit(database) is None


@pytest.mark.parametrize("anonymous", [False, True])
async def test_what_the_service_itself_does_beside_a_case_holds(
    database: Database, city: City, anonymous: bool
) -> None:
    await _lives(database, city, anonymous=anonymous)
    assert await _audit(database) is None


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_value_that_was_put_in_from_elsewhere_is_told_and_stops_nothing(database: Database, city: City) -> None:
    await _lives(database, city)
    async with database.transaction() as session:
        await session.execute(sa.text("UPDATE evidence SET came = x'0102' WHERE number = 1"))
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "unreadable"


async def test_cases_of_before_come_under_the_seal_unless_their_own_does_not_hold(
    database: Database, database_url: str, city: City, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    await _lives(database, city)
    async with database.transaction() as session:
        other = await a_case(session, await a_person(session, "2"), city)
        for case in await session.scalars(sa.select(Case)):
            case.beside, case.seal = "", "as it was"
            await session.flush()
        wrong = sa.update(Case.__table__).where(Case.__table__.c.id == other.id)  # type: ignore[arg-type]
        await session.execute(wrong.values(bounces=3))
    await database.close()
    downgrade(database_url, "0048")
    upgrade(database_url)
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    async with database.transaction() as session:
        first, second = (await session.scalars(sa.select(Case).order_by(Case.id))).all()
        assert (bool(first.beside), bool(second.beside)) == (True, False)
    broken = await _audit(database)
    assert broken is not None
    assert (broken.case_number, broken.reason) == (second.number, "seal")


async def _named(database: Database, city: City) -> tuple[int, int]:
    """Two cases that were filed under a name."""
    async with database.transaction() as session:
        worker = await a_person(session)
        cases = [await a_named_case(session, worker, city) for _ in range(2)]
        return cases[0].id, cases[1].id


@pytest.mark.parametrize(
    "rewritten",
    [
        "DELETE FROM case_identity WHERE case_id = :first",
        "UPDATE case_identity SET person = (SELECT person FROM case_identity WHERE case_id = :second) "
        "WHERE case_id = :first",
    ],
)
async def test_who_filed_under_their_name_cannot_be_taken_away_or_exchanged(
    database: Database, city: City, rewritten: str
) -> None:
    first, second = await _named(database, city)
    assert await _audit(database) is None
    async with database.transaction() as session:
        statement = sa.text(rewritten)
        ids = {"first": first, "second": second}
        await session.execute(statement, {name: ids[name] for name in statement.compile().params})
    broken = await _audit(database)
    assert broken is not None
    assert broken.reason in ("beside", "unreadable")


async def test_named_cases_of_before_come_under_the_seal_unless_something_does_not_hold(
    database: Database, database_url: str, city: City, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    first, second = await _named(database, city)
    async with database.transaction() as session:
        for case in (await session.scalars(sa.select(Case))).all():
            rows = [row for row in await rows_beside(session, case.id) if not isinstance(row, CaseIdentity)]
            case.beside = sealed_beside(case.number, rows, cipher_of(session))
            await session.flush()
        await session.execute(sa.text('UPDATE "case" SET bounces = 3 WHERE id = :second'), {"second": second})
    await database.close()
    downgrade(database_url, "0067")
    upgrade(database_url)
    for _ in range(2):
        await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    broken = await _audit(database)
    async with database.transaction() as session:
        assert broken is not None
        assert broken.case_number == (await session.get_one(Case, second)).number
        assert (await session.get_one(Case, first)).beside != (await session.get_one(Case, second)).beside
