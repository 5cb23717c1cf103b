"""The body of a request, never more of it than its reader asks for."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

LARGEST_NUMBER = 2**53
"""Numbers in a page or in JSON are exact up to this one."""


class BodyTooLarge(Exception):
    """The body, or its announced length, is larger than allowed."""


async def pieces(request: Request, most: int) -> AsyncIterator[bytes]:
    """The body, piece by piece. most: bytes. Raises BodyTooLarge, ClientDisconnect."""
    announced = request.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdecimal() and int(announced[:20]) > most:
        raise BodyTooLarge
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise BodyTooLarge
        yield piece


async def read_body(request: Request, most: int) -> bytes:
    """The whole body. most: bytes. Raises BodyTooLarge, ClientDisconnect."""
    body = bytearray()
    async for piece in pieces(request, most):
        body += piece
    return bytes(body)


def _too_large(_: Request, __: Exception) -> Response:
    return PlainTextResponse("too large\n", status_code=413)


def _gone(_: Request, __: Exception) -> Response:
    """Nobody receives this answer, but a body that breaks off is no defect of ours."""
    return PlainTextResponse("the body broke off\n", status_code=400)


BODY_REFUSALS: Mapping[Any, Any] = {BodyTooLarge: _too_large, ClientDisconnect: _gone}
"""A site's answers to a body that is too large or breaks off."""


def is_number(value: Any) -> bool:
    """Return whether the value is a whole number that every database can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER
