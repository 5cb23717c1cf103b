"""How answers look on the chat page: read from their beginning, as lists, with a trace of what was pressed."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.browser import IN_A_BROWSER, chromium, newest, open_page
from tests.world.directory import PLACES
from tests.world.learned import learned
from tests.world.processes.serving import free_port

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
    app = build_app(settings, Keys("s" * 40, cipher), database, city, understanding=learned())
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{settings.http_port}/chat"


@pytest.fixture(autouse=True)
def _patient() -> None:
    expect.set_options(timeout=10_000)


async def _says(page: Page, text: str) -> None:
    await page.get_by_label("要说的话").fill(text)
    await page.keyboard.press("Enter")


_FIRST = "青石路暖新驿站"
_READ_OUT = re.compile(r"^1\. 青石路暖新驿站\s+10\s米[\s·]+北[\s·]+24\s小时$")
_DRAWN_TWICE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
_AWAY = "Object.defineProperty(document, 'hidden', { get: () => window.away ?? true, configurable: true })"
_WHOLE = "each => each.scrollHeight <= each.clientHeight && each.scrollWidth <= each.clientWidth"
_PARTS = (".who h1", ".city", ".badge", ".emergency a:first-of-type", ".emergency a:last-of-type", "#text", "#send")


async def test_the_beginning_of_an_answer_is_in_sight_and_stays_there(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await page.set_viewport_size({"width": 360, "height": 640})
    await _says(page, "青石路厕所")
    head = page.get_by_text("最近 5 个有厕所")
    await expect(head).to_be_in_viewport(ratio=1)
    for height in (560, 640):  # the keyboard comes and goes, a picture loads late
        await page.set_viewport_size({"width": 360, "height": height})
        await page.wait_for_function(_DRAWN_TWICE)
        await expect(head).to_be_in_viewport(ratio=1)
    await newest(page, _FIRST).click()
    card = page.get_by_text("青石路 88 号")
    await expect(card).to_be_in_viewport(ratio=1)


async def test_a_list_is_a_list_whose_entries_can_be_pressed_and_are_read_out(
    browser: Browser, url: str, city: City
) -> None:
    page = await open_page(browser, url, city, width=320)
    await _says(page, "青石路厕所")
    entries = page.get_by_role("log").get_by_role("list").get_by_role("listitem")
    await expect(entries).to_have_count(5)
    await expect(entries.first.get_by_role("button")).to_have_accessible_name(_READ_OUT)
    for size in ("16px", "32px"):
        await page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        rects = await page.evaluate("[...document.querySelectorAll('.fact')].map(each => each.getClientRects().length)")
        assert set(rects) == {1}
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_what_was_pressed_stays_below_its_question_in_one_line(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    log = page.get_by_role("log")
    await newest(page, "先看看").click()
    await newest(page, "投诉维权").click()
    await newest(page, "乱扣款").click()
    await expect(log).to_contain_text("得你先同意")
    for pressed in ("先看看", "投诉维权", "乱扣款、罚款"):
        await expect(log.locator("summary", has_text=pressed)).to_be_visible()
    open_ = log.locator("details.choices[open]")
    await expect(open_).to_have_count(1)
    # an old button works, and what it answers comes at the end
    await log.locator("summary", has_text="投诉维权").click()
    await log.locator("details.choices[open]").first.get_by_role("button", name="培训活动").click()
    await expect(log.locator(".entry").last).to_contain_text("现在一个都没有")
    await expect(log.locator(".mine").last).to_contain_text("培训活动")
    await page.reload()
    await expect(log.locator("summary", has_text="乱扣款、罚款")).to_be_visible()


async def test_several_ticks_change_one_message(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    for name in ("先看看", "找暖新驿站", "更多", "一次要几样"):
        await newest(page, name).click()
    count = page.locator(".entry.theirs")
    await newest(page, "手机充电").click()
    await expect(newest(page, "✓")).to_be_visible()
    before = await count.count()
    await newest(page, "喝水").click()
    await expect(newest(page, "选好了（2）")).to_be_visible()
    assert await count.count() == before


async def test_both_sides_are_there_in_another_tab_and_on_a_page_opened_again(
    browser: Browser, url: str, city: City
) -> None:
    page = await open_page(browser, url, city)
    other = await page.context.new_page()
    await other.goto(url)
    await _says(page, "青石路厕所")
    await expect(other.locator(".mine")).to_contain_text("青石路厕所")
    await expect(other.get_by_role("log")).to_contain_text(_FIRST)
    await newest(page, _FIRST).click()
    await expect(other.locator("summary", has_text=_FIRST)).to_be_visible()
    await other.close()
    again = await page.context.new_page()
    await page.close()
    await again.goto(url)
    log = again.get_by_role("log")
    await expect(again.locator(".mine")).to_contain_text("青石路厕所")
    await expect(log.locator("summary", has_text=_FIRST)).to_be_visible()
    await expect(log).to_contain_text("青石路 88 号")
    await expect(again.locator("details.choices[open]")).to_have_count(1)


async def test_the_browsers_back_key_goes_one_screen_back(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    log = page.get_by_role("log")
    await newest(page, "先看看").click()
    await _says(page, "青石路厕所")
    await newest(page, _FIRST).click()
    await expect(log).to_contain_text("青石路 88 号")
    await page.go_back()
    await expect(log.locator("summary", has_text="返回")).to_be_visible()
    await expect(log.locator(".entry").last).to_contain_text("最近 5 个有厕所")
    await page.go_back()
    await expect(log.locator(".entry").last).to_contain_text("现在要什么")
    assert page.url == url


async def test_english_is_whole_as_soon_as_it_is_chosen(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    await _says(page, "英文")
    await newest(page, "English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_placeholder("Say it")).to_be_visible()
    assert await page.title() == "Nuanxin · Hewan"
    old = page.get_by_role("article").filter(has_text="你好，我是暖新助手")
    await expect(old).to_have_attribute("lang", "zh-CN")
    heading = page.get_by_role("heading", name="Nuanxin")
    await expect(heading).to_be_visible()


async def test_the_title_counts_what_came_while_nobody_looked(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    title = await page.title()
    await page.evaluate(_AWAY)
    await _says(page, "青石路厕所")
    await expect(page).to_have_title(f"(1) {title}")
    await page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    await expect(page).to_have_title(title)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
async def test_with_large_letters_nothing_is_cut_and_nothing_overlaps(
    browser: Browser, url: str, city: City, locale: str
) -> None:
    page = await open_page(browser, url, city, locale=locale)
    await page.evaluate("document.documentElement.style.fontSize = '32px'")
    boxes = [await page.locator(part).bounding_box() for part in _PARTS]
    for place, one in enumerate(boxes):
        assert one is not None
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= 360
        for other in boxes[place + 1 :]:
            assert other is not None
            apart = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            assert apart or one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
    assert await page.locator(".skip").evaluate("each => getComputedStyle(each).clipPath") == "inset(50%)"
    assert await page.locator("#text").evaluate(_WHOLE)


async def test_six_photos_are_answered_once_below_the_last(browser: Browser, url: str, city: City) -> None:
    page = await open_page(browser, url, city)
    log = page.get_by_role("log")
    await newest(page, "同意").click()
    await expect(log).to_contain_text("好，记下了")
    await _says(page, "拍到井盖没了")
    await newest(page, "要，接着填").click()
    await expect(log).to_contain_text("（1/")
    at_once = log.locator(".theirs", has_text="收下了，放进材料里")
    await page.locator("#photos").set_input_files([_photo(number) for number in range(6)])
    await expect(page.locator(".mine[data-status=accepted] .photo")).to_have_count(6)
    await expect(at_once).to_have_count(1)
    await expect(page.locator(".resend")).to_have_count(0)


def _photo(number: int) -> dict[str, object]:
    return {"name": f"{number}.png", "mimeType": "image/png", "buffer": _PNG + bytes([number])}


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000106a2d1d50000000049454e44ae426082"
)
