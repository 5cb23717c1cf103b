"""Statements run on the driver itself: the same values, rows and errors as through the session; and commits."""

import asyncio
from collections.abc import Coroutine, Generator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.trouble import is_passing
from models.cases.filer import CaseFiler
from models.cases.number import CaseDay
from models.people.conversation import Conversation
from models.people.person import Contact, Person, meet
from models.storage.database import Database
from models.storage.one_hop import OneHop, attach, made
from models.storage.session_info import TURN

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def _somebody(database: Database) -> int:
    async with database.transaction() as session:
        person, _, conversation = await meet(session, "telegram", "7", locale="en", now=NOW)
        conversation.data = {"said": "厕所"}
        return person.id


async def test_values_come_back_as_the_session_reads_them(database: Database) -> None:
    await _somebody(database)
    columns = Conversation.__table__.c
    shown = (columns.seen_at, columns.state, columns.contact_id, columns.data)
    statement = OneHop(sa.select(*shown).where(columns.seen_at == sa.bindparam("at")))
    async with database.transaction() as session:
        ((seen_at, state, contact_id, data),) = await statement.rows(session, at=NOW)
    assert (seen_at, state, data.open(contact_id)) == (NOW, None, {"said": "厕所"})


async def test_what_the_session_changed_is_read(database: Database) -> None:
    person_id = await _somebody(database)
    statement = OneHop(sa.select(Person.locale).where(Person.id == sa.bindparam("id")))
    async with database.transaction() as session:
        person = await session.get_one(Person, person_id)
        person.locale = "zh-CN"
        assert await statement.rows(session, id=person_id) == [("zh-CN",)]


async def test_an_attached_row_is_one_that_was_loaded(database: Database) -> None:
    person_id = await _somebody(database)
    columns = Person.__table__.c
    statement = OneHop(sa.select(*columns).where(columns.id == sa.bindparam("id")))
    async with database.transaction() as session:
        (row,) = await statement.rows(session, id=person_id)
        person = attach(session.sync_session, Person, row)
        assert person is await session.get(Person, person_id)
        assert not session.dirty
        person.district = "north"
    async with database.transaction() as session:
        assert (await session.get_one(Person, person_id)).district == "north"


def test_an_attribute_with_another_name_than_its_column_is_filled() -> None:
    row = made(CaseFiler, [column.name for column in CaseFiler.__table__.columns])
    assert row.draft == "draft_id"


async def test_several_rows_are_written_together_and_what_is_returned_is_read(database: Database) -> None:
    table = cast(sa.Table, CaseDay.__table__)
    values = {each.key: sa.bindparam(each.key) for each in table.c}
    several, one = (
        OneHop(sa.insert(table).values(values)),
        OneHop(sa.insert(table).values(values).returning(table.c.day)),
    )
    days = [date(2026, 11, number) for number in (1, 2, 3)]
    async with database.transaction() as session:
        await several.run_all(session, [{"day": each, "last": 1, "seal": ""} for each in days[:2]])
        returned = await one.rows(session, day=days[2], last=2, seal="")
    async with database.transaction() as session:
        rows = await session.execute(sa.select(table.c.day, table.c.last).order_by(table.c.day))
        assert [tuple(row) for row in rows] == [(days[0], 1), (days[1], 1), (days[2], 2)]
    assert returned == [(days[2],)]


async def test_an_error_tells_nothing_of_the_values_and_is_no_passing_one(database: Database) -> None:
    person_id = await _somebody(database)
    columns = Contact.__table__.c
    names = ("person_id", "channel", "address", "created_at")
    statement = OneHop(sa.insert(Contact.__table__).values({name: sa.bindparam(name) for name in names}))  # type: ignore[arg-type]
    with pytest.raises(sa.exc.DBAPIError) as caught:
        async with database.transaction() as session:
            await statement.run(session, person_id=person_id, channel="telegram", address="7", created_at=NOW)
    assert not is_passing(caught.value)
    async with database.transaction() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(columns.id.table)) == 1


async def test_the_turn_is_taken_as_the_transaction_begins_and_given_back_with_it(database: Database) -> None:
    order = []

    async def one(name: str, *, first: asyncio.Event) -> None:
        async with database.sessions() as session:
            await session.connection(execution_options={TURN: 5})
            order.append(name)
            first.set()
            await asyncio.sleep(0.05)
            order.append(name)
            await session.commit()

    begun = asyncio.Event()
    task = asyncio.create_task(one("first", first=begun))
    await begun.wait()
    await asyncio.gather(task, one("second", first=begun))
    assert order == ["first", "first", "second", "second"]


async def test_a_task_cancelled_inside_a_transaction_leaves_a_clean_connection(database: Database) -> None:
    person_id = await _somebody(database)
    begun = asyncio.Event()

    async def cut_short() -> None:
        async with database.sessions() as session:
            (await session.get_one(Person, person_id)).district = "north"
            await session.flush()
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(cut_short())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as session:
        assert (await session.get_one(Person, person_id)).district is None


class _CancelledAt:
    """Awaits, but the task is cancelled as it is about to wait for the n-th time."""

    def __init__(self, work: Coroutine[Any, Any, None], wait: int) -> None:
        self._work, self._wait = work, wait

    def __await__(self) -> Generator[Any, Any, None]:
        task, error, waits = asyncio.current_task(), None, 0
        assert task is not None
        while True:
            try:
                future = self._work.throw(error) if error is not None else self._work.send(None)
            except StopIteration:
                return
            error, waits = None, waits + 1
            if waits == self._wait:
                task.cancel()
            try:
                yield future
            except BaseException as thrown:  # the work is what has to deal with it
                error = thrown


async def test_a_task_cancelled_at_any_moment_ends_as_cancelled_and_leaves_a_clean_connection(
    database: Database,
) -> None:
    person_id = await _somebody(database)
    columns = Person.__table__.c
    named = OneHop(sa.select(columns.district).where(columns.id == sa.bindparam("id")))

    async def work(name: str) -> None:
        async with database.sessions() as session:
            await session.connection(execution_options={TURN: 5})
            (await session.get_one(Person, person_id)).district = name
            await session.flush()
            await named.rows(session, id=person_id)
            await session.commit()

    async def cancelled_at(wait: int) -> None:
        await _CancelledAt(work(f"{wait}"), wait)

    for wait in range(1, 200):
        task = asyncio.create_task(cancelled_at(wait))
        (ended,) = await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(5), database.sessions() as session:
            await session.connection(execution_options={TURN: 5})  # nobody has kept the turn
            said = (await session.get_one(Person, person_id)).district
            await session.commit()
        if ended is None:
            assert said == f"{wait}"
            break
        assert isinstance(ended, asyncio.CancelledError)
    assert wait > (1 if database.is_sqlite else 5)


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_checkpoint_writes_into_the_file_what_commits_only_appended(database: Database) -> None:
    await _somebody(database)
    file = make_url(str(database.engine.url)).database
    assert file is not None
    before = Path(file).read_bytes()
    await database.checkpoint()
    assert Path(file).read_bytes() != before
