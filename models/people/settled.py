"""Settled people: the only ones who count when people are counted.

Counts decide, for instance, whether a place is reported shut, whether five people have the same trouble, and whether a
group is large enough to show. A new identity costs nothing, so the word of a person who has not agreed, or came a short
while ago, is stored but does not count.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import UtcDateTime

SETTLES_AFTER = timedelta(hours=1)
"""Longer than an attacker waits who creates people by the dozen to be believed at once; short enough that a rider who
comes on a city's first day counts on the same tour."""

_PERSON = sa.table(
    "person",
    sa.column("id", sa.Integer()),
    sa.column("created_at", UtcDateTime()),
    sa.column("consent_at", UtcDateTime()),
)


def is_settled(since: datetime, now: datetime) -> bool:
    """Whether the person came at least SETTLES_AFTER ago. since: when the person came (aware UTC)."""
    return now - since >= SETTLES_AFTER


async def counts(session: AsyncSession, person_id: int, *, now: datetime) -> bool:
    """Whether the person is settled: has agreed, and came at least SETTLES_AFTER ago."""
    who = sa.select(_PERSON.c.created_at, _PERSON.c.consent_at).where(_PERSON.c.id == person_id)
    row = (await session.execute(who)).one_or_none()
    return row is not None and row.consent_at is not None and is_settled(row.created_at, now)
