"""What is half-written survives a closed page and goes with the case; who has a case open is known for seconds."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.errors import CaseGone
from models.cases.mine import withdraw_case
from models.city.pack import City
from models.desk.drafts import DRAFT_LASTS, DeskDraft, drafts_of, drop_draft, forget_drafts, keep_draft
from models.desk.presence import PRESENCE_LASTS, DeskPresence, There, be_there, forget_presence
from models.storage.database import Database
from models.storage.encryption import WrongPlace
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person

SECRET = "站长老赵的电话不对"


async def test_what_is_half_written_is_kept_for_each_step_and_colleague(database: Database, city: City) -> None:
    by = {"city": city, "now": NOW}
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        case = await a_case(session, await a_person(session), city)
        await keep_draft(session, case.id, wang, "answer", {"text": SECRET, "token": "t"}, **by)
        await keep_draft(session, case.id, wang, "assist", {"text": "查台账", "to": "transport", "day": ""}, **by)
        await keep_draft(session, case.id, zhao, "note", {"text": "他的"}, **by)
        await keep_draft(session, case.id, wang, "answer", {"text": SECRET + "了"}, **by)
    async with database.transaction() as session:
        case = await session.get_one(Case, case.id)
        assert await drafts_of(session, case, wang) == {
            "assist": {"text": "查台账", "to": "transport"},
            "answer": {"text": SECRET + "了"},
        }
        await drop_draft(session, case.id, wang, "answer", now=NOW)
        assert list(await drafts_of(session, case, zhao)) == ["note"]
    async with database.transaction() as session:
        case = await session.get_one(Case, case.id)
        assert list(await drafts_of(session, case, wang)) == ["assist"]
        await keep_draft(session, case.id, wang, "assist", {"text": "  "}, **by)
    async with database.reading() as session:
        assert (await session.scalars(sa.select(DeskDraft.staff_id))).all() == [zhao.id]


async def test_a_draft_is_sealed_to_its_colleague_and_no_thief_reads_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        case = await a_case(session, await a_person(session), city)
        for each in (wang, zhao):
            await keep_draft(session, case.id, each, "answer", {"text": SECRET}, city=city, now=NOW)
    async with database.transaction() as session:
        raw = sa.select(sa.type_coerce(DeskDraft.locked, sa.LargeBinary))
        assert all(SECRET.encode() not in each for each in await session.scalars(raw))
        other = "(SELECT content FROM desk_draft WHERE staff_id = :zhao)"
        moved = sa.text(f"UPDATE desk_draft SET content = {other} WHERE staff_id = :wang")
        await session.execute(moved, {"wang": wang.id, "zhao": zhao.id})
    async with database.reading() as session:
        with pytest.raises(WrongPlace):
            await drafts_of(session, await session.get_one(Case, case.id), wang)


async def test_drafts_go_with_the_end_of_the_case_and_after_a_month(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, anna = await a_clerk(session, "王芳"), await a_person(session)
        over, goes_on = [await a_case(session, anna, city) for _ in range(2)]
        for each in (over, goes_on):
            await keep_draft(session, each.id, wang, "answer", {"text": SECRET}, city=city, now=NOW)
        await withdraw_case(session, over.id, anna, now=NOW)
    async with database.transaction() as session:
        ended = await session.get_one(Case, over.id)
        assert await drafts_of(session, ended, wang) == {}, "an ended case has none, also before the job comes"
        await keep_draft(session, over.id, wang, "note", {"text": SECRET}, city=city, now=NOW)
        assert await forget_drafts(session, now=NOW) <= 1
        assert (await session.scalars(sa.select(DeskDraft.case_id))).all() == [goes_on.id]
        assert await forget_drafts(session, now=NOW + DRAFT_LASTS + timedelta(hours=2)) == 1


async def test_who_may_not_see_the_case_keeps_nothing_about_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        outsider = await a_clerk(session, "外人", "transport")
        case = await a_case(session, await a_person(session), city)
    for operation in (
        lambda session: keep_draft(session, case.id, outsider, "note", {"text": "x"}, city=city, now=NOW),
        lambda session: be_there(session, case.id, outsider, writes=True, city=city, now=NOW),
    ):
        with pytest.raises(CaseGone):
            async with database.transaction() as session:
                await operation(session)
    async with database.reading() as session:
        for table in (DeskDraft, DeskPresence):
            assert (await session.scalars(sa.select(sa.func.count()).select_from(table))).one() == 0


async def test_colleagues_see_who_else_looks_and_who_writes(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        case = await a_case(session, await a_person(session), city)

    async def here(staff: object, seconds: float, *, writes: bool = False) -> list[There]:
        async with database.transaction() as session:
            now = NOW + timedelta(seconds=seconds)
            return list(await be_there(session, case.id, staff, writes=writes, city=city, now=now))  # type: ignore[arg-type]

    assert await here(wang, 0) == []
    assert await here(zhao, 1, writes=True) == [There("王芳", False)]
    assert await here(wang, 2) == [There("赵明", True)]
    assert await here(zhao, 3) == [There("王芳", False)]
    assert await here(wang, 4) == [There("赵明", False)]
    assert await here(wang, 4 + PRESENCE_LASTS.total_seconds()) == []
    async with database.transaction() as session:
        await forget_presence(session, now=NOW + timedelta(minutes=2))
        assert (await session.scalars(sa.select(DeskPresence.case_id))).all() == []
