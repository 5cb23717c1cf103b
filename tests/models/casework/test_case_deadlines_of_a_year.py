"""A year of deadlines, around 春节 and 国庆 above all: what the clock of a case says of any moment of 2026.

It is held against the State Council's notice as people read it, not against the library the service counts with.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from models.cases.case import Case
from models.cases.clock import A_DAY_LATER, FOUR_FIFTHS, HALF, REACHED, REOPENED_DAYS, follow_clock, next_warning
from models.cases.steps import CaseState
from models.city.pack import City

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS, ENDS, DAY = time(8, 30), time(17, 30), timedelta(hours=9)
MINUTE = timedelta(minutes=1)


def _days(*spans: tuple[str, str]) -> frozenset[date]:
    """Every day of spans like ("02-15", "02-23") of 2026."""
    found: set[date] = set()
    for first, last in spans:
        day, end = (date.fromisoformat(f"2026-{each}") for each in (first, last))
        while day <= end:
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


OFF = _days(
    ("01-01", "01-03"),
    ("02-15", "02-23"),  # 春节
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),  # 国庆
)
WORKED = _days(*((day, day) for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")))


def is_worked(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def worked(since: datetime, until: datetime) -> timedelta:
    """The office hours between two moments."""
    total, day = timedelta(0), since.astimezone(ZONE).date()
    while day <= until.astimezone(ZONE).date():
        if is_worked(day):
            begin, end = datetime.combine(day, BEGINS, ZONE), datetime.combine(day, ENDS, ZONE)
            total += max(timedelta(0), min(end, until) - max(begin, since))
        day += timedelta(days=1)
    return total


def in_office_hours(moment: datetime) -> bool:
    there = moment.astimezone(ZONE)
    return is_worked(there.date()) and BEGINS <= there.time() <= ENDS


def _between(first: str, last: str) -> st.SearchStrategy[datetime]:
    begin, end = (datetime.fromisoformat(f"2026-{each}").replace(tzinfo=ZONE) for each in (first, last))
    seconds = st.integers(0, int((end - begin).total_seconds()))
    return seconds.map(lambda each: begin.astimezone(UTC) + timedelta(seconds=each))


MOMENTS = st.one_of(_between("01-02", "10-20"), _between("02-08", "03-02"), _between("09-17", "10-12"))
"""What is due then is due before the year is over: the next one's moved weekends are not out yet."""
GAPS = st.one_of(st.timedeltas(timedelta(0), timedelta(hours=12)), st.timedeltas(timedelta(0), timedelta(days=9)))
DAYS = st.integers(1, 15)


def a_case_of(city: City, filed_at: datetime, days: int) -> Case:
    due = city.calendar.due_at(filed_at, days, city.zone)
    accept_by = city.calendar.due_at(filed_at, 1, city.zone)
    about = {"filed_at": filed_at, "accept_by": accept_by, "answer_by": due, "warned": 0, "waited_s": 0}
    return Case(number="NX", state=CaseState.FILED, handler_id=None, **about)


def goes(case: Case, state: CaseState, city: City, now: datetime) -> None:
    case.state = state
    follow_clock(case, city=city, now=now)


@given(MOMENTS, DAYS)
def test_what_is_filed_is_due_at_the_end_of_that_many_working_days(city: City, filed_at: datetime, days: int) -> None:
    due = city.calendar.due_at(filed_at, days, city.zone).astimezone(ZONE)
    assert due.time() == ENDS
    assert is_worked(due.date())
    filed_on = filed_at.astimezone(ZONE).date()
    passed = [filed_on + timedelta(days=each) for each in range(1, (due.date() - filed_on).days + 1)]
    assert sum(map(is_worked, passed)) == days


@settings(max_examples=150)
@given(MOMENTS, DAYS, st.lists(st.tuples(GAPS, GAPS), min_size=1, max_size=4))
def test_what_the_worker_is_waited_for_costs_nothing_and_nothing_is_given_away(
    city: City, filed_at: datetime, days: int, rounds: list[tuple[timedelta, timedelta]]
) -> None:
    case = a_case_of(city, filed_at, days)
    budget, waited, now = worked(filed_at, case.answer_by), timedelta(0), filed_at
    goes(case, CaseState.ACCEPTED, city, now)
    for works, waits in rounds:
        asked = now + works
        if asked >= case.answer_by:
            break
        goes(case, CaseState.WAITING_WORKER, city, asked)
        assert next_warning(case, city=city) is None
        now = asked + waits
        goes(case, CaseState.ACCEPTED, city, now)
        waited += worked(asked, now)
        assert case.answer_by > now or worked(now, case.answer_by) == timedelta(0)
        assert in_office_hours(case.answer_by)
        assert case.answer_by.astimezone(ZONE).time() >= time(8, 31)
    consumed = worked(filed_at, case.answer_by) - waited
    assert budget - len(rounds) * MINUTE <= consumed <= budget
    half = _unwarned(case, city)
    if half > now:  # by then half of the time is gone that was not waited
        assert abs(worked(filed_at, half) - waited - budget / 2) < (len(rounds) + 1) * MINUTE


@given(MOMENTS, DAYS, st.booleans())
def test_warnings_come_in_order_and_in_office_hours(city: City, filed_at: datetime, days: int, taken: bool) -> None:
    case = a_case_of(city, filed_at, days)
    if taken:
        goes(case, CaseState.ACCEPTED, city, filed_at)
    until = case.answer_by if taken else case.accept_by
    budget = worked(filed_at, until)
    warnings = dict(_warnings(case, city))
    assert list(warnings) == [HALF, FOUR_FIFTHS, REACHED, A_DAY_LATER]
    assert sorted(warnings.values()) == list(warnings.values())
    assert all(in_office_hours(each) for each in warnings.values())
    for level, share in ((HALF, 0.5), (FOUR_FIFTHS, 0.8)):
        assert abs(worked(filed_at, warnings[level]) - share * budget) < MINUTE
    assert warnings[REACHED] == until
    assert worked(until, warnings[A_DAY_LATER]) == DAY


def _unwarned(case: Case, city: City) -> datetime:
    """When half of its time is over, whatever it has been warned of."""
    warned, case.warned = case.warned, 0
    due = next_warning(case, city=city)
    case.warned = warned
    assert due is not None
    return due


def _warnings(case: Case, city: City) -> Iterator[tuple[int, datetime]]:
    while (due := next_warning(case, city=city)) is not None:
        case.warned += 1
        yield case.warned, due


@given(MOMENTS, DAYS, GAPS, st.none() | GAPS, GAPS)
def test_a_reopened_case_is_not_overdue_at_once_however_late_it_was_settled(
    city: City, filed_at: datetime, days: int, works: timedelta, asks: timedelta | None, waits: timedelta
) -> None:
    """asks: for how long the worker was waited for when it was settled."""
    case = a_case_of(city, filed_at, days)
    goes(case, CaseState.ACCEPTED, city, filed_at)
    paused, before = filed_at + works, case.answer_by
    if asks is not None:
        goes(case, CaseState.WAITING_WORKER, city, paused)
    settled = paused + (asks or timedelta(0))
    goes(case, CaseState.SETTLED, city, settled)
    case.reopened_at = reopened = settled + waits
    goes(case, CaseState.REOPENED, city, reopened)
    left = worked(reopened, case.answer_by)
    assert max(worked(paused, before), REOPENED_DAYS * DAY) - MINUTE <= left
    assert left <= max(worked(paused, before), REOPENED_DAYS * DAY)
    assert DAY - MINUTE <= worked(reopened, case.accept_by) <= DAY
    assert case.accept_by.astimezone(ZONE).time() >= time(8, 31)
    warnings = dict(_warnings(case, city))
    assert abs(worked(reopened, warnings[HALF]) - DAY / 2) <= MINUTE
    assert warnings[REACHED] == case.accept_by
