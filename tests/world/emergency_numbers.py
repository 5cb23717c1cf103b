"""Whether the card of an alarm has the numbers that somebody needs."""

from collections.abc import Iterable, Sequence

from handlers.talk.meaning import Alarm

NUMBERS = {
    "injury": {"120"},
    "traffic": {"120", "122"},
    "fire": {"119", "120"},
    "violence": {"110", "120"},
    "suicide": {"120", "110", "12356"},
}
UNCLEAR = {"120", "110", "119", "122"}


def numbers_of(kinds: Iterable[str]) -> set[str]:
    """The numbers that help with all of these kinds; with none named, those of whatever may have happened."""
    return set().union(*(NUMBERS[kind] for kind in kinds)) or UNCLEAR


def has_numbers(alarm: Alarm | None, *wanted: Sequence[str]) -> bool:
    """Whether there is an alarm, and its numbers are at least those of one of the wanted lists of kinds."""
    return alarm is not None and any(numbers_of(alarm.kinds) >= numbers_of(kinds) for kinds in wanted)
