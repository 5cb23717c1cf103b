"""One person, two chats: linked by a code that only whoever holds both can carry over, and taken off again."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from bot.assembly import build_app
from bot.keys import Keys
from models.city.pack import City
from models.people.person import Person
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from models.storage.encryption import Cipher, new_key
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.chat import Chat, Someone, client_on
from tests.world.wechat.api import wechat_settings

on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def both(database: Database, city: City) -> AsyncIterator[tuple[Chat, Chat]]:
    """The same service on Telegram and on WeChat."""
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        clients = client_on("telegram", database), client_on("wechat", database)
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
        channels = [each.channel for each in clients]
        app = build_app(wechat_settings(), keys, database, city, channels=channels, strict=True)
        telegram, wechat = (Chat(app, client, city, time) for client in clients)
        yield telegram, wechat


async def _code(anna: Someone) -> str:
    await _opens(anna)
    await anna.presses("要一个连接码")
    anna.sees("别告诉任何人")
    found = re.search(r"(\d{4} \d{4})", anna.text)
    assert found is not None
    return found[1]


async def _types(anna: Someone, code: str) -> None:
    await _opens(anna)
    await anna.presses("我有连接码")
    await anna.sends(code)


async def _opens(anna: Someone) -> None:
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("连接另一个号")


async def _agrees(anna: Someone) -> None:
    await anna.is_told()
    await anna.presses("连起来")
    anna.sees("连好了")


async def _unlinks(anna: Someone, chat: str) -> None:
    await _opens(anna)
    await anna.presses(f"断开{chat}")
    anna.sees(f"断开{chat}")
    await anna.presses("断开")


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
    here.sees("还没连", "到Telegram上那个号里点")
    assert await _count(database, Person) == 2
    await there.is_told()
    there.sees("要和这个号连起来：微信，11 月 26 日 15:", "诉求、报名、证件", "不是你自己的号")
    await there.presses("连起来")
    there.sees("连好了", "连着的：Telegram、微信")
    assert await _count(database, Person) == 1
    await here.is_told()
    here.sees("连好了：这个号和Telegram上那个号现在是一个人")
    await here.sends("/me")
    here.sees("聊天账号：Telegram、微信", "职业：快递员")
    telegram.wait(days=1, minutes=1)
    await _unlinks(here, "Telegram")
    here.sees("断开了", "只有一个号：微信")
    assert await _count(database, Person) == 2
    await there.is_told()
    there.sees("这个号被断开了", "微信")
    await here.sends("/me")
    here.sees("职业：快递员")
    await there.sends("/me")
    there.sees("职业：没有")


@on_sqlite
async def test_for_a_day_only_the_older_chat_takes_the_other_off(both: tuple[Chat, Chat], database: Database) -> None:
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("mallory")
    await _types(here, await _code(there))
    await _agrees(there)
    await _unlinks(here, "Telegram")
    here.sees("头一天不能断开", "24 小时")
    await _unlinks(there, "微信")
    there.sees("断开了", "只有一个号：Telegram")
    await here.is_told()
    here.sees("被断开了")


@on_sqlite
async def test_a_no_changes_nothing_and_is_told(both: tuple[Chat, Chat], database: Database) -> None:
    telegram, wechat = both
    there, mallory = await telegram.person("anna", agreed=True), await wechat.person("mallory")
    await _types(mallory, await _code(there))
    await there.is_told()
    button = there.button("连起来")
    await there.presses("不连")
    there.sees("没连，什么都没变")
    await mallory.is_told()
    mallory.sees("Telegram那边点了“不连”")
    await there.presses_button(button)
    there.sees("用过了，或者过期了")
    assert await _count(database, Person) == 2


@on_sqlite
@pytest.mark.parametrize(("word", "told"), [("是的", "连好了"), ("不连", "没连")])
async def test_the_question_is_answered_in_words(both: tuple[Chat, Chat], word: str, told: str) -> None:
    telegram, wechat = both
    there, here = await wechat.person("anna", agreed=True), await telegram.person("here")
    await _types(here, await _code(there))
    await there.is_told()
    await there.sends(word)
    there.sees(told)


@on_sqlite
async def test_a_yes_that_may_mean_something_else_links_nothing(both: tuple[Chat, Chat], database: Database) -> None:
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("here")
    await _types(here, await _code(there))
    await there.sends("好的")
    await there.is_told()
    await there.sends("厕所")
    await there.sends("首页")
    await there.sends("好的")
    assert await _count(database, Person) == 2
    await _opens(there)
    await there.sends("好的")
    there.sees("连好了")


@on_sqlite
async def test_a_number_on_a_text_channel_says_no_before_it_says_yes(both: tuple[Chat, Chat]) -> None:
    telegram, wechat = both
    there, here = await wechat.person("anna", agreed=True), await telegram.person("here")
    for number, told in (("1", "没连"), ("2", "连好了")):
        await _types(here, await _code(there))
        await there.is_told()
        await there.sends(number)
        there.sees(told)


@on_sqlite
async def test_a_question_that_was_not_seen_waits_where_linking_is(both: tuple[Chat, Chat]) -> None:
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("here")
    await _types(here, await _code(there))
    await _opens(there)
    there.sees("要和这个号连起来：微信")
    telegram.wait(minutes=10)
    await there.presses("连起来")
    there.sees("用过了，或者过期了")
    await _opens(there)
    there.sees("只有一个号：Telegram")


@on_sqlite
async def test_nobody_else_can_say_yes(both: tuple[Chat, Chat], database: Database) -> None:
    """The button itself is no secret: it counts in the chat that is asked."""
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("mallory")
    stranger = await telegram.person("stranger")
    await _types(here, await _code(there))
    await there.is_told()
    await stranger.presses_button(there.button("连起来"))
    stranger.sees("用过了，或者过期了")
    await there.presses("连起来")
    there.sees("连好了")


@on_sqlite
async def test_who_has_a_post_cannot_link_in_either_direction(both: tuple[Chat, Chat], database: Database) -> None:
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("clerk", agreed=True)
    code = await _code(there)
    async with database.transaction() as session:
        staff = [
            (await add_staff(session, name="王老师", role=StaffRole.STAFF, department="union", now=datetime.now(UTC)))[
                1
            ]
            for _ in range(2)
        ]
    await here.sends(staff[0])
    await _types(here, code)
    here.sees("有工作岗位的号不能连", "新的岗位码")
    await here.sends("首页")
    await _opens(here)
    await here.presses("要一个连接码")
    here.sees("有工作岗位的号不能连")
    other = await wechat.person("other", agreed=True)
    await _types(other, code)
    await there.is_told()
    await there.sends(staff[1])
    await there.presses("连起来")
    there.sees("有工作岗位的号不能连")


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
    await _types(other, code)
    other.sees("不对，或者过期了")
    await _agrees(there)
    code = await _code(there)
    telegram.wait(minutes=10)
    await other.sends(code)
    other.sees("不对，或者过期了")
    old, new = await _code(there), await _code(there)
    await other.sends(old)
    other.sees("不对，或者过期了")
    await other.sends(new)
    other.sees("码对了，还没连")


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
async def test_free_identities_do_not_give_free_tries(both: tuple[Chat, Chat]) -> None:
    """After some wrong codes of anybody the code that is shown dies, and nobody goes on for a while."""
    telegram, wechat = both
    there, here = await telegram.person("anna", agreed=True), await wechat.person("here")
    code = await _code(there)
    for each in range(5):
        mallory = await wechat.person(f"mallory-{each}")
        await _types(mallory, f"{each:08}")
        for guess in range(3):
            await mallory.sends(f"{each}{guess:07}"[:8] if each else f"1{guess:07}")
    await _types(here, code)
    here.sees("输错的连接码太多", "10 分钟")
    await _opens(there)
    await there.presses("要一个连接码")
    there.sees("输错的连接码太多")
    telegram.wait(minutes=10)
    await _types(here, code)
    here.sees("不对，或者过期了")
    await _types(here, await _code(there))
    here.sees("码对了，还没连")


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
        client = client_on("webchat", database)
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
        app = build_app(wechat_settings(), keys, database, city, channels=[client.channel], strict=True)
        page = Chat(app, client, city, time)
        one, two = await page.person("one", agreed=True), await page.person("two")
        await _types(two, await _code(one))
        await one.is_told()
        await one.presses("连起来")
        one.sees("连着的：网页、网页")
        await two.is_told()
        two.sees("连好了")
