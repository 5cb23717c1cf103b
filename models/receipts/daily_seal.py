"""The daily line: once a day it fixes in public all changes of cases, of records of posts and of duties since the line
before.

    2026-11-28 cases 1203 changed 34 root <SHA-256> previous <SHA-256> Ed25519 <signature>

`root` covers a leaf of each case, post record or duty that changed: HMAC-SHA256 of its name (models/cases/seal.py,
models/staff/record.py), the number of links of its record, the hash of the last link, and the seal of its row. Nobody
can find a case in it by guessing, nor tell a case from a post or a duty. `previous` covers the whole line before, so
that each line fixes everything before it. The key of receipts makes the signature. `cases` is the count of numbers used
so far.

If somebody kept a line and finds it at /seals later, and `audit` succeeds, nothing up to that day was rewritten, not
even by the operator, who has every key.

A change belongs to the line of the first day without one, so that a receipt can name its line on the day itself.
models/receipts/daily_sealing.py makes the lines.
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
from models.storage.encryption import NAME_LENGTH, canonical, cipher_of

A_PAGE = 400
LEAVES_AT_A_TIME = 500


class DailySeal(Base):
    """The signed line of one day."""

    __tablename__ = "daily_seal"

    day: Mapped[date] = mapped_column(primary_key=True)
    line: Mapped[str]


class SealedCase(Base):
    """The part of one case, one post's record or one duty in a day's line: links, head and seal at that time. It stays
    when the case is deleted."""

    __tablename__ = "sealed_case"
    __table_args__ = (sa.Index("ix_sealed_case_name", "name", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), primary_key=True)
    links: Mapped[int]
    head: Mapped[str]
    seal: Mapped[str]


_LEAF = (SealedCase.name, SealedCase.links, SealedCase.head, SealedCase.seal)


async def root_of(session: AsyncSession, day: date) -> tuple[int, str]:
    """The number of leaves of a day's line, and their root: SHA-256 over them, one per line, in the order of names.

    It reads in portions and lets others run in between; a reading session is enough.
    """
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
    """The text of a line without its signature."""
    return f"{day.isoformat()} cases {cases} changed {changed} root {root} previous {previous}"


def line_digest(line: str) -> str:
    """The digest of a line that the next line contains: SHA-256 of it, without an end of line."""
    return hashlib.sha256(line.encode()).hexdigest()


async def lines(session: AsyncSession, *, before: date | None = None, limit: int = A_PAGE) -> Sequence[str]:
    """The lines, newest first. before: only those of earlier days."""
    newest = sa.select(DailySeal.line).order_by(DailySeal.day.desc()).limit(limit)
    return (await session.scalars(newest.where(DailySeal.day < before) if before else newest)).all()


async def line_for(session: AsyncSession, case: Case) -> tuple[date | None, bool]:
    """The day of the line that covers, or will cover, the current state of the case, and whether that line is made. The
    day is None if no line was ever made."""
    last = await session.scalar(sa.select(sa.func.max(DailySeal.day)))
    name = name_of(case.number, cipher_of(session))
    day = await session.scalar(sa.select(sa.func.max(SealedCase.day)).where(SealedCase.name == name))
    if day is not None and case.seal == case.day_seal:
        return day, last is not None and day <= last
    before = max((each for each in (last, day) if each is not None), default=None)
    return (before + timedelta(days=1) if before else None), False
