"""What every path of the site has in common: whom it redirects, what it lets a browser do, what it refuses."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import aiohttp
import pytest
import structlog
from yarl import URL

from bot.app import build_app, running
from bot.keys import Keys
from bot.settings import Settings
from bot.web.site import build_site
from models.city import City
from models.database import Database
from models.encryption import Cipher
from models.receipt import public_key
from tests.serving import free_port

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
                for path in ("/certificate/", "/check-in/", "/chat/file/", "/static/", "/"):
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
