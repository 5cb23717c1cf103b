"""Asking the holder of a session of the console, in their chat, whether it is they who take a step."""

from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.causes import CauseKind
from models.outbox.message import News, Pushed, Urgency, put
from models.staff.console_session import ConsoleSession
from models.staff.presence import LASTS, new_question


class PresenceNews(News):
    """To the chat that granted the session."""

    ASKED = "presence-asked"


async def ask_presence(session: AsyncSession, at: ConsoleSession, step: str, *, zone: tzinfo, now: datetime) -> None:
    """Asks whether it is the session's holder who takes the step; does nothing if they were asked a moment ago.

    step: its name, as handlers/pushed/console.py knows it.
    """
    question = await new_question(session, at.id, now=now)
    if question is None:
        return
    facts = {
        "question_id": question.id,
        "step": step,
        "browser": at.browser.name,
        "address": at.browser.address,
        "since": {"moment": at.made_at.astimezone(zone).isoformat()},
    }
    pushed = Pushed(PresenceNews.ASKED, facts, contact_id=at.contact_id)
    cause, until = CauseKind.PRESENCE.of(question.id), now + LASTS
    await put(session, at.person_id, pushed, due_at=now, urgency=Urgency.NOW, expires_at=until, cause=cause)
