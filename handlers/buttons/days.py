"""A day in the data of a button."""

from datetime import date


def number_of(day: date) -> int:
    """The day as eight digits, year, month, day: 20261126."""
    return int(f"{day:%Y%m%d}")


def day_of(number: int) -> date:
    """The day of eight digits. Raises ValueError if they are no day."""
    return date.fromisoformat(f"{number:08}")
