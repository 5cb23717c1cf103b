"""The daily line: once a day, what changed in any case, or in the record of any post, since the line before is fixed
for everybody to see.

    2026-11-28 cases 1203 changed 34 root <SHA-256> previous <SHA-256> Ed25519 <signature>

`root` is over a leaf of each that changed: HMAC-SHA256 of its name (models/cases/seal.py, models/staff/record.py), how
many links its record has, the hash of the last, and the seal of its row. Nobody can find a case in it by guessing, nor
tell it from a post. `previous` is over the whole line before, so each line fixes everything before it; the signature is
by the key that signs receipts. `cases` is how many numbers had been given out. Who kept a line and finds it at /seals
later knows that nothing up to that day was rewritten, if `audit` holds: not by the operator either, who has every key.

A change belongs to the line of the first day that has none yet, so a receipt can say on the day itself which line it
will be. models/receipts/daily_sealing.py makes the lines.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.cases.seal import name_of
from models.storage.database import Base
from models.storage.encryption import NAME_LENGTH, canonical
from models.storage.secrets import cipher_of

A_PAGE = 400
LEAVES_AT_A_TIME = 500


class DailySeal(Base):
    """One line."""

    __tablename__ = "daily_seal"

    day: Mapped[date] = mapped_column(primary_key=True)
    line: Mapped[str]


class SealedCase(Base):
    """What a day's line covers of one case, or of the record of one post: links, head, seal as they were. It stays when
    the case goes."""

    __tablename__ = "sealed_case"
    __table_args__ = (sa.Index("ix_sealed_case_name", "name", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), primary_key=True)
    links: Mapped[int]
    head: Mapped[str]
    seal: Mapped[str]


_LEAF = (SealedCase.name, SealedCase.links, SealedCase.head, SealedCase.seal)


async def root_of(session: AsyncSession, day: date) -> tuple[int, str]:
    """How many leaves a day's line has, and their root: SHA-256 of them in the order of their names, a line each.

    In portions, between which others have their turn; a reading session does."""
    cipher, root, count, after = cipher_of(session), hashlib.sha256(), 0, ""
    while True:
        portion = sa.select(*_LEAF).where(SealedCase.day == day, SealedCase.name > after).order_by(SealedCase.name)
        rows = (await session.execute(portion.limit(LEAVES_AT_A_TIME))).all()
        for row in rows:
            leaf = cipher.seal("daily leaf", canonical([day.isoformat(), *row]))
            root.update(f"{leaf}\n".encode())
        if not rows:
            return count, root.hexdigest()
        count, after = count + len(rows), rows[-1].name
        await asyncio.sleep(0)


def line_body(day: date, *, cases: int, changed: int, root: str, previous: str) -> str:
    """A line before it is signed."""
    return f"{day.isoformat()} cases {cases} changed {changed} root {root} previous {previous}"


def line_digest(line: str) -> str:
    """What the next line says of this one: SHA-256 of it, without an end of line."""
    return hashlib.sha256(line.encode()).hexdigest()


async def lines(session: AsyncSession, *, before: date | None = None, limit: int = A_PAGE) -> Sequence[str]:
    """The lines, newest first."""
    newest = sa.select(DailySeal.line).order_by(DailySeal.day.desc()).limit(limit)
    return (await session.scalars(newest.where(DailySeal.day < before) if before else newest)).all()


async def line_for(session: AsyncSession, case: Case) -> tuple[date | None, bool]:
    """The day of the line that the case as it is now stands in, or will, and whether that one is made. No day: there
    has been no line yet."""
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    name = name_of(case.number, cipher_of(session))
    day = await session.scalar(sa.select(sa.func.max(SealedCase.day)).where(SealedCase.name == name))
    if day is not None and case.seal == case.day_seal:
        return day, last is not None and day <= last
    before = max((each for each in (last, day) if each is not None), default=None)
    return (before + timedelta(days=1) if before else None), False
