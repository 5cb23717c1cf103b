"""The step to names, posts of the chat and looks brings a filled database over; what WeChat refused is looked
at again."""

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.events.booking import Booking
from models.events.event import Event
from models.staff.post import Staff
from models.staff.record import StaffEvent
from models.storage.database import Database

BEFORE = (
    "INSERT INTO person (id, created_at, locale, last_needs, topics_off) VALUES (1, '2026-11-01', 'zh-CN', '', '')",
    "INSERT INTO staff (id, person_id, department, role, name, active, added_at)"
    " VALUES (1, 1, 'union', 'lead', 'Wang', true, '2026-11-01')",
    "INSERT INTO event (id, kind, titles, about, department, subsidy_fen, points, training_minutes, cancel_minutes,"
    " remind_minutes, questions, certificate, search, sample)"
    " VALUES (1, 'training', '{}', '{}', 'union', 100, 0, 0, 0, '[]', '[]', false, '', false)",
    "INSERT INTO event_session (id, event_id, kind, starts_at, ends_at, start_minute, end_minute, seats, taken,"
    " waiting, queue_last, state, moved)"
    " VALUES (1, 1, 'training', '2026-12-01', '2026-12-02', 0, 60, 9, 1, 0, 0, 'open', 0)",
    "INSERT INTO booking (id, session_id, person_id, state, created_at, changed_at, kept)"
    " VALUES (1, 1, 1, 'booked', '2026-11-01', '2026-11-01', 0)",
)
ROW = sa.text(
    "INSERT INTO outbox (id, person_id, content, created_at, due_at, send_at, urgency, priority, state, attempts,"
    " error) VALUES (:id, 1, :content, '2026-11-01', '2026-11-01', '2026-11-08', 'today', 1, 'waiting', 1, :error)"
)


async def test_a_filled_database_comes_over(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0052")
    async with database.transaction() as session:
        for statement in BEFORE:
            await session.execute(sa.text(statement))
        for number, error in enumerate(("45047", "45015", "Timeout"), 1):
            await session.execute(ROW, {"id": number, "content": b"{}", "error": error})
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        (staff,), (event,) = await session.scalars(sa.select(Staff)), await session.scalars(sa.select(Event))
        (booking,) = await session.scalars(sa.select(Booking))
        assert (staff.invited_by, staff.name) == (None, "Wang")
        assert (event.subsidy_fen, event.subsidy_asked_fen) == (100, None)
        assert (booking.state, booking.named_until) == ("booked", None)
        days = await session.scalars(sa.text("SELECT CAST(send_at AS VARCHAR) FROM outbox ORDER BY id"))
        assert [day[8:10] for day in days] == ["01", "01", "08"]
        assert not (await session.scalars(sa.select(StaffEvent))).all()
