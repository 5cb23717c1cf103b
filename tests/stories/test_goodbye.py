"""What is kept of somebody with cases is taken along and deleted; what stays is told before, and no more stays."""

import json
from typing import Any

import sqlalchemy as sa

from models.cases.case import Case
from models.cases.evidence import EvidenceFile
from models.cases.filer import CaseFiler
from models.cases.mine import add_case_evidence, withdraw_case
from models.cases.personal import anonymise_left
from models.cases.record import story_of
from models.cases.steps import SYSTEM, Actor, CaseState, Role, Step
from models.cases.taking import take_step
from models.people.person import Person
from models.upkeep.audit import audit
from tests.world.chat import Chat, Someone
from tests.world.filing import SECRET_WORDS, a_draft, a_picture, fetched, filed_by, person_of


async def with_cases(chat: Chat) -> tuple[Someone, Case, Case]:
    """Anna with one case that is over, one that is in hand and has evidence, and a draft."""
    anna = await chat.person("anna", agreed=True)
    over, open_ = await filed_by(anna), await filed_by(anna, "unpaid_pay", anonymous=True)
    now = chat.app.clock()
    async with chat.app.database.transaction() as session:
        person = await person_of(session, anna)
        await withdraw_case(session, over.id, person, now=now)
        await take_step(
            session, open_.id, Step.TAKE, by=Actor(Role.STAFF, 7, open_.department), city=chat.city, now=now
        )
        piece = await add_case_evidence(
            session, open_.id, person, channel="c", file_id="f", compressed=False, city=chat.city, now=now
        )
        await fetched(session, piece, a_picture(), now)
        await a_draft(session, person, chat.city)
    return anna, over, open_


async def rows(chat: Chat, *tables: Any) -> list[int]:
    async with chat.app.database.reading() as session:
        return [(await session.scalars(sa.select(sa.func.count()).select_from(each))).one() for each in tables]


async def test_what_is_kept_of_cases_is_shown_and_taken_along(chat: Chat) -> None:
    anna, over, open_ = await with_cases(chat)
    await anna.sends("我的")
    anna.sees("我交的事：2 件，没办完的 1 件", "没填完的：1 份")
    await anna.presses("我的信息")
    await anna.presses("导出")
    anna.sees("都在这个文件里")
    if chat.client.channel.name == "telegram":
        return  # its fake server keeps no files
    kept = json.loads(await anna.document())
    assert sorted(each["number"] for each in kept["cases"]) == sorted([over.number, open_.number])
    assert SECRET_WORDS in str(kept["cases"])
    assert SECRET_WORDS in str(kept["drafts"])
    assert kept["contacts"][0]["address"] == anna.address


async def test_open_cases_are_withdrawn_with_a_goodbye_if_that_is_wanted(chat: Chat) -> None:
    anna, over, open_ = await with_cases(chat)
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    anna.sees("没办完的", open_.number, "撤回：部门不再办", "不撤：部门接着办", "结果也没法告诉你")
    anna.sees_no(over.number)
    await anna.presses("没办完的撤回")
    anna.sees("你的信息都没了")
    assert await rows(chat, Person, CaseFiler, EvidenceFile) == [0, 0, 0]
    async with chat.app.database.reading() as session:
        cases = (await session.scalars(sa.select(Case))).all()
        assert {each.state for each in cases} == {CaseState.WITHDRAWN}
        assert SECRET_WORDS not in str([each.answers for each in cases])
        assert await audit(session) is None


async def test_an_open_case_goes_on_without_them_and_loses_their_words_at_its_end(chat: Chat) -> None:
    anna, _, open_ = await with_cases(chat)
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    await anna.presses("没办完的接着办")
    anna.sees("没办完的 1 件部门接着办")
    assert await rows(chat, Person, CaseFiler, EvidenceFile) == [0, 0, 1]
    now = chat.app.clock()
    async with chat.app.database.transaction() as session:
        assert await anonymise_left(session, city=chat.city, now=now) == 0
        await take_step(
            session, open_.id, Step.SETTLE, by=Actor(Role.STAFF, 7, open_.department), city=chat.city, now=now
        )
        case = await take_step(session, open_.id, Step.CLOSE, by=SYSTEM, city=chat.city, now=now)
        assert SECRET_WORDS in str(case.answers)
        assert await anonymise_left(session, city=chat.city, now=now) == 1
        assert await anonymise_left(session, city=chat.city, now=now) == 0
    async with chat.app.database.reading() as session:
        case = await session.get_one(Case, open_.id)
        assert SECRET_WORDS not in str(case.answers)
        assert not any(each.data for each in (await story_of(session, open_.id))[:-1])
        assert await audit(session) is None
    assert await rows(chat, EvidenceFile) == [0]
