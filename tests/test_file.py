"""Files of a chat: kept for a day, for whom they are, and not without end."""

from datetime import timedelta

import pytest

from models import file
from models.database import Database
from models.errors import TooManyFiles
from models.file import KEEP, LARGEST, MOST, forget_files, read_file, store_file
from models.person import contacts_of
from tests.filing import NOW, a_person


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
        monkeypatch.setattr(file, "MOST_BYTES", 400)
        await store(b"0" * 200)
        with pytest.raises(TooManyFiles):
            await store(b"0" * 200)
