"""Find rows of the outbox by cause or dedupe key although their columns hold digests
(models/outbox/causes.py)."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.causes import cause_of, hidden_values
from models.outbox.message import OutboxMessage
from models.storage.unlinkable import by_the_hour, digest_key, digest_under

_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]


async def put_before(session: AsyncSession, keys: Iterable[str]) -> set[str]:
    """The dedupe keys among these that rows with a hidden cause already use."""
    key = await digest_key(session)
    kept = {digest_under(key, "dedupe", each): each for each in keys}
    found = await session.scalars(sa.select(_ROWS.c.dedupe_key).where(_ROWS.c.dedupe_key.in_(kept)))
    return {kept[each] for each in found if each is not None}


async def row_put_as(session: AsyncSession, key: str) -> OutboxMessage | None:
    """The row with a hidden cause that was put under this dedupe key; None if there is none."""
    kept = digest_under(await digest_key(session), "dedupe", key)
    return await session.scalar(sa.select(OutboxMessage).where(OutboxMessage.dedupe_key == kept))


async def cause_of_message(session: AsyncSession, contact_id: int, message_id: int) -> str | None:
    """The cause of a message that we pushed to a chat; None if it has none or there is no such message."""
    mine = (_ROWS.c.contact_id == contact_id, _ROWS.c.message_id == message_id)
    row = (await session.execute(sa.select(_ROWS.c.content, _ROWS.c.cause).where(*mine).limit(1))).first()
    return cause_of(row) if row is not None else None


def hide_row(row: OutboxMessage, key: bytes) -> None:
    """Convert a row from before causes were hidden to the current form. key: from `digest_key`."""
    names = ("content", "created_at", "due_at", "send_at", "dedupe_key", "cause")
    kept = hidden_values({name: getattr(row, name) for name in names}, key)
    for name in names:
        setattr(row, name, kept[name])
    row.sent_at = row.sent_at and by_the_hour(row.sent_at)
    row.told_at = row.told_at and by_the_hour(row.told_at)
