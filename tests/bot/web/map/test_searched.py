"""What the list's script says of a search is taken if it is exactly that, and says no more than it must."""

import json
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.map import searched as page
from models.city.pack import City
from models.places.demand import SearchRecord
from models.storage.database import Database
from tests.world.searches import searched

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
HERE = {"lat": 32.615, "lon": 115.165}
SEARCH: dict[str, Any] = {"need": ["toilet"], **HERE}
REFUSED: dict[str, Any] = {
    "finer to the north": {**SEARCH, "lat": 32.6151},
    "finer to the east": {**SEARCH, "lon": 115.1625},
    "a need that is none": {**SEARCH, "need": ["gold"]},
    "needs that are none": {**SEARCH, "need": "toilet"},
    "needs in needs": {**SEARCH, "need": [["toilet"]]},
    "nothing of where": {"need": []},
    "more than is asked": {**SEARCH, "accuracy": 5},
    "beyond the pole": {**SEARCH, "lat": 95.0},
    "a word for a number": {**SEARCH, "lat": "32.615"},
    "yes for a number": {**SEARCH, "lat": True},
    "no number": {**SEARCH, "lat": float("nan")},
    "a number without end": {**SEARCH, "lon": 10**400},
    "a list": [SEARCH],
}


async def _post(url: str, body: bytes, agent: str, kind: str = "application/json") -> int:
    headers = {"Content-Type": kind, "User-Agent": agent}
    async with aiohttp.ClientSession() as client, client.post(f"{url}/map/searched", data=body, headers=headers) as it:
        assert it.status == 413 or it.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in it.headers
        if it.status == 204:
            assert await it.read() == b""
        return it.status


async def test_a_search_is_recorded_as_the_chats_are(url: str, database: Database) -> None:
    for agent in ("one", "other"):
        assert await _post(url, json.dumps(SEARCH).encode(), agent) == 204
    async with database.reading() as session:
        records = await searched(session)
        tokens = set(await session.scalars(sa.select(SearchRecord.token)))
    assert [(each.needs, each.outcome, each.source) for each in records] == [("|toilet|", "met", "page")] * 2
    assert len(tokens) == 2


async def test_a_search_from_outside_of_the_city_leaves_nothing(url: str, database: Database) -> None:
    assert await _post(url, json.dumps({"need": [], "lat": 39.9, "lon": 116.4}).encode(), "one") == 204
    async with database.reading() as session:
        assert await searched(session) == []


async def test_whatever_else_comes_is_refused_and_leaves_nothing(url: str, database: Database) -> None:
    for number, (what, said) in enumerate(REFUSED.items()):
        assert await _post(url, json.dumps(said).encode(), f"agent {number}") == 400, what
    body = json.dumps(SEARCH).encode()
    assert await _post(url, body, "by a form", "text/plain") == 400
    assert await _post(url, body + b" " * page.LARGEST, "at length") == 413
    for number, odd in enumerate((b"", b"\xff", b"[" * 1000, b'{"need": ["\\ud800"], "lat": 1, "lon": 1}')):
        assert await _post(url, odd, f"odd {number}") == 400
    async with aiohttp.ClientSession() as client, client.get(f"{url}/map/searched") as got:
        assert got.status == 405
    async with database.reading() as session:
        assert await searched(session) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["toilet", 32.615]),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["need", "lat", "lon", "x"]), inside, max_size=4)
        | st.fixed_dictionaries({"need": inside, "lat": inside, "lon": inside})
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=anything, cut=st.integers(0, 40))
def test_no_body_breaks_it_and_none_is_read_finer_than_the_grid(
    city: City, database_kind: str, said: Any, cut: int
) -> None:
    whole = json.dumps(said).encode()
    for body in (whole, whole[cut:]):
        search = page._read(body, city)
        if search is not None:
            assert set(search.needs) <= set(city.needs)
            for degrees in (search.here.latitude, search.here.longitude):
                assert round(degrees * 200) / 200 == pytest.approx(degrees, abs=1e-7)


async def test_one_visitor_is_taken_six_times_a_minute_and_an_address_sixty(url: str) -> None:
    body = json.dumps(SEARCH).encode()
    assert [await _post(url, body, "one") for _ in range(7)] == [204] * 6 + [429]
    answers = [await _post(url, b"{}", f"agent {number}") for number in range(60)]
    assert set(answers) == {400, 429}
    async with aiohttp.ClientSession() as client, client.get(f"{url}/map") as got:
        assert got.status == 200, "its pages have a budget of their own"
