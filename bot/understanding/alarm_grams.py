"""The features of the second look at an emergency: characters, words, sounds and parts of words, each in a bucket.

Buckets need no list of known features, and numpy fills them for a whole text at once: 4,000 characters take 2 ms.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.values.segmentation import words_of

BUCKETS = 2**18
FIRST_CHARACTER, LAST_CHARACTER = 0x3400, 0x9FFF
"""The range of characters whose sound is known."""

_CHINESE = re.compile("[\u3400-\u9fff]")
_TOKEN = re.compile(r"[\u3400-\u9fff]|[a-z']+|\d+|\S")
_ALIKE = {"zh": "z", "ch": "c", "sh": "s"}
_NASALS = re.compile("(?<=[ie])ng$")
_SEEN_SIZES, _HEARD_SIZES = (1, 2, 3, 4), (2, 3)
_PART = 4
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(40)

Buckets = NDArray[np.int64]
Sounds = NDArray[np.uint64]


def syllable_number(syllable: str) -> int:
    """The number of a syllable in letters. 受 has the number of `shou`, so pinyin is read like characters."""
    return crc32(_NASALS.sub("n", _ALIKE.get(syllable[:2], syllable[:2]) + syllable[2:]).encode())


def buckets_of(texts: Sequence[str], sounds: Sounds) -> tuple[Buckets, Buckets]:
    """The buckets of all features of the normalised texts, and for each the index of its text.

    sounds: character (from FIRST_CHARACTER) -> the number of its syllable.
    """
    seen, heard, ends = [], [], []
    parts: list[int] = []
    part_owners: list[int] = []
    for place, text in enumerate(texts):
        tokens = _TOKEN.findall(text)
        seen += [1, *map(_token_number, tokens), 2]
        heard += [1, *map(_sound_number, tokens), 2]
        ends.append(len(seen))
        found = [*_word_numbers(text), *chain.from_iterable(map(_parts_of, tokens))]
        parts += found
        part_owners += [place] * len(found)
    lengths = np.diff(np.array([0, *ends]))
    owners = np.repeat(np.arange(len(texts)), lengths)
    last = np.repeat(np.array(ends), lengths)
    heard_numbers = _with_sounds(np.array(heard, dtype=np.int64), sounds)
    runs = [
        *_runs(np.array(seen, dtype=np.uint64), owners, last, _SEEN_SIZES, 0),
        *_runs(heard_numbers, owners, last, _HEARD_SIZES, 7),
        (np.array(parts, dtype=np.int64), np.array(part_owners, dtype=np.int64)),
    ]
    return np.concatenate([run[0] for run in runs]), np.concatenate([run[1] for run in runs])


def _runs(
    numbers: Sounds, owners: Buckets, last: Buckets, sizes: Sequence[int], salt: int
) -> Iterator[tuple[Buckets, Buckets]]:
    salted = numbers + np.uint64(salt)
    left = last - np.arange(len(numbers))
    mixed = np.zeros(len(numbers), dtype=np.uint64)
    for size in range(1, min(max(sizes), len(numbers)) + 1):
        mixed = (mixed[: len(numbers) + 1 - size] ^ salted[size - 1 :]) * _MIXER
        mixed ^= mixed >> np.uint64(29)
        if size in sizes:
            within = left[: len(mixed)] >= size
            yield (mixed[within] >> _SHIFT).astype(np.int64) & (BUCKETS - 1), owners[: len(mixed)][within]


def _with_sounds(heard: NDArray[np.int64], sounds: Sounds) -> Sounds:
    """Replace characters, which the list holds as negative codes, by the numbers of their sounds."""
    numbers = heard.astype(np.uint64)
    characters = heard < 0
    numbers[characters] = sounds[-heard[characters] - FIRST_CHARACTER]
    return numbers


def _word_numbers(text: str) -> Iterator[int]:
    """The buckets of the words, alone and in pairs."""
    words = [word for word in words_of(text) if not word.isspace()] if _CHINESE.search(text) else []
    for word, following in pairwise([*words, ""]):
        yield crc32(b"w" + word.encode(errors="ignore")) % BUCKETS
        if following:
            yield crc32(b"w" + f"{word} {following}".encode(errors="ignore")) % BUCKETS


@lru_cache(maxsize=20_000)
def _token_number(token: str) -> int:
    return crc32(b"0" if token.isdigit() else token.encode(errors="ignore"))


@lru_cache(maxsize=20_000)
def _sound_number(token: str) -> int:
    if FIRST_CHARACTER <= ord(token[0]) <= LAST_CHARACTER:
        return -ord(token)
    return syllable_number(token) if token.isalpha() else _token_number(token)


@lru_cache(maxsize=20_000)
def _parts_of(token: str) -> list[int]:
    """The buckets of a word's four-letter parts: a mistyped word shares most of them."""
    if len(token) < 3 or not token.isascii() or not token.strip("'").isalpha():
        return []
    edged = f"<{token[:40]}>"
    return [crc32(b"l" + edged[at : at + _PART].encode()) % BUCKETS for at in range(len(edged) - _PART + 1)]
