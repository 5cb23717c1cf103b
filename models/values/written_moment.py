"""A day with a time, as hosts write it: 12月5号 14:30, 明天下午两点半, 2026-12-05 9:00."""

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from models.values.written_date import NotADate, read_date

_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*(?::\s*(?P<minute>\d{2})|[点时]\s*(?:(?P<half>半)|(?P<spoken>\d{1,2})分?)?)")
_HOURS = {each: number for number, each in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SPOKEN = re.compile(r"(十[一二]?|[零一二两三四五六七八九])(?=[点时])")
_PART = re.compile(r"早上|上午|中午|下午|晚上|傍晚|夜里|[ap]m", re.IGNORECASE)
_AFTERNOON = re.compile("下午|傍晚|pm", re.IGNORECASE)


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment, aware; None where day or time cannot be read. A day without a year is the next one to come."""
    normal = unicodedata.normalize("NFKC", text).strip()
    spoken = _SPOKEN.sub(lambda match: str(_hour(match[1])), normal)
    clock = _CLOCK.search(spoken)
    if clock is None:
        return None
    hour = _hour_of_day(int(clock["hour"]), spoken)
    minute = int(clock["minute"] or clock["spoken"] or (30 if clock["half"] else 0))
    if hour is None or hour > 23 or minute > 59:
        return None
    rest = spoken[: clock.start()] + " " + spoken[clock.end() :]
    day = _day(_PART.sub(" ", rest), now.astimezone(zone))
    return datetime.combine(day, time(hour, minute), zone) if day is not None else None


def read_closing(text: str, now: datetime) -> int | None:
    """The minute of today at which something closes, 1440 at most: 20:00, 晚上八点半, 24点; None where it cannot be
    read. An hour that is over means the one of the afternoon. now: on the clock of the city."""
    normal = _SPOKEN.sub(lambda match: str(_hour(match[1])), unicodedata.normalize("NFKC", text).strip())
    if re.search("[晚夜]", normal) and re.search(r"12\s*[点时:]", normal):
        return 24 * 60
    clock = _CLOCK.search(normal)
    if clock is None:
        return None
    hour = _hour_of_day(int(clock["hour"]), normal)
    minute = int(clock["minute"] or clock["spoken"] or (30 if clock["half"] else 0))
    if hour is None or hour * 60 + minute > 24 * 60 or minute > 59:
        return None
    found = hour * 60 + minute
    is_over = found <= now.hour * 60 + now.minute
    return found + 12 * 60 if is_over and hour < 12 and not _PART.search(normal) else found


def _hour_of_day(hour: int, said: str) -> int | None:
    """None for 晚上12点 and 夜里1点: whether the day before or behind is meant is not said."""
    if re.search("[晚夜]", said) and hour <= 12:
        return hour + 12 if 4 < hour < 12 else None
    if (_AFTERNOON.search(said) and hour < 12) or ("中午" in said and hour < 4):
        return hour + 12
    return hour


def _day(text: str, local: datetime) -> date | None:
    read = read_date(text.strip(" ,，、"), local.date())
    return None if isinstance(read, NotADate) else read.day


def _hour(spoken: str) -> int:
    return 10 + (_HOURS[spoken[1]] if len(spoken) > 1 else 0) if spoken[0] == "十" else _HOURS[spoken]
