"""The buttons of notices, and how a tap on the button of one is counted before it does what it says."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, TelegramObject
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.notice import tapped
from models.people.person import Person

TAP, TAP_END = "nt.", "~"
"""Around a notice's number, before what any of its buttons but its own calls back with."""


class ReadNotice(CallbackData, prefix="ntread"):
    """Seen it."""

    notice_id: int


class FewerNotices(CallbackData, prefix="ntfewer"):
    """No more of this kind."""

    notice_id: int


class OpenLink(CallbackData, prefix="ntlink"):
    """The address that it leads to. number: from 0."""

    notice_id: int
    number: int


class OpenNotices(CallbackData, prefix="notices"):
    """For staff: the notices of the department."""


class NoticePage(CallbackData, prefix="ntpage"):
    """The same, page by page from 0, the newest first."""

    page: int


class ShowNotice(CallbackData, prefix="ntshow"):
    """For staff: one notice, and how far it is."""

    notice_id: int


class WriteNotice(CallbackData, prefix="ntwrite"):
    """step: of STEPS or BACK in steps.py, `mass`, `begin`, `again` (one that came back, its number), `correct`
    (one that went out, its number) or `send`; value: what is chosen in it; none: it is opened."""

    step: str
    value: str = ""


class OpenTopics(CallbackData, prefix="nttopics"):
    """Which notices to get."""


class SwitchTopic(CallbackData, prefix="nttopic"):
    """topic: a `models.notices.audience.Topic`."""

    topic: str
    on: bool


def counted(notice_id: int, data: str) -> str:
    """What a button of a notice calls back with, so that a press counts as following it."""
    return f"{TAP}{notice_id}{TAP_END}{data}"


class CountTaps(BaseMiddleware):
    """A notice's own buttons carry its number in front of what they call back with: it is counted and taken off, and
    the button does what it does anywhere else."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if isinstance(event, CallbackQuery) and (event.data or "").startswith(TAP):
            number, _, rest = (event.data or "").removeprefix(TAP).partition(TAP_END)
            session, person, now = data["session"], data["person"], data["now"]
            await _count(session, person, number, now)
            event = event.model_copy(update={"data": rest})
        return await handler(event, data)


async def _count(session: AsyncSession, person: Person | None, number: str, now: datetime) -> None:
    if person is not None and number.isascii() and number.isdigit():
        await tapped(session, int(number), person.id, acted=True, now=now)


class ChangeNotice(CallbackData, prefix="ntdo"):
    """how: approve, back, pause, resume, ask_cancel or cancel."""

    notice_id: int
    how: str


class ReportNotice(CallbackData, prefix="ntreport"):
    """The figures by district and work; picture: as a chart."""

    notice_id: int
    picture: bool = False


class LeaveNotice(CallbackData, prefix="nthome"):
    """Home, from a message that is brought up to date by itself."""
