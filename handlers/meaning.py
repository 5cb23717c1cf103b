"""What a person's words mean, so that a conversation can filter on it.

The service reads every text once, before any handler sees it; a handler asks for the `Meaning` beside the
message and never looks at the words itself.
"""

from dataclasses import dataclass
from typing import Literal

Emergency = Literal["injury", "traffic", "fire", "violence", "suicide"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One text, understood.

    emergency: what sort of help is needed at once; None when nothing sounds like it.
    needs: keys of the city pack's needs, in the order they were said; empty when no need is searched for.
    rest: what is left when needs and filler words are taken out (a street or a district, perhaps), in
        lower case and simplified characters; the whole text when no need is searched for and it is a sentence.
    """

    emergency: Emergency | None
    needs: tuple[str, ...]
    rest: str
