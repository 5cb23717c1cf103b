"""The working days and hours of the city: the pack's additions to the country's calendar."""

from datetime import date, time
from pathlib import Path

from models.city.table import Complaints, PackTable, complaining
from models.values.calendar import WorkingCalendar


def load_calendar(file: Path, complaints: Complaints | None = None) -> WorkingCalendar:
    """The pack's `calendar.toml`: workdays, holidays (lists of dates), begins, ends (such as 17:30:00). Raises
    BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        pack.only("workdays", "holidays", "begins", "ends")
        hours = {key: _time(pack, key, usual) for key, usual in (("begins", time(8, 30)), ("ends", time(17, 30)))}
        if hours["begins"] >= hours["ends"]:
            pack.bad("ends", "pack-ends-first", key="begins")
        days = {key: frozenset(_dates(pack, key)) for key in ("workdays", "holidays")}
        for both in sorted(days["workdays"] & days["holidays"]):
            pack.bad("holidays", "pack-day-twice", said=both)
        return WorkingCalendar(days["workdays"], days["holidays"], hours["begins"], hours["ends"])


def _time(pack: PackTable, key: str, usual: time) -> time:
    value = pack.values.get(key, usual)
    if isinstance(value, time):
        return value
    pack.unusable(key, "pack-no-clock", said=value)
    return usual


def _dates(pack: PackTable, key: str) -> list[date]:
    values = pack.values.get(key, [])
    if isinstance(values, list) and all(type(each) is date for each in values):
        return values
    pack.unusable(key, "pack-no-dates", said=values)
    return []
