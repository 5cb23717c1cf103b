"""The rules of events, bookings and attendance that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class AlreadyBooked(DomainError):
    """The person has a seat at this date, or is offered one; there is nothing to wait for."""


class BookingGone(DomainError):
    """The person has no such booking, or not any more."""


@dataclass(eq=False)
class CancelTooLate(DomainError):
    """A seat is given back so many hours before the start at the latest."""

    hours: int


class CheckInCodeWrong(DomainError):
    """The code is not the one that is shown now, or nobody who is booked has it."""


class CheckInOver(DomainError):
    """It is too late to say that one is there."""


@dataclass(eq=False)
class CheckInTooEarly(DomainError):
    """It begins in so many minutes."""

    minutes: int


class EventCalledOff(DomainError):
    """The date will not be held."""


class EventGone(DomainError):
    """The date is not in the programme any more."""


@dataclass(eq=False)
class EventIncomplete(DomainError):
    """What is wrong: `title`, `about`, `place`, `time`, `seats`, `reason`, `words`, one of models/events/details.py, or
    `pack`: it is changed in the city pack."""

    part: str


class EventOver(DomainError):
    """It is too late: the date has begun, or is over."""


class EventUndecided(DomainError):
    """The date pays a subsidy and waits for a lead's yes."""


@dataclass(eq=False)
class NameUndrawable(DomainError):
    """A certificate cannot show these letters of the name: its font does not have them."""

    letters: str


class OfferGone(DomainError):
    """The seat was offered to somebody else meanwhile, or given up."""


@dataclass(eq=False)
class PointsShort(DomainError):
    """The person has only so many points."""

    points: int


@dataclass(eq=False)
class SeatsGone(DomainError):
    """Every seat is taken, and so many people wait for one."""

    waiting: int


class SubsidyGone(DomainError):
    """A lead has decided on the money already, or whoever asked wants another sum by now."""


@dataclass(eq=False)
class TooManyBookings(DomainError):
    """The person has `most` bookings still to come."""

    most: int


@dataclass(eq=False)
class TooManyCheckInTries(DomainError):
    """So many wrong codes were typed for the seat, or its date, that only the host's list is left."""

    booking_id: int
