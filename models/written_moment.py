"""A day with a time, as hosts write it: 12月5号 14:30, 明天下午两点半, 2026-12-05 9:00."""

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from models.written_date import NotADate, read_date

_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*(?::\s*(?P<minute>\d{2})|[点时]\s*(?:(?P<half>半)|(?P<spoken>\d{1,2})分?)?)")
_HOURS = {each: number for number, each in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SPOKEN = re.compile(r"(十[一二]?|[零一二两三四五六七八九])(?=[点时])")
_PART = re.compile(r"(早上|上午|中午|下午|晚上|傍晚|[ap]m)", re.IGNORECASE)


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment, aware; None where day or time cannot be read. A day without a year is the next one to come."""
    normal = unicodedata.normalize("NFKC", text).strip()
    spoken = _SPOKEN.sub(lambda match: str(_hour(match[1])), normal)
    clock = _CLOCK.search(spoken)
    if clock is None:
        return None
    part = _PART.search(spoken)
    hour, minute = int(clock["hour"]), int(clock["minute"] or clock["spoken"] or (30 if clock["half"] else 0))
    if part is not None and part[1].lower() in ("下午", "晚上", "傍晚", "pm") and hour < 12:
        hour += 12
    if part is not None and part[1] == "中午" and hour < 4:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    rest = spoken[: clock.start()] + " " + spoken[clock.end() :]
    day = _day(_PART.sub(" ", rest), now.astimezone(zone))
    return datetime.combine(day, time(hour, minute), zone) if day is not None else None


def _day(text: str, local: datetime) -> date | None:
    read = read_date(text.strip(" ,，、"), local.date())
    return None if isinstance(read, NotADate) else read.day


def _hour(spoken: str) -> int:
    return 10 + (_HOURS[spoken[1]] if len(spoken) > 1 else 0) if spoken[0] == "十" else _HOURS[spoken]
