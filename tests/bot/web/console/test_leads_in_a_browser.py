"""The pages beside cases in a real browser: narrow and wide, dark and light, and with the keyboard alone."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, expect

from models.duties.duty import DutyKind, Owner
from models.duties.steps import give_duty
from models.staff.post import StaffRole
from tests.bot.web.console.case.test_case_in_browser import NARROW, WIDE, at_desk
from tests.bot.web.test_accessible_pages import FOUND
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.colleagues import a_clerk
from tests.world.console.desk_client import a_desk
from tests.world.filing import a_case, a_person
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER
PATHS = (
    "/console/colleagues",
    "/console/colleagues/cases?of={clerk}",
    "/console/figures",
    "/console/duties",
    "/console/duties/{order}",
    "/console/assessment",
    "/console/posts",
    "/console/posts/{clerk}",
    "/console/log",
    "/console/system",
    "/console/devices",
    "/console/devices/colleagues",
    "/console/keys",
    "/console/work-orders",
    "/console/file/deduction",
    "/console/sheet",
)
WANTED = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const groups = new Set();  // of radio buttons, one is reached
  return [...document.getElementById("main").querySelectorAll(wanted)].filter(
    (each) => each.checkVisibility() && !each.disabled && !each.closest("details:not([open]) > :not(summary)")
      && (each.type !== "radio" || (!groups.has(each.name) && groups.add(each.name)))); }"""
"""What can be pressed or filled in."""
STEP = """() => {
  const at = document.activeElement, look = getComputedStyle(at);
  if (look.outlineStyle !== "none" || look.boxShadow !== "none") at.setAttribute("data-reached", "");
  return Boolean(at.closest("#main")) && at.id !== "main"; }"""
LEFT = f"() => ({WANTED})().filter((each) => !('reached' in each.dataset)).map((each) => each.outerHTML.slice(0, 100))"


async def unreached(page: Page) -> list[str]:
    """What the tab key does not reach in the page, or reaches without showing it."""
    most = 4 * await page.evaluate(f"() => ({WANTED})().length") + 1  # a field for a day has four stops
    await page.locator("#main").focus()
    for _ in range(most):
        await page.keyboard.press("Tab")
        if not await page.evaluate(STEP):
            break
    return list(await page.evaluate(LEFT))


@pytest.mark.timeout(120)
async def test_axe_and_the_keyboard_find_nothing_on_the_pages_of_leads(site: Site) -> None:
    found: dict[tuple[str, str], list[str]] = {}
    admin = await a_desk(site.app, "郑", "social_work", StaffRole.ADMIN)
    async with site.app.database.transaction() as session:
        clerk = await a_clerk(session, "王芳", "social_work")
        leader = await a_clerk(session, "罗", "social_work", StaffRole.LEADER)
        until = site.app.clock().date() + timedelta(days=5)
        about: dict[str, Any] = {"kind": DutyKind.ORDER, "owner": Owner.department("social_work"), "wanted": "写一页纸"}
        about |= {"given_by": leader, "city": site.app.city, "now": site.app.clock()}
        order = await give_duty(session, **about, until=until)
        await a_case(session, await a_person(session), site.app.city, now=site.app.clock())
        numbers = {"clerk": clerk.id, "order": order.id}
    async with chromium() as browser:
        for size, scheme in ((WIDE, "light"), (NARROW, "dark")):
            async with at_desk(browser, site, admin, "/console/devices", viewport=size, scheme=scheme) as page:
                for path in PATHS:
                    await page.goto(site.url + path.format(**numbers))
                    await page.evaluate(AXE_SCRIPT)
                    wrong = await page.evaluate(FOUND)
                    if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                        wrong.append("wider than the screen")
                    wrong += await unreached(page) if size is WIDE else []
                    if wrong:
                        found[path, scheme] = wrong
                await page.context.clear_cookies()
                await page.goto(f"{site.url}/console/sign-in")
                await page.evaluate(AXE_SCRIPT)
                if wrong := await page.evaluate(FOUND):
                    found["sign-in", scheme] = wrong
    assert found == {}


async def test_what_takes_longer_than_a_second_says_so(site: Site) -> None:
    lead = await a_desk(site.app, "孙科", role=StaffRole.LEAD)
    async with chromium() as browser, at_desk(browser, site, lead, "/console/log") as page:
        await page.route("**/console/log?*", lambda route: route.fulfill(status=204))  # the page stays where it is
        await page.get_by_role("button", name="看").click()
        await expect(page.get_by_role("status").filter(has_text="正在办")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("正在办")).to_be_hidden()
