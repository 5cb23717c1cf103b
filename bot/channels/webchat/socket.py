"""The socket of the web chat: takes inputs, sends frames, and sends a returning page the frames it missed."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from aiogram.methods import SendMessage
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.app import App
from bot.channels.webchat.channel import WebChatChannel
from bot.channels.webchat.cookie import ChatCookie, Holder
from bot.channels.webchat.input import id_to_answer, language_of, parsed, read_input
from bot.channels.webchat.open_pages import OpenPages
from bot.channels.webchat.own import as_old
from bot.channels.webchat.page import Page
from bot.door.body import is_number
from bot.door.budget import Budget
from bot.door.client_address import client_address
from bot.door.well_formed import came_by_https, is_same_origin
from bot.trouble import DatabaseAway, place_of
from handlers.front.onboarding import welcome_screen
from handlers.talk.texts import Words, locale_for, texts
from models.outbox.page_history import page_history, replies_to
from models.people.conversation import Conversation
from models.people.person import Person, contact_at
from models.storage.database import Json

log = structlog.get_logger(__name__)

START_OVER = 4001
"""Close code: the page has no identity any more and has to load again."""
HELLO_WITHIN = 10.0
"""Seconds within which a page must send its hello."""
OPENED_AT_ONCE, OPENED_A_SECOND = 20, 0.5
"""Pages of one chat that may be opened at once, and a second: reloaded, or connected again on a bad line."""
INPUTS_READ = 4
"""Inputs of a page that are read while an earlier one is handled; later ones wait in the connection."""
AGAIN_AFTER = 2
DEFECT = 1011

Known = Callable[[Mapping[str, str]], Awaitable[Holder | None]]
"""Returns the holder of the cookies."""
MayCome = Callable[[str, HTTPConnection], Awaitable[bool]]
"""Returns whether an address is in use, or a new person may come there."""
_Inputs = asyncio.Queue[tuple[Json, str | None]]
"""The inputs of a page, each with the language to answer in."""


class ChatSockets:
    """The sockets of all pages. known, may_come: identify and admit people like the page's own path."""

    def __init__(self, app: App, channel: WebChatChannel, cookie: ChatCookie, known: Known, may_come: MayCome) -> None:
        self.app = app
        self.channel = channel
        self.cookie = cookie
        self.known, self.may_come = known, may_come
        self.pages = OpenPages()
        self._opened = Budget(OPENED_AT_ONCE, OPENED_A_SECOND)
        self._under_way: set[asyncio.Task[None]] = set()

    async def serve(self, websocket: WebSocket) -> None:
        """Serve one page until it closes."""
        holder = await self.known(websocket.cookies)
        if not _same_origin(websocket, self.app.settings.public_url):
            await websocket.close()
            return
        if holder is not None and not self._opened.spend(holder.address):
            await websocket.close()
            return
        secure = came_by_https(websocket, self.app.settings.public_url)
        await websocket.accept(headers=self.cookie.renewal(holder, secure=secure) if holder else None)
        if holder is None:
            await websocket.close(START_OVER)
            return
        page = self.channel.join(holder.address, client_address(websocket.scope))
        self.pages.heard(page)
        try:
            await self._until_it_ends(websocket, page)
        finally:
            self.pages.closed(page)
            self.channel.leave(holder.address, page)

    async def _until_it_ends(self, websocket: WebSocket, page: Page) -> None:
        """Listen and write until the page is gone or has to go; a defect in either ends both."""
        inputs: _Inputs = asyncio.Queue(INPUTS_READ)
        work = (_write(websocket, page), self._listen(websocket, page, inputs), self._take_all(websocket, page, inputs))
        tasks = [asyncio.create_task(each) for each in work]
        ending = asyncio.create_task(page.ended.wait())
        try:
            await asyncio.wait({*tasks, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*tasks, ending):
                task.cancel()
            await asyncio.wait({*tasks, ending})
        for task in tasks:
            error = None if task.cancelled() else task.exception()
            if isinstance(error, WebSocketDisconnect):
                return
            if error is not None:
                log.error("a page could not be served", error=place_of(error))
                page.end(DEFECT)
        with suppress(WebSocketDisconnect):
            await websocket.close(page.code)

    async def _listen(self, websocket: WebSocket, page: Page, inputs: _Inputs) -> None:
        """Read on while an earlier input is handled, so that an emergency is noticed at once."""
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                given = await _heard(websocket)
        except TimeoutError:
            page.end(DEFECT)
            return
        language = language_of(given["hello"]) if _is_hello(given) else None
        page.locale = locale_for(language, self.app.settings.default_locale) if language is not None else None
        while True:
            if isinstance(given, dict) and "ahead" in given:
                self._hear(page, given["ahead"], language)
            else:
                await inputs.put((given, language))
            given = await _heard(websocket)
            self.pages.heard(page)

    async def _take_all(self, websocket: WebSocket, page: Page, inputs: _Inputs) -> None:
        """Handle one input after the other; a hello counts only as the first."""
        known = welcomed = False
        given, language = await inputs.get()
        if _is_hello(given):
            welcomed = await self._catch_up(page, given["hello"], language)
            given, language = await inputs.get()
        while True:
            if known or read_input(given) is None or (known := await self.may_come(page.address, websocket)):
                await self._finish(self._take(page, given, language, welcomed=welcomed))
            else:
                _refuse(page, id_to_answer(given), self._words(language), "web-too-many-new")
            given, language = await inputs.get()

    def _hear(self, page: Page, given: Json, language: str | None) -> None:
        """Look for an emergency in an input that waits for an earlier one."""
        raw = read_input(given)
        if raw is not None:
            self.app.hear(self.channel, {**raw, "address": page.address, "language": language})

    async def _finish(self, taking: Coroutine[Any, Any, None]) -> None:
        """Finish an input that was begun, even if its page closes meanwhile."""
        task = asyncio.create_task(taking)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    async def _catch_up(self, page: Page, hello: Json, language: str | None) -> bool:
        """Send what the page missed. A page that has nothing yet gets the history, or a welcome. Return whether the
        address is unused: opening a page creates no person, so only the page keeps that welcome."""
        seen = hello.get("seen") if is_number(hello.get("seen")) else None
        try:
            frames = await self._said(page, seen)
        except Exception as error:
            log.warning("cannot catch up", error=type(error).__name__)
            page.knows(seen or 0)
            return False
        page.knows(seen if seen is not None else frames[0]["seq"] - 1 if frames else 0)
        if frames is None:
            if hello.get("welcomed") is not True:
                page.push(self._welcome(language))
        elif not frames and seen is None:
            start = {"id": f"start-{secrets.token_urlsafe(8)}", "text": "/start"}
            await self._finish(self._take(page, start, language))
        else:
            for frame in frames:
                await page.put(frame)  # waits for the page to read
            if seen is None:
                await page.put({"caught_up": True})
        return frames is None

    def _welcome(self, language: str | None) -> Json:
        """Number the welcome by the clock, like the first answer to a person who then writes (models/people/person.py).
        It is marked, so that the returning page says that it still shows it."""
        words = texts().on(self.channel.name).in_(locale_for(language, self.app.settings.default_locale))
        screen = welcome_screen(words, self.app.city)
        said = SendMessage(chat_id=0, text=screen.text, reply_markup=screen.markup())
        number = int(self.app.clock().timestamp() * 1000)
        (frame,) = self.channel.write([said], Conversation(counter=number))
        frame["message"]["welcome"] = True
        return frame

    async def _said(self, page: Page, seen: int | None) -> Sequence[Json] | None:
        """The frames after the last one seen, oldest first. If none was seen: the history, or for staff the last
        answer. None if the address is unused."""
        now = self.app.clock()
        async with self.app.database.reading() as session:
            contact = await contact_at(session, self.channel.name, page.address)
            if contact is None:
                return None
            person = await session.get_one(Person, contact.person_id)
            history = await page_history(session, contact, now=now) if seen is None else None
            lately = [] if history is not None else await replies_to(session, contact)
        if page.locale is not None:
            self.channel.speak(page.address, person.locale)
        if seen is not None:
            return [frame for frame in lately if frame["seq"] > seen]
        return as_old([each for each in lately if "toast" not in each][-1:] if history is None else history)

    def _words(self, language: str | None) -> Words:
        return texts().in_(locale_for(language, self.app.settings.default_locale))

    async def _take(self, page: Page, given: Json, language: str | None, *, welcomed: bool = False) -> None:
        """Handle an input and tell the page the result. welcomed: the page shows a welcome for which no person was
        created."""
        raw = read_input(given)
        if raw is None:
            log.debug("malformed input from a page")
            _refuse(page, id_to_answer(given), self._words(language), "web-not-understood")
            return
        given = {**raw, "address": page.address, "language": language, "welcomed": welcomed}
        try:
            await self.app.receive(self.channel, given)
        except DatabaseAway:
            page.push({"again": raw["id"], "after": AGAIN_AFTER})
        except Exception as error:
            log.error("input not taken", error=place_of(error))
            _refuse(page, raw["id"], self._words(language), "error-unexpected")
        else:
            page.push({"accepted": raw["id"]})
            self.channel.speak(page.address, self.app.cards.words(self.channel, self.channel.incoming(given)).locale)


def _is_hello(given: Json) -> bool:
    return isinstance(given, dict) and isinstance(given.get("hello"), dict)


def _refuse(page: Page, number: str | None, words: Words, key: str) -> None:
    if number is not None:
        page.push({"refused": number, "text": words(key)})


async def _heard(websocket: WebSocket) -> Json:
    """The JSON of the next frame; None if it is no JSON. Raises WebSocketDisconnect."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000), message.get("reason"))
    return parsed(message.get("text") or "")


async def _write(websocket: WebSocket, page: Page) -> None:
    while True:
        await websocket.send_json(await page.get())


def _same_origin(websocket: WebSocket, public_url: str | None) -> bool:
    """Refuse another site's script, which would speak with this person's cookie."""
    origin = websocket.headers.get("Origin")
    if origin is None:
        return True  # not a browser: it has no cookie jar to abuse
    return is_same_origin(origin, websocket.headers.get("Host", ""), public_url)
