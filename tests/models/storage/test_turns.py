"""A turn is one transaction, whatever wrote in it, and gives its connection back whatever happens."""

import asyncio
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from models.people.person import Person, meet
from models.storage.database import Database
from models.storage.one_hop import OneHop
from models.storage.turns import begin_turn, commit_turn, end_turn
from models.storage.wakeups import WakeUp, wake, woken_by

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
RENAMED = OneHop(sa.update(Person).values({"locale": sa.bindparam("said")}))


async def locales(database: Database) -> list[str]:
    async with database.transaction() as session:
        return list(await session.scalars(sa.select(Person.locale)))


@pytest.fixture
async def anna(database: Database) -> None:
    async with database.transaction() as session:
        await meet(session, "telegram", "7", locale="en", now=NOW)


@pytest.mark.usefixtures("anna")
async def test_statements_and_the_session_write_in_one_transaction(database: Database) -> None:
    for commits, kept in ((False, ["en"]), (True, ["north"])):
        session = await begin_turn(database, 7)
        try:
            await RENAMED.run(session, said="south")
            person = (await session.scalars(sa.select(Person))).one()
            assert person.locale == "south"
            person.locale = "north"
            if commits:
                await commit_turn(session)
        finally:
            await end_turn(session)
        assert await locales(database) == kept


@pytest.mark.usefixtures("anna")
async def test_statements_alone_are_committed_or_taken_back(database: Database) -> None:
    for commits, kept in ((False, ["en"]), (True, ["south"])):
        session = await begin_turn(database, 7)
        await RENAMED.run(session, said="south")
        if commits:
            await commit_turn(session)
        await end_turn(session)
        assert await locales(database) == kept


async def test_a_wake_up_alone_is_passed_on_at_the_commit(database: Database) -> None:
    heard: list[str | None] = []
    with woken_by(WakeUp.PAGE, heard.append):
        session = await begin_turn(database, 7)
        wake(session, WakeUp.PAGE, 5)
        assert heard == []
        await commit_turn(session)
        await end_turn(session)
    assert heard == ["5"]


@pytest.mark.usefixtures("anna")
async def test_a_task_that_is_cancelled_gives_the_turn_back(database: Database) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        session = await begin_turn(database, 7)
        try:
            await RENAMED.run(session, said="south")
            begun.set()
            await asyncio.sleep(60)
        finally:
            await end_turn(session)

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    session = await begin_turn(database, 7)
    await end_turn(session)
    assert await locales(database) == ["en"]
