"""One line of `check`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_SECONDS_OFF = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of `check`. good: None if it works but is worth a look. Either a text's key and arguments, or a text
    that is in words already.
    """

    good: bool | None
    key: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    text: str = ""


def clock_findings(there: datetime | None, here: datetime, whose: str) -> Iterator[Finding]:
    """Compare this machine's clock with another's; both aware. Deadlines, reminders and links depend on it."""
    if there is None:
        return
    seconds = round((here - there).total_seconds())
    told = {"whose": whose, "seconds": abs(seconds), "way": "ahead" if seconds > 0 else "behind"}
    good = abs(seconds) <= MOST_SECONDS_OFF
    yield Finding(good, "operator-check-clock" if good else "operator-check-clock-off", told)
