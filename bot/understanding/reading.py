"""One text in, its meaning out.

an emergency        rules and a model that is kept as a file, always (alarms.py)
needs of a place    rules, always (needs.py)
facts               rules, always (facts.py)
what it is about    a sentence of the pack word for word, always; a model (intent_model.py), once it has learned; where
                    that says nothing, a type of case whose words are in the text
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.understanding.alarms import Alarms
from bot.understanding.examples import can_be_learned, examples_of
from bot.understanding.facts import FactFinder, names_a_case
from bot.understanding.needs import NeedWords
from handlers.talk.meaning import SURE, Alarm, Facts, Guess, Meaning, Told
from models.city.case_words import types_said
from models.city.intents import CHAT, IDLE, case_intent
from models.city.pack import City
from models.learned import vectors
from models.learned.kept import Lesson, learned_before, learned_once
from models.learned.looked_at import LookedAt
from models.values.normal_text import Normal

if TYPE_CHECKING:
    from bot.understanding.intent_model import IntentModel

_HERE = Path(__file__).parent
CODE = *(_HERE / name for name in ("grams.py", "learning.py", "intent_model.py", "sounds.py")), Path(vectors.__file__)
VECTORS = _HERE / "sentence_vectors.npz"
"""Vectors of the sample city's sentences."""
PLACE = "place"
NAMED = 0.8
"""The likelihood of a case type whose words are in a text, if the model says nothing: enough to offer it, not to open
it."""
LONGEST_HEARD = 24
"""Characters of a search up to which it is compared by sound; in a longer text too much sounds alike."""
LIKELY = 0.6
"""The least probability of a clause's intent at which it is a wish of its own."""
LONGEST_OF_WISHES, SHORTEST_CLAUSE, MOST_WISHES = 60, 3, 3
"""Characters of a text and of a clause: a longer text is one story."""
NO_WISHES = (*IDLE, "home")
"""Intents of clauses that only go along with a wish: 你好, 帮我一下."""
_CLAUSE_END = re.compile(
    r"[,。;!?、]\s*|(?<![a-z'])\s+(?![a-z])|还有|另外|而且|顺便|并且|还想|还要|还把|也(?=没|不|要|想)|(?<![a-z])(?:and|also)(?![a-z])"
)
ALARMS_REMEMBERED = 32
"""Texts whose reading is kept: a message is checked for an emergency before its turn, and read in its turn."""
_END = " 。.!?,;~…"
_NOT_BUT = re.compile(
    r"^(?:我?(?:这个?)?(?:不是|不想|不要|先不|没想|并非)(?:要|想|来)?)[^,。;!?\s]{1,8}[,。;!?\s]+(?:而是|只是|就是|就|是|只)?(?P<meant>.{3,})$"
)
"""Not this, but that: 不是投诉，就问问 …; only what comes after counts."""


class Understanding:
    """Reads what people of one city type. Built once. The last few texts stay in memory and go nowhere else."""

    def __init__(self, city: City, looked_at: LookedAt | None = None) -> None:
        """looked_at: the texts that were looked at closely; if None, no text ever is."""
        self.looked_at = looked_at or LookedAt()
        self._normal = Normal()
        self._alarm_in = lru_cache(ALARMS_REMEMBERED)(Alarms().alarm_in)
        self._needs = NeedWords(city, self._normal)
        self._facts = FactFinder(city, self._normal)
        self._city = city
        self.model: IntentModel | None = None
        """None until the model is learned; rules alone are used until then."""
        self.is_learning = False
        """Whether the model will be there within seconds."""
        self.sounds_of: Callable[[str], list[str]] | None = None

    @cached_property
    def examples(self) -> dict[str, str]:
        """Normalised sentence -> intent, to learn from."""
        return examples_of(self._city, self._normal)

    @property
    def learns_from(self) -> bytes:
        """The examples, in the form the learning process gets."""
        return json.dumps(self.examples).encode()

    def lesson(self, folder: Path, *, closer: bool = False) -> Lesson:
        """What is to be learned. closer: with vectors, to read texts that were looked at closely."""
        lesson = Lesson(folder, "understanding", "bot.understanding.learning", self.learns_from, CODE)
        if not closer:
            return lesson
        return replace(lesson, kind="understanding_closer", arguments=(str(self.looked_at.shipped), str(folder)))

    async def learn(self, folder: Path, *, closer: bool = False) -> None:
        """Use what is learned from the pack in another process, now or before. Too few examples teach nothing. Raises
        LearningFailed, and OSError if there is no folder."""
        if can_be_learned(self.examples):
            self._use(await learned_once(self.lesson(folder, closer=closer), self._ready))
            self.looked_at.wanted |= closer

    async def remember(self, folder: Path, *, closer: bool = False) -> bool:
        """Use the result learned from the same examples, if the folder has it whole; return whether it did."""
        known = await learned_before(self.lesson(folder, closer=closer), self._ready)
        if known is None:
            return False
        self._use(known)
        self.looked_at.wanted |= closer
        return True

    def _ready(self, packed: bytes) -> "IntentModel":
        """The model of these bytes, ready for the first text."""
        from bot.understanding.intent_model import IntentModel  # numpy and segmentation only when they are needed

        model = IntentModel.unpacked(packed)
        model.guesses(" ".join(list(self.examples)[:1]))  # loads now what the first text would wait for
        return model

    def _use(self, model: "IntentModel") -> None:
        from bot.understanding.sounds import sounds_of

        self.model, self.sounds_of = model, sounds_of

    def learn_here(self, vectors_in: Path | None = None) -> None:
        """Learn in this process, for callers that can wait and have the memory. vectors_in: a folder for vectors of
        sentences, if they count too."""
        from bot.understanding.learning import learned_from

        if can_be_learned(self.examples):
            self._use(self._ready(learned_from(self.examples, VECTORS, vectors_in).packed()))

    def alarm_in(self, text: str) -> Alarm | None:
        """The emergency that a text tells of. Never raises."""
        return self._alarm_in(self._normal(text))

    def read(self, text: str) -> Meaning:
        """The meaning of a text, read as far as it is asked for. Never raises."""
        normal = self._normal(text)
        return Meaning(self._alarm_in(normal), partial(self._told, normal))

    def _told(self, normal: str) -> Told:
        """Needs are in the order said, each once."""
        needs, rest = self._needs.searched_in(normal)
        facts = self._facts.facts_in(normal)
        guesses = self._guesses(normal, facts)
        idle = guesses[0] if guesses and guesses[0].intent in IDLE else None
        told = Told(
            needs,
            rest,
            () if idle else tuple(guess for guess in guesses if guess.intent not in IDLE),
            facts,
            idle=idle is not None and idle.probability >= SURE,
            chats=idle is not None and idle.intent == CHAT and idle.probability >= LIKELY,
            wishes=self._wishes(normal),
        )
        if needs or self.sounds_of is None or len(normal) > LONGEST_HEARD or PLACE not in told.perhaps[:1]:
            return told
        heard, rest = self._needs.heard_in(normal, self.sounds_of)
        return replace(told, needs=heard, rest=rest) if heard else told

    def _wishes(self, normal: str) -> tuple[str, ...]:
        """The likely intent of each clause, each once; none if all want the same."""
        clauses = [each for each in _CLAUSE_END.split(normal[:LONGEST_OF_WISHES]) if len(each) >= SHORTEST_CLAUSE]
        if self.model is None or len(clauses) < 2:
            return ()
        firsts = [guesses[0] for each in clauses[:MOST_WISHES] if (guesses := self.model.guesses(each))]
        wanted = dict.fromkeys(guess.intent for guess in firsts if guess.probability >= LIKELY)
        meant = tuple(intent for intent in wanted if intent not in NO_WISHES)
        return meant if len(meant) > 1 else ()

    def _guesses(self, normal: str, facts: Facts) -> tuple[Guess, ...]:
        """The guesses, the likeliest first. A text of emoji alone is small talk."""
        if not normal:
            return (Guess(CHAT, 1.0),)
        if facts.case_number is not None or names_a_case(normal):
            return (Guess("my_cases", 1.0),)
        known = self.examples.get(normal) or self.examples.get(normal.rstrip(_END))
        if known is not None:
            return (Guess(known, 1.0),)
        but = _NOT_BUT.match(normal)
        meant, vector = (but["meant"], None) if but else (normal, self.looked_at.vector(normal))
        guesses = self.model.guesses(meant, vector) if self.model is not None else ()
        return guesses or tuple(Guess(case_intent(each.key), NAMED) for each in types_said(normal, self._city))
