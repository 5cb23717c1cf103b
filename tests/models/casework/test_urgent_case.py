"""Who is rung when somebody wants to die, and what is kept of it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands.migration import downgrade, upgrade
from bot.metrics import Metrics
from handlers.pushed.table import causes_that_hold
from models.cases.case import Case
from models.cases.filer import CaseFiler
from models.casework.handling import ask_worker, take_case
from models.casework.urgent import Stage, call_somebody, stage_of
from models.city.departments import load_departments
from models.city.pack import City
from models.city.table import BadCityPack
from models.outbox.causes import cause_of, order_of
from models.outbox.message import OutboxMessage
from models.people.person import Contact, Person, meet
from models.staff.post import Staff
from models.storage.database import Database
from models.storage.unlinkable import by_the_hour
from tests.world.colleagues import LEAD, a_clerk
from tests.world.complaints import complains
from tests.world.filing import NOW, a_case, a_person

NIGHT = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)  # 2:30 in the city


async def somebody(session: AsyncSession) -> Person:
    """Who has agreed to nothing."""
    person, _, _ = await meet(session, "telegram", "70007", locale="zh-CN", now=NOW)
    return person


async def rung(session: AsyncSession, due_at: datetime) -> set[str]:
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.urgency == "now"))
    causes = [cause_of(each) for each in rows if order_of(each)[0] == due_at]
    return {(await session.get_one(Staff, int(str(each).partition("@")[2]))).name for each in causes}


@pytest.mark.parametrize(("now", "names"), [(NOW, {"白班", "主任"}), (NIGHT, {"主任"})])
async def test_the_duty_list_says_who_is_rung(database: Database, city: City, now: datetime, names: set[str]) -> None:
    async with database.transaction() as session:
        await a_clerk(session, "白班", "union")
        await a_clerk(session, "主任", "union", LEAD)
        await a_clerk(session, "牵头", "social_work")
        called = await call_somebody(session, await somebody(session), "不想活了", city=city, now=now)
        assert called.somebody
        assert await rung(session, now) == names
        assert await rung(session, now + timedelta(minutes=5)) == {"白班", "主任", "牵头"}


async def test_where_the_shift_cannot_be_reached_the_next_circle_is_rung(database: Database, city: City) -> None:
    async with database.transaction() as session:
        lead = await a_clerk(session, "主任", "union", LEAD)
        await session.execute(sa.update(Contact).where(Contact.person_id == lead.person_id).values(blocked_at=NOW))
        await a_clerk(session, "牵头", "social_work")
        called = await call_somebody(session, await somebody(session), "不想活了", city=city, now=NIGHT)
        assert called.somebody
        assert "牵头" in await rung(session, NIGHT)


async def test_nobody_rings_themselves_and_nobody_there_is_said(database: Database, city: City) -> None:
    async with database.transaction() as session:
        clerk = await a_clerk(session, "白班", "union")
        person = await session.get_one(Person, clerk.person_id)
        called = await call_somebody(session, person, "不想活了", city=city, now=NOW)
        assert not called.somebody
        assert await rung(session, NOW) == set()


async def test_two_presses_file_one_case_without_a_name_or_an_agreement(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await somebody(session)
        first = await call_somebody(session, person, "我不想活了", city=city, now=NOW)
        second = await call_somebody(session, person, None, city=city, now=NOW)
        assert first.case.id == second.case.id
    async with database.reading() as session:
        (case,) = await session.scalars(sa.select(Case))
        assert (case.person_id, case.anonymous, case.urgent) == (None, True, True)
        assert case.answers == {"talk_about": "我不想活了"}
        assert len((await session.scalars(sa.select(CaseFiler))).all()) == 1


async def test_no_row_of_those_who_are_rung_tells_the_case_or_its_moment(database: Database, city: City) -> None:
    """A newcomer's own rows are of that second."""
    now = NOW + timedelta(minutes=3, seconds=7)
    async with database.transaction() as session:
        await a_clerk(session, "王", "union")
        case = (await call_somebody(session, await somebody(session), "不想活了", city=city, now=now)).case
    async with database.reading() as session:
        rows = (await session.scalars(sa.select(OutboxMessage))).all()
        assert len(rows) == 3
        for row in rows:
            assert ":" not in f"{row.cause}{row.dedupe_key}", case.id
            for moment in (row.created_at, row.due_at, row.send_at):
                assert moment == by_the_hour(moment)


async def test_two_presses_at_once_from_two_chats_file_one_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person_id = (await somebody(session)).id

    async def press() -> int:
        async with database.transaction() as session:
            person = await session.get_one(Person, person_id)
            return (await call_somebody(session, person, "不想活了", city=city, now=NOW)).case.id

    assert len(set(await asyncio.gather(press(), press(), press()))) == 1


async def test_a_call_that_nobody_has_taken_stands_in_the_metrics(database: Database, city: City) -> None:
    metrics = Metrics()
    async with database.transaction() as session:
        await call_somebody(session, await somebody(session), None, city=city, now=NOW)
    assert b"nuanxin_urgent_cases_waiting 1.0" in await metrics.text(database, now=NOW)


async def test_a_call_is_over_for_the_others_once_somebody_has_taken_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, li = await a_clerk(session, "王", "union"), await a_clerk(session, "李", "union")
        case = (await call_somebody(session, await somebody(session), None, city=city, now=NOW)).case
        causes = {f"urgent_case:{case.id}@{each.id}" for each in (wang, li)}
        assert await causes_that_hold(session, causes) == causes
        assert await stage_of(session, case.id, now=NOW) is Stage.WAITING
        await take_case(session, case.id, wang, city=city, now=NOW)
        assert await causes_that_hold(session, causes) == set()
        assert await stage_of(session, case.id, now=NOW) is Stage.WAITING, "nobody has said a word yet"
        await ask_worker(session, case.id, wang, "我在", city=city, now=NOW)
        assert await stage_of(session, case.id, now=NOW) is Stage.TALKING
        assert await stage_of(session, case.id, now=NOW + timedelta(hours=3)) is Stage.QUIET


async def test_what_was_answered_long_ago_does_not_keep_from_calling_again(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, person = await a_clerk(session, "王", "union"), await somebody(session)
        first = (await call_somebody(session, person, None, city=city, now=NOW)).case
        await ask_worker(session, first.id, wang, "我在", city=city, now=NOW)
        later = NOW + timedelta(days=3)
        again = await call_somebody(session, person, "又不想活了", city=city, now=later)
        assert again.case.id != first.id
        assert await rung(session, later) == {"王"}


def test_a_shift_that_cannot_be_read_names_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "departments.toml"
    file.write_text(
        '[union]\ntitles = { zh-CN = "工会", en = "Union" }\nhours = { zh-CN = "每天", en = "Daily" }\nphone = "1"\n'
        'lead = true\n[union.duty.day]\nhours = "whenever"\nwho = ["staff"]\n'
    )
    with pytest.raises(BadCityPack) as caught:
        load_departments(file)
    assert complains(caught.value, file, "line 7, union.duty.day.hours")


async def test_the_step_brings_cases_over_and_can_be_run_again_from_its_middle(
    database: Database, database_url: str, city: City
) -> None:
    async with database.transaction() as session:
        case = await a_case(session, await a_person(session), city)
        number = case.number
    await database.close()
    downgrade(database_url, "0027")
    async with database.engine.begin() as connection:  # killed after its first statement
        await connection.execute(sa.text('ALTER TABLE "case" ADD COLUMN urgent BOOLEAN DEFAULT false NOT NULL'))
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        (kept,) = await session.scalars(sa.select(Case))
        assert (kept.number, kept.urgent) == (number, False)
