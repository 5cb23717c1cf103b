"""What the rules of the grammar take and give."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Parts = Mapping[str, str]
"""What a rule's pattern found, by the names of its groups; an empty text where it found nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The day on which a text is read, where the person is; whether a day to come is asked for, or one that is over."""

    today: date
    coming: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The day a text says; several where it leaves a choice: 两三天前. sure: nothing was counted or guessed."""

    all: tuple[date, ...]
    sure: bool = False


Reader = Callable[[Parts, Asked], Days | None]
"""Raises ValueError or OverflowError where there is no such day; None where something else is meant."""
Rule = tuple[re.Pattern[str], Reader]


def rules(*pairs: tuple[str, Reader]) -> list[Rule]:
    return [(re.compile(pattern), reader) for pattern, reader in pairs]


def read_by(rules_tried: list[Rule], text: str, asked: Asked) -> Days | None:
    """By the first rule that the text fits as a whole. Raises ValueError, OverflowError."""
    for pattern, reader in rules_tried:
        if (match := pattern.fullmatch(text)) and (found := reader(match.groupdict(default=""), asked)):
            return found
    return None


def one(day: date, *, sure: bool = False) -> Days:
    return Days((day,), sure)


def span(first: date, last: date, asked: Asked) -> Days:
    """Of a span the last day counts where a day to come is asked for, else its first; today, if that is to come."""
    if asked.coming:
        return one(last)
    return one(first if first.replace(day=1) > asked.today else min(first, asked.today))


def months_on(day: date, months: int) -> date:
    """The first day of the month so many months later, or earlier. Raises ValueError, OverflowError."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def same_day_in(first: date, day: int) -> date:
    """The day of a month by its number, or the month's last where it is shorter."""
    return first.replace(day=min(day, end_of_month(first).day))


def end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
