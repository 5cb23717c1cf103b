"""Numbers, words and days as the field of a form, a path or an address says them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

YEARS = range(2000, 2101)
"""No day of the service is in another year, and near the ends of the calendar no day can be reckoned with."""
LARGEST = 2**63 - 1
"""No key of the database is larger, and it refuses to compare with a larger one."""


def number_in(text: str, most: int = LARGEST) -> int | None:
    """The number, in ASCII digits alone and `most` at most; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None


def words_in(text: str) -> str:
    """The text without what no database can hold: halves of characters, and NUL."""
    return "".join(each for each in text if each.isprintable()).strip()


def day_in(text: str) -> date | None:
    """The day, in ISO 8601 and of YEARS; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def moment_in(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment that a field for day and time says on the city's clock, such as `2026-12-01T09:30`, of YEARS; None
    for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None and moment.year in YEARS else None
