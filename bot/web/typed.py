"""Numbers and days as the field of a form, a path or an address says them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LARGEST = 2**63 - 1
"""No key of the database is larger, and it refuses to compare with a larger one."""


def number_in(text: str, most: int = LARGEST) -> int | None:
    """The number, in ASCII digits alone and `most` at most; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None


def day_in(text: str) -> date | None:
    """The day, in ISO 8601; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment_in(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment that a field for day and time says on the city's clock, such as `2026-12-01T09:30`; None for anything
    else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else None
