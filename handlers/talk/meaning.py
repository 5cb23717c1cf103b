"""What a person's words mean, so that a conversation can filter on it.

The service reads every text once, before any handler sees it; a handler asks for the `Meaning` beside the
message and never looks at the words itself.
"""

from dataclasses import dataclass
from typing import Literal

Emergency = Literal["injury", "traffic", "fire", "violence", "suicide"]
FirstAid = Literal[
    "bite",
    "bleeding",
    "bones",
    "burn",
    "chest",
    "choking",
    "cold",
    "drowning",
    "electric",
    "gas",
    "heat",
    "poison",
    "stroke",
    "trapped",
    "unconscious",
]
"""What happened to somebody, where a line of first aid fits it."""

SURE = 0.9
"""A guess so likely leads straight to what it means; how likely is learned from sentences the model had not seen."""
POSSIBLE = 0.3
"""A guess less likely is not offered."""
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent (models/city/intents.py) and how likely it is meant, from 0 to 1."""

    intent: str
    probability: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """What sort of help a text asks for at once.

    kinds: the most urgent first, each once, two at most; empty where something happened and nobody said what.
    first_aid: what a line of first aid is known for; None where that is not sure.
    word: nothing but one word said it (急救). Where words to look for are awaited, that is one of them.
    """

    kinds: tuple[Emergency, ...]
    first_aid: FirstAid | None = None
    word: bool = False

    def is_about(self, kind: Emergency) -> bool:
        """Whether the text asks for help of this sort, perhaps beside another."""
        return kind in self.kinds


@dataclass(frozen=True, slots=True)
class Facts:
    """What was said along the way.

    money: fen. day: as it was said (昨天, 11月3号). platform, paper: keys of the pack.
    """

    money: int | None = None
    day: str | None = None
    platform: str | None = None
    paper: str | None = None
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """One text, understood.

    alarm: the help that is needed at once; None when nothing sounds like it.
    needs: keys of the city pack's needs, in the order they were said; empty when no need is searched for.
    rest: what is left when needs and filler words are taken out (a street or a district, perhaps), in
        lower case and simplified characters; the whole text when no need is searched for and it is a sentence.
    guesses: what it is about, the likeliest first; empty when nothing is known of it.
    idle: it is surely nobody's business here.
    """

    alarm: Alarm | None
    needs: tuple[str, ...]
    rest: str
    guesses: tuple[Guess, ...] = ()
    facts: Facts = Facts()
    idle: bool = False

    @property
    def intent(self) -> str | None:
        """What is surely meant, or None."""
        return self.guesses[0].intent if self.guesses and self.guesses[0].probability >= SURE else None

    @property
    def perhaps(self) -> tuple[str, ...]:
        """What could be meant, the likeliest first."""
        return tuple(guess.intent for guess in self.guesses if guess.probability >= POSSIBLE)[:OFFERED]
