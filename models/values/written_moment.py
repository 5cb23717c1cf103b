"""Read a day with a time, or opening and closing times, as hosts write them: 12月5号 14:30, 明天下午两点半."""

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from models.values.written_date import NotADate, read_date

_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*(?::\s*(?P<minute>\d{2})|[点时]\s*(?:(?P<half>半)|(?P<spoken>\d{1,2})分?)?)")
_HOURS = {each: number for number, each in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SPOKEN = re.compile(r"(十[一二]?|[零一二两三四五六七八九])(?=[点时])")
_PART = re.compile(r"早上|上午|中午|下午|晚上|傍晚|夜里|[ap]m", re.IGNORECASE)
_NIGHT = re.compile("凌晨|次日|翌日|第二天|隔天|半夜")
_TO = re.compile(r"\s*[-–—~～至到]+\s*")
DAY = 24 * 60
NIGHT_OVER = 30 * 60
"""Minutes after midnight; a place that is open through the night closes at this time at the latest."""
_EARLY = 5 * 60
_AFTERNOON = re.compile("下午|傍晚|pm", re.IGNORECASE)


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment, aware; None if the day or the time cannot be read. A day without a year is the next such day."""
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
    """The minute of today at which something closes: 20:00, 晚上八点半, 24点, 凌晨两点; None if it cannot be read.

    A value past 1440 is in the following night, NIGHT_OVER at most. An hour that has passed means the afternoon or the
    night. now: in the city's time zone.
    """
    normal = _normal(text)
    if re.search("[晚夜]", normal) and re.search(r"12\s*[点时:]", normal):
        return DAY
    if _NIGHT.search(normal) or (re.search("[晚夜]", normal) and (_clock(normal) or DAY) < _EARLY):
        return _of_night(_clock(normal), now)
    found = _minute_said(normal)
    if found is None or found > DAY:
        return None
    passed = now.hour * 60 + now.minute
    if found > passed or found >= DAY // 2 or _PART.search(normal):
        return found
    return found + DAY if found < _EARLY and found + DAY // 2 <= passed else found + DAY // 2


def read_opening(text: str, now: datetime) -> tuple[int | None, int] | None:
    """The minutes of today at which something opens and closes: 22:00–02:00, 上午10点到晚上8点.

    The first is None if only the end is said. None if the text cannot be read. now: in the city's time zone.
    """
    first, to, last = _halves(_normal(text))
    begins = _minute_said(first) if to else None
    if begins is None:
        closes = read_closing(text, now)
        return (None, closes) if closes is not None else None
    closes = _clock(last) if _NIGHT.search(last) else _minute_said(last)
    if closes is None or max(begins, closes) > DAY:
        return None
    if closes <= begins and closes + DAY // 2 > begins and not (_PART.search(last) or _NIGHT.search(last)):
        closes += DAY // 2
    closes += DAY if closes <= begins else 0
    return (begins, closes) if closes <= NIGHT_OVER else None


def _halves(normal: str) -> tuple[str, str, str]:
    between = _TO.search(normal)
    return (normal[: between.start()], between[0], normal[between.end() :]) if between else (normal, "", "")


def _of_night(minute: int | None, now: datetime) -> int | None:
    """The minute in the current night, or past 1440 in the night after today; None if it is no minute of a night."""
    if minute is None or minute > NIGHT_OVER - DAY:
        return None
    return minute if now.hour * 60 + now.minute < minute else minute + DAY


def _normal(text: str) -> str:
    return _SPOKEN.sub(lambda match: str(_hour(match[1])), unicodedata.normalize("NFKC", text).strip())


def _clock(normal: str) -> int | None:
    """The minute of the day by the figures alone, without regard to the part of the day."""
    clock = _CLOCK.search(normal)
    if clock is None:
        return None
    minute = int(clock["minute"] or clock["spoken"] or (30 if clock["half"] else 0))
    return int(clock["hour"]) * 60 + minute if minute < 60 else None


def _minute_said(normal: str) -> int | None:
    """The minute of the day, corrected by the part of the day that is named."""
    minute = _clock(normal)
    hour = _hour_of_day(minute // 60, normal) if minute is not None else None
    return hour * 60 + minute % 60 if minute is not None and hour is not None else None


def _hour_of_day(hour: int, said: str) -> int | None:
    """The hour of the day by a spoken hour and the part of the day; None for 晚上12点 and 夜里1点, which do not say
    whether the night before or after the day is meant."""
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
