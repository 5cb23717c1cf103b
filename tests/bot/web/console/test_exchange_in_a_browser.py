"""What comes in and goes out, in a real browser: chosen files, the policy, axe-core, a phone, and the sizes."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.app import App
from models.cases.case import Case
from models.cases.evidence import CopyState, evidence_of
from models.staff.post import StaffRole
from tests.bot.web.console.test_outgoing import a_case_with_evidence
from tests.bot.web.console.test_work_orders import PASTED, due
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.console.desk_client import a_desk
from tests.world.console.looked_at import DESK, PHONE, look, signed_in
from tests.world.filing import a_picture
from tests.world.web_page import Site

pytestmark = IN_A_BROWSER
MOST_BYTES = 60_000


async def until_copied(app: App, case: Case, count: int) -> None:
    """The jobs have fetched and cleaned the files."""
    for _ in range(300):
        async with app.database.reading() as session:
            pieces = await evidence_of(session, case_id=case.id)
        if sum(each.copy is CopyState.KEPT for each in pieces) >= count:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("no copies")


async def test_a_chosen_file_is_uploaded_and_goes_with_the_answer(site: Site, tmp_path: Path) -> None:
    desk = await a_desk(site.app)
    case = await a_case_with_evidence(site.app, desk.staff_id)
    letter, program = tmp_path / "答复函.jpg", tmp_path / "program.exe"
    letter.write_bytes(a_picture())
    program.write_bytes(b"MZ" + bytes(300))
    async with chromium() as browser:
        page = await signed_in(await browser.new_context(viewport=DESK, locale="zh-CN"), site, desk)
        await page.goto(f"{site.url}/console/cases/{case.number}?act=answer")
        picker = page.locator("#case-files")
        await picker.set_input_files([letter, program])
        await expect(page.locator(".uploaded")).to_contain_text("答复函.jpg")
        await expect(page.locator(".uploaded")).to_contain_text("这是程序文件")
        await expect(page.locator(".uploaded input[type=hidden]")).to_have_count(1)
        await page.locator("textarea[name=text]").fill("答复函见附件。")
        await page.locator("#compose button[value=answer]").click()
        await expect(page.locator(".said")).to_be_visible()
        await page.context.close()
    await until_copied(site.app, case, 2)
    async with site.app.database.reading() as session:
        (sent,) = [each for each in await evidence_of(session, case_id=case.id) if each.staff_id is not None]
        assert sent.media_type == "image/jpeg"


async def test_a_removed_file_does_not_go_along(site: Site, tmp_path: Path) -> None:
    desk = await a_desk(site.app)
    case = await a_case_with_evidence(site.app, desk.staff_id)
    letter = tmp_path / "a.jpg"
    letter.write_bytes(a_picture())
    async with chromium() as browser:
        page = await signed_in(await browser.new_context(viewport=DESK, locale="zh-CN"), site, desk)
        await page.goto(f"{site.url}/console/cases/{case.number}?act=answer")
        await page.locator("#case-files").set_input_files([letter])
        await page.get_by_role("button", name="去掉").click()
        await page.locator("textarea[name=text]").fill("没有附件。")
        await page.locator("#compose button[value=answer]").click()
        await expect(page.locator(".said")).to_be_visible()
        await page.context.close()
    async with site.app.database.reading() as session:
        assert [each for each in await evidence_of(session, case_id=case.id) if each.staff_id is not None] == []


async def test_a_case_is_downloaded_and_the_paper_prints_without_what_is_around_it(site: Site, tmp_path: Path) -> None:
    desk = await a_desk(site.app)
    case = await a_case_with_evidence(site.app, desk.staff_id)
    async with chromium() as browser:
        page = await signed_in(await browser.new_context(viewport=DESK, locale="zh-CN"), site, desk)
        await page.goto(f"{site.url}/console/cases/{case.number}/file")
        async with page.expect_download() as coming:
            await page.get_by_role("button", name="导出压缩包").click()
        assert (await coming.value).suggested_filename == f"{case.number}.zip"
        await page.goto(f"{site.url}/console/cases/{case.number}/print")
        await expect(page.get_by_role("button", name="打印")).to_be_visible()
        await page.emulate_media(media="print")
        await expect(page.locator(".ways")).to_be_hidden()
        await expect(page.locator(".paper")).to_be_visible()
        await page.context.close()


@pytest.mark.timeout(300)
async def test_axe_finds_nothing_and_every_page_is_small(site: Site) -> None:
    desk = await a_desk(site.app, "李主任", role=StaffRole.LEAD)
    case = await a_case_with_evidence(site.app, desk.staff_id)
    paths = [
        *(f"/console/cases/{case.number}/{each}" for each in ("file", "print", "ties", "slip")),
        *("/console/work-orders", "/console/file", "/console/file/deduction", "/console/sheet", "/console/keys"),
    ]
    form = await desk.post("/console/work-orders", {"pasted": PASTED.format(number="01", day=due(site.app))})
    assert form.status_code == 200
    found: dict[tuple[str, str], Any] = {}
    async with chromium() as browser:
        for name, viewport in (("desk", DESK), ("phone", PHONE)):
            page = await signed_in(await browser.new_context(viewport=viewport, locale="zh-CN"), site, desk)
            for path in paths:
                answer = await page.goto(site.url + path)
                assert answer is not None
                assert answer.status == 200, path
                assert len(await answer.body()) < MOST_BYTES, path
                await look(page, name, path, found)
                wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
                assert not wide, f"{path} is wider than a {name}"
            await page.context.close()
    assert found == {}
