"""A notice that goes out again every so many weeks: when one of the series has been given to everybody, the next one is
a notice of its own, which can be seen, sent back and cancelled like any other.

The yes that the first one got counts for the next as long as the same reason asks for it. Cancelling one cancels those
that follow it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.notices.audience import Audience
from models.notices.errors import NoticeIncomplete

EVERY_WEEKS = (1, 2, 4)
"""Not by the month, of which some lack a 31st."""
LONGEST_REPEATED = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a notice goes out. weeks: of EVERY_WEEKS; until: the last day, in the city."""

    weeks: int
    until: date


def check_repeat(repeat: Repeat, audience: Audience, *, mass: bool, send_at: datetime, expires_at: datetime) -> None:
    """Checks that a notice can be repeated so. Raises NoticeIncomplete: for a list or a correction, whose people are
    known once only; for a mass message, of which a month has few; if two would be on at once; for no time at all or
    more than LONGEST_REPEATED."""
    if repeat.weeks not in EVERY_WEEKS:
        raise NoticeIncomplete("repeat")
    every = timedelta(weeks=repeat.weeks)
    last = repeat.until - send_at.date()
    fits = every <= last <= LONGEST_REPEATED and expires_at - send_at <= every
    if not fits or audience.listed or audience.got or mass:
        raise NoticeIncomplete("repeat")


def next_time(at: datetime, repeat: Repeat, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When it goes out after `at`, at the same time of the day in the city and not in the past; None if that is after
    its last day."""
    local = at.astimezone(zone)
    clock = local.timetz()
    day = local.date() + timedelta(weeks=repeat.weeks)
    while datetime.combine(day, clock) < now:
        day += timedelta(weeks=repeat.weeks)
    return datetime.combine(day, clock) if day <= repeat.until else None
