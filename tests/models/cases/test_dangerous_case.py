"""A report of what may hurt somebody any moment: marked, taken within hours, and told to the department at once."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.news import is_dangerous
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.storage.database import Database
from tests.world.chat import Chat
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.staff_chat import a_colleague, files

MANHOLE = {"hazard_trouble": "manhole", "danger": "now"}


@pytest.mark.parametrize(
    ("type_key", "answers", "dangerous"),
    [
        ("manhole_danger", MANHOLE, True),
        ("manhole_danger", {"hazard_trouble": "wire", "danger": "some"}, True),
        ("manhole_danger", {"hazard_trouble": "charging", "danger": "no"}, False),
        ("road_damage", {"road_trouble": "hole", "danger": "now"}, True),
        ("waste", {"waste_trouble": "heap"}, False),
    ],
)
def test_an_answer_says_that_it_is_dangerous(
    city: City, type_key: str, answers: dict[str, str], dangerous: bool
) -> None:
    assert city.case_types[type_key].is_dangerous(answers) == dangerous


@pytest.mark.parametrize("anonymous", [False, True])
async def test_it_is_to_be_taken_within_hours_and_told_at_once(database: Database, city: City, anonymous: bool) -> None:
    async with database.transaction() as session:
        await a_clerk(session, "城管", "urban_management")
        person = await a_person(session)
        case = await a_case(session, person, city, "manhole_danger", now=NOW, anonymous=anonymous, **MANHOLE)
        calm = await a_case(session, person, city, "manhole_danger", now=NOW, **{**MANHOLE, "danger": "some"})
        assert timedelta(hours=1) <= case.accept_by - NOW <= timedelta(hours=2)
        assert (case.accept_by.minute == 0) or not anonymous  # no moment of the filer's
        assert calm.accept_by - NOW > timedelta(hours=2)
        told = await session.scalars(sa.select(OutboxMessage.urgency))
        assert sorted(told) == ["now", "today"]
        assert (is_dangerous(case, city), is_dangerous(calm, city)) == (True, False)


async def test_staff_see_it_marked_and_first_in_the_queue(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳", "urban_management")
    anna = await chat.person("anna", agreed=True)
    await files(chat, anna, "waste")
    case = await files(chat, anna, "manhole_danger", **MANHOLE)
    await wang.is_told()
    wang.sees("⚠️ 马上会出事", case.number)
    await wang.sends("待办")
    if "1. ⚠️" not in wang.text:
        await wang.presses("没人接")
    wang.sees("1. ⚠️ 井盖、用电、火灾隐患")
    await wang.sends(case.number)
    wang.sees("⚠️ 马上会出事：当事人说随时可能伤到人。")


async def test_the_filer_is_told_the_hour(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("井盖没了")
    await anna.presses("要")
    for _ in range(8):
        if "看一下" in anna.text:
            break
        if "哪里" in anna.text:
            await anna.shares_centre()
        elif "危险吗" in anna.text:
            await anna.presses("马上会出事")
        else:
            await anna.presses(anna.labels()[0] if "发完了" not in anna.labels() else "没有")
    await anna.presses("匿名提交")
    if "收到了，编号" not in anna.text:
        await anna.presses("匿名提交")
    async with chat.app.database.reading() as session:
        (case,) = await session.scalars(sa.select(Case))
    assert case.accept_by - datetime.now(UTC) <= timedelta(hours=2)
    there = case.accept_by.astimezone(chat.city.zone)
    anna.sees(f"{there.month} 月 {there.day} 日 {there:%H:%M}前说办不办")
