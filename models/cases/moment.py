"""When something was done with a case, as columns keep it.

What a worker does with an anonymous case is also an update of their chat: the same second in both would tell who they
are. So the moments of such a case are kept by the hour, and the moment itself encrypted with the link of the record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.record import CaseEvent, append_event
from models.storage.unlinkable import by_the_hour

_AT = "at"
"""In the data of a link: the moment to the second, ISO 8601."""


def kept_moment(case: Case, now: datetime) -> datetime:
    """Of what a worker or the service itself does, for the columns of the case; not before its clock stood still."""
    if not case.anonymous:
        return now
    return max(by_the_hour(now), case.paused_at) if case.paused_at is not None else by_the_hour(now)


async def add_link(
    session: AsyncSession, case: Case, what: str, *, who: str, now: datetime, data: Mapping[str, Any] | None = None
) -> CaseEvent:
    """As `append_event`: the case's row must be locked, or new."""
    if case.anonymous:
        data, now = {**(data or {}), _AT: now.isoformat()}, by_the_hour(now)
    return await append_event(session, case, what, who=who, now=now, data=data)


def happened_at(event: CaseEvent) -> datetime:
    """The moment of a link to the second; by the hour where it was encrypted with words that were forgotten."""
    exact = event.data.get(_AT)
    return datetime.fromisoformat(exact) if exact else event.at
