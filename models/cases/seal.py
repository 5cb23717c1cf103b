"""What holds a case to a secret that the database does not hold: whoever can only write the database cannot make it.

`Case.seal` covers the row as it is now: its dates, who has it, what the worker said of it, the head of its record, who
stands behind it and what stands beside it (models/casework/beside.py). It is made anew with every change
(models/cases/case.py).

A case has a name of its own for the daily line (models/receipts/daily_seal.py): nobody without the secret can tell
whose it is, so it can stay when the case has to go. A case that went by law leaves a tombstone under that name; one
that was deleted by hand leaves none.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, Json
from models.storage.encryption import NAME_LENGTH, Cipher, canonical, digest, exactly

SEALED = (
    "number", "type", "department", "district", "platform", "state", "anonymous", "pseudonym", "urgent", "latitude",
    "longitude", "reporters", "filed_at", "accept_by", "answer_by", "accepted_at", "answered_at", "settled_at",
    "reopened_at", "ended_at", "handler_id", "bounces", "solved", "satisfied", "paused_at", "waited_s", "old_links",
    "filers", "event_count", "head",
)  # fmt: skip
SEALED_SINCE = ("beside", "warned", "warn_at", "close_at")
"""Columns that were not under a seal at first: they are as soon as `beside` is there, and cannot be taken out again."""


class ForgottenCase(Base):
    """A case that was deleted because its time was over. proof: that it was the service who deleted it."""

    __tablename__ = "forgotten_case"

    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), primary_key=True)
    proof: Mapped[str]


def seal_of(case: Any, cipher: Cipher) -> str:
    """The seal of a case, or of a row with its columns."""
    names = (*SEALED, *SEALED_SINCE) if case.beside else SEALED
    return cipher.seal("case", canonical({name: plain(getattr(case, name)) for name in names}))


def plain(value: Any) -> Any:
    """A value of a column as JSON writes it."""
    if isinstance(value, datetime):
        return exactly(value)
    return value.value if isinstance(value, Enum) else value


def filers_seal(case_number: str, filers: Iterable[tuple[str, str]], cipher: Cipher) -> str:
    """Of everybody behind a case: their digests in `case_filer`, and their part."""
    return cipher.seal("case filers", canonical([case_number, sorted([digest, str(part)] for digest, part in filers)]))


def beside_seal(case_number: str, rows: Iterable[Json], cipher: Cipher) -> str:
    """Of the rows that stand beside a case, in any order."""
    return cipher.seal("beside case", canonical([case_number, *sorted(map(digest, rows))]))


def name_of(case_number: str, cipher: Cipher) -> str:
    """What the case is called where it may not be recognised."""
    return cipher.seal("case name", case_number.encode())[:NAME_LENGTH]


def forgotten_proof(name: str, cipher: Cipher) -> str:
    return cipher.seal("case forgotten", name.encode())


def tombstone(case_number: str, cipher: Cipher) -> dict[str, str]:
    """The columns of its `ForgottenCase`."""
    name = name_of(case_number, cipher)
    return {"name": name, "proof": forgotten_proof(name, cipher)}


def day_seal(day: str, last: int, cipher: Cipher) -> str:
    """Of how many numbers a day has given out. day: ISO 8601."""
    return cipher.seal("case day", f"{day} {last}".encode())
