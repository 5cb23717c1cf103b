"""Working days as the State Council's calendar says: weekends moved by 调休 (library `holidays`), plus the pack's own.

The calendar of a year comes out late in the year before. Until the library has it (`knows` says so), the year counts
with the holidays the library expects and without moved weekends; `calendar.toml` of the pack can add both.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

from models.pack_table import PackTable

COUNTRY = "CN"
LONGEST = 400
"""Working days in a row that anybody may ask for; more is a slip."""


@dataclass(frozen=True)
class WorkingCalendar:
    """workdays, holidays: the city's own additions, stronger than the country's. ends: when a working day is over."""

    workdays: frozenset[date] = field(default_factory=frozenset)
    holidays: frozenset[date] = field(default_factory=frozenset)
    ends: time = time(17, 30)

    def is_working_day(self, day: date) -> bool:
        if day in self.workdays or day in self.holidays:
            return day in self.workdays
        return bool(_country(day.year).is_working_day(day))

    def knows(self, year: int) -> bool:
        """Whether the year's moved weekends are known, from the library or from the pack."""
        return any(day.year == year for day in (*_country(year).weekend_workdays, *self.workdays))

    def working_day_after(self, day: date, count: int) -> date:
        """The count-th working day after a day, which itself does not count; 0 is the day itself."""
        if not 0 <= count <= LONGEST:
            raise ValueError(f"{count} working days")
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def due_at(self, since: datetime, count: int, zone: ZoneInfo) -> datetime:
        """The end of the count-th working day after the day of `since` in the city: aware UTC."""
        day = self.working_day_after(since.astimezone(zone).date(), count)
        return datetime.combine(day, self.ends, zone).astimezone(UTC)


@cache
def _country(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(COUNTRY, years=year)


def load_calendar(file: Path) -> WorkingCalendar:
    """The pack's `calendar.toml`: workdays, holidays (lists of dates), ends ("17:30"). Raises BadCityPack."""
    pack = PackTable.of_toml(file)
    pack.only("workdays", "holidays", "ends")
    ends = pack.values.get("ends", time(17, 30))
    if not isinstance(ends, time):
        raise pack.bad("ends", f"{ends!r} is no time of day", "Write 17:30:00, without quotes")
    days = {key: frozenset(_dates(pack, key)) for key in ("workdays", "holidays")}
    for both in sorted(days["workdays"] & days["holidays"]):
        raise pack.bad("holidays", f"{both} is a workday too", "Take it out of one list")
    return WorkingCalendar(days["workdays"], days["holidays"], ends)


def _dates(pack: PackTable, key: str) -> list[date]:
    values = pack.values.get(key, [])
    if not isinstance(values, list) or not all(type(each) is date for each in values):
        raise pack.bad(key, "it is not a list of dates", "Write [2027-02-07, 2027-02-20], without quotes")
    return values
