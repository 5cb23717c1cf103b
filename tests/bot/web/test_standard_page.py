"""/standard, and the grade on the page of a place, in the list and in the directory of phones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
import sqlalchemy as sa

from bot.assembly import build_app
from bot.keys import Keys
from bot.settings import Settings
from bot.web.map.directory import columns
from bot.web.site import build_site
from handlers.phrases.assessment import grade_number, grades_said
from handlers.talk.texts import texts
from models.assessment.round import AssessmentRound
from models.assessment.shown import stars_by_code
from models.city.pack import City
from models.places.published import published_places
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.models.assessment.test_assessment import LATER, NOW, Town
from tests.world.directory import PLACES
from tests.world.stations.assessment import place_of

TODAY = LATER.date()


@asynccontextmanager
async def asking(
    database: Database, city: City, cipher: Cipher, now: datetime = NOW
) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who asks the service for pages at a moment."""
    settings = Settings(_env_file=None, webchat=True, encoder=False)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city, clock=lambda: now)
    transport = httpx.ASGITransport(app=build_site(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://nuanxin.example.org") as client:
        yield client


async def a_published_round(database: Database, city: City) -> None:
    async with database.transaction() as session:
        town = await Town(session, city).begin()
        await town.visit_all(failed=("open",))
        await town.told()
        await town.published()


async def test_the_standard_is_public_in_both_languages(database: Database, city: City, cipher: Cipher) -> None:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
    async with asking(database, city, cipher) as client:
        said = await text_of(client, "/standard")
        for part in (
            "河湾市暖新驿站评估标准",
            "门按登记的时间开着",
            "占 8 分",
            "2 个工作日内整改",
            "大众日报",
            "还没抽签",
        ):
            assert part in said
        english = await text_of(client, "/standard", "en")
        for part in (
            "Standard for the warm stations of Hewan",
            "The door is open as posted",
            "Weight 8",
            "No round is drawn yet",
        ):
            assert part in english
        assert "按什么评" in await text_of(client, "/place/T1")
        assert "还没评" in await text_of(client, "/place/T1")


async def test_a_round_shows_its_seal_and_its_seed_only_afterwards(
    database: Database, city: City, cipher: Cipher
) -> None:
    await a_published_round(database, city)
    async with database.reading() as session:
        round_ = (await session.scalars(sa.select(AssessmentRound))).one()
    async with asking(database, city, cipher, now=NOW) as client:
        said = await text_of(client, "/standard")
        assert round_.seal in said
        assert str(round_.seed) not in said
        assert "（κ）1.00" in said
    async with asking(database, city, cipher, now=NOW + timedelta(days=10)) as client:
        assert str(round_.seed) in await text_of(client, "/standard")


async def test_a_place_shows_its_grade_with_the_legs_apart(database: Database, city: City, cipher: Cipher) -> None:
    await a_published_round(database, city)
    async with asking(database, city, cipher, now=LATER) as client:
        said = await text_of(client, "/place/T1")
        for part in ("评估：不合格，必须做到的没做到", "看到的 100%，守住的", "没做到：门按登记的时间开着", "还没人说"):
            assert part in said
        assert "Riders: no word yet" in await text_of(client, "/place/T1", "en")
        listed = await text_of(client, "/map?open=0")
        assert "评估：不合格" in listed
        assert "评估：★" in listed
    async with database.reading() as session:
        grades = await stars_by_code(session, today=TODAY)
        packed = columns(await published_places(session), city, NOW, grades)
    by_code = dict(zip([each.partition(" ")[2] for each in packed["code"]], packed["grade"], strict=True))
    assert grades_said(texts().in_("zh-CN"))[grade_number(grades["T1"])] == "评估：不合格"
    assert sorted(by_code.values())[0] == 1, "T1 failed"


async def test_a_station_that_mends_nothing_is_not_among_the_open_ones(
    database: Database, city: City, cipher: Cipher
) -> None:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
        await session.flush()
        place = await place_of(session, "T1")
        place.unmended_at = NOW
    async with asking(database, city, cipher, now=NOW) as client:
        assert "青石路暖新驿站" not in await text_of(client, "/map")
        assert "青石路暖新驿站" in await text_of(client, "/map?open=0")
    async with database.reading() as session:
        listed = await published_places(session)
        packed = columns(listed, city, NOW)
    assert [listed[at].code for at in packed["unmended"]] == ["T1"], "phones leave it out too"


async def text_of(client: httpx.AsyncClient, path: str, language: str = "zh-CN") -> str:
    answer = await client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return answer.text
