"""An open page of the web chat: the frames it has yet to show, in order, and whether it is still served."""

import asyncio

from models.storage.database import Json

MOST_FRAMES = 200
"""Frames that may wait for one page, more than any answer has. A page that does not read them counts as gone."""
COME_BACK = 4003
"""Close code: the page was too slow; it gets the missed frames when it connects again."""
MANY_PAGES = 4002
"""Close code: newer pages replaced this one; it connects again when a person looks at it."""


class Page(asyncio.Queue[Json]):
    """The queue of frames of one page. address: of the chat. network: of the page's connection, for the limits per
    network."""

    def __init__(self, address: str, network: str = "") -> None:
        super().__init__(MOST_FRAMES)
        self.address, self.network = address, network
        self.locale: str | None = None
        """The language in which the page was loaded; None until the page has said so."""
        self.ended = asyncio.Event()
        self.code = COME_BACK
        self._known_to: int | None = None
        """The page had every frame up to this number before; None until it has said so."""
        self._shown: set[int] = set()
        """Higher numbers that the page was shown since."""

    def knows(self, to: int) -> None:
        """Note that the page already has every frame up to this number."""
        self._known_to = to

    def lacks(self, frame: Json) -> bool:
        """Return whether the page has not been shown this frame; False until it has said what it has."""
        return self._known_to is not None and frame["seq"] > self._known_to and frame["seq"] not in self._shown

    @property
    def newest(self) -> int:
        """The highest number that the page was shown."""
        return max(self._shown, default=self._known_to or 0)

    def put_nowait(self, frame: Json) -> None:
        super().put_nowait(frame)
        if isinstance(frame.get("seq"), int):
            self._shown.add(frame["seq"])
            if len(self._shown) > 2 * MOST_FRAMES:
                kept = sorted(self._shown)[-MOST_FRAMES:]
                self._known_to, self._shown = kept[0], set(kept)

    def push(self, frame: Json) -> None:
        """Queue a frame behind those that wait; close the page if too many wait."""
        try:
            self.put_nowait(frame)
        except asyncio.QueueFull:
            self.end(COME_BACK)

    def end(self, code: int) -> None:
        """Close the page with this code, unless another was set before."""
        if not self.ended.is_set():
            self.code = code
            self.ended.set()

    def give_way(self) -> None:
        self.end(MANY_PAGES)
