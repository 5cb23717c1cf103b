"""Errors about places and reports on them, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class ChangeGone(DomainError):
    """The change was undone already, or the place was changed again after it."""


class ClaimGone(DomainError):
    """What a rider said of a place was decided already, or has expired."""


class ClosureGone(DomainError):
    """The closure was ended before, or is over."""


@dataclass(eq=False)
class ClosureTooLong(DomainError):
    """The closure is longer than allowed. days: the most days."""

    days: int


class HoursPassed(DomainError):
    """The closing time given for today has passed, or is not a time of today."""


class PhotoMissing(DomainError):
    """No picture was chosen."""


class PlaceChangedMeanwhile(DomainError):
    """Somebody changed the place after the form was shown."""


@dataclass(eq=False)
class PlaceFormWrong(DomainError):
    """The form of a place has faults. count: how many."""

    count: int


@dataclass(eq=False)
class PlaceGone(DomainError):
    """The place was closed for good or removed after the button was shown."""

    place_id: int


@dataclass(eq=False)
class PlaceUnknown(DomainError):
    """No place of the directory ever had this code; the QR code at the door may be another city's, or damaged."""

    code: str


class PlacesChangedMeanwhile(DomainError):
    """An import would change something else by now than its preview showed."""


class ReportGone(DomainError):
    """The report was already answered, or has expired."""


class TooManyReports(DomainError):
    """The person has sent too many reports on places in the last hour."""
