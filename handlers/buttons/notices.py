"""The buttons of notices, and the middleware that counts a press on one before its handler runs."""

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
"""Encloses a notice's number in front of the callback data of its buttons, except those made for notices."""


class ReadNotice(CallbackData, prefix="ntread"):
    """Says that the person read the notice."""

    notice_id: int


class FewerNotices(CallbackData, prefix="ntfewer"):
    """Turns off notices of this topic."""

    notice_id: int


class OpenLink(CallbackData, prefix="ntlink"):
    """Sends the address of a link. number: from 0."""

    notice_id: int
    number: int


class AnswerSurvey(CallbackData, prefix="ntask"):
    """Answers a question of a survey. question, choice: from 0."""

    notice_id: int
    question: int
    choice: int


class OpenNotices(CallbackData, prefix="notices"):
    """For staff: lists the department's notices."""


class NoticePage(CallbackData, prefix="ntpage"):
    """For staff: shows a page of the department's notices, from 0, the newest first."""

    page: int


class ShowNotice(CallbackData, prefix="ntshow"):
    """For staff: shows a notice and its progress."""

    notice_id: int


class WriteNotice(CallbackData, prefix="ntwrite"):
    """Takes one step of writing a notice. step: of STEPS or BACK in steps.py, `mass`, `begin`, `again` (a notice that
    was sent back, by number), `correct` (a notice that went out, by number) or `send`. value: what is chosen in the
    step; empty: the step is opened."""

    step: str
    value: str = ""


class OpenTopics(CallbackData, prefix="nttopics"):
    """Lists the topics, to choose which notices to get."""


class SwitchTopic(CallbackData, prefix="nttopic"):
    """Turns a topic on or off. topic: a `models.notices.audience.Topic`."""

    topic: str
    on: bool


def counted(notice_id: int, data: str) -> str:
    """Return the callback data with the notice's number in front, so that a press counts as following the notice."""
    return f"{TAP}{notice_id}{TAP_END}{data}"


class CountTaps(BaseMiddleware):
    """Counts a press on a notice's button. The notice's number stands in front of the callback data: it is removed
    here, so that the button does what it does anywhere else."""

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
    """Changes a notice or shows its picture. how: approve, back, pause, resume, ask_cancel, cancel or picture."""

    notice_id: int
    how: str


class ReportNotice(CallbackData, prefix="ntreport"):
    """Shows the figures by district and occupation. picture: as a chart."""

    notice_id: int
    picture: bool = False


class LeaveNotice(CallbackData, prefix="nthome"):
    """Leads home from a message that is updated by itself."""
