"""The list in a real browser: it finds by itself, says the same as the chat, and goes on without a network."""

import asyncio
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.async_api import Browser, Page, Request, expect

from bot.web.map.directory import columns
from bot.web.map.files import files_base
from bot.web.map.patterns import patterns
from handlers.phrases.places import opening
from handlers.talk.texts import texts
from models.city.pack import City
from models.places.hours import PlaceHours, shut_rule
from models.places.place import Place
from models.places.published import PublishedPlace
from models.storage.database import Database
from models.values.calendar import day_begins
from tests.world.browser import IN_A_BROWSER
from tests.world.gates import a_gate

pytestmark = IN_A_BROWSER

HOURS = (
    "",
    "24/7",
    "off",
    "Mo-Su 07:00-22:00",
    "Mo-Fr 08:30-12:00,14:00-18:00; Sa-Su 09:00-17:00; PH off",
    "22:00-06:00",
    "06:00-24:00",
    "Mo-Fr 09:00-18:00; Sa unknown",
    "Mo-Su 08:00-20:00; 2026 Dec 01-2026 Dec 03 off",
    "not to be read",
)
TODAY = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)
"""Midnight of a Monday in the city."""


async def _open(browser: Browser, url: str, *, allowed: bool = True, city: City | None = None, **options: Any) -> Page:
    where = {"latitude": city.centre.latitude, "longitude": city.centre.longitude} if city is not None else None
    context = await browser.new_context(
        viewport=options.pop("viewport", {"width": 360, "height": 640}),
        locale=options.pop("locale", "zh-CN"),
        geolocation=where,  # type: ignore[arg-type]
        permissions=["geolocation"] if allowed else [],
        **options,
    )
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on("console", lambda said: pytest.fail(said.text) if "Content Security Policy" in said.text else None)
    await page.goto(url)
    return page


def _places(city: City) -> Sequence[PublishedPlace]:
    at = city.centre
    return [
        PublishedPlace(
            f"X{n}",
            "station",
            f"X{n}",
            at.latitude,
            at.longitude,
            None,
            "",
            "",
            hours,
            None,
            None,
            "",
            sample=True,
            access=None,
            access_note=None,
            checked_at=None,
        )
        for n, hours in enumerate(HOURS)
    ]


async def test_it_says_of_every_place_at_every_hour_what_the_chat_says(browser: Browser, url: str, city: City) -> None:
    """Half hours of the days that the phone knows, and those just before a change."""
    assert day_begins(TODAY, city.zone) == TODAY
    page = await _open(browser, f"{url}/place/T1")
    for locale in ("zh-CN", "en"):
        words = texts().in_(locale)
        minutes = [minute for half in range(2 * 24 * 6) for minute in (half * 30, half * 30 + 17)]
        said = await page.evaluate(
            """async ([files, columns, texts, minutes]) => {
              const { Directory } = await import(`${files}map/directory.js`);
              const { Sayings } = await import(`${files}map/cards.js`);
              const directory = new Directory(columns, { hash: "", at: 0, soon: texts.soon });
              const sayings = new Sayings(texts, directory);
              return columns.spans.map((_, hours) =>
                minutes.map((minute) => sayings.opening(directory.hoursState(hours, minute), minute)));
            }""",
            [files_base(), columns(_places(city), city, TODAY), patterns(words), minutes],
        )
        for hours, of_hours in zip(HOURS, said, strict=True):
            place = Place(hours=hours, shut_until=None)
            at = [TODAY + timedelta(minutes=minute) for minute in minutes]
            known = [opening(words, place, now, city.zone) for now in at]
            if hours == "off":  # the phone knows eight days, the chat a year
                assert set(of_hours) == set(known)
            assert [(now, text) for now, text in zip(at, of_hours, strict=True)] == list(zip(at, known, strict=True))


async def test_the_phone_says_the_way_in_closures_and_checks_as_the_server_does(
    browser: Browser, url: str, city: City, database: Database
) -> None:
    first = datetime.now(UTC).date() + timedelta(days=3)
    known = {"access": "code", "access_note": "扫门上的码", "checked_at": datetime.now(UTC) - timedelta(days=2)}
    async with database.transaction() as session:
        place = (await session.scalars(sa.select(Place).where(Place.code == "T1"))).one()
        for name, value in known.items():
            setattr(place, name, value)
        about = {"rule": shut_rule(first, first), "closes_minute": None, "reason": "repair", "staff_id": 1}
        session.add(PlaceHours(place_id=place.id, first=first, until=first, at=datetime.now(UTC), **about))
        long_ago = {"checked_at": datetime.now(UTC) - timedelta(days=181)}
        await session.execute(sa.update(Place).where(Place.code == "T8").values(**long_ago))
    page = await _open(browser, f"{url}/map?place=T1", city=city)
    lines = (".way", ".closure", ".checked")
    said = {code: [await _line(page, code, line) for line in lines] for code in ("T1", "T8")}
    assert said["T1"][0] == "怎么进： 要密码或者扫码（扫门上的码），从侧门进"
    assert said["T1"][1].endswith("关门：装修、维修")
    assert said["T1"][2].endswith("核实过")
    assert said["T8"] == ["", "", "好久没人核实了"]
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#list .card").first).to_contain_text("140 米，西北")
    await expect(page.locator('.card[data-code="T1"] .closure')).to_be_visible()
    assert {code: [await _line(page, code, line) for line in lines] for code in said} == said


async def _line(page: Page, code: str, line: str) -> str:
    """A line of a card as it is seen."""
    found = page.locator(f'#list .card[data-code="{code}"] {line}')
    return " ".join((await found.inner_text()).split()) if await found.is_visible() else ""


async def test_one_tap_finds_the_nearest_and_only_a_press_says_roughly_where(
    browser: Browser, url: str, city: City
) -> None:
    page = await _open(browser, "about:blank", city=city)
    asked: list[str] = []
    told: list[Any] = []

    def note(request: Request) -> None:
        said = request.post_data or ""
        if request.url == f"{url}/map/searched":
            told.append(json.loads(said))
        else:
            asked.append(request.url + said)

    page.on("request", note)
    here = city.centre.latitude + 0.0012, city.centre.longitude - 0.0013
    await page.context.set_geolocation({"latitude": here[0], "longitude": here[1]})
    await page.goto(f"{url}/map")
    await expect(page.locator("#list .card").first).to_contain_text("米，")  # it looked by itself, as it may
    await expect(page.get_by_text("不记你是谁")).to_be_visible()
    assert told == []
    await page.context.set_geolocation({"latitude": city.centre.latitude, "longitude": city.centre.longitude})
    await page.reload()
    await page.get_by_role("button", name="找离我最近的").click()
    cards = page.locator("#list .card")
    await expect(cards.first).to_contain_text("140 米，西北")
    await expect(cards.first).to_contain_text("晨光暖新驿站")
    await expect(page.locator("#said")).to_contain_text("最近的是晨光暖新驿站，140 米")
    await page.get_by_role("link", name="热水").or_(page.get_by_text("更多")).first.click()
    await page.get_by_role("link", name="热水").click()
    await expect(cards).to_have_count(1)
    await page.get_by_role("link", name="全部").click()
    square = {"lat": round(city.centre.latitude * 200) / 200, "lon": round(city.centre.longitude * 200) / 200}
    assert told == [{"need": [], **square}, {"need": ["hot_water"], **square}]
    for _ in range(6):
        await page.get_by_role("link", name="热水").click()
        await page.get_by_role("link", name="热水").click()
    assert len(told) == 6
    await page.reload()
    await expect(cards.first).to_contain_text("180 米，东")
    assert len(told) == 6
    degrees = re.compile(rf"{int(city.centre.latitude)}\.\d{{3,}}|{int(city.centre.longitude)}\.\d{{3,}}")
    assert [each for each in asked if degrees.search(each)] == []
    assert all(each.startswith((url, "data:")) for each in asked if each != "about:blank")


async def test_a_large_directory_is_loaded_only_for_who_wants_the_nearest(
    browser: Browser, url: str, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.map.page.LARGE", 5)
    page = await _open(browser, "about:blank", city=city)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.context.clear_permissions()
    await page.goto(f"{url}/map")
    await page.get_by_role("link", name="手机充电").click()
    await expect(page).to_have_url(f"{url}/map?need=charging")
    await page.wait_for_load_state("networkidle")
    assert not [each for each in asked if "/map/places-" in each]
    await page.context.grant_permissions(["geolocation"])
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#list .card").first).to_contain_text("140 米")


async def test_without_a_position_two_taps_lead_to_a_place(browser: Browser, url: str, city: City) -> None:
    page = await _open(browser, f"{url}/map", allowed=False)
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#hint")).to_contain_text("点一个区")
    district = city.district_at(city.centre)
    assert district is not None
    await page.get_by_role("link", name=district.titles["zh-CN"], exact=True).click()
    await page.locator("#list .place").first.click()
    await expect(page).to_have_url(re.compile("/place/"))
    await page.get_by_role("link", name="返回").click()
    await expect(page).to_have_url(re.compile(f"district={district.key}"))


async def test_what_people_say_now_counts_and_number_keys_open_the_list(browser: Browser, url: str, city: City) -> None:
    page = await _open(browser, "about:blank", city=city)
    state = {"hash": "", "shut": {"T8": 2**31}, "open": ["T1"], "warnings": []}

    async def shut(route: Any) -> None:
        real = await (await route.fetch()).json()
        await route.fulfill(body=json.dumps({**state, "hash": real["hash"]}), content_type="application/json")

    await page.route("**/map/state.json", shut)
    await page.goto(f"{url}/map")
    await expect(page.locator("#list .card").first).to_contain_text("青石路暖新驿站")
    await expect(page.locator("#list .card").first).to_contain_text("管这里的人今天说开着")
    second = await page.locator("#list .place").nth(1).get_attribute("href")
    await page.locator("#q").press("2")
    await expect(page.locator("#q")).to_have_value("2")
    await page.locator("h1").click(position={"x": 1, "y": 1}, trial=True)
    await page.locator("#near").focus()
    await page.keyboard.press("2")
    await expect(page).to_have_url(f"{url}{second}")


async def _until(page: Page, condition: str) -> None:
    """condition: a script's, in which something is awaited; `wait_for_function` does not wait for that."""
    again = "await new Promise((resolve) => setTimeout(resolve, 50))"
    async with asyncio.timeout(20):
        await page.evaluate(f"async () => {{ while (!({condition})) {again}; }}")


async def test_an_airplane_shows_the_last_list(browser: Browser, url: str, city: City) -> None:
    page = await _open(browser, f"{url}/map", city=city)
    await expect(page.locator("#list .card").first).to_contain_text("140 米")
    await page.evaluate("navigator.serviceWorker.ready")
    await _until(page, "(await caches.match('/map')) !== undefined")
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.locator("#offline")).to_contain_text("没有网络")
    await expect(page.locator("#list .card").first).to_contain_text("140 米")
    await page.get_by_role("link", name="手机充电").click()
    await expect(page.locator("#list .card").first).to_contain_text("晨光暖新驿站")


async def test_a_place_that_was_looked_at_is_there_in_an_airplane_and_says_since_when(
    browser: Browser, url: str, city: City
) -> None:
    page = await _open(browser, f"{url}/map", city=city)
    await page.evaluate("navigator.serviceWorker.ready")
    await _until(
        page, "(await navigator.serviceWorker.getRegistrations()).filter(({ active }) => active).length === 2"
    )
    await page.goto(f"{url}/place/T1")
    await expect(page.locator("#state")).to_contain_text("24 小时")
    await _until(page, "(await caches.match('/place/T1')) !== undefined")
    await page.context.set_offline(True)
    await page.clock.install(time=datetime.now(UTC) + timedelta(hours=2))
    await page.reload()
    await expect(page.locator("#kept")).to_contain_text("没有网络，这页是")
    await expect(page.locator("#state")).to_be_hidden()
    await expect(page.get_by_role("table").first).to_contain_text("24 小时")


async def test_the_rings_have_the_list_in_its_order(browser: Browser, url: str, city: City) -> None:
    page = await _open(browser, f"{url}/map", city=city)
    await expect(page.locator("#list .card").first).to_contain_text("140 米")
    await page.get_by_role("button", name="地图").click()
    await expect(page.locator("path.ring")).to_have_count(3)
    names = await page.locator("#list .name").all_text_contents()
    pins = await page.locator("#map [title]").evaluate_all("all => all.map((each) => each.title)")
    assert [each for each in pins if each[0].isdigit()] == [f"{n} {name}" for n, name in enumerate(names, 1)]
    await page.locator("#map .pin").first.click()
    await expect(page.locator("#list .place").first).to_be_focused()


@pytest.mark.parametrize(
    ("width", "size", "scheme"), [(320, "100%", "light"), (360, "200%", "dark"), (1280, "100%", "light")]
)
async def test_every_page_fits_every_screen(browser: Browser, url: str, width: int, size: str, scheme: Any) -> None:
    page = await _open(
        browser, f"{url}/map", locale="en-GB", color_scheme=scheme, viewport={"width": width, "height": 740}
    )
    for path in ("/map?open=0", "/map?need=toilet&place=T1", "/place/T1", "/place/T1/door", "/place/NOPE"):
        await page.goto(url + path)
        await page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, path
        for target in await page.locator("main a:visible, main button:visible, main summary:visible").all():
            if await target.evaluate("each => each.closest('.cards, .choices, .leaflet-container') !== null"):
                continue  # the whole card is the target
            box = await target.bounding_box()
            assert box is not None
            assert box["height"] >= 44, await target.text_content()


async def test_the_phone_leaves_gates_out_until_they_are_asked_for(
    browser: Browser, url: str, city: City, database: Database
) -> None:
    async with database.transaction() as session:
        session.add(a_gate("柳汀新城东门", city.centre, guard="登记手机号"))
        session.add(a_gate("柳汀新城西门", city.centre, north_m=90, checked_at=datetime.now(UTC), guard="刷脸"))
    page = await _open(browser, f"{url}/map", city=city)
    await page.get_by_role("button", name="找离我最近的").click()
    await expect(page.locator("#said")).to_contain_text("最近的是晨光暖新驿站，140 米")
    chip, cards = page.get_by_role("link", name="小区怎么进"), page.locator("#list .card")
    await chip.click()
    await expect(cards).to_have_count(2)
    await expect(cards.first).to_contain_text("柳汀新城西门")
    await expect(cards.first).to_contain_text("刷脸")
    await expect(cards.last.locator(".checked")).to_have_text("最近 60 天没人核实，进门前问一声。")
    await chip.click()
    await expect(page.get_by_text("柳汀新城")).to_have_count(0)
