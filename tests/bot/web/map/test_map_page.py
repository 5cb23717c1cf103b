"""The map's pages as they come from the server: whole without a script, cached, limited, and with no cookie."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
import sqlalchemy as sa

from bot.web.map import routes
from models.city.pack import City
from models.outbox.pictures import put_for_everybody
from models.places.hours import PlaceHours, shut_rule
from models.places.place import Place
from models.storage.database import Database
from models.values.position import Position
from tests.world.filing import a_picture
from tests.world.gates import a_gate

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
CHINESE = {"Accept-Language": "zh-CN"}


async def _get(url: str, path: str, **headers: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(headers={**CHINESE, **headers}) as client, client.get(url + path) as answer:
        assert "Set-Cookie" not in answer.headers
        return answer.status, await answer.text()


def _codes(page: str) -> list[str]:
    return re.findall(r'data-code="(\w+)"', page.split("<template")[0])


async def test_the_list_answers_needs_words_and_districts_without_a_script(url: str, city: City) -> None:
    _, page = await _get(url, "/map")
    assert _codes(page)[:2] == ["T8", "T1"]
    assert not {"T3", "T4"} & set(_codes(page)), "neither shut ones nor those whose hours nobody knows"
    assert "现在开着的，从市中心往外排" in page
    _, page = await _get(url, "/map?open=0")
    assert {"T3", "T4"} <= set(_codes(page))
    assert 'data-shape="shut"' in page
    assert 'data-shape="unknown"' in page
    _, page = await _get(url, "/map?need=charging&need=hot_water")
    assert _codes(page) == ["T1"]
    _, page = await _get(url, "/map?q=青石路暖新驿站附近")
    assert _codes(page)[0] == "T1"
    assert re.search(r"走 \d+ 分钟", page)
    _, page = await _get(url, "/map?q=哪里都没有的路")
    assert "没找到“哪里都没有的路”" in page
    assert "一个开着的都没有" not in page
    _, page = await _get(url, "/map?q=暖新驿站")
    assert page.count('class="choice"') > 1
    district = city.district_at(city.centre)
    assert district is not None
    _, page = await _get(url, f"/map?district={district.key}&need=nursing")
    assert f"{district.titles['zh-CN']}：" in page
    _, page = await _get(url, "/map?place=T2")
    assert _codes(page)[0] == "T2"
    _, page = await _get(url, "/map", **{"Accept-Language": "en"})
    assert "Open now, from the city centre outwards" in page


async def test_whatever_an_address_asks_for_is_answered(url: str) -> None:
    for query in (
        "need=none&district=none&open=maybe&page=-1",
        "page=99999999999999999999&q=%00%ED%A0%80",
        "page=²&need=" + "toilet," * 500,
        "q=" + "%25_/" * 200,
        "place=" + "x" * 3000,
        "q=<script>alert(1)</script>&place=%22%3E",
        "lat=1&q=0,0",
    ):
        status, page = await _get(url, f"/map?{query}")
        assert status == 200, query
        assert "<script>alert" not in page
    for code in ("NOPE", "%00", "%ED%A0%80", "x" * 4000, "..%2f..%2fetc", "T1%20"):
        for path in ("", "/door", "/door.svg"):
            status, _ = await _get(url, f"/place/{code}{path}")
            assert status == 404, code
    for name in ("../site.py", "map/../../site.py", "chat.js", "map", ""):
        status, _ = await _get(url, f"/map/files/x/{name.replace('/', '%2f')}")
        assert status == 404, name


async def test_a_place_says_its_week_its_way_in_and_where_to_complain(url: str, database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(sa.update(Place).where(Place.code == "T1").values(hours="Mo-Su 07:00-12:00,13:00-22:00"))
    _, page = await _get(url, "/place/T1")
    assert page.count("7:00–12:00、13:00–22:00") >= 7
    assert "从侧门进" in page
    assert 'href="tel:0379-6000 1234"' in page
    assert 'href="/chat?start=st_T1"' in page
    assert f'property="og:url" content="{url}/place/T1"' in page
    _, page = await _get(url, "/place/T4")
    assert "几点开不清楚" in page
    async with database.transaction() as session:
        await session.execute(sa.update(Place).where(Place.code == "T1").values(closed_at=datetime.now(UTC)))
    status, page = await _get(url, "/place/T1")
    assert status == 404
    assert "这个地方已经撤了" in page
    assert 'href="/map"' in page


async def test_it_says_how_to_get_in_when_it_is_shut_and_that_nobody_checked_it(url: str, database: Database) -> None:
    today = datetime.now(UTC).date()
    first, last = today + timedelta(days=40), today + timedelta(days=47)
    async with database.transaction() as session:
        values = {"access": "code", "access_note": "<b>扫码</b>", "checked_at": datetime.now(UTC) - timedelta(days=2)}
        place = (
            await session.scalars(sa.update(Place).where(Place.code == "T1").values(**values).returning(Place))
        ).one()
        place.checked_by, place.photo = "rider", await put_for_everybody(session, a_picture(), "image/jpeg")
        about = {"rule": shut_rule(first, last), "closes_minute": None, "reason": "装修<i>", "staff_id": 1}
        session.add(PlaceHours(place_id=place.id, first=first, until=last, at=datetime.now(UTC), **about))
        await session.execute(
            sa.update(Place).where(Place.code == "T8").values(checked_at=datetime(2026, 1, 1, tzinfo=UTC))
        )
    days = f"{first.month} 月 {first.day} 日–{last.month} 月 {last.day} 日关门：装修"
    _, page = await _get(url, "/place/T1")
    for said in (
        f"{days}&lt;i&gt;",
        "要密码或者扫码（&lt;b&gt;扫码&lt;/b&gt;）",
        "核实过，去过的骑手说的",
        "/place/T1/photo",
    ):
        assert said in page, said
    assert "data-old" not in page
    _, page = await _get(url, "/place/T8")
    assert '<p class="checked" data-old>好久没人核实了' in page
    _, page = await _get(url, "/map")
    assert days in page
    assert re.search(r'<p class="checked" data-old>\s*好久没人核实了', page)
    async with aiohttp.ClientSession(headers=CHINESE) as client:
        async with client.get(f"{url}/map/state.json") as answer:
            assert (await answer.json())["closures"] == {"T1": f"{days}<i>"}
        async with client.get(f"{url}/place/T1/photo") as answer:
            assert (answer.status, answer.content_type, await answer.read()) == (200, "image/jpeg", a_picture())
        async with client.get(f"{url}/place/T8/photo") as answer:
            assert answer.status == 404


async def test_the_way_there_is_right_to_two_metres_in_each_app(url: str, city: City) -> None:
    _, page = await _get(url, "/place/T5")
    links = [unescape(href) for href in re.findall(r'class="route" href="([^"]+)"', page)]
    place = Position.wgs84(
        city.centre.latitude - 700 / 111_195.0,
        next(each for each in [await _longitude(url, "T5")]),
    )
    to: dict[str, Position] = {}
    for link in links:
        parts, query = urlsplit(link), parse_qs(urlsplit(link).query)
        if parts.hostname == "uri.amap.com":
            longitude, latitude = query["to"][0].split(",")[:2]
            to["amap"] = Position.gcj02(float(latitude), float(longitude))
        elif parts.hostname == "api.map.baidu.com":
            to["baidu"] = Position.bd09(*map(float, query["location"][0].split(",")))
        elif parts.hostname == "apis.map.qq.com":
            to["tencent"] = Position.gcj02(*map(float, query["tocoord"][0].split(",")))
        elif parts.hostname == "maps.apple.com":
            to["apple"] = Position.gcj02(*map(float, query["daddr"][0].split(",")))
        elif parts.scheme == "geo":
            to["geo"] = Position.wgs84(*map(float, parts.path.split(",")))
    assert set(to) == {"amap", "baidu", "tencent", "apple", "geo"}
    assert {app: each.distance_m(place) <= 2 for app, each in to.items()} == dict.fromkeys(to, True)


async def _longitude(url: str, code: str) -> float:
    """Of a place, as the directory that the phone keeps has it."""
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{url}/map/state.json") as answer:
            name = (await answer.json())["hash"]
        async with client.get(f"{url}/map/places-{name}.json") as answer:
            columns = await answer.json()
    at = next(n for n, code_said in enumerate(columns["code"]) if code_said.endswith(code[-1]))
    return float(columns["centre"][1] + sum(columns["east"][: at + 1]) / 100_000)


async def test_what_never_changes_is_kept_for_good_and_what_does_for_a_minute(url: str, database: Database) -> None:
    async with aiohttp.ClientSession(headers=CHINESE) as client:
        async with client.get(f"{url}/map") as answer:
            assert answer.headers["Cache-Control"].startswith("public, max-age=60")
            assert "Accept-Language" in answer.headers["Vary"]
            assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
            page = await answer.text()
        file = re.search(r'src="(/map/files/[^"]+map\.js)"', page)
        assert file is not None
        async with client.get(url + file[1]) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["Content-Encoding"] == "gzip"
        async with client.get(url + re.sub(r"files/\w+/", "files/older/", file[1])) as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
        until = datetime.now(UTC) + timedelta(hours=1)
        async with database.transaction() as session:
            await session.execute(sa.update(Place).where(Place.code == "T1").values(shut_until=until))
        async with client.get(f"{url}/map/state.json") as answer:
            state = await answer.json()
        assert state["shut"] == {"T1": int(until.timestamp()) // 60}
        async with client.get(f"{url}/map/places-{state['hash']}.json") as answer:
            assert "immutable" in answer.headers["Cache-Control"]
        async with client.get(f"{url}/map/places-{state['hash'][::-1]}.json") as answer:
            assert answer.status == 404


async def test_an_address_that_asks_too_often_is_told_to_wait(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with aiohttp.ClientSession(headers=CHINESE) as client:
        statuses = []
        monkeypatch.setattr("bot.door.budget.time", SimpleNamespace(monotonic=lambda: 0.0))  # nothing grows back
        for _ in range(int(routes.STORE) + 1):
            async with client.get(f"{url}/place/NOPE/door.svg") as answer:
                statuses.append(answer.status)
        assert statuses == [404] * int(routes.STORE) + [429]
        async with client.get(f"{url}/map") as answer:
            assert answer.status == 429
            assert answer.headers["Retry-After"]
            assert "等十秒再开" in await answer.text()


async def test_the_code_on_a_door_opens_its_page(url: str) -> None:
    status, sheet = await _get(url, "/place/T1/door")
    assert status == 200
    assert f"{url}/place/T1" in sheet
    status, drawn = await _get(url, "/place/T1/door.svg")
    assert (status, "<svg" in drawn) == (200, True)


async def test_a_gate_has_a_chip_of_its_own_and_comes_up_nowhere_else(url: str, city: City, database: Database) -> None:
    async with database.transaction() as session:
        session.add(
            a_gate("柳汀新城东门", city.centre, code="G1", guard="登记手机号", **{"pass": "https://a.example/"})
        )
        session.add(
            a_gate("柳汀新城西门", city.centre, code="G2", north_m=90, checked_at=datetime.now(UTC), guard="刷脸")
        )
    _, page = await _get(url, "/map?open=0")
    assert not {"G1", "G2"} & set(_codes(page))
    chip = re.search(r'href="([^"]+)" data-need="gate">🚪 小区怎么进', page)
    assert chip
    _, page = await _get(url, unescape(chip[1]))
    assert _codes(page) == ["G2", "G1"], "unchecked ones last"
    assert page.count('<p class="checked" data-old>最近 60 天没人核实') == 1
    assert '<p class="details">登记手机号</p>' in page
    _, page = await _get(url, "/place/G1")
    assert "门岗要什么" in page
    assert 'href="https://a.example/"' in page
    assert "最近 60 天没人核实" in page
    assert "几点开不清楚" not in page
