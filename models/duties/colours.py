"""The colours of a duty: blue three working days before its day, orange on the day, red five working days after it."""

from datetime import UTC, date, datetime, time, timedelta

from models.city.pack import City
from models.duties.duty import WAITS, Colour, Duty

BEFORE, AFTER = 3, 5
"""Working days before the day from which a duty is blue, and after it from which it is red."""
SLIPS = (Colour.BLUE, Colour.ORANGE, Colour.RED)
"""The colours of which somebody is told, in their order."""


def colour_of(duty: Duty, *, city: City, now: datetime) -> Colour:
    """The colour of the duty today. It never stands alone where it is shown: words say the same."""
    if duty.state not in WAITS:
        return Colour.NONE
    days, today = _days(duty.due_at.astimezone(city.zone).date(), city), now.astimezone(city.zone).date()
    return max((each for each in SLIPS if days[each] <= today), key=SLIPS.index, default=Colour.NONE)


def _days(due: date, city: City) -> dict[Colour, date]:
    """The first day of each colour."""
    calendar = city.calendar
    before, after = calendar.working_day_before(due, BEFORE), calendar.working_day_after(due, AFTER)
    return {Colour.BLUE: before, Colour.ORANGE: due, Colour.RED: after}


def slip_due(duty: Duty, *, city: City, now: datetime) -> tuple[Colour, datetime | None]:
    """The last colour whose slip is due by now, and the moment of the next one: the opening of the offices that day."""
    days = _days(duty.due_at.astimezone(city.zone).date(), city)
    moments = [(each, datetime.combine(days[each], city.calendar.begins, city.zone).astimezone(UTC)) for each in SLIPS]
    begun = [each for each, moment in moments if moment <= now]
    return begun[-1] if begun else Colour.NONE, next((moment for _, moment in moments if moment > now), None)


def due_between(colour: Colour, *, city: City, today: date) -> tuple[datetime | None, datetime | None]:
    """Between which moments a duty that waits is due if it has this colour today: after the first, not after the
    second; None: without bound."""
    ends = {each: _end(_last_due(each, today, city), city) for each in SLIPS}
    if colour is Colour.NONE:
        return ends[Colour.BLUE], None
    following = SLIPS[SLIPS.index(colour) + 1 :]
    return (ends[following[0]] if following else None), ends[colour]


def _last_due(colour: Colour, today: date, city: City) -> date:
    """The last day on which a duty that has the colour today, or a later one, can be due."""
    if colour is Colour.ORANGE:
        return today
    day = city.calendar.working_day_after(today, BEFORE + 1) if colour is Colour.BLUE else today
    while _days(day, city)[colour] > today:
        day -= timedelta(days=1)
    return day


def _end(day: date, city: City) -> datetime:
    return datetime.combine(day, time.max, city.zone).astimezone(UTC)
