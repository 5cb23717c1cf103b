"""How many pages of the web chat are open: in one chat, from one network, in all. The one that has been silent longest
gives way, and comes back when somebody looks at it again."""

from collections.abc import Iterator

from bot.channels.webchat.page import Page
from bot.door.bounds import Room

MOST_OF_A_CHAT = 5
"""Tabs of one person."""
MOST_OF_A_NETWORK = 1_000
"""Behind one address of a mobile network there are many people."""
MOST_IN_ALL = 8_000


class OpenPages:
    """Rooms that a page is in from when it opens until it closes."""

    def __init__(self) -> None:
        self._rooms: dict[tuple[str, str], Room] = {}

    def heard(self, page: Page) -> None:
        """It has just opened, or somebody wrote on it: it gives way last."""
        for key, most in self._keys(page):
            self._rooms.setdefault(key, Room(most)).add(page)

    def closed(self, page: Page) -> None:
        for key, _ in self._keys(page):
            room = self._rooms.get(key)
            if room is not None:
                room.discard(page)
                if not room:
                    del self._rooms[key]

    @staticmethod
    def _keys(page: Page) -> Iterator[tuple[tuple[str, str], int]]:
        yield ("chat", page.address), MOST_OF_A_CHAT
        yield ("network", page.network), MOST_OF_A_NETWORK
        yield ("all", ""), MOST_IN_ALL
