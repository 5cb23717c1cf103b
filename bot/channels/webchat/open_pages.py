"""How many pages of the web chat may be open: in one chat, from one network, in all. The page that has been silent
longest gives way, and returns when somebody looks at it again.
"""

from collections.abc import Iterator

from bot.channels.webchat.page import Page
from bot.door.bounds import Room

MOST_OF_A_CHAT = 5
"""Tabs of one person."""
MOST_OF_A_NETWORK = 1_000
"""Many people can be behind one address of a mobile network."""
MOST_IN_ALL = 8_000


class OpenPages:
    """The rooms that a page is in from opening to closing."""

    def __init__(self) -> None:
        self._rooms: dict[tuple[str, str], Room] = {}

    def heard(self, page: Page) -> None:
        """The page has just opened, or somebody wrote on it: it gives way last."""
        for key, most in self._keys(page):
            self._rooms.setdefault(key, Room(most)).add(page)

    def closed(self, page: Page) -> None:
        """The page has closed: take it out of its rooms."""
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
