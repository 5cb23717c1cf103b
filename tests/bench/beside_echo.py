"""Updates of the product beside a bare echo, in turns: what an update costs, as a multiple of the least it can."""

from dataclasses import dataclass

from tests.bench.echo import CHATS, open_echo
from tests.bench.figures import Figure, share
from tests.bench.riders import Round, Side, TakesAtOnce, in_turns

UPDATES_A_SECOND = 250.0
"""Of those who file and book, where a bare echo takes ECHO_MS."""
ECHOES = 20.0
"""The same as a ratio of one run: an update in the time that so many bare echoes take."""


@dataclass(frozen=True, slots=True)
class Effort:
    """riders: enough that nobody writes more than thirty times in ten seconds."""

    rounds: int = 5
    seconds: float = 1.2
    riders: int = 1500
    at_once: int = 32


USUAL = Effort()
QUICK = Effort(rounds=2, seconds=0.5, riders=600, at_once=8)


async def beside_echo(what: str, side: Side, effort: Effort) -> list[Figure]:
    """What its updates come to. what: what the riders do."""
    rounds = await in_turns(
        [side, open_echo(CHATS, TakesAtOnce())], at_once=effort.at_once, rounds=effort.rounds, seconds=effort.seconds
    )
    ours, echo = (sum(each, Round()) for each in rounds)
    busy = f"{len(ours.latencies_s)} updates; busy {ours.cpu_s / ours.wall_s:.0%} of a core"
    what = f"{what}, {effort.at_once} at once"
    return [
        Figure(f"{what}: an update / a bare echo", echo.rate / ours.rate, "×", at_most=ECHOES),
        Figure(f"{what}: rate", ours.rate, "/s", at_least=UPDATES_A_SECOND, note=busy, scales=True),
        Figure(f"{what}: p99", share(ours.latencies_s, 0.99) * 1000, "ms"),
    ]
