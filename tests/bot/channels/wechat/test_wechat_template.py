"""Who may not be written to now: told by WeChat's template message where the pack maps it and WeChat allows it, else
when they write; and whoever caused it can see which."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from bot.assembly import build_app
from bot.keys import Keys
from handlers.pushed.table import KINDS, KindOfCause
from models.city.pack import City
from models.city.wechat_templates import TemplateKind, load_wechat_templates
from models.outbox.message import put
from models.outbox.reach import Fate, Reach, last_said, reach_of
from models.storage.database import Database
from models.storage.encryption import Cipher, new_key
from tests.conftest import THURSDAY_AFTERNOON
from tests.models.city.test_wechat_template_pack import PACK
from tests.world.chat import Chat, Someone
from tests.world.clients.wechat import WeChatClient
from tests.world.outbox_rows import in_words
from tests.world.wechat.api import wechat_settings

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def wechat(
    database: Database, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Chat]:
    """A city whose pack maps every kind, and causes of each that always hold."""
    for cause, kind in (("a_reminder", "reminder"), ("a_step", "progress"), ("a_notice", "notice")):
        monkeypatch.setitem(KINDS, cause, KindOfCause(template=TemplateKind(kind)))
    (tmp_path / "wechat.toml").write_text(PACK, encoding="utf-8")
    city = replace(city, wechat_templates=load_wechat_templates(tmp_path / "wechat.toml"))
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        client = WeChatClient(database, city)
        keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
        app = build_app(wechat_settings(), keys, database, city, channels=[client.channel], strict=True)
        yield Chat(app, client, city, time)


async def _put(chat: Chat, anna: Someone, cause: str, text: str = "办完了：退还 50 元。解决了吗？") -> None:
    async with chat.app.database.transaction() as session:
        person_id = await _person_id(chat, anna)
        await put(session, person_id, in_words(text), due_at=chat.app.clock(), cause=cause, dedupe_key=cause)


async def _person_id(chat: Chat, anna: Someone) -> int:
    import sqlalchemy as sa

    from models.people.person import Contact

    async with chat.app.database.reading() as session:
        return int((await session.scalars(sa.select(Contact.person_id).where(Contact.address == anna.address))).one())


async def _fate(chat: Chat, cause: str) -> Fate | None:
    async with chat.app.database.reading() as session:
        said = await last_said(session, cause)
    return said.fate if said else None


async def _reach(chat: Chat, anna: Someone) -> Reach:
    async with chat.app.database.reading() as session:
        return await reach_of(session, await _person_id(chat, anna), now=chat.app.clock())


async def _answers(chat: Chat, anna: Someone, template_id: str, *answers: str) -> None:
    """What WeChat tells after its dialog was open."""
    items = [{"TemplateId": template_id, "SubscribeStatusString": each, "PopupScene": 1} for each in answers]
    event = {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": {"List": items}}
    await _client(chat).event(chat.app, anna, **event)


def _client(chat: Chat) -> WeChatClient:
    assert isinstance(chat.client, WeChatClient)
    return chat.client


# --- agreements ------------------------------------------------------------------------------------------------------


async def test_a_reminder_is_allowed_once_and_told_by_a_template_and_whole_when_they_write(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    server = _client(wechat).server
    await anna.sends("我的")
    await anna.presses("证件到期提醒")
    await anna.presses("加一个")
    anna.sees_no("去允许")
    await anna.presses("健康证")
    await anna.sends("2027-01-05")
    anna.sees("微信就不让我提醒你了", "去允许")
    assert anna.button("去允许").url == "https://example.org/wechat/notices/reminder"
    await _answers(wechat, anna, "REMIND", "accept")
    wechat.wait(days=10)
    assert await _reach(wechat, anna) is Reach.WHEN_THEY_WRITE
    await anna.is_told()
    assert anna.screen == []
    (template,) = server.templates
    assert template["path"].endswith("subscribe/bizsend")
    assert (template["touser"], template["template_id"]) == (anna.address, "REMIND")
    assert template["data"]["thing1"]["value"] == "健康证快到期了：2027年1月5日。"
    assert template["data"]["time2"]["value"] == "2026年12月06日 10:00"
    await anna.is_told()
    assert len(server.templates) == 1
    await anna.sends("/menu")
    anna.sees("健康证", "2027 年 1 月 5 日", "已换新", "要什么")
    await anna.sends("/menu")
    anna.sees_no("健康证")


async def test_nobody_is_asked_twice_in_a_month_and_who_refuses_not_for_longer(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)

    async def adds(date: str) -> None:
        await anna.sends("证件")
        await anna.presses("加一个")
        await anna.presses("驾驶证" if "驾驶证" in anna.text else "健康证")
        await anna.sends(date)

    await adds("2027-01-05")
    anna.sees("去允许")
    await adds("2027-02-05")
    anna.sees_no("去允许")
    wechat.wait(days=31)
    await adds("2027-03-05")
    anna.sees("去允许")
    await _answers(wechat, anna, "REMIND", "reject")
    wechat.wait(days=31)
    await adds("2027-04-05")
    anna.sees_no("去允许")


async def test_without_an_agreement_it_waits_and_goes_when_the_agreement_comes(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    wechat.wait(days=3)
    await _put(wechat, anna, "a_step:1")
    await anna.is_told()
    assert (_client(wechat).server.templates, await _fate(wechat, "a_step:1")) == ([], Fate.WAITS)
    await _answers(wechat, anna, "PROGRESS", "accept")
    await anna.is_told()
    assert await _fate(wechat, "a_step:1") is Fate.TOLD
    assert _client(wechat).server.templates[0]["data"] == {"thing1": {"value": "办完了：退还 50 元。"}}


async def test_a_one_time_agreement_is_good_for_one_template(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    await _answers(wechat, anna, "PROGRESS", "accept", "accept")
    wechat.wait(days=3)
    for number in range(3):
        await _put(wechat, anna, f"a_step:{number}")
        await anna.is_told()
    assert [await _fate(wechat, f"a_step:{number}") for number in range(3)] == [Fate.TOLD, Fate.TOLD, Fate.WAITS]


async def test_an_answer_that_wechat_brings_twice_is_one_agreement(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    items = {"List": {"TemplateId": "PROGRESS", "SubscribeStatusString": "accept", "PopupScene": 1}}
    at = wechat.app.clock()
    for _ in range(2):
        event = {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": items}
        await _client(wechat).event(wechat.app, anna, at=at, **event)
    wechat.wait(days=3)
    for number in range(2):
        await _put(wechat, anna, f"a_step:{number}")
        await anna.is_told()
    assert [await _fate(wechat, f"a_step:{number}") for number in range(2)] == [Fate.TOLD, Fate.WAITS]


async def test_what_is_taken_back_in_wechats_settings_is_no_agreement_any_more(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    await _answers(wechat, anna, "REMIND", "accept")
    gone = {"List": {"TemplateId": "REMIND", "SubscribeStatusString": "reject"}}
    await _client(wechat).event(wechat.app, anna, Event="subscribe_msg_change_event", SubscribeMsgChangeEvent=gone)
    wechat.wait(days=3)
    await _put(wechat, anna, "a_reminder:1")
    await anna.is_told()
    assert _client(wechat).server.templates == []


# --- refusals and quotas ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "fate", "again"),
    [(43101, Fate.WAITS, False), (43004, Fate.NOT_TOLD, False), (47003, Fate.WAITS, True), (40037, Fate.WAITS, True)],
)
async def test_a_template_that_is_refused_is_not_told(wechat: Chat, code: int, fate: Fate, again: bool) -> None:
    anna = await wechat.person("anna", agreed=True)
    await _answers(wechat, anna, "PROGRESS", "accept")
    wechat.wait(days=3)
    server = _client(wechat).server
    server.template_faults.append(code)
    await _put(wechat, anna, "a_step:1")
    await anna.is_told()
    await anna.is_told()
    assert (server.templates, await _fate(wechat, "a_step:1")) == ([], fate)
    await _put(wechat, anna, "a_step:2")
    await anna.is_told()
    assert (len(server.templates) == 1) is again
    if code == 43004:
        assert await _reach(wechat, anna) is Reach.BLOCKED
    else:
        await anna.sends("/menu")
        anna.sees("退还 50 元")


@pytest.mark.parametrize(("code", "hours"), [(45009, 9.1), (48001, 1.1)])
async def test_a_quota_or_a_missing_right_holds_the_kind_for_everybody(wechat: Chat, code: int, hours: float) -> None:
    anna, boris = await wechat.person("anna", agreed=True), await wechat.person("boris", agreed=True)
    wechat.wait(days=3)
    server = _client(wechat).server
    server.template_faults.append(code)
    for number, someone in enumerate((anna, boris)):
        await _put(wechat, someone, f"a_notice:{number}")
        await someone.is_told()
    assert (server.templates, await _fate(wechat, "a_notice:1")) == ([], Fate.UNDER_WAY)
    wechat.wait(hours=24 if code == 45009 else hours)
    await anna.is_told()
    assert len(server.templates) == 2


async def test_the_days_template_messages_are_counted(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    wechat.wait(days=3)
    for number in range(3):
        await _put(wechat, anna, f"a_notice:{number}")
        await anna.is_told()
    server = _client(wechat).server
    assert [each["path"].rpartition("/")[2] for each in server.templates] == ["send", "send"]
    assert server.templates[0]["data"]["thing2"] == {"value": "河湾市"}
    assert await _fate(wechat, "a_notice:2") is Fate.UNDER_WAY
    wechat.wait(hours=23)
    await anna.is_told()
    assert len(server.templates) == 3


async def test_a_template_message_that_did_not_arrive_was_not_told_and_the_refusal_is_kept(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    wechat.wait(days=3)
    await _put(wechat, anna, "a_notice:1")
    await anna.is_told()
    assert await _fate(wechat, "a_notice:1") is Fate.TOLD
    done = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": 1001}
    await _client(wechat).event(wechat.app, anna, **done, Status="success")
    assert await _fate(wechat, "a_notice:1") is Fate.TOLD
    later = wechat.app.clock() + timedelta(seconds=1)
    await _client(wechat).event(wechat.app, anna, **done, at=later, Status="failed:user block")
    assert await _fate(wechat, "a_notice:1") is Fate.WAITS
    await _put(wechat, anna, "a_notice:2")
    await anna.is_told()
    assert (len(_client(wechat).server.templates), await _fate(wechat, "a_notice:2")) == (1, Fate.WAITS)


async def test_while_the_chat_is_open_no_template_is_used(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    assert await _reach(wechat, anna) is Reach.NOW
    await _put(wechat, anna, "a_notice:1")
    await anna.is_told()
    anna.sees("退还 50 元")
    assert (_client(wechat).server.templates, await _fate(wechat, "a_notice:1")) == ([], Fate.SENT)


async def test_what_the_pack_does_not_map_waits(wechat: Chat) -> None:
    anna = await wechat.person("anna", agreed=True)
    wechat.wait(days=3)
    await _put(wechat, anna, "something:1")
    await anna.is_told()
    assert (await _fate(wechat, "something:1"), await _fate(wechat, "nothing:1")) == (Fate.WAITS, None)
