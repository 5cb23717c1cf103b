"""Somebody with a seat shows their own code, as digits and as a picture to be scanned, while check-in is open."""

from datetime import UTC, datetime, timedelta

from models.events.booking import Booking
from models.events.check_in import worker_code
from models.events.seat import book_seat
from tests.world.chat import Chat
from tests.world.events import a_date
from tests.world.staff_chat import person_of


async def test_the_own_code_is_shown_to_be_scanned(chat: Chat) -> None:
    anna, now = await chat.person("anna", agreed=True), datetime.now(UTC)
    number = await a_date(chat.app.database, chat.city, starts_at=now + timedelta(hours=2))
    async with chat.app.database.transaction() as session:
        person = await person_of(chat, anna, session)
        booking: Booking = await book_seat(session, number, person=person, city=chat.city, now=now)
        code = await worker_code(session, booking)
    await anna.sends("我的报名")
    await anna.presses("1")
    assert "签到码（给人扫）" not in anna.labels(), "check-in is not open yet"
    chat.wait(minutes=100)
    await anna.sends("我的报名")
    await anna.presses("1")
    await anna.presses("签到码（给人扫）")
    anna.sees(f"你的签到码：{code[:3]} {code[3:]}")
