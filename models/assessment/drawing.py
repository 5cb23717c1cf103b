"""The draw of a round: which station is visited in which week, decided by a seed alone.

The order is that of SHA-256 over the seed and the place's code, which anybody can compute again with any tool. Every
place gets one visit; where risk is higher a second one half a round later; of all, SECONDS_OF get a blind second visit
by somebody else in the week of the first, so that the agreement of two visitors is known.
"""

import hashlib
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

WEEKS = 52
SECONDS_OF = 20
"""One station in so many is visited a second time: 5 %."""


class VisitKind(StrEnum):
    """FIRST: of every station. RISK: one more where risk is higher, or after a must failed. SECOND: blind, by somebody
    else. RIDER: by a rider, who picked the station."""

    FIRST = "first"
    RISK = "risk"
    SECOND = "second"
    RIDER = "rider"


class Drawn(NamedTuple):
    """One visit: the code of the place, its kind, and the week of the round, from 0."""

    code: str
    kind: VisitKind
    week: int


def draw(seed: str, codes: Collection[str], risky: Collection[str], *, weeks: int = WEEKS) -> list[Drawn]:
    """The visits of a round. The same arguments give the same visits."""
    order = ordered(seed, "week", codes)
    week_of = {code: number * weeks // len(order) for number, code in enumerate(order)}
    seconds = ordered(seed, "second", codes)[: -(-len(order) // SECONDS_OF)]
    return [
        *(Drawn(code, VisitKind.FIRST, week_of[code]) for code in order),
        *(Drawn(code, VisitKind.RISK, (week_of[code] + weeks // 2) % weeks) for code in order if code in set(risky)),
        *(Drawn(code, VisitKind.SECOND, week_of[code]) for code in seconds),
    ]


def ordered(seed: str, purpose: str, codes: Collection[str]) -> Sequence[str]:
    """The codes in the order of their digests."""
    return sorted(codes, key=lambda code: (hashlib.sha256(f"{seed}:{purpose}:{code}".encode()).digest(), code))


def seal_of(seed: str) -> str:
    """What is published of a seed when it is drawn: with it, nobody can change the seed afterwards."""
    return hashlib.sha256(seed.encode()).hexdigest()
