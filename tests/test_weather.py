"""Weather warnings: read from a file or over HTTP, told once to who is there, with where to go."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.notices import prepare_notices
from bot.weather import JsonWarnings, WarningsUnreadable, raise_warnings
from handlers.texts import texts
from models.city import City
from models.database import Database
from tests.directory import PLACES
from tests.senders import NOON, Post


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


async def test_a_warning_is_told_once_to_its_district_with_stations_that_are_open(
    database: Database, city: City, file: Path
) -> None:
    post = Post(database, city)
    async with database.transaction() as session:
        session.add_all(PLACES(city))
    here = city.district_at(city.centre)
    assert here is not None
    await post.person("1", district=here.key, quiet_times="00:00-23:00")
    await post.person("2", district=next(key for key in city.districts if key != here.key))
    source = write(file, a_warning(kind="storm", districts=[here.key]))
    for _ in range(2):
        said = await told(post, source)
        assert [address for address, _ in said] == ["1"]
    assert "【暴雨雷电】" in said[0][1]
    assert "橙色预警" in said[0][1]
    assert "青石路暖新驿站" in said[0][1]


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
