"""Filing a case over restarts of the service: the next process goes on where the last one was, and files it once."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.assembly import build_app
from models.cases.case import Case
from models.cases.evidence import Evidence
from tests.world.chat import Chat, Someone
from tests.world.clients.telegram import telegram_update

ON_TELEGRAM = [("telegram", "sqlite"), ("telegram", "postgresql")]


def another(app: App) -> App:
    """The service as it starts anew on the same database."""
    channels = list(app.sender.channels.values())
    return build_app(app.settings, app.keys, app.database, app.city, channels=channels, strict=True)


async def after_a_restart(chat: Chat, anna: Someone, said: str, *, press: bool = False) -> None:
    chat.app = another(chat.app)
    await (anna.presses(said) if press else anna.sends(said))


async def to_the_last_tap(chat: Chat) -> Someone:
    """A deduction, the service started anew before everything that is said."""
    anna = await chat.person("anna", agreed=True)
    await after_a_restart(chat, anna, "罚了我50块，根本不是我的问题")
    await after_a_restart(chat, anna, "要，接着填", press=True)
    anna.sees("（1/7）哪个平台？")
    await after_a_restart(chat, anna, "平台甲", press=True)
    await after_a_restart(chat, anna, "11月25号")
    anna.sees("对吗？")
    await after_a_restart(chat, anna, "对", press=True)
    await after_a_restart(chat, anna, "跳过", press=True)
    anna.sees("（5/7）")
    await after_a_restart(chat, anna, "超时")
    await after_a_restart(chat, anna, "还没有", press=True)
    chat.app = another(chat.app)
    await anna.sends_photo()
    await after_a_restart(chat, anna, "发完了", press=True)
    anna.sees("看一下", "1. 哪个平台　平台甲", "11 月 25 日", "50 元", "1 份")
    await after_a_restart(chat, anna, "实名提交", press=True)
    await after_a_restart(chat, anna, "李四")
    await after_a_restart(chat, anna, "13800001234")
    anna.sees("实名交：李四，13800001234")
    return anna


async def cases_and_pieces(chat: Chat) -> tuple[list[Case], int]:
    async with chat.app.database.reading() as session:
        pieces = (await session.scalars(sa.select(sa.func.count()).select_from(Evidence))).one()
        return list(await session.scalars(sa.select(Case))), pieces


async def test_a_case_is_filed_with_a_restart_after_each_answer(chat: Chat) -> None:
    anna = await to_the_last_tap(chat)
    await after_a_restart(chat, anna, "实名提交", press=True)
    [case], pieces = await cases_and_pieces(chat)
    anna.sees("收到了，编号", case.number)
    assert (case.answers["deduction_sum"], case.answers["deduction_reason"], pieces) == (5000, "超时", 1)


@pytest.mark.parametrize(("channel", "database_kind"), ON_TELEGRAM, indirect=True)
@pytest.mark.parametrize("redelivered", [True, False])
async def test_the_last_tap_reaches_three_processes_at_once_and_there_is_one_case(
    chat: Chat, redelivered: bool
) -> None:
    anna = await to_the_last_tap(chat)
    last = anna.button("实名提交")
    what = {"press": last.press, "message": last.message_id}
    updates = [telegram_update(int(anna.address), what, update_id=9_000_000 + number) for number in range(3)]
    if redelivered:
        updates = updates[:1] * 3
    apps = [another(chat.app) for _ in updates]

    async def all_at_once() -> None:
        await asyncio.gather(
            *(app.receive(chat.client.channel, update) for app, update in zip(apps, updates, strict=True))
        )

    seen = await chat.client.during(anna, all_at_once())
    [case], _ = await cases_and_pieces(chat)
    assert [case.number in each.text for each in seen if each.text] == [True] * 3
