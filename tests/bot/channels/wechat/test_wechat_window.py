"""WeChat's way out: few messages, within what WeChat allows, and nothing is "sent" that was refused."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from aiogram.methods import SendPhoto
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.channel import text_menu
from bot.channels.wechat.api import WeChatApi, WeChatError
from bot.channels.wechat.menu import account_menu, set_menu
from bot.channels.wechat.message import LIMIT, messages, one_menu, split, stored
from bot.channels.wechat.routes import FILE_LASTS
from bot.commands.check import check_all
from handlers.talk.kept_file import KeptFile
from handlers.talk.texts import texts
from models.city.pack import City
from models.outbox.parked import ParkedReply, ParkedState, park
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Database
from models.storage.kept_file import store_file
from models.wechat.account import WeChatValue
from models.wechat.window import Opening, may_send, open_window, spend
from tests.world.tickets import tickets
from tests.world.wechat.api import APP_ID, SECRET, asgi, message_xml, serve_wechat_api, wechat_settings
from tests.world.wechat.service import Service, wechat_service

on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
LONG = "".join(f"第{number}句话说的是怎么申请。" for number in range(400))


async def _push(service: Service, *texts_: str, follower: str = "anna") -> Any:
    """Something said without being asked."""
    return await service.channel.send(follower, [{"text": text} for text in texts_])


async def _parked(database: Database) -> list[ParkedReply]:
    async with database.reading() as session:
        return list(await session.scalars(sa.select(ParkedReply).order_by(ParkedReply.id)))


async def _contact(database: Database) -> Contact:
    async with database.reading() as session:
        return (await session.scalars(sa.select(Contact))).one()


# --- as few messages as it fits into ---------------------------------------------------------------------------------


@on_sqlite
async def test_several_replies_are_one_answer(database: Database) -> None:
    async with wechat_service(database) as service:
        assert await service.says("two") == "first\n\nsecond"
        assert service.server.sent == []


@on_sqlite
async def test_a_long_text_goes_on_in_service_messages_broken_at_sentences(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        first = await service.says(LONG[:1200])
        assert first is not None
        rest = service.server.texts()
        assert len(rest) == 1
        for part in (first, *rest):
            assert len(part.encode()) <= 2048
            assert part.endswith("。") or part == rest[-1]
        assert "got " + LONG[:1200] == first + "".join(rest)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=900), st.integers(8, 400))
def test_splitting_loses_no_word_and_keeps_the_limit(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part.encode()) <= limit for part in parts)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_numbers_in_a_merged_message_mean_one_thing_each() -> None:
    def item(text: str, *choices: tuple[str, str, str]) -> dict[str, Any]:
        return {"text": text, "choices": [[mark, label, press, None] for mark, label, press in choices]}

    older = item("证件快到期了", ("1", "换好了", "renewed"), ("0", "首页", "home"))
    newer = item("要什么？", ("1", "厕所", "need:toilet"), ("2", "喝水", "need:water"), ("0", "首页", "home"))
    items, menu = one_menu([older, newer])
    assert menu is not None
    (message,) = messages(items, texts().in_("zh-CN"), lambda key: key)
    assert message.text == "证件快到期了\n回数字：\n3 换好了\n\n要什么？\n回数字：\n1 厕所\n2 喝水\n0 首页"
    pressed = {mark: getattr(text_menu.chosen(text_menu.to_json(menu), mark), "press", None) for mark in "0123"}
    assert pressed == {"0": "home", "1": "need:toilet", "2": "need:water", "3": "renewed"}


LINKS = [
    '<a href="x">',
    "<a/href=x>",
    "<A\thref=x>",
    "< a href=x>",
    "</a >",
    "<\n/a>",
    "<a\x0bhref=x>",
    "<!-- -->",
]


@pytest.mark.parametrize("link", LINKS)
def test_links_in_what_people_typed_are_no_links(link: str) -> None:
    from aiogram.methods import SendDocument, SendMessage
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    from handlers.talk.kept_file import KeptFile

    text = f"{link}点我 1 < 3 <3 a<5"
    buttons = [
        InlineKeyboardButton(text=text, url='https://x.example/"><b'),
        InlineKeyboardButton(text=text, callback_data="x"),
    ]
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[each] for each in buttons])
    said, _ = stored([SendMessage(chat_id=1, text=text, reply_markup=keyboard)])
    given, _ = stored([SendDocument(chat_id=1, document=KeptFile("key", "name"), caption=text)])
    shown = [
        each.text or "" for items in (said, given) for each in messages(items, texts().in_("zh-CN"), lambda key: key)
    ]
    assert all(link not in each and "1 < 3 <3 a<5" in each for each in shown)
    assert "".join(shown).count("<a") == 2, "the button's link and the file's are ours"
    assert '"><b' not in shown[0]


# --- the window ------------------------------------------------------------------------------------------------------


async def test_five_messages_in_two_days_three_in_a_minute(database: Database) -> None:
    from models.people.person import meet

    now = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
    async with database.transaction() as session:
        _, contact, _ = await meet(session, "wechat", "anna", locale="zh-CN", now=now)
        assert await spend(session, contact.id, now=now) is None
        await open_window(session, contact.id, Opening.MESSAGE, at=now)
        await open_window(session, contact.id, Opening.PRESS, at=now)
        spent = [await spend(session, contact.id, now=now) for _ in range(9)]
        assert spent == [Opening.PRESS] * 3 + [Opening.MESSAGE] * 5 + [None]
        assert not await may_send(session, contact.id, now=now)
        later = now + timedelta(hours=1)
        await open_window(session, contact.id, Opening.MESSAGE, at=later)
        assert await may_send(session, contact.id, now=later + timedelta(hours=47, minutes=59))
        assert not await may_send(session, contact.id, now=later + timedelta(hours=48))
        await open_window(session, contact.id, Opening.PRESS, at=later + timedelta(hours=50))
        assert not await may_send(session, contact.id, now=later + timedelta(hours=50, minutes=1))


async def test_two_processes_do_not_spend_the_same_message(database: Database) -> None:
    from models.people.person import meet

    now = datetime.now(UTC)
    async with database.transaction() as session:
        _, contact, _ = await meet(session, "wechat", "anna", locale="zh-CN", now=now)
        await open_window(session, contact.id, Opening.MESSAGE, at=now)

    async def one() -> bool:
        async with database.transaction() as session:
            return await spend(session, contact.id, now=now) is not None

    assert sum(await asyncio.gather(*(one() for _ in range(12)))) == 5


@on_sqlite
async def test_what_is_beyond_the_budget_waits_and_comes_with_the_next_answer(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        for number in range(5):
            assert (await _push(service, str(number))).error is None
        sent = await _push(service, "提醒")
        assert sent.error is not None
        contact, now = await _contact(database), datetime.now(UTC)
        async with database.transaction() as session:
            await park(session, contact.id, [{"text": "提醒"}], now=now, after=sent.error.after, error=str(sent.error))
        await service.app.delivery.deliver_waiting()
        assert service.server.texts() == ["0", "1", "2", "3", "4"]
        assert await service.says("b") == "提醒\n\ngot b"
        assert await _parked(database) == []
        assert len(service.server.sent) == 5


@on_sqlite
async def test_a_rest_that_may_not_be_sent_is_parked_and_merged_later(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        service.server.faults.append(45047)
        first = await service.says(LONG[:1200])
        assert first is not None
        (row,) = await _parked(database)
        assert (row.state, row.error) == (ParkedState.WAITING, "45047")
        assert row.due_at - row.created_at == timedelta(days=7)
        second = await service.says("b")
        assert second is not None
        assert second.endswith("\n\ngot b")
        assert "got " + LONG[:1200] == first + second.removesuffix("\n\ngot b")
        assert await _parked(database) == []
        assert await tickets(database) == ["a", LONG[:1200], "b"]


@on_sqlite
async def test_may_push_says_whether_a_message_would_be_taken(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        contact, now = await _contact(database), datetime.now(UTC)
        async with database.reading() as session:
            assert await service.channel.may_push(session, contact, now=now)
            assert not await service.channel.may_push(session, contact, now=now + timedelta(hours=48))


# --- error codes -----------------------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("code", [45015, 45047])
async def test_outside_of_the_window_nothing_more_is_tried(database: Database, code: int) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        service.server.faults.append(code)
        assert type((await _push(service, "x")).error).__name__ == "Unreachable"
        assert type((await _push(service, "y")).error).__name__ == "Unreachable"
        assert (service.server.refused, service.server.sent) == ([code], [])
        assert await service.says("b") == "got b"
        assert (await _push(service, "z")).error is None


@on_sqlite
@pytest.mark.parametrize(
    ("code", "kind"),
    [(43004, "Blocked"), (-1, "TryLater"), (45011, "TryLater"), (43101, "Refused"), (40003, "Refused")],
)
async def test_a_refusal_is_never_taken_for_sent_and_gives_the_budget_back(
    database: Database, code: int, kind: str
) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        service.server.faults.extend([code] * 7)
        for _ in range(7):
            sent = await _push(service, "x")
            assert (type(sent.error).__name__, sent.done) == (kind, 0)
        assert (await _push(service, "y")).error is None


@on_sqlite
async def test_the_days_quota_holds_everything_but_answers_until_tomorrow(database: Database) -> None:
    with time_machine.travel("2026-11-26T15:00:00+08:00", tick=True) as clock:
        async with wechat_service(database) as service:
            await service.says("a")
            service.server.faults.append(45009)
            sent = await _push(service, "x")
            assert sent.error is not None
            assert timedelta(hours=8, minutes=59) < sent.error.after <= timedelta(hours=9)
            assert type((await _push(service, "y")).error).__name__ == "TryLater"
            assert service.server.refused == [45009]
            assert await service.says("b") == "got b"
            clock.shift(timedelta(hours=9, minutes=1))
            assert (await _push(service, "z")).error is None


@on_sqlite
async def test_a_missing_right_is_told_to_the_operator_once(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        service.server.faults.append(48001)
        with capture_logs() as logs:
            for _ in range(3):
                assert (await _push(service, "x")).error is not None
        assert [each["log_level"] for each in logs].count("error") == 1
        assert service.server.refused == [48001]


@on_sqlite
async def test_no_answer_is_tried_again_by_the_outbox(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        service.server.faults.append("drop")
        await service.says(LONG[:1200])
        (row,) = await _parked(database)
        assert row.due_at - row.created_at == timedelta(seconds=5)
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=10), tick=True):
            await service.app.delivery.deliver_waiting()
        assert await _parked(database) == []
        assert len(service.server.texts()) == 1


# --- the token -------------------------------------------------------------------------------------------------------


async def test_one_token_is_fetched_for_all_processes(database: Database) -> None:
    async with serve_wechat_api() as server:
        processes = [WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url) for _ in range(4)]
        with capture_logs() as logs:
            tokens = await asyncio.gather(*(each.token() for each in processes for _ in range(3)))
            assert set(tokens) == {"token-1"}
            assert len(server.token_calls) == 1
            server.revoke()
            for each in processes:
                await each.set_menu({})
            assert len(server.token_calls) == 2
        assert all(secret not in str(logs) for secret in ("token-1", "token-2", SECRET))
        async with database.reading() as session:
            kept = (await session.execute(sa.text("SELECT value FROM wechat_value WHERE name = 'token'"))).scalar_one()
        assert b"token-2" not in kept
        for each in processes:
            await each.close()


@on_sqlite
async def test_a_token_is_renewed_before_it_ends(database: Database) -> None:
    async with serve_wechat_api() as server:
        api = WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url)
        with time_machine.travel(datetime.now(UTC), tick=True) as clock:
            await api.token()
            clock.shift(timedelta(seconds=6800))
            await api.token()
            assert len(server.token_calls) == 1
            clock.shift(timedelta(seconds=200))
            await api.token()
            assert len(server.token_calls) == 2
        await api.close()


@on_sqlite
async def test_a_token_that_stays_wrong_is_forced_once_and_then_given_up(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        service.server.faults.extend([40001, 40001])
        assert type((await _push(service, "x")).error).__name__ == "TryLater"
        assert [call["force_refresh"] for call in service.server.token_calls] == [False, False, True]
        assert (await _push(service, "y")).error is None


@on_sqlite
async def test_a_wrong_secret_is_an_error_and_leaves_the_lease(database: Database) -> None:
    async with serve_wechat_api() as server:
        api = WeChatApi(database, app_id=APP_ID, secret="wrong", api=server.url)
        for _ in range(2):
            with pytest.raises(WeChatError, match="40125"):
                await api.token()
        await api.close()


# --- pictures and files ----------------------------------------------------------------------------------------------


@on_sqlite
async def test_a_picture_is_uploaded_once_in_three_days(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        items = service.channel.write([SendPhoto(chat_id=1, photo=KeptFile("k", "p.jpg"), caption="门口")], None)
        with time_machine.travel(datetime.now(UTC), tick=True) as clock:
            for _ in range(2):
                assert (await service.channel.send("anna", items)).error is None
            assert [each.get("image") for each in service.server.sent] == [{"media_id": "media-1"}, None] * 2
            clock.shift(timedelta(days=3))
            await service.says("b")
            await service.channel.send("anna", items)
        assert service.server.sent[-2]["image"] == {"media_id": "media-2"}
        assert service.server.uploads == [b"\xff\xd8\xffk"] * 2
        gone = service.channel.write([SendPhoto(chat_id=1, photo=KeptFile("gone", "p.jpg"))], None)
        assert type((await service.channel.send("anna", gone)).error).__name__ == "Refused"


@on_sqlite
async def test_a_file_is_behind_a_signed_link_that_expires(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("a")
        contact = await _contact(database)
        async with database.transaction() as session:
            key = await store_file(
                session, contact.id, b"{}", name="我的信息.json", media_type="application/json", now=datetime.now(UTC)
            )
        await service.channel.send("anna", [{"text": "", "file": {"key": key, "name": "我的信息.json"}}])
        (text,) = service.server.texts()
        path = text.split('href="https://example.org')[1].split('"')[0]
        status, body, headers = await asgi(service.site, "GET", path)
        assert (status, body) == (200, b"{}")
        assert headers["content-disposition"].startswith("attachment")
        assert (await asgi(service.site, "GET", path + "x"))[0] == 404
        assert (await asgi(service.site, "GET", f"/wechat/file/{key}"))[0] == 404
        with time_machine.travel(datetime.now(UTC) + FILE_LASTS + timedelta(minutes=1)):
            assert (await asgi(service.site, "GET", path))[0] == 404


# --- menus -----------------------------------------------------------------------------------------------------------


@on_sqlite
async def test_a_menu_that_wechat_draws_is_understood_by_id_and_by_its_words(database: Database) -> None:
    async with wechat_service(database, msgmenu=True) as service:
        assert await service.says("/case") is None
        (menu,) = service.server.sent
        assert menu["msgmenu"]["head_content"] == "sure?"
        (choice,) = menu["msgmenu"]["list"]
        tapped = await service.calls(message_xml("anna", "text", Content="file", bizmsgmenuid=choice["id"]))
        assert tapped.content == "filed"
        old = await service.calls(message_xml("anna", "text", Content="file", bizmsgmenuid=choice["id"]))
        assert old.content == "too late"
        await service.says("/case")
        assert (await service.calls(message_xml("anna", "text", Content="file", bizmsgmenuid="0"))).content == "filed"


@on_sqlite
async def test_without_budget_a_menu_is_written_instead_of_drawn(database: Database) -> None:
    async with wechat_service(database, msgmenu=True) as service:
        service.server.faults.append(45047)
        assert await service.says("/case") == "sure?\n回数字：\n1 file"
        assert await service.says("1") == "filed"


@on_sqlite
async def test_the_menu_merged_from_several_answers_is_the_one_that_counts(database: Database) -> None:
    async with wechat_service(database) as service:
        await service.says("/case")
        contact = await _contact(database)
        item = {"text": "x", "choices": [["1", "a", "file:7", None]]}
        newer = {"text": "y", "choices": [["1", "b", "file:8", None]]}
        await service.channel.send("anna", [item, newer])
        async with database.reading() as session:
            row = await session.get(Conversation, contact.id)
        assert row is not None
        assert {each[0]: each[2] for each in row.menu} == {"1": "file:8", "2": "file:7"}


@on_sqlite
async def test_the_accounts_menu_is_set_where_it_changed(database: Database, city: City) -> None:
    async with serve_wechat_api() as server:
        api = WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url)
        chinese, english, at = texts().in_("zh-CN"), texts().in_("en"), "https://x.cn"
        changed = [await set_menu(api, database, words, city, at) for words in (chinese, chinese, english, chinese)]
        assert changed == [True, False, True, True]
        assert server.menus[0] == account_menu(chinese, city, at)
        buttons = server.menus[0]["button"]
        assert len(buttons) <= 3
        assert all(len(each.get("sub_button", [])) <= 5 for each in buttons)
        named = {sub["name"] for each in buttons for sub in each.get("sub_button", [])}
        assert {"厕所", "暖新综合体", "看地图", "发位置", "投诉维权", "查进度"} <= named
        assert all(len(each["name"]) <= 4 for each in buttons)
        assert all(len(sub["name"]) <= 7 for each in buttons for sub in each.get("sub_button", []))
        await api.close()


# --- check -----------------------------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize(
    ("settings", "good", "bad"),
    [
        ({}, ["AppID 和 AppSecret 都对", "能收加密的"], ["菜单还没设"]),
        ({"wechat_app_secret": "x"}, [], ["不认 WECHAT_APP_SECRET"]),
        ({"wechat_app_id": "wx0"}, [], ["不认 WECHAT_APP_ID"]),
        ({"wechat_api": "http://127.0.0.1:9"}, [], ["连不上 WECHAT_API"]),
        ({"wechat_aes_key": None}, ["明文"], []),
    ],
)
async def test_check_says_what_is_configured_reachable_and_missing(
    database: Database, database_url: str, tmp_path: Any, settings: dict[str, Any], good: list[str], bad: list[str]
) -> None:
    async with serve_wechat_api() as server:
        given = {"wechat_api": server.url, "database_url": database_url, "data_dir": tmp_path, **settings}
        lines: list[str] = []
        await check_all(wechat_settings(**given), texts().in_("zh-CN"), lines.append)
    assert all(any(line.startswith("✓") and each in line for line in lines) for each in good), lines
    assert all(any(line.startswith("✗") and each in line for line in lines) for each in bad), lines


def test_a_text_of_the_largest_size_fits_with_its_choices() -> None:
    from aiogram.methods import SendMessage
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    rows = [[InlineKeyboardButton(text=f"选择第{number}项内容", callback_data=str(number))] for number in range(14)]
    method = SendMessage(chat_id=1, text=LONG[:4000], reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    items, _ = stored([method])
    said = messages(items, texts().in_("zh-CN"), lambda key: key)
    assert sum(each.done for each in said) == len(items)
    assert all(len((each.text or "").encode()) <= LIMIT for each in said)


async def test_what_expired_is_forgotten(database: Database) -> None:
    from models.wechat.account import forget_values, keep_value

    now = datetime.now(UTC)
    async with database.transaction() as session:
        await keep_value(session, "media:a", "1", expires_at=now - timedelta(seconds=1))
        await keep_value(session, "menu", "2", expires_at=None)
        await forget_values(session, now=now)
        assert (await session.scalars(sa.select(WeChatValue.name))).all() == ["menu"]
