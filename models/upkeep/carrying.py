"""Upgrade a database once when it first meets its keys: convert old values, seal old records, and mark the database.

The mark is a secret like any other: encrypted with the key ring for its own row, it contains a seal made with
SECRET_KEY. Nobody can make it without the keys, and every start checks by it whether keys and database fit. After that
nothing decrypts values of the first form, which could be moved from place to place (models/storage/encryption.py).

Somebody who can write the database can delete the mark, but not the second mark that bot/commands/ready_database.py
leaves beside the keys: while that exists, a database without a mark is not converted again. A deployment whose DATA_DIR
is not permanent closes this gap by rotating its keys after the first start: the old keys, which opened values of the
first form, are then gone.

Every part can be interrupted and started again: a portion is one transaction, and finished values differ in form.
"""

from collections.abc import Awaitable, Callable, Sequence
from enum import Enum
from typing import Any, cast

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.cases.case import Case
from models.cases.filer import CaseFiler
from models.cases.number import CaseDay, number_of
from models.cases.seal import ForgottenCase, day_seal, filers_seal, seal_of, tombstone
from models.people.conversation import ProcessedUpdate
from models.storage.database import Database, Own
from models.storage.encryption import FORM, Cipher, WrongKey, cipher_of
from models.storage.key_rotation import rewrite
from models.storage.secrets import Secret, insert
from models.upkeep.audit import unsealed_holds

log = structlog.get_logger(__name__)

MARK = "key check"
PORTION = 200


class Fit(Enum):
    """How a database and the keys fit."""

    OURS = "ours"
    OTHER_KEYS = "other_keys"
    OTHER_SECRET = "other_secret"
    UNMARKED = "unmarked"
    """The database is new, or of an older version with values in the current form."""
    OLD_FORM = "old_form"
    """The database is of an older version: its values must still be converted."""


async def fit_of(session: AsyncSession) -> Fit:
    """Check the keys against the mark; without a mark, against other encrypted values."""
    cipher = cipher_of(session)
    mark = await session.scalar(sa.select(Secret.value).where(Secret.name == MARK))
    if mark is None:
        return await _unmarked(session, cipher)
    try:
        return Fit.OURS if not cipher.seals or mark.open(MARK) == _marked(cipher) else Fit.OTHER_SECRET
    except WrongKey:
        return Fit.OTHER_KEYS


async def _unmarked(session: AsyncSession, cipher: Cipher) -> Fit:
    secrets = (await session.execute(sa.select(Secret.name, Secret.value))).all()
    reply = sa.type_coerce(ProcessedUpdate.reply, sa.LargeBinary)
    newest = await session.scalar(sa.select(reply).order_by(ProcessedUpdate.at.desc()).limit(1))
    tokens = [value.token for _, value in secrets] + ([newest] if newest is not None else [])
    if not all(token.startswith(FORM) for token in tokens):
        return Fit.OLD_FORM
    try:
        for name, value in secrets:
            value.open(name)
        if newest is not None:
            cipher.decrypt(newest, "processed_update.reply")
    except WrongKey:
        return Fit.OTHER_KEYS
    return Fit.UNMARKED


async def carry_over(database: Database) -> int:
    """Convert every value of the first form, seal the records, and mark the database. Returns the number of values.
    Raises WrongKey."""
    carried = await rewrite(database, lambda session: cipher_of(session).carried)
    await _in_portions(database, _seal_cases)
    await _in_portions(database, _seal_days)
    async with database.transaction() as session:
        mark = insert(session, Secret).values(name=MARK, value=Own(MARK, _marked(cipher_of(session))))
        await session.execute(mark.on_conflict_do_nothing())
    return carried


def _marked(cipher: Cipher) -> bytes:
    return cipher.seal("key check", b"2").encode()


async def _in_portions(database: Database, work: Callable[[AsyncSession, Any], Awaitable[Any]]) -> None:
    """Run the work in one transaction after another; each gets the result of the one before, until that is None."""
    after: Any = 0
    while after is not None:
        async with database.transaction() as session:
            after = await work(session, after)


async def _seal_cases(session: AsyncSession, after: int) -> int | None:
    """Seal a portion of the cases whose chains are intact: the links so far stay as receipts name them, and the seal
    fixes them. A broken chain gets no seal, so that `audit` keeps reporting it."""
    cipher = cipher_of(session)
    portion = sa.select(Case).where(Case.id > after, Case.seal == "").order_by(Case.id).limit(PORTION)
    cases = (await session.scalars(portion.options(defer(Case.answers)))).all()
    filers = await _filers(session, [case.id for case in cases])
    sealed = []
    for case in cases:
        if not await unsealed_holds(session, case.id, cipher):
            log.error("record does not hold", case=case.number)
            continue
        case.old_links, case.filers = case.event_count, filers_seal(case.number, filers.get(case.id, ()), cipher)
        values = {"old_links": case.old_links, "filers": case.filers, "seal": seal_of(case, cipher)}
        sealed.append({"case": case.id, **values})
        session.expunge(case)
    if sealed:
        table = cast(sa.Table, Case.__table__)
        await (await session.connection()).execute(sa.update(table).where(table.c.id == sa.bindparam("case")), sealed)
    return cases[-1].id if cases else None


async def _filers(session: AsyncSession, case_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    rows = await session.execute(
        sa.select(CaseFiler.case_id, CaseFiler.digest, CaseFiler.part).where(CaseFiler.case_id.in_(case_ids))
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for case_id, digest, part in rows:
        found.setdefault(case_id, []).append((digest, part))
    return found


async def _seal_days(session: AsyncSession, _: int) -> int | None:
    """Seal the next unsealed day. Its numbers without a case get tombstones, as if their retention were over."""
    cipher = cipher_of(session)
    day = await session.scalar(sa.select(CaseDay).where(CaseDay.seal == "").order_by(CaseDay.day).limit(1))
    if day is None:
        return None
    numbers = [number_of(day.day, count) for count in range(1, day.last + 1)]
    there = set(await session.scalars(sa.select(Case.number).where(Case.number.between(numbers[0], numbers[-1]))))
    graves = [tombstone(number, cipher) for number in numbers if number not in there]
    if graves:
        await session.execute(insert(session, ForgottenCase).on_conflict_do_nothing(), graves)
    day.seal = day_seal(day.day.isoformat(), day.last, cipher)
    return 1
