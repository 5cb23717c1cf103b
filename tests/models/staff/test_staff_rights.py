"""Who may do what with a case, pressed in the chat: every step in every state by everybody, and what staff can read."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from aiogram.filters.callback_data import CallbackData

from handlers.buttons import negotiations as negotiation_buttons
from handlers.buttons import staff as staff_buttons
from handlers.buttons.staff import ShowStaffCase
from models.cases.case import Case
from models.cases.mine import add_case_evidence, add_to_case
from models.cases.record import story_of
from models.cases.steps import CaseState
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.people.person import meet
from models.staff.post import StaffRole
from models.storage.database import Database
from models.storage.kept_file import StoredFile
from tests.conftest import THURSDAY_AFTERNOON
from tests.models.cases.test_evidence import _with_exif
from tests.world.chat import Button, Chat, Someone, open_chat
from tests.world.clients.telegram import telegram_update
from tests.world.filing import a_case, another_chat, fetched
from tests.world.staff_chat import a_colleague, files


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


ROOTS = ("squeue", "sassists", "sreport", "sstations", "negos")
"""Where staff begin, besides the case itself."""
STAFFS = {
    kind.__prefix__
    for module in (staff_buttons, negotiation_buttons)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
}
"""The prefixes of the buttons that staff have; worker's own lead to nothing of the case, and to no end."""
IDENTIFIERS = ("7790017788", "90417", "o6_bmjrPTlm6", "13800001234", "1380000", "Camera of Li Si", "Anna")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nothing_that_staff_can_reach_tells_who_filed_anonymously(telegram: Chat, database: Database) -> None:
    """Every button of every screen that can be reached from the queue and the case, and all that is pushed."""
    clerk = await a_colleague(telegram, "王芳", "union", StaffRole.LEAD)
    lead = await a_colleague(telegram, "周", "social_work")
    now = datetime.now(UTC)
    async with database.transaction() as session:
        person, _, _ = await meet(session, "telegram", "7790017788", locale="zh-CN", now=now)
        person.consent_at = now
        await another_chat(session, person, "wechat", "o6_bmjrPTlm6", number=90417, now=now)
        case = await a_case(session, person, telegram.city, "talk", anonymous=True, now=now)
        piece = await add_case_evidence(
            session, case.id, person, channel="telegram", file_id="f", compressed=False, city=telegram.city, now=now
        )
        await fetched(session, piece, _with_exif(), now=now)
        await add_to_case(session, case.id, person, "又来了一次", city=telegram.city, now=now)
    said: list[str] = []
    for someone in (clerk, lead):
        for _ in range(3):
            telegram.wait(seconds=2)
            await someone.is_told()
            said.append(someone.text)
        reached = await _walk(telegram, someone, case, said)
        assert {"scase", "sstory", "spieces", "spiece", "smore", "sdo", "sidentity", "sheap", "sreportby"} <= reached
        for identifier in IDENTIFIERS:  # nor is the case found by what would tell who it is
            telegram.wait(seconds=1)
            await someone.sends("待办")
            await someone.sends(identifier)
            assert case.number not in someone.text, identifier
    async with database.reading() as session:
        theirs = sa.select(OutboxMessage).where(OutboxMessage.person_id != person.id)
        said += [json.dumps(each.content, ensure_ascii=False) for each in await session.scalars(theirs)]
    everything = "\n".join(said)
    assert f"匿名，代号 {case.pseudonym}" in everything
    assert "又来了一次" in everything
    assert [each for each in IDENTIFIERS if each in everything] == []


async def _walk(chat: Chat, someone: Someone, case: Case, said: list[str]) -> set[str]:
    """Presses whatever there is to press, once each; the prefixes of what was pressed."""
    pressed: set[str] = set()
    waiting = [ShowStaffCase(case_id=case.id).pack(), *ROOTS]
    while waiting:
        assert len(pressed) < 400, "there is no end to what can be pressed"
        data = waiting.pop(0)
        if data in pressed or data.partition(":")[0] not in STAFFS:
            continue
        pressed.add(data)
        chat.wait(seconds=1)
        await someone.presses_button(Button("x", press=data, message_id=1))
        said.append(someone.text)
        waiting += [each.press for each in someone.buttons() if each.press]
    async with chat.app.database.reading() as session:
        for file in await session.scalars(sa.select(StoredFile)):
            said += [file.name, file.content.decode("latin-1")]
    return {each.partition(":")[0] for each in pressed}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_answer_to_a_message_is_for_its_case(telegram: Chat, database: Database) -> None:
    clerk, worker = await a_colleague(telegram, "经办"), await telegram.person("worker", agreed=True)
    cases = [await files(telegram, worker) for _ in range(2)]
    for case in cases:
        telegram.wait(seconds=5)
        await clerk.sends(case.number)
        await clerk.presses("问当事人")
        await clerk.sends("哪天？")
        await clerk.presses("发出")
    for _ in range(5):
        telegram.wait(seconds=2)
        await worker.is_told()
    async with database.reading() as session:
        rows = (await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.message_id.is_not(None)))).all()
        asked = {each.content["facts"]["number"]: each for each in rows if each.content["news"] == "case-news-asked"}
    question = asked[cases[0].number]
    update = telegram_update(int(worker.address), {"text": "昨天"})
    update["message"]["reply_to_message"] = {**update["message"], "message_id": question.message_id, "text": "…"}
    worker.screen = await telegram.client.during(worker, telegram.app.receive(telegram.client.channel, update))
    worker.sees(f"{cases[0].number}：回答交给部门了")
    async with database.reading() as session:
        states = [(await session.get_one(Case, each.id)).state for each in cases]
    assert states == [CaseState.ACCEPTED, CaseState.WAITING_WORKER]
    telegram.wait(seconds=2)
    update = telegram_update(int(worker.address), {"photo": "shot"})  # so is a photo
    second = {"message_id": asked[cases[1].number].message_id, "text": "…"}
    update["message"]["reply_to_message"] = {**update["message"], "photo": None, **second}
    worker.screen = await telegram.client.during(worker, telegram.app.receive(telegram.client.channel, update))
    worker.sees("收到", "回答交给部门了")
    async with database.reading() as session:
        assert (await session.get_one(Case, cases[1].id)).state is CaseState.ACCEPTED


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_is_written_survives_an_emergency_and_is_sent_once(telegram: Chat, database: Database) -> None:
    clerk, worker = await a_colleague(telegram, "经办"), await telegram.person("worker", agreed=True)
    case = await files(telegram, worker)
    await clerk.sends("/menu")
    await clerk.presses("待办")
    clerk.sees("市场监管局的待办")
    await clerk.presses("没人接 1")
    await clerk.presses("1")
    await clerk.presses("答复")
    await clerk.sends("流血不止先打120，再报案")
    clerk.sees("急救：120")
    await clerk.presses("回到刚才填的")
    clerk.sees("怎么答复当事人")
    telegram.wait(seconds=5)
    await clerk.presses("就用刚才那句")
    clerk.sees("发给当事人的答复")
    await clerk.presses("改一改")
    await clerk.sends("流血不止先打120，人安全了再报案")
    clerk.sees("急救：120")
    await clerk.presses("没出事，我说的是别的")
    clerk.sees("发给当事人的答复")
    send = clerk.button("这就是答复")
    await clerk.presses_button(send)
    clerk.sees("答复发给当事人了")
    await clerk.presses_button(send)
    clerk.sees(case.number, "下一步")
    async with database.reading() as session:
        story = [each.what for each in await story_of(session, case.id)]
    assert story == ["file", "take", "answer"]
