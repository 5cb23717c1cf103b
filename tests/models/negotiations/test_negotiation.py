"""The union negotiates for those who filed the same: each decides for themselves, the service alone knows who, and no
case is touched."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from handlers.buttons.negotiations import AnswerNegotiation, NegotiationAbout, OpenNegotiation, OwnNegotiation
from handlers.pushed.table import causes_that_hold, pushed_screen
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.mine import withdraw_case
from models.cases.personal import LONGEST_KEPT
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong, DayPassed
from models.negotiations import errors
from models.negotiations.gathering import watch_gathering
from models.negotiations.joining import (
    ASKED_SINCE,
    JoinedCounts,
    Joining,
    NegotiationPerson,
    answer_negotiation,
    joined_counts,
    own_negotiation,
    own_negotiations,
)
from models.negotiations.negotiation import (
    LEADS_TO,
    Move,
    Negotiation,
    NegotiationState,
    all_negotiations,
    negotiation_for_staff,
    running_negotiation,
    steps_of,
)
from models.negotiations.personal import (
    export_negotiations,
    forget_negotiations,
    forget_negotiations_of,
    hand_over_negotiations,
)
from models.negotiations.steps import open_negotiation, take_move
from models.outbox.causes import cause_of
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import Staff
from models.storage.database import Database
from models.storage.personal import Leaving, Merging
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.leaving import leaves

pytestmark = pytest.mark.usefixtures("everything_can_be_said")
LATER = NOW + timedelta(days=3)
PROBLEM = ("deduction", "a")


async def a_problem(session: Any, city: City, people: int = 5) -> list[Person]:
    """So many people who filed it, every second one anonymously."""
    riders = [await a_person(session, f"rider-{each}") for each in range(people)]
    for place, rider in enumerate(riders):
        await a_case(session, rider, city, platform="a", anonymous=place % 2 == 0)
    return riders


async def opened(database: Database, city: City, people: int = 5) -> tuple[int, Staff, list[Person]]:
    """A negotiation that asks."""
    async with database.transaction() as session:
        li = await a_clerk(session, "李", "union")
        riders = await a_problem(session, city, people)
        found, _ = await open_negotiation(session, *PROBLEM, li, city=city, now=NOW)
        return found.id, li, riders


async def answers(database: Database, number: int, riders: Sequence[Person], answer: Joining) -> None:
    async with database.transaction() as session:
        for rider in riders:
            await answer_negotiation(session, number, rider, answer, now=NOW)


async def moves(database: Database, number: int, move: Move, staff: Staff, city: City, text: str = "退还罚款") -> None:
    async with database.transaction() as session:
        await take_move(session, number, move, staff, text, city=city, now=LATER)


async def told(database: Database, key: str) -> list[int]:
    """To whom something goes, whose cause still holds."""
    async with database.reading() as session:
        rows = [each for each in await session.scalars(sa.select(OutboxMessage)) if each.content["news"] == key]
        holding = await causes_that_hold(session, [str(cause_of(each)) for each in rows])
    return sorted(each.person_id for each in rows if cause_of(each) in holding)


def ids(riders: Sequence[Person]) -> list[int]:
    return sorted(each.id for each in riders)


async def test_a_day_that_a_platform_promised_is_told_and_looked_at_once(database: Database, city: City) -> None:
    number, li, riders = await opened(database, city, 6)
    await answers(database, number, riders, Joining.NAMED)
    promised = NOW.date() + timedelta(days=7)
    async with database.transaction() as session:
        with pytest.raises(DayPassed):
            await take_move(
                session, number, Move.RESULT, li, "退", promised_on=NOW.date() - timedelta(days=1), city=city, now=LATER
            )
        await take_move(session, number, Move.RESULT, li, "退", promised_on=promised, city=city, now=LATER)
    key = "negotiation-news-promised"
    for days, expected in ((6, 0), (7, 1), (8, 1)):
        async with database.transaction() as session:
            await watch_gathering(session, city=city, now=NOW + timedelta(days=days))
        assert len(await told(database, key)) == expected


async def test_each_who_filed_is_asked_once_and_told_what_they_joined(database: Database, city: City) -> None:
    number, li, riders = await opened(database, city, 6)
    assert await told(database, "negotiation-asked") == ids(riders)
    await answers(database, number, riders[:1], Joining.NAMED)
    await answers(database, number, riders[1:4], Joining.ANONYMOUS)
    await answers(database, number, riders[4:5], Joining.NO)
    assert await told(database, "negotiation-asked") == ids(riders[5:])
    await answers(database, number, riders[3:4], Joining.NO)  # minds are changed
    await moves(database, number, Move.DEMAND, li, city)
    assert await told(database, "negotiation-news-demand") == ids(riders[:3])
    assert await told(database, "negotiation-asked") == []
    for late, answer in ((riders[5], Joining.ANONYMOUS), (riders[4], Joining.NAMED), (riders[0], Joining.ANONYMOUS)):
        with pytest.raises(errors.JoiningOver):
            await answers(database, number, [late], answer)
    await answers(database, number, riders[1:2], Joining.NO)  # leaving goes at any time
    await moves(database, number, Move.CALL, li, city)
    await moves(database, number, Move.REPLY, li, city)
    await moves(database, number, Move.RESULT, li, city)
    assert await told(database, "negotiation-news-call") == ids(riders[:1])
    for key in ("demand", "reply", "result"):
        assert await told(database, f"negotiation-news-{key}") == ids([riders[0], riders[2]])
    async with database.reading() as session:
        steps = await steps_of(session, number)
        assert [(each.what, each.number, each.staff_id, each.name) for each in steps] == [
            (move, place, li.id, "李")
            for place, move in enumerate((Move.OPEN, Move.DEMAND, Move.CALL, Move.REPLY, Move.RESULT), 1)
        ]
        assert [each.id for each in await own_negotiations(session, riders[2])] == [number]
        assert await own_negotiations(session, riders[1]) == []
        with pytest.raises(errors.NegotiationGone):
            await own_negotiation(session, number, riders[4])


async def test_every_case_keeps_its_state_its_record_and_its_clock(database: Database, city: City) -> None:
    async with database.transaction() as session:
        await a_problem(session, city)
        li = await a_clerk(session, "李", "union")
    before = await _cases(database)
    async with database.transaction() as session:
        found, _ = await open_negotiation(session, *PROBLEM, li, city=city, now=NOW)
        number = found.id
        people = [(await session.get_one(Person, each)) for each in await _people(session)]
    await answers(database, number, people, Joining.NAMED)
    for move in (Move.DEMAND, Move.REPLY, Move.RESULT):
        await moves(database, number, move, li, city)
    assert await _cases(database) == before
    assert len(before) == 5


async def _cases(database: Database) -> list[tuple[Any, ...]]:
    """Every column of every case."""
    async with database.reading() as session:
        return [tuple(row) for row in await session.execute(sa.select(Case.__table__).order_by(Case.id))]


async def _people(session: Any) -> list[int]:
    return [each.person["id"] for each in await session.scalars(sa.select(NegotiationPerson))]


async def test_of_two_who_open_it_at_once_one_does(database: Database, city: City) -> None:
    async with database.transaction() as session:
        await a_problem(session, city)
        clerks = [await a_clerk(session, name, "union") for name in ("李", "赵")]

    async def open_it(staff: Staff) -> tuple[int, bool]:
        async with database.transaction() as session:
            found, new = await open_negotiation(session, *PROBLEM, staff, city=city, now=NOW)
            return found.id, new

    got = await asyncio.gather(*(open_it(each) for each in clerks))
    assert sorted(new for _, new in got) == [False, True]
    assert len({number for number, _ in got}) == 1
    async with database.reading() as session:
        assert len(await _people(session)) == 5
        assert len(await steps_of(session, got[0][0])) == 1


async def test_of_two_who_write_the_demand_at_once_one_does(database: Database, city: City) -> None:
    number, li, _ = await opened(database, city)
    got = await asyncio.gather(
        *(moves(database, number, Move.DEMAND, li, city, each) for each in ("甲", "乙")), return_exceptions=True
    )
    assert [type(each) for each in got if each is not None] == [errors.NegotiationMovedOn]


async def test_an_ended_one_makes_room_for_the_next(database: Database, city: City) -> None:
    number, li, _ = await opened(database, city)
    await moves(database, number, Move.RESULT, li, city)
    async with database.transaction() as session:
        assert await running_negotiation(session, *PROBLEM) is None
        after, new = await open_negotiation(session, *PROBLEM, li, city=city, now=LATER)
        assert new
        assert after.id != number
        assert [each.id for each in await all_negotiations(session, li, city=city)] == [after.id, number]


async def test_only_the_moves_of_the_table_and_words_that_fit(database: Database, city: City) -> None:
    number, li, _ = await opened(database, city)
    for text, error in ((" \n", AnswerMissing), ("长" * 501, AnswerTooLong)):
        with pytest.raises(error):
            await moves(database, number, Move.DEMAND, li, city, text)
    for state in NegotiationState:
        for move in (each for each in Move if (state, each) not in LEADS_TO):
            async with database.transaction() as session:
                ended = NOW if state is NegotiationState.ENDED else None
                await session.execute(sa.update(Negotiation).values(state=state, ended_at=ended))
            if move is not Move.OPEN:
                with pytest.raises(errors.NegotiationMovedOn):
                    await moves(database, number, move, li, city)


async def test_the_union_acts_the_lead_department_reads_nobody_else_does(database: Database, city: City) -> None:
    number, li, _ = await opened(database, city)
    async with database.transaction() as session:
        zhou, wang = await a_clerk(session, "周", "social_work"), await a_clerk(session, "王")
        assert (await negotiation_for_staff(session, number, zhou, city=city)).id == number
        assert len(await all_negotiations(session, zhou, city=city)) == 1
        for read in (
            negotiation_for_staff(session, number, wang, city=city),
            all_negotiations(session, wang, city=city),
        ):
            with pytest.raises(NotStaff):
                await read
        with pytest.raises(errors.NegotiationGone):
            await negotiation_for_staff(session, number + 1, li, city=city)
        stranger = await a_person(session, "stranger")
        for someone in (zhou, wang):
            with pytest.raises(NotStaff):
                await open_negotiation(session, *PROBLEM, someone, city=city, now=NOW)
            with pytest.raises(NotStaff):
                await take_move(session, number, Move.DEMAND, someone, "退", city=city, now=NOW)
        with pytest.raises(errors.NegotiationGone):
            await answer_negotiation(session, number, stranger, Joining.NAMED, now=NOW)
        with pytest.raises(errors.NegotiationGone):
            await own_negotiation(session, number, stranger)


async def test_fewer_than_five_are_never_asked(database: Database, city: City) -> None:
    async with database.transaction() as session:
        li = await a_clerk(session, "李", "union")
        riders = await a_problem(session, city)
        with pytest.raises(errors.ProblemGone):
            await open_negotiation(session, *PROBLEM, li, city=city, now=NOW + ASKED_SINCE)
        for case in (await session.scalars(sa.select(Case))).all():
            if case.person_id == riders[1].id:  # who withdrew it is not asked
                await withdraw_case(session, case.id, riders[1], now=NOW)
        with pytest.raises(errors.ProblemGone):
            await open_negotiation(session, *PROBLEM, li, city=city, now=NOW)


async def test_counts_say_nothing_of_a_small_group(database: Database, city: City) -> None:
    number, _, riders = await opened(database, city, 11)

    async def counts() -> JoinedCounts:
        async with database.reading() as session:
            return await joined_counts(session, number)

    assert await counts() == JoinedCounts(None, None, None)
    await answers(database, number, riders[:4], Joining.NAMED)
    assert await counts() == JoinedCounts(None, None, None)
    await answers(database, number, riders[4:9], Joining.ANONYMOUS)
    assert await counts() == JoinedCounts(9, None, None)
    await answers(database, number, riders[9:], Joining.NAMED)
    assert await counts() == JoinedCounts(11, 6, 5)


async def test_who_goes_takes_their_part_along_and_leaves_nothing(database: Database, city: City) -> None:
    number, li, riders = await opened(database, city)
    anna, boris = riders[:2]
    await answers(database, number, riders[:1], Joining.ANONYMOUS)
    await moves(database, number, Move.DEMAND, li, city, "退还罚款")
    async with database.transaction() as session:
        exported = (await export_negotiations(session, anna))["negotiations"]
        said = [(each["answer"], each["platform"], each["state"]) for each in exported]
        assert said == [("anonymous", "a", "demanded")]
        assert "退还罚款" in json.dumps(exported, ensure_ascii=False)
        assert (await export_negotiations(session, boris))["negotiations"][0]["story"] == []
        await forget_negotiations_of(session, Leaving(anna, city, LATER))
        assert await export_negotiations(session, anna) == {"negotiations": []}
        await leaves(session, await session.get_one(Person, anna.id))
        assert anna.id not in await _people(session)
    await moves(database, number, Move.REPLY, li, city)
    assert await told(database, "negotiation-news-reply") == []
    await moves(database, number, Move.RESULT, li, city)
    async with database.transaction() as session:
        assert await forget_negotiations(session, now=LATER + LONGEST_KEPT) == 0
        assert await forget_negotiations(session, now=LATER + LONGEST_KEPT + timedelta(seconds=1)) == 1
        assert await _people(session) == []


async def test_who_takes_along_what_is_kept_has_what_they_were_told_and_no_more(database: Database, city: City) -> None:
    number, li, (named, anonymous, refused, *_) = await opened(database, city)
    for rider, answer in ((named, Joining.NAMED), (anonymous, Joining.ANONYMOUS), (refused, Joining.NO)):
        await answers(database, number, [rider], answer)
    for move in (Move.DEMAND, Move.CALL, Move.REPLY):
        await moves(database, number, move, li, city, f"words of {move.value}")

    async def exported(rider: Person) -> list[str]:
        async with database.reading() as session:
            (kept,) = (await export_negotiations(session, rider))["negotiations"]
        return [each["text"] for each in kept["story"] if each["text"]]

    assert await exported(named) == ["words of demand", "words of call", "words of reply"]
    assert await exported(anonymous) == ["words of demand", "words of reply"]
    assert await exported(refused) == []


async def test_two_chats_that_become_one_person_take_part_once(database: Database, city: City) -> None:
    number, li, riders = await opened(database, city)
    await answers(database, number, riders[:1], Joining.NAMED)
    async with database.transaction() as session:
        fresh = await a_person(session, "other chat")
        await hand_over_negotiations(session, Merging(riders[0], riders[1], LATER))  # both were asked
        await hand_over_negotiations(session, Merging(riders[2], fresh, LATER))
        assert (await own_negotiation(session, number, riders[1]))[1] is Joining.NAMED
        assert len(await own_negotiations(session, fresh)) == 1
        assert len(await _people(session)) == 4
    await answers(database, number, [fresh], Joining.ANONYMOUS)
    await moves(database, number, Move.DEMAND, li, city)
    assert await told(database, "negotiation-news-demand") == ids([riders[1], fresh])


def test_the_longest_keys_of_the_city_fit_into_a_button(city: City) -> None:
    for type_key in city.case_types:
        for platform in city.platforms:
            for kind in (NegotiationAbout, OpenNegotiation):
                assert kind.unpack(kind(type=type_key, platform=platform).pack()).platform == platform
    for answer in Joining:
        assert AnswerNegotiation.unpack(f"negojoin:7:{answer}").answer is answer
    assert OwnNegotiation.unpack("mynego:7").negotiation_id == 7


async def gathers(database: Database, city: City, now: datetime = LATER) -> int:
    async with database.transaction() as session:
        return await watch_gathering(session, city=city, now=now)


async def test_who_files_the_same_while_it_gathers_is_asked_too_and_once(database: Database, city: City) -> None:
    number, li, riders = await opened(database, city)
    async with database.transaction() as session:
        late, again, elsewhere, withdrawn = [await a_person(session, f"late-{each}") for each in range(4)]
        for _ in range(2):
            await a_case(session, late, city, platform="a", anonymous=True, now=LATER)
        await a_case(session, await session.get_one(Person, riders[0].id), city, platform="a", now=LATER)
        await a_case(session, again, city, "commission", platform="a", now=LATER)
        await a_case(session, elsewhere, city, platform="b", now=LATER)
        gone = await a_case(session, withdrawn, city, platform="a", now=LATER)
        await withdraw_case(session, gone.id, withdrawn, now=LATER)
    assert sorted(await asyncio.gather(gathers(database, city), gathers(database, city))) == [0, 1]
    assert await told(database, "negotiation-asked") == ids([*riders, late])
    assert await gathers(database, city) == 0
    await answers(database, number, [late], Joining.NO)
    assert await gathers(database, city) == 0  # an answer is an answer
    async with database.transaction() as session:
        assert (await session.get_one(Negotiation, number)).people == 6
        assert [each.id for each in await own_negotiations(session, late)] == [number]
    await moves(database, number, Move.DEMAND, li, city)
    async with database.transaction() as session:
        await a_case(session, await session.get_one(Person, elsewhere.id), city, platform="a", now=LATER)
    assert await gathers(database, city) == 0  # too late to join


async def test_the_union_hears_once_that_five_have_joined_or_all_have_answered(database: Database, city: City) -> None:
    number, li, riders = await opened(database, city, 8)
    async with database.transaction() as session:
        await a_clerk(session, "周", "social_work")
    await answers(database, number, riders[:4], Joining.NAMED)
    await gathers(database, city)
    assert await told(database, "negotiation-gathered") == []
    await answers(database, number, riders[4:5], Joining.ANONYMOUS)
    await gathers(database, city)
    assert await told(database, "negotiation-gathered") == [li.person_id]
    await answers(database, number, riders[5:], Joining.NO)
    await gathers(database, city)
    assert await told(database, "negotiation-gathered") == [li.person_id]
    async with database.reading() as session:
        rows = [each.content for each in await session.scalars(sa.select(OutboxMessage))]
    (card,) = [each for each in rows if each["news"] == "negotiation-gathered"]
    assert card["facts"]["enough"] == "yes"
    assert "rider" not in json.dumps(card)


async def test_the_union_hears_that_all_have_answered_though_few_joined(database: Database, city: City) -> None:
    number, _, riders = await opened(database, city)
    await answers(database, number, riders[:4], Joining.NO)
    await gathers(database, city)
    assert await told(database, "negotiation-gathered") == []
    await answers(database, number, riders[4:], Joining.NAMED)
    await gathers(database, city)
    async with database.reading() as session:
        rows = [each.content for each in await session.scalars(sa.select(OutboxMessage))]
    assert [each["facts"]["enough"] for each in rows if each["news"] == "negotiation-gathered"] == ["no"]


async def test_where_there_is_no_union_the_lead_department_negotiates_and_is_named(
    database: Database, city: City
) -> None:
    departments = {key: each for key, each in city.departments.items() if key != "union"}
    without = replace(city, departments=departments)
    async with database.transaction() as session:
        zhou = await a_clerk(session, "周", "social_work")
        await a_problem(session, without)
        found, new = await open_negotiation(session, *PROBLEM, zhou, city=without, now=NOW)
        assert new
        await take_move(session, found.id, Move.RESULT, zhou, "不谈了", city=without, now=LATER)
    async with database.reading() as session:
        contents = [each.content for each in await session.scalars(sa.select(OutboxMessage))]
    asked = next(each for each in contents if each["news"] == "negotiation-asked")
    said = pushed_screen(texts().in_("zh-CN"), asked).text
    assert "社会工作部想找平台甲" in said
    assert "工会" not in said
