"""`python -m bot outbox`: what could not be sent, and sending it again."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from bot.commands.ready_database import ready_database
from bot.settings import Settings
from handlers.talk.texts import Words
from models.outbox.message import OutboxMessage, OutboxState, try_again

SHOWN = 50


async def show_outbox(
    settings: Settings, words: Words, say: Callable[[str], None], *, retry: bool, now: datetime
) -> None:
    """Say how many rows are in each state, and which failed and why, but not their content. retry: send the failed ones
    again. Raises Unready.
    """
    async with ready_database(settings, words) as database:
        async with database.reading() as session:
            counts = await session.execute(
                sa.select(OutboxMessage.state, sa.func.count()).group_by(OutboxMessage.state).order_by("state")
            )
            rows = counts.all()
            for state, count in rows:
                say(words("operator-outbox-count", state=state, count=f"{count:,}"))
            if not rows:
                say(words("operator-outbox-empty"))
            failed = await session.execute(
                sa.select(OutboxMessage.id, OutboxMessage.channel, OutboxMessage.attempts, OutboxMessage.error)
                .where(OutboxMessage.state == OutboxState.FAILED)
                .order_by(OutboxMessage.send_at.desc())
                .limit(SHOWN)
            )
            for row in failed:
                arguments = {"id": str(row.id), "channel": row.channel or "-", "attempts": str(row.attempts)}
                say(words("operator-outbox-failed", **arguments, error=row.error or "-"))
        if retry:
            async with database.transaction() as session:
                again = await try_again(session, now=now)
            say(words("operator-outbox-again", count=str(again)))
