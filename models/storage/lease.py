"""A lease ends, and what is put off is due, by the clock of whoever wrote it.

Where that clock stood wrong, neither must last for days: a time later than anybody could write now counts as over.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

SKEW = timedelta(seconds=30)
"""How far apart the clocks of two machines of one service may be."""


def is_over(until: datetime, *, lasts: timedelta, now: datetime) -> bool:
    """Whether a time that is written at most so far ahead has come, or was written by a clock that stood wrong."""
    return until <= now or until > now + lasts + SKEW


def over(until: sa.SQLColumnExpression[datetime | None], *, lasts: timedelta, now: datetime) -> sa.ColumnElement[bool]:
    """The same of a column; of no time it is not true."""
    return sa.or_(until <= now, until > now + lasts + SKEW)
