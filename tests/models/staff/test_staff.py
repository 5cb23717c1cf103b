"""Staff: a code gives a post once, a post ends at once, and rights follow role and department."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp import web

from bot.commands.staff_command import _links
from bot.settings import Settings
from models.cases.steps import Role
from models.cases.taking import actor_of
from models.casework import errors
from models.casework.posts import join_staff, remove_staff
from models.city.pack import City
from models.people.person import Person, forget_silent
from models.places.place import Place
from models.staff.errors import NotStaff
from models.staff.post import (
    CODE_LASTS,
    Staff,
    StaffCode,
    StaffRole,
    add_staff,
    colleagues,
    forget_staff_codes,
    has_post,
    hosted_places,
    need_host,
    need_staff,
    read_code,
    staff_of,
)
from models.storage.database import Database
from tests.world.colleagues import a_clerk
from tests.world.directory import PLACES
from tests.world.filing import NOW, a_person
from tests.world.leaving import leaves
from tests.world.processes.serving import free_port


async def test_a_code_gives_its_post_once_and_not_for_ever(database: Database) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_person(session, "1"), await a_person(session, "2")
        staff, code = await add_staff(session, name="王芳", role=StaffRole.LEAD, department="union", now=NOW)
        assert code not in str((await session.execute(sa.select(StaffCode.__table__))).all())
        with pytest.raises(errors.StaffCodeGone):
            await join_staff(session, code, wang, now=NOW + CODE_LASTS)
        assert (await join_staff(session, code, wang, now=NOW)).id == staff.id
        with pytest.raises(errors.StaffCodeGone):
            await join_staff(session, code, zhao, now=NOW)
        _, unused = await add_staff(session, name="赵", role=StaffRole.STAFF, department="union", now=NOW)
        await forget_staff_codes(session, now=NOW + CODE_LASTS + timedelta(seconds=1))
        with pytest.raises(errors.StaffCodeGone):
            await join_staff(session, unused, zhao, now=NOW)
        assert [each.name for each in await colleagues(session, "union")] == ["王芳"]
        assert await staff_of(session, zhao) is None


async def test_two_who_type_one_code_at_once_are_not_both_staff(database: Database) -> None:
    async with database.transaction() as session:
        people = [await a_person(session, str(each)) for each in range(2)]
        _, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department="union", now=NOW)

    async def join(person: Person) -> bool:
        async with database.transaction() as session:
            try:
                await join_staff(session, code, await session.get_one(Person, person.id), now=NOW)
            except errors.StaffCodeGone:
                return False
            return True

    assert sorted(await asyncio.gather(*(join(each) for each in people))) == [False, True]


async def test_a_post_ends_at_once_and_a_new_one_replaces_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_person(session)
        _, first = await add_staff(session, name="王芳", role=StaffRole.STAFF, department="union", now=NOW)
        _, second = await add_staff(session, name="王芳", role=StaffRole.LEAD, department="justice", now=NOW)
        await join_staff(session, first, wang, now=NOW)
        with pytest.raises(NotStaff):
            await need_staff(session, wang, StaffRole.LEAD, StaffRole.ADMIN)
        staff = await join_staff(session, second, wang, now=NOW)
        assert await need_staff(session, wang, StaffRole.LEAD) is staff
        assert await colleagues(session, "union") == []
        await remove_staff(session, staff.id)
        for attempt in (need_staff(session, wang), remove_staff(session, staff.id)):
            with pytest.raises((NotStaff, errors.StaffGone)):
                await attempt


async def test_rights_follow_the_department_and_the_role(city: City) -> None:
    def role(department: str, kind: StaffRole) -> Role:
        return actor_of(Staff(id=7, department=department, role=kind), city).role

    assert role("union", StaffRole.STAFF) is Role.STAFF
    assert role("union", StaffRole.LEAD) is role("union", StaffRole.ADMIN) is Role.LEAD
    assert role("social_work", StaffRole.STAFF) is Role.LEAD_DEPARTMENT
    with pytest.raises(NotStaff):
        actor_of(Staff(id=7, place_id=1, role=StaffRole.HOST), city)


async def test_a_host_has_the_place_and_nothing_of_a_department(database: Database, city: City) -> None:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
        await session.flush()
        first, second = (await session.scalars(sa.select(Place.id).order_by(Place.id).limit(2))).all()
        host = await a_person(session)
        _, code = await add_staff(session, name="老李", role=StaffRole.HOST, place_id=first, now=NOW)
        await join_staff(session, code, host, now=NOW)
        assert await hosted_places(session, host) == [first]
        assert (await need_host(session, host, first)).name == "老李"
        for attempt in (need_host(session, host, second), need_staff(session, host)):
            with pytest.raises(NotStaff):
                await attempt


async def test_staff_are_not_forgotten_for_being_silent_but_when_they_ask(database: Database) -> None:
    async with database.transaction() as session:
        wang = await a_person(session)
        wang.consent_at = None
        staff, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department="union", now=NOW)
        await join_staff(session, code, wang, now=NOW)
        assert await forget_silent(session, now=NOW + timedelta(days=3)) == 0
        await leaves(session, wang)
        await session.refresh(staff)
        assert (staff.person_id, staff.name) == (None, "王芳")
        assert await colleagues(session, "union") == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCDE-23456", "ABCDE23456"),
        (" abcde 23456 ", "ABCDE23456"),
        ("staff_ABCDE23456", "ABCDE23456"),
        ("ABCDE2345", None),
        ("ABCDE0123O", None),
        ("厕所", None),
    ],
)
def test_a_code_is_read_however_it_is_written(typed: str, code: str | None) -> None:
    assert read_code(typed) == code


async def test_whether_somebody_has_a_post_is_told_again_and_anew(database: Database) -> None:
    async with database.transaction() as session:
        clerk = await a_clerk(session, "王")
        assert clerk.person_id is not None
        assert [await has_post(session, clerk.person_id) for _ in range(2)] == [True, True]
        await remove_staff(session, clerk.id)
        assert not await has_post(session, clerk.person_id)


async def test_the_link_names_the_bot_as_telegram_calls_it(tmp_path: Path) -> None:
    async def get_me(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"id": 42, "username": "nuanxin_bot"}})

    api = web.Application()
    api.router.add_get("/bot42:TEST/getMe", get_me)
    runner = web.AppRunner(api)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    given = {"telegram_token": "42:TEST", "telegram_api": f"http://127.0.0.1:{port}", "data_dir": tmp_path}
    try:
        settings = Settings(_env_file=None, **given)  # type: ignore[call-arg]
        assert await _links(settings, "ABCDE23456") == ["https://t.me/nuanxin_bot?start=staff_ABCDE23456"]
        away = settings.model_copy(update={"telegram_api": "http://127.0.0.1:9"})
        assert await _links(away, "ABCDE23456") == ["http://127.0.0.1:8080/chat?start=staff_ABCDE23456"]
    finally:
        await runner.cleanup()
