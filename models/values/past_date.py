"""The day on which something happened, as people write it: 昨天, 前天晚上, 11月3号, 上周三, 三天前, 去年3月.

models/values/written_date.py reads days that are to come; here the last such day counts that is not later than today.
Where a month or a year is all that is said, its first day counts. What was guessed is not `sure`, and the reader asks.
"""

from datetime import date

from models.values.day_words.reading import read_days
from models.values.written_date import YEARS_AHEAD, NotADate, WrittenDate

YEARS_BACK = 20


def read_past_date(text: str, today: date) -> WrittenDate | NotADate:
    """The day by a text in Chinese or English; never raises, whatever is typed. A day to come is given as such.

    Of two that can be meant (两三天前) it is the first, to be confirmed. today: the date where the person is.
    """
    found = read_days(text, today, coming=False)
    if isinstance(found, NotADate):
        return found
    if not today.year - YEARS_BACK <= found.all[0].year <= today.year + YEARS_AHEAD:
        return NotADate.ODD_YEAR
    return WrittenDate(found.all[0], found.sure)
