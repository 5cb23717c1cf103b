"""What is added to a row of the outbox when it is sent, because it is known only then: a date that has a free seat."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.city import City
from models.outbox import Pushed

Look = Callable[[AsyncSession, Collection[str], City, datetime], Awaitable[Mapping[str, Pushed]]]
_LOOKS: dict[str, Look] = {}


def adds_when_sent(kind: str) -> Callable[[Look], Look]:
    """Declares how one knows, right before sending, what is added for causes of a kind: by the ids that have something,
    a text that goes below, and buttons that go above the row's own."""
    return lambda look: _LOOKS.setdefault(kind, look)


async def additions(session: AsyncSession, causes: Collection[str], *, city: City, now: datetime) -> dict[str, Pushed]:
    """By the cause, for those that something is added to."""
    found: dict[str, Pushed] = {}
    for kind, look in _LOOKS.items():
        ids = {number for each, _, number in (cause.partition(":") for cause in causes) if each == kind}
        if ids:
            found |= {f"{kind}:{number}": added for number, added in (await look(session, ids, city, now)).items()}
    return found
