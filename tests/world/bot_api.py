"""A Bot API server on loopback: keeps updates until they are confirmed, records what it is sent, and can misbehave."""

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "42:TEST"


@dataclass
class Call:
    """One request that reached the server."""

    method: str
    arguments: dict[str, Any]
    at: float = field(default_factory=time.monotonic)
    answered: bool = False
    answered_at: float = 0.0
    in_flight: bool = True


@dataclass
class BotApi:
    """latency: seconds before each answer. faults: what happens to the next sends: 429, 500, 403, 400, one with
    words ("400 Bad Request: chat not found") or "drop".
    method_faults: the statuses of the next answers to a method."""

    url: str = ""
    latency: float = 0.0
    faults: deque[int | str] = field(default_factory=deque)
    method_faults: dict[str, list[int]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    fetched: set[int] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    """File id -> its bytes, for getFile and the download."""
    polls: int = 0
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: Any = field(default_factory=lambda: itertools.count(1))

    def push(self, *updates: dict[str, Any]) -> None:
        """New updates for the bot."""
        self.updates += updates
        self._arrived.set()

    def sent(self, chat_id: int | None = None) -> list[Call]:
        """What was said in a chat, or in all, and taken."""
        said = [call for call in self.calls if call.method in ("sendMessage", "editMessageText", "sendVenue")]
        return [each for each in said if each.answered and chat_id in (None, each.arguments["chat_id"])]

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [each.arguments.get("text", "") for each in self.sent(chat_id)]

    def forget_in_flight(self) -> None:
        """The process that was asking is dead."""
        for call in self.calls:
            call.in_flight = False

    async def until(self, condition: Any, seconds: float = 20.0) -> None:
        """Waits until the condition holds; fails when it does not in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not within {seconds} s; calls: {[c.method for c in self.calls[-20:]]}"
            await asyncio.sleep(0.01)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        arguments = await _arguments(request)
        method = request.match_info["method"]
        if method == "getUpdates":
            return await self._get_updates(arguments)
        call = Call(method, arguments)
        self.calls.append(call)
        try:
            return await self._answer(request, call)
        finally:
            call.in_flight = False

    async def _answer(self, request: web.Request, call: Call) -> web.Response:
        method = call.method
        if self.latency:
            await asyncio.sleep(self.latency)
        if self.method_faults.get(method):
            return _error(self.method_faults[method].pop(0))
        if method == "getFile" and call.arguments["file_id"] not in self.files:
            return _error(400)
        if method in ("sendMessage", "editMessageText") and self.faults:
            fault = self.faults.popleft()
            if fault == "drop":
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            status, _, words = str(fault).partition(" ")
            return _error(int(status), words or None)
        call.answered, call.answered_at = True, time.monotonic()
        return web.json_response({"ok": True, "result": self._result(method, call.arguments)})

    async def _get_updates(self, arguments: dict[str, Any]) -> web.Response:
        self.polls += 1
        offset = int(arguments.get("offset") or 0)
        self.updates = [each for each in self.updates if each["update_id"] >= offset]
        if not self.updates and int(arguments.get("timeout") or 0):
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), int(arguments["timeout"]))
            except TimeoutError:
                return web.json_response({"ok": True, "result": []})
        batch = self.updates[: int(arguments.get("limit") or 100)]
        self.fetched |= {each["update_id"] for each in batch}
        return web.json_response({"ok": True, "result": batch})

    async def _download(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["file_id"]])

    def _result(self, method: str, arguments: dict[str, Any]) -> Any:
        if method == "getFile":
            file_id = arguments["file_id"]
            return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}
        if not method.startswith(("send", "edit")):
            return True
        chat = {"id": int(arguments["chat_id"]), "type": "private"}
        message = {"message_id": next(self._ids), "date": int(time.time()), "chat": chat}
        if method == "sendPhoto":
            attached = str(arguments["photo"]).startswith("attach://")
            file_id = f"uploaded-{message['message_id']}" if attached else arguments["photo"]
            return {**message, "photo": [{"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9}]}
        return {**message, "text": arguments.get("text", "")}


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        given: dict[str, Any] = await request.json()
        return given
    form = await request.post()
    return {key: _plain(value) for key, value in form.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return value.file.read()
    try:
        return json.loads(value) if value[:1] in "[{" or value.lstrip("-").isdigit() else value
    except ValueError:
        return value


def _error(status: int, said: str | None = None) -> web.Response:
    words = {
        429: "Too Many Requests: retry after 1",
        403: "Forbidden: bot was blocked by the user",
        400: "Bad Request: x",
        404: "Not Found: method not found",
        501: "Method not implemented",
    }
    body: dict[str, Any] = {
        "ok": False,
        "error_code": status,
        "description": said or words.get(status, "Internal Server Error"),
    }
    if status == 429:
        body["parameters"] = {"retry_after": 1}
    return web.json_response(body, status=status)


@asynccontextmanager
async def serve_bot_api(**options: Any) -> AsyncIterator[BotApi]:
    """A running server."""
    api = BotApi(**options)
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", f"/bot{TOKEN}/{{method}}", api._serve)
    app.router.add_get(f"/file/bot{TOKEN}/documents/{{file_id}}", api._download)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    api.url = f"http://{host}:{port}"
    try:
        yield api
    finally:
        await runner.cleanup()
