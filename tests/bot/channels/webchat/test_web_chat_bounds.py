"""What a page of the web chat cannot do: hold places, memory or disk that are everybody's."""

import asyncio
import hashlib
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
import structlog
from itsdangerous import URLSafeSerializer

from bot.channels.webchat import routes as chat
from bot.channels.webchat import socket as chat_socket
from bot.channels.webchat.cookie import COOKIE, SECURE_COOKIE
from bot.channels.webchat.page import COME_BACK, MANY_PAGES, MOST_FRAMES
from bot.door import uploads
from handlers.talk.texts import texts
from models.city.pack import City
from models.people.person import Contact
from models.staff.post import Staff, seal_post
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.web_page import JPEG, SIGNING, Site, browser, running_site

NOW = datetime.now(UTC)

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def site(database: Database, city: City, cipher: Cipher) -> AsyncIterator[Site]:
    async with running_site(database, city, cipher, trusted_proxies=["127.0.0.1"]) as started:
        yield started


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with browser() as started:
        yield started


async def test_what_a_page_sends_never_looks_like_trouble_of_the_database(
    site: Site, client: aiohttp.ClientSession
) -> None:
    frames = [
        "[" * 60_000,
        '{"id":' * 9_000,
        '"\\ud800"',
        '{"id": "a\\ud83d", "text": "x"}',
        '{"id": "é", "text": "x"}',
    ]
    frames += [
        '{"id": "a b", "text": "x"}',
        json.dumps({"id": "x" * 65, "text": "x"}),
        '{"hello": {"seen": 1e999}}',
        "NaN",
    ]
    with structlog.testing.capture_logs() as events:
        async with site.tab(client, seen=10**300) as page:
            await page.until("message")
            for each in frames:
                await page.socket.send_str(each)
            await page.socket.send_bytes(b"{}")
            await page.say("half", text="厕所\ud83d\0")
            await page.until("accepted", "half")
    assert [each for each in events if each["log_level"] not in ("info", "debug")] == []


async def test_a_page_that_says_nothing_is_closed(
    site: Site, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_socket, "HELLO_WITHIN", 0.2)
    await client.get(f"{site.url}/chat")
    async with client.ws_connect(f"{site.url}/chat/socket") as socket:
        assert (await asyncio.wait_for(socket.receive(), 5)).type is aiohttp.WSMsgType.CLOSE


async def test_the_sixth_page_of_a_chat_takes_the_place_of_the_one_silent_longest(
    site: Site, client: aiohttp.ClientSession
) -> None:
    async with AsyncExitStack() as open_pages:
        pages = [await open_pages.enter_async_context(site.tab(client)) for _ in range(5)]
        for page in pages:
            await page.until("message")
        await pages[0].say("1", text="厕所")
        await pages[0].until("accepted", "1")
        sixth = await open_pages.enter_async_context(site.tab(client, load=False))
        await sixth.until("message")
        while (message := await asyncio.wait_for(pages[1].socket.receive(), 5)).type is aiohttp.WSMsgType.TEXT:
            pass
        assert message.data == MANY_PAGES
        await pages[0].say("2", text="厕所")
        await pages[0].until("accepted", "2")


async def test_a_page_whose_writer_fails_is_closed_and_told_in_one_line(
    site: Site, client: aiohttp.ClientSession
) -> None:
    with structlog.testing.capture_logs() as events:
        async with site.tab(client) as page:
            await page.until("message")
            (open_page,) = next(iter(site.app.channels["webchat"]._pages.values()))
            open_page.push({"toast": "\ud800"})
            while (message := await asyncio.wait_for(page.socket.receive(), 5)).type is aiohttp.WSMsgType.TEXT:
                pass
            assert message.data == chat_socket.DEFECT
    assert [each["event"] for each in events if each["log_level"] == "error"] == ["a page could not be served"]


async def test_a_page_for_which_too_much_waits_is_given_up_and_catches_up(
    site: Site, client: aiohttp.ClientSession
) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        await page.say("1", text="厕所")
        await page.until("accepted", "1")
        first = next(each for each in reversed(page.frames) if "message" in each)
        (open_page,) = next(iter(site.app.channels["webchat"]._pages.values()))
        for _ in range(MOST_FRAMES + 1):
            open_page.push({"toast": ""})
        while (message := await asyncio.wait_for(page.socket.receive(), 5)).type is aiohttp.WSMsgType.TEXT:
            pass
        assert message.data == COME_BACK
    async with site.tab(client, seen=first["seq"] - 1, load=False) as back:
        assert (await back.until("message"))["seq"] == first["seq"]


async def test_old_cookies_stay_good_and_staff_need_a_newer_one(
    site: Site, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {COOKIE: str(URLSafeSerializer(SIGNING, salt="webchat-identity").dumps("long-known"))}
    assert await _address(site, old) == hashlib.sha256(b"long-known").hexdigest()[:16]
    secure = {"X-Forwarded-Proto": "https"}
    async with client.get(f"{site.url}/chat", headers=secure, cookies=old) as answer:
        given = answer.headers.getall("Set-Cookie")
    assert any(each.startswith(f"{SECURE_COOKIE}=") and "Secure" in each and "Path=/;" in each for each in given)
    assert any(each.startswith(f'{COOKIE}=""') for each in given), "the old one goes"

    async with site.tab(client) as page:
        await page.say("1", text="厕所")
        await page.until("accepted", "1")
    mine = {each.key: each.value for each in client.cookie_jar if each.key == COOKIE}
    before = await _address(site, mine)
    monkeypatch.setattr(chat, "STAFF_LASTS", timedelta(0))
    assert await _address(site, mine) == before, "no post, no haste"
    async with site.app.database.transaction() as session:
        person = (await session.scalars(sa.select(Contact.person_id))).one()
        post = Staff(id=1, department="x", role="staff", name="王", person_id=person, active=True, added_at=NOW)
        seal_post(session, post)
        session.add(post)
    assert await _address(site, mine) != before


async def _address(site: Site, cookies: dict[str, str]) -> str:
    """What the page tells of whose it is."""
    async with aiohttp.ClientSession(cookies=cookies) as client, client.get(f"{site.url}/chat") as answer:
        return (await answer.text()).split('data-identity="')[1].split('"')[0]


async def _uploads(site: Site, client: aiohttp.ClientSession, content: Any) -> tuple[int, Any]:
    headers = {"X-Requested-With": "chat"}
    async with client.post(f"{site.url}/chat/upload", data=content, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_uploads_have_an_end_and_the_words_say_what_to_do(
    site: Site, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        monkeypatch.setattr(uploads, "MOST_BYTES_IN_ALL", 0)
        monkeypatch.setattr(uploads, "COUNT_EVERY", 0.0)
        assert (await _uploads(site, client, JPEG))[0] == 200
        assert await _uploads(site, client, JPEG) == (507, {"error": texts().in_("zh-CN")("web-uploads-full")})
        monkeypatch.undo()
        monkeypatch.setattr(uploads, "LEAST_FREE", 10**18)
        assert (await _uploads(site, client, JPEG))[0] == 507
        monkeypatch.undo()
        monkeypatch.setattr(uploads, "MOST_IN_HAND", 50)
        assert await _uploads(site, client, JPEG) == (503, {"error": texts().in_("zh-CN")("web-uploads-busy")})
        monkeypatch.undo()
        assert (await _uploads(site, client, JPEG))[0] == 200
        head = "PK\3\4"
        names = _document(1200)
        assert names.startswith(head.encode())
        assert (await _uploads(site, client, names))[0] == 415
        assert (await _uploads(site, client, _document(200)))[0] == 200


def _document(parts: int) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as document:
        document.writestr("[Content_Types].xml", "")
        document.writestr("_rels/.rels", "")
        for number in range(parts):
            document.writestr(f"word/document{number or ''}.xml", "")
    return packed.getvalue()


async def test_a_large_file_comes_whole_and_only_some_at_a_time(site: Site, client: aiohttp.ClientSession) -> None:
    async with site.tab(client) as page:
        await page.until("message")
        content = b"%PDF-1.7 " + b"x" * 20_000_000
        _, told = await _uploads(site, client, BytesIO(content))
        address = f"{site.url}/chat/file/{told['key']}"
        async with AsyncExitStack() as downloads:
            answers = [await downloads.enter_async_context(client.get(address)) for _ in range(5)]
            assert [each.status for each in answers] == [200, 200, 200, 503, 503]
            assert texts().in_("zh-CN")("web-downloads-busy") in await answers[3].text()
            assert [await each.read() for each in answers[:3]] == [content] * 3
        async with client.get(address) as again:
            assert await again.read() == content
