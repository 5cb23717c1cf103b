"""The causes of outbox rows: a kind and a number, `booking:12`. For each kind handlers/pushed/table.py says which
messages it has, whether a cause still holds, and what it is to WeChat.
"""

from enum import StrEnum
from typing import NewType

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

    def of(self, number: object) -> Cause:
        """The cause with this number, or with another mark that is unique within the kind."""
        return Cause(f"{self}:{number}")


def kind_of(cause: str) -> str:
    """`certificate` of `certificate:12`."""
    return cause.partition(":")[0]


def number_of(cause: str) -> str:
    """`12` of `certificate:12`."""
    return cause.partition(":")[2]
