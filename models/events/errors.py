"""Errors about events, bookings and attendance, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class AlreadyBooked(DomainError):
    """The person already has a seat at this date, or is offered one."""


class BookingGone(DomainError):
    """The person does not have this booking, or no longer has it."""


@dataclass(eq=False)
class CancelTooLate(DomainError):
    """It is too late to cancel: a seat can be given back until `hours` hours before the start."""

    hours: int


class CheckInCodeWrong(DomainError):
    """The code is not the one shown now, or not the code of anybody who is booked."""


class CheckInOver(DomainError):
    """It is too late to check in."""


@dataclass(eq=False)
class CheckInTooEarly(DomainError):
    """Check-in opens in `minutes` minutes."""

    minutes: int


class EventCalledOff(DomainError):
    """The date will not be held."""


class EventGone(DomainError):
    """The date is no longer in the programme."""


@dataclass(eq=False)
class EventIncomplete(DomainError):
    """A part of the event is missing or wrong. part: `title`, `about`, `place`, `which-place`, `time`, `seats`,
    `reason`, `words`, one of models/events/details.py, or `pack` if the event can only be changed in the city pack."""

    part: str


class EventOver(DomainError):
    """The date has begun, or is over."""


class EventUndecided(DomainError):
    """The date pays a subsidy and waits for a lead's approval."""


@dataclass(eq=False)
class NameUndrawable(DomainError):
    """The font of the certificate does not have these letters of the name."""

    letters: str


class OfferGone(DomainError):
    """The offered seat was meanwhile offered to somebody else, or given up."""


@dataclass(eq=False)
class PointsShort(DomainError):
    """The person has only `points` points."""

    points: int


@dataclass(eq=False)
class SeatsGone(DomainError):
    """Every seat is taken, and `waiting` people wait for one."""

    waiting: int


class SubsidyGone(DomainError):
    """A lead has already decided on the subsidy, or the host has meanwhile asked for another sum."""


@dataclass(eq=False)
class TooManyBookings(DomainError):
    """The person already has `most` coming bookings."""

    most: int


@dataclass(eq=False)
class TooManyCheckInTries(DomainError):
    """Too many wrong codes were typed for the seat or its date: only the host can check the person in."""

    booking_id: int
