"""The card for somebody in danger, made from an alarm alone: it needs neither rows nor a state.

The card has no buttons, so that no later press can replace the numbers. A message of its own below it offers what can
be done next (handlers/front/emergency.py).
"""

from collections.abc import Iterator, Mapping

from handlers.talk.meaning import Alarm, Emergency, FirstAid
from handlers.talk.screens import Screen
from handlers.talk.texts import Words

NUMBERS: Mapping[Emergency, tuple[str, ...]] = {
    "injury": ("120",),
    "traffic": ("120", "122"),
    "fire": ("119", "120"),
    "violence": ("110", "120"),
    "suicide": ("120", "110", "12356"),
}
"""The numbers to call for each kind, the most urgent first. They are the country's, the same in every city."""
UNCLEAR = ("120", "122", "110", "119")
"""The numbers if something happened and nobody said what."""
RESCUE: Mapping[FirstAid, str] = {"drowning": "119", "gas": "119", "trapped": "119"}
"""An additional number where an ambulance is not enough."""


def numbers_for(alarm: Alarm) -> tuple[str, ...]:
    """All numbers to call, the most urgent first, each once."""
    listed = [number for kind in alarm.kinds for number in NUMBERS[kind]] if alarm.kinds else list(UNCLEAR)
    rescue = RESCUE.get(alarm.first_aid) if alarm.first_aid else None
    return tuple(dict.fromkeys([*listed, *([rescue] if rescue else [])]))


def first_of(alarm: Alarm) -> str:
    """The most urgent kind, or `unclear` if nobody said what happened: for the keys of texts."""
    return alarm.kinds[0] if alarm.kinds else "unclear"


def emergency_card(words: Words, alarm: Alarm, *, last_line: str | None = None) -> Screen:
    """The card: the opening, one line for each number, advice for the telephone call, and first aid if it is known what
    happened.
    """
    lines = [words(f"emergency-opening-{first_of(alarm)}"), *number_lines(words, alarm), *_advice(words, alarm)]
    return Screen("\n".join([*lines, *([last_line] if last_line else [])]))


def number_lines(words: Words, alarm: Alarm) -> Iterator[str]:
    """One line for each number; the line ends with the number."""
    return (words(f"emergency-number-{number}") for number in numbers_for(alarm))


def _advice(words: Words, alarm: Alarm) -> Iterator[str]:
    """Advice for the telephone call and for the time until help comes."""
    if alarm.kinds != ("suicide",) or alarm.first_aid is not None:
        yield words("emergency-tell-where")
    if alarm.first_aid is not None:
        yield words(f"emergency-first-aid-{alarm.first_aid}")
    elif alarm.is_about("fire"):
        yield words("emergency-fire")
