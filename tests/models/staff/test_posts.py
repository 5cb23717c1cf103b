"""Who can only write the database gives nobody a post: not by a row, not by a changed one, not by a code."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import BESIDE_THE_KEYS, bring_up_to_date, trouble_of
from bot.settings import Settings
from handlers.talk.texts import texts
from models.casework.errors import StaffCodeGone, StaffGone
from models.casework.posts import change_role, code_again, join_staff, remove_staff
from models.city.pack import City
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import (
    Staff,
    StaffRole,
    add_staff,
    colleagues,
    has_post,
    hosted_places,
    need_host,
    need_staff,
    post_at,
    posts_of,
    staff_of,
    teams_of,
)
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.directory import PLACES
from tests.world.filing import NOW, a_person
from tests.world.leaving import leaves

LATER = "2099-01-01 00:00:00"
HASH = hashlib.sha256(b"staff:ABCDEFGHJK").hexdigest()
INSERTED = (
    "INSERT INTO staff (id, person_id, department, role, name, active, added_at, seal) "
    "SELECT 900, :thief, department, 'lead', name, active, added_at, seal FROM staff WHERE id = :post"
)
REWRITTEN = (
    "UPDATE staff SET person_id = :thief WHERE id = :post",
    "UPDATE staff SET person_id = :thief, seal = '' WHERE id = :post",
    "UPDATE staff SET role = 'admin' WHERE id = :post",
    "UPDATE staff SET department = 'police' WHERE id = :post",
    "UPDATE staff SET active = true WHERE id = :ended",
    INSERTED,
)


async def _posts(database: Database) -> dict[str, int]:
    """A post that somebody has, one of theirs that ended, and a person without any."""
    async with database.transaction() as session:
        ended, clerk = await a_clerk(session, "王"), await a_clerk(session, "李")
        await remove_staff(session, ended.id)
        thief = await a_person(session, "thief")
        return {"post": clerk.id, "ended": ended.id, "thief": thief.id}


async def _broken(database: Database) -> int | None:
    async with database.reading() as session:
        found = await audit(session)
    return found.post if found is not None else None


@pytest.mark.parametrize("rewritten", REWRITTEN)
async def test_a_rewritten_row_is_no_post_and_is_told(database: Database, rewritten: str) -> None:
    ids = await _posts(database)
    assert await _broken(database) is None
    async with database.transaction() as session:
        statement = sa.text(rewritten)
        await session.execute(statement, {name: ids[name] for name in statement.compile().params})
    wrong = 900 if rewritten == INSERTED else ids["ended" if ":ended" in rewritten else "post"]
    assert await _broken(database) == wrong
    async with database.transaction() as session:
        row = await session.get_one(Staff, wrong)
        assert row.person_id is not None
        person = await session.get_one(Person, row.person_id)
        with structlog.testing.capture_logs() as logged:
            assert await staff_of(session, person) is None
        assert logged == [{"event": "post without its seal", "log_level": "warning", "staff": wrong}]
        with pytest.raises(NotStaff):
            await need_staff(session, person)
        assert [*await posts_of(session, person)] == []
        assert not await has_post(session, person.id)
        assert await post_at(session, wrong) is None
        assert row.department is not None
        assert wrong not in {each.id for each in await colleagues(session, row.department)}
        assert (await teams_of(session, [row.department])).at(wrong) is None
        await remove_staff(session, wrong)
    assert await _broken(database) is None


async def test_a_host_of_another_place_is_nobody(database: Database, city: City) -> None:
    async with database.transaction() as session:
        place, other, *_ = PLACES(city)
        session.add_all([place, other])
        await session.flush()
        person = await a_person(session)
        post, code = await add_staff(session, name="王", role=StaffRole.HOST, place_id=place.id, now=NOW)
        await join_staff(session, code, person, now=NOW)
        assert [*await hosted_places(session, person)] == [place.id]
        await need_host(session, person, place.id)
        await session.execute(sa.text("UPDATE staff SET place_id = :place"), {"place": other.id})
        session.expire(post)
        assert [*await hosted_places(session, person)] == []
        with pytest.raises(NotStaff):
            await need_host(session, person, other.id)


@pytest.mark.parametrize(
    "rewritten",
    [
        "UPDATE staff_code SET code_hash = :hash",
        "UPDATE staff_code SET staff_id = :post",
        f"UPDATE staff_code SET expires_at = '{LATER}'",
        f"INSERT INTO staff_code (staff_id, code_hash, expires_at) VALUES (:post, :hash, '{LATER}')",
        "UPDATE staff SET role = 'lead' WHERE joined_at IS NULL",
    ],
)
async def test_a_rewritten_code_gives_no_post(database: Database, rewritten: str) -> None:
    ids = {**await _posts(database), "hash": HASH}
    async with database.transaction() as session:
        _, code = await add_staff(session, name="赵", role=StaffRole.STAFF, department="police", now=NOW)
        statement = sa.text(rewritten)
        await session.execute(statement, {name: ids[name] for name in statement.compile().params})
        session.expire_all()
        thief = await session.get_one(Person, ids["thief"])
        for typed in {"ABCDEFGHJK"} | ({code} if "INSERT" not in rewritten else set()):
            with pytest.raises(StaffCodeGone):
                await join_staff(session, typed, thief, now=NOW)


async def test_what_the_product_does_with_posts_keeps_their_seals(database: Database) -> None:
    async with database.transaction() as session:
        clerk = await a_clerk(session, "王")
        person = await session.get_one(Person, clerk.person_id)
        _, code = await add_staff(session, name="王", role=LEAD, department="police", now=NOW)
        lead = await join_staff(session, code, person, now=NOW)
        left = await a_clerk(session, "李")
        await add_staff(session, name="等", role=LEAD, department="police", now=NOW)
        ids = person.id, lead.id
        await leaves(session, await session.get_one(Person, left.person_id))
    assert await _broken(database) is None
    async with database.transaction() as session:
        now_has = await need_staff(session, await session.get_one(Person, ids[0]), LEAD)
        assert now_has.id == ids[1]


async def test_a_changed_role_and_a_second_code_are_sealed_and_no_rewritten_row_with_them(database: Database) -> None:
    ids = await _posts(database)
    async with database.transaction() as session:
        admin, lost = await a_clerk(session, "管", role=StaffRole.ADMIN), await a_clerk(session, "丢")
        by, fresh = await session.get_one(Person, admin.person_id), await a_person(session, "new-chat")
        await leaves(session, await session.get_one(Person, lost.person_id))
        await session.refresh(lost)
        _, code = await code_again(session, lost.id, by=by, now=NOW)
        await join_staff(session, code, fresh, now=NOW)
        await change_role(session, ids["post"], LEAD, by=by, now=NOW)
        by_id, fresh_id = by.id, fresh.id
    assert await _broken(database) is None
    async with database.transaction() as session:
        assert await staff_of(session, await session.get_one(Person, fresh_id)) is not None
        await session.execute(sa.text(REWRITTEN[0]), {"post": ids["post"], "thief": ids["thief"]})
        session.expire_all()
        with pytest.raises(StaffGone):
            await change_role(session, ids["post"], StaffRole.ADMIN, by=await session.get_one(Person, by_id), now=NOW)
    assert await _broken(database) == ids["post"]


async def test_posts_of_before_come_over_once_and_codes_with_them(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    (tmp_path / BESIDE_THE_KEYS).write_text("as the version before wrote it", encoding="utf-8")
    ids = await _posts(database)
    async with database.transaction() as session:
        _, code = await add_staff(session, name="等", role=LEAD, department="police", now=NOW)
    await database.close()
    downgrade(database_url, "0060")
    async with database.transaction() as session:
        plain = hashlib.sha256(f"staff:{code}".encode()).hexdigest()
        await session.execute(sa.text("UPDATE staff_code SET code_hash = :hash"), {"hash": plain})
    await database.close()
    upgrade(database_url)
    assert (await trouble_of(database, settings) or ("",))[0] == "operator-check-database-old"
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await _broken(database) is None
    async with database.transaction() as session:
        assert await post_at(session, ids["post"]) is not None
        joined = await join_staff(session, code, await a_person(session, "new"), now=NOW + timedelta(hours=1))
        assert joined.department == "police"
        await session.execute(sa.text(REWRITTEN[1]), {"post": ids["post"], "thief": ids["thief"]})
        await session.execute(sa.text("INSERT INTO data_step (name, last) VALUES ('staff', 0)"))
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await trouble_of(database, settings) is None
    assert await _broken(database) == ids["post"]
