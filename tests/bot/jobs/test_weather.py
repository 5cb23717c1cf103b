"""Weather warnings: read from a file or over HTTP, told once to who is there, with where to go."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web

from bot.assembly import build_app
from bot.jobs.notices import prepare_notices
from bot.jobs.schedule import Schedule
from bot.jobs.weather import JsonWarnings, WarningsUnreadable, raise_warnings
from bot.keys import Keys
from bot.settings import Settings
from handlers.talk.texts import texts
from models.city.pack import City
from models.notices.notice import Notice
from models.places.place import Place
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.values.position import Position
from tests.world.directory import METRES_A_DEGREE, PLACES
from tests.world.senders import NOON, NotebookChannel, Post


def a_warning(**about: Any) -> dict[str, Any]:
    usual = {
        "id": "1",
        "kind": "heat",
        "level": "orange",
        "districts": ["hewan"],
        "from": (NOON - timedelta(hours=1)).isoformat(),
        "until": (NOON + timedelta(hours=6)).isoformat(),
    }
    return usual | about


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "warnings.json"


def write(file: Path, *warnings: dict[str, Any]) -> JsonWarnings:
    file.write_text(json.dumps({"warnings": warnings}))
    return JsonWarnings(str(file))


async def told(post: Post, source: JsonWarnings) -> list[tuple[str, str]]:
    """What has been said, once the warnings were looked at."""
    await raise_warnings(post.database, post.city, texts(), source, now=post.now)
    await prepare_notices(post.database, clock=lambda: post.now)
    await post.deliver()
    return post.said


async def the_places(database: Database, city: City) -> dict[str, int]:
    """Numbers of the places by code: X1 cool, north; X2 cool, south; X3 dry, nearest; X4 cool, shut."""
    rows = [
        *PLACES(city),
        a_place(city, "X1", "北口驿站", 2000, "air_conditioning|rest", "Mo-Su 08:00-22:00"),
        a_place(city, "X2", "南口驿站", -2000, "air_conditioning|rest", "24/7"),
        a_place(city, "X3", "雨棚", -100, "rest", "Mo-Su 00:00-24:00"),
        a_place(city, "X4", "夜里开的", 2050, "air_conditioning|rest", "Mo-Su 20:00-23:00"),
    ]
    async with database.transaction() as session:
        session.add_all(rows)
        await session.flush()
        return {row.code: row.id for row in rows}


def a_place(city: City, code: str, name: str, north_m: float, needs: str, hours: str) -> Place:
    about = {"kind": "station", "street": None, "address": "", "phone": None, "note": None, "sample": True}
    latitude, longitude = city.centre.latitude + north_m / METRES_A_DEGREE, city.centre.longitude
    district = city.district_at(Position.wgs84(latitude, longitude))
    at = {"latitude": latitude, "longitude": longitude, "district": district.key if district else None}
    return Place(code=code, name=name, needs=f"|{needs}|", hours=hours, **at, **about)


async def the_text(post: Post, source: JsonWarnings) -> dict[str, str]:
    """By address, what each was told."""
    return dict(await told(post, source))


def home(city: City) -> str:
    here = city.district_at(city.centre)
    assert here is not None
    return here.key


async def test_a_warning_is_told_once_to_its_district(database: Database, city: City, file: Path) -> None:
    post = Post(database, city)
    await post.person("1", district=home(city), quiet_times="00:00-23:00")
    await post.person("2", district=next(key for key in city.districts if key != home(city)))
    source = write(file, a_warning(kind="storm", districts=[home(city)]))
    for _ in range(2):
        said = await told(post, source)
        assert [address for address, _ in said] == ["1"]
    assert "【暴雨雷电】" in said[0][1]
    assert "橙色预警" in said[0][1]


async def test_each_person_is_named_the_open_place_nearest_to_what_is_known_of_them(
    database: Database, city: City, file: Path
) -> None:
    post = Post(database, city)
    places = await the_places(database, city)
    elsewhere = next(key for key in city.districts if key != home(city))
    await post.person("1", district=home(city), last_place_id=places["X4"])
    await post.person("2", district=home(city), last_place_id=places["X2"])
    await post.person("3", district=home(city))
    await post.person("4", last_place_id=places["X4"])
    await post.person("5")
    await post.person("6", district=elsewhere, last_place_id=places["X4"])
    said = await the_text(post, write(file, a_warning(kind="heat", districts=[home(city), elsewhere])))
    assert "最近的凉快地方：北口驿站，离你上次看的地方 50 米，开到 22:00。" in said["1"].replace("\u00a0", " ")
    assert "最近的凉快地方：南口驿站" in said["2"]
    assert "一直开着" in said["2"]
    assert "你们区凉快地方" in said["3"]
    assert "上次" not in said["3"]
    for address in ("4", "6"):
        assert "最近的凉快地方：北口驿站" in said[address]
    assert "凉快地方：" not in said["5"]
    assert "夜里开的" not in "".join(said.values())


async def test_who_looked_at_a_place_outside_the_warned_districts_is_named_one_in_theirs(
    database: Database, city: City, file: Path
) -> None:
    post = Post(database, city)
    places = await the_places(database, city)
    async with database.transaction() as session:
        far = await session.get_one(Place, places["X2"])
        far.district = next(key for key in city.districts if key != home(city))
    await post.person("1", district=home(city), last_place_id=places["X2"])
    said = await the_text(post, write(file, a_warning(kind="heat", districts=[home(city)])))
    assert "你们区凉快地方：北口驿站" in said["1"]


@pytest.mark.parametrize("kind", ["storm", "typhoon"])
async def test_in_a_storm_it_is_the_nearest_dry_place(database: Database, city: City, file: Path, kind: str) -> None:
    post = Post(database, city)
    places = await the_places(database, city)
    await post.person("1", district=home(city), last_place_id=places["X3"])
    said = await the_text(post, write(file, a_warning(kind=kind, districts=[home(city)])))
    assert "最近的能避雨的地方：雨棚" in said["1"].replace("\u00a0", " ")


async def test_what_people_found_shut_or_closes_before_it_is_sent_is_not_named(
    database: Database, city: City, file: Path
) -> None:
    post = Post(database, city)
    places = await the_places(database, city)
    async with database.transaction() as session:
        (await session.get_one(Place, places["X3"])).shut_until = post.now + timedelta(days=1)
    await post.person("1", district=home(city), last_place_id=places["T3"])  # open until 15:20
    await raise_warnings(
        database, city, texts(), write(file, a_warning(kind="storm", districts=[home(city)])), now=post.now
    )
    await prepare_notices(database, clock=lambda: post.now)
    post.now += timedelta(minutes=30)
    await post.deliver()
    ((_, text),) = post.said
    assert "能避雨的地方：" in text
    assert "雨棚" not in text
    assert "望江暖新驿站" not in text


async def test_where_nothing_is_open_the_text_stands_alone(database: Database, city: City, file: Path) -> None:
    post = Post(database, city)
    await post.person("1", district=home(city))
    said = await the_text(post, write(file, a_warning(kind="heat", districts=[home(city)])))
    assert "【高温】" in said["1"]
    assert "凉快地方：" not in said["1"]


async def test_a_warning_that_is_no_emergency_waits_for_quiet_times_to_end(
    database: Database, city: City, file: Path
) -> None:
    post = Post(database, city)
    await post.person("1", district="hewan", quiet_times="14:00-16:00")
    source = write(file, a_warning(level="yellow"))
    assert await told(post, source) == []
    post.now += timedelta(hours=1, minutes=1)
    await post.deliver()
    assert [address for address, _ in post.said] == ["1"]


@pytest.mark.parametrize(
    "about",
    [
        {"from": (NOON + timedelta(hours=1)).isoformat()},
        {"until": (NOON - timedelta(minutes=1)).isoformat()},
        {"districts": ["atlantis"]},
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_is_not_in_force_or_not_here_is_not_told(
    database: Database, city: City, file: Path, about: dict[str, Any]
) -> None:
    post = Post(database, city)
    await post.person("1")
    assert await told(post, write(file, a_warning(**about))) == []


@asynccontextmanager
async def served(answer: web.Response) -> AsyncIterator[str]:
    async def warnings(request: web.Request) -> web.Response:
        return answer

    app = web.Application()
    app.router.add_get("/warnings", warnings)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/warnings"
    finally:
        await runner.cleanup()


async def test_warnings_come_over_http_too() -> None:
    async with served(web.json_response({"warnings": [a_warning()]})) as address:
        (warning,) = await JsonWarnings(address).current()
    assert (warning.kind, warning.districts) == ("heat", ["hewan"])


@pytest.mark.parametrize("answer", ["", "[]", '{"warnings": [{"id": "1"}]}'])
async def test_what_is_not_of_the_form_is_named(answer: str) -> None:
    async with served(web.Response(text=answer)) as address:
        with pytest.raises(WarningsUnreadable):
            await JsonWarnings(address).current()


async def test_a_source_that_is_away_is_named(tmp_path: Path) -> None:
    async with served(web.Response(status=500)) as address:
        with pytest.raises(WarningsUnreadable):
            await JsonWarnings(address).current()
    for gone in (address, str(tmp_path / "none.json")):
        with pytest.raises(WarningsUnreadable):
            await JsonWarnings(gone).current()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_no_warning_is_raised_until_the_operator_names_a_source(
    database: Database, city: City, cipher: Cipher, file: Path
) -> None:
    write(file, a_warning(districts=[]))

    async def run(**settings: Any) -> int:
        channels = [NotebookChannel()]
        app = build_app(
            Settings(_env_file=None, webchat=False, **settings),  # type: ignore[call-arg]
            Keys("s" * 40, cipher),
            database,
            city,
            channels=channels,
            clock=lambda: NOON,
        )
        await Schedule(app).begin("raise_weather_warnings")
        async with database.reading() as session:
            return (await session.scalars(sa.select(sa.func.count()).select_from(Notice))).one()

    assert await run() == 0
    assert await run(weather_warnings=str(file)) == 1
