"""The lists of the console in a real browser: two windows, boxes, the bar below, sizes and schemes."""

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, expect

from bot.app import App
from models.cases.case import Case
from models.casework.handling import take_case
from models.staff.post import Staff
from tests.bot.web.test_accessible_pages import FOUND
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import DeskClient, a_desk
from tests.world.filing import a_case, a_person
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER
LAPTOP, PHONE = (1366, 768), (390, 844)


async def filed(app: App, count: int, **also: Any) -> list[Case]:
    async with app.database.transaction() as session:
        worker = await a_person(session, f"worker-{also}", since=app.clock() - timedelta(days=30))
        given = {"now": app.clock(), **also}
        return [await a_case(session, worker, app.city, **given) for _ in range(count)]


async def window(browser: Browser, site: Site, desk: DeskClient, size: tuple[int, int] = LAPTOP) -> Page:
    """A window of somebody who is signed in; anything that the policy of the page forbids fails the test."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[list-item,misc]
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
    await page.goto(f"{site.url}/console/cases?heap=open")
    return page


async def test_what_one_does_is_seen_in_the_others_window_within_a_second(site: Site) -> None:
    mine, hers = await a_desk(site.app), await a_desk(site.app, "陈")
    cases = await filed(site.app, 3)
    async with chromium() as browser:
        one, other = await window(browser, site, mine), await window(browser, site, hers)
        heaps = other.locator("#heaps")
        await expect(heaps).to_contain_text("没人接 3")
        await other.get_by_label(f"选 {cases[2].number}").check()
        await expect(other.locator("#chosen")).to_have_text("选了 1 件")
        await one.get_by_label(f"选 {cases[0].number}").check()
        await one.get_by_label(f"选 {cases[1].number}").check()
        await one.get_by_role("button", name="我来接").click()
        await expect(one.locator("#going")).to_contain_text("办成 2 件")
        await expect(heaps).to_contain_text("没人接 1", timeout=1500)
        row = other.locator(f'tr[data-row="{cases[0].number}"]')
        await expect(row).to_contain_text("王经办", timeout=1500)
        await expect(other.get_by_label(f"选 {cases[2].number}")).to_be_checked()
        await expect(other.locator("#chosen")).to_have_text("选了 1 件")
        for page in (one, other):
            await page.context.close()


async def test_many_go_on_by_themselves_and_the_refused_ones_are_named(site: Site) -> None:
    desk, colleague = await a_desk(site.app), await a_desk(site.app, "陈")
    cases = await filed(site.app, 45)
    async with site.app.database.transaction() as session:
        hers = await session.get_one(Staff, colleague.staff_id)
        await take_case(session, cases[5].id, hers, city=site.app.city, now=site.app.clock())
    async with chromium() as browser:
        page = await window(browser, site, desk)
        await page.locator("#choose-all").check()
        await expect(page.locator("#chosen")).to_have_text("选了 45 件")
        await page.get_by_text("写一句，几件一起用").click()
        await page.get_by_label("备注只有同事看得到").fill("平台已经把钱退了")
        await page.get_by_role("button", name="用这句办结").click()
        await expect(page.locator("#going")).to_contain_text("办成 44 件，没办成 1 件", timeout=30_000)
        await expect(page.locator("#going table")).to_contain_text(cases[5].number)
        await page.get_by_role("link", name="回列表").click()
        await expect(page).to_have_url(f"{site.url}/console/cases?heap=open")
        await page.context.close()


async def test_axe_finds_nothing_at_any_size_in_light_or_dark(site: Site) -> None:
    desk = await a_desk(site.app)
    await filed(site.app, 2)
    await filed(site.app, 1, type_key="deduction", anonymous=True, now=site.app.clock() - timedelta(days=20))
    found: dict[Any, list[str]] = {}
    async with chromium() as browser:
        for size in (LAPTOP, PHONE):
            page = await window(browser, site, desk, size)
            for query in ("heap=open", "heap=overdue&type=deduction", "heap=ended", "heap=everything&words=超时"):
                await page.goto(f"{site.url}/console/cases?{query}")
                wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, (size, query)
                await page.evaluate(AXE_SCRIPT)
                for scheme in ("light", "dark"):
                    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    if findings := await page.evaluate(FOUND):
                        found[size, query, scheme] = findings
            await page.context.close()
    assert found == {}


async def test_the_keys_of_agents_go_through_a_list_and_into_a_case(site: Site) -> None:
    desk = await a_desk(site.app)
    cases = await filed(site.app, 3)
    async with chromium() as browser:
        page = await window(browser, site, desk)
        rows = [page.get_by_role("link", name=each.number) for each in cases]
        await page.keyboard.press("j")
        await expect(rows[0]).to_be_focused()
        await page.keyboard.press("x")
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        await expect(page.locator("#chosen")).to_have_text("选了 2 件")
        await page.keyboard.press("x")
        await page.keyboard.press("j")
        await expect(rows[2]).to_be_focused(), "what is chosen is not where one stands"
        await page.keyboard.press("k")
        await page.keyboard.press("/")
        await expect(page.get_by_role("searchbox")).to_be_focused()
        await page.keyboard.press("Escape")
        await rows[1].focus()
        await page.keyboard.down("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text(cases[1].number)
        await page.wait_for_load_state()
        await page.keyboard.up("Enter")
        await page.keyboard.press("g")
        await page.keyboard.down("q")
        await expect(page).to_have_url(f"{site.url}/console/cases")
        await page.context.close()


async def test_a_list_works_with_the_keyboard_alone_and_without_script(site: Site) -> None:
    desk = await a_desk(site.app)
    (case,) = await filed(site.app, 1)
    async with chromium() as browser:
        page = await window(browser, site, desk)
        await page.get_by_label(f"选 {case.number}").focus()
        await page.keyboard.press("Space")
        await page.get_by_role("button", name="我来接").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#going")).to_contain_text("办成 1 件")
        await page.context.close()
        context = await browser.new_context(java_script_enabled=False, locale="zh-CN")
        await context.add_cookies([{**desk.cookie, "url": site.url}])  # type: ignore[list-item,misc]
        plain = await context.new_page()
        await plain.goto(f"{site.url}/console/cases?heap=mine")
        await plain.get_by_label(f"选 {case.number}").check()
        await plain.get_by_text("写一句，几件一起用").click()
        await plain.get_by_label("备注只有同事看得到").fill("看过了")
        await plain.get_by_role("button", name="写备注").click()
        await expect(plain.locator("#going")).to_contain_text("办成 1 件")
        await context.close()
