"""What a page shows when it is opened again: both sides, bounded, encrypted, and gone with the person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.my_data.export import export
from models.outbox.page_history import (
    FILLED_TO,
    KEEP_HISTORY,
    MOST_FRAMES,
    SINCE_VERSION,
    forget_pages,
    page_history,
    remember_pages,
)
from models.people.addressee import for_chat
from models.people.conversation import KEEP_MARKS, Conversation, PageHistory, ProcessedUpdate, forget_marks
from models.people.person import CONSENT_VERSION, Contact, Person, meet
from models.staff.post import Staff, StaffRole, seal_post
from models.storage.database import Database
from models.storage.unlinkable import by_the_day
from tests.world.leaving import leaves

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
LATER = NOW + KEEP_MARKS + timedelta(hours=20)


def _frame(number: int, said: str, at: datetime = NOW) -> Any:
    message = {"id": number, "text": said, "rows": []}
    return {
        "seq": number,
        "at": int(at.timestamp() * 1000),
        "message": message,
        "own": {"id": str(number), "text": "我"},
    }


async def _somebody(database: Database, *, agreed: str | None = CONSENT_VERSION) -> int:
    async with database.transaction() as session:
        person, contact, _ = await meet(session, "webchat", "address", locale="zh-CN", now=NOW)
        person.consent_version, person.consent_at = agreed, NOW if agreed else None
        return contact.id


async def _says(database: Database, contact_id: int, numbers: range, at: datetime = NOW) -> None:
    async with database.transaction() as session:
        contact = await session.get_one(Contact, contact_id)
        for each in numbers:
            session.add(
                ProcessedUpdate(
                    channel="webchat",
                    key=f"~{each}",
                    contact_id=contact_id,
                    at=by_the_day(at),
                    counter=each,
                    reply=for_chat(contact, [_frame(each, f"第{each}句", at)]),
                )
            )


async def _hours_pass(database: Database, now: datetime = LATER) -> None:
    """The job, twice, as after a crash between the two."""
    for _ in range(2):
        async with database.transaction() as session:
            await remember_pages(session, now=now)
        async with database.transaction() as session:
            await forget_marks(session, now=now)
            await forget_pages(session, now=now)


async def _shown(database: Database, contact_id: int, now: datetime = LATER) -> list[int] | None:
    async with database.reading() as session:
        contact = await session.get_one(Contact, contact_id)
        frames = await page_history(session, contact, now=now)
    return None if frames is None else [frame["seq"] for frame in frames]


async def test_what_was_said_days_ago_is_shown_with_what_was_said_today(database: Database) -> None:
    contact_id = await _somebody(database)
    await _says(database, contact_id, range(1, 4))
    await _hours_pass(database)
    async with database.reading() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(ProcessedUpdate)) == 0
    await _says(database, contact_id, range(4, 6), LATER)
    assert await _shown(database, contact_id) == [1, 2, 3, 4, 5]
    await _hours_pass(database, LATER + KEEP_MARKS + timedelta(days=1))
    assert await _shown(database, contact_id) == [1, 2, 3, 4, 5]


async def test_it_is_bounded_in_number_and_time(database: Database) -> None:
    contact_id = await _somebody(database)
    await _says(database, contact_id, range(1, MOST_FRAMES + 21))
    await _hours_pass(database)
    assert await _shown(database, contact_id) == list(range(21, MOST_FRAMES + 21))
    assert await _shown(database, contact_id, NOW + KEEP_HISTORY + timedelta(days=1)) == []
    await _hours_pass(database, NOW + KEEP_HISTORY + timedelta(days=1))
    async with database.reading() as session:
        assert await session.get(PageHistory, contact_id) is None


@pytest.mark.parametrize("agreed", [None, "2026-11-27"])
async def test_without_an_agreement_that_says_so_nothing_stays_longer(database: Database, agreed: str | None) -> None:
    contact_id = await _somebody(database, agreed=agreed)
    await _says(database, contact_id, range(1, 4))
    await _hours_pass(database)
    assert await _shown(database, contact_id) == []
    assert SINCE_VERSION <= CONSENT_VERSION


async def test_whoever_has_a_post_has_no_history(database: Database) -> None:
    """What they read belongs to others."""
    contact_id = await _somebody(database)
    await _says(database, contact_id, range(1, 4))
    await _hours_pass(database)
    async with database.transaction() as session:
        contact = await session.get_one(Contact, contact_id)
        post = Staff(name="王芳", role=StaffRole.STAFF, department="union", active=True, added_at=NOW)
        post.person_id = contact.person_id
        session.add(post)
        await session.flush()
        seal_post(session, post)
    assert await _shown(database, contact_id) is None
    await _hours_pass(database)
    async with database.reading() as session:
        assert await session.get(PageHistory, contact_id) is None


async def test_it_is_exported_and_goes_with_the_person(database: Database) -> None:
    contact_id = await _somebody(database)
    await _says(database, contact_id, range(1, 3))
    await _hours_pass(database)
    async with database.transaction() as session:
        person = await session.get_one(Person, (await session.get_one(Contact, contact_id)).person_id)
        (frames,) = (await export(session, person))["page_history"]
        assert [frame["own"]["text"] for frame in frames] == ["我", "我"]
        await leaves(session, person)
    async with database.reading() as session:
        assert await session.get(PageHistory, contact_id) is None
        assert await session.get(Conversation, contact_id) is None


async def test_nobody_reads_it_in_the_file_nor_how_long_it_is(database: Database) -> None:
    contact_id = await _somebody(database)
    lengths = set()
    for numbers in (range(1, 3), range(3, 6)):
        await _says(database, contact_id, numbers)
        await _hours_pass(database)
        async with database.reading() as session:
            token = (await session.execute(sa.text("SELECT said FROM page_history"))).scalar_one()
        assert "第".encode() not in bytes(token)
        lengths.add(len(bytes(token)))
    assert len(lengths) == 1
    assert FILLED_TO < lengths.pop() < FILLED_TO + 100
