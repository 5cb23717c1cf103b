"""The day on which something happened, as people write it: 昨天, 前天晚上, 11月3号, 上周三, 三天前, 去年3月.

models/values/written_date.py reads coming days; this module takes the last such day that is not later than today. If
only a month or a year is said, its first day counts. A day that was guessed is not `sure`, and the reader asks.
"""

from datetime import date

from models.values.day_words.reading import read_days
from models.values.written_date import YEARS_AHEAD, NotADate, WrittenDate

YEARS_BACK = 20


def read_past_date(text: str, today: date) -> WrittenDate | NotADate:
    """The day that a text in Chinese or English names; never raises. A text that names a coming day gives that day.

    Of a choice of days (两三天前) it gives the first, not sure. today: the local date of the person.
    """
    found = read_days(text, today, coming=False)
    if isinstance(found, NotADate):
        return found
    if not today.year - YEARS_BACK <= found.all[0].year <= today.year + YEARS_AHEAD:
        return NotADate.ODD_YEAR
    return WrittenDate(found.all[0], found.sure)
