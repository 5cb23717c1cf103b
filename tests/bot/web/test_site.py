"""What every path of the site has in common: whom it redirects, what it lets a browser do, what it refuses."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import aiohttp
import pytest
import structlog
from yarl import URL

from bot.assembly import build_app
from bot.commands.operator_lines import lines_of
from bot.keys import Keys
from bot.running import running
from bot.settings import BadSettings, Settings
from bot.web.site import build_site
from handlers.talk.texts import texts
from models.city.pack import City
from models.receipts.receipt import public_key
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.processes.serving import free_port
from tests.world.raw_socket import line_to

PUBLIC = "https://nuanxin.example.org"
PATHS = (
    "/chat/",
    "/chat//",
    "//evil.example/",
    "/healthz/",
    "/receipt/",
    "/static/",
    "/static",
    "/chat/socket/",
    "/x/",
)


@pytest.fixture
def public_url() -> str | None:
    return None


@pytest.fixture
async def url(database: Database, city: City, cipher: Cipher, public_url: str | None) -> AsyncIterator[str]:
    port = free_port()
    settings = Settings(_env_file=None, webchat=True, http_port=port, public_url=public_url)  # type: ignore[call-arg]
    app = build_app(settings, Keys("s" * 40, cipher), database, city)
    async with running(app, build_site(app)):
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_port_that_was_taken_since_the_settings_were_read_is_one_plain_line(
    database: Database, city: City, cipher: Cipher, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = Settings(_env_file=None, webchat=True, http_port=port)  # type: ignore[call-arg]
        app = build_app(settings, Keys("s" * 40, cipher), database, city)
        with pytest.raises(BadSettings) as caught:
            async with running(app, build_site(app)):
                pass
    (line,) = lines_of(caught.value, texts().in_("zh-CN"))
    assert line.startswith("HTTP_PORT")
    assert f"端口 {port} 已经有程序在用" in line
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


@contextmanager
def _no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with structlog.testing.capture_logs() as events:
        yield
    assert [each for each in events if each["log_level"] in ("error", "critical")] == []
    assert [each.getMessage() for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")] == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("public_url", [None, PUBLIC])
async def test_nobody_is_sent_to_the_host_that_a_request_names(url: str) -> None:
    for host in ("evil.example", "127.0.0.1"):
        async with aiohttp.ClientSession(headers={"Host": host}) as client:
            for path in PATHS:
                async with client.get(url + path, allow_redirects=False) as answer:
                    assert answer.status == 404, path
            async with client.get(f"{url}/", allow_redirects=False) as answer:
                assert answer.headers["Location"] == "/chat"
            async with client.get(f"{url}/chat") as answer:
                assert host == "127.0.0.1" or "evil" not in await answer.text()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("public_url", "host", "source"),
    [
        (None, "127.0.0.1:8080", "'self' ws://127.0.0.1:8080;"),
        (None, "[::1]:8080", "'self' ws://[::1]:8080;"),
        (None, "a.example; script-src *", "'self';"),
        (None, "a.example, b.example", "'self';"),
        (PUBLIC, "evil.example", "'self' wss://nuanxin.example.org;"),
    ],
)
async def test_a_page_may_connect_to_its_own_host_alone(url: str, host: str, source: str) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{url}/chat", headers={"Host": host}) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert f"connect-src {source}" in policy
        assert "Server" not in answer.headers


async def test_paths_that_no_database_can_hold_are_not_found(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with _no_traceback(caplog):
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            await client.get(f"{url}/chat")
            for odd in ("%00", "a%00b", "%ED%A0%80", "%FF", "%F0%AA%9A%A5", "x" * 4000, "..%2f..%2fetc"):
                for path in ("/place/", "/map/", "/certificate/", "/check-in/", "/chat/file/", "/static/", "/"):
                    async with client.get(_raw(url + path + odd)) as answer:
                        assert answer.status == 404, path + odd


def _raw(address: str) -> URL:
    return URL(address, encoded=True)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_body_of_two_lengths_is_refused_and_one_that_breaks_off_is_no_defect(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    port = int(url.rpartition(":")[2])
    head = "POST /receipt HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n"
    with _no_traceback(caplog):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write((head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n").encode())
        assert b" 400 " in await asyncio.wait_for(reader.readline(), 2)
        writer.close()
        for path in ("/receipt", "/chat/upload"):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.replace("/receipt", path).encode() + b"\r\nhalf")
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nobody_who_asks_for_the_key_has_it_made(url: str, database: Database) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{url}/receipt-key") as answer:
            assert answer.status == 404
        async with database.transaction() as session:
            key = await public_key(session)
        async with client.get(f"{url}/receipt-key") as answer:
            assert (answer.status, await answer.text()) == (200, f"{key}\n")


SOCKET = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
SOCKET += "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
NO_HOSTS = ("[::1", "::1", "[zz]", "[1::2::3]", "[::1%25eth0]", "[", "a b", "a@b", "x:99999", "x:٣", "a/b", "a\\b")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_host_or_an_origin_that_is_none_gets_a_clean_answer(url: str, caplog: pytest.LogCaptureFixture) -> None:
    page = await _socket(url)
    with _no_traceback(caplog):
        for odd in NO_HOSTS:
            for path in ("/chat", "/", "/chat/static/chat.js"):
                assert await _status(url, f"GET {path} HTTP/1.1\r\nHost: {odd}\r\n") == 400, (odd, path)
            assert await _status(url, page + f"Host: {odd}\r\n") == 403, odd
            for scheme in ("http://", "https://", ""):
                assert await _status(url, page + f"Host: x\r\nOrigin: {scheme}{odd}\r\n") == 403, odd
        assert await _status(url, page.replace("/socket", "/%00") + "Host: x\r\n") == 403
        for origin in ("null", "file://", "http://", "ftp://x", "http://x@evil.example", "http://x:81", "http://x\\@y"):
            assert await _status(url, page + f"Host: x\r\nOrigin: {origin}\r\n") == 403, origin


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("public_url", [None, "http://[2001:DB8::A]:8080"])
async def test_a_page_may_come_from_its_own_host_however_that_is_written(url: str, public_url: str | None) -> None:
    page = await _socket(url)
    same = [
        ("x", "http://x"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("[0:0::1]", "https://[::1]"),
        ("x:443", "https://X"),
    ]
    same += [("behind-a-proxy", "http://[2001:db8::a]:8080")] if public_url else []
    for host, origin in same:
        assert await _status(url, page + f"Host: {host}\r\nOrigin: {origin}\r\n") == 101, host


async def _socket(url: str) -> str:
    """What a page asks that has been here, but for whose host it is."""
    async with aiohttp.ClientSession() as client, client.get(f"{url}/chat") as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    return f"GET /chat/socket HTTP/1.1\r\nCookie: {cookie}\r\n{SOCKET}"


async def _status(url: str, head: str) -> int:
    """Of the answer; 0 where the line is closed without one."""
    reader, writer = await line_to(int(url.rpartition(":")[2]), f"{head}\r\n".encode())
    answered = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    return int(answered.split()[1]) if answered else 0
