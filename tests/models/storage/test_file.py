"""Files of a chat: kept for a day, for whom they are, and not without end."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.people.person import contacts_of
from models.storage import kept_file
from models.storage.database import Database
from models.storage.errors import TooManyFiles
from models.storage.kept_file import (
    KEEP,
    LARGEST,
    MOST,
    PIECE,
    FilePiece,
    StoredFile,
    drop_file,
    find_file,
    forget_files,
    kept_bytes,
    read_file,
    store_file,
    store_large_file,
)
from tests.world.filing import NOW, a_person


async def test_a_file_is_there_for_a_day_and_for_its_chat_alone(database: Database) -> None:
    async with database.transaction() as session:
        mine, other = [(await contacts_of(session, (await a_person(session, name)).id))[0].id for name in ("1", "2")]
        key = await store_file(session, mine, b"photo", name="sent", media_type="image/png", now=NOW)
        found = await read_file(session, key, contact_id=mine, now=NOW)
        assert found is not None
        assert found.content == b"photo"
        assert await read_file(session, key, contact_id=other, now=NOW) is None
        assert await read_file(session, key, contact_id=mine, now=NOW + KEEP + timedelta(seconds=1)) is None
        await forget_files(session, now=NOW + KEEP + timedelta(seconds=1))
        assert await read_file(session, key, contact_id=None, now=NOW) is None


async def test_a_chat_keeps_only_so_many_files_and_bytes(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with database.transaction() as session:
        mine = (await contacts_of(session, (await a_person(session)).id))[0].id

        async def store(content: bytes) -> None:
            await store_file(session, mine, content, name="sent", media_type="image/png", now=NOW)

        with pytest.raises(ValueError, match="large"):
            await store(b"0" * (LARGEST + 1))
        for _ in range(MOST):
            await store(b"0")
        with pytest.raises(TooManyFiles):
            await store(b"0")
        await forget_files(session, now=NOW + KEEP + timedelta(seconds=1))
        monkeypatch.setattr(kept_file, "MOST_BYTES", 400)
        await store(b"0" * 200)
        with pytest.raises(TooManyFiles):
            await store(b"0" * 200)


LARGE = bytearray(range(256)) * (PIECE // 100)


async def _contact(database: Database) -> int:
    async with database.transaction() as session:
        return (await contacts_of(session, (await a_person(session)).id))[0].id


async def _kept(database: Database) -> tuple[int, int]:
    async with database.reading() as session:
        counts = [sa.select(sa.func.count()).select_from(table) for table in (StoredFile, FilePiece)]
        return tuple([(await session.scalars(count)).one() for count in counts])  # type: ignore[return-value]


async def test_a_large_file_comes_back_as_it_was_and_goes_with_its_row(database: Database) -> None:
    mine = await _contact(database)
    about = {"name": "sent", "media_type": "application/pdf", "clock": lambda: NOW}
    key = await store_large_file(database, mine, LARGE, **about)
    async with database.transaction() as session:
        found = await read_file(session, key, contact_id=mine, now=NOW)
        head = await find_file(session, key, contact_id=mine, now=NOW)
        assert found is not None
        assert head is not None
        assert found.content == LARGE
        assert head.size >= len(LARGE)
        assert await kept_bytes(session) >= len(LARGE)
        await drop_file(session, key)
    assert await _kept(database) == (0, 0)


async def test_others_write_between_the_pieces_of_a_large_file(database: Database) -> None:
    mine = await _contact(database)
    about = {"name": "sent", "media_type": "application/pdf", "clock": lambda: NOW}
    storing = asyncio.create_task(store_large_file(database, mine, LARGE, **about))
    seen: set[int] = set()
    while not storing.done():
        async with database.transaction() as session:  # a writer's turn
            await drop_file(session, "another")
            seen.add((await session.scalars(sa.select(sa.func.count()).select_from(FilePiece))).one())
        await asyncio.sleep(0)
    assert await storing
    assert len(seen) > 2


async def test_of_a_large_file_that_is_given_up_nothing_is_left(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = await _contact(database)
    about = {"name": "sent", "media_type": "application/pdf", "clock": lambda: NOW}
    storing = asyncio.create_task(store_large_file(database, mine, LARGE, **about))
    while await _kept(database) == (0, 0):
        await asyncio.sleep(0)
    storing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await storing
    assert await _kept(database) == (0, 0)
    monkeypatch.setattr(kept_file, "MOST_BYTES", len(LARGE))
    await store_large_file(database, mine, LARGE[: PIECE + 1], **about)
    with pytest.raises(TooManyFiles):
        await store_large_file(database, mine, LARGE, **about)
    assert await _kept(database) == (1, 2)


async def test_pieces_of_a_file_that_never_was_go_when_they_expire(database: Database) -> None:
    mine = await _contact(database)
    async with database.transaction() as session:
        session.add(FilePiece(id="a:0000", key="a", contact_id=mine, content=b"0", expires_at=NOW + KEEP))
    async with database.transaction() as session:
        await forget_files(session, now=NOW + KEEP + timedelta(seconds=1))
    assert await _kept(database) == (0, 0)
