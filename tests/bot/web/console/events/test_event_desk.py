"""The desk for events: the month, making and changing dates, checking in with and without a network, names, lists."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
import time_machine

from bot.app import App
from models.city.pack import City
from models.events.attendance import EventCertificate, issue_certificate
from models.events.booking import Booking, BookingState
from models.events.calendar import subsidies_between
from models.events.check_in import worker_code
from models.events.closing import close_date
from models.events.event import DateState, Event, EventDate
from models.events.names import leave_name, leave_phone
from models.events.points import PointsEntry
from models.events.seat import book_seat
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.post import Staff, StaffRole
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.events import a_date, people, rows_of

PATH = "/console/events"
START = datetime(2026, 12, 5, 6, 30, tzinfo=UTC)
"""14:30 in the city."""
BEFORE = START - timedelta(days=2)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(BEFORE, tick=False) as time:
        yield time


async def a_course(app: App, city: City, count: int = 3, **event: Any) -> tuple[int, list[Person]]:
    """A date with people who have seats; the first left name and number."""
    number = await a_date(app.database, city, event=event, starts_at=START, seats=count + 2)
    riders = await people(app.database, count, now=app.clock())
    async with app.database.transaction() as session:
        for each in riders:
            await book_seat(session, number, person=await session.get_one(Person, each.id), city=city, now=app.clock())
        (first, *_) = await session.scalars(sa.select(Booking).order_by(Booking.id))
        person = await session.get_one(Person, riders[0].id)
        await leave_name(session, first.id, "=王小明", person=person)
        await leave_phone(session, first.id, "13800000000", person=person)
    return number, riders


async def codes(app: App, number: int) -> list[str]:
    async with app.database.transaction() as session:
        rows = await session.scalars(sa.select(Booking).where(Booking.date_id == number).order_by(Booking.id))
        return [await worker_code(session, each) for each in rows]


def at(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


async def hands_in(desk: DeskClient, number: int, *scans: str) -> dict[str, Any]:
    answer = await desk.post(f"{PATH}/{number}/check-ins", [("scan", each) for each in scans])
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


async def test_an_event_is_made_and_stands_in_its_month(app: App, city: City, clock: Any) -> None:
    desk = await a_desk(app, department="health")
    fields = {"kind": "training", "title": "急救课", "about": "学会止血。", "where": "青石路 999 号院里", "seats": "20"}
    times = {"starts_at": "2026-12-05T14:30", "minutes": "90"}
    unclear = await desk.post(f"{PATH}/make", fields | times)
    assert unclear.status_code == 422
    assert "是哪个地方" in text_of(unclear)
    assert "青石路 999 号院里" in unclear.text
    page = text_of(await desk.presses(f"{PATH}/make", fields | times | {"place": "typed", "detail_bring": "身份证"}))
    assert "办好了" in page
    assert "报名 0/20" in page
    assert "14:30 急救课 0/20" in text_of(await desk.get(f"{PATH}?month=2026-12"))
    async with app.database.reading() as session:
        event = (await session.scalars(sa.select(Event).where(Event.key.is_(None)))).one()
        assert event.bring == {"zh-CN": "身份证"}
        assert (
            await session.scalars(sa.select(EventDate).where(EventDate.event_id == event.id))
        ).one().starts_at == START


async def test_a_date_is_moved_repeated_and_called_off(app: App, city: City, clock: Any) -> None:
    number, riders = await a_course(app, city)
    desk = await a_desk(app, department="health")
    moved = text_of(await desk.presses(f"{PATH}/{number}/do/move", {"starts_at": "2026-12-06T10:00"}))
    assert "改好了" in moved
    again = await desk.presses(f"{PATH}/{number}/do/again", {"starts_at": "2026-12-12T10:00", "weeks": "4"})
    assert "又办了" in text_of(again)
    refused = await desk.post(f"{PATH}/{number}/do/off", {"text": " "})
    assert refused.status_code == 422
    assert "取消了" in text_of(await desk.presses(f"{PATH}/{number}/do/off", {"text": "下雨"}))
    async with app.database.reading() as session:
        dates = (await session.scalars(sa.select(EventDate).order_by(EventDate.id))).all()
        mine = [each for each in dates if each.event_id == dates[0].event_id or each.id >= number]
        assert len([each for each in mine if each.state is DateState.OPEN]) >= 4
        told = [each.content.get("news") for each in await session.scalars(sa.select(OutboxMessage))]
        assert told.count("event-off") == len(riders)
        assert told.count("event-moved") == len(riders)


async def test_names_are_shown_only_where_they_were_left_and_go_out_as_text(app: App, city: City, clock: Any) -> None:
    number, _ = await a_course(app, city)
    desk = await a_desk(app, department="health")
    page = text_of(await desk.get(f"{PATH}/{number}"))
    assert "1 报上了 =王小明 13800000000" in page
    assert "2 报上了 3 报上了" in page
    sheet = await desk.post(f"{PATH}/{number}/list")
    assert sheet.status_code == 200
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(sheet.content)).active.iter_rows() for cell in row]
    assert [each.data_type for each in cells if each.value == "=王小明"] == ["s"]


async def test_a_list_is_taken_only_by_who_proved_to_be_there(app: App, city: City, clock: Any) -> None:
    number, _ = await a_course(app, city)
    desk = await a_desk(app, department="health", proved=False)
    for path in (f"{PATH}/{number}/list", f"{PATH}/subsidies"):
        answer = await desk.post(path)
        assert answer.status_code == 422
        assert answer.headers["content-type"].startswith("text/html")


async def test_people_are_checked_in_by_typed_codes(app: App, city: City, clock: Any) -> None:
    number, _ = await a_course(app, city)
    desk = await a_desk(app, department="health")
    early = await desk.post(f"{PATH}/{number}/do/there", {"code": (await codes(app, number))[0]})
    assert "还没到签到时间" in text_of(early)
    clock.move_to(START)
    desk = await a_desk(app, "李护士", department="health")
    mine = (await codes(app, number))[0]
    assert "签到好了" in text_of(await desk.presses(f"{PATH}/{number}/do/there", {"code": f"{mine[:3]} {mine[3:]}"}))
    assert "签过了" in text_of(await desk.presses(f"{PATH}/{number}/do/there", {"code": mine}))
    shown = text_of(await desk.get(f"{PATH}/{number}/code"))
    assert "到了 1/3" in shown


async def test_codes_of_a_place_without_network_count_by_their_moment(app: App, city: City, clock: Any) -> None:
    number, riders = await a_course(app, city, 4, points=10)
    one, two, three, _ = await codes(app, number)
    clock.move_to(START)
    desk = await a_desk(app, "李护士", department="health")
    first = await hands_in(desk, number, f"{one} {at(START)}", f"999999 {at(START)}", "nonsense")
    assert [each["result"] for each in first["scans"]] == ["there", "unknown", "unknown"]
    clock.move_to(START + timedelta(days=1))
    async with app.database.transaction() as session:
        await close_date(session, number, now=app.clock())
    assert [each.state for each in await rows_of(app.database, number)].count(BookingState.NO_SHOW) == 3
    desk = await a_desk(app, "赵护士", department="health")
    late = await hands_in(
        desk,
        number,
        f"{one} {at(START)}",
        f"{two} {at(START + timedelta(minutes=5))}",
        f"{three} {at(START - timedelta(hours=3))}",
    )
    assert [each["result"] for each in late["scans"]] == ["again", "there", "outside"]
    assert "到了 2/4" in late["count"]
    rows = {each.person_id: each for each in await rows_of(app.database, number)}
    assert rows[riders[1].id].attended_at == START + timedelta(minutes=5)
    async with app.database.reading() as session:
        points = {each.person_id for each in await session.scalars(sa.select(PointsEntry))}
    assert points == {riders[0].id, riders[1].id}, "who was there after all gets what everybody got"
    clock.move_to(START + timedelta(days=5))
    desk = await a_desk(app, "孙护士", department="health")
    over = await desk.post(f"{PATH}/{number}/check-ins", {"scan": f"{three} {at(START)}"})
    assert over.status_code == 422


async def test_the_name_on_a_certificate_is_checked_by_a_host(app: App, city: City, clock: Any) -> None:
    number, riders = await a_course(app, city, certificate=True)
    (code, *_) = await codes(app, number)
    clock.move_to(START)
    desk = await a_desk(app, "李护士", department="health")
    await hands_in(desk, number, f"{code} {at(START)}")
    clock.move_to(START + timedelta(hours=3))
    (booking, *_) = await rows_of(app.database, number)
    async with app.database.transaction() as session:
        about = {"person_id": riders[0].id, "city": city, "now": app.clock()}
        await issue_certificate(session, booking.id, name="王大明", **about)
    desk = await a_desk(app, "赵护士", department="health")
    fields = {"booking": str(booking.id), "name": "王大明"}
    assert "王大明 对 对不上" in text_of(await desk.get(f"{PATH}/{number}"))
    await desk.presses(f"{PATH}/{number}/do/name", fields | {"right": "no"})
    async with app.database.reading() as session:
        told = [each.content.get("news") for each in await session.scalars(sa.select(OutboxMessage))]
        assert told.count("event-name-wrong") == 1
    async with app.database.transaction() as session:
        await issue_certificate(session, booking.id, name="王小明", **about)
    stale = await desk.post(f"{PATH}/{number}/do/name", fields | {"right": "yes"})
    assert stale.status_code == 422, "the name is another by now"
    page = text_of(await desk.presses(f"{PATH}/{number}/do/name", fields | {"right": "yes", "name": "王小明"}))
    assert "王小明 核对过" in page
    async with app.database.reading() as session:
        issued = (await session.scalars(sa.select(EventCertificate))).one()
        assert issued.checked_by == desk.staff_id


async def test_the_subsidies_of_a_month_are_one_sheet(app: App, city: City, clock: Any) -> None:
    number, _ = await a_course(app, city, subsidy_fen=12050)
    one, two, _ = await codes(app, number)
    clock.move_to(START)
    desk = await a_desk(app, "李护士", department="health")
    await hands_in(desk, number, f"{one} {at(START)}", f"{two} {at(START)}")
    assert "导出本月补贴名单" in text_of(await desk.get(f"{PATH}?month=2026-12"))
    sheet = await desk.post(f"{PATH}/subsidies", {"month": "2026-12"})
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert [row[3] for row in rows[1:3]] == ["=王小明", ""]
    assert [row[-1] for row in rows[1:]] == [120.5, 120.5, 241]
    other = await a_desk(app, "外人", department="transport")
    empty = await other.post(f"{PATH}/subsidies", {"month": "2026-12"})
    assert len(list(openpyxl.load_workbook(io.BytesIO(empty.content)).active.iter_rows())) == 2


async def test_a_date_of_another_department_is_neither_shown_nor_changed(app: App, city: City, clock: Any) -> None:
    number, _ = await a_course(app, city)
    other = await a_desk(app, "外人", department="transport", role=StaffRole.LEAD)
    assert "应急救护" not in text_of(await other.get(f"{PATH}?month=2026-12"))
    for part in ("", "/code"):
        assert (await other.get(f"{PATH}/{number}{part}")).status_code == 404
    text = {"text": "取消", "starts_at": "2026-12-06T10:00", "code": "123456", "what": "bring", "value": "x"}
    for act in ("move", "again", "off", "write", "detail", "there", "name", "decide"):
        assert (await other.post(f"{PATH}/{number}/do/{act}", text)).status_code in (404, 422), act
    for part in ("/list", "/check-ins"):
        assert (await other.post(f"{PATH}/{number}{part}")).status_code in (404, 422)
    async with app.database.reading() as session:
        assert (await session.get_one(EventDate, number)).state is DateState.OPEN


async def test_money_that_a_clerk_promises_waits_for_a_lead_who_decides_here(app: App, city: City, clock: Any) -> None:
    number, _ = await a_course(app, city)
    clerk = await a_desk(app, department="health")
    lead = await a_desk(app, "孙科", department="health", role=StaffRole.LEAD)
    asked = text_of(await clerk.presses(f"{PATH}/{number}/do/detail", {"what": "subsidy", "value": "100"}))
    assert "补贴 100 元还没定" in asked
    assert "可以" in text_of(await lead.get(f"{PATH}/{number}"))
    await lead.presses(f"{PATH}/{number}/do/decide", {"about": "subsidy", "yuan": "100", "yes": "yes"})
    async with app.database.reading() as session:
        event_date = await session.get_one(EventDate, number)
        assert (await session.get_one(Event, event_date.event_id)).subsidy_fen == 10000


async def test_the_sheet_of_a_month_leaves_nobody_out(app: App, city: City, clock: Any) -> None:
    many = 5_001
    number = await a_date(app.database, city, event={"subsidy_fen": 100}, starts_at=START, seats=many)
    desk = await a_desk(app, "李护士", department="health")
    async with app.database.transaction() as session:
        crowd = [Person(created_at=app.clock(), locale="zh-CN") for _ in range(many)]
        session.add_all(crowd)
        await session.flush()
        made = {"created_at": app.clock(), "changed_at": app.clock()}
        seats = [Booking(date_id=number, person_id=each.id, state=BookingState.ATTENDED, **made) for each in crowd]
        session.add_all(seats)
        await session.flush()
        staff = await session.get_one(Staff, desk.staff_id)
        person = await session.get_one(Person, staff.person_id)
        about = {"since": BEFORE, "until": START + timedelta(days=1), "now": app.clock()}
        assert len(await subsidies_between(session, person, **about)) == many
