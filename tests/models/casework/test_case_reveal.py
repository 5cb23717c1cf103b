"""Who filed an anonymous case is opened by their own word, or by two people where a life is in danger, never else."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.errors import CaseGone, StepRefused
from models.cases.mine import withdraw_case
from models.cases.record import story_of
from models.cases.same_spot import join_city_report
from models.cases.steps import Actor, Role, Step
from models.casework import errors
from models.casework.reveal import (
    URGENT_FOR,
    agree_to_reveal,
    ask_reveal,
    confirm_reveal,
    consent_asked,
    danger_asked,
    identity_of,
    refuse_reveal,
    urge_reveal,
)
from models.city.pack import City
from models.errors import AnswerMissing
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.errors import SecondPersonNeeded
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import a_post
from tests.world.filing import NOW, a_case, a_person
from tests.world.outbox_rows import as_put

ADDRESS = "7790017788"


async def _anonymous(database: Database, city: City, type_key: str = "deduction") -> tuple[Person, Case, Actor]:
    async with database.transaction() as session:
        person = await a_person(session, ADDRESS)
        case = await a_case(session, person, city, type_key, anonymous=True)
        for number in (1, 2, 3):
            await a_post(session, number)
        return person, case, Actor(Role.STAFF, 7, case.department)


def _lead(number: int) -> Actor:
    return Actor(Role.LEAD_DEPARTMENT, number, "social_work")


async def _told(database: Database) -> list[str]:
    async with database.reading() as session:
        return [row.content["news"] for row in as_put(await session.scalars(sa.select(OutboxMessage)))]


async def test_the_worker_is_asked_and_agrees(database: Database, city: City) -> None:
    person, case, staff = await _anonymous(database, city)
    async with database.transaction() as session:
        with pytest.raises(StepRefused):
            await identity_of(session, case.id, by=staff)
        with pytest.raises(errors.RevealGone):
            await agree_to_reveal(session, case.id, person, 1, now=NOW)
        with pytest.raises(AnswerMissing):
            await ask_reveal(session, case.id, " ", by=staff, city=city, now=NOW)
        with pytest.raises(CaseGone):
            await ask_reveal(session, case.id, "要核实", by=Actor(Role.STAFF, 7, "justice"), city=city, now=NOW)
        await ask_reveal(session, case.id, "平台要\n核实站点", by=staff, city=city, now=NOW)
        asked = consent_asked(await story_of(session, case.id))
        assert asked is not None
        assert (asked.text, asked.staff_id) == ("平台要 核实站点", 7)
        other = await a_person(session, "other")
        for who, number, error in ((other, asked.number, CaseGone), (person, 1, errors.RevealGone)):
            with pytest.raises(error):
                await agree_to_reveal(session, case.id, who, number, now=NOW)
        opened = await agree_to_reveal(session, case.id, person, asked.number, now=NOW)
        assert (opened.anonymous, opened.person_id) == (False, person.id)
        assert (await identity_of(session, case.id, by=staff)).chats == (("telegram", ADDRESS),)
        with pytest.raises(CaseGone):
            await identity_of(session, case.id, by=Actor(Role.LEAD, 1, "justice"))
        with pytest.raises(errors.NotAnonymous):
            await agree_to_reveal(session, case.id, person, asked.number, now=NOW)
    async with database.reading() as session:
        last = (await story_of(session, case.id))[-1]
        assert (last.what, last.who, last.data["how"]) == (Step.REVEAL, "worker", "agreed")
        assert await audit(session) is None
    assert await _told(database) == ["case-reveal-asked"]


async def test_who_refuses_stays_anonymous_and_an_old_button_answers_nothing_newer(
    database: Database, city: City
) -> None:
    person, case, staff = await _anonymous(database, city)
    async with database.transaction() as session:
        await ask_reveal(session, case.id, "一", by=staff, city=city, now=NOW)
        first = consent_asked(await story_of(session, case.id))
        await refuse_reveal(session, case.id, person, first.number if first else 0, now=NOW)
        assert consent_asked(await story_of(session, case.id)) is None
        await ask_reveal(session, case.id, "二", by=staff, city=city, now=NOW)
        with pytest.raises(errors.RevealGone):
            await agree_to_reveal(session, case.id, person, first.number if first else 0, now=NOW)
        assert (case.anonymous, case.person_id) == (True, None)


async def test_a_life_in_danger_takes_two_people_of_the_lead_department_and_the_worker_is_told(
    database: Database, city: City
) -> None:
    person, case, staff = await _anonymous(database, city)
    async with database.transaction() as session:
        with pytest.raises(errors.RevealGone):
            await confirm_reveal(session, case.id, by=_lead(1), city=city, now=NOW)
        for nobody in (staff, Actor(Role.LEAD, 8, case.department)):
            with pytest.raises(StepRefused):
                await urge_reveal(session, case.id, "说要跳楼", by=nobody, now=NOW)
        await urge_reveal(session, case.id, "说要跳楼", by=_lead(1), now=NOW)
        for by, error in (
            (_lead(1), SecondPersonNeeded),
            (Actor(Role.LEAD_DEPARTMENT, None, "social_work"), SecondPersonNeeded),
            (staff, StepRefused),
        ):
            with pytest.raises(error):
                await confirm_reveal(session, case.id, by=by, city=city, now=NOW)
        assert case.anonymous
        with pytest.raises(errors.RevealGone):
            await confirm_reveal(session, case.id, by=_lead(2), city=city, now=NOW + URGENT_FOR + timedelta(seconds=1))
        await confirm_reveal(session, case.id, by=_lead(2), city=city, now=NOW + URGENT_FOR)
        assert (await identity_of(session, case.id, by=_lead(2))).chats == (("telegram", ADDRESS),)
        last = (await story_of(session, case.id))[-1]
    assert (last.who, last.data["how"], last.data["asked_by"]) == ("lead_department:2", "danger", 1)
    assert last.data["text"] == "说要跳楼"
    assert await _told(database) == ["case-reveal-danger"]
    async with database.reading() as session:
        assert await audit(session) is None
        assert danger_asked(await story_of(session, case.id), now=NOW) is None
        assert (await session.get_one(Case, case.id)).person_id == person.id


async def test_two_confirm_at_once_and_one_opens_it(database: Database, city: City) -> None:
    _, case, _ = await _anonymous(database, city)
    async with database.transaction() as session:
        await urge_reveal(session, case.id, "有生命危险", by=_lead(1), now=NOW)

    async def confirm(number: int) -> str:
        try:
            async with database.transaction() as session:
                await confirm_reveal(session, case.id, by=_lead(number), city=city, now=NOW)
        except errors.NotAnonymous:
            return "opened already"
        return "opened"

    assert sorted(await asyncio.gather(confirm(2), confirm(3))) == ["opened", "opened already"]
    assert await _told(database) == ["case-reveal-danger"]


async def test_nobody_is_opened_who_has_left_or_is_named(database: Database, city: City) -> None:
    anna, report, staff = await _anonymous(database, city, "gate_parking")
    async with database.transaction() as session:
        boris = await a_person(session, "boris")
        await join_city_report(session, report.id, boris, now=NOW)
        with pytest.raises(StepRefused):
            await agree_to_reveal(session, report.id, boris, 1, now=NOW)
        await withdraw_case(session, report.id, anna, now=NOW)
        with pytest.raises(errors.NobodyToReveal):
            await ask_reveal(session, report.id, "要核实", by=staff, city=city, now=NOW)
        with pytest.raises(errors.NobodyToReveal):
            await urge_reveal(session, report.id, "要核实", by=_lead(1), now=NOW)
        named = await a_case(session, anna, city)
        with pytest.raises(errors.NotAnonymous):
            await urge_reveal(session, named.id, "要核实", by=_lead(1), now=NOW)
