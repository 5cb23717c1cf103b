"""The colour of a deadline, on the page of a case and in lists; the words beside it say the same."""

from datetime import datetime

from models.cases.facts import working_days_left
from models.city.pack import City

SOON_DAYS = 2
"""Working days; fewer are amber."""


def colour_of(city: City, until: datetime, now: datetime) -> str:
    """late, soon or good."""
    if until < now:
        return "late"
    return "soon" if working_days_left(city, until, now) < SOON_DAYS else "good"
