"""The page that checks receipts, in a real browser: a file, a pasted text, and what was changed."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.receipt import LARGEST
from bot.web.site import build_site
from handlers.phrases.receipt import receipt_body
from handlers.talk.texts import texts
from models.city.pack import City
from models.receipts.receipt import public_key, receipt_facts, sign_receipt
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.browser import IN_A_BROWSER, chromium
from tests.world.filing import a_case, a_person
from tests.world.processes.serving import free_port

pytestmark = IN_A_BROWSER


@pytest.fixture
async def receipt(database: Database, city: City) -> str:
    async with database.transaction() as session:
        person = await a_person(session)
        case = await a_case(session, person, city)
        facts = await receipt_facts(session, case.id, person)
        return await sign_receipt(session, receipt_body(facts, texts().in_("zh-CN"), city))


@pytest.fixture
async def url(database: Database, city: City, cipher: Cipher) -> AsyncIterator[str]:
    """A service without a web chat has the page too."""
    settings = Settings(_env_file=None, webchat=False, http_port=free_port())  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city, channels=[])
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{settings.http_port}/receipt"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


async def _open(browser: Browser, url: str, *, width: int = 360, scheme: str = "light", locale: str = "zh-CN") -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": 740},
        locale=locale,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    await page.goto(url)
    return page


async def test_a_genuine_receipt_is_told_from_a_changed_one(
    browser: Browser, url: str, receipt: str, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_bytes(receipt.encode())
    bad.write_bytes(receipt.encode().replace(b"NX-", b"NY-", 1))
    page = await _open(browser, url)
    result = page.get_by_role("status")
    await page.locator("#file").set_input_files(good)
    await expect(result).to_contain_text("没有改动。编号 NX-261123-00001")
    await page.locator("#file").set_input_files(bad)
    await expect(result).to_contain_text("对不上")
    text = page.get_by_label("粘到这里")
    await text.fill("\r\n " + receipt.rstrip("\n").replace("\n", "\r\n"))
    await page.get_by_role("button", name="查一下").click()
    await expect(result).to_contain_text("没有改动")
    await text.fill(receipt.replace("编号", "编 号", 1))
    await page.get_by_role("button", name="查一下").click()
    await expect(result).to_contain_text("对不上")
    bad.write_bytes(b"x" * (LARGEST + 1))
    await page.locator("#file").set_input_files(bad)
    await expect(result).to_contain_text("不是收条")
    dropped = await page.evaluate_handle(
        "receipt => { const all = new DataTransfer(); all.items.add(new File([receipt], 'a.txt')); return all; }",
        receipt,
    )
    await page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    await expect(result).to_contain_text("没有改动")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light")])
async def test_it_fits_every_screen(browser: Browser, url: str, width: int, scheme: str) -> None:
    page = await _open(browser, url, width=width, scheme=scheme, locale="en-GB")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    for target in (page.get_by_role("button", name="Check"), page.locator("#drop")):
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44


async def test_the_key_is_public_and_too_much_is_refused(database: Database, url: str, receipt: str) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{url}-key") as answer:
            key = await answer.text()
        async with client.post(url, data=b"x" * (LARGEST + 1)) as answer:
            assert (answer.status, (await answer.json())["good"]) == (413, False)
        async with client.post(url, data=b"\xff\xfe") as answer:
            assert (answer.status, (await answer.json())["good"]) == (200, False)
    async with database.transaction() as session:
        assert key == f"{await public_key(session)}\n"
