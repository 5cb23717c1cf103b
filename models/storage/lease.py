"""When a lease or a postponement is over.

Both end by the clock of the process that wrote them. If that clock was wrong, they must not last for days: a time later
than any process could write now counts as over.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

SKEW = timedelta(seconds=30)
"""The largest difference allowed between the clocks of two machines of one service."""


def is_over(until: datetime, *, lasts: timedelta, now: datetime) -> bool:
    """Whether the time has come, or lies farther ahead than a correct clock writes it. lasts: the most that a process
    writes ahead."""
    return until <= now or until > now + lasts + SKEW


def over(until: sa.SQLColumnExpression[datetime | None], *, lasts: timedelta, now: datetime) -> sa.ColumnElement[bool]:
    """`is_over` as a condition on a column; not true for NULL."""
    return sa.or_(until <= now, until > now + lasts + SKEW)
