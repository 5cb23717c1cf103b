"""A WebSocket without a library, for what no library sends."""

import asyncio
import struct
from collections.abc import Mapping

TEXT, BINARY, PING, PONG = 1, 2, 9, 10


def frame(
    content: bytes, *, opcode: int = TEXT, final: bool = True, length: int | None = None, rsv1: bool = False
) -> bytes:
    """One frame of a client, masked with zeros. length: what it says of itself, where that is not true."""
    size = len(content) if length is None else length
    head = bytes([(0x80 if final else 0) | (0x40 if rsv1 else 0) | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65_536:
        head += bytes([0x80 | 126]) + struct.pack("!H", size)
    else:
        head += bytes([0x80 | 127]) + struct.pack("!Q", size)
    return head + bytes(4) + content


def upgrade(path: str, **headers: str) -> bytes:
    """The request that opens a socket, but for its last line."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return (
        f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{more}"
    ).encode()


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def line_to(port: int, *said: bytes, at: str = "127.0.0.1") -> Line:
    """An open connection, on which this was said. at: the address it comes from."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(at, 0))
    writer.writelines(said)
    return reader, writer


async def socket_to(port: int, path: str, headers: Mapping[str, str], *, at: str = "127.0.0.1") -> Line:
    """An open socket. Raises ConnectionRefusedError where the server does not agree."""
    line = await line_to(port, upgrade(path, **headers), b"\r\n", at=at)
    try:
        head = await line[0].readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        head = error.partial
    if b" 101 " not in head[:20]:
        line[1].transport.abort()
        raise ConnectionRefusedError(head[:20])
    return line
