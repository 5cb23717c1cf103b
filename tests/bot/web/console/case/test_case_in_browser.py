"""The page of a case in a real browser: a clerk's first case, with the mouse, with the keyboard alone, and by two at
once."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect

from bot.jobs.evidence import make_copies
from models.cases.case import Case
from models.cases.evidence import expect_evidence
from models.cases.evidence_copy import copy_to_hand_out
from models.staff.post import StaffRole
from models.staff.record import StaffEvent
from models.storage.database import Database
from tests.bot.web.test_accessible_pages import FOUND
from tests.world.articles import put_article
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import DeskClient, a_desk
from tests.world.filing import a_case, a_person, fetched
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1366, "height": 768}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


def a_photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(out, "JPEG")
    return out.getvalue()


async def a_case_with_a_photo(site: Site, **about: Any) -> Case:
    now = datetime.now(UTC)
    async with site.app.database.transaction() as session:
        person = await a_person(session, since=now)
        case = await a_case(session, person, site.app.city, now=now, **about)
        piece = await expect_evidence(
            session, case_id=case.id, channel="webchat", file_id="f", compressed=False, now=now
        )
        await fetched(session, piece, a_photo(), now=now)
    await make_copies(site.app.database, site.app.foreign_files)
    return case


@asynccontextmanager
async def at_desk(
    browser: Browser, site: Site, desk: DeskClient, path: str, *, viewport: Any = WIDE, scheme: Any = "light"
) -> AsyncIterator[Page]:
    """A page of somebody who is signed in; a script error or a breach of the policy fails."""
    context = await browser.new_context(viewport=viewport, locale="zh-CN", color_scheme=scheme)
    await context.add_cookies([{**desk.cookie, "url": site.url}])
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    await page.goto(site.url + path)
    yield page
    await context.close()
    assert wrong == []


async def case_now(site: Site, case: Case) -> Case:
    async with site.app.database.reading() as session:
        return await session.get_one(Case, case.id)


async def test_a_clerk_settles_a_first_case_with_what_the_page_says(site: Site, browser: Browser) -> None:
    case, wang = await a_case_with_a_photo(site, deduction_reason="说我超时"), await a_desk(site.app, "王芳")
    async with at_desk(browser, site, wang, "/console") as page:
        await page.get_by_role("link", name="没人接 1").click()
        await expect(page.locator("#chosen")).to_have_text("勾上要一起办的，一次最多 200 件")
        (
            await expect(page.get_by_role("button", name="我来接")).to_be_hidden(),
            "with nothing chosen it would do nothing",
        )
        await page.get_by_text("说我超时").click()
        await expect(page.get_by_text("下一步：点“接收”")).to_be_visible()
        await expect(page.get_by_role("link", name="领取码")).to_have_count(0), "its worker filed it in the chat"
        await page.get_by_role("button", name="接收").click()
        await expect(page.get_by_role("status").filter(has_text="接了，归你办")).to_be_visible()
        await page.get_by_role("link", name="1. 图片").click()
        await expect(page.get_by_role("dialog").get_by_role("img", name="证据 1").first).to_be_visible()
        await page.keyboard.press("Escape")
        await page.get_by_role("link", name="问当事人").click()
        await page.get_by_label("问当事人什么").fill("订单号是多少？")
        await page.get_by_role("link", name="备注").click()
        await page.get_by_label("备注什么").fill("打过电话")
        await page.get_by_role("button", name="记下").click()
        await expect(page.get_by_label("问当事人什么")).to_have_value("订单号是多少？"), "what was begun is still there"
        await page.get_by_role("button", name="发给当事人").click()
        await expect(page.get_by_text("等当事人补充")).to_be_visible()
        await page.get_by_role("link", name="答复").click()
        await page.get_by_label("怎么答复当事人").fill("正在找平台核实")
        await page.get_by_role("button", name="这就是答复").click()
        await expect(page.get_by_role("alert")).to_contain_text("还没发")
        await page.get_by_label("怎么答复当事人").fill("平台核实后退了 50 元")
        await page.get_by_role("button", name="这就是答复").click()
        await expect(page.get_by_text("答复发给当事人了")).to_be_visible()
        await page.get_by_role("link", name="办结").click()
        await page.get_by_label("结果是什么").fill("退了")
        await page.get_by_role("button", name="发给当事人").click()
        await expect(page.get_by_text("办结了。已经请当事人确认")).to_be_visible()
        await page.get_by_role("link", name="回列表").click()
        await expect(page).to_have_url(f"{site.url}/console/cases?heap=unassigned")
    assert (await case_now(site, case)).state == "settled"


async def strikes(page: Page, *keys: str, sees: str) -> None:
    """Strikes keys that lead to another page, and lets go of them once that is there: for a key that moves while the
    page goes, a browser never says that it has it."""
    for key in keys:
        await page.keyboard.down(key)
    await expect(page.get_by_role("status").filter(has_text=sees)).to_be_visible()
    await page.wait_for_load_state()
    for key in reversed(keys):
        await page.keyboard.up(key)


async def writes(page: Page, key: str, field: str, text: str) -> None:
    """Opens a form by its key, and writes when the cursor stands in it."""
    await page.keyboard.press(key)
    await expect(page.get_by_label(field)).to_be_focused()
    await page.keyboard.type(text)
    await expect(page.get_by_label(field)).to_have_value(text)


async def test_with_the_keyboard_alone(site: Site, browser: Browser) -> None:
    case, wang = await a_case_with_a_photo(site), await a_desk(site.app, "王芳")
    async with at_desk(browser, site, wang, f"/console/cases/{case.number}") as page:
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog", name="按键")).to_be_visible()
        await page.keyboard.press("Escape")
        await strikes(page, "a", sees="接了，归你办")
        await writes(page, "n", "备注什么", "arns 打过电话")
        await strikes(page, "Control", "Enter", sees="记下了")
        await writes(page, "r", "怎么答复当事人", "平台退了 50 元")
        await strikes(page, "Control", "Enter", sees="答复发给当事人了")
        await writes(page, "s", "结果是什么", "退了")
        await strikes(page, "Control", "Enter", sees="办结了。已经请当事人确认")
    assert (await case_now(site, case)).state == "settled"


async def test_who_types_before_the_form_is_there_takes_no_step_by_it(site: Site, browser: Browser) -> None:
    case, wang = await a_case_with_a_photo(site), await a_desk(site.app, "王芳")
    zhao = await a_desk(site.app, "赵明", role=StaffRole.LEAD)
    path = f"/console/cases/{case.number}"
    await wang.presses(f"{path}/do/take")
    async with at_desk(browser, site, zhao, path) as page:
        held = asyncio.Event()

        async def late(route: Route) -> None:
            await held.wait()
            await route.continue_()

        await page.route("**/compose?*", late)
        await page.keyboard.press("n")
        await page.keyboard.type("a ")  # by itself it takes the case over
        held.set()
        await expect(page.get_by_label("备注什么")).to_be_focused()
        await page.goto(f"{site.url}{path}?act=note#compose")
        await expect(page.get_by_label("备注什么")).to_be_focused()
    assert (await case_now(site, case)).handler_id == wang.staff_id


async def test_what_is_typed_is_kept_and_ready_words_are_put_in(site: Site, browser: Browser) -> None:
    case, wang = await a_case_with_a_photo(site), await a_desk(site.app, "王芳")
    await wang.presses(f"/console/cases/{case.number}/do/take")
    async with at_desk(browser, site, wang, f"/console/cases/{case.number}?act=ask") as page:
        text = page.get_by_label("问当事人什么")
        await text.click()
        await page.keyboard.type("你好。::截图")
        option = page.get_by_role("option").first
        await expect(option).to_contain_text("有截图吗")
        await page.keyboard.press("Enter")
        await expect(text).to_have_value("你好。有截图吗？把能看清时间和内容的那一页发过来。")
        await expect(page.get_by_text("存着了")).to_be_visible()
        await page.reload()
        await expect(page.get_by_label("问当事人什么")).to_have_value(
            "你好。有截图吗？把能看清时间和内容的那一页发过来。"
        )


async def test_an_article_is_put_into_the_answer(site: Site, browser: Browser, database: Database) -> None:
    await put_article(database, "injury", title="职业伤害怎么报", body="先报警、就医，三十天内报职业伤害。")
    await site.app.library.renew(database, site.app.city, now=datetime.now(UTC))
    assert site.app.library.index is not None
    case, wang = await a_case_with_a_photo(site), await a_desk(site.app, "王芳")
    await wang.presses(f"/console/cases/{case.number}/do/take")
    async with at_desk(browser, site, wang, f"/console/cases/{case.number}?act=answer") as page:
        text = page.get_by_label("怎么答复当事人")
        await text.click()
        await page.keyboard.type("??职业伤害")
        await expect(page.get_by_role("option").first).to_contain_text("职业伤害")
        await page.keyboard.press("Enter")
        await expect(text).not_to_have_value("??职业伤害")
        assert await text.input_value() == "一句话。（《职业伤害怎么报》）"


async def test_two_members_see_each_other_and_one_of_them_has_the_step(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.console.case.page.EVERY_S", 1)
    case = await a_case_with_a_photo(site)
    wang, zhao = await a_desk(site.app, "王芳"), await a_desk(site.app, "赵明")
    path = f"/console/cases/{case.number}"
    async with at_desk(browser, site, wang, path) as hers, at_desk(browser, site, zhao, path) as his:
        await expect(his.locator("#others")).to_contain_text("王芳也在看")
        await expect(hers.locator("#others")).to_contain_text("赵明也在看", timeout=12_000)
        await hers.get_by_role("button", name="接收").click()
        await expect(his.locator("#case-live")).to_contain_text("王芳在办", timeout=4_000)
        await expect(his.get_by_role("button", name="接收")).to_have_count(0)
        await hers.get_by_label("怎么答复当事人").click()
        await hers.keyboard.type("平台退")
        await expect(his.locator("#others")).to_contain_text("王芳正在写", timeout=20_000)


async def test_a_picture_is_blackened_by_hand_and_its_original_opens_with_a_reason(
    site: Site, browser: Browser
) -> None:
    case, wang = await a_case_with_a_photo(site), await a_desk(site.app, "王芳")
    async with at_desk(browser, site, wang, f"/console/cases/{case.number}") as page:
        await page.get_by_role("link", name="1. 图片").click()
        viewer = page.get_by_role("dialog")
        await viewer.get_by_role("button", name="涂黑", exact=True).click()
        box = await viewer.locator("canvas").bounding_box()
        assert box is not None
        await page.mouse.move(box["x"] + 5, box["y"] + 5)
        await page.mouse.down()
        await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
        await page.mouse.up()
        await viewer.get_by_role("button", name="存下涂黑").click()
        await expect(page.get_by_text("存下了，正在涂黑")).to_be_visible()
        await page.get_by_text("要看原件", exact=True).click()
        await page.get_by_label("为什么要看原件").fill("要核对拍摄时间")
        await page.get_by_role("button", name="记下，打开原件").click()
        await expect(page.get_by_role("link", name="打开原件")).to_be_visible()
    await make_copies(site.app.database, site.app.foreign_files)
    async with site.app.database.reading() as session:
        copy = await copy_to_hand_out(session, await session.get_one(Case, case.id), 1)
        said = [
            each.data for each in await session.scalars(sa.select(StaffEvent).where(StaffEvent.sealed.is_not(None)))
        ]
    picture = Image.open(io.BytesIO(copy.content)).convert("L")
    assert (picture.getpixel((150, 100)), picture.getpixel((500, 300))) == (0, 255)
    assert said == [{"text": "要核对拍摄时间"}]


@pytest.mark.parametrize("viewport", [NARROW, WIDE])
async def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    site: Site, browser: Browser, viewport: Any
) -> None:
    case, lead = await a_case_with_a_photo(site), await a_desk(site.app, "孙科", role=StaffRole.LEAD)
    path, found = f"/console/cases/{case.number}", {}
    wide: list[str] = []
    async with at_desk(browser, site, lead, path, viewport=viewport) as page:

        async def look(name: str) -> None:
            await page.evaluate(AXE_SCRIPT)
            for scheme in ("light", "dark"):
                await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                if findings := await page.evaluate(FOUND):
                    found[name, scheme] = findings
            if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(name)

        await look("free")
        await page.get_by_role("button", name="接收").click()
        await expect(page.get_by_text("接了，归你办")).to_be_visible()
        await look("mine")
        for act in ("assist", "assign", "contact-platform", "promise"):
            await page.goto(f"{site.url}{path}?act={act}")
            await look(act)
        await page.get_by_role("link", name="1. 图片").click()
        await expect(page.get_by_role("dialog").get_by_role("img").first).to_be_visible()
        await look("viewer")
        await page.goto(f"{site.url}{path}/evidence/1")
        await look("piece")
        await page.goto(f"{site.url}{path}/looks")
        await look("looks")
        await page.goto(f"{site.url}{path}")
        await page.keyboard.press("?")
        await look("keys")
    assert found == {}
    assert wide == []
