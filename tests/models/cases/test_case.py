"""A case: drafts that last, one case however often it is filed, the table of steps, nobody behind an anonymous one."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import damm

from models.cases import errors
from models.cases.case import Case
from models.cases.draft import (
    answer_question,
    ask_again,
    discard_draft,
    drafts_of,
    own_draft,
    question_before,
    start_draft,
)
from models.cases.filer import followers_of
from models.cases.filing import file_case
from models.cases.mine import add_to_case, cases_of, open_cases_of, withdraw_case
from models.cases.number import number_of, read_number
from models.cases.personal import export_cases, forget_cases, forget_cases_of
from models.cases.record import story_of
from models.cases.steps import ENDED, OPEN, RULES, SYSTEM, WORKER, Actor, CaseState, Role, Step
from models.cases.taking import allowed, steps_for, take_step
from models.city.pack import City
from models.people.errors import ConsentNeeded
from models.people.person import Person
from models.storage.database import Base, Database
from models.storage.personal import Leaving
from tests.world.filing import NOW, SECRET_WORDS, a_case, a_draft, a_person, another_chat, answers_for
from tests.world.leaving import leaves


async def test_a_draft_asks_one_question_after_the_other(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await start_draft(session, person, "deduction", city=city, now=NOW, answers={"deduction_sum": 5000})
        asked = []
        while draft.question is not None:
            asked.append(draft.question)
            value = answers_for(city.case_types["deduction"])[draft.question]
            draft = await answer_question(session, draft.id, person, draft.question, value, city=city, now=NOW)
    keys = [each.key for each in city.case_types["deduction"].asked({"platform": "a"})]
    assert asked == [key for key in keys if key != "deduction_sum"]
    async with database.transaction() as session:
        assert (await own_draft(session, draft.id, person)).answers["deduction_sum"] == 5000


async def test_an_answer_is_changed_and_the_rest_stays(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        draft = await ask_again(session, draft.id, person, "deduction_sum", city=city, now=NOW)
        assert draft.question == "deduction_sum"
        draft = await answer_question(session, draft.id, person, "deduction_sum", 8000, city=city, now=NOW)
    assert (draft.question, draft.answers["deduction_sum"], draft.answers["platform"]) == (None, 8000, "a")
    deduction = city.case_types["deduction"]
    assert question_before(deduction, "platform", {}) is None
    assert question_before(deduction, None, {}) == deduction.questions[-1]


async def test_drafts_are_ones_own_and_can_be_discarded(database: Database, city: City) -> None:
    async with database.transaction() as session:
        anna, boris = await a_person(session, "1"), await a_person(session, "2")
        draft = await a_draft(session, anna, city)
        for attempt in (
            answer_question(session, draft.id, boris, "platform", "a", city=city, now=NOW),
            discard_draft(session, draft.id, boris),
            file_case(session, draft.id, boris, anonymous=False, city=city, now=NOW),
        ):
            with pytest.raises(errors.DraftGone):
                await attempt
        assert [each.id for each in await drafts_of(session, anna)] == [draft.id]
        await discard_draft(session, draft.id, anna)
        assert await drafts_of(session, anna) == []


async def test_who_agreed_to_nothing_files_nothing(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        person.consent_at = None
        with pytest.raises(ConsentNeeded):
            await start_draft(session, person, "deduction", city=city, now=NOW)
        person.consent_at = NOW
        with pytest.raises(errors.CaseTypeUnknown):
            await start_draft(session, person, "weather", city=city, now=NOW)
        for _ in range(10):
            await start_draft(session, person, "deduction", city=city, now=NOW)
        with pytest.raises(errors.TooManyDrafts):
            await start_draft(session, person, "deduction", city=city, now=NOW)


async def test_a_filed_case_has_number_department_and_dates(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        case = await a_case(session, person, city, platform="c")
        assert await drafts_of(session, person) == []
        assert [each.id for each in await cases_of(session, person)] == [case.id]
    assert case.number == number_of(NOW.date(), 1)
    assert (case.department, case.platform, case.state) == ("transport", "c", CaseState.FILED)
    assert case.accept_by == city.calendar.due_at(NOW, 2, city.zone)
    assert case.answer_by == city.calendar.due_at(NOW, 10, city.zone)
    assert (case.person_id, case.pseudonym) == (person.id, None)
    assert case.answers["deduction_reason"] == SECRET_WORDS


async def test_what_is_missing_is_named(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await start_draft(session, person, "deduction", city=city, now=NOW, answers={"platform": "a"})
        with pytest.raises(errors.QuestionsLeft) as left:
            await file_case(session, draft.id, person, anonymous=False, city=city, now=NOW)
        assert left.value.question == "deduction_day"
        injury = await a_draft(session, person, city, "injury_report")
        with pytest.raises(errors.AnonymousNotAllowed):
            await file_case(session, injury.id, person, anonymous=True, city=city, now=NOW)
        with pytest.raises(errors.SharingNotAgreed) as sharing:
            await file_case(session, injury.id, person, anonymous=False, city=city, now=NOW)
        assert sharing.value.department == "human_resources"


async def test_filing_the_same_draft_twenty_times_at_once_is_one_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft_id = (await a_draft(session, person, city)).id

    async def tap() -> str:
        async with database.transaction() as session:
            me = await session.get_one(Person, person.id)
            return (await file_case(session, draft_id, me, anonymous=True, city=city, now=NOW)).number

    numbers = await asyncio.gather(*(tap() for _ in range(20)))
    assert len(set(numbers)) == 1
    async with database.transaction() as session:
        assert (await session.scalars(sa.select(sa.func.count()).select_from(Case))).one() == 1


async def test_fifty_filings_at_once_have_fifty_numbers(database: Database, city: City) -> None:
    async with database.transaction() as session:
        people = [await a_person(session, str(each)) for each in range(50)]

    async def files(person: Person) -> str:
        async with database.transaction() as session:
            return (await a_case(session, await session.get_one(Person, person.id), city)).number

    numbers = await asyncio.gather(*(files(each) for each in people))
    assert sorted(numbers) == [number_of(NOW.date(), count) for count in range(1, 51)]


@given(st.dates(), st.integers(1, 999_999), st.data())
def test_a_wrong_digit_in_a_number_is_found(day: Any, count: int, data: st.DataObject) -> None:
    number = number_of(day, count)
    digits = number.replace("NX-", "").replace("-", "")
    assert damm.is_valid(digits)
    assert read_number(number) == read_number(digits) == read_number(f" nx{digits} ") == number
    spot = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([each for each in "0123456789" if each != digits[spot]]))
    assert read_number(digits[:spot] + other + digits[spot + 1 :]) is None


async def test_nothing_but_the_filers_table_tells_who_filed_anonymously(database: Database, city: City) -> None:
    async with database.transaction() as session:
        for _ in range(700):  # so that the person's own number is not found by chance
            session.add(Person(created_at=NOW, locale="zh-CN", consent_at=NOW, consent_version="x"))
        await session.flush()
        person = await a_person(session, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M", channel="wechat")
        person.district = "hewan"
        await another_chat(session, person, "telegram", "7790017788", number=90417)
        case = await a_case(session, person, city, "harassment", anonymous=True)
        await add_to_case(session, case.id, person, "又来了一次", city=city, now=NOW)
        assert [each.id for each in await cases_of(session, person)] == [case.id]
        assert [each.person_id for each in await followers_of(session, case.id)] == [person.id]
    own = {"case_filer", "person", "contact", "conversation", "processed_update"}
    async with database.transaction() as session:
        dump = {
            table.name: [[str(value) for value in row] for row in (await session.execute(sa.select(table))).all()]
            for table in Base.metadata.sorted_tables
            if table.name not in own
        }
    assert dump["case"]
    for table, rows in dump.items():
        for row in rows:
            assert str(person.id) not in row, table
            assert not any(told in "".join(row) for told in ("o6_bmjrPTlm6", "7790017788", "90417")), table
    assert (case.person_id, case.district) == (None, None)
    assert len(case.pseudonym or "") == 4


async def test_a_new_person_with_a_forgotten_ones_number_finds_nothing(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        number = person.id
        case = await a_case(session, person, city, anonymous=True)
        await leaves(session, person)
    async with database.transaction() as session:
        session.add(Person(id=number, created_at=NOW + timedelta(days=1), locale="zh-CN"))
        await session.flush()
        other = await session.get_one(Person, number)
        assert await cases_of(session, other) == []
        assert await followers_of(session, case.id) == []


async def test_adding_answering_and_withdrawing(database: Database, city: City) -> None:
    async with database.transaction() as session:
        anna, boris = await a_person(session, "1"), await a_person(session, "2")
        case = await a_case(session, anna, city)
        with pytest.raises(errors.CaseGone):
            await add_to_case(session, case.id, boris, "我也是", city=city, now=NOW)
        await add_to_case(session, case.id, anna, "还有一单", city=city, now=NOW)
        staff = Actor(Role.STAFF, 7, case.department)
        await take_step(session, case.id, Step.TAKE, by=staff, city=city, now=NOW)
        await take_step(session, case.id, Step.ASK, by=staff, city=city, now=NOW, data={"text": "哪个站点？"})
        await add_to_case(session, case.id, anna, "青石站", city=city, now=NOW)
        assert case.state is CaseState.ACCEPTED
        await withdraw_case(session, case.id, anna, now=NOW)
        with pytest.raises(errors.CaseMovedOn):
            await withdraw_case(session, case.id, anna, now=NOW)
        steps = [each.what for each in await story_of(session, case.id)]
        assert await open_cases_of(session, anna) == []
    assert steps == ["file", "add", "take", "ask", "reply", "withdraw"]
    assert case.ended_at == NOW


@given(st.sampled_from(CaseState), st.sampled_from(Step), st.sampled_from(Role))
def test_a_step_is_allowed_exactly_where_the_table_says(state: CaseState, step: Step, role: Role) -> None:
    case = Case(number="NX", state=state, department="union", reopened_at=None)
    by = Actor(role, 1, "union")
    rule = RULES.get((state, step))
    if rule is None:
        with pytest.raises(errors.CaseMovedOn):
            allowed(case, step, by)
    elif role not in rule.roles:
        with pytest.raises(errors.StepRefused):
            allowed(case, step, by)
    else:
        assert allowed(case, step, by) is rule
    assert (step in steps_for(case, by)) == (rule is not None and role in rule.roles)


def test_the_table_is_whole() -> None:
    for (state, step), rule in RULES.items():
        if state in ENDED:
            assert rule.to in ENDED, step
        assert rule.roles
    every = {step for _, step in RULES} | {Step.FILE}
    assert every == set(Step)
    for state in OPEN:
        assert any(rule.to in ENDED for (at, _), rule in RULES.items() if at is state)
        assert (state, Step.WITHDRAW) in RULES
    reached = {CaseState.FILED} | {rule.to for rule in RULES.values()}
    assert reached == set(CaseState)


def test_another_departments_case_is_not_there_and_nothing_is_reopened_twice() -> None:
    case = Case(number="NX", state=CaseState.SETTLED, department="union", reopened_at=None)
    for role in (Role.STAFF, Role.LEAD):
        with pytest.raises(errors.CaseGone):
            allowed(case, Step.NOTE, Actor(role, 1, "justice"))
        assert steps_for(case, Actor(role, 1, "justice")) == frozenset()
    assert allowed(case, Step.NOTE, Actor(Role.LEAD_DEPARTMENT, 1, "social_work"))
    assert Step.REOPEN in steps_for(case, WORKER)
    case.reopened_at = NOW
    assert Step.REOPEN not in steps_for(case, WORKER)
    with pytest.raises(errors.CaseMovedOn):
        allowed(case, Step.REOPEN, WORKER)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(Step), st.sampled_from(Role)), max_size=12))
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_whatever_is_tried_the_case_follows_the_table(
    database: Database, city: City, tried: list[tuple[Step, Role]]
) -> None:
    async with database.sessions() as session, session.begin() as transaction:
        case = await a_case(session, await a_person(session), city)
        links = 1
        for step, role in tried:
            rule = RULES.get((case.state, step))
            reopened = case.reopened_at is not None and step is Step.REOPEN
            try:
                await take_step(session, case.id, step, by=Actor(role, 1, case.department), city=city, now=NOW)
            except (errors.CaseMovedOn, errors.StepRefused):
                assert rule is None or role not in rule.roles or reopened
                continue
            links += 1
            assert rule is not None
            assert case.state is rule.to
        assert case.event_count == links
        assert (case.ended_at is not None) == (case.state in ENDED)
        await transaction.rollback()


async def test_two_press_take_at_once_and_one_has_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case_id = (await a_case(session, await a_person(session), city)).id

    async def take(staff_id: int) -> bool:
        async with database.transaction() as session:
            try:
                await take_step(
                    session, case_id, Step.TAKE, by=Actor(Role.STAFF, staff_id, "market_regulation"), city=city, now=NOW
                )
            except errors.CaseMovedOn:
                return False
            return True

    assert sorted(await asyncio.gather(take(1), take(2))) == [False, True]


async def test_a_goodbye_leaves_no_words_behind(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        done = await a_case(session, person, city)
        await withdraw_case(session, done.id, person, now=NOW)
        open_ = await a_case(session, person, city, anonymous=True)
        await a_draft(session, person, city)
        assert [each.id for each in await open_cases_of(session, person)] == [open_.id]
        exported = await export_cases(session, person)
        assert SECRET_WORDS in str(exported)
        assert await leaves(session, person) == 1
    async with database.transaction() as session:
        done, open_ = await session.get_one(Case, done.id), await session.get_one(Case, open_.id)
        assert (done.person_id, open_.person_id, open_.state) == (None, None, CaseState.FILED)
        assert done.answers == {
            "platform": "a",
            "deduction_day": "2026-11-22",
            "deduction_sum": 5000,
            "appealed": "turned_down",
        }
        assert open_.answers["deduction_reason"] == SECRET_WORDS
        assert [each.data for each in (await story_of(session, done.id))[:-1]] == [{}, {}]
        assert await followers_of(session, open_.id) == []


async def test_a_goodbye_can_withdraw_what_is_open(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        case = await a_case(session, person, city)
        assert await forget_cases_of(session, Leaving(person, city, NOW, withdraw=True)) == 0
        assert case.state is CaseState.WITHDRAWN
        assert "deduction_reason" not in case.answers


async def test_a_case_is_deleted_when_its_time_is_over(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        short = await a_case(session, person, city, "talk")
        long = await a_case(session, person, city)
        for case in (short, long):
            await withdraw_case(session, case.id, person, now=NOW)
        assert await forget_cases(session, city=city, now=NOW + timedelta(days=365)) == 0
        assert await forget_cases(session, city=city, now=NOW + timedelta(days=366)) == 1
        assert [each.id for each in await cases_of(session, person)] == [long.id]
    async with database.transaction() as session:
        assert await story_of(session, short.id) == []
        assert SYSTEM.role is Role.SYSTEM
