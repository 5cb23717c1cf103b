"""Read the day on which something expires, as people write it: 明年3月5号, 2027.3.5, 三月底, 5 March 2027.

A day without a year is the next such day. Of a span the last day counts: 2022.03.05-2027.03.05.
"""

from dataclasses import dataclass
from datetime import date

from models.values.day_words.reading import LONGEST as LONGEST
from models.values.day_words.reading import NotADate as NotADate
from models.values.day_words.reading import read_days
from models.values.day_words.reading import read_from_to as read_from_to

YEARS_BACK, YEARS_AHEAD = 10, 50


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day that was read. sure: nothing was guessed, so that the person need not confirm it."""

    day: date
    sure: bool


def read_date(text: str, today: date) -> WrittenDate | NotADate:
    """The day on which something ends, by a text in Chinese or English; never raises.

    Of a choice of days (两三天后) it gives the first, not sure. today: the local date of the person.
    """
    found = read_days(text, today, coming=True)
    if isinstance(found, NotADate):
        return found
    if not today.year - YEARS_BACK <= found.all[0].year <= today.year + YEARS_AHEAD:
        return NotADate.ODD_YEAR
    return WrittenDate(found.all[0], found.sure)
