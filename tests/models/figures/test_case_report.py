"""Figures of cases: counted as the database has them, nobody's small group shown, each sees what is theirs."""

import io
import secrets
import zipfile
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.figures.report_sheet import report_sheet
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.closing import Satisfaction, confirm_solved, rate_case, reopen_case
from models.cases.mine import withdraw_case
from models.cases.steps import CaseState
from models.casework.deadline import break_promises
from models.casework.handling import answer_case, promise_worker, settle_case, take_case
from models.city.pack import City
from models.figures.cases import COUNTED, Counts, Dimension, case_report, report_of, week_figures
from models.figures.week_report import WeekReport
from models.people.person import Person
from models.staff.errors import NotStaff
from models.storage.database import Database
from models.values.calendar import monday_of
from models.values.small_groups import LEAST_GROUP, without_small_cells
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

LATE = NOW + timedelta(days=10)


async def test_what_became_of_the_cases_of_two_weeks(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, sun = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        zhou, qian = await a_clerk(session, "周姐", "social_work"), await a_clerk(session, "钱工", "transport", LEAD)
        worker = await a_person(session)
        platforms = [*city.platforms][:2]
        cases = [await a_case(session, worker, city, platform=platforms[0]) for _ in range(6)]
        cases += [await a_case(session, worker, city, platform=platforms[1]) for _ in range(2)]
        before = await a_case(session, worker, city, platform=platforms[0], now=NOW - timedelta(days=7))
        withdrawn = await a_case(session, worker, city)
        await withdraw_case(session, withdrawn.id, worker, now=NOW)
        for case in (*cases[:3], before):
            await take_case(session, case.id, wang, city=city, now=NOW)
        await settle_case(session, cases[0].id, wang, "退了", city=city, now=NOW)
        await confirm_solved(session, cases[0].id, worker, now=NOW)
        await rate_case(session, cases[0].id, worker, Satisfaction.NO, now=NOW)
        await answer_case(session, cases[1].id, wang, "在查", city=city, now=LATE + timedelta(days=30))
        await promise_worker(session, cases[2].id, wang, "给结果", until=NOW.date(), city=city, now=NOW)
        await break_promises(session, city=city, now=NOW + timedelta(days=1))

        report = await case_report(session, sun, city=city, now=NOW + timedelta(days=2))
        this, old = report.this_week, report.week_before
        assert (report.department, this.begins.isoformat()) == ("market_regulation", "2026-11-23")
        assert (this.total.received, this.total.settled, this.total.broken) == (8, 1, 1)
        assert (this.total.taken_in_time, this.total.to_take) == (3, 3)
        assert (this.total.answered_in_time, this.total.to_answer) == (1, 1)
        assert (this.total.solved, this.total.rated) == (None, None)  # the week is not over
        assert (old.total.received, old.total.taken_in_time, old.total.to_take) == (1, 0, 1)
        assert not any(this.groups.values())
        assert old.groups[Dimension.TYPE] == {}

        over = (await case_report(session, sun, city=city, now=NOW + timedelta(days=7))).week_before
        assert (over.total.solved, over.total.asked_solved, over.total.satisfied, over.total.rated) == (1, 1, 0, 1)
        by_platform = over.groups[Dimension.PLATFORM]
        assert {key: each.received for key, each in by_platform.items()} == {"": 8}  # two alone would show who
        (of_type,) = over.groups[Dimension.TYPE].values()
        assert (of_type.received, of_type.to_take, of_type.taken_in_time) == (8, None, None)  # three in time
        assert (of_type.settled, of_type.solved, of_type.rated, of_type.broken) == (None, None, None, None)

        everybody = await case_report(session, zhou, city=city, now=NOW + timedelta(days=1))
        assert (everybody.department, everybody.this_week.total.received) == (None, 8)
        today = await case_report(session, zhou, city=city, now=NOW)
        assert today.this_week.total.received == 0  # of whole days alone
        others = await case_report(session, qian, city=city, now=NOW + timedelta(days=1))
        assert others.this_week.total.received == 0
        with pytest.raises(NotStaff):
            await case_report(session, wang, city=city, now=NOW)


async def _cell_by_cell(database: Database, city: City, now: datetime) -> dict[str, int | None]:
    """Every figure that a report shows by group, under a name of its own."""
    async with database.transaction() as session:
        report = await report_of(session, None, city=city, now=now)
        return {
            f"{week.begins} {dimension} {key} {name}": figure
            for week in (report.this_week, report.week_before)
            for dimension, groups in week.groups.items()
            for key, counts in groups.items()
            for name, figure in asdict(counts).items()
        }


async def test_one_case_between_two_reports_tells_no_district_and_no_platform(database: Database, city: City) -> None:
    day = timedelta(days=1)
    async with database.transaction() as session:
        people = [await a_person(session, f"rider-{each}") for each in range(7)]
        for each in people[:6]:
            await a_case(session, each, city, platform="a", now=NOW)
    for first, second in ((NOW + day, NOW + day), (NOW + day, NOW + 2 * day), (NOW + 7 * day, NOW + 8 * day)):
        before = await _cell_by_cell(database, city, first)
        async with database.transaction() as session:
            anna = await session.get_one(Person, people[6].id)
            await a_case(session, anna, city, platform="b", anonymous=True, now=first)
        after = await _cell_by_cell(database, city, second)
        assert before == after
    assert any("deduction" in name for name in before)  # there is something to be told from


@pytest.mark.parametrize("first", ["city", "department"])
async def test_the_city_without_a_department_tells_no_single_case(database: Database, city: City, first: str) -> None:
    """Whichever of the two reports is made first."""
    own, later = "market_regulation", NOW + timedelta(days=7)
    async with database.transaction() as session:
        worker = await a_person(session)
        for type_key, department, count in (
            ("deduction", own, 5), ("deduction", "transport", 1), ("commission", own, 9), ("algorithm", own, 12),
        ):  # fmt: skip
            for _ in range(count):
                (await a_case(session, worker, city, type_key)).department = department
    async with database.transaction() as session:
        if first == "city":
            await report_of(session, None, city=city, now=later)
        mine = (await report_of(session, own, city=city, now=later)).week_before.groups[Dimension.TYPE]
        all_ = (await report_of(session, None, city=city, now=later)).week_before.groups[Dimension.TYPE]
    assert all_["deduction"].received == 6
    assert {key: each.received for key, each in mine.items()} == {"algorithm": 12, "": 14}


_FEW = st.lists(
    st.tuples(st.sampled_from("ab"), st.booleans(), st.sampled_from([None, True, False]), st.integers(0, 8)),
    max_size=30,
)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_FEW)
async def test_no_figure_of_a_group_and_no_difference_of_two_reports_is_under_five(
    database: Database, city: City, cases: list[tuple[str, bool, bool | None, int]]
) -> None:
    """cases: platform, whether it is settled, whether it is solved, on which day it is filed."""
    async with database.transaction() as session:
        for table in (WeekReport, Case):
            await session.execute(sa.delete(table))
        person = await a_person(session, secrets.token_hex(4))
        for platform, settled, solved, day in cases:
            now = NOW + timedelta(days=day)
            case = await a_case(session, person, city, platform=platform, now=now)
            case.settled_at, case.solved = (now, solved) if settled else (None, None)
            case.state = CaseState.SETTLED if settled else CaseState.FILED
    before: dict[str, int | None] = {}
    for day in range(16):
        told = await _cell_by_cell(database, city, NOW + timedelta(days=day))
        assert not any(figure is not None and 0 < figure < LEAST_GROUP for figure in told.values())
        same = before.keys() & told.keys()
        assert all(before[name] == told[name] for name in same)
        before = told


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.integers(5, 30), st.integers(0, 30), st.integers(0, 30)).map(
            lambda each: {"received": each[0], "asked": min(each[:2]), "solved": min(each)}
        ),
    )
)
def test_a_figure_that_is_hidden_cannot_be_told_from_the_others(groups: dict[str, dict[str, int]]) -> None:
    shown = without_small_cells(groups, [], opinions=[("asked", "solved")])
    hidden = [key for key in groups if shown[key]["asked"] is None]
    for key, values in groups.items():
        assert shown[key]["received"] == values["received"]
        if key not in hidden:
            assert not any(0 < each < LEAST_GROUP for each in (values["asked"], values["solved"]))
            assert not 0 < values["asked"] - values["solved"] < LEAST_GROUP
    if 0 < len(hidden) < len(groups):  # everything together, without what is shown
        for name in ("asked", "solved"):
            assert len(hidden) > 1
            assert not 0 < sum(groups[key][name] for key in hidden) < LEAST_GROUP


async def test_a_reopened_case_is_in_time_where_it_was_both_times(database: Database, city: City) -> None:
    """The dates of a reopened case are moved: what was late before stays late, and what is late again is late."""
    day = city.calendar.day_length

    def after(days: float) -> datetime:
        return city.calendar.after_working_time(NOW, days * day, city.zone)

    async with database.transaction() as session:
        wang, zhou = await a_clerk(session, "王芳"), await a_clerk(session, "周姐", "social_work")
        worker = await a_person(session)
        cases = [await a_case(session, worker, city) for _ in range(5)]
        twice, late_first, late_again, going_on, late_taken = [each.id for each in cases]
        for each in (twice, late_first, late_again, going_on, late_taken):
            taken = after(4) if each == late_taken else after(1)
            await take_case(session, each, wang, city=city, now=taken)
        for each in (twice, late_again, going_on, late_taken):
            await settle_case(session, each, wang, "退了", city=city, now=after(5))
        await settle_case(session, late_first, wang, "退了", city=city, now=after(12))
        for each in (twice, late_again, late_taken):
            await reopen_case(session, each, worker, "没退", city=city, now=after(6))
        await reopen_case(session, late_first, worker, "没退", city=city, now=after(12.5))
        await reopen_case(session, going_on, worker, "没退", city=city, now=after(19.9))
        for each, settled in ((twice, 7), (late_again, 18), (late_taken, 7)):
            await take_case(session, each, zhou, city=city, now=after(6.5))
            await settle_case(session, each, zhou, "真退了", city=city, now=after(settled))
        await take_case(session, late_first, zhou, city=city, now=after(12.6))
        await settle_case(session, late_first, zhou, "真退了", city=city, now=after(12.7))
    soon, later = [await _week_of(database, city, after(each)) for each in (20, 60)]
    assert (soon.taken_in_time, soon.to_take) == (4, 5)
    assert (soon.answered_in_time, soon.to_answer) == (3, 5)
    assert (soon.settled, later.settled) == (4, 4)  # what was reopened is not settled until it is again
    assert (later.taken_in_time, later.to_take) == (3, 5)  # nobody has taken it again
    assert (later.answered_in_time, later.to_answer) == (2, 5)


async def _week_of(database: Database, city: City, now: datetime) -> Counts:
    """Of the cases filed in the week of NOW, as they are later."""
    async with database.reading() as session:
        return (await week_figures(session, monday_of(NOW, city.zone), None, city=city, now=now)).total


@settings(deadline=None)  # the first time a library is loaded
@given(st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32, exclude_characters="\ufffe\uffff")))
def test_nothing_in_a_sheet_is_a_formula(title: str) -> None:
    words = texts().in_("zh-CN")
    for named in (f"={title}", f"+{title}", "=HYPERLINK(1)", title):
        pages = [(which, "本周", [5], [("平台", named, [5])]) for which in ("一", "二")]
        content = report_sheet(words, ["收到"], pages)
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheets = [book.read(each).decode() for each in book.namelist() if "worksheets/sheet" in each]
        assert len(sheets) == 2
        assert not any("<f>" in sheet or "<v>=" in sheet for sheet in sheets)
        numbers = [sheet.count("<c ") - sheet.count('t="s"') for sheet in sheets]
        assert numbers == [2, 2]  # the figures can be summed


def test_counts_add_up() -> None:
    both = Counts(*range(len(COUNTED))) + Counts(*range(len(COUNTED)))
    assert [getattr(both, name) for name in COUNTED] == [2 * each for each in range(len(COUNTED))]
