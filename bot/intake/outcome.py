"""The result of an update: the messages to send after its transaction."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.metrics import Ending
from models.storage.database import Json


class Held(Enum):
    """The time at which outbox rows that waited for the person to write are sent."""

    TOGETHER = auto()
    """With the answer."""
    NEXT = auto()
    """Separately, after the person answers the current question."""
    LATER = auto()
    """Separately, some time after an urgent answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an update.

    queued: the reply is already parked behind the outbox. contact_id: None outside of private chats. held: outbox rows
    waited for the person to write. locale: of the person, if there is one.
    """

    reply: list[Json]
    contact_id: int | None
    queued: bool = False
    ending: Ending = Ending.HANDLED
    held: Held | None = None
    locale: str | None = None

    @property
    def again(self) -> bool:
        """Whether the update had been handled before."""
        return self.ending is Ending.AGAIN
