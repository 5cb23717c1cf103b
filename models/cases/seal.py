"""Seals that tie a case to a secret outside the database: write access to the database alone cannot make one.

`Case.seal` covers the current row: dates, handler, the worker's opinion, the head of its record, the people behind it
and the rows beside it (models/casework/beside.py). Every change renews it (models/cases/case.py).

A case has a separate name in the daily line (models/receipts/daily_seal.py). Nobody without the secret can tell the
case from it, so that it can stay when the case is deleted. A case whose retention is over leaves a tombstone under that
name; one that was deleted by hand leaves none.
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
"""Columns that seals did not cover at first: they are covered once `beside` is set, and cannot be left out again."""


class ForgottenCase(Base):
    """The tombstone of a case that was deleted because its retention was over. proof: a seal that only the service can
    make."""

    __tablename__ = "forgotten_case"

    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), primary_key=True)
    proof: Mapped[str]


def seal_of(case: Any, cipher: Cipher) -> str:
    """The valid seal of a case, or of a row with its columns."""
    names = (*SEALED, *SEALED_SINCE) if case.beside else SEALED
    return cipher.seal("case", canonical({name: plain(getattr(case, name)) for name in names}))


def plain(value: Any) -> Any:
    """A value of a column in a form that JSON can write."""
    if isinstance(value, datetime):
        return exactly(value)
    return value.value if isinstance(value, Enum) else value


def filers_seal(case_number: str, filers: Iterable[tuple[str, str]], cipher: Cipher) -> str:
    """The seal of the people behind a case: their digests in `case_filer`, and their part."""
    return cipher.seal("case filers", canonical([case_number, sorted([digest, str(part)] for digest, part in filers)]))


def beside_seal(case_number: str, rows: Iterable[Json], cipher: Cipher) -> str:
    """The seal of the rows beside a case, in any order."""
    return cipher.seal("beside case", canonical([case_number, *sorted(map(digest, rows))]))


def name_of(case_number: str, cipher: Cipher) -> str:
    """The name of the case in daily lines and tombstones; nobody without the secret can tell the case from it."""
    return cipher.seal("case name", case_number.encode())[:NAME_LENGTH]


def forgotten_proof(name: str, cipher: Cipher) -> str:
    return cipher.seal("case forgotten", name.encode())


def tombstone(case_number: str, cipher: Cipher) -> dict[str, str]:
    """The columns of the case's `ForgottenCase`."""
    name = name_of(case_number, cipher)
    return {"name": name, "proof": forgotten_proof(name, cipher)}


def day_seal(day: str, last: int, cipher: Cipher) -> str:
    """The seal of the count of numbers used on a day. day: ISO 8601."""
    return cipher.seal("case day", f"{day} {last}".encode())
