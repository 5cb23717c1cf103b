"""Work orders of other systems: what is read of them, that none is doubled, and the day by which they go back."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.errors import CaseGone, QuestionsLeft
from models.cases.filer import followers_of
from models.cases.record import story_of
from models.cases.steps import CaseState, Step
from models.casework.handling import settle_case, take_case
from models.city.pack import City
from models.exchange.errors import FiledElsewhere, ForeignNumberUnreadable, NoOrigin, ReturnedAlready
from models.exchange.filing_for import ForSomebody, file_for_somebody
from models.exchange.origin import Origin, Source, origin_of, return_case, tell_returns
from models.exchange.work_order import MOST_ROWS, WorkOrder, filled_of, read_day, read_sheet, read_work_order
from models.outbox.message import OutboxMessage
from models.staff.post import Staff
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW

TODAY = date(2026, 11, 23)
PASTED = """12345政务服务便民热线工单
【工单编号】：GD20261128001234
诉求人：李四　联系电话：138 0000 1234
办理时限：2026-12-05 18:00前
诉求内容：本人是平台甲骑手，11月20日配送时被扣款50元，
要求平台退还。
事发地址：苇岸区青石路18号
"""


def test_every_part_of_a_pasted_work_order_is_read_by_its_label(city: City) -> None:
    order = read_work_order(PASTED, city, TODAY)
    assert order == WorkOrder(
        source=Source.HOTLINE,
        foreign="GD20261128001234",
        back_by=date(2026, 12, 5),
        story="本人是平台甲骑手，11月20日配送时被扣款50元，\n要求平台退还。",
        name="李四",
        phone="13800001234",
        place="苇岸区青石路18号",
        platform="a",
        type="deduction",
    )


def test_a_text_without_labels_is_the_story_and_its_number_is_found(city: City) -> None:
    order = read_work_order("市民反映平台扣款不退。受理编号为 SL2026112800012", city, TODAY)
    assert order.foreign == "SL2026112800012"
    assert order.story.startswith("市民反映平台扣款不退")
    assert order.back_by is None
    assert order.phone is None


@pytest.mark.parametrize(
    "said", ["2026-12-05 18:00", "2026/12/5", "12月5日前", "2026年12月5日18时", "2026-12-05 00:00:00"]
)
def test_a_day_is_read_with_or_without_its_time(said: str) -> None:
    assert read_day(said, TODAY) == date(2026, 12, 5)


def test_all_faults_of_a_sheet_are_told_at_once_with_their_rows(city: City) -> None:
    rows = [
        ["工单编号", "诉求内容", "办理时限", "联系电话", "类型"],
        ["A1", "扣了我50块", "2026-12-05", "13800001234", "乱扣款"],
        ["A1", "", "2026-11-01", "12", "不知道"],
        ["", "", "", "", ""],
        ["", "超时被罚", "改天", "", ""],
    ]
    orders, faults = read_sheet(rows, city, TODAY, case_type=None)
    assert [(each.line, each.order.foreign, each.order.type) for each in orders] == [(2, "A1", "deduction")]
    assert {(each.line, each.column, each.key) for each in faults} == {
        (3, "foreign", "twice"),
        (3, "story", "missing"),
        (3, "back_by", "passed"),
        (3, "phone", "unread"),
        (3, "type", "unread"),
        (5, "foreign", "missing"),
        (5, "back_by", "unread"),
        (5, "type", "missing"),
    }


def test_a_sheet_needs_its_two_columns_and_is_not_endless(city: City) -> None:
    _, faults = read_sheet([["编号", "联系电话"], ["A1", "1"]], city, TODAY, case_type=None)
    assert [(each.line, each.column, each.key) for each in faults] == [(1, "story", "column")]
    many = [["编号", "内容"], *([str(number), "话"] for number in range(MOST_ROWS + 1))]
    orders, faults = read_sheet(many, city, TODAY, case_type="deduction")
    assert orders == []
    assert [each.key for each in faults] == ["many"]
    assert [each.key for each in read_sheet([["编号", "内容"]], city, TODAY, case_type=None)[1]] == ["empty"]


async def filed(session: Any, staff: Staff, city: City, **about: Any) -> Case:
    order = WorkOrder(foreign="A1", story="扣了我50块", type="deduction", phone="13800001234", name="李四", **about)
    filled = filled_of(order, city.case_types["deduction"], source=Source.HOTLINE, ours=True)
    return await file_for_somebody(session, staff, filled, city=city, now=NOW)


async def test_a_work_order_becomes_a_case_of_the_department_without_a_person(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王", "transport")
        case = await filed(session, wang, city, back_by=date(2026, 11, 27))
        case_id = case.id
    async with database.reading() as session:
        case = await session.get_one(Case, case_id)
        assert (case.department, case.state, case.person_id, case.anonymous) == (
            "transport",
            CaseState.FILED,
            None,
            False,
        )
        assert await followers_of(session, case_id) == []
        origin = await origin_of(session, case_id)
        assert origin is not None
        assert (origin.source, origin.foreign) == (Source.HOTLINE, "A1")
        (first,) = await story_of(session, case_id)
        assert first.who == f"staff:{wang.id}"
        assert first.data["how"] == "for"
        assert first.data["foreign"] == "A1"
        assert await audit(session) is None


async def test_the_same_work_order_twice_is_told_and_not_doubled(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        number = (await filed(session, wang, city)).number
    async with database.transaction() as session:
        wang = await session.get_one(Staff, wang.id)
        with pytest.raises(FiledElsewhere) as told:
            await filed(session, wang, city)
    assert (told.value.foreign, told.value.number) == ("A1", number)
    async with database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(Case)) == 1


async def test_two_who_file_one_work_order_at_once_make_one_case(database: Database, city: City) -> None:
    import asyncio

    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王"), await a_clerk(session, "赵")

    async def files(staff_id: int) -> bool:
        try:
            async with database.transaction() as session:
                await filed(session, await session.get_one(Staff, staff_id), city)
        except FiledElsewhere:
            return False
        return True

    assert sorted(await asyncio.gather(files(wang.id), files(zhao.id))) == [False, True]


async def test_a_work_order_needs_a_number_and_somebody_who_is_there_every_answer(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        nameless = ForSomebody("deduction", {}, Origin(Source.HOTLINE))
        with pytest.raises(ForeignNumberUnreadable):
            await file_for_somebody(session, wang, nameless, city=city, now=NOW)
        empty = ForSomebody("deduction", {}, Origin(Source.WINDOW))
        with pytest.raises(QuestionsLeft):
            await file_for_somebody(session, wang, empty, city=city, now=NOW)


async def told(session: Any) -> list[OutboxMessage]:
    rows = await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
    return [each for each in rows if each.content["key"] == "staff-news-returns"]


async def test_the_day_of_return_is_warned_of_before_and_once_it_is_over(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        case = await filed(session, wang, city, back_by=date(2026, 11, 25))
        await take_case(session, case.id, wang, city=city, now=NOW)
    days: dict[int, int] = {}
    for day in range(5):
        async with database.transaction() as session:
            days[day] = await tell_returns(session, city=city, now=NOW + timedelta(days=day))
            await tell_returns(session, city=city, now=NOW + timedelta(days=day, minutes=5))
    assert days == {0: 0, 1: 1, 2: 0, 3: 1, 4: 0}


async def test_nobody_is_warned_of_what_went_back(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, other = await a_clerk(session, "王"), await a_clerk(session, "外", "transport")
        case = await filed(session, wang, city, back_by=date(2026, 11, 24))
        await settle_case(session, case.id, wang, "退了", city=city, now=NOW)
        with pytest.raises(CaseGone):
            await return_case(session, case.id, other, city=city, now=NOW)
        await return_case(session, case.id, wang, city=city, now=NOW)
        with pytest.raises(ReturnedAlready):
            await return_case(session, case.id, wang, city=city, now=NOW)
        assert (await story_of(session, case.id))[-1].what == Step.RETURN
        assert await tell_returns(session, city=city, now=NOW) == 0


async def test_a_case_of_the_chat_does_not_go_back(database: Database, city: City) -> None:
    from tests.world.filing import a_case, a_person

    async with database.transaction() as session:
        wang = await a_clerk(session, "王")
        case = await a_case(session, await a_person(session), city)
        with pytest.raises(NoOrigin):
            await return_case(session, case.id, wang, city=city, now=NOW)
