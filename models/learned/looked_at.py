"""A closer look at a text: its vector, from the encoder, beside the event loop.

It is asked only about texts that words alone leave unsure. The update is run again then, so that no transaction is open
meanwhile. Without the encoder nothing is ever looked at, and words alone count.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from models.learned.vectors import Vectors, vector_of
from models.values.normal_text import Normal

log = structlog.get_logger(__name__)

REMEMBERED = 64
LONGEST = 60
"""Characters of a text that is looked at. Of a longer one the words say enough, and it would take a core too long."""


class LookCloser(Exception):
    """The text cannot be answered well before it has been looked at, which takes too long for a transaction."""

    def __init__(self, text: str) -> None:
        super().__init__("look closer, and run the update again")
        self.text = text


@dataclass
class LookedAt:
    """The vectors of the last few texts; they stay in memory and go nowhere else.

    shipped: a file of vectors that need not be encoded; None if there is no encoder. wanted: something was learned that
    can use vectors.
    """

    shipped: Path | None = None
    wanted: bool = False
    _vectors: OrderedDict[str, Vectors | None] = field(default_factory=OrderedDict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _normal: Normal = field(default_factory=Normal)

    @property
    def encodes(self) -> bool:
        """Whether there is an encoder."""
        return self.shipped is not None

    def lacks(self, text: str) -> bool:
        """Whether the text should be looked at first."""
        return self.wanted and len(text) <= LONGEST and self._normal(text) not in self._vectors

    def vector(self, text: str) -> Vectors | None:
        """The vector of a text; None if it was not looked at, or could not be."""
        return self._vectors.get(self._normal(text)) if self._vectors else None

    async def look(self, text: str) -> None:
        """Look at the text, one at a time in this process. Never raises an error of the encoder's."""
        normal = self._normal(text)
        async with self._turn:
            try:
                self._vectors[normal] = await asyncio.to_thread(vector_of, normal)
            except Exception:  # whatever the library raises, words alone are read
                log.exception("the encoder failed")
                self._vectors[normal] = None
        while len(self._vectors) > REMEMBERED:
            self._vectors.popitem(last=False)
