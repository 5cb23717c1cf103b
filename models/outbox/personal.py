"""Data kept of messages to a person, sent or waiting."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.addressing import hand_over_messages
from models.outbox.message import KEEP_ENDED, OutboxMessage, OutboxState, forget_ended
from models.outbox.page_history import KEEP_HISTORY, forget_pages, remember_pages
from models.outbox.pictures import KEPT_AFTER, forget_media
from models.storage.personal import PORTION, Kept, Merging, Old, Personal, Until


async def _hand_over(session: AsyncSession, merging: Merging) -> None:
    await _tell_once(session, merging.other.id, merging.kept.id)
    await hand_over_messages(session, merging.other, merging.kept)


async def _tell_once(session: AsyncSession, other_id: int, kept_id: int) -> None:
    """Deletes the other's waiting rows that the kept person also has or got (a notice to many), so that nothing is told
    twice."""
    mine = sa.alias(OutboxMessage.__table__)
    open_ = (OutboxState.WAITING, OutboxState.HELD)
    double = sa.exists().where(
        mine.c.person_id == kept_id,
        mine.c.cause == OutboxMessage.cause,
        mine.c.due_at == OutboxMessage.due_at,
        mine.c.state != OutboxState.CANCELLED,
    )
    await session.execute(
        sa.delete(OutboxMessage).where(OutboxMessage.person_id == other_id, OutboxMessage.state.in_(open_), double),
        execution_options={"synchronize_session": False},
    )


_OF_A_NOUN = "what is to be said is of something that is taken along itself"

PERSONAL = Personal(
    kept=(
        Kept("outbox.person_id", KEEP_ENDED, after="it was sent or given up", untold=_OF_A_NOUN),
        Kept("outbox.contact_id", KEEP_ENDED, after="it was sent or given up", untold=_OF_A_NOUN),
        Kept("parked_reply.contact_id", Until.THEY_GO, untold="it is among the replies"),
        Kept("page_history.contact_id", KEEP_HISTORY, after="they last wrote"),
        Kept(
            "outbox_media.contact_id",
            KEPT_AFTER,
            after="what it belongs to has expired",
            untold="a picture of the city's that goes to many",
            outlives="whoever was sent it can still look at it",
        ),
    ),
    hand_over=_hand_over,
    forget_old=(Old(remember_pages, PORTION), Old(forget_pages), Old(forget_media), Old(forget_ended, PORTION)),
)
