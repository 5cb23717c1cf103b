"""Saved views: one's own and the department's, who may make and delete them, and when they go."""

import pytest
import sqlalchemy as sa

from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong
from models.lists import views
from models.lists.errors import TooManyViews, ViewGone
from models.lists.views import FIRST_COLUMNS, SavedView, delete_view, forget_views, save_view, view_of, views_of
from models.lists.wanted import DeskHeap, Sort, Wanted
from models.staff.errors import NotStaff
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW

WANTED = Wanted(heap=DeskHeap.OVERDUE, type="deduction", words="头盔", sort=Sort.FILED, anonymous=False)


async def test_a_view_is_seen_by_whom_it_is_for(database: Database) -> None:
    async with database.transaction() as session:
        lead, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        stranger = await a_clerk(session, "外人", "transport", LEAD)
        own = await save_view(session, wang, " 超期  头盔 ", WANTED, ["filed", "number", "nonsense"])
        ours = await save_view(session, lead, "全科", WANTED, [], for_department=True)
        mine, departments = await views_of(session, wang)
        assert (mine.name, mine.wanted, mine.columns, mine.mine) == ("超期 头盔", WANTED, ("number", "filed"), True)
        assert (departments.id, departments.columns, departments.mine) == (ours.id, FIRST_COLUMNS, False)
        assert [each.id for each in await views_of(session, lead)] == [ours.id]
        assert await views_of(session, stranger) == []
        for staff in (stranger, lead):
            with pytest.raises(ViewGone):
                await view_of(session, own.id, staff)
            with pytest.raises(ViewGone):
                await delete_view(session, own.id, staff)
        with pytest.raises(NotStaff):
            await save_view(session, wang, "全科", WANTED, [], for_department=True)
        with pytest.raises(NotStaff):
            await delete_view(session, ours.id, wang)
        await delete_view(session, ours.id, lead)
        await delete_view(session, own.id, wang)
        assert await views_of(session, wang) == []


async def test_the_same_name_replaces_and_there_is_a_limit(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_VIEWS", 2)
    async with database.transaction() as session:
        wang = await a_clerk(session, "王芳")
        first = await save_view(session, wang, "一", WANTED, [])
        assert (await save_view(session, wang, "一", Wanted(), [])).id == first.id
        assert (await view_of(session, first.id, wang)).wanted == Wanted()
        await save_view(session, wang, "二", WANTED, [])
        with pytest.raises(TooManyViews):
            await save_view(session, wang, "三", WANTED, [])
        with pytest.raises(AnswerMissing):
            await save_view(session, wang, " \n", WANTED, [])
        with pytest.raises(AnswerTooLong):
            await save_view(session, wang, "长" * 21, WANTED, [])


async def test_a_view_is_encrypted_and_goes_with_its_post(database: Database, city: City) -> None:
    async with database.transaction() as session:
        lead, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        await save_view(session, wang, "头盔", WANTED, [])
        await save_view(session, lead, "全科", WANTED, [], for_department=True)
        raw = (await session.scalars(sa.select(sa.type_coerce(SavedView.content, sa.LargeBinary)))).all()
        assert all("头盔".encode() not in each for each in raw)
        await forget_views(session, now=NOW)
        assert len(await views_of(session, wang)) == 2
        wang.active = False
        await session.flush()
        await forget_views(session, now=NOW)
        assert [each.name for each in await views_of(session, lead)] == ["全科"]
        assert await session.scalar(sa.select(sa.func.count()).select_from(SavedView)) == 1
