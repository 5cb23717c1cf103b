"""Anonymous means that nothing staff can reach tells who it is: everything is searched for whatever names the person.

The person's rows have numbers of ten digits, so that none of them is found by chance.
"""

import logging
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from bot.app import App
from bot.assembly import build_app
from bot.channel.kept_files import KeptFiles
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.webchat.channel import WebChatChannel
from bot.commands.case_commands import list_cases
from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import download_by, fetch_files
from bot.keys import Keys
from bot.settings import Settings
from handlers.buttons.cases import AddToCase, GetReceipt, ShowCase
from handlers.phrases.receipt import receipt_body
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.draft import add_draft_evidence
from models.cases.evidence import Evidence, read_evidence
from models.cases.evidence_copy import copy_for_staff
from models.cases.filer import followers_of
from models.cases.filing import file_case
from models.cases.mine import cases_of
from models.cases.steps import Actor, CaseState, Role, Step
from models.cases.taking import take_step
from models.city.pack import City
from models.negotiations.gathering import watch_gathering
from models.negotiations.joining import Joining, answer_negotiation
from models.negotiations.negotiation import Negotiation
from models.outbox.message import put
from models.people.conversation import Conversation
from models.people.person import Person, agree
from models.receipts.receipt import receipt_facts, sign_receipt
from models.storage.database import Base, Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.bot_api import TOKEN, serve_bot_api
from tests.world.chat import Button, Chat, Someone, open_chat
from tests.world.clients.telegram import telegram_update
from tests.world.filing import NOW, SECRET_WORDS, a_case, a_draft, a_person, a_picture, another_chat
from tests.world.outbox_rows import in_words
from tests.world.staff_chat import a_colleague

PERSON, TELEGRAM_CONTACT, WEB_CONTACT = 1817364029, 1926491730, 2035917204
CHAT, PAGE, NAME = "7790017788", "k3Zr9QvTq1Lw8sYd", "Anna"
"""A Telegram chat, a web chat's address, and the name that Telegram tells of her."""
NAMES_HER = (str(PERSON), str(TELEGRAM_CONTACT), str(WEB_CONTACT), CHAT, PAGE, NAME)
OF_THE_SERVICE = frozenset(
    {"person", "contact", "conversation", "processed_update", "failed_update", "parked_reply", "case_filer"}
    | {"negotiation_person"}
    | {"stored_file", "stored_file_piece", "incoming_file", "evidence_file"}
)
"""Where the service itself keeps who is who, and originals of evidence, of which staff see copies."""
RECIPIENT = frozenset({"person_id", "contact_id"})
"""Of the outbox: to whom something goes."""


async def _anna(session: Any) -> Person:
    person = Person(id=PERSON, created_at=NOW, locale="zh-CN", district="hewan", occupation=None)
    session.add(person)
    await session.flush()
    for number, channel, address in ((TELEGRAM_CONTACT, "telegram", CHAT), (WEB_CONTACT, "webchat", PAGE)):
        await another_chat(session, person, channel, address, number=number)
        session.add(Conversation(contact_id=number, seen_at=NOW, data={}, counter=1))
    await agree(session, person, now=NOW)
    return person


def _photo_of_anna() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = f"{NAME} {CHAT}"
    exif[0x9286] = str(PERSON)
    return a_picture("JPEG", exif=exif)


async def _files(database: Database, city: City) -> tuple[Person, Case]:
    async with database.transaction() as session:
        person = await _anna(session)
        draft = await a_draft(session, person, city, "harassment")
        await add_draft_evidence(
            session, draft.id, person, channel="telegram", file_id=f"BQAC-{CHAT}", compressed=False, now=NOW
        )
        return person, await file_case(session, draft.id, person, anonymous=True, city=city, now=NOW)


async def _no_file(key: str) -> bytes:
    raise LookupError(key)


async def _chats(app: App, case: Case) -> None:
    """She adds words, a photo and a file whose name is hers, on both of her chats, and looks at it all."""
    telegram, web = app.channels["telegram"], app.channels["webchat"]
    assert telegram is not None
    assert web is not None
    file = {"file_id": f"BQAC-{CHAT}", "file_name": f"{NAME}-{CHAT}.jpg", "file_size": 900}
    add, show, receipt = (kind(case_id=case.id).pack() for kind in (AddToCase, ShowCase, GetReceipt))
    for what in (
        {"press": add, "message": 1},
        {"text": "又来了一次"},
        {"document": file},
        {"photo": f"AgAC-{CHAT}", "caption": "这是当天的"},
        {"document": {**file, "file_name": f"{NAME}.zip"}},
        {"press": show, "message": 1},
        {"press": receipt, "message": 1},
    ):
        await app.receive(telegram, telegram_update(int(CHAT), what))
    for number, press in enumerate((show, "nothing", add)):
        await app.receive(web, {"id": str(number), "address": PAGE, "press": press, "message": 1})
    await app.receive(web, {"id": "said", "address": PAGE, "text": "在网页上也说一句"})
    await app.receive(web, {"id": "bad", "address": PAGE, "text": "长" * 2500})


async def _works(database: Database, case: Case, city: City) -> None:
    """The department takes it, asks and answers, and everybody behind the case is told."""
    staff = Actor(Role.STAFF, 7, case.department)
    async with database.transaction() as session:
        for step in (Step.TAKE, Step.ASK, Step.RESUME, Step.ANSWER):
            await take_step(session, case.id, step, by=staff, city=city, now=NOW, data={"text": "哪个站点？"})
            for each in await followers_of(session, case.id):
                told = in_words(case.number)
                key = f"{each.cause}:{step}"
                await put(session, each.person_id, told, due_at=NOW, cause=each.cause, dedupe_key=key)


def _told(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _logged(caplog: pytest.LogCaptureFixture) -> str:
    """Of libraries; without what the fake server itself says it was asked for."""
    return "\n".join(each.getMessage() for each in caplog.records if each.name != "aiohttp.access")


async def _rows(database: Database) -> list[tuple[str, str]]:
    """Every value of every row that is not the service's own, decrypted."""
    found: list[tuple[str, str]] = []
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            hidden = RECIPIENT if table.name == "outbox" else frozenset()
            if table.name not in OF_THE_SERVICE:
                for row in (await session.execute(sa.select(table))).mappings():
                    found += [(f"{table.name}.{name}", _told(row[name])) for name in row if name not in hidden]
    return found


async def _shown(database: Database, city: City, case: Case, person: Person) -> list[tuple[str, str]]:
    """What is made of the rows: the receipt, and the copies of evidence that staff see."""
    async with database.transaction() as session:
        facts = await receipt_facts(session, case.id, person)
        receipt = await sign_receipt(session, receipt_body(facts, texts().in_("zh-CN"), city))
        shown = [("receipt", receipt)]
        assert len(facts.evidence) == 3
        for piece in facts.evidence:
            assert NAME in _told(await read_evidence(session, await _id_of(session, case, piece.number)))
            copy = await copy_for_staff(session, case, piece.number)
            shown += [("copy", copy.name), ("copy", _told(copy.content))]
    return shown


async def _id_of(session: AsyncSession, case: Case, number: int) -> int:
    piece = sa.select(Evidence.id).where(Evidence.case_id == case.id, Evidence.number == number)
    return (await session.scalars(piece)).one()


async def test_nothing_that_staff_can_reach_tells_who_filed_anonymously(
    database_url: str, city: City, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    key = new_key()
    settings = Settings(
        database_url=database_url, data_dir=tmp_path, encryption_keys=[key], secret_key="s" * 40, webchat=False
    )
    database = open_database(database_url, Cipher([key], "s" * 40))
    listed: list[str] = []
    async with serve_bot_api() as api:
        api.files |= {f"BQAC-{CHAT}": _photo_of_anna(), f"AgAC-{CHAT}": _photo_of_anna()}
        telegram = TelegramChannel(TOKEN, api.url, _no_file)
        keys = Keys("s" * 40, Cipher([key]))
        channels = [telegram, WebChatChannel(KeptFiles(database, lambda: NOW).read_sent)]
        app = build_app(settings, keys, database, city, channels=channels, clock=lambda: NOW)
        with capture_logs() as logs:
            person, case = await _files(database, city)
            await _chats(app, case)
            await fetch_files(database, download_by(app.channels), ForeignFiles(), clock=app.clock)
            await make_copies(database, app.foreign_files, clock=app.clock)
            await _works(database, case, city)
            metrics = await app.metrics.text(database, now=NOW)
            await list_cases(settings, texts().in_("zh-CN"), listed.append)
        await telegram.close()
    reached = [*await _rows(database), *await _shown(database, city, case, person)]
    reached += [("metrics", _told(metrics)), ("logs", str(logs)), ("logs", _logged(caplog)), ("list", "".join(listed))]
    async with database.reading() as session:
        own = [(each.number, each.state) for each in await cases_of(session, person)]
    await database.close()
    assert own == [(case.number, CaseState.ANSWERED)]
    assert {each["event"] for each in logs} >= {"refused"}
    assert case.number in "".join(listed)
    for typed in (SECRET_WORDS, "又来了一次", "长长长"):
        assert typed not in f"{logs}{_logged(caplog)}{metrics}"
    for where, value in reached:
        for named in NAMES_HER:
            assert named not in value, f"{named} is in {where}"


async def _joins(chat: Chat, clerk: Someone) -> None:
    """Anna files it anonymously like four others, the union asks, and she joins without her name and leaves again."""
    async with chat.app.database.transaction() as session:
        others = [await a_person(session, f"9004{each}") for each in range(4)]
        for person in (await _anna(session), *others):
            await a_case(session, person, chat.city, platform="a", anonymous=True, now=chat.app.clock())
    anna = Someone(chat, CHAT, "zh-hans")
    await clerk.presses_button(Button("x", press="negoabout:deduction:a", message_id=1))
    await clerk.presses("发起，去问")
    chat.wait(seconds=2)
    await anna.is_told()
    await anna.presses("匿名参加")
    anna.sees("算你一个，匿名")
    async with chat.app.database.transaction() as session:
        number = (await session.scalars(sa.select(Negotiation.id))).one()
        for person in others:
            await answer_negotiation(session, number, person, Joining.ANONYMOUS, now=chat.app.clock())
        await watch_gathering(session, city=chat.city, now=chat.app.clock())
    for _ in range(3):
        chat.wait(seconds=2)
        await clerk.is_told()
    assert any("参加的够 5 人了" in seen.text for seen in clerk.history)
    await clerk.presses("写要求")
    await clerk.sends("退还罚款")
    await clerk.presses("发出")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("退还罚款")
    await anna.presses("看详情")
    await anna.presses("退出")
    await anna.presses("退出协商")
    anna.sees("退出了")


async def _everything(someone: Someone, first: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is said by whatever of negotiations there is to press, once each."""
    waiting, pressed, said = list(first), set(), []
    while waiting:
        data = waiting.pop(0)
        if data in pressed:
            continue
        pressed.add(data)
        someone.chat.wait(seconds=1)
        await someone.presses_button(Button("x", press=data, message_id=1))
        said.append((data, someone.text))
        waiting += [each.press for each in someone.buttons() if (each.press or "").startswith("nego")]
    return said


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nothing_that_staff_can_reach_tells_who_joined_a_negotiation_anonymously(
    database: Database, city: City, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time, capture_logs() as logs:
        chat = open_chat("telegram", database, city, time)
        clerk, lead = await a_colleague(chat, "李", "union"), await a_colleague(chat, "周", "social_work")
        await _joins(chat, clerk)
        reached = await _rows(database)
        for someone in (clerk, lead):
            reached += await _everything(someone, ("negos", "negoabout:deduction:a", "squeue"))
        reached.append(("metrics", _told(await chat.app.metrics.text(database, now=chat.app.clock()))))
    reached += [("logs", str(logs)), ("logs", _logged(caplog))]
    assert sum("参加的不到 5 人" in value for _, value in reached) >= 2
    for where, value in reached:
        for named in NAMES_HER:
            assert named not in value, f"{named} is in {where}"
