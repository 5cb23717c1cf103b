"""How much a user may spend in a time: unspent amounts grow back, up to a store for a busy moment."""

import time
from collections import OrderedDict

REMEMBERED = 20_000
"""Users, at most; a forgotten user has a full store again."""


class Budget:
    """A budget in any unit. store: what can be spent at once. a_second: what grows back."""

    def __init__(self, store: float, a_second: float) -> None:
        self._store, self._a_second = store, a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, user: str, amount: float = 1.0) -> bool:
        """Spend the amount and return True; if less is left, spend nothing and return False."""
        now = time.monotonic()
        left, at = self._left.pop(user, (self._store, now))
        left = min(self._store, left + (now - at) * self._a_second)
        enough = left >= amount
        self._left[user] = (left - amount if enough else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return enough
