"""What is added to a row of the outbox when it is sent, because it is known only then: a date that has a free seat, the
nearest place that is open."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.outbox.message import Pushed

Told = tuple[str, int]
"""A cause, or only its id; and the number of the person who is told of it."""
Look = Callable[[AsyncSession, Collection[Told], City, datetime], Awaitable[Mapping[Told, Pushed]]]
_LOOKS: dict[str, Look] = {}


def adds_when_sent(kind: str) -> Callable[[Look], Look]:
    """Declares how one knows, right before sending, what is added for causes of a kind: by (id, person) where there is
    something, a text that goes below, and buttons that go above the row's own."""
    return lambda look: _LOOKS.setdefault(kind, look)


async def additions(session: AsyncSession, told: Collection[Told], *, city: City, now: datetime) -> dict[Told, Pushed]:
    """By (cause, person), for those that something is added to."""
    found: dict[Told, Pushed] = {}
    for kind, look in _LOOKS.items():
        mine = [(cause.partition(":")[2], person) for cause, person in told if cause.partition(":")[0] == kind]
        if mine:
            added = await look(session, mine, city, now)
            found |= {(f"{kind}:{number}", person): each for (number, person), each in added.items()}
    return found
