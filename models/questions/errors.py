"""Errors of invalid answers, one class per reason."""

from dataclasses import dataclass

from models.errors import NotAnAnswer


class DateTooEarly(NotAnAnswer):
    """The day is too long ago to be meant."""


class DayToCome(NotAnAnswer):
    """The question asks for a past day, and this one is in the future."""


class OrderNumberUnreadable(NotAnAnswer):
    """The text is no order number: 4 to 40 letters, digits and dashes."""


class PhoneUnreadable(NotAnAnswer):
    """The text is no telephone number."""


class PlaceUnreadable(NotAnAnswer):
    """The answer is neither a position nor the name of a place."""


@dataclass(eq=False)
class SumOutOfRange(NotAnAnswer):
    """The sum is not above zero, or more than `most_yuan` yuan."""

    most_yuan: int
