"""The abilities of a channel: all that a screen or a handler knows of it. Each channel in bot/channels declares its
own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


def utf16(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def utf8(text: str) -> int:
    """The length in bytes, as WeChat counts it."""
    return len(text.encode())


@dataclass(frozen=True, slots=True)
class TextLimit:
    """The longest message of a channel, in units of `size`, and whether the channel shows entities (bold, links)."""

    size: Callable[[str], int] = utf16
    most: int = 20_000
    entities: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """The abilities of one channel. The defaults are those of plain text.

    edit: the channel can change a sent message. ask_location: it shows a button that sends the position. call: it opens
    telephone links; elsewhere the text shows the number, and a phone turns it into a link. keep_photos: it delivers
    photos and films as they were sent, not made smaller. notify: it rings while the person looks elsewhere.
    count_in_place: it numbers its messages with the conversation's counter, so that the next photo can change the
    answer to the one before. show_again: it shows the old messages when it is opened, so a pushed message is kept with
    its row. hand_over_waiting: it sends waiting replies together with the answer to the person's next message.
    open_pages: it opens our https pages inside the chat.
    """

    edit: bool = False
    ask_location: bool = False
    call: bool = False
    keep_photos: bool = True
    notify: bool = True
    count_in_place: bool = False
    show_again: bool = False
    hand_over_waiting: bool = False
    open_pages: bool = False
    text_limit: TextLimit = field(default_factory=TextLimit)
