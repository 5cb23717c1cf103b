"""The windows in which WeChat lets us write to a person: five messages in the 48 hours after they wrote, three in the
minute after they pressed the account's menu, followed or scanned. The direct answer to a message does not count.

https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
"""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.unlinkable import by_the_hour

AFTER_MESSAGE, MESSAGES = timedelta(hours=48), 5
AFTER_PRESS, MESSAGES_AFTER_PRESS = timedelta(minutes=1), 3
MARGIN = timedelta(seconds=5)
"""WeChat's clock may differ from ours, so a window counts as over this much earlier."""


class Opening(StrEnum):
    """The action of the person that opened the window."""

    MESSAGE = "message"
    PRESS = "press"


class WeChatWindow(Base):
    """The messages left in one contact's windows. wrote_at: rounded down to the hour, so that the window counts as over
    up to an hour before WeChat closes it."""

    __tablename__ = "wechat_window"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    wrote_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left: Mapped[int] = mapped_column(default=0)
    pressed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_after_press: Mapped[int] = mapped_column(default=0)

    def open_by(self, now: datetime) -> Opening | None:
        """The window to send through now, the one that closes first; None if none is open."""
        pressed, wrote = self.pressed_at, self.wrote_at
        if pressed is not None and self.left_after_press > 0 and now < pressed + AFTER_PRESS - MARGIN:
            return Opening.PRESS
        if wrote is not None and self.left > 0 and now < wrote + AFTER_MESSAGE - MARGIN:
            return Opening.MESSAGE
        return None


def is_open(now: datetime) -> sa.ColumnElement[bool]:
    """`open_by` as a condition on the table: a window is open for one more message."""
    pressed = WeChatWindow.pressed_at > now - AFTER_PRESS + MARGIN
    wrote = WeChatWindow.wrote_at > now - AFTER_MESSAGE + MARGIN
    return sa.or_(
        sa.and_(pressed, WeChatWindow.left_after_press > 0),
        sa.and_(wrote, WeChatWindow.left > 0),
    )


async def open_window(session: AsyncSession, contact_id: int, by: Opening, *, at: datetime) -> None:
    """Open a window because the person wrote or pressed at this moment; it has all its messages again."""
    window = await session.get(WeChatWindow, contact_id)
    if window is None:
        window = WeChatWindow(contact_id=contact_id, left=0, left_after_press=0)
        session.add(window)
    if by is Opening.MESSAGE:
        at = by_the_hour(at)
        window.wrote_at, window.left = max(at, window.wrote_at or at), MESSAGES
    else:
        window.pressed_at, window.left_after_press = max(at, window.pressed_at or at), MESSAGES_AFTER_PRESS
    await session.flush()


async def may_send(session: AsyncSession, contact_id: int, *, now: datetime) -> bool:
    """Whether a window is open for one more message."""
    window = await session.get(WeChatWindow, contact_id)
    return window is not None and window.open_by(now) is not None


async def spend(session: AsyncSession, contact_id: int, *, now: datetime) -> Opening | None:
    """Use one message of an open window, and return which; None if none is open."""
    window = await _locked(session, contact_id)
    opening = window.open_by(now) if window is not None else None
    if window is not None and opening is not None:
        _add(window, opening, -1)
        await session.flush()
    return opening


async def give_back(session: AsyncSession, contact_id: int, opening: Opening) -> None:
    """Return a message to its window, because WeChat did not accept or count it."""
    window = await _locked(session, contact_id)
    if window is not None:
        _add(window, opening, +1)
        await session.flush()


async def close_window(session: AsyncSession, contact_id: int) -> None:
    """Close the contact's windows because WeChat says that they are used up or over, whatever we counted."""
    window = await _locked(session, contact_id)
    if window is not None:
        window.left = window.left_after_press = 0
        await session.flush()


async def _locked(session: AsyncSession, contact_id: int) -> WeChatWindow | None:
    return await session.get(WeChatWindow, contact_id, with_for_update=True, populate_existing=True)


def _add(window: WeChatWindow, opening: Opening, change: int) -> None:
    if opening is Opening.PRESS:
        window.left_after_press += change
    else:
        window.left += change
