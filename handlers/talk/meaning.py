"""The meaning of a person's words, on which conversations can filter.

The service reads every text once, before any handler sees it. A handler takes the `Meaning` beside the message and
never looks at the words itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

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
"""The events for which there is a line of first aid."""

SURE = 0.94
"""A guess of at least this probability leads straight to what it means. The probabilities are learned from sentences
that the model had not seen.
"""
POSSIBLE = 0.3
"""A guess below this probability is not offered, except beside a likelier one."""
BESIDE = 0.1
"""The least probability of a guess that is offered beside a likelier one."""
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent (models/city/intents.py) and the probability, from 0 to 1, that the person means it."""

    intent: str
    probability: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """The help that a text asks for at once.

    kinds: the most urgent first, each once, two at most; empty if something happened and nobody said what.
    first_aid: the event for which a line of first aid is known; None if that is not sure.
    word: the text says nothing but one word (急救), which may also be meant as words to search for.
    """

    kinds: tuple[Emergency, ...]
    first_aid: FirstAid | None = None
    word: bool = False

    def is_about(self, kind: Emergency) -> bool:
        """Return whether the text asks for help of this kind, perhaps beside another."""
        return kind in self.kinds


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts that the text tells in passing.

    money: fen. day: as the person said it (昨天, 11月3号). platform, paper: keys of the pack.
    phone, order: as their forms take them. plate: 豫AD12345, without a dot.
    """

    money: int | None = None
    day: str | None = None
    platform: str | None = None
    paper: str | None = None
    case_number: str | None = None
    phone: str | None = None
    order: str | None = None
    plate: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells beside an alarm.

    needs: keys of the city pack's needs, in the order they were said; empty if the text searches for no need.
    rest: the text without needs and filler words (a street or a district, perhaps), in lower case and simplified
    characters; the whole text if it searches for no need and is a sentence.
    guesses: what the text is about, the likeliest first; empty if nothing is known of it.
    idle: the text is surely nothing that this service is for.
    chats: the text is likely small talk.
    wishes: the intents of its clauses, if they want different things; else empty.
    """

    needs: tuple[str, ...] = ()
    rest: str = ""
    guesses: tuple[Guess, ...] = ()
    facts: Facts = Facts()
    idle: bool = False
    chats: bool = False
    wishes: tuple[str, ...] = ()

    @property
    def intent(self) -> str | None:
        """The intent that the text surely has, or None."""
        return self.guesses[0].intent if self.guesses and self.guesses[0].probability >= SURE else None

    @property
    def perhaps(self) -> tuple[str, ...]:
        """The intents that the text may have, the likeliest first."""
        return tuple(guess.intent for guess in self.guesses if guess.probability >= POSSIBLE)[:OFFERED]

    @property
    def choice(self) -> tuple[str, ...]:
        """The intents to choose from where the likeliest is not sure; empty if none is likely enough."""
        return (
            tuple(guess.intent for guess in self.guesses if guess.probability >= BESIDE)[:OFFERED]
            if self.perhaps
            else ()
        )


@dataclass(frozen=True)
class Meaning:
    """One text, understood.

    alarm: the help that is needed at once; None if nothing sounds like it.
    tell: reads the rest, once something asks for it: most texts only answer the question that waits.
    """

    alarm: Alarm | None
    tell: Callable[[], Told]

    @cached_property
    def told(self) -> Told:
        return self.tell()

    def but(self, **changed: Any) -> "Meaning":
        """The same with other values in what it tells."""
        return Meaning(self.alarm, lambda: replace(self.told, **changed))

    @property
    def needs(self) -> tuple[str, ...]:
        return self.told.needs

    @property
    def rest(self) -> str:
        return self.told.rest

    @property
    def guesses(self) -> tuple[Guess, ...]:
        return self.told.guesses

    @property
    def facts(self) -> Facts:
        return self.told.facts

    @property
    def idle(self) -> bool:
        return self.told.idle

    @property
    def chats(self) -> bool:
        return self.told.chats

    @property
    def wishes(self) -> tuple[str, ...]:
        return self.told.wishes

    @property
    def intent(self) -> str | None:
        return self.told.intent

    @property
    def perhaps(self) -> tuple[str, ...]:
        return self.told.perhaps

    @property
    def choice(self) -> tuple[str, ...]:
        return self.told.choice


NO_MEANING = Meaning(None, Told)
"""The meaning of no words."""
