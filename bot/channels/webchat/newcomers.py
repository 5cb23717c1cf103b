"""How many new identities one internet address may bring in a minute. A cookie costs nothing; without this limit one
machine makes hundreds of people in seconds. Known people are never asked.

An address is what one subscriber has (bot/door/client_address). Behind one address of a mobile network
there can be thousands of riders, so the limit fits a crowd at a launch, not one person.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST = 60
WINDOW = timedelta(minutes=1)
ADDRESSES_REMEMBERED = 10_000


@dataclass(slots=True)
class Newcomers:
    """Remembers the last minute of the addresses that brought somebody most recently, in this process only."""

    _came: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def may_come(self, address: str, *, now: datetime) -> bool:
        """Return whether one more may come from there; count it if so."""
        came = self._came.setdefault(address, deque())
        self._came.move_to_end(address)
        if len(self._came) > ADDRESSES_REMEMBERED:
            self._came.popitem(last=False)
        while came and now - came[0] >= WINDOW:
            came.popleft()
        if len(came) >= MOST:
            return False
        came.append(now)
        return True
