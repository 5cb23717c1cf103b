"""What was done from a post is a chain under a seal: who can only write the database takes nothing out of it, and adds,
changes and leads elsewhere nothing of it."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import BESIDE_THE_KEYS, bring_up_to_date
from bot.jobs.daily_seals import seal_days
from bot.settings import Settings
from handlers.talk.texts import texts
from models.cases.mine import withdraw_case
from models.cases.personal import forget_cases
from models.casework.looks import CARD, IDENTITY, PIECE, looks_at, looks_of, note_look
from models.casework.posts import Change, change_role, changes_of, invite
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff, StaffRole
from models.staff.record import KEPT, StaffEvent, StaffRecord, forget_events
from models.storage.database import Database
from models.upkeep.audit import BrokenLink, audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

HOUR = timedelta(hours=1)


async def _broken(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


async def _acts(database: Database, city: City) -> dict[str, int]:
    """An administrator who gave a post and changed another, and looked at two cases."""
    async with database.transaction() as session:
        admin, clerk = await a_clerk(session, "管", "social_work", StaffRole.ADMIN), await a_clerk(session, "李")
        by = await session.get_one(Person, admin.person_id)
        await invite(session, name="新", role=LEAD, department="police", by=by, city=city, now=NOW)
        anna = await a_person(session)
        case, other = await a_case(session, anna, city), await a_case(session, anna, city, platform="b")
        for which, what in ((case, CARD), (case, CARD), (case, IDENTITY), (other, f"{PIECE}1")):
            await note_look(session, which.id, admin, what, now=NOW + HOUR)
        await change_role(session, clerk.id, LEAD, by=by, now=NOW + 2 * HOUR)
        await note_look(session, case.id, clerk, CARD, now=NOW)
        return {"admin": admin.id, "clerk": clerk.id, "case": case.id, "other": other.id, "by": by.id, "anna": anna.id}


REWRITTEN = {
    "DELETE FROM staff_event WHERE staff_id = :admin AND number = 3": (3, "number"),
    "DELETE FROM staff_event WHERE staff_id = :admin AND number = 1": (1, "number"),
    "DELETE FROM staff_event WHERE staff_id = :admin AND number = 5": (5, "end"),
    "DELETE FROM staff_event WHERE staff_id = :admin": (1, "end"),
    "DELETE FROM staff_record WHERE staff_id = :admin": (0, "gone"),
    "UPDATE staff_record SET event_count = 4 WHERE staff_id = :admin": (0, "seal"),
    "UPDATE staff_record SET first = 6 WHERE staff_id = :admin": (0, "seal"),
    "UPDATE staff_event SET what = 'case' WHERE staff_id = :admin AND number = 3": (3, "hash"),
    "UPDATE staff_event SET at = '2026-01-01 00:00:00' WHERE staff_id = :admin AND number = 1": (1, "hash"),
    "UPDATE staff_event SET role = 'staff' WHERE staff_id = :admin AND number = 1": (1, "hash"),
    "UPDATE staff_event SET post_id = :admin WHERE staff_id = :admin AND number = 5": (5, "hash"),
    "UPDATE staff_event SET case_id = :other WHERE staff_id = :admin AND number = 3": (3, "case"),
    "UPDATE staff_event SET case_id = NULL WHERE staff_id = :admin AND number = 3": (3, "case"),
    "UPDATE staff_event SET case_name = NULL WHERE staff_id = :admin AND number = 3": (3, "hash"),
    "UPDATE staff_event SET number = 6 WHERE staff_id = :admin AND number = 5": (5, "number"),
}


@pytest.mark.parametrize("rewritten", REWRITTEN)
async def test_what_is_rewritten_or_taken_out_is_told_by_its_post_and_number(
    database: Database, city: City, rewritten: str
) -> None:
    ids = await _acts(database, city)
    assert await _broken(database) is None
    async with database.transaction() as session:
        statement = sa.text(rewritten)
        await session.execute(statement, {name: ids[name] for name in statement.compile().params})
    link, reason = REWRITTEN[rewritten]
    assert await _broken(database) == BrokenLink("", link, None, reason, post=ids["admin"])


async def test_a_look_of_somebody_elses_is_not_theirs(database: Database, city: City) -> None:
    ids = await _acts(database, city)
    async with database.transaction() as session:
        moved = sa.update(StaffEvent).where(StaffEvent.staff_id == ids["admin"], StaffEvent.number == 5)
        await session.execute(moved.values(staff_id=ids["clerk"], number=2))
    assert (await _broken(database) or BrokenLink("", None, None, "")).post == ids["admin"]


async def test_going_on_after_a_rewrite_does_not_heal_it(database: Database, city: City) -> None:
    """The last look is taken out and the row of the record written as it was before it, but for the seal."""
    ids = await _acts(database, city)
    async with database.transaction() as session:
        mine = StaffEvent.staff_id == ids["admin"]
        head = await session.scalar(sa.select(StaffEvent.hash).where(mine, StaffEvent.number == 4))
        await session.execute(sa.delete(StaffEvent).where(mine, StaffEvent.number == 5))
        record = sa.update(StaffRecord).where(StaffRecord.staff_id == ids["admin"])
        await session.execute(record.values(event_count=4, head=head))
    async with database.transaction() as session:
        admin = await session.get_one(Staff, ids["admin"])
        await note_look(session, ids["case"], admin, CARD, now=NOW + 9 * HOUR)
        assert len(await looks_at(session, ids["case"], admin, city=city, limit=9)) == 4
    assert await _broken(database) == BrokenLink("", 0, None, "seal", post=ids["admin"])


async def test_a_record_put_back_as_it_was_before_a_daily_line_is_told(database: Database, city: City) -> None:
    ids = await _acts(database, city)
    async with database.transaction() as session:
        was = (await session.execute(sa.text("SELECT * FROM staff_record WHERE staff_id = :admin"), ids)).one()
        admin = await session.get_one(Staff, ids["admin"])
        await note_look(session, ids["case"], admin, CARD, now=NOW + 5 * HOUR)
    await seal_days(database, city.zone, clock=lambda: NOW.replace(hour=16, minute=10))
    assert await _broken(database) is None
    async with database.transaction() as session:
        await session.execute(sa.text("DELETE FROM staff_event WHERE staff_id = :admin AND number = 6"), ids)
        record = sa.text(
            "UPDATE staff_record SET event_count = :count, head = :head, seal = :seal WHERE staff_id = :id"
        )
        values = {"count": was.event_count, "head": was.head, "seal": was.seal, "id": ids["admin"]}
        await session.execute(record, values)
    assert await _broken(database) == BrokenLink("", 6, None, "line", post=ids["admin"])


async def test_a_post_that_is_deleted_with_all_that_was_done_from_it_is_told(database: Database, city: City) -> None:
    ids = await _acts(database, city)
    await seal_days(database, city.zone, clock=lambda: NOW.replace(hour=16, minute=10))
    async with database.transaction() as session:
        await session.execute(sa.text("DELETE FROM staff WHERE id = :clerk"), ids)
        await session.execute(sa.text("DELETE FROM staff_event WHERE post_id = :clerk"), ids)
    found = await _broken(database)
    assert found is not None
    assert found.post == ids["admin"], "what was done with the post is missing"
    async with database.transaction() as session:
        await session.execute(sa.text("DELETE FROM staff WHERE id = :admin"), ids)
    found = await _broken(database)
    assert found is not None
    assert (found.reason, found.day) == ("gone", NOW.date())


async def test_what_goes_by_law_leaves_records_that_hold(database: Database, city: City) -> None:
    """A case whose time is over, and what is older than it is kept."""
    ids = await _acts(database, city)
    async with database.transaction() as session:
        await withdraw_case(session, ids["case"], await session.get_one(Person, ids["anna"]), now=NOW)
        assert await forget_cases(session, city=city, now=NOW + timedelta(days=4000)) == 1
    assert await _broken(database) is None
    async with database.transaction() as session:
        await forget_events(session, now=NOW + KEPT + HOUR / 2)
        kept = await session.scalars(sa.select(StaffEvent.number).where(StaffEvent.staff_id == ids["admin"]))
        assert sorted(kept) == [2, 3, 4, 5]
    assert await _broken(database) is None


async def test_records_of_before_come_over_once(
    database: Database, database_url: str, city: City, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    ids = await _acts(database, city)
    await database.close()
    downgrade(database_url, "0078")
    upgrade(database_url)
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await _broken(database) is None
    async with database.transaction() as session:
        by, admin = await session.get_one(Person, ids["by"]), await session.get_one(Staff, ids["admin"])
        assert [each.what for each in await changes_of(session, by, limit=9)] == [Change.ROLE, Change.INVITED]
        assert len(await looks_of(session, admin, city=city, limit=9)) == 4
        await note_look(session, ids["other"], admin, CARD, now=NOW + 9 * HOUR)
    assert await _broken(database) is None
    async with database.transaction() as session:
        await session.execute(sa.text("DELETE FROM staff_record WHERE staff_id = :admin"), ids)
        await session.execute(sa.text("DELETE FROM staff_event WHERE staff_id = :admin"), ids)
        await session.execute(sa.text("INSERT INTO data_step (name, last) VALUES ('staff_record', 0)"))
    assert "staff_record" in (tmp_path / BESIDE_THE_KEYS).read_text(encoding="utf-8")
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await _broken(database) == BrokenLink("", 0, None, "gone", post=ids["admin"])
