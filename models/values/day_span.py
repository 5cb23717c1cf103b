"""A span that recurs every day, such as 22:00-07:00: in minutes of the local day, as packs write it, as people type it.

It may cross midnight. Typed spans are read by the rules for opening hours, `models.values.written_hours.to_osm`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.values.opening_hours import BadOpeningHours
from models.values.written_hours import to_osm

MINUTES_OF_DAY = 24 * 60
MOST_QUIET_MINUTES = 16 * 60
"""The most minutes of a day that quiet times may cover, so that some time is left to write to the person."""
LONGEST_TYPED = 200
"""Characters; a longer typed text is refused."""
MOST_SPANS = 8


class BadDaySpan(ValueError):
    """The text is no span of the day."""


class AmbiguousDaySpan(BadDaySpan):
    """The text leaves open morning or evening: read literally, `11:30-1:30` lasts fourteen hours."""


class DaySpan(NamedTuple):
    """The minutes of the local day from start (0 to 1439) up to, but without, end (1 to 1440).

    The span crosses midnight if end is earlier than start. It is never empty; the whole day is 0 to 1440.
    """

    start: int
    end: int

    def minutes_left(self, minute: int) -> int:
        """The minutes that the span still lasts at this minute of the day; 0 outside the span."""
        into = (minute - self.start) % MINUTES_OF_DAY
        return max(self.length - into, 0)

    @property
    def length(self) -> int:
        """In minutes."""
        return (self.end - self.start) % MINUTES_OF_DAY or MINUTES_OF_DAY

    @property
    def at_midnight(self) -> bool:
        """Whether the span crosses or touches midnight."""
        return self.end < self.start or self.start == 0 or self.end == MINUTES_OF_DAY


def minute_of(clock: str) -> int:
    """The minute of the day of `7:00`, `07:00` or `24:00`. Raises BadDaySpan."""
    match = re.fullmatch(r"(\d\d?):(\d\d)", clock, re.ASCII)
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > MINUTES_OF_DAY:
        raise BadDaySpan(clock)
    return int(match[1]) * 60 + int(match[2])


def span_between(start: int, end: int) -> DaySpan:
    """The span between two minutes of the day. Raises BadDaySpan if they are equal."""
    if start == end:
        raise BadDaySpan(f"{start} to {end}")
    return DaySpan(start % MINUTES_OF_DAY, end or MINUTES_OF_DAY)


def span_written(text: str) -> DaySpan:
    """The span of `22:00-07:00`. Raises BadDaySpan."""
    start, _, end = text.partition("-")
    return span_between(minute_of(start), minute_of(end))


@lru_cache(maxsize=1024)
def spans_written(text: str) -> tuple[DaySpan, ...]:
    """The spans of `22:00-07:00,11:00-13:30`; none of an empty text. Raises BadDaySpan."""
    return tuple(span_written(each) for each in text.split(",") if each)


def write_spans(spans: Iterable[DaySpan]) -> str:
    """The spans in the form that `spans_written` reads."""
    return ",".join(f"{clock(span.start):0>5}-{clock(span.end):0>5}" for span in spans)


def clock(minute: int) -> str:
    """A minute of the day as `7:00`."""
    return f"{minute // 60}:{minute % 60:02}"


def stretches(spans: Iterable[DaySpan]) -> tuple[DaySpan, ...]:
    """The same time in the fewest spans: spans that overlap or touch become one."""
    ends: list[list[int]] = []
    for start, length in sorted((span.start, span.length) for span in spans):
        if ends and start <= ends[-1][1]:
            ends[-1][1] = max(ends[-1][1], start + length)
        else:
            ends.append([start, start + length])
    # A span that passes midnight absorbs the spans that it reaches at the beginning of the day.
    while len(ends) > 1 and ends[-1][1] >= ends[0][0] + MINUTES_OF_DAY:
        ends[-1][1] = max(ends[-1][1], ends.pop(0)[1] + MINUTES_OF_DAY)
    if any(end - start >= MINUTES_OF_DAY for start, end in ends):
        return (DaySpan(0, MINUTES_OF_DAY),)
    return tuple(span_between(start, end if end <= MINUTES_OF_DAY else end - MINUTES_OF_DAY) for start, end in ends)


def minutes_covered(spans: Iterable[DaySpan]) -> int:
    """The minutes of a day that lie in at least one of the spans."""
    return sum(span.length for span in stretches(spans))


# --- typed ----------------------------------------------------------------------------------------------------------

_AROUND = re.compile(
    r"免打扰|勿扰|(?:不要|别|不)(?:打扰|吵|发消息|发)?我?|每天|每日|天天|请|吧|\b(?:from|between|every day)\b"
)
_UNTIL = re.compile(r"\s*\b(?:to|until|till)\b\s*")
_TWELVE_HOURS = re.compile(r"(\d\d?)(?:[:.](\d\d))?\s*([ap])\.?m\b\.?")
_BARE = re.compile(r"(?<![\d:.])(\d\d?)\s*([-~—–到至])\s*(\d\d?)(?![\d:.点时])")
_NOON_TO = re.compile(r"(中午[^-~—–到至,，、]*[-~—–到至]\s*)(?=[1-4一二两三四](?:[点时:.]|$))")
"""中午11点半到1点半: the end means the afternoon."""
_BETWEEN = re.compile(r"[,;、。\n]|\band\b|&")
_OSM_SPAN = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)", re.ASCII)


def spans_typed(text: str) -> tuple[DaySpan, ...]:
    """Read typed spans: `11点到13点半`, `晚上10点到早上7点`, `22:00-7:00`, `10pm to 7am`, or several with commas.

    Returns each span once, sorted by start. Raises AmbiguousDaySpan, or BadDaySpan if the text cannot be read.
    """
    if len(text) > LONGEST_TYPED:
        raise BadDaySpan(f"{len(text)} characters")
    parts = [part.strip() for part in _BETWEEN.split(_plain(text))]
    spans = sorted({span for part in parts if part for span in _spans_in(part)})
    if not 1 <= len(spans) <= MOST_SPANS:
        raise BadDaySpan(text)
    return tuple(spans)


def _plain(text: str) -> str:
    """The text in half-width lower case, on the 24-hour clock, without the words around the spans."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("點", "点").replace("時", "时")
    plain = _NOON_TO.sub(r"\1下午", plain.replace("midnight", "0:00").replace("noon", "12:00"))
    plain = _UNTIL.sub("-", _AROUND.sub(" ", plain))
    return _BARE.sub(r"\1:00\2\3:00", _TWELVE_HOURS.sub(_on_24_hours, plain))


def _on_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1])
    if not 1 <= hour <= 12:
        raise BadDaySpan(match[0])
    return f"{hour % 12 + (12 if match[3] == 'p' else 0)}:{match[2] or '00'}"


def _spans_in(part: str) -> Sequence[DaySpan]:
    try:
        osm = "00:00-24:00" if (read := to_osm(part)) == "24/7" else read
    except BadOpeningHours as error:
        raise BadDaySpan(part) from error
    return [_span_of_osm(each, part) for each in osm.split(",")]


def _span_of_osm(osm: str, part: str) -> DaySpan:
    match = _OSM_SPAN.fullmatch(osm)
    if match is None:
        raise BadDaySpan(part)
    start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if end - start > MINUTES_OF_DAY or start >= MINUTES_OF_DAY:
        raise BadDaySpan(part)
    span = span_between(start, end if end <= MINUTES_OF_DAY else end - MINUTES_OF_DAY)
    if _of_twelve_hours(start) and _of_twelve_hours(end) and end <= start:
        raise AmbiguousDaySpan(part)
    return span


def _of_twelve_hours(minute: int) -> bool:
    """Whether a twelve-hour clock shows this minute too, so that it may mean the other half of the day."""
    return 60 <= minute < 13 * 60
