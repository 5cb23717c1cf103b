"""How well emergencies are recognised, on sentences of people who had not seen the rules or the examples.

`python -m tests.bench.alarms` prints the figures. tests/bot/understanding/emergency_unseen.toml is only measured:
nothing is tuned on it.
"""

import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.understanding.alarms import Alarms
from handlers.talk.meaning import Alarm
from models.values.normal_text import Normal
from tests.bench.figures import Figure, share, show
from tests.world.emergency_numbers import has_numbers

TESTS = Path(__file__).parents[1] / "bot" / "understanding"
SEEN, UNSEEN = TESTS / "emergency_sentences.toml", TESTS / "emergency_unseen.toml"
FOUND, FALSE = 0.95, 0.03
P99_MS = 5.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """wanted: lists of kinds, of one of which the card must have the numbers; none where no card is wanted."""

    text: str
    wanted: tuple[tuple[str, ...], ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """Those of one file; `kind` is short for `kinds` of one, an empty list means that nobody knows what happened."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in said["emergency"]:
        kinds = row.get("kinds", [row["kind"]] if "kind" in row else [])
        yield Sentence(row["text"], (tuple(kinds), *map(tuple, row.get("also", ()))))
    yield from (Sentence(row["text"], ()) for row in said["ordinary"])


def bench_alarms() -> list[Figure]:
    """Both files, and how long a sentence takes."""
    alarms, taken = Alarms(), list[float]()
    figures = measured(alarms, UNSEEN, "unseen", taken) if UNSEEN.exists() else []
    figures += measured(alarms, SEEN, "old", taken)
    return [*figures, Figure("alarms: a sentence, p99", share(taken, 0.99) * 1000, "ms", at_most=P99_MS, scales=True)]


def measured(alarms: Alarms, path: Path, name: str, taken: list[float]) -> list[Figure]:
    """The figures of one file. taken: gets the seconds of a core that each sentence took."""
    normal, said, rung = Normal(), list(sentences(path)), list[Alarm | None]()
    for each in said:
        text = normal(each.text)
        began = time.process_time()
        rung.append(alarms.alarm_in(text))
        taken.append(time.process_time() - began)
    pairs = list(zip(said, rung, strict=True))
    found = [alarm is not None for each, alarm in pairs if each.wanted]
    right = [has_numbers(alarm, *each.wanted) for each, alarm in pairs if each.wanted]
    false = [alarm is not None for each, alarm in pairs if not each.wanted]
    note = f"{len(right)} emergencies, {len(false)} ordinary sentences"
    return [
        Figure(f"alarms, {name}: found with the right numbers", _share(right), "", at_least=FOUND, note=note),
        Figure(f"alarms, {name}: found", _share(found), "", note=note),
        Figure(f"alarms, {name}: false alarms", _share(false), "", at_most=FALSE, note=note),
    ]


def _share(of: Sequence[bool]) -> float:
    return sum(of) / max(1, len(of))


if __name__ == "__main__":
    show(Console(width=130), bench_alarms(), ())
