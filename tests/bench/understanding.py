"""How well riders are understood: sentences of tests/bot/understanding/understanding_sentences.toml, which the pack
does not contain.

`python -m tests.bench.understanding` prints the figures of both halves, and of the half `development` what went wrong.
The half `test` is only measured: nothing is tuned on it.
"""

import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from handlers.talk.meaning import Meaning
from models.city.intents import NOTHING, case_intent
from models.city.pack import City, load_city
from tests.bench.alarms import bench_alarms
from tests.bench.figures import Figure, share, show
from tests.bench.part import Ground, Part

SENTENCES = Path(__file__).parents[1] / "bot" / "understanding" / "understanding_sentences.toml"
TOP_1, TOP_3 = 0.90, 0.98
WRONG_AND_SURE = 0.01
UNWANTED_CARDS = 0.03
SURE_COVERS, SURE_IS_RIGHT = 0.5, 0.98
LEARNED_WITHIN_S = 3.0
P99_MS = 20.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """meant: the intents that serve who said it; card_wanted: it is an emergency."""

    text: str
    meant: tuple[str, ...]
    card_wanted: bool = False

    def is_met_by(self, meaning: Meaning, best: int) -> bool:
        """Whether one of the best guesses is meant; no guess is the guess that nothing is."""
        guesses = [guess.intent for guess in meaning.guesses[:best]] or [NOTHING]
        return any(each in self.meant for each in guesses)

    def is_served_by(self, meaning: Meaning, best: int) -> bool:
        """The same as the screen shows it: a card hides every guess, and is right only where it is wanted."""
        return self.is_met_by(meaning, best) if meaning.alarm is None else self.card_wanted


def sentences(part: str, city: City) -> list[Sentence]:
    """Those of one half that do not stand in the pack word for word."""
    rows = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))[part]
    known = {sentence for said in city.intents.values() for sentence in said}
    return [
        Sentence(row["text"], tuple(_intents(row, city)), row.get("wanted") == "card")
        for row in rows
        if row["text"] not in known
    ]


def _intents(row: dict[str, Any], city: City) -> Iterator[str]:
    for each in (row["intent"], *row.get("also", ())):
        yield case_intent(each) if each in city.case_types else each


def bench_understanding() -> list[Figure]:
    """Both halves, how long learning takes, and how long a sentence."""
    city = load_city(SAMPLE_CITY)
    understanding = Understanding(city)
    understanding.learn_here()  # with the imports
    began = time.process_time()
    understanding.learn_here()
    learned = time.process_time() - began
    figures: list[Figure] = []
    taken: list[float] = []
    for part in ("test", "development"):
        figures += measured(understanding, city, part, taken)
    return [
        *figures,
        *bench_alarms(),
        Figure("understanding: learning from the pack (CPU)", learned, "s", at_most=LEARNED_WITHIN_S, scales=True),
        Figure("understanding: reading a sentence, p99", share(taken, 0.99) * 1000, "ms", at_most=P99_MS, scales=True),
    ]


def measured(understanding: Understanding, city: City, part: str, taken: list[float]) -> list[Figure]:
    """The figures of one half; only `test` has goals. taken: gets the seconds of a core that each sentence took."""
    said = sentences(part, city)
    read = []
    for each in said:
        began = time.process_time()
        meaning = understanding.read(each.text)
        assert meaning.told
        read.append(meaning)
        taken.append(time.process_time() - began)
    return _figures(part, said, read, judged=part == "test")


def _figures(part: str, said: Sequence[Sentence], read: Sequence[Meaning], *, judged: bool) -> list[Figure]:
    first = [each.is_met_by(meaning, 1) for each, meaning in zip(said, read, strict=True)]
    third = [each.is_met_by(meaning, 3) for each, meaning in zip(said, read, strict=True)]
    sure = [meaning.intent is not None for meaning in read]
    shown = [[each.is_served_by(meaning, best) for each, meaning in zip(said, read, strict=True)] for best in (1, 3)]
    unwanted = [meaning.alarm is not None and not each.card_wanted for each, meaning in zip(said, read, strict=True)]
    sure_right = [right for right, is_sure in zip(first, sure, strict=True) if is_sure]
    note = f"{len(said)} sentences" if judged else f"{len(said)} sentences, looked at while building"
    goals = (TOP_1, TOP_3, SURE_COVERS, SURE_IS_RIGHT) if judged else (None,) * 4

    def figure(name: str, value: float, at_least: float | None, at_most: float | None = None) -> Figure:
        return Figure(f"understood, {part}: {name}", value, "", at_least=at_least, at_most=at_most, note=note)

    return [
        figure("the first guess is right", _share(first), goals[0]),
        figure("one of three guesses is", _share(third), goals[1]),
        figure("sure", _share(sure), goals[2]),
        figure("right where sure", _share(sure_right), goals[3]),
        figure("cards that nobody wants", _share(unwanted), None, UNWANTED_CARDS if judged else None),
        figure("as shown, the first is right", _share(shown[0]), None),
        figure("as shown, one of three is", _share(shown[1]), None),
        figure("sure and wrong", sure_right.count(False) / len(said), None, WRONG_AND_SURE if judged else None),
    ]


def _share(of: Sequence[bool]) -> float:
    return sum(of) / max(1, len(of))


def mistakes(part: str = "development") -> Iterator[str]:
    """What went wrong there, a line each."""
    city = load_city(SAMPLE_CITY)
    understanding = Understanding(city)
    understanding.learn_here()
    for each in sentences(part, city):
        meaning = understanding.read(each.text)
        if not each.is_met_by(meaning, 1):
            guesses = ", ".join(f"{guess.intent} {guess.probability:.2f}" for guess in meaning.guesses)
            what = f"card {meaning.alarm.kinds}" if meaning.alarm else guesses or NOTHING
            yield f"{'SURE ' if meaning.intent else ''}{each.text} ({each.meant[0]}): {what}"


async def _measure(ground: Ground, _: None) -> None:
    ground.add(*bench_understanding())


PART = Part("understanding", "how well riders are understood, and emergencies", _measure, None, None)

if __name__ == "__main__":
    show(Console(width=130), bench_understanding(), mistakes())
