"""The types that the rules of the grammar share, and date arithmetic for them."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Parts = Mapping[str, str]
"""The groups of a rule's pattern by name; an empty text for a group that did not match."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a day answers. today: the local date of the person; coming: whether a future day is asked
    for, else a past one."""

    today: date
    coming: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The day that a text names; several if it leaves a choice: 两三天前. sure: nothing was counted or guessed."""

    all: tuple[date, ...]
    sure: bool = False


Reader = Callable[[Parts, Asked], Days | None]
"""Raises ValueError or OverflowError if there is no such day; returns None if the text means something else."""
Rule = tuple[re.Pattern[str], Reader]


def rules(*pairs: tuple[str, Reader]) -> list[Rule]:
    return [(re.compile(pattern), reader) for pattern, reader in pairs]


def read_by(rules_tried: list[Rule], text: str, asked: Asked) -> Days | None:
    """The days by the first rule that matches the whole text and gives a day. Raises ValueError, OverflowError."""
    for pattern, reader in rules_tried:
        if (match := pattern.fullmatch(text)) and (found := reader(match.groupdict(default=""), asked)):
            return found
    return None


def one(day: date, *, sure: bool = False) -> Days:
    return Days((day,), sure)


def span(first: date, last: date, asked: Asked) -> Days:
    """The day of a span that counts: the last if a coming day is asked for, else the first.

    If the first is later than today but in the current month, today counts.
    """
    if asked.coming:
        return one(last)
    return one(first if first.replace(day=1) > asked.today else min(first, asked.today))


def months_on(day: date, months: int) -> date:
    """The first day of the month this many months after the day's, or before it if negative. Raises ValueError,
    OverflowError."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def same_day_in(first: date, day: int) -> date:
    """The day of the month with this number, or its last day if the month is shorter."""
    return first.replace(day=min(day, end_of_month(first).day))


def end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
