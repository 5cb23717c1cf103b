"""The web server's bounds: what is too slow, too much or malformed is closed, and everybody else is served."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.door import bounds, http_connection, socket_connection, unread
from bot.door.body import BODY_REFUSALS, read_body
from bot.door.server import WebServer, web_server
from tests.world.processes.serving import free_port
from tests.world.raw_socket import PING, PONG, Line, frame, line_to, upgrade

LARGE = b"x" * (24 * 1024 * 1024)
"""Bytes; more than the kernel keeps for both ends."""
ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
UPGRADE = upgrade("/socket")


async def _body(request: Request) -> Response:
    return PlainTextResponse(str(len(await read_body(request, 2_000_000))))


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(str(len(await websocket.receive_text())))
    except WebSocketDisconnect:
        pass


def _site() -> Starlette:
    return Starlette(
        routes=[
            Route("/", lambda _: PlainTextResponse("ok")),
            Route("/body", _body, methods=["POST"]),
            Route("/refused", lambda _: PlainTextResponse("no", status_code=413), methods=["POST"]),
            Route("/large", lambda _: Response(LARGE)),
            WebSocketRoute("/socket", _echo),
        ],
        exception_handlers=BODY_REFUSALS,
    )


@pytest.fixture
async def door(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """The port of a server whose times are short."""
    for module, name, value in (
        (http_connection, "HEAD_WITHIN", 0.4),
        (http_connection, "BODY_LOOK", 0.4),
        (http_connection, "LINGER", 0.4),
        (unread, "UNREAD_FOR", 0.5),
    ):
        monkeypatch.setattr(module, name, value)
    async with _serving() as server:
        yield server.config.port


@asynccontextmanager
async def _serving() -> AsyncIterator[WebServer]:
    server = web_server(_site(), host="127.0.0.1", port=free_port(), trusted_proxies=[], stop_within=5)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server
    finally:
        server.should_exit = True
        await serving


async def _end(line: Line, within: float = 3.0) -> bytes:
    """What is answered until the server closes the line."""
    try:
        return await asyncio.wait_for(line[0].read(), within)
    except ConnectionResetError:
        return b""
    finally:
        line[1].close()


async def _is_served(port: int) -> bool:
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/") as answer:
        return answer.status == 200


async def test_a_head_that_never_ends_is_closed_however_its_bytes_come(door: int) -> None:
    silent, half = await line_to(door), await line_to(door, ASK[:20])
    dripping = await line_to(door, ASK[:4])

    async def drip() -> None:
        for each in ASK[4:14]:
            dripping[1].write(bytes([each]))
            await asyncio.sleep(0.1)

    task = asyncio.create_task(drip())
    assert await _end(silent, 1) == b""
    assert b"408" in await _end(half, 1)
    assert b"408" in await _end(dripping, 1)
    await task


async def test_a_server_that_stops_answers_what_is_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a request whose headers have been read before it stops, which Starlette copies for that."""
    monkeypatch.setattr(http_connection, "LAST_REQUEST_WITHIN", 2.0)
    async with _serving() as server:
        port = server.config.port
        silent, fresh, kept = await line_to(port), await line_to(port), await line_to(port, ASK)
        assert b"200 OK" in await kept[0].readuntil(b"ok")
        under_way = await line_to(port, POST)
        await asyncio.sleep(0.05)
        server.should_exit = True
        await _until_refused(port)
        for line, said in ((fresh, ASK), (kept, ASK), (under_way, bytes(1_000_000))):
            line[1].write(said)
            answer = await _end(line)
            assert b"200 OK" in answer
            assert b"connection: close" in answer
        assert await _end(silent) == b""


async def _until_refused(port: int) -> None:
    with suppress(ConnectionRefusedError):
        while True:
            _, writer = await line_to(port)
            writer.close()
            await asyncio.sleep(0.02)


async def test_the_second_request_of_a_line_has_its_time_too(door: int) -> None:
    line = await line_to(door, ASK)
    assert b"200 OK" in await line[0].readuntil(b"ok")
    line[1].write(ASK[:10])
    await asyncio.sleep(0.2)
    line[1].write(ASK[10:])
    assert b"200 OK" in await line[0].readuntil(b"ok")
    line[1].write(ASK[:10])
    assert b"408" in await _end(line, 1)


async def test_a_body_a_byte_at_a_time_is_given_up_and_a_steady_one_is_not(
    door: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dripping = await line_to(door, POST, b"x")
    assert b"408" in await _end(dripping, 2)
    monkeypatch.setattr(http_connection, "BODY_WITHIN", 0.3)  # 12 MB on a slow line take longer than that
    steady = await line_to(door, POST)
    for _ in range(10):
        steady[1].write(b"x" * 100_000)
        await asyncio.sleep(0.1)
    assert b"1000000" in await asyncio.wait_for(steady[0].readuntil(b"1000000"), 2)
    steady[1].close()
    monkeypatch.setattr(http_connection, "BODY_WITHIN", 0.6)
    endless = await line_to(door, POST)
    for _ in range(9):
        endless[1].write(b"x" * 5_000)
        await asyncio.sleep(0.1)
    assert b"408" in await _end(endless, 2)


async def test_a_refused_body_is_read_a_while_and_then_no_more(door: int) -> None:
    refused = await line_to(door, POST.replace(b"/body", b"/refused"), b"x" * 1000)
    assert b"413" in await _end(refused, 1.5)


async def test_who_does_not_read_the_answer_is_dropped(door: int) -> None:
    with socket.create_connection(("127.0.0.1", door)) as deaf:
        deaf.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(1.2)
        deaf.settimeout(2)
        assert await asyncio.to_thread(_count_until_closed, deaf) < len(LARGE)


def _count_until_closed(line: socket.socket) -> int:
    count = 0
    try:
        while piece := line.recv(65536):
            count += len(piece)
    except ConnectionResetError:
        pass
    return count


async def test_half_requests_make_room_for_whole_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_HEADS_OWED", 20)
    async with _serving() as server:
        lines = [await line_to(server.config.port, ASK[:10]) for _ in range(60)]
        assert await _is_served(server.config.port)
        await asyncio.sleep(0.1)
        assert len(server.server_state.connections) <= 21
        for _, writer in lines:
            writer.close()


async def test_beyond_all_connections_nobody_is_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CONNECTIONS", 5)
    async with _serving() as server:
        sockets = [await line_to(server.config.port, UPGRADE, b"\r\n") for _ in range(5)]
        for reader, _ in sockets:
            await reader.readuntil(b"\r\n\r\n")
        assert await _end(await line_to(server.config.port, ASK), 1) == b""
        for _, writer in sockets:
            writer.close()
        await asyncio.sleep(0.1)
        assert await _is_served(server.config.port)


FLOODS = {
    "many small texts": frame(b"") * 5000,
    "pings": frame(b"x" * 100, opcode=PING) * 5000,
    "pongs": frame(b"", opcode=PONG) * 5000,
    "empty pieces": frame(b"", final=False) + frame(b"", opcode=0, final=False) * 5000,
    "an endless frame": frame(b"x" * 100_000, length=1 << 40),
    "an endless message": frame(b"x" * 60_000, final=False) + frame(b"x" * 60_000, opcode=0, final=False),
    "large texts": frame(b"x" * 60_000) * 20,
    "no UTF-8": frame(b"\xed\xa0\x80"),
    "a reserved frame": frame(b"", opcode=5),
    "unmasked": b"\x81\x02hi",
}


async def test_a_flooded_socket_is_closed_without_a_word_in_the_log(
    door: int, caplog: pytest.LogCaptureFixture
) -> None:
    for name, flood in FLOODS.items():
        line = await line_to(door, UPGRADE, b"\r\n")
        await line[0].readuntil(b"\r\n\r\n")
        line[1].write(flood)
        await _end(line, 2)
        assert await _is_served(door), name
        assert _defects(caplog) == [], name


async def test_a_page_speaks_and_hears_and_no_frame_comes_compressed(door: int) -> None:
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"http://127.0.0.1:{door}/socket", compress=15) as page,
    ):
        assert not page.compress
        for text in ("hi", "字" * 4000):
            await page.send_str(text)
            assert await page.receive_str() == str(len(text))


MALFORMED = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
    "a long head": b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 20_000 + b"\r\n\r\n",
    "many headers, then a socket": UPGRADE + b"".join(b"A%d: x\r\n" % number for number in range(300)) + b"\r\n",
    "a long header, then a socket": UPGRADE + b"A: " + b"x" * 9000 + b"\r\n\r\n",
    "a socket without a key": UPGRADE.replace(b"Sec-WebSocket-Key", b"X") + b"\r\n",
    "a socket by POST": UPGRADE.replace(b"GET", b"POST") + b"Content-Length: 3\r\n\r\nabc",
    "a socket of HTTP/1.0": UPGRADE.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n",
    "another protocol": UPGRADE.replace(b"websocket", b"h2c") + b"\r\n",
    "two lengths": b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "a negative length": b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a chunk of no size": b"POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "bytes in the path": b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "bytes in a header": b"GET / HTTP/1.1\r\nHost: x\r\nCookie: \xff\xed\xa0\x80\r\nConnection: close\r\n\r\n",
    "a socket with bytes in a header": UPGRADE + b"Cookie: \xff\xed\xa0\x80\r\n\r\n",
}


async def test_what_is_malformed_gets_an_answer_or_an_end_and_no_traceback(
    door: int, caplog: pytest.LogCaptureFixture
) -> None:
    for name, said in MALFORMED.items():
        line = await line_to(door, said)
        line[1].write_eof()
        await _end(line, 2)
        assert await _is_served(door), name
        assert _defects(caplog) == [], name


def _defects(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")]


async def test_no_answer_names_the_server(door: int) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{door}/") as answer:
        assert "Server" not in answer.headers


def test_as_many_files_as_the_system_allows() -> None:
    assert bounds.raise_file_limit() >= 1024
    assert socket_connection.LARGEST_FRAME == 65536


async def test_a_socket_on_a_connection_that_asked_before_outlives_the_time_for_a_body(door: int) -> None:
    reader, writer = await line_to(door, ASK)
    assert b"200 OK" in await reader.readuntil(b"ok")
    writer.write(UPGRADE + b"\r\n")
    assert b"101 Switching" in await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(2 * http_connection.BODY_LOOK)
    writer.write(frame(b"still there", opcode=PING))
    assert (await reader.readexactly(2))[0] & 0x0F == PONG
    writer.close()
