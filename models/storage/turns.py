"""The transaction of an update: begun at once with the chat's lock, and committed without the session if only
statements of `OneHop` ran.

A session opens, commits and closes a transaction in some hundred calls. Here it gets the connection with the
transaction open, and takes part only if something needs it: a flush, a query of entities, a wake-up.
"""

import asyncio
from collections.abc import Collection
from hashlib import blake2b

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from models.storage.database import Database
from models.storage.session_info import TURN, Kept


def turn_of(channel: str, address: str) -> int:
    """The turn of a chat: while a transaction has it, no other one answers the chat."""
    return int.from_bytes(blake2b(f"{channel}:{address}".encode(), digest_size=8).digest(), "big", signed=True)


async def take_turns(session: AsyncSession, turns: Collection[int]) -> set[int]:
    """Takes those of the turns that no other transaction has, until this one ends, and returns them. On SQLite whoever
    writes has every turn."""
    if not turns or session.get_bind().dialect.name != "postgresql":
        return set(turns)
    return set(await session.scalars(_FREE, {"turns": list(turns)}))


_FREE = sa.text("SELECT turn FROM unnest(CAST(:turns AS bigint[])) AS turn WHERE pg_try_advisory_xact_lock(turn)")


async def begin_turn(database: Database, turn: int) -> AsyncSession:
    """A session in a transaction that holds the lock of the turn, see TURN. Raises what the database does."""
    session = database.sessions(join_transaction_mode="control_fully")
    try:
        await session.run_sync(_begin, None if database.is_sqlite else turn)
    except BaseException:
        await asyncio.shield(session.run_sync(_end))
        raise
    return session


async def commit_turn(session: AsyncSession) -> None:
    """Commit, and give the connection back."""
    await session.run_sync(_commit)


async def end_turn(session: AsyncSession) -> None:
    """Roll back and give the connection back, unless the turn was committed. It is finished also if the task is
    cancelled.
    """
    if Kept.CONNECTION in session.info:
        await asyncio.shield(session.run_sync(_end))


def _begin(session: Session, turn: int | None) -> None:
    engine = session.get_bind()
    assert isinstance(engine, sa.Engine)
    connection = session.bind = session.info[Kept.CONNECTION] = engine.connect()
    if turn is not None:
        connection.execution_options(**{TURN: turn})
    connection.begin()


def _commit(session: Session) -> None:
    connection: sa.Connection = session.info[Kept.CONNECTION]
    if session.in_transaction() or Kept.WAKES in session.info:
        session.commit()
    elif (transaction := connection.get_transaction()) is not None:
        transaction.commit()
    _end(session)


def _end(session: Session) -> None:
    connection: sa.Connection | None = session.info.pop(Kept.CONNECTION, None)
    try:
        session.close()
    finally:
        if connection is not None:
            connection.close()
