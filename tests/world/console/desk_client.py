"""A member of staff at the console, by HTTP alone and as their browser would."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

import httpx
import sqlalchemy as sa
from starlette.applications import Starlette

from bot.app import App
from bot.web.console.door import COOKIE, SECURE_COOKIE
from bot.web.site import build_site
from models.people.person import contacts_of, meet
from models.staff.console_session import LASTS, ConsoleSession, new_session, prove_presence
from models.staff.console_sign_in import Browser
from models.staff.four_eyes import note_holder
from models.staff.post import Staff, StaffRole, add_staff, seal_post

URL = "http://127.0.0.1:8080"
Fields = Mapping[str, str] | Sequence[tuple[str, str]]
_HIDDEN = re.compile(r'<input type="hidden" name="(token|once)" value="([^"]*)"')


@dataclass
class DeskClient:
    """A browser that is signed in. token: of its session; cookie: for a real browser."""

    http: httpx.AsyncClient
    staff_id: int
    person_id: int
    token: str
    hidden: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> dict[str, str]:
        secure = self.http.base_url.scheme == "https"
        return {"name": SECURE_COOKIE if secure else COOKIE, "value": self.token}

    @property
    def _cookie_line(self) -> str:
        return "{name}={value}".format(**self.cookie)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page; the hidden fields of its first form are kept for the next press."""
        answer = await self.http.get(path, headers={"Cookie": self._cookie_line, **headers})
        self.hidden = {name: unescape(value) for name, value in _HIDDEN.findall(answer.text)} or self.hidden
        return answer

    async def post(
        self,
        path: str,
        fields: Mapping[str, str] | Sequence[tuple[str, str]] = (),
        *,
        once: str | None = None,
        origin: str = URL,
    ) -> httpx.Response:
        """A press of a form, with the fields that every form has. once: of a form that was sent before."""
        if "token" not in self.hidden:
            await self.get("/console/devices")
        given = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        sent = [*given, ("token", self.hidden["token"]), ("once", once or secrets.token_urlsafe(8))]
        body = httpx.QueryParams(sent)
        headers = {"Cookie": self._cookie_line, "Content-Type": "application/x-www-form-urlencoded"}
        return await self.http.post(
            path, content=str(body), headers={**headers, "Origin": origin or str(self.http.base_url).rstrip("/")}
        )

    async def presses(self, path: str, fields: Fields = ()) -> httpx.Response:
        """A press that works, and the page that it leads to."""
        done = await self.post(path, fields)
        assert done.status_code == 303, (done.status_code, text_of(done))
        return await self.get(done.headers["Location"])


def text_of(answer: httpx.Response) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.text, flags=re.S)))


def site_client(app: App) -> httpx.AsyncClient:
    """The site of the app, without a socket."""
    site: Starlette = build_site(app)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=site, client=("127.0.0.1", 5000)), base_url=app.settings.public_url or URL
    )


async def a_desk(
    app: App,
    name: str = "王经办",
    department: str = "market_regulation",
    role: StaffRole = StaffRole.STAFF,
    *,
    proved: bool = True,
) -> DeskClient:
    """Somebody with a post, signed in. The post is made; to sign in somebody who has one, `desk_of`."""
    async with app.database.transaction() as session:
        now = app.clock()
        person, _, _ = await meet(session, "webchat", f"desk-{name}", locale="zh-CN", now=now)
        staff, _ = await add_staff(session, name=name, role=role, department=department, now=now)
        staff.person_id, staff.joined_at = person.id, now
        seal_post(session, staff)
        await session.flush()
        await note_holder(session, staff.id, person.id)
        staff_id = staff.id
    return await desk_of(app, staff_id, proved=proved)


async def desk_of(app: App, staff_id: int, *, proved: bool = True) -> DeskClient:
    """The console of a post that somebody has. proved: they said yes in the chat a moment ago, for all day."""
    async with app.database.transaction() as session:
        staff = await session.get_one(Staff, staff_id)
        assert staff.person_id is not None
        (contact, *_) = await contacts_of(session, staff.person_id)
        browser = Browser("Chrome, Linux", "127.0.0.1")
        token = await new_session(session, staff, contact.id, browser, now=app.clock())
        person_id = staff.person_id
        if proved:
            newest = sa.select(ConsoleSession.id).where(ConsoleSession.staff_id == staff_id)
            (at,) = await session.scalars(newest.order_by(ConsoleSession.made_at.desc(), ConsoleSession.id).limit(1))
            await prove_presence(session, at, until=app.clock() + LASTS)
    return DeskClient(site_client(app), staff_id, person_id, token)
