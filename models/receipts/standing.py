"""Whether the record still says what a genuine receipt says of it, and which daily line fixes that."""

import re
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.number import PREFIX
from models.cases.record import CaseEvent
from models.cases.seal import ForgottenCase, name_of
from models.receipts.daily_seal import DailySeal, SealedCase
from models.storage.secrets import cipher_of

_NUMBER = re.compile(rf"\b{PREFIX}-\d{{6}}-\d{{5,}}-\d\b")
_HEAD = re.compile(r"^(.*?)([0-9a-f]{64})$", re.MULTILINE)
"""Lines that end with a digest; the last one names the head of the record."""
_COUNT = re.compile(r"\d+")


class Standing(StrEnum):
    """What the database says today of what a genuine receipt says of the record."""

    SEALED = "sealed"
    WAITS = "waits"
    """It is in the record; the daily line over it is still to be made."""
    FORGOTTEN = "forgotten"
    """The case has gone, its time being over, before any line."""
    OTHER = "other"
    """The record says something else now: it was rewritten."""


def number_in(text: str) -> str | None:
    """The number of the case that a receipt is of."""
    found = _NUMBER.search(text)
    return found[0] if found else None


async def standing_of(session: AsyncSession, text: str) -> tuple[Standing, date | None]:
    """Where the head that a receipt names stands, and the day of the line over it. The receipt must be genuine."""
    number, heads = number_in(text), _HEAD.findall(text)
    if number is None or not heads:
        return Standing.OTHER, None
    line, head = heads[-1]
    links = int(_COUNT.findall(line.replace("SHA-256", ""))[-1])
    name = name_of(number, cipher_of(session))
    case_id = await session.scalar(sa.select(Case.id).where(Case.number == number))
    if case_id is None and await session.get(ForgottenCase, name) is None:
        return Standing.OTHER, None
    kept = sa.select(CaseEvent.hash).where(CaseEvent.case_id == case_id, CaseEvent.number == links)
    if case_id is not None and await session.scalar(kept) != head:
        return Standing.OTHER, None
    covers = sa.select(SealedCase).join(DailySeal, DailySeal.day == SealedCase.day)
    covers = covers.where(SealedCase.name == name, SealedCase.links >= links).order_by(SealedCase.day).limit(1)
    sealed = await session.scalar(covers)
    if sealed is None:
        return Standing.WAITS if case_id is not None else Standing.FORGOTTEN, None
    if sealed.links == links and sealed.head != head:
        return Standing.OTHER, None
    return Standing.SEALED, sealed.day
