"""The door of the console: it makes endpoints of the table's rows.

A page is read on the read engine. A press is one unit like an update: the session's turn, one transaction, a mark, so
that a form sent twice is done once. Errors as in bot/intake/intake.py: a domain error rolls back, and its page is shown
again with what was entered; the database's own trouble is tried again.
"""

import asyncio
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import parse_qsl, quote

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.door.body import read_body
from bot.door.language import words_for
from bot.door.well_formed import came_by_https, is_same_origin
from bot.intake.intake import TRIES
from bot.trouble import is_passing, place_of
from bot.web.console.desk import PRIVATE, Desk, Done, Presence
from bot.web.console.frame import DESK_PATH, SIGN_IN_PATH, templates
from bot.web.console.table import Page, Press
from handlers.talk.refusals import error_said
from handlers.talk.texts import texts
from models.desk.proof import ask_presence
from models.errors import DomainError
from models.people.addressee import for_chat
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact
from models.staff.console_session import NOTED_EVERY, SignedIn, note_seen, signed_in
from models.staff.errors import PresenceNeeded
from models.staff.passkey import has_passkey
from models.storage.turns import begin_turn, commit_turn, end_turn, turn_of
from models.storage.unlinkable import by_the_day, mark_key

log = structlog.get_logger(__name__)

CHANNEL = "console"
"""Of the marks of presses."""
COOKIE, SECURE_COOKIE = "console", "__Host-console"

Endpoint = Callable[[Request], Awaitable[Response]]


class Door:
    def __init__(self, app: App) -> None:
        self.app = app

    def routes(self, table: Sequence[Page | Press]) -> list[BaseRoute]:
        """The routes of the table's rows."""
        return [
            Route(row.path, self._page(row), methods=["GET"])
            if isinstance(row, Page)
            else Route(row.path, self._press(row), methods=["POST"])
            for row in table
        ]

    # --- pages --------------------------------------------------------------------------------------------------------

    def _page(self, row: Page) -> Endpoint:
        async def answer(request: Request) -> Response:
            token, asked = token_of(request, self.app), False
            async with self._reading(writes=row.writes) as session:
                who = await self._who(session, token)
                if who is None:
                    return to_sign_in(request)
                if not row.who.allows(who.staff, self.app.city):
                    return refused_page(request, self.app, "console-not-yours", 403)
                at_id, seen_at = who.at.id, who.at.seen_at  # a rollback would forget them
                desk = self._desk(request, session, who, token)
                try:
                    response = await row.show(desk)
                except PresenceNeeded as error:
                    await session.rollback()
                    asked, response = (
                        True,
                        refused_page(request, self.app, error_said(desk.words, error), 403, said=True),
                    )
                except DomainError as error:
                    response = refused_page(request, self.app, error_said(desk.words, error), 404, said=True)
                    if row.writes:
                        await session.rollback()
            if asked:
                await self._ask_presence(token, "other", by_chat=True)
            await self._note_seen(at_id, seen_at)
            return response

        return answer

    @asynccontextmanager
    async def _reading(self, *, writes: bool) -> AsyncIterator[AsyncSession]:
        if writes:
            async with self.app.database.transaction() as session:
                yield session
        else:
            async with self.app.database.reading() as session:
                yield session

    async def _who(self, session: AsyncSession, token: str) -> SignedIn | None:
        return await signed_in(session, token, now=self.app.clock()) if token else None

    async def _note_seen(self, at_id: int, seen_at: datetime) -> None:
        now = self.app.clock()
        if now - seen_at >= NOTED_EVERY:
            async with self.app.database.transaction() as session:
                await note_seen(session, at_id, now=now)

    def _desk(
        self,
        request: Request,
        session: AsyncSession,
        who: SignedIn,
        token: str,
        fields: Sequence[tuple[str, str]] = (),
        error: str | None = None,
    ) -> Desk:
        return Desk(
            app=self.app,
            request=request,
            session=session,
            at=who.at,
            staff=who.staff,
            person=who.person,
            words=texts().in_(who.person.locale),
            now=self.app.clock(),
            token=form_token(token),
            once=secrets.token_urlsafe(12),
            fields=fields,
            error=error,
        )

    # --- presses ------------------------------------------------------------------------------------------------------

    def _press(self, row: Press) -> Endpoint:
        async def answer(request: Request) -> Response:
            token = token_of(request, self.app)
            origin = request.headers.get("Origin", "")
            ours = is_same_origin(origin, request.headers.get("Host", ""), self.app.settings.public_url)
            if not ours:
                return refused_page(request, self.app, "console-wrong-origin", 403)
            body = await read_body(request, row.most)
            fields = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=2000)
            given = dict(reversed(fields))
            if not token or not hmac.compare_digest(given.get("token", "").encode(), form_token(token).encode()):
                return to_sign_in(request)
            return await self._pressed(request, row, token, fields, given.get("once", ""))

        return answer

    async def _pressed(
        self, request: Request, row: Press, token: str, fields: Sequence[tuple[str, str]], once: str
    ) -> Response:
        for pause in TRIES:
            await asyncio.sleep(pause)
            try:
                return await self._unit(request, row, token, fields, once)
            except PresenceNeeded as error:
                presence = await self._ask_presence(token, row.step, by_chat=row.by_chat)
                return await self._again(request, row, token, fields, error, presence)
            except DomainError as error:
                log.info("refused", update=once, channel=CHANNEL, error=type(error).__name__)
                return await self._again(request, row, token, fields, error)
            except Exception as error:
                if not is_passing(error):
                    log.error("press failed", update=once, path=row.path, error=place_of(error))
                    return await self._again(request, row, token, fields, error)
                log.warning("database away", update=once, channel=CHANNEL, error=place_of(error))
        return refused_page(request, self.app, "console-busy", 503)

    async def _unit(
        self, request: Request, row: Press, token: str, fields: Sequence[tuple[str, str]], once: str
    ) -> Response:
        """The press in its one transaction; what it led to before, if it was sent before."""
        now = self.app.clock()
        turn = turn_of(CHANNEL, form_token(token))
        session = await begin_turn(self.app.database, turn)
        try:
            who = await self._who(session, token)
            if who is None:
                return to_sign_in(request)
            if not row.who.allows(who.staff, self.app.city):
                return refused_page(request, self.app, "console-not-yours", 403)
            key = await mark_key(session, CHANNEL, f"{who.at.id} {once} {request.url.path}")
            before = await session.get(ProcessedUpdate, (CHANNEL, key)) if row.once else None
            if before is not None:
                return RedirectResponse(str(before.reply["said"]), 303, PRIVATE)
            if row.needs_proof and not who.at.proved(now, row.proof):
                raise PresenceNeeded
            result = await row.do(self._desk(request, session, who, token, fields))
            address = result.address if isinstance(result, Done) else request.url.path
            if row.once:
                mark = ProcessedUpdate(channel=CHANNEL, key=key, contact_id=who.at.contact_id, at=by_the_day(now))
                mark.reply = for_chat(await session.get_one(Contact, who.at.contact_id), address)
                session.add(mark)
            await session.flush()
            await commit_turn(session)
        finally:
            await end_turn(session)
        return RedirectResponse(address, 303, PRIVATE) if isinstance(result, Done) else result

    async def _ask_presence(self, token: str, step: str, *, by_chat: bool) -> Presence | None:
        """Ask in the chat whether it is the holder of the session who takes the step, in a transaction of its own: that
        of the press is rolled back. Who has a passkey is asked nothing, unless it must be by_chat."""
        async with self.app.database.transaction() as session:
            who = await self._who(session, token)
            if who is None:
                return None
            asked = by_chat or not await has_passkey(session, who.staff, self.app.settings.address)
            if asked:
                await ask_presence(session, who.at, step, zone=self.app.city.zone, now=self.app.clock())
            return Presence(step, by_chat, asked)

    async def _again(
        self,
        request: Request,
        row: Press,
        token: str,
        fields: Sequence[tuple[str, str]],
        error: Exception,
        presence: Presence | None = None,
    ) -> Response:
        """The page of the press, with what was entered and why it was refused."""
        expected = isinstance(error, DomainError)
        async with self.app.database.transaction() as session:
            who = await self._who(session, token)
            if who is None:
                return to_sign_in(request)
            desk = self._desk(request, session, who, token, fields)
            said = error_said(desk.words, error) if isinstance(error, DomainError) else desk.words("error-unexpected")
            desk.error, desk.presence = said, presence
            try:
                response = await row.again(desk)
            except DomainError:
                response = refused_page(request, self.app, said, 404, said=True)
        response.status_code = 422 if expected else 500
        return response


def refused_page(
    request: Request, app: App, what: str, status: int, *, said: bool = False, path: str = DESK_PATH
) -> Response:
    """A page that says why nothing else is shown. what: a key, or the words themselves if they are `said`. path: where
    it leads back to."""
    words = words_for(request, app)
    shown = {"words": words, "title": words("console-title"), "text": what if said else words(what), "path": path}
    return HTMLResponse(templates.get_template("console/refused.html").render(shown), status, PRIVATE)


# --- who a request is from --------------------------------------------------------------------------------------------


def token_of(request: Request, app: App) -> str:
    """The token of the session in the request's cookie; empty without one."""
    name = SECURE_COOKIE if came_by_https(request, app.settings.public_url) else COOKIE
    return request.cookies.get(name, "")


def set_cookie(response: Response, request: Request, app: App, name: str, value: str, *, lasts_s: int) -> None:
    """Set a cookie that no script reads and no other site sends along; empty value: take it away."""
    secure = came_by_https(request, app.settings.public_url)
    name = f"__Host-{name}" if secure else name
    if not value:
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
        return
    response.set_cookie(name, value, max_age=lasts_s, path="/", secure=secure, httponly=True, samesite="lax")


def to_sign_in(request: Request) -> Response:
    """To the page that signs in, and back here afterwards; a part of a page makes the whole page go there."""
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": SIGN_IN_PATH, **PRIVATE})
    back = request.url.path if request.method == "GET" else ""
    return RedirectResponse(f"{SIGN_IN_PATH}?to={quote(back)}" if back else SIGN_IN_PATH, 303, PRIVATE)


def form_token(token: str) -> str:
    """What the forms of a session carry: nobody who does not have its cookie can make it."""
    return hmac.digest(token.encode(), b"console form", "sha256").hex()
