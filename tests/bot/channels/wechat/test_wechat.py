"""WeChat's way in: calls made by wechatpy are understood and answered in every mode; anything else changes nothing."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.channels.wechat import routes as way_in
from bot.trouble import DatabaseAway
from bot.web.site import build_site
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact
from models.storage.database import Database
from models.wechat.window import WeChatWindow
from tests.world.tickets import tickets
from tests.world.wechat.api import AES_KEY, OLD_AES_KEY, asgi, call, message_xml, opened, signed_query
from tests.world.wechat.service import CALLBACK, Service, wechat_service

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
MODES = ["plain", "compatible", "safe"]
SECRET_WORDS = "什么都不该记下"


async def _rows(database: Database, table: Any) -> int:
    async with database.reading() as session:
        return int((await session.scalars(sa.select(sa.func.count()).select_from(table))).one())


# --- the three modes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
async def test_a_message_is_answered_in_the_mode_it_came_in(database: Database, mode: str) -> None:
    async with wechat_service(database, wechat_compatible=mode == "plain") as service:
        reply = await service.calls(message_xml("anna", "text", Content="hello & <good> 早"), mode)
        assert (reply.content, reply.target, reply.source) == ("got hello & <good> 早", "anna", "gh_account")
        assert service.server.sent == []


async def test_the_key_before_is_accepted_and_answered_with(database: Database) -> None:
    async with wechat_service(database, wechat_aes_key_previous=OLD_AES_KEY) as service:
        for key in (AES_KEY, OLD_AES_KEY):
            reply = await service.calls(message_xml("anna", "text", Content="a"), key=key)
            assert reply.content == "got a"


async def test_compatible_mode_works_without_a_key_too(database: Database) -> None:
    async with wechat_service(database, wechat_aes_key=None) as service:
        query, body = call(message_xml("anna", "text", Content="a"), "compatible")
        _, answer, _ = await service.posts(query, body)
        assert opened(answer, "plain").content == "got a"


async def test_wechat_is_told_that_we_know_the_token(database: Database) -> None:
    async with wechat_service(database) as service:
        good = {**signed_query(), "echostr": "8412734923"}
        assert (await asgi(service.site, "GET", CALLBACK, good))[:2] == (200, b"8412734923")
        for bad in ({**good, "signature": "0" * 40}, {**signed_query(token="other"), "echostr": "1"}, {"echostr": "1"}):
            assert (await asgi(service.site, "GET", CALLBACK, bad))[0] == 403
        old = {**signed_query(at=time.time() - 301), "echostr": "1"}
        assert (await asgi(service.site, "GET", CALLBACK, old))[0] == 403


# --- what is not WeChat's --------------------------------------------------------------------------------------------


def _bad_calls() -> dict[str, tuple[Any, bytes]]:
    good = message_xml("mallory", "text", Content=SECRET_WORDS)
    safe_query, safe_body = call(good)
    plain_query, plain_body = call(good, "plain")
    compatible_query, compatible_body = call(good, "compatible")
    both = [*plain_query.items(), ("encrypt_type", "aes"), ("encrypt_type", "raw")]
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + good.replace("text", "&b;", 1)
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Content>&a;</Content></xml>'
    no_time = message_xml("mallory", "text", Content=SECRET_WORDS).replace("<CreateTime>", "<CreateTime>x")
    return {
        "plain: forged": ({**plain_query, "signature": "f" * 40}, plain_body),
        "plain: no signature": ({name: plain_query[name] for name in ("timestamp", "nonce")}, plain_body),
        "plain: odd signature": ({**plain_query, "signature": "é" * 40}, plain_body),
        "plain: other token": call(good, "plain", token="guess"),
        "plain: another nonce": ({**plain_query, "nonce": "1"}, plain_body),
        "plain: old": call(good, "plain", at=time.time() - 301),
        "plain: from the future": call(good, "plain", at=time.time() + 301),
        "plain: no time": ({**plain_query, "timestamp": "soon"}, plain_body),
        "plain: truncated": (plain_query, plain_body[:-9]),
        "plain: nothing": (plain_query, b""),
        "plain: not XML": (plain_query, b"{}"),
        "plain: empty": (plain_query, b"<xml></xml>"),
        "plain: no message time": call(no_time, "plain"),
        "plain: two senders": call(good.replace("<MsgType>", "<FromUserName>x</FromUserName><MsgType>"), "plain"),
        "plain: oversized": call(good.replace(SECRET_WORDS, "x" * 70_000), "plain"),
        "plain: entity bomb": call(bomb, "plain"),
        "plain: outside entity": call(outside, "plain"),
        "plain: deep": call("<xml>" + "<a>" * 50 + "</a>" * 50 + "</xml>", "plain"),
        "safe: forged": ({**safe_query, "msg_signature": "f" * 40}, safe_body),
        "safe: signature forged": ({**safe_query, "signature": "f" * 40}, safe_body),
        "safe: no msg_signature": ({k: v for k, v in safe_query.items() if k != "msg_signature"}, safe_body),
        "safe: truncated": (safe_query, safe_body[:-40]),
        "safe: changed": (safe_query, safe_body.replace(b"<Encrypt><![CDATA[", b"<Encrypt><![CDATA[AAAA")),
        "safe: other key": call(good, key=OLD_AES_KEY),
        "safe: other app": call(good, app_id="wx0000000000000000"),
        "safe: other token": call(good, token="guess"),
        "safe: old": call(good, at=time.time() - 301),
        "safe: entity bomb": call(bomb),
        "safe: nothing encrypted": (safe_query, plain_body),
        "plain: with a key": (plain_query, plain_body),
        "plain: said to be AES": ({**plain_query, "encrypt_type": "AES"}, plain_body),
        "plain: said to be raw": ({**plain_query, "encrypt_type": "raw"}, plain_body),
        "plain: said to be both": (both, plain_body),
        "plain: an empty Encrypt": (plain_query, plain_body.replace(b"</xml>", b"<Encrypt></Encrypt></xml>")),
        "plain: msg_signature of nothing": (
            {**plain_query, "encrypt_type": "aes", "msg_signature": plain_query["signature"]},
            plain_body.replace(b"</xml>", b"<Encrypt><![CDATA[]]></Encrypt></xml>"),
        ),
        "plain: somebody's Encrypt beside it": (
            {**plain_query, "encrypt_type": "aes", "msg_signature": plain_query["signature"]},
            plain_body.replace(b"</xml>", safe_body[safe_body.index(b"<Encrypt>") :]),
        ),
        "safe: msg_signature twice": ([*safe_query.items(), ("msg_signature", "f" * 40)], safe_body),
        "safe: two Encrypts": (safe_query, safe_body.replace(b"</xml>", b"<Encrypt>AAAA</Encrypt></xml>")),
        "compatible: forged": ({**compatible_query, "msg_signature": "f" * 40}, compatible_body),
    }


@pytest.mark.parametrize("which", sorted(_bad_calls()))
async def test_a_bad_call_is_refused_without_a_trace(database: Database, which: str) -> None:
    query, body = _bad_calls()[which]
    async with wechat_service(database) as service:
        with capture_logs() as logs:
            status, answer, _ = await service.posts(query, body)
        assert status in (400, 403)
        assert SECRET_WORDS not in answer.decode()
        told = str(logs)
        assert "wechat call refused" in told
        assert all(each not in told for each in (SECRET_WORDS, "mallory"))
        assert await tickets(database) == []
        assert [await _rows(database, table) for table in (Contact, ProcessedUpdate)] == [0, 0]


async def test_the_signature_of_one_plain_message_is_not_good_for_another(database: Database) -> None:
    """Not in another process either."""
    settings = {"wechat_compatible": True}
    query, body = call(message_xml("anna", "text", Content="a"), "plain")
    async with wechat_service(database, **settings) as service:
        assert (await service.posts(query, body))[0] == 200
        other = build_site(service.app)
        for site in (service.site, other):
            assert (await asgi(site, "POST", CALLBACK, query, body.replace(b">a<", b">b<")))[0] == 403
        assert (await asgi(other, "POST", CALLBACK, query, body))[0] == 200
        assert await tickets(database) == ["a"]


async def test_during_a_change_of_the_mode_an_encrypted_call_is_still_checked(database: Database) -> None:
    async with wechat_service(database, wechat_compatible=True) as service:
        for which in ("compatible: forged", "safe: forged", "safe: no msg_signature", "plain: an empty Encrypt"):
            assert (await service.posts(*_bad_calls()[which]))[0] in (400, 403)
        for mode in MODES:
            assert await service.calls(message_xml("anna", "text", Content=mode), mode) is not None
        assert await tickets(database) == MODES


async def test_a_replayed_safe_message_changes_nothing(database: Database) -> None:
    async with wechat_service(database) as service:
        query, body = call(message_xml("anna", "text", Content="a"))
        answers = [opened((await service.posts(query, body))[1]).content for _ in range(3)]
        assert answers == ["got a"] * 3
        assert await tickets(database) == ["a"]


async def test_encrypted_messages_without_a_key_are_told_to_the_operator(database: Database) -> None:
    async with wechat_service(database, wechat_aes_key=None) as service:
        with capture_logs() as logs:
            status, _, _ = await service.posts(*call(message_xml("anna", "text", Content="a")))
        assert status == 400
        assert any("WECHAT_AES_KEY" in each["event"] for each in logs)


# --- redelivery ------------------------------------------------------------------------------------------------------


async def test_a_redelivery_gets_the_stored_reply_and_runs_nothing(database: Database) -> None:
    async with wechat_service(database) as service:
        message = message_xml("anna", "text", Content="a")
        replies = [(await service.calls(message)).content for _ in range(3)]
        assert replies == ["got a"] * 3
        assert await tickets(database) == ["a"]


async def test_an_event_is_known_again_by_who_when_and_what(database: Database) -> None:
    async with wechat_service(database) as service:
        at = datetime.now(UTC)
        scan = message_xml("anna", "event", Event="SCAN", EventKey="st_T1", at=at)
        for _ in range(2):
            assert (await service.calls(scan)).content == "got /start st_T1"
        later = message_xml("anna", "event", Event="SCAN", EventKey="st_T1", at=at + timedelta(seconds=1))
        await service.calls(later)
        assert await tickets(database) == ["/start st_T1"] * 2
        async with database.reading() as session:
            keys = (await session.scalars(sa.select(ProcessedUpdate.key))).all()
        assert not any("anna" in key for key in keys)


async def test_two_deliveries_at_once_run_once(database: Database) -> None:
    async with wechat_service(database) as service:
        message = message_xml("anna", "text", Content="slow")
        replies = await asyncio.gather(*(service.calls(message) for _ in range(3)))
        assert [each.content for each in replies] == ["slow"] * 3
        assert await tickets(database) == ["slow"]


# --- five seconds ----------------------------------------------------------------------------------------------------


async def test_what_takes_too_long_follows_as_a_service_message(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way_in, "ANSWER_WITHIN", 0.05)
    async with wechat_service(database) as service:
        assert await service.says("slow") is None
        assert service.server.texts("anna") == ["slow"]
        assert await tickets(database) == ["slow"]


async def test_while_the_database_is_away_wechat_brings_the_message_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it brings again is the message that waits already: it is taken once, and answered once."""
    monkeypatch.setattr(way_in, "ANSWER_WITHIN", 0.3)
    async with wechat_service(database) as service:
        taken, tries = service.app.intake.take, iter([DatabaseAway(), None])

        async def take(channel: Any, incoming: Any) -> Any:
            trouble = next(tries)
            if trouble is not None:
                raise trouble
            return await taken(channel, incoming)

        monkeypatch.setattr(type(service.app.intake), "take", staticmethod(take))
        query, body = call(message_xml("anna", "text", Content="a"))
        assert (await service.posts(query, body))[0] == 503
        for _ in range(2):
            status, answer, _ = await service.posts(query, body)
            if status == 200:
                break
        assert opened(answer).content == "got a"
        assert await tickets(database) == ["a"]
        assert service.server.texts() == []


async def test_what_wechat_believes_arrived_is_taken_when_the_database_is_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way_in, "ANSWER_WITHIN", 0.05)
    async with wechat_service(database) as service:
        taken, tries = service.app.intake.take, iter([DatabaseAway(), None])

        async def take(channel: Any, incoming: Any) -> Any:
            trouble = next(tries)
            await asyncio.sleep(0.1)
            if trouble is not None:
                raise trouble
            return await taken(channel, incoming)

        monkeypatch.setattr(type(service.app.intake), "take", staticmethod(take))
        assert await service.says("a") is None
        assert service.server.texts() == ["got a"]


async def test_who_floods_is_told_once_in_the_answer(database: Database) -> None:
    async with wechat_service(database) as service:
        answers = [await service.says(f"n{number}") for number in range(33)]
        assert answers[:30] == [f"got n{number}" for number in range(30)]
        assert answers[30] is not None
        assert "太快" in answers[30]
        assert answers[31:] == [None, None]
        assert service.server.sent == []


# --- kinds of messages and events ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields", "filed"),
    [
        ("image", {"PicUrl": "http://x/1", "MediaId": "media-7"}, "media-7"),
        ("voice", {"MediaId": "m", "Format": "amr", "Recognition": "哪里有厕所。"}, "哪里有厕所"),
        ("voice", {"MediaId": "m", "Format": "amr", "Recognition": ""}, ""),
        ("video", {"MediaId": "m", "ThumbMediaId": "t"}, ""),
        ("shortvideo", {"MediaId": "m", "ThumbMediaId": "t"}, ""),
        ("location", {"Location_X": "34.1", "Location_Y": "115.6", "Scale": "16", "Label": "家"}, ""),
        ("link", {"Title": "新规", "Description": "d", "Url": "http://x/2"}, "新规\nhttp://x/2"),
        ("file", {"Title": "合同.pdf", "FileKey": "k", "FileMd5": "0", "FileTotalLen": "3"}, ""),
        ("text", {"Content": "/help"}, "/help"),
    ],
)
async def test_every_kind_of_message_is_handled(
    database: Database, kind: str, fields: dict[str, str], filed: str
) -> None:
    async with wechat_service(database) as service:
        assert await service.calls(message_xml("anna", kind, **fields)) is not None
        assert await tickets(database) == [filed]


@pytest.mark.parametrize(
    ("event", "filed"),
    [
        ({"Event": "subscribe"}, "/start"),
        ({"Event": "subscribe", "EventKey": "qrscene_st_T1", "Ticket": "t"}, "/start st_T1"),
        ({"Event": "SCAN", "EventKey": "st_T-2_b", "Ticket": "t"}, "/start st_T-2_b"),
        ({"Event": "subscribe", "EventKey": "qrscene_ci_123456", "Ticket": "t"}, "/start ci_123456"),
        ({"Event": "SCAN", "EventKey": "staff_ABCDE23456", "Ticket": "t"}, "/start staff_ABCDE23456"),
        ({"Event": "SCAN", "EventKey": "st_T1 and more"}, "/start"),
        ({"Event": "CLICK", "EventKey": "say:出事了"}, "出事了"),
    ],
)
async def test_events_begin_conversations(database: Database, event: dict[str, str], filed: str) -> None:
    async with wechat_service(database) as service:
        assert await service.calls(message_xml("anna", "event", **event)) is not None
        assert await tickets(database) == [filed]


async def test_a_press_of_the_menu_is_a_button(database: Database) -> None:
    async with wechat_service(database) as service:
        reply = await service.calls(message_xml("anna", "event", Event="CLICK", EventKey="gone"))
        assert reply.content == "too late"


@pytest.mark.parametrize(
    "event",
    [
        {"Event": "VIEW", "EventKey": "https://example.org"},
        {"Event": "TEMPLATESENDJOBFINISH", "MsgID": "1", "Status": "failed:user block"},
        {"Event": "subscribe_msg_popup_event"},
        {"Event": "subscribe_msg_change_event"},
        {"Event": "subscribe_msg_sent_event"},
        {"Event": "location_select", "EventKey": "where"},
        {"Event": "something new"},
    ],
)
async def test_events_that_are_no_conversation_are_taken_and_leave_nothing(
    database: Database, event: dict[str, str]
) -> None:
    async with wechat_service(database) as service:
        with capture_logs() as logs:
            assert await service.calls(message_xml("anna", "event", **event)) is None
        assert await _rows(database, Contact) == 0
        assert "anna" not in str(logs)


async def test_a_position_event_is_not_answered_and_nowhere_kept(database: Database) -> None:
    async with wechat_service(database) as service:
        where = {"Latitude": "34.123456", "Longitude": "115.654321", "Precision": "40"}
        assert await service.calls(message_xml("anna", "event", Event="LOCATION", **where)) is None
        assert service.server.sent == []
        assert await _rows(database, WeChatWindow) == 0


async def test_who_unfollows_is_not_written_to_until_they_are_back(database: Database) -> None:
    from bot.assembly import product_dispatcher
    from bot.settings import SAMPLE_CITY
    from bot.understanding import Understanding
    from models.city.pack import load_city

    async with wechat_service(database, built=product_dispatcher()) as service:
        city = load_city(SAMPLE_CITY)
        service.app.intake.things |= {
            "city": city,
            "understand": Understanding(city).read,
            "is_learning": lambda: False,
            "map_page": None,
            "console_page": "",
            "place_page": None,
        }
        await service.says("/start")
        assert await service.calls(message_xml("anna", "event", Event="unsubscribe")) is None
        assert await _blocked(service) is True
        reply = await service.calls(message_xml("anna", "event", Event="subscribe"))
        assert "暖新助手" in reply.content
        assert await _blocked(service) is False


async def _blocked(service: Service) -> bool:
    async with service.app.database.reading() as session:
        return (await session.scalars(sa.select(Contact.blocked_at))).one() is not None
