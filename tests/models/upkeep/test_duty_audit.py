"""Whoever writes into a duty, its record or its pictures is found by `audit`."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.jobs.daily_seals import seal_days
from models.city.pack import City
from models.duties.duty import KEPT, Duty
from models.duties.ending import forget_duties
from models.duties.proof import DutyProof, keep_proof
from models.duties.slips import warn_of_duties
from models.duties.steps import accept_duty, report_done, withdraw
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.models.duties.test_duties import PHOTO, an_order
from tests.world.filing import NOW

FORGERIES = {
    "day": ("UPDATE duty SET due_at = '2027-01-01 00:00:00.000000'", (None, "seal")),
    "no more slips": ("UPDATE duty SET warn_at = '2030-01-01 00:00:00.000000'", (None, "seal")),
    "state": ("UPDATE duty SET state = 'struck'", (None, "seal")),
    "step": ("UPDATE duty_step SET staff_id = 99 WHERE number = 2", (2, "hash")),
    "moment": ("UPDATE duty_step SET at = '2026-11-20 00:00:00.000000' WHERE number = 2", (2, "hash")),
    "words": (
        "UPDATE duty_step SET sealed = (SELECT sealed FROM duty_step WHERE number = 1) WHERE number = 3",
        (3, "data"),
    ),
    "last step": ("DELETE FROM duty_step WHERE number = 4", (4, "end")),
    "middle step": ("DELETE FROM duty_step WHERE number = 2", (2, "number")),
    "picture": ("DELETE FROM duty_proof", (4, "file")),
    "digest": ("UPDATE duty_proof SET sha256 = 'x'", (4, "file")),
}


async def _a_duty(session: Any, city: City) -> Duty:
    """Given, accepted, reported, and its picture kept: four links."""
    _, sun, duty = await an_order(session, city)
    await accept_duty(session, duty.id, sun, city=city, now=NOW)
    await report_done(session, duty.id, sun, "好了", proof=[PHOTO], city=city, now=NOW)
    number = (await session.scalars(sa.select(DutyProof.id))).one()
    await keep_proof(session, number, b"a picture", "image/jpeg", now=NOW)
    return duty


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forgery_is_told(database: Database, city: City, forgery: str) -> None:
    statement, found = FORGERIES[forgery]
    async with database.transaction() as session:
        await _a_duty(session, city)
    async with database.transaction() as session:
        assert await audit(session) is None
        await session.execute(sa.text(statement))
    async with database.transaction() as session:
        broken = await audit(session)
        assert broken is not None
        assert (broken.duty, (broken.link, broken.reason)) == (1, found)


async def test_a_row_that_was_forged_stays_told_whatever_is_done_with_it_later(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, duty = await an_order(session, city)
    async with database.transaction() as session:
        await session.execute(sa.text("UPDATE duty SET due_at = '2027-01-01 00:00:00.000000'"))
    async with database.transaction() as session:
        await withdraw(session, duty.id, luo, city=city, now=NOW)
    async with database.transaction() as session:
        broken = await audit(session)
        assert broken is not None
        assert broken.reason == "seal"


async def test_slips_leave_the_duty_whole(database: Database, city: City) -> None:
    async with database.transaction() as session:
        await an_order(session, city)
    async with database.transaction() as session:
        assert await warn_of_duties(session, city=city, now=NOW + timedelta(days=3)) == 1
    async with database.transaction() as session:
        assert await audit(session) is None


async def test_the_daily_line_covers_duties(database: Database, city: City) -> None:
    async with database.transaction() as session:
        duty = await _a_duty(session, city)
    await seal_days(database, city.zone, clock=lambda: NOW + timedelta(days=1))
    async with database.transaction() as session:
        assert (await session.get_one(Duty, duty.id)).day_seal
        assert await audit(session) is None
        await session.execute(sa.text("DELETE FROM duty"))
    async with database.transaction() as session:
        broken = await audit(session)
        assert broken is not None
        assert (broken.day, broken.reason) == (date(2026, 11, 23), "gone")


async def test_a_duty_that_was_kept_long_enough_is_not_missed(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, _, duty = await an_order(session, city)
        await withdraw(session, duty.id, luo, city=city, now=NOW)
    await seal_days(database, city.zone, clock=lambda: NOW + timedelta(days=1))
    async with database.transaction() as session:
        await forget_duties(session, now=NOW + KEPT + timedelta(days=1))
    async with database.transaction() as session:
        assert await audit(session) is None
