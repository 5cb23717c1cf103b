"""Papers and their reminders: what is in the outbox after each step, and what is never said twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.sending.claim import claim
from handlers.buttons.papers import RenewAt, Renewed, Silence
from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.city.pack import City
from models.city.papers import OWN
from models.events.seat import book_seat
from models.my_data.export import export
from models.outbox.message import OutboxMessage, OutboxState
from models.papers.errors import PaperGone, TooManyPapers
from models.papers.paper import (
    MOST_PAPERS,
    Paper,
    add_paper,
    change_expiry,
    choose_days,
    find_paper,
    next_reminder,
    papers_of,
    papers_that_remind,
    remove_paper,
    renewal_place,
)
from models.people.errors import ConsentNeeded
from models.people.person import Person, agree, meet
from models.storage.database import Database
from tests.world.directory import PLACES
from tests.world.events import a_date
from tests.world.leaving import leaves
from tests.world.senders import NotebookChannel

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)  # 15:00 in the city
MARCH = date(2027, 3, 5)
WORDS = texts().in_("zh-CN")


@pytest.fixture
async def anna(database: Database) -> Person:
    """Somebody who agreed."""
    async with database.transaction() as session:
        person, _, _ = await meet(session, "telegram", "1", locale="zh-CN", now=NOW)
        await agree(session, person, now=NOW)
    return person


async def add(database: Database, person: Person, city: City, **given: object) -> Paper:
    about = {"kind": "health", "expires_on": MARCH, "now": NOW, **given}
    async with database.transaction() as session:
        return await add_paper(session, person, city=city, **about)  # type: ignore[arg-type]


async def outbox(database: Database, *states: OutboxState) -> list[OutboxMessage]:
    """Rows in the order they are due; only those that wait, unless states are named."""
    wanted = states or (OutboxState.WAITING,)
    async with database.reading() as session:
        rows = sa.select(OutboxMessage).where(OutboxMessage.state.in_(wanted)).order_by(OutboxMessage.due_at)
        return list(await session.scalars(rows))


async def waiting(database: Database, city: City) -> list[str]:
    """When the reminders are due, in the city."""
    return [f"{row.due_at.astimezone(city.zone):%Y-%m-%d %H:%M}" for row in await outbox(database)]


async def mark_sent(database: Database, due_before: datetime) -> None:
    async with database.transaction() as session:
        due = OutboxMessage.due_at < due_before
        await session.execute(sa.update(OutboxMessage).where(due).values(state=OutboxState.SENT))


async def test_a_paper_is_reminded_of_thirty_seven_and_one_day_before(
    database: Database, city: City, anna: Person
) -> None:
    kept = await add(database, anna, city)
    assert await waiting(database, city) == ["2027-02-03 10:00", "2027-02-26 10:00", "2027-03-04 10:00"]
    first = (await outbox(database))[0]
    assert (first.person_id, first.cause, first.urgency) == (anna.id, f"certificate:{kept.id}", "today")
    assert first.dedupe_key == f"certificate:{kept.id}:2027-03-05:30"
    assert first.expires_at is not None
    assert first.expires_at.astimezone(city.zone).isoformat() == "2027-02-05T00:00:00+08:00"
    assert first.content["facts"] == {
        "paper_id": kept.id,
        "renewed_at_place": False,
        "title": {"zh-CN": "健康证", "en": "Health certificate"},
        "days": 30,
        "year": "2027",
        "month": "m3",
        "day": "5",
        "note": dict(city.papers["health"].renew_note or {}),
    }


@pytest.mark.parametrize(
    ("expires_on", "days_of_reminders"),
    [
        (date(2026, 12, 26), ["2026-12-19 10:00", "2026-12-25 10:00"]),  # the 30th day before is today, 10:00 is over
        (date(2026, 11, 28), ["2026-11-27 10:00"]),
        (date(2026, 11, 27), []),
        (date(2026, 11, 26), []),
        (date(2026, 1, 1), []),
    ],
)
async def test_reminders_that_are_past_are_not_written(
    database: Database, city: City, anna: Person, expires_on: date, days_of_reminders: list[str]
) -> None:
    kept = await add(database, anna, city, expires_on=expires_on)
    assert await waiting(database, city) == days_of_reminders
    coming = next_reminder(kept, city, now=NOW)
    assert (f"{coming} 10:00" if coming else None) == (days_of_reminders[0] if days_of_reminders else None)


async def test_a_new_date_moves_the_reminders(database: Database, city: City, anna: Person) -> None:
    kept = await add(database, anna, city)
    async with database.transaction() as session:
        await change_expiry(
            session, kept.id, person_id=anna.id, expires_on=date(2027, 4, 5), city=city, now=NOW + timedelta(days=90)
        )
    assert await waiting(database, city) == ["2027-03-06 10:00", "2027-03-29 10:00", "2027-04-04 10:00"]
    assert len(await outbox(database, OutboxState.CANCELLED)) == 3


async def test_what_was_said_is_not_said_again_when_the_date_goes_and_comes_back(
    database: Database, city: City, anna: Person
) -> None:
    kept = await add(database, anna, city)
    await mark_sent(database, datetime(2027, 2, 5, tzinfo=UTC))
    for day in (date(2027, 4, 5), MARCH, MARCH):
        async with database.transaction() as session:
            await change_expiry(session, kept.id, person_id=anna.id, expires_on=day, city=city, now=NOW)
    assert await waiting(database, city) == ["2027-02-26 10:00", "2027-03-04 10:00"]
    assert len(await outbox(database, OutboxState.SENT)) == 1


async def test_other_days_can_be_chosen_or_none(database: Database, city: City, anna: Person) -> None:
    kept = await add(database, anna, city)
    async with database.transaction() as session:
        chosen = await choose_days(session, kept.id, person_id=anna.id, days=[1, 14, 99], city=city, now=NOW)
    assert chosen.remind_days == [14, 1]
    assert await waiting(database, city) == ["2027-02-19 10:00", "2027-03-04 10:00"]
    async with database.transaction() as session:
        await choose_days(session, kept.id, person_id=anna.id, days=[], city=city, now=NOW)
    assert await waiting(database, city) == []


async def test_with_the_paper_its_reminders_go(database: Database, city: City, anna: Person) -> None:
    kept = await add(database, anna, city)
    other = await add(database, anna, city, kind="driving_licence")
    async with database.transaction() as session:
        await remove_paper(session, kept.id, person_id=anna.id)
    assert {row.cause for row in await outbox(database)} == {f"certificate:{other.id}"}
    async with database.transaction() as session:
        with pytest.raises(PaperGone):
            await remove_paper(session, kept.id, person_id=anna.id)


async def test_right_before_sending_only_what_still_reminds_holds(database: Database, city: City, anna: Person) -> None:
    kept = await add(database, anna, city)
    silent = await add(database, anna, city, kind="residence")
    async with database.transaction() as session:
        await choose_days(session, silent.id, person_id=anna.id, days=[], city=city, now=NOW)
    async with database.reading() as session:
        asked = {str(kept.id), str(silent.id), "999"}
        assert await papers_that_remind(session, asked) == {str(kept.id)}


async def test_the_same_one_twice_is_one(database: Database, city: City, anna: Person) -> None:
    first = await add(database, anna, city)
    again = await add(database, anna, city)
    second = await add(database, anna, city, expires_on=date(2027, 4, 5))
    assert first.id == again.id != second.id
    assert len(await outbox(database)) == 6


async def test_a_reminder_says_where_to_renew_if_the_place_is_there(
    database: Database, city: City, anna: Person
) -> None:
    await add(database, anna, city)
    (_, row, _) = pushed_screen(WORDS, (await outbox(database))[0].content).rows
    assert len(row) == 1
    async with database.transaction() as session:
        place = PLACES(city)[1]
        place.code = city.papers["health"].renew_place or ""
        session.add(place)
    kept = await add(database, anna, city, expires_on=date(2028, 3, 5))
    (*rows, _) = pushed_screen(WORDS, (await outbox(database))[-1].content).rows
    assert [[each.data for each in row] for row in rows] == [
        [Renewed(paper_id=kept.id)],
        [RenewAt(paper_id=kept.id), Silence(paper_id=kept.id)],
    ]
    async with database.reading() as session:
        assert await renewal_place(session, kept, city) is not None


async def test_what_the_city_pack_no_longer_knows_is_still_reminded_of(
    database: Database, city: City, anna: Person
) -> None:
    await add(database, anna, city, kind="gone")
    assert (await outbox(database))[0].content["facts"]["title"] == "none"


async def test_nothing_is_kept_without_agreement(database: Database, city: City) -> None:
    async with database.transaction() as session:
        bert, _, _ = await meet(session, "telegram", "2", locale="zh-CN", now=NOW)
    with pytest.raises(ConsentNeeded):
        await add(database, bert, city)


async def test_somebody_elses_paper_is_as_good_as_gone(database: Database, city: City, anna: Person) -> None:
    kept = await add(database, anna, city)
    async with database.transaction() as session:
        bert, _, _ = await meet(session, "telegram", "2", locale="zh-CN", now=NOW)
        about = {"person_id": bert.id, "city": city, "now": NOW}
        with pytest.raises(PaperGone):
            await find_paper(session, kept.id, person_id=bert.id)
        with pytest.raises(PaperGone):
            await change_expiry(session, kept.id, expires_on=MARCH, **about)  # type: ignore[arg-type]
        with pytest.raises(PaperGone):
            await choose_days(session, kept.id, days=[1], **about)  # type: ignore[arg-type]


async def test_more_than_anybody_has_is_refused(database: Database, city: City, anna: Person) -> None:
    for number in range(MOST_PAPERS):
        await add(database, anna, city, expires_on=date(2020, 1, 1) + timedelta(days=number))
    with pytest.raises(TooManyPapers):
        await add(database, anna, city)


async def test_papers_are_exported_and_deleted_with_the_person(database: Database, city: City, anna: Person) -> None:
    await add(database, anna, city, kind=OWN, title="叉车证")
    async with database.transaction() as session:
        person = await session.get_one(Person, anna.id)
        exported = (await export(session, person))["certificates"]
        assert [(each["title"], each["expires_on"], each["remind_days"]) for each in exported] == [
            ("叉车证", "2027-03-05", [30, 7, 1])
        ]
        await leaves(session, person)
    async with database.reading() as session:
        assert await papers_of(session, anna.id) == []
    assert await outbox(database) == []


async def test_an_own_title_cannot_be_read_in_the_database(database: Database, city: City, anna: Person) -> None:
    await add(database, anna, city, kind=OWN, title="叉车证")
    async with database.engine.connect() as connection:
        raw = (await connection.execute(sa.text("SELECT title FROM certificate"))).scalar_one()
    assert "叉车证".encode() not in bytes(raw)


async def reminded(database: Database, city: City, now: datetime) -> dict[str, dict[str, Any]]:
    """What the sender would send now, by the chat's address; nothing is changed."""
    session = database.sessions()
    try:
        channels = {"telegram": NotebookChannel()}
        found = await claim(session, channels, city, texts(), now=now, until=now + timedelta(minutes=1), limit=50)
        return {each.address: each.reply[0][1] for each in found.ready}
    finally:
        await session.rollback()
        await session.close()


async def test_a_reminder_names_the_next_date_that_renews_as_it_is_when_it_is_sent(
    database: Database, city: City, anna: Person
) -> None:
    async with database.transaction() as session:
        ben, _, _ = await meet(session, "telegram", "2", locale="zh-CN", now=NOW)
        await agree(session, ben, now=NOW)
    for each in (anna, ben):
        await add(database, each, city)
    sent_at = datetime(2027, 2, 26, 2, 0, tzinfo=UTC)  # seven days before
    about = {"kind": "health_check", "satisfies": "health", "titles": {"zh-CN": "免费体检", "en": "Check"}}
    await a_date(database, city, event=about, starts_at=sent_at - timedelta(hours=1))  # past
    await a_date(database, city, event=about, starts_at=sent_at + timedelta(days=1), seats=1, taken=1)  # full
    await a_date(database, city, event=about, starts_at=sent_at + timedelta(days=9))  # too late
    said = await reminded(database, city, sent_at)
    assert len(said) == 2
    assert not any("有一场能办" in each["text"] for each in said.values())

    free = await a_date(database, city, event=about, starts_at=sent_at + timedelta(days=3))
    for each in (await reminded(database, city, sent_at)).values():
        assert each["text"].startswith("健康证快到期了")
        assert each["text"].endswith("有一场能办：免费体检，3 月 1 日（周一）10:00，线上，剩 2 个位子。")
        first = each["reply_markup"]["inline_keyboard"][0][0]
        assert (first["text"], first["callback_data"]) == ("看这场", f"event:{free}")

    async with database.transaction() as session:
        await book_seat(session, free, person=anna, city=city, now=sent_at)
    said = await reminded(database, city, sent_at)
    assert ("有一场能办" in said["1"]["text"], "剩 1 个位子" in said["2"]["text"]) == (False, True)
