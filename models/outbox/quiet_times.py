"""Quiet times: when a person does not want messages, and when a message may go nevertheless.

A rider earns at the peaks, when a buzzing phone is dangerous; at night people sleep. A message of urgency `now` goes at
once; `today` moves within the day; `can_wait` never comes inside quiet times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.outbox.message import Urgency
from models.values.day_span import MINUTES_OF_DAY, DaySpan, spans_written

if TYPE_CHECKING:
    from models.city.pack import City
    from models.people.person import Person

ONE_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class QuietTimes:
    """Spans of every local day; they may overlap."""

    spans: tuple[DaySpan, ...]

    @cached_property
    def nights(self) -> tuple[DaySpan, ...]:
        """The spans that cross or touch midnight. The others are peaks."""
        return tuple(span for span in self.spans if span.at_midnight)


def quiet_times_of(person: "Person", city: "City") -> QuietTimes:
    """The person's own quiet times; else the city's night, with the peaks of their occupation if it is known."""
    if person.quiet_times is not None:
        return QuietTimes(spans_written(person.quiet_times))
    return default_quiet_times(person.occupation, city)


def default_quiet_times(occupation: str | None, city: "City") -> QuietTimes:
    """The quiet times of the city pack for an occupation (a key of the pack; None or unknown: the night only)."""
    known = city.occupations.get(occupation) if occupation else None
    return QuietTimes((city.night, *(known.quiet if known else ())))


def allowed_at(due_at: datetime, urgency: Urgency, quiet: QuietTimes, zone: ZoneInfo) -> datetime | None:
    """The moment, aware UTC and never before `due_at`, at which a message of this urgency may go.

    now: `due_at`.
    can_wait: the first moment outside all quiet times; None if there is none within 24 hours.
    today: never None. Due in a peak, it goes at the first moment outside on the same local day; if there is none,
    because the night follows, it goes at `due_at`, inside the peak, because tomorrow is too late. Due in the night, it
    goes when the night ends, or after a peak that follows at once: its day has not begun, or is over for the sleeper.

    due_at: aware. A message that is due later is never allowed earlier, and the allowed moment is itself allowed.
    Raises ValueError for a naive `due_at`.
    """
    if due_at.tzinfo is None:
        raise ValueError("a naive datetime: which zone is it in?")
    due_at = due_at.astimezone(UTC)
    if urgency is Urgency.NOW:
        return due_at
    if urgency is Urgency.CAN_WAIT:
        return _first_outside(due_at, quiet.spans, zone)
    morning = _first_outside(due_at, quiet.nights, zone)
    if morning is None:
        return due_at
    free = _first_outside(morning, quiet.spans, zone)
    if free is None or free.astimezone(zone).date() != morning.astimezone(zone).date():
        return morning
    return free if free - due_at <= ONE_DAY else due_at


def _first_outside(since: datetime, spans: Iterable[DaySpan], zone: ZoneInfo) -> datetime | None:
    """The first moment from `since` on at which the local time is in none of the spans; None if not in 24 hours."""
    moment = since
    while moment - since <= ONE_DAY:
        local = moment.astimezone(zone)
        minute = local.hour * 60 + local.minute
        left = max((span.minutes_left(minute) for span in spans), default=0)
        if left == 0:
            return moment
        ends = moment - timedelta(seconds=local.second, microseconds=local.microsecond) + timedelta(minutes=left)
        moment = _clock_change(moment, ends, zone) or ends
    return None


def _clock_change(after: datetime, until: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment at which the local clock changes between two moments less than a day apart; None if it does not."""
    before = after.astimezone(zone).utcoffset()
    if until.astimezone(zone).utcoffset() == before:
        return None
    low, high = int(after.timestamp()), int(until.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def last_free_before(moment: datetime, quiet: QuietTimes, zone: ZoneInfo) -> datetime | None:
    """The last moment, at or before an aware one, outside all quiet times; None if there is none within 24 hours."""
    free = moment.astimezone(UTC)
    while moment - free <= ONE_DAY:
        local = free.astimezone(zone)
        minute = local.hour * 60 + local.minute
        into = max(
            ((minute - span.start) % MINUTES_OF_DAY + 1 for span in quiet.spans if span.minutes_left(minute)),
            default=0,
        )
        if into == 0:
            return free
        free = free - timedelta(seconds=local.second, microseconds=local.microsecond) - timedelta(minutes=into)
    return None
