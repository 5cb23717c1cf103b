"""Being there: codes that change, twice is once, only in time; afterwards no-shows, points, and certificates."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.jobs.certificate_pdf import certificate_words, draw_certificate
from models.casework.posts import join_staff
from models.city.pack import City
from models.events.attendance import (
    certificate_by_number,
    issue_certificate,
    keep_drawn,
    show_name,
    training_record,
    undrawn,
)
from models.events.booking import Booking
from models.events.check_in import (
    CLOSES_AFTER,
    CODE_LASTS,
    OPENS_BEFORE,
    check_in,
    check_in_worker,
    code_to_show,
    counts,
    worker_code,
)
from models.events.closing import Fit, close_date, dates_to_close, say_fit, say_useful
from models.events.errors import (
    BookingGone,
    CheckInCodeWrong,
    CheckInOver,
    CheckInTooEarly,
    NameUndrawable,
    PointsShort,
    TooManyCheckInTries,
)
from models.events.points import PointsEntry, points_of
from models.events.points_spending import spend_points
from models.events.seat import book_seat, cancel_booking
from models.my_data.export import export
from models.outbox.message import OutboxMessage
from models.people.errors import NameUnreadable
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from models.storage.tries import Limit
from tests.world.directory import PLACES
from tests.world.events import NOW, SUNDAY, a_date, counts_are_true, people
from tests.world.leaving import leaves

OVER = SUNDAY + timedelta(hours=2) + CLOSES_AFTER + timedelta(minutes=1)


async def host_of(database: Database, department: str = "health") -> Person:
    async with database.transaction() as session:
        _, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department=department, now=NOW)
    (host,) = await people(database, 1)
    async with database.transaction() as session:
        await join_staff(session, code, host, now=NOW)
    return host


async def booked(database: Database, city: City, date: int, count: int) -> tuple[list[Person], list[Booking]]:
    crowd = await people(database, count)
    async with database.transaction() as session:
        rows = [await book_seat(session, date, person=each, city=city, now=NOW) for each in crowd]
    return crowd, rows


async def shown(database: Database, date: int, host: Person, now: Any = SUNDAY) -> str:
    async with database.transaction() as session:
        return (await code_to_show(session, date, host=host, now=now))[1]


async def there(database: Database, code: str, person: Person, now: Any = SUNDAY) -> bool:
    async with database.transaction() as session:
        return (await check_in(session, code, person=person, now=now))[1]


async def told(database: Database, key: str) -> list[OutboxMessage]:
    async with database.reading() as session:
        rows = await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
        return [row for row in rows if row.content["news"] == key]


# --- checking in ----------------------------------------------------------------------------------------------------


async def test_the_code_changes_every_five_minutes_and_the_one_before_still_counts(
    database: Database, city: City
) -> None:
    date = await a_date(database, city, seats=5)
    host, (crowd, _) = await host_of(database), await booked(database, city, date, 3)
    code = await shown(database, date, host)
    later = SUNDAY + CODE_LASTS
    assert len(code) == 6
    assert code != await shown(database, date, host, later)
    assert not await there(database, code, crowd[0], later)
    assert await there(database, code, crowd[0], later)  # the answer was lost, and it is sent again
    with pytest.raises(CheckInCodeWrong):
        await there(database, code, crowd[1], later + CODE_LASTS)
    async with database.reading() as session:
        assert await counts(session, date) == (3, 1)
    await counts_are_true(database, date)


async def test_the_wrong_codes_of_a_date_are_counted_together(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also at once, and for whoever comes with one seat after the other. The right code does not count."""
    monkeypatch.setattr("models.events.check_in.ALL_TRIES", Limit(7, timedelta(hours=1)))
    date = await a_date(database, city, seats=9)
    host, (crowd, _) = await host_of(database), await booked(database, city, date, 9)
    code = await shown(database, date, host)
    wrong = f"{(int(code) + 400_000) % 1_000_000:06}"

    async def guess(person: Person) -> str:
        async with database.transaction() as session:
            try:
                await check_in(session, wrong, person=person, now=SUNDAY)
            except (CheckInCodeWrong, TooManyCheckInTries) as error:
                return type(error).__name__
        raise AssertionError

    assert not await there(database, code, crowd[0])
    told = await asyncio.gather(*map(guess, crowd[1:]))
    assert sorted(told) == ["CheckInCodeWrong"] * 7 + ["TooManyCheckInTries"]
    with pytest.raises(TooManyCheckInTries):
        await there(database, code, crowd[1])
    later = SUNDAY + timedelta(hours=1)
    assert not await there(database, await shown(database, date, host, later), crowd[1], later)


async def test_only_in_time_and_only_who_is_booked(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=5)
    host, (crowd, rows) = await host_of(database), await booked(database, city, date, 2)
    code = await shown(database, date, host)
    (stranger,) = await people(database, 1)
    early = SUNDAY - OPENS_BEFORE - timedelta(minutes=10)
    with pytest.raises(CheckInTooEarly) as error:
        await there(database, code, crowd[0], early)
    assert error.value.minutes == 10
    with pytest.raises(CheckInTooEarly):
        await shown(database, date, host, early)
    with pytest.raises(CheckInOver):
        await there(database, code, crowd[0], OVER)
    with pytest.raises(BookingGone):
        await there(database, code, stranger)
    async with database.transaction() as session:
        await cancel_booking(session, rows[1].id, person=crowd[1], city=city, now=NOW)
    with pytest.raises(BookingGone):
        await there(database, code, crowd[1])
    with pytest.raises(NotStaff):
        await shown(database, date, crowd[0])
    with pytest.raises(NotStaff):
        await shown(database, date, await host_of(database, "union"))


async def test_the_host_types_the_workers_code_and_a_retry_does_not_double(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=5)
    host, (_, rows) = await host_of(database), await booked(database, city, date, 2)

    async def typed(code: str) -> tuple[int, bool]:
        async with database.transaction() as session:
            booking, again = await check_in_worker(session, date, code, host=host, now=SUNDAY)
            return booking.id, again

    async with database.transaction() as session:
        codes = [await worker_code(session, each) for each in rows]
    results = await asyncio.gather(typed(codes[0]), typed(codes[0]))
    assert sorted(again for _, again in results) == [False, True]
    with pytest.raises(CheckInCodeWrong):
        await typed("000000" if "000000" not in codes else "111111")
    async with database.reading() as session:
        assert await counts(session, date) == (2, 1)


async def test_a_date_of_a_place_is_looked_after_by_its_host(database: Database, city: City) -> None:
    async with database.transaction() as session:
        place = PLACES(city)[1]
        session.add(place)
        await session.flush()
        _, code = await add_staff(session, name="李姐", role=StaffRole.HOST, place_id=place.id, now=NOW)
    date = await a_date(database, city, place_id=place.id)
    (host,) = await people(database, 1)
    with pytest.raises(NotStaff):
        await shown(database, date, host)
    async with database.transaction() as session:
        await join_staff(session, code, host, now=NOW)
    assert len(await shown(database, date, host)) == 6


# --- afterwards -----------------------------------------------------------------------------------------------------


async def close(database: Database, date: int, now: Any = OVER) -> int:
    async with database.transaction() as session:
        return await close_date(session, date, now=now)


async def attended(database: Database, city: City, **event: Any) -> tuple[int, list[Person], list[Booking]]:
    """A date that two are booked for, and one comes."""
    date = await a_date(database, city, event=event, seats=5)
    host, (crowd, rows) = await host_of(database), await booked(database, city, date, 2)
    await there(database, await shown(database, date, host), crowd[0])
    return date, crowd, rows


async def test_who_was_there_gets_points_once_and_two_questions_and_who_was_not_is_a_no_show(
    database: Database, city: City
) -> None:
    date, crowd, rows = await attended(database, city, points=20)
    assert await close(database, date, SUNDAY) == 0
    async with database.reading() as session:
        assert await dates_to_close(session, now=OVER, limit=5) == [date]
    assert [await close(database, date) for _ in range(2)] == [1, 0]
    async with database.reading() as session:
        assert await dates_to_close(session, now=OVER, limit=5) == []
        assert [await points_of(session, each.id) for each in crowd] == [20, 0]
        assert (await session.get_one(Booking, rows[1].id)).state == "no_show"
        assert [event_date.id for _, event_date, _ in await training_record(session, crowd[0].id)] == [date]
        assert await training_record(session, crowd[1].id) == []
    (question,) = await told(database, "event-how-was-it")
    assert (question.person_id, question.urgency) == (crowd[0].id, "can_wait")
    assert await told(database, "event-missed-two") == []
    async with database.transaction() as session:
        await say_useful(session, rows[0].id, 3, person_id=crowd[0].id)
        await say_fit(session, rows[0].id, Fit.TIME, person_id=crowd[0].id)
        with pytest.raises(BookingGone):
            await say_useful(session, rows[1].id, 3, person_id=crowd[1].id)
        with pytest.raises(BookingGone):
            await say_useful(session, rows[0].id, 1, person_id=crowd[1].id)
    async with database.reading() as session:
        booking = await session.get_one(Booking, rows[0].id)
        assert (booking.useful, booking.fit) == (3, "time")
    await counts_are_true(database, date)


async def test_where_nobody_was_checked_in_nobody_is_a_no_show(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=5)
    _, rows = await booked(database, city, date, 2)
    assert await close(database, date) == 0
    async with database.reading() as session:
        assert {(await session.get_one(Booking, each.id)).state for each in rows} == {"booked"}


async def test_the_second_no_show_is_asked_kindly_for_a_better_time(database: Database, city: City) -> None:
    host = await host_of(database)
    crowd = await people(database, 2)
    for number in range(2):
        date = await a_date(database, city, seats=5, starts_at=SUNDAY + timedelta(days=number))
        async with database.transaction() as session:
            for person in crowd:
                await book_seat(session, date, person=person, city=city, now=NOW)
        now = SUNDAY + timedelta(days=number)
        await there(database, await shown(database, date, host, now), crowd[0], now)
        await close(database, date, OVER + timedelta(days=number))
        assert len(await told(database, "event-missed-two")) == number
    assert (await told(database, "event-missed-two"))[0].person_id == crowd[1].id


# --- points ---------------------------------------------------------------------------------------------------------


async def test_points_are_spent_at_a_place_once_and_never_more_than_there_are(database: Database, city: City) -> None:
    date, (anna, _), _ = await attended(database, city, points=30)
    await close(database, date)
    async with database.transaction() as session:
        session.add(PLACES(city)[0])

    async def spend(points: int, mark: str) -> str | None:
        async with database.transaction() as session:
            person = await session.get_one(Person, anna.id)
            entry, place = await spend_points(session, person, points, place_code="T1", mark=mark, now=OVER)
            assert place.code == "T1"
            return entry.slip

    results = await asyncio.gather(spend(20, "a"), spend(20, "b"), return_exceptions=True)
    (lost,) = [each for each in results if isinstance(each, Exception)]
    assert isinstance(lost, PointsShort)
    assert lost.points == 10
    won = next(each for each in results if isinstance(each, str))
    mark = "a" if results[0] == won else "b"
    assert await spend(20, mark) == won  # a double tap is the same slip
    async with database.reading() as session:
        assert await points_of(session, anna.id) == 10
        assert list(await session.scalars(sa.select(PointsEntry.points).order_by(PointsEntry.id))) == [30, -20]


# --- certificates ---------------------------------------------------------------------------------------------------

NAMES_NOT_DRAWN = {"王𪚥": "𪚥", "𠮷野家𠮷": "^𠮷$", "李小😀": "😀", "ئالىم": "ئالىم", "བསྟན་འཛིན": "བ"}
"""Names, and the letters that the font has not."""


async def test_a_certificate_is_drawn_with_the_name_and_looked_up_by_its_number(database: Database, city: City) -> None:
    date, (anna, bert), rows = await attended(database, city, certificate=True, titles={"zh-CN": "急救", "en": "Aid"})
    about = {"person_id": anna.id, "city": city, "now": OVER}
    async with database.transaction() as session:
        with pytest.raises(BookingGone):  # it is not over yet
            await issue_certificate(session, rows[0].id, name="王小明", **{**about, "now": SUNDAY})
        with pytest.raises(NameUnreadable):
            await issue_certificate(session, rows[0].id, name="1", **about)
        for name, missing in NAMES_NOT_DRAWN.items():
            with pytest.raises(NameUndrawable, match=missing):
                await issue_certificate(session, rows[0].id, name=name, **about)
        with pytest.raises(BookingGone):
            await issue_certificate(session, rows[1].id, name="李四", **{**about, "person_id": bert.id})
        first = await issue_certificate(session, rows[0].id, name=" 王小明 ", **about)
        second = await issue_certificate(session, rows[0].id, name="王小明", **about)
        assert first.number == second.number
        shown = first.number
        assert (await issue_certificate(session, rows[0].id, name="王大明", **about)).number != shown
        assert await certificate_by_number(session, shown) is None  # it named somebody else
        await issue_certificate(session, rows[0].id, name="王小明", **about)
    async with database.reading() as session:
        (waiting,) = await undrawn(session, limit=5)
    words = certificate_words(waiting, city, "https://nuanxin.example")
    assert words.text == "王小明参加了“急救”，2026 年 11 月 29 日，共 2 学时。"
    assert words.link == f"https://nuanxin.example/certificate/{waiting.number}"
    pdf = draw_certificate(words)
    assert pdf.startswith(b"%PDF")
    assert len(pdf) < 100_000  # of the font only what is on it
    async with database.transaction() as session:
        assert not await keep_drawn(session, waiting.number, "别人", pdf, now=OVER)
        assert await keep_drawn(session, waiting.number, "王小明", pdf, now=OVER)
        assert (await show_name(session, rows[0].id, person_id=anna.id, shown=True)).show_name
        with pytest.raises(BookingGone):
            await show_name(session, rows[0].id, person_id=bert.id, shown=False)
    assert len(await told(database, "event-certificate-ready")) == 1
    async with database.transaction() as session:
        found = await certificate_by_number(session, waiting.number.lower())
        assert found is not None
        assert (found.name, found.pdf) == ("王小明", pdf)
        person = await session.get_one(Person, anna.id)
        exported = await export(session, person)
        assert [each["session_id"] for each in exported["bookings"]] == [date]
        assert [each["number"] for each in exported["event_certificates"]] == [waiting.number]
        assert "pdf" not in exported["event_certificates"][0]
        await leaves(session, person)
    async with database.reading() as session:
        assert await certificate_by_number(session, waiting.number) is None
    assert (await counts_are_true(database, date)).taken == 1
