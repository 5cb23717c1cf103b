"""What an answer can be that is none, one class each."""

from dataclasses import dataclass

from models.errors import NotAnAnswer


class DateTooEarly(NotAnAnswer):
    """The day is further back than anybody means."""


class DayToCome(NotAnAnswer):
    """The question asks for a day that is past, and this one is not."""


class OrderNumberUnreadable(NotAnAnswer):
    """Not an order number: letters, digits and dashes, 4 to 40 of them."""


class PhoneUnreadable(NotAnAnswer):
    """Not a telephone number."""


class PlaceUnreadable(NotAnAnswer):
    """Neither a position nor the name of a place."""


@dataclass(eq=False)
class SumOutOfRange(NotAnAnswer):
    """Nothing, or more than `most_yuan`."""

    most_yuan: int
