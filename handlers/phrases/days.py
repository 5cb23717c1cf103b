"""Days and moments in words, without the day of the week."""

from datetime import date, datetime, tzinfo

from handlers.talk.texts import Words
from models.papers.paper import date_arguments


def date_said(words: Words, day: date) -> str:
    """A day with its year."""
    return words("paper-date", **date_arguments(day))


def short_moment(at: datetime, zone: tzinfo) -> str:
    """A moment on the city's clock, `11-26 15:30`: for lines that staff read."""
    return f"{at.astimezone(zone):%m-%d %H:%M}"
