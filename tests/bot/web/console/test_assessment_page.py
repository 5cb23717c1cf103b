"""/console/assessment: the figures for each department, and the photos for who decides an appeal and nobody else."""

import pytest
import sqlalchemy as sa

from bot.app import App
from models.assessment.appeals import appeal
from models.assessment.publishing import publish_results, publish_round
from models.assessment.visit import StationVisit
from models.outbox.pictures import EVIDENCE, put_for_everybody
from models.staff.post import StaffRole
from tests.models.assessment.test_assessment import LATER, MONDAY, Town
from tests.world.console.desk_client import a_desk, text_of
from tests.world.filing import a_picture

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def test_figures_for_each_and_photos_for_who_decides(app: App) -> None:
    async with app.database.transaction() as session:
        town = await Town(session, app.city).begin()
        await town.visit_all(failed=("open",))
        key = await put_for_everybody(session, a_picture(), "image/jpeg")
        await session.execute(sa.text("UPDATE outbox_media SET cause = :cause"), {"cause": EVIDENCE})
        for visit in await session.scalars(sa.select(StationVisit).where(StationVisit.place_id == town.place.id)):
            visit.photos = {"open": key}
        await town.told()
        await appeal(session, town.place.id, town.host, "停电了", city=app.city, now=MONDAY)
        photo = f"/console/assessment/{town.place.id}/open"
    lead = await a_desk(app, "周处", "social_work", StaffRole.LEAD)
    page = (await lead.get("/console/assessment")).text
    for part in ("去过 9 个，一共 9 个", "河湾区", "总工会", "停电了", photo):
        assert part in page, part
    seen = await lead.get(photo)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    owner = await a_desk(app, "钱主席", "union", StaffRole.LEAD)
    page = (await owner.get("/console/assessment")).text
    assert "停电了" not in page, "another department decides"
    assert "社会工作部</th>" not in page, "its own stations alone"
    for who in (owner, await a_desk(app, "王经办", "subdistrict", StaffRole.LEAD)):
        assert (await who.get(photo)).status_code not in (200, 500)


async def test_the_page_of_a_place_shows_its_stars_and_what_has_to_be_put_right(app: App) -> None:
    async with app.database.transaction() as session:
        town = await Town(session, app.city).begin()
        await town.visit_all(failed=("open",))
        await town.told()
        place = town.place.id
    owner = await a_desk(app, "钱主席", "union", StaffRole.LEAD)
    page = text_of(await owner.get(f"/console/places/{place}"))
    assert "还没公布星级" in page
    assert "要整改的" in page
    async with app.database.transaction() as session:
        await publish_round(session, town.lead, city=app.city, now=LATER)
        await publish_results(session, city=app.city, now=LATER)
    page = await owner.get(f"/console/places/{place}")
    assert "还没公布星级" not in text_of(page)
    assert 'href="/console/duties/' in page.text
