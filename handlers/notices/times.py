"""The time at which a notice is sent, as staff write it: `11-28 9:30`, `明天 14:00`, or a window, `明天 9:00-11:00`."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CLOCK = r"(\d{1,2})[:：点](\d{2})?"
_WRITTEN = re.compile(
    rf"(?:(今天|明天|后天|today|tomorrow)|(\d{{1,2}})[-/.月](\d{{1,2}})日?)\s*{_CLOCK}(?:\s*[-–~到至]\s*{_CLOCK})?",
    re.IGNORECASE,
)
_DAYS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}


def read_times(said: str, *, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime | None] | None:
    """(begin, end if a window was given), both aware; None if the text cannot be read or the time is over."""
    found = _WRITTEN.fullmatch(said.strip())
    if found is None:
        return None
    try:
        day = _day(found, now.astimezone(zone).date())
        begins = datetime.combine(day, time(int(found[4]), int(found[5] or 0)), zone)
        ends = datetime.combine(day, time(int(found[6]), int(found[7] or 0)), zone) if found[6] else None
    except ValueError:
        return None
    if begins <= now or (ends is not None and ends <= begins):
        return None
    return begins, ends


def _day(found: re.Match[str], today: date) -> date:
    """The day; without a year it is the next such day. Raises ValueError."""
    if found[1]:
        return today + timedelta(days=_DAYS[found[1].lower()])
    day = date(today.year, int(found[2]), int(found[3]))
    return day if day >= today else date(today.year + 1, day.month, day.day)
