"""Quiet times in words, for every screen that shows them."""

from handlers.talk.texts import Words
from models.outbox.quiet_times import QuietTimes
from models.values.day_span import DaySpan, clock, stretches

SMALL_HOURS_END = 5 * 60
"""Minutes of the day. A time before it is named as a time of the night, because it could be taken for the afternoon."""


def quiet_times_said(words: Words, quiet: QuietTimes) -> str:
    """`11:00–13:30、22:00–次日 7:00`, in order of their beginnings, overlapping times as one; empty if there
    are none.
    """
    return words("place-and").join(_said(words, span) for span in stretches(quiet.spans))


def _said(words: Words, span: DaySpan) -> str:
    times = {"start": clock(span.start), "end": clock(span.end)}
    if span.end < span.start:
        return words("quiet-times-span-overnight", **times)
    return words("quiet-times-span-small-hours" if span.start < SMALL_HOURS_END else "quiet-times-span", **times)
