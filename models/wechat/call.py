"""Calls from WeChat. Their signature does not cover the body, so each signature is accepted with one body only, in all
processes.

The table holds the calls of the last minutes. Nobody without the token can add a row.
"""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert

CALL_LASTS = timedelta(minutes=5)
"""The most that a call's timestamp may lie before or after now."""


class WeChatCall(Base):
    """The hashes of a used signature and of the body it came with."""

    __tablename__ = "wechat_call"

    digest: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


async def is_first_body(session: AsyncSession, signature: str, content: bytes, *, now: datetime) -> bool:
    """Note that this body came with the signature; False if another body came with it before."""
    digest, body = hashlib.sha256(signature.encode()).hexdigest(), hashlib.sha256(content).hexdigest()
    used = insert(session, WeChatCall).values(digest=digest, body=body, at=now).on_conflict_do_nothing()
    await session.execute(used)
    known = await session.scalar(sa.select(WeChatCall.body).where(WeChatCall.digest == digest))
    return known == body


async def forget_calls(session: AsyncSession, *, now: datetime) -> None:
    """Delete signatures that no valid call can have any more: a call may be CALL_LASTS early or late, and then wait for
    the database for up to CALL_LASTS."""
    await session.execute(sa.delete(WeChatCall).where(WeChatCall.at < now - 3 * CALL_LASTS))
