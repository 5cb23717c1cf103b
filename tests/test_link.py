"""One person, two chats: linked by a code that only whoever holds both can carry over, and taken off again."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from bot.app import build_app
from bot.keys import Keys
from models.case_draft import drafts_of
from models.case_filer import Part, followers_of
from models.certificate import add_certificate, certificates_of
from models.city import City
from models.city_report import join_city_report
from models.database import Base, Database, Encrypted, Own
from models.encryption import Cipher, new_key
from models.errors import LinkCodeGone, TooManyLinkTries
from models.link import LinkCode, contact_of_code, hash_of, link_contacts, new_code
from models.outbox import OutboxMessage, Pushed, put
from models.own_case import cases_of, own_case
from models.person import Contact, Person, agree, contacts_of, meet, set_quiet_times
from tests.chat import Chat, Someone, TelegramClient, WebChatClient
from tests.conftest import THURSDAY_AFTERNOON
from tests.filing import NOW, a_case, a_draft, a_person
from tests.wechat_api import wechat_settings
from tests.wechat_chat import WeChatClient

on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def both(database: Database, city: City) -> AsyncIterator[tuple[Chat, Chat]]:
    """The same service on Telegram and on WeChat."""
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        clients = TelegramClient(), WeChatClient(database)
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()]))
        channels = [each.channel for each in clients]
        app = build_app(wechat_settings(), keys, database, city, channels=channels, strict=True)
        telegram, wechat = (Chat(app, client, city, time) for client in clients)
        yield telegram, wechat


async def _code(anna: Someone) -> str:
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("连接另一个号")
    await anna.presses("要一个连接码")
    anna.sees("别告诉任何人")
    found = re.search(r"(\d{4} \d{4})", anna.text)
    assert found is not None
    return found[1]


async def _types(anna: Someone, code: str) -> None:
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("连接另一个号")
    await anna.presses("我有连接码")
    await anna.sends(code)


async def _count(database: Database, table: Any) -> int:
    async with database.reading() as session:
        return int((await session.scalars(sa.select(sa.func.count()).select_from(table))).one())


@on_sqlite
async def test_two_chats_become_one_person_and_two_again(both: tuple[Chat, Chat], database: Database) -> None:
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("anna", agreed=True)
    await there.sends("/me")
    await there.presses("我的信息")
    await there.presses("职业")
    await there.presses("快递员")
    await here.sends("厕所")
    await here.sends("首页")
    await _types(here, await _code(there))
    here.sees("要和Telegram上的那个号连起来吗", "千万别连")
    await here.presses("连起来")
    here.sees("连好了", "连着的：Telegram、微信")
    assert await _count(database, Person) == 1
    await here.sends("/me")
    here.sees("聊天账号：Telegram、微信", "职业：快递员")
    await here.presses("我的信息")
    await here.presses("连接另一个号")
    await here.presses("断开Telegram")
    here.sees("断开Telegram")
    await here.presses("断开")
    here.sees("断开了", "只用微信")
    assert await _count(database, Person) == 2
    await here.sends("/me")
    here.sees("职业：快递员")
    await there.sends("/me")
    there.sees("职业：没有")


@on_sqlite
async def test_a_code_is_good_once_and_for_ten_minutes(both: tuple[Chat, Chat]) -> None:
    telegram, wechat = both
    there, here, other = (
        await telegram.person("anna", agreed=True),
        await wechat.person("anna"),
        await wechat.person("mallory"),
    )
    code = await _code(there)
    await _types(here, code.replace(" ", ""))
    await here.presses("连起来")
    await _types(other, code)
    other.sees("不对，或者过期了")
    code = await _code(there)
    telegram.wait(minutes=10)
    await other.sends(code)
    other.sees("不对，或者过期了")
    old, new = await _code(there), await _code(there)
    await other.sends(old)
    other.sees("不对，或者过期了")
    await other.sends(new)
    other.sees("要和Telegram上的那个号连起来吗")


@on_sqlite
async def test_codes_cannot_be_guessed_at(both: tuple[Chat, Chat]) -> None:
    telegram, wechat = both
    there, mallory = await telegram.person("anna", agreed=True), await wechat.person("mallory")
    code = await _code(there)
    await _types(mallory, "12")
    mallory.sees("不像连接码")
    for guess in range(5):
        await mallory.sends(f"{guess:08}")
        mallory.sees("不对，或者过期了")
    await mallory.sends(code)
    mallory.sees("输错太多次")
    telegram.wait(hours=1, minutes=1)
    await mallory.sends("99999999")
    mallory.sees("不对，或者过期了")


@on_sqlite
async def test_ones_own_code_and_too_many_codes_are_said_to_be_so(both: tuple[Chat, Chat]) -> None:
    telegram, _ = both
    anna = await telegram.person("anna", agreed=True)
    await _types(anna, await _code(anna))
    anna.sees("已经连着了")
    for _ in range(4):
        await _code(anna)
    await anna.presses("返回")
    await anna.presses("要一个连接码")
    anna.sees("要得太多")


@on_sqlite
async def test_who_did_not_agree_is_asked_first_and_gets_the_code(both: tuple[Chat, Chat]) -> None:
    _, wechat = both
    anna = await wechat.person("anna")
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("连接另一个号")
    await anna.presses("要一个连接码")
    anna.sees("得你先同意")
    await anna.presses("同意")
    anna.sees("连接码：")


@on_sqlite
async def test_the_page_links_too(database: Database, city: City) -> None:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        client = WebChatClient()
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()]))
        app = build_app(wechat_settings(), keys, database, city, channels=[client.channel], strict=True)
        page = Chat(app, client, city, time)
        one, two = await page.person("one", agreed=True), await page.person("two")
        await _types(two, await _code(one))
        await two.presses("连起来")
        two.sees("连着的：网页、网页")


# --- the operation ---------------------------------------------------------------------------------------------------


async def _two(database: Database) -> tuple[int, int, str, datetime]:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        anna, there, _ = await meet(session, "telegram", "1", locale="zh-CN", now=now)
        _, here, _ = await meet(session, "wechat", "2", locale="zh-CN", now=now)
        await agree(session, anna, now=now)
        code = await new_code(session, anna, there, now=now)
    return there.id, here.id, code, now


async def test_of_two_who_type_a_code_one_wins(database: Database) -> None:
    import asyncio

    _, here, code, now = await _two(database)
    async with database.transaction() as session:
        _, other, _ = await meet(session, "wechat", "3", locale="zh-CN", now=now)

    async def link(contact_id: int) -> str:
        try:
            async with database.transaction() as session:
                by = await session.get(Contact, contact_id)
                assert by is not None
                await link_contacts(session, hash_of(code), by=by, now=now)
        except LinkCodeGone:
            return "gone"
        return "linked"

    assert sorted(await asyncio.gather(link(here), link(other.id))) == ["gone", "linked"]
    assert await _count(database, Person) == 2


async def test_whatever_referred_to_the_one_refers_to_the_other(database: Database) -> None:
    """Rows of every table with a person, made up from the columns: also of tables that come later."""
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        kept, other = [(await session.get_one(Contact, each)).person_id for each in (there, here)]
        filled = await session.run_sync(lambda sync: _fill(sync.connection(), kept, other))
    assert filled
    async with database.transaction() as session:
        by = await session.get_one(Contact, here)
        person = await link_contacts(session, hash_of(code), by=by, now=now)
        assert person.id == kept
    async with database.reading() as session:
        for table, column in filled:
            owners = set((await session.scalars(sa.select(table.c[column]))).all())
            assert owners == {kept}, table.name
        assert (await session.scalars(sa.select(Person.id))).all() == [kept]


def _fill(connection: sa.Connection, kept: int, other: int) -> list[tuple[sa.Table, str]]:
    """A row of each person in every table that takes one without knowing more."""
    filled = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name == "contact" or not any(key.target_fullname == "person.id" for key in column.foreign_keys):
                continue
            if any(each.foreign_keys and not each.nullable and each is not column for each in table.columns):
                continue  # it needs a row of another table first
            for owner in (kept, other):
                try:
                    with connection.begin_nested():
                        connection.execute(table.insert().values(_values(table, column.name, owner)))
                except sa.exc.IntegrityError:
                    continue
                filled.append((table, column.name))
    return filled


def _values(table: sa.Table, person: str, owner: int) -> dict[str, Any]:
    now = datetime.now(UTC)
    values: dict[str, Any] = {person: owner}
    for column in table.columns:
        if column.name == person or column.nullable or column.foreign_keys or column.default or column.server_default:
            continue
        kind = column.type
        python = getattr(kind, "impl", kind)
        if isinstance(kind, sa.Enum):
            values[column.name] = kind.enum_class(kind.enums[0]) if not kind.enum_class else next(iter(kind.enum_class))
        elif column.primary_key and isinstance(kind, sa.Integer) and len(table.primary_key.columns) == 1:
            continue
        elif isinstance(python, sa.DateTime):
            values[column.name] = now
        elif isinstance(kind, sa.Date):
            values[column.name] = now.date()
        elif isinstance(kind, sa.Boolean):
            values[column.name] = False
        elif isinstance(kind, sa.Integer | sa.Numeric):
            values[column.name] = 1
        elif isinstance(kind, sa.String):
            values[column.name] = "same"
        else:
            plain: Any = [] if "json" in type(kind).__name__.lower() else b""
            values[column.name] = Own("same", plain) if isinstance(kind, Encrypted) and kind.by else plain
    return values


async def test_what_both_were_to_be_told_is_told_once(database: Database) -> None:
    there, here, code, now = await _two(database)
    async with database.transaction() as session:
        for contact_id in (there, here):
            person_id = (await session.get_one(Contact, contact_id)).person_id
            for cause in ("notice:1", f"certificate:{person_id}"):
                await put(
                    session, person_id, Pushed(text="x"), due_at=now, cause=cause, dedupe_key=f"{cause}:{person_id}"
                )
        by = await session.get_one(Contact, here)
        await link_contacts(session, hash_of(code), by=by, now=now)
        causes = (await session.scalars(sa.select(OutboxMessage.cause).order_by(OutboxMessage.cause))).all()
    assert [each.partition(":")[0] for each in causes] == ["certificate", "certificate", "notice"]


async def test_wrong_codes_count_in_the_database(database: Database) -> None:
    _, here, code, now = await _two(database)
    for _ in range(5):
        async with database.transaction() as session:
            by = await session.get_one(Contact, here)
            assert await contact_of_code(session, "00000000" if code != "00000000" else "1" * 8, by=by, now=now) is None
    async with database.transaction() as session:
        by = await session.get_one(Contact, here)
        with pytest.raises(TooManyLinkTries):
            await contact_of_code(session, code, by=by, now=now)
        assert await contact_of_code(session, code, by=by, now=now + timedelta(hours=1)) is None


async def test_the_code_itself_is_not_kept(database: Database) -> None:
    _, _, code, _ = await _two(database)
    async with database.reading() as session:
        (row,) = (await session.scalars(sa.select(LinkCode))).all()
    assert code not in row.code_hash


async def test_cases_drafts_and_certificates_go_over_with_their_reminders(database: Database, city: City) -> None:
    """Both have a draft, a case, an anonymous case and a certificate; of one report both are a part."""
    now = NOW
    async with database.transaction() as session:
        kept, other = await a_person(session, "1"), await a_person(session, "2", channel="wechat")
        numbers = set()
        for person in (kept, other):
            await a_draft(session, person, city)
            numbers |= {
                (await a_case(session, person, city, anonymous=anonymous, now=now)).number
                for anonymous in (False, True)
            }
            await add_certificate(
                session, person, kind=next(iter(city.certificates)), expires_on=date(2027, 3, 1), city=city, now=now
            )
        report = await a_case(session, other, city, "gate_parking", now=now)
        await join_city_report(session, report.id, kept, now=now)
        await set_quiet_times(session, kept, ())
        await set_quiet_times(session, other, None)
        (there,), (here,) = await contacts_of(session, kept.id), await contacts_of(session, other.id)
        code = await new_code(session, kept, there, now=now)
        other_id = other.id
        kept = await link_contacts(session, hash_of(code), by=here, now=now)
    async with database.transaction() as session:
        kept = await session.get_one(Person, kept.id)
        assert {each.number for each in await cases_of(session, kept)} == numbers | {report.number}
        assert len(await drafts_of(session, kept)) == 2
        assert len(await certificates_of(session, kept.id)) == 2
        case, part = await own_case(session, report.id, kept)
        assert (part, case.reporters, case.person_id) == (Part.FILED, 1, kept.id)
        assert [each.person_id for each in await followers_of(session, report.id)] == [kept.id]
        assert kept.quiet_times == ""
        owners = set((await session.scalars(sa.select(OutboxMessage.person_id))).all())
        assert owners == {kept.id}
        assert await session.get(Person, other_id) is None
