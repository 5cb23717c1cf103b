"""One page of the web chat that is open now: what it is to be shown, in order, and whether it is still wanted."""

import asyncio

from models.storage.database import Json

MOST_FRAMES = 200
"""Waiting for one page: more than any answer has. Who does not read them is not there."""
COME_BACK = 4003
"""Close code: the page was too slow, and gets what it missed when it connects again."""
MANY_PAGES = 4002
"""Close code: newer pages took its place; it connects again when somebody looks at it."""


class Page(asyncio.Queue[Json]):
    """address: of the chat. network: where it is open, for the bounds of one network."""

    def __init__(self, address: str, network: str = "") -> None:
        super().__init__(MOST_FRAMES)
        self.address, self.network = address, network
        self.locale: str | None = None
        """In which it was loaded; None until it has said so."""
        self.ended = asyncio.Event()
        self.code = COME_BACK
        self._known_to: int | None = None
        """The page had everything up to this number before; None until it has said so."""
        self._shown: set[int] = set()
        """Numbers behind it that were shown since."""

    def knows(self, to: int) -> None:
        """It has everything up to this number already."""
        self._known_to = to

    def lacks(self, frame: Json) -> bool:
        """Whether it was not shown this frame yet. Not before it has said what it knows."""
        return self._known_to is not None and frame["seq"] > self._known_to and frame["seq"] not in self._shown

    @property
    def newest(self) -> int:
        """The highest number that it was shown."""
        return max(self._shown, default=self._known_to or 0)

    def put_nowait(self, frame: Json) -> None:
        super().put_nowait(frame)
        if isinstance(frame.get("seq"), int):
            self._shown.add(frame["seq"])
            if len(self._shown) > 2 * MOST_FRAMES:
                kept = sorted(self._shown)[-MOST_FRAMES:]
                self._known_to, self._shown = kept[0], set(kept)

    def push(self, frame: Json) -> None:
        """Shows it after what waits already; a page for which too much waits is given up."""
        try:
            self.put_nowait(frame)
        except asyncio.QueueFull:
            self.end(COME_BACK)

    def end(self, code: int) -> None:
        """It is closed with this code, if it was not told another before."""
        if not self.ended.is_set():
            self.code = code
            self.ended.set()

    def give_way(self) -> None:
        self.end(MANY_PAGES)
