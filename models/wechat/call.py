"""Calls of WeChat whose signature does not cover their body: each signature is good for one body, in every process.

The table holds what came in the last minutes. Nobody without the token can add a row.
"""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert

CALL_LASTS = timedelta(minutes=5)
"""How old, or early, a call may be."""


class WeChatCall(Base):
    """A signature that was used, and the body it came with; hashes of both."""

    __tablename__ = "wechat_call"

    digest: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


async def is_first_body(session: AsyncSession, signature: str, content: bytes, *, now: datetime) -> bool:
    """Whether no other body came with this signature; from now on none may."""
    digest, body = hashlib.sha256(signature.encode()).hexdigest(), hashlib.sha256(content).hexdigest()
    used = insert(session, WeChatCall).values(digest=digest, body=body, at=now).on_conflict_do_nothing()
    await session.execute(used)
    known = await session.scalar(sa.select(WeChatCall.body).where(WeChatCall.digest == digest))
    return known == body


async def forget_calls(session: AsyncSession, *, now: datetime) -> None:
    """Deletes signatures that no call can carry any more: they were early, are too old by now, and what had to wait for
    the database to be checked (CALL_LASTS at most) is over."""
    await session.execute(sa.delete(WeChatCall).where(WeChatCall.at < now - 3 * CALL_LASTS))
