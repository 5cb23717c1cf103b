"""What a channel can: all that a screen or a handler knows of it. Each channel declares its own in bot/channels."""

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
    """How long a message may be, as `size` counts it, and whether the channel shows entities (bold, links)."""

    size: Callable[[str], int] = utf16
    most: int = 20_000
    entities: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """One channel's; where nothing is declared, those of plain text.

    edit: changes a message that was sent. ask_location: shows a button that sends the position. call: opens a telephone
    link; elsewhere the number stands in the text, where a phone makes it one. keep_photos: brings photos and films as
    they were sent, and not made smaller. notify: rings while the person looks elsewhere. count_in_place: gives its
    messages the numbers of the conversation's counter, so that the answer to one photo can be changed by the next.
    show_again: shows what was said before when it is opened, so that what was pushed is kept with its row.
    hand_over_waiting: sends replies that waited together with the answer to what the person writes next.
    """

    edit: bool = False
    ask_location: bool = False
    call: bool = False
    keep_photos: bool = True
    notify: bool = True
    count_in_place: bool = False
    show_again: bool = False
    hand_over_waiting: bool = False
    text_limit: TextLimit = field(default_factory=TextLimit)
