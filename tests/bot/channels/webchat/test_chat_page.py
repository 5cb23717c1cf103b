"""The chat page in a real browser: a rider finds a station by tapping, by keyboard, offline and back."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.browser import IN_A_BROWSER, chromium, newest, open_page
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port
from tests.world.processes.troubles import trouble

pytestmark = IN_A_BROWSER


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture
async def url(database: Database, city: City, cipher: Cipher) -> AsyncIterator[str]:
    settings = Settings(_env_file=None, webchat=True, http_port=free_port())  # type: ignore[call-arg]
    async with database.transaction() as session:
        places = PLACES(city)
        for place in places:
            place.hours = "24/7"
        session.add_all(places)
    app = build_app(settings, Keys("s" * 40, cipher), database, city)
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{settings.http_port}/chat"


async def _find_toilet(page: Page) -> None:
    await newest(page, "先看看").click()
    await newest(page, "找暖新驿站").click()
    await newest(page, "厕所").click()
    await page.get_by_role("button", name="发送位置", exact=True).last.click()
    await expect(page.get_by_role("log")).to_contain_text("青石路暖新驿站")


async def test_a_rider_finds_the_way_to_a_toilet_with_taps_alone(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await _find_toilet(page)
    await newest(page, "2.").click()
    log = page.get_by_role("log")
    await expect(log).to_contain_text("青石路 88 号")
    await expect(log.get_by_role("link", name="高德").last).to_have_attribute("href", _amap)


async def test_everything_can_be_done_by_typing_and_with_the_keyboard(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    field = page.get_by_label("要说的话")
    await field.fill("厕所")
    await field.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("位置")
    await field.fill("青石路")
    await field.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("青石路暖新驿站")


async def test_a_page_that_is_loaded_again_and_again_welcomes_once(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await expect(newest(page, "先看看")).to_be_visible()
    for _ in range(2):
        await page.reload()
        await expect(page.get_by_role("log").get_by_role("button", name="先看看")).to_have_count(1)
    await _find_toilet(page)


async def test_a_reload_keeps_the_conversation(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await _find_toilet(page)
    await page.reload()
    await expect(page.get_by_role("log")).to_contain_text("青石路暖新驿站")
    await newest(page, "2.").click()
    await expect(page.get_by_role("log")).to_contain_text("青石路 88 号")


async def test_nothing_of_the_conversation_stays_on_the_page_after_everything_was_deleted(
    browser: Browser, url: str, city: City
) -> None:
    page = await open_page(browser, url, city)
    log = page.get_by_role("log")
    await _find_toilet(page)
    await page.get_by_label("要说的话").fill("/me")
    await page.get_by_role("button", name="发送", exact=True).click()
    await newest(page, "我的信息").click()
    await newest(page, "删除我的信息").click()
    await newest(page, "全部删掉").click()
    await expect(log).to_contain_text("都没了")
    await expect(log).not_to_contain_text("青石路暖新驿站")
    await page.reload()
    await expect(log).to_contain_text("都没了")
    await expect(log).not_to_contain_text("青石路暖新驿站")
    await expect(newest(page, "先看看")).to_be_visible()


async def test_what_is_said_without_a_network_is_sent_when_it_is_back(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await page.context.set_offline(True)
    await page.get_by_label("要说的话").fill("厕所")
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.locator("#state")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.locator(".mine[data-status=accepted]")).to_have_count(1, timeout=15_000)
    await expect(page.get_by_role("log")).to_contain_text("位置")


async def test_a_refused_position_says_how_else(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city, permissions=[])
    await page.get_by_role("button", name="发送位置", exact=True).click()
    await expect(page.locator("#hint")).to_contain_text("打路名")


async def test_photos_and_files_are_shown_and_answered(browser: Browser, url: str, city: City, tmp_path: Path) -> None:
    page = await open_page(browser, url, city)
    picture = tmp_path / "photo.png"
    picture.write_bytes(_PNG)
    await page.locator("#photos").set_input_files(picture)
    await expect(page.locator(".mine[data-status=accepted]")).to_have_count(1)
    paper = tmp_path / "合同.pdf"
    paper.write_bytes(b"%PDF-1.7 contract")
    await page.locator("#photos").set_input_files(paper)
    await expect(page.locator(".mine[data-status=accepted]")).to_have_count(2)
    await expect(page.locator(".mine").last).to_contain_text("合同.pdf")


_CHOOSE_LARGE = """bitmapHead => {
    const chosen = new DataTransfer(), noise = new Uint8Array(21 * 1024 * 1024 + bitmapHead.length)
    for (let at = 0; at < noise.length; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536))
    chosen.items.add(new File([noise], "broken.jpg", {type: "image/jpeg"}))
    chosen.items.add(new File([noise], "video.mp4", {type: "video/mp4"}))
    noise.set(bitmapHead)
    chosen.items.add(new File([noise], "large.bmp", {type: "image/bmp"}))
    const input = document.querySelector("#photos")
    input.files = chosen.files
    input.dispatchEvent(new Event("change", {bubbles: true}))
}"""
"""Made in the page: sixty megabytes are too many to be handed to a browser."""


async def test_a_photo_that_is_too_large_is_made_smaller_and_what_is_no_picture_is_refused(
    browser: Browser, url: str, city: City
) -> None:
    page = await open_page(browser, url, city)
    bitmap = BytesIO()
    Image.new("RGB", (2700, 2700)).save(bitmap, "BMP")
    assert 20 * 1024 * 1024 < len(bitmap.getvalue()) < 21 * 1024 * 1024
    await page.evaluate(_CHOOSE_LARGE, list(bitmap.getvalue()[:54]))
    await expect(page.locator(".mine[data-status=accepted]")).to_have_count(1, timeout=30_000)
    await expect(page.locator(".mine[data-status=accepted]")).to_contain_text("原图超过 20 MB，缩小后发的。")
    await expect(page.locator(".mine[data-status=unsent]")).to_have_count(2)
    await expect(page.locator(".mine[data-status=unsent]").first).to_contain_text("超过 20 MB，没有发")


async def test_what_people_type_is_never_markup(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await page.get_by_label("要说的话").fill("<img src=x onerror=alert(1)>")
    await page.get_by_role("button", name="发送", exact=True).click()
    await expect(page.get_by_role("log")).to_contain_text("<img src=x")
    assert await page.locator("img[src=x]").count() == 0


async def test_the_number_of_a_case_stays_in_one_line(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city, width=320)
    await newest(page, "同意").click()
    await expect(page.get_by_role("log")).to_contain_text("好，记下了")
    await page.get_by_label("要说的话").fill("提建议")
    await page.keyboard.press("Enter")
    await newest(page, "要，接着填").click()
    await expect(page.get_by_role("log")).to_contain_text("1/3")
    for said, answered in (("1", "2/3"), ("多放几个换电柜", "3/3"), ("没有", "看一下")):
        await page.get_by_label("要说的话").fill(said)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text(answered)
    await newest(page, "实名提交").click()
    await newest(page, "就这样，实名提交").click()
    number = page.get_by_text(re.compile(r"^NX-\d{6}-\d{5}-\d$")).last
    await expect(number).to_be_visible()
    assert await number.evaluate("element => element.getClientRects().length") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_it_fits_every_screen_in_both_schemes(
    browser: Browser, url: str, city: City, width: int, scheme: str
) -> None:
    page = await open_page(browser, url, city, width=width, color_scheme=scheme)
    await _find_toilet(page)
    overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    for button in await page.get_by_role("log").get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text_size", ["16px", "32px"])
async def test_the_numbers_of_a_card_are_large_buttons_that_stay(
    browser: Browser, url: str, city: City, scheme: str, text_size: str
) -> None:
    page = await open_page(browser, url, city, color_scheme=scheme)
    await page.evaluate(f"document.documentElement.style.fontSize = '{text_size}'")
    await page.get_by_label("要说的话").fill("我被车撞了")
    await page.keyboard.press("Enter")
    numbers = page.get_by_role("log").get_by_role("link", name=re.compile("拨打 .*：1"))
    await expect(numbers).to_have_count(2)
    for link, number in zip(await numbers.all(), ("120", "122"), strict=True):
        await expect(link).to_have_attribute("href", f"tel:{number}")
        box = await link.bounding_box()
        assert box is not None
        assert box["height"] >= 55.99  # a browser counts in 64ths of a pixel
        assert box["width"] >= 280
        assert box["x"] + box["width"] <= 360
    await expect(newest(page, "登记职业伤害")).to_be_attached()
    await expect(numbers.first).to_be_in_viewport(ratio=1)  # what can be begun later does not push it out of sight
    await page.reload()
    await page.evaluate(f"document.documentElement.style.fontSize = '{text_size}'")
    await expect(numbers.first).to_be_in_viewport(ratio=1)
    await newest(page, "登记职业伤害").click()
    await expect(page.get_by_role("log")).to_contain_text("得你先同意")
    await expect(numbers).to_have_count(2)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_an_english_browser_is_spoken_to_in_english(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city, locale="en-GB")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("log").get_by_role("button").first).to_contain_text("Agree")


@pytest.fixture(autouse=True)
def _patient() -> None:
    expect.set_options(timeout=10_000)


_amap = re.compile(r"https://uri\.amap\.com/")
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000106a2d1d50000000049454e44ae426082"
)


async def test_the_code_of_a_link_is_handed_in_once(browser: Browser, url: str, city: City, database: Database) -> None:
    async with database.transaction() as session:
        _, code = await add_staff(session, name="王芳", role=StaffRole.STAFF, department="union", now=datetime.now(UTC))
    page = await open_page(browser, f"{url}?start=staff_{code}", city)
    await expect(page.get_by_role("log")).to_contain_text("王芳，你现在是总工会经办人")
    assert page.url == url
    await page.reload()
    await expect(page.get_by_role("log")).to_contain_text("王芳，你现在是总工会经办人")
    await expect(page.get_by_role("log")).not_to_contain_text("加入码")


async def test_who_is_hurt_gets_the_numbers_while_nothing_can_be_written(
    browser: Browser, url: str, city: City, database_url: str
) -> None:
    page = await open_page(browser, url, city)
    log = page.get_by_role("log")
    async with trouble("locked", database_url, Path()) as locked:
        await locked.begin()
        for text in ("厕所", "我被车撞了，流了好多血"):
            await page.get_by_role("textbox").fill(text)
            await page.keyboard.press("Enter")
        await expect(log).to_contain_text("急救：120", timeout=5000)
        await locked.end()
    await expect(page.locator(".entry[data-status=sending], [data-status=sending]")).to_have_count(0, timeout=15000)
    assert (await log.text_content() or "").count("急救：120") == 1
