"""The clock of a case: deadlines and their warnings.

Only working time counts towards a deadline. The clock stops while the department waits for the worker, or the worker is
asked whether the case is settled; when the case goes on, the deadline moves by the time waited. Warnings are due at
half of the time, at four fifths, at the deadline, and a working day later.

Until a department takes the case, the deadline is that of taking it; then it is that of answering it.
"""

from datetime import datetime, timedelta

from models.cases.case import Case
from models.city.pack import City

HALF, FOUR_FIFTHS, REACHED, A_DAY_LATER = 1, 2, 3, 4
"""Warning levels; 0: no warning yet."""
_CONSUMED = {HALF: 0.5, FOUR_FIFTHS: 0.8, REACHED: 1.0}
REOPENED_DAYS = 3
"""The least working days that a reopened case has, however late it was settled."""
_PAUSED = ("waiting_worker", "settled")
_TO_TAKE = ("filed", "reopened")


def follow_clock(case: Case, *, city: City | None, now: datetime) -> None:
    """Stop, continue or change the clock after a step changed the case's state.

    city: may be None only if the case has ended; else raises ValueError.
    """
    if not case.is_open:
        case.warn_at = None
        return
    if city is None:
        raise ValueError("the clock of an open case follows the city's calendar")
    after = case.state
    if after in _PAUSED:
        case.paused_at = case.paused_at or now
    elif case.paused_at is not None:
        _go_on(case, case.paused_at, city=city, now=now)
    set_clock(case, city=city, now=now)


def _go_on(case: Case, since: datetime, *, city: City, now: datetime) -> None:
    case.paused_at = None
    case.waited_s += int(city.calendar.working_time(since, now, city.zone).total_seconds())
    left, day = city.calendar.working_time(since, case.answer_by, city.zone), city.calendar.day_length
    if case.state == "reopened":
        left = max(left, REOPENED_DAYS * day)
        case.accept_by = _due_after(now, day, city)
    if left > timedelta(0):
        case.answer_by = _due_after(now, left, city)


def _due_after(now: datetime, amount: timedelta, city: City) -> datetime:
    return city.calendar.not_at_opening(city.calendar.after_working_time(now, amount, city.zone), city.zone)


def set_clock(case: Case, *, city: City, now: datetime) -> None:
    """Recompute the next warning after the deadline changed. Warnings already due under the new deadline are skipped,
    not sent."""
    case.warned = 0
    while (due := next_warning(case, city=city)) is not None and due <= now and case.warned < REACHED:
        case.warned += 1
    case.warn_at = due


def next_warning(case: Case, *, city: City) -> datetime | None:
    """When the next warning is due (aware UTC); None while the clock is stopped, and after the last warning."""
    if case.paused_at is not None or not case.is_open or case.warned >= A_DAY_LATER:
        return None
    level, until = case.warned + 1, deadline_of(case)
    if level == A_DAY_LATER:
        return city.calendar.after_working_time(until, city.calendar.day_length, city.zone)
    return city.calendar.before_working_time(until, _budget(case, until, city) * (1 - _CONSUMED[level]), city.zone)


def _budget(case: Case, until: datetime, city: City) -> timedelta:
    """The whole working time up to the deadline, without the time waited."""
    if case.state in _TO_TAKE and case.reopened_at is not None:
        return city.calendar.working_time(case.reopened_at, until, city.zone)
    waited = timedelta(seconds=case.waited_s)
    return max(timedelta(0), city.calendar.working_time(case.filed_at, until, city.zone) - waited)


def deadline_of(case: Case) -> datetime:
    """The current deadline: of taking the case, or of answering it."""
    return case.accept_by if case.state in _TO_TAKE else case.answer_by
