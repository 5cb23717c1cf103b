"""The people who count where people are counted: a door that is said to be shut, five people with the same trouble, a
group that is large enough to be shown.

A new identity costs nothing, so what is said by somebody who agreed to nothing, or came a short while ago, is kept and
does not count.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import UtcDateTime

SETTLES_AFTER = timedelta(hours=1)
"""Longer than anybody waits who makes people by the dozen to be believed at once; short enough that a rider who comes
on the first day of a new city counts on the same tour."""

_PERSON = sa.table(
    "person",
    sa.column("id", sa.Integer()),
    sa.column("created_at", UtcDateTime()),
    sa.column("consent_at", UtcDateTime()),
)


def is_settled(since: datetime, now: datetime) -> bool:
    """since: when the person came (aware UTC)."""
    return now - since >= SETTLES_AFTER


async def counts(session: AsyncSession, person_id: int, *, now: datetime) -> bool:
    """Whether the person has agreed, and did not come just now."""
    who = sa.select(_PERSON.c.created_at, _PERSON.c.consent_at).where(_PERSON.c.id == person_id)
    row = (await session.execute(who)).one_or_none()
    return row is not None and row.consent_at is not None and is_settled(row.created_at, now)
