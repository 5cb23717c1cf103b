"""Audit case numbers and daily lines: every number used has a case or a tombstone, and every line matches its
leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.number import CaseDay, number_of
from models.cases.seal import ForgottenCase, day_seal, forgotten_proof, name_of
from models.receipts.daily_seal import DailySeal, SealedCase, line_body, line_digest, root_of
from models.receipts.receipt import known_public_key, verify
from models.storage.encryption import BEGINNING, Cipher


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A broken daily line. reason: leaves, previous or signature."""

    day: date
    reason: str


async def forgotten_names(session: AsyncSession, cipher: Cipher) -> set[str]:
    """The names of cases that were deleted at the end of their retention: tombstones with a valid proof."""
    graves = await session.execute(sa.select(ForgottenCase.name, ForgottenCase.proof))
    return {name for name, proof in graves if proof == forgotten_proof(name, cipher)}


async def missing_case(session: AsyncSession, names: Mapping[str, str], cipher: Cipher) -> str | None:
    """The first number that was used and has neither a case nor a tombstone, or that has a case but was never used.

    If the count of a day was changed, the day. None if all is well. names: name -> number of the existing cases.
    """
    forgotten, given = await forgotten_names(session, cipher), set()
    for each in (await session.scalars(sa.select(CaseDay).order_by(CaseDay.day))).all():
        if each.seal != day_seal(each.day.isoformat(), each.last, cipher):
            return each.day.isoformat()
        for count in range(1, each.last + 1):
            number = number_of(each.day, count)
            name = name_of(number, cipher)
            if name not in names and name not in forgotten:
                return number
            given.add(name)
    return next((number for name, number in names.items() if name not in given), None)


async def broken_line(session: AsyncSession) -> BrokenLine | None:
    """The first broken daily line, None if all are intact."""
    key = await known_public_key(session)
    previous, made = BEGINNING, set()
    for each in (await session.scalars(sa.select(DailySeal).order_by(DailySeal.day))).all():
        body, _, signature = each.line.partition(" Ed25519 ")
        if key is None or not verify(body.encode(), signature, key):
            return BrokenLine(each.day, "signature")
        if body.rpartition(" ")[2] != previous:
            return BrokenLine(each.day, "previous")
        if not await _made_of(session, each.day, body):
            return BrokenLine(each.day, "leaves")
        previous, last = line_digest(each.line), each.day
        made.add(last)
    return await _without_line(session, made)


async def _made_of(session: AsyncSession, day: date, body: str) -> bool:
    """Whether a line equals the one made again from its leaves; the count of numbers may only have grown since."""
    changed, root = await root_of(session, day)
    numbers = sa.select(sa.func.coalesce(sa.func.sum(CaseDay.last), 0)).where(CaseDay.day <= day)
    words = body.split(" ")
    cases = int(words[2]) if len(words) == 9 and words[2].isdigit() else -1
    expected = line_body(day, cases=cases, changed=changed, root=root, previous=words[-1])
    return body == expected and 0 <= cases <= (await session.scalars(numbers)).one()


async def _without_line(session: AsyncSession, made: set[date]) -> BrokenLine | None:
    """The first day that has leaves but no line although later lines exist; None if there is none."""
    days = await session.scalars(sa.select(SealedCase.day).distinct().order_by(SealedCase.day))
    newest = max(made, default=date.min)
    lost = [day for day in days if day not in made and day < newest]
    return BrokenLine(lost[0], "leaves") if lost else None
