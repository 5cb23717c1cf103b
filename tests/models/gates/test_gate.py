"""A gate is found by its estate's name however it is put, and what nobody checked comes last."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.gates.gate import confirm_gate, estate_of, gate_trust, gates_named, gates_near, is_address, is_doubted
from models.places.place import FeedbackKind, Place, Report, report_place
from models.storage.database import Database
from models.values.position import Position
from tests.world.filing import NOW, a_person
from tests.world.gates import a_gate

HERE = Position.wgs84(32.615, 115.165)
DAY = timedelta(days=1)


async def _names(session: AsyncSession, words: str) -> list[str]:
    return [each.name for each in await gates_named(session, words, now=NOW)]


@pytest.mark.parametrize(
    ("name", "estate"),
    [
        ("柳汀新城东门", "柳汀新城"),
        ("桐影苑二号门", "桐影苑"),
        ("桐影苑地下车库", "桐影苑"),
        ("晚枫家园 正门", "晚枫家园"),
        ("天门小区", "天门小区"),
        ("Willow Court east gate", "willow court"),
        ("东门", "东门"),
    ],
)
def test_a_name_has_the_estate_and_its_gate(name: str, estate: str) -> None:
    assert estate_of(name) == estate


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("柳汀新城东门", False),
        ("桐影苑2号门", False),
        ("青石路 88 号", True),
        ("青石路88号（驿站）西 30 米", True),
        ("", True),
    ],
)
def test_an_address_is_no_name_of_a_gate(name: str, address: bool) -> None:
    assert is_address(name) is address


async def test_an_estate_is_found_by_what_riders_type(database: Database) -> None:
    async with database.transaction() as session:
        session.add_all([a_gate("柳汀新城东门"), a_gate("柳汀新城北门"), a_gate("听荷花园南门"), a_gate("听荷南门")])
        session.add(a_gate("柳汀新城驿站", kind="station"))
        await session.flush()
        both = ["柳汀新城东门", "柳汀新城北门"]
        for words in ("柳汀新城", "我在柳汀新城门口", "柳汀新城小区", "柳汀", "送到柳汀新城的"):
            assert sorted(await _names(session, words)) == sorted(both), words
        assert await _names(session, "柳汀新城北门") == ["柳汀新城北门"]
        assert await _names(session, "听荷花园") == ["听荷花园南门"], "the longest name that fits"
        for words in ("望江苑", "城", "%", "_" * 30, "", "门"):
            assert await _names(session, words) == [], words


async def test_gates_that_nobody_checked_lately_come_last(database: Database) -> None:
    async with database.transaction() as session:
        for name, north_m, checked_at in (
            ("甲苑东门", 50, None),
            ("甲苑西门", 300, NOW - 61 * DAY),
            ("甲苑南门", 600, NOW),
        ):
            session.add(a_gate(name, HERE, north_m=north_m, checked_at=checked_at))
        session.add(a_gate("乙苑东门", HERE, north_m=1100, checked_at=NOW))
        await session.flush()
        near = [each.name for each in await gates_near(session, HERE, now=NOW)]
        assert near == ["甲苑南门", "甲苑东门", "甲苑西门"], "and none beyond a kilometre"
        assert (await _names(session, "甲苑"))[0] == "甲苑南门"


@pytest.mark.parametrize(
    ("checked_at", "doubted", "trust"),
    [(NOW, False, "known"), (NOW - 60 * DAY, False, "known"), (NOW - 61 * DAY, False, "old"), (None, False, "never"),
     (NOW, True, "doubted")],
)  # fmt: skip
def test_trust_lasts_sixty_days(checked_at: datetime | None, doubted: bool, trust: str) -> None:
    assert gate_trust(checked_at, NOW, doubted=doubted) == trust


async def test_one_who_counts_confirms_it_to_the_day_and_one_who_does_not_changes_nothing(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        gate = a_gate("甲苑东门")
        session.add(gate)
        await session.flush()
        new = await a_person(session, "new", since=NOW)
        assert not await confirm_gate(session, gate.id, new.id, now=NOW, zone=city.zone)
        assert gate.checked_at is None
        anna = await a_person(session, "anna")
        assert await confirm_gate(session, gate.id, anna.id, now=NOW, zone=city.zone)
    async with database.reading() as session:
        kept = (await session.get_one(Place, gate.id)).checked_at
        assert kept is not None
        assert kept.astimezone(city.zone).isoformat() == "2026-11-23T00:00:00+08:00"


async def test_a_word_that_it_changed_is_kept_without_the_person_and_lasts_until_it_is_checked(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        gate = a_gate("甲苑东门", checked_at=NOW - DAY)
        session.add(gate)
        await session.flush()
        anna, new = await a_person(session, "anna"), await a_person(session, "new", since=NOW)
        await report_place(session, Report(gate.id, FeedbackKind.CHANGED, new.id), now=NOW, zone=city.zone)
        assert not await is_doubted(session, gate), "somebody new does not count"
        await report_place(session, Report(gate.id, FeedbackKind.CHANGED, anna.id), now=NOW, zone=city.zone)
        assert await is_doubted(session, gate)
        assert [each.doubted for each in await gates_named(session, "甲苑", now=NOW)] == [True]
        await confirm_gate(session, gate.id, anna.id, now=NOW + DAY, zone=city.zone)
        assert not await is_doubted(session, gate)
