"""`python -m bot outbox`: what could not be sent, and sending it again."""

from collections.abc import Callable
from datetime import datetime

from bot.commands.ready_database import ready_database
from bot.settings import Settings
from handlers.talk.texts import Words
from models.outbox.failures import count_rows, failed_rows
from models.outbox.message import try_again

SHOWN = 50


async def show_outbox(
    settings: Settings, words: Words, say: Callable[[str], None], *, retry: bool, now: datetime
) -> None:
    """Say how many rows are in each state, and which failed and why, but not their content. retry: send the failed ones
    again. Raises Unready.
    """
    async with ready_database(settings, words) as database:
        async with database.reading() as session:
            counts = await count_rows(session)
            for state, count in counts.items():
                say(words("operator-outbox-count", state=state, count=f"{count:,}"))
            if not counts:
                say(words("operator-outbox-empty"))
            for row in await failed_rows(session, limit=SHOWN):
                arguments = {"id": str(row.id), "channel": row.channel or "-", "attempts": str(row.attempts)}
                say(words("operator-outbox-failed", **arguments, error=row.error or "-"))
        if retry:
            async with database.transaction() as session:
                again = await try_again(session, now=now)
            say(words("operator-outbox-again", count=str(again)))
