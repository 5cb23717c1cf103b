"""Consent to template messages, which people give in WeChat's own dialog, and the messages it allows.

A long-term consent lasts until it is withdrawn; a one-time consent allows one message at any later time. A message of
the way `template` needs no consent, but a follower can refuse those of the account.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.wechat_templates import Way
from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert
from models.storage.unlinkable import by_the_hour

ASK_AGAIN = {Way.LONG_TERM: timedelta(days=30), Way.ONE_TIME: timedelta(days=1)}
"""The least time between two requests for consent."""
REFUSED_LASTS = timedelta(days=180)
"""The least time before a person who refused is asked again."""


class ConsentState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class WeChatConsent(Base):
    """The consent of one contact to one template. left: messages left of one-time consents. changed_at: when the person
    answered or was asked."""

    __tablename__ = "wechat_consent"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    template_id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[ConsentState]
    left: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def allows(self, way: Way) -> bool:
        """Whether one more message is allowed."""
        if way is Way.TEMPLATE:
            return self.state != ConsentState.REFUSED
        return self.state == ConsentState.GIVEN and (way is Way.LONG_TERM or self.left > 0)


def would_allow(way: Way) -> sa.ColumnElement[bool]:
    """`allows` as a condition on the table in an outer join: it never is NULL, even for a contact without a row."""
    if way is Way.TEMPLATE:
        return WeChatConsent.state.is_distinct_from(ConsentState.REFUSED)
    given = WeChatConsent.state.is_not_distinct_from(ConsentState.GIVEN)
    return given if way is Way.LONG_TERM else sa.and_(given, WeChatConsent.left > 0)


async def allows(session: AsyncSession, contact_id: int, template_id: str, way: Way) -> bool:
    """Whether a message of the template may go to the contact now."""
    row = await session.get(WeChatConsent, (contact_id, template_id), populate_existing=True)
    return row.allows(way) if row is not None else way is Way.TEMPLATE


async def give_consent(session: AsyncSession, contact_id: int, template_id: str, *, now: datetime) -> None:
    """Store a consent: one more message of a one-time template, or all of a long-term one."""
    row = await _locked(session, contact_id, template_id, now)
    row.state, row.left, row.changed_at = ConsentState.GIVEN, row.left + 1, now
    await session.flush()


async def refuse_consent(session: AsyncSession, contact_id: int, template_id: str, *, now: datetime) -> None:
    """Store that the person refused or withdrew consent."""
    row = await _locked(session, contact_id, template_id, now)
    row.state, row.left, row.changed_at = ConsentState.REFUSED, 0, now
    await session.flush()


async def spend_consent(session: AsyncSession, contact_id: int, template_id: str, way: Way, *, now: datetime) -> bool:
    """Use the consent for one message; False if there is none."""
    row = await _locked(session, contact_id, template_id, now)
    if not row.allows(way):
        return False
    if way is Way.ONE_TIME:
        row.left -= 1
        await session.flush()
    return True


async def give_back_consent(session: AsyncSession, contact_id: int, template_id: str, *, now: datetime) -> None:
    """Return a one-time consent, because WeChat did not accept the message."""
    row = await _locked(session, contact_id, template_id, now)
    row.left += 1
    await session.flush()


async def may_ask(session: AsyncSession, contact_id: int, template_id: str, way: Way, *, now: datetime) -> bool:
    """Whether to ask for consent now; if so, the request is noted."""
    row = await session.get(WeChatConsent, (contact_id, template_id), with_for_update=True, populate_existing=True)
    if row is not None:
        lasts = REFUSED_LASTS if row.state == ConsentState.REFUSED else ASK_AGAIN[way]
        if row.allows(way) or now - row.changed_at < lasts:
            return False
    else:
        row = await _locked(session, contact_id, template_id, now)
    row.state, row.changed_at = ConsentState.ASKED, by_the_hour(now)  # exact, it could point at a case just filed
    await session.flush()
    return True


async def _locked(session: AsyncSession, contact_id: int, template_id: str, now: datetime) -> WeChatConsent:
    """The locked row of a contact and template, made if there is none."""
    key = (contact_id, template_id)
    row = await session.get(WeChatConsent, key, with_for_update=True, populate_existing=True)
    if row is None:
        new = {"state": ConsentState.ASKED, "left": 0, "changed_at": by_the_hour(now)}
        values = {"contact_id": contact_id, "template_id": template_id, **new}
        await session.execute(insert(session, WeChatConsent).values(**values).on_conflict_do_nothing())
        row = await session.get_one(WeChatConsent, key, with_for_update=True, populate_existing=True)
    return row
