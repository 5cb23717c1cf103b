"""Train the second look at emergencies: `python -m bot.understanding.alarm_learning` writes `emergency_model.npz`.

Run it after a change of any of `sources`; it takes a minute. It learns from sentences that ring the alarm or use the
same words and do not (`emergency_examples/`), from events put into frames that make them present or past
(`emergency_frames.toml`), and from the sample city's other sentences, none of which is an emergency.
"""

import hashlib
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.understanding.alarm_grams import BUCKETS, FIRST_CHARACTER, LAST_CHARACTER, buckets_of, syllable_number
from bot.understanding.alarm_model import OUTPUTS, AlarmModel
from bot.understanding.emergencies import WORDS, EmergencyWords
from bot.understanding.sounds import sound_of
from models.values.normal_text import Normal

HERE = Path(__file__).parent
EXAMPLES = HERE / "emergency_examples"
FRAMES = HERE / "emergency_frames.toml"
PACK = HERE.parent / "sample_city"
SAID_IN_THE_PACK = tuple(PACK / name for name in ("intents.toml", "needs.toml"))
CODE = (HERE / "alarm_grams.py",)
ORDINARY = "ordinary"

EVIDENCE_COUNTS = 0.1
"""The weight of one piece of evidence beside a text's grams, whose squares sum to 1."""
FRAME_COUNTS = 0.5
SEEN_TWICE = 2
SMOOTHED_BY = 1.0
TELLING_COUNTS = 0.6
_FRAMED_UP_TO = 24
_ALWAYS_PRESENT = {"suicide", "unclear"}
_SEED = 1


@dataclass(frozen=True, slots=True)
class Example:
    """One example. kinds: the outputs that it trains besides `alarm`; empty if it is harmless. counts: its weight."""

    text: str
    kinds: frozenset[str]
    counts: float = 1.0


def sources() -> list[Path]:
    """Every file that the model is learned from."""
    return [*sorted(EXAMPLES.glob("*.txt")), FRAMES, *SAID_IN_THE_PACK, WORDS, *CODE]


def digest() -> str:
    """The SHA-256 of all sources as they are now."""
    found = hashlib.sha256()
    for path in sources():
        found.update(path.read_bytes())
    return found.hexdigest()


def written_examples() -> list[Example]:
    """The examples of the files, each once. A file's name lists its kinds, joined by `+`. Raises ValueError if a
    sentence stands under two sets of kinds.
    """
    normal = Normal()
    found: dict[str, Example] = {}
    for path in sorted(EXAMPLES.glob("*.txt")):
        kinds = frozenset(path.stem.split("+")) - {ORDINARY}
        for line in path.read_text(encoding="utf-8").splitlines():
            text = normal(line)
            if text and found.setdefault(text, Example(text, kinds)).kinds != kinds:
                raise ValueError(f"{path.name}: {line!r} stands under another kind as well")
    for said in _of_the_pack():
        found.setdefault(normal(said), Example(normal(said), frozenset()))
    return list(found.values())


def _of_the_pack() -> Iterator[str]:
    for path in SAID_IN_THE_PACK:
        yield from _texts_in(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts_in(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    for each in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _texts_in(each)


def framed(examples: Sequence[Example]) -> list[Example]:
    """Put short events into frames: once as happening now, and twice as past, feared, taught or told."""
    frames: Mapping[str, list[str]] = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    chance, normal, found = random.Random(_SEED), Normal(), []
    for each in examples:
        if not each.kinds or len(each.text) > _FRAMED_UP_TO:
            continue
        put = [normal(chance.choice(frames[name]).format(each.text)) for name in ("now", "not_now", "not_now")]
        found.append(Example(put[0], each.kinds, FRAME_COUNTS))
        if not each.kinds & _ALWAYS_PRESENT:
            found += (Example(text, frozenset(), FRAME_COUNTS) for text in put[1:])
    return found


def sounds_table() -> NDArray[np.uint64]:
    """Character (from FIRST_CHARACTER) -> the number of its syllable."""
    characters = map(chr, range(FIRST_CHARACTER, LAST_CHARACTER + 1))
    return np.array([syllable_number(sound_of(each)) for each in characters], dtype=np.uint64)


class Learner:
    """Turns examples into a model. Keeps what every training run shares."""

    def __init__(self) -> None:
        self.words = EmergencyWords.read()
        self.sounds = sounds_table()

    def learned_from(self, examples: Sequence[Example]) -> AlarmModel:
        """The model that these examples train."""
        texts = [each.text for each in examples]
        counts = self._counts(texts)
        rarity = _rarity(counts) * _telling(counts, [bool(each.kinds) for each in examples])
        weighed = csr_matrix(counts.multiply(rarity[None, :]))
        size = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        rows = csr_matrix(weighed.multiply(1 / np.maximum(size, 1e-3)[:, None]))
        evidence = np.array([self.words.look_at(text).evidence for text in texts], dtype=np.float32)
        seen = hstack([rows, csr_matrix(evidence * EVIDENCE_COUNTS)]).tocsr()
        columns = [self._separate(seen, examples, output) for output in OUTPUTS]
        weights = np.array([each[0] for each in columns], dtype=np.float32).T
        return AlarmModel(
            sounds=self.sounds,
            rarity=rarity.astype(np.float16),
            weights=(weights[:BUCKETS] * rarity[:, None]).astype(np.float16),
            evidence=weights[BUCKETS:] * EVIDENCE_COUNTS,
            bias=np.array([each[1] for each in columns], dtype=np.float32),
            learned_from=digest(),
        )

    def _counts(self, texts: Sequence[str]) -> Any:
        buckets, owners = buckets_of(texts, self.sounds)
        ones = np.ones(len(buckets), dtype=np.float32)
        return csr_matrix((ones, (owners, buckets)), shape=(len(texts), BUCKETS))

    def _separate(self, seen: Any, examples: Sequence[Example], output: str) -> tuple[Any, float]:
        """Train one output: `alarm` on all examples, a kind on the alarms alone."""
        of_all = output == OUTPUTS[0]
        chosen = [at for at, each in enumerate(examples) if of_all or each.kinds]
        meant = [bool(examples[at].kinds) if of_all else output in examples[at].kinds for at in chosen]
        counts = [examples[at].counts for at in chosen]
        separator = LinearSVC(C=3.0, class_weight="balanced", random_state=_SEED)
        separator.fit(seen[chosen], meant, counts)
        return separator.coef_[0], float(separator.intercept_[0])


def _rarity(counts: Any) -> NDArray[np.float32]:
    """The weight of a bucket by how few texts have it; zero if only one has it."""
    seen_in = np.bincount(counts.indices, minlength=BUCKETS)
    rarity = 1 + np.log((1 + counts.shape[0]) / (1 + seen_in))
    return np.where(seen_in >= SEEN_TWICE, rarity, 0).astype(np.float32)


def _telling(counts: Any, is_alarm: Sequence[bool]) -> NDArray[np.float32]:
    """The weight of a bucket by how unevenly alarms and harmless texts share it.

    Wang and Manning, Baselines and Bigrams (2012): this separates short texts better than rarity alone.
    """
    alarms = np.array(is_alarm)
    shares = [np.asarray(counts[which].sum(axis=0)).ravel() + SMOOTHED_BY for which in (alarms, ~alarms)]
    of_alarms, of_others = (share / share.sum() for share in shares)
    telling: NDArray[np.float32] = (np.abs(np.log(of_alarms / of_others)) ** TELLING_COUNTS).astype(np.float32)
    return telling


if __name__ == "__main__":
    written = written_examples()
    Learner().learned_from([*written, *framed(written)]).save()
