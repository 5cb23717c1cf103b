"""The demonstration: what is in it, that it touches nothing real, and that it can be shown again."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.ready_database import Unready, bring_up_to_date
from bot.demo.command import demonstrate, need_demonstration
from bot.demo.plots import ACTS, PLOTS
from bot.keys import open_keys
from bot.settings import Settings
from bot.start import prepared
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.record import CaseEvent
from models.cases.steps import CaseState
from models.city.pack import load_city
from models.duties.duty import Duty, DutyKind, DutyState
from models.events.booking import Booking
from models.notices.notice import Notice, NoticeState
from models.outbox.message import OutboxMessage, OutboxState
from models.people.person import Person, meet
from models.staff.absence import StaffAbsence
from models.staff.post import Staff, StaffRole
from models.storage.database import Database, open_database
from models.upkeep.audit import audit
from models.upkeep.demonstration import demonstration_of

WORDS = texts().in_("en")
ONE_OF_EACH = tuple(replace(each, count=1) for each in PLOTS)
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # Friday afternoon in the city


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    url = f"sqlite+aiosqlite:///{tmp_path / 'nuanxin.db'}"
    return Settings(_env_file=None, data_dir=tmp_path, database_url=url)  # type: ignore[call-arg]


def _said(line: str) -> None:
    return None


def _opened(settings: Settings) -> Database:
    return open_database(settings.database_url, open_keys(settings).cipher)


def test_the_plots_make_three_hundred_cases_and_use_every_act() -> None:
    assert sum(each.count for each in PLOTS) == 300
    assert {name for each in PLOTS for name, _ in each.steps} | {"picture"} == set(ACTS)


async def test_cases_in_every_state_and_what_is_beside_them(settings: Settings) -> None:
    lines: list[str] = []
    made = await demonstrate(settings, WORDS, lines.append, now=NOW, plots=ONE_OF_EACH)
    assert lines[-1] == f"Inventing cases: {len(PLOTS)} of {len(PLOTS)}"
    database = _opened(settings)
    try:
        async with database.reading() as session:
            cases = (await session.scalars(sa.select(Case))).all()
            assert len(cases) == len(PLOTS)
            assert {each.state for each in cases} == set(CaseState)
            assert all(each.filed_at < NOW for each in cases)
            last = await session.scalar(sa.select(sa.func.max(CaseEvent.at)))
            assert last is not None
            assert last <= NOW
            posts = (await session.scalars(sa.select(Staff).where(Staff.active))).all()
            staffed = {each.department for each in posts if each.department}
            assert len(staffed) == 4
            assert {each.role for each in posts} == set(StaffRole)
            assert {each.department for each in cases} <= staffed
            states = Counter(each.state for each in await session.scalars(sa.select(Duty)))
            assert set(states) == {DutyState.GIVEN, DutyState.ACCEPTED, DutyState.REPORTED}
            assert set(await session.scalars(sa.select(Duty.kind))) == set(DutyKind)
            notices = Counter(each.state for each in await session.scalars(sa.select(Notice)))
            assert notices == {NoticeState.SCHEDULED: 2, NoticeState.TO_APPROVE: 1}
            assert await session.scalar(sa.select(sa.func.count()).select_from(Booking))
            assert await session.scalar(sa.select(sa.func.count()).select_from(StaffAbsence)) == 1
            waits = sa.select(OutboxMessage).where(
                OutboxMessage.state == OutboxState.WAITING, OutboxMessage.send_at < NOW - timedelta(days=1)
            )
            assert not (await session.scalars(waits)).all(), "nobody gets the news of weeks at once"
            assert await audit(session) is None
    finally:
        await database.close()
    assert made.cast.leader
    again = await demonstrate(settings, WORDS, lines.append, now=NOW)
    assert lines[-1] == "Taking the demonstration that is there."
    assert again.cast.leads == made.cast.leads
    async with prepared(settings, WORDS) as (_, _, pack):
        assert pack.city.demonstration, "whoever serves it says so"


async def test_a_database_that_holds_somebody_real_is_left_as_it_is(settings: Settings) -> None:
    settings.make_folders()
    database = _opened(settings)
    await bring_up_to_date(database, settings, WORDS)
    async with database.transaction() as session:
        await meet(session, "telegram", "1", locale="zh-CN", now=NOW)
    with pytest.raises(Unready, match="it was left as it is"):
        await demonstrate(settings, WORDS, _said, now=NOW)
    async with database.reading() as session:
        assert await demonstration_of(session) is None
        assert await session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1
        assert not (await session.scalars(sa.select(Case))).all()
    await database.close()


async def test_a_pack_of_a_real_city_is_refused(settings: Settings, tmp_path: Path) -> None:
    elsewhere = settings.model_copy(update={"city_dir": tmp_path})
    with pytest.raises(Unready, match="sample city"):
        await demonstrate(elsewhere, WORDS, _said, now=NOW)


async def test_one_that_was_not_filled_to_the_end_says_so(settings: Settings) -> None:
    class Stopped(Exception):
        pass

    def stop(line: str) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        await demonstrate(settings, WORDS, stop, now=NOW, plots=ONE_OF_EACH)
    with pytest.raises(Unready, match="not filled to the end"):
        await demonstrate(settings, WORDS, _said, now=NOW)


async def test_an_empty_database_may_become_one(settings: Settings) -> None:
    await need_demonstration(settings, WORDS)
    assert not load_city(settings.city_dir).demonstration
