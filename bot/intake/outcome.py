"""What there is to send for an update, once its transaction is over."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.metrics import Ending
from models.storage.database import Json


class Held(Enum):
    """What becomes of that which waited for the person to write."""

    TOGETHER = auto()
    """It goes with the answer."""
    NEXT = auto()
    """It goes by itself, as soon as the question that is asked now has been answered."""
    LATER = auto()
    """It goes by itself, a while after an answer that was urgent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is to send for an update.

    queued: it already lies in the outbox, behind what waits there. contact_id: none outside of private chats.
    held: something of the outbox waited for the person to write. locale: of the person, where there is one.
    """

    reply: list[Json]
    contact_id: int | None
    queued: bool = False
    ending: Ending = Ending.HANDLED
    held: Held | None = None
    locale: str | None = None

    @property
    def again(self) -> bool:
        """It had been handled before."""
        return self.ending is Ending.AGAIN
