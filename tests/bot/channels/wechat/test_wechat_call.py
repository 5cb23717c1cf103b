"""A signature that does not cover the body is good for one body, in every process, for as long as it can be used."""

import asyncio
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from models.storage.database import Database
from models.wechat.call import WeChatCall, forget_calls, is_first_body


async def test_a_signature_is_kept_no_longer_than_it_can_be_used(database: Database) -> None:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        assert [await is_first_body(session, "one", body, now=now) for body in (b"a", b"b", b"a")] == [
            True,
            False,
            True,
        ]
    async with database.transaction() as session:
        await forget_calls(session, now=now + timedelta(minutes=14))
        assert not await is_first_body(session, "one", b"b", now=now)
        await forget_calls(session, now=now + timedelta(minutes=16))
    async with database.reading() as session:
        rows = (await session.scalars(sa.select(WeChatCall))).all()
    assert rows == []


async def test_of_two_bodies_at_once_one_is_the_first(database: Database) -> None:
    async def bring(body: bytes) -> bool:
        async with database.transaction() as session:
            return await is_first_body(session, "one", body, now=datetime.now(UTC))

    assert sorted(await asyncio.gather(bring(b"a"), bring(b"b"))) == [False, True]
