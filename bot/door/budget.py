"""How much somebody may use up in a time: what is unused grows back, up to a store for a busy moment."""

import time
from collections import OrderedDict

REMEMBERED = 20_000
"""Users at most; who was forgotten has a full store again."""


class Budget:
    """store: what can be used at once. a_second: what grows back. In any unit."""

    def __init__(self, store: float, a_second: float) -> None:
        self._store, self._a_second = store, a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, user: str, amount: float = 1.0) -> bool:
        """Whether there was so much left; else nothing is spent."""
        now = time.monotonic()
        left, at = self._left.pop(user, (self._store, now))
        left = min(self._store, left + (now - at) * self._a_second)
        enough = left >= amount
        self._left[user] = (left - amount if enough else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return enough
