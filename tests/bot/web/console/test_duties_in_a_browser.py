"""要办的事 in a real browser: struck off with the keyboard alone; axe-core, a phone, and the policy find nothing."""

from typing import Any

import sqlalchemy as sa
from playwright.async_api import expect

from models.duties.duty import DutyKind, DutyState, Owner
from models.duties.proof import DutyProof, keep_proof
from models.duties.steps import report_done
from models.staff.post import Staff, StaffRole
from tests.bot.web.console.test_duties import _gives, _state
from tests.models.duties.test_duties import PHOTO
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, look, signed_in
from tests.world.filing import a_picture
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER


async def test_a_lead_strikes_off_with_the_keyboard_and_axe_finds_nothing(site: Site) -> None:
    app, lead = site.app, await a_desk(site.app, "钱主席", "union", StaffRole.LEAD)
    sun = await a_desk(app, "孙科", role=StaffRole.LEAD)
    owner = Owner.department("market_regulation")
    number = await _gives(app, lead, DutyKind.FINDING, owner, "灭火器过期了")
    other = await _gives(app, lead, DutyKind.FINDING, Owner.department("union"), "灯不亮")
    async with app.database.transaction() as session:
        staff, now = await session.get_one(Staff, sun.staff_id), app.clock()
        await report_done(session, int(number), staff, "换了", proof=[PHOTO], city=app.city, now=now)
        proof = (await session.scalars(sa.select(DutyProof.id))).one()
        await keep_proof(session, proof, a_picture(), "image/jpeg", now=now)
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport, ends in (("desk", DESK, ("", f"/{number}")), ("phone", PHONE, ("", f"/{other}"))):
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, lead)
            for path in (f"/console/duties{end}" for end in ends):
                await page.goto(site.url + path)
                await look(page, name, path, found)
                assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), (path, name)
            if name == "desk":
                picture = page.locator(".pictures img")
                assert await picture.evaluate("each => each.decode().then(() => each.naturalWidth > 0)")
                await page.get_by_role("button", name="销号").focus()
                await page.keyboard.press("Enter")
                await expect(page.get_by_role("status")).to_have_text("销号了，对方会收到。")
            await page.context.close()
    assert found == {}
    assert await _state(app, number) is DutyState.STRUCK
