"""The causes of outbox rows: a kind and a number, `booking:12`. For each kind handlers/pushed/table.py says which
messages it has, whether a cause still holds, and what it is to WeChat.

A cause that leads to a case or a negotiation is hidden: the columns of its row, which stand beside its person, hold
digests, so that without the key nobody can join the row to an anonymous case (models/storage/unlinkable.py).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from time import time_ns
from typing import Any, NewType

from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.unlinkable import by_the_hour, digest_key, digest_under, random_id

Cause = NewType("Cause", str)
"""`booking:12`; a kind alone if nothing is queued yet."""
Told = tuple[str, int]
"""The number of a cause, as text, and the id of the person who is told."""


class CauseKind(StrEnum):
    """The kinds of causes. A value is never changed: waiting rows name it."""

    PAPER = "certificate"
    BOOKING = "booking"
    OFFER = "offer"
    EVENT = "event"
    SUBSIDY = "subsidy"
    EVENT_DATES = "event_dates"
    LINK_REQUEST = "link_request"
    QUESTION = "question"
    CASE_FILER = "case_filer"
    NEW_CASE = "new_case"
    NOBODYS_CASE = "nobodys_case"
    URGENT_CASE = "urgent_case"
    STAFF = "staff"
    PROMISE = "promise"
    NEGOTIATION_ASK = "negotiation_ask"
    NEGOTIATION = "negotiation"
    APPROVAL = "approval"
    NOTICE = "notice"
    VISIT = "visit"
    PRESENCE = "presence"

    def of(self, number: object) -> Cause:
        """The cause with this number, or with another mark that is unique within the kind."""
        return Cause(f"{self}:{number}")


def kind_of(cause: str) -> str:
    """`certificate` of `certificate:12`."""
    return cause.partition(":")[0]


def number_of(cause: str) -> str:
    """`12` of `certificate:12`."""
    return cause.partition(":")[2]


# --- hidden causes ----------------------------------------------------------------------------------------------------

HIDDEN_KINDS = frozenset(
    {
        CauseKind.CASE_FILER,
        CauseKind.NEW_CASE,
        CauseKind.NOBODYS_CASE,
        CauseKind.URGENT_CASE,
        CauseKind.STAFF,
        CauseKind.PROMISE,
        CauseKind.NEGOTIATION_ASK,
        CauseKind.NEGOTIATION,
    }
)
"""Kinds of causes that lead to a case or a negotiation. The columns of such a row hold digests under a key in place of
cause and dedupe key, moments rounded to the hour and a random number; the cause and the sort order are in the
encrypted content."""
DUE_LATER = frozenset({CauseKind.PROMISE})
"""Hidden kinds that are not sent at once: they are due at office hours, which tell nothing of a person."""
SENT_WITHIN = timedelta(hours=1)
"""The longest time from a hidden row's `sent_at`, which is rounded, to its real sending."""
_PUT = count(time_ns())
"""Numbers the queued rows in order, because rows of one transaction are due at the same moment."""


def is_hidden(cause: str | None) -> bool:
    return cause is not None and kind_of(cause) in HIDDEN_KINDS


def hidden_values(values: dict[str, Any], key: bytes) -> dict[str, Any]:
    """The row in a form that cannot be joined to a case without the key. Its column says due since the hour began; it
    is sent at its exact moment, which the content holds (bot/sending/claim.py)."""
    due_at, dedupe_key = values["due_at"], values["dedupe_key"]
    if kind_of(values["cause"]) not in DUE_LATER:
        due_at = by_the_hour(due_at)
    return {
        **values,
        "id": random_id(),
        "content": {**values["content"], "cause": values["cause"], "due": [values["due_at"].isoformat(), next(_PUT)]},
        "created_at": by_the_hour(values["created_at"]),
        "due_at": due_at,
        "send_at": due_at,
        "dedupe_key": dedupe_key and digest_under(key, "dedupe", dedupe_key),
        "cause": digest_under(key, "cause", values["cause"]),
    }


async def kept_cause(session: AsyncSession, cause: str) -> str:
    """The value of the column `cause` for this cause."""
    return digest_under(await digest_key(session), "cause", cause) if is_hidden(cause) else cause


def cause_of(row: Any) -> str | None:
    """The cause of a row with its content, hidden or not."""
    cause: str | None = row.content.get("cause") or row.cause
    return cause


def order_of(row: Any) -> tuple[datetime, int]:
    """The order of a person's rows. The columns of a hidden row do not tell it, so its content does."""
    exact = row.content.get("due")
    return (datetime.fromisoformat(exact[0]), exact[1]) if exact else (row.due_at, row.id)
