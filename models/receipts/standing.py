"""Compare a genuine receipt with today's record, and find the daily line that fixes it."""

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
from models.storage.encryption import cipher_of

_NUMBER = re.compile(rf"\b{PREFIX}-\d{{6}}-\d{{5,}}-\d\b")
_HEAD = re.compile(r"^(.*?)([0-9a-f]{64})$", re.MULTILINE)
"""Lines of a receipt that end with a digest; the last one names the head of the record."""
_COUNT = re.compile(r"\d+")


class Standing(StrEnum):
    """The result of comparing a genuine receipt with the database today."""

    SEALED = "sealed"
    WAITS = "waits"
    """The head is in the record; the daily line over it is still to be made."""
    FORGOTTEN = "forgotten"
    """The case was deleted at the end of its retention, before any line covered it."""
    OTHER = "other"
    """The record says something else: it was rewritten."""


def number_in(text: str) -> str | None:
    """The case number in a receipt, None if there is none."""
    found = _NUMBER.search(text)
    return found[0] if found else None


async def standing_of(session: AsyncSession, text: str) -> tuple[Standing, date | None]:
    """The standing of the head that a genuine receipt names, and the day of the line over it, if there is one."""
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
