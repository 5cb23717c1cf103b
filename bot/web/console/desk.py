"""The argument of every page and press of the console: who sits there, and what belongs to the request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.app import App
from bot.web.console.frame import frame_of, templates
from bot.web.typed import day_in, number_in
from handlers.talk.texts import Words
from models.city.pack import City
from models.errors import DayPassed
from models.people.person import Person
from models.staff.console_session import ConsoleSession
from models.staff.post import Staff

PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
"""With no referrer at all a browser names no origin when it sends a form, and none would be taken."""


@dataclass(frozen=True, slots=True)
class Done:
    """A press that worked. to: the path of the page to show next; said: what it says on top, a key without
    `console-done-`."""

    to: str
    said: str = ""

    @property
    def address(self) -> str:
        """The path with what is said."""
        if not self.said:
            return self.to
        path, mark, place = self.to.partition("#")
        return f"{path}{'&' if '?' in path else '?'}{urlencode({'done': self.said})}{mark}{place}"


@dataclass(frozen=True, slots=True)
class Presence:
    """What a refused press waits for. step: its name; by_chat: only a yes in the chat opens it; asked: it was asked
    there, which is not done where a passkey can open it. looks: how often the page looked whether it is there."""

    step: str
    by_chat: bool = False
    asked: bool = True
    looks: int = 0

    @property
    def query(self) -> str:
        """The same in an address, after one more look."""
        about = {"step": self.step, "by_chat": int(self.by_chat), "asked": int(self.asked), "looks": self.looks + 1}
        return urlencode(about)


@dataclass(slots=True)
class Desk:
    """One request of a member of staff who is signed in.

    session: reads only, for a page; the press's one transaction, for a press. at: their session of the console.
    entered: the fields of the form that was sent, each with its first value; fields: all of them. error: why the press
    was refused, in words, when its page is shown again; presence: the proof of presence that it waits for. token: to
    put into forms. once: to send a form once.
    """

    app: App
    request: Request
    session: AsyncSession
    at: ConsoleSession
    staff: Staff
    person: Person
    words: Words
    now: datetime
    token: str
    once: str
    fields: Sequence[tuple[str, str]] = ()
    error: str | None = None
    presence: Presence | None = None
    entered: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.entered = dict(reversed(self.fields))

    @property
    def city(self) -> City:
        return self.app.city

    @property
    def today(self) -> date:
        """The date in the city."""
        return self.now.astimezone(self.city.zone).date()

    @property
    def strong(self) -> bool:
        """Whether the holder of the session proved to be there a moment ago."""
        return self.at.proved(self.now)

    def every(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for key, value in self.fields if key == name]

    def number(self, name: str) -> int | None:
        """The number in a field; None if there is none."""
        return number_in(self.entered.get(name, ""))

    def day(self, name: str) -> date:
        """The day in a field. Raises DayPassed for anything else."""
        day = day_in(self.entered.get(name, ""))
        if day is None:
            raise DayPassed
        return day

    def form_fields(self) -> Markup:
        """The hidden fields that every form of the console has."""
        field = Markup('<input type="hidden" name="{}" value="{}" />')
        return field.format("token", self.token) + field.format("once", self.once)

    def page(self, template: str, *, title: str, status: int = 200, **shown: Any) -> Response:
        """A whole page: `console/<template>`, which extends the frame. title: in words."""
        about = {
            "desk": self,
            "words": self.words,
            "title": title,
            **frame_of(self.request, self.words, self.city, self.staff),
        }
        about |= shown
        return HTMLResponse(templates.get_template(f"console/{template}").render(about), status, PRIVATE)

    def fragment(self, template: str, *, status: int = 200, **shown: Any) -> Response:
        """A part of a page, fetched by itself."""
        about = {"desk": self, "words": self.words, **shown}
        return HTMLResponse(templates.get_template(f"console/{template}").render(about), status, PRIVATE)
