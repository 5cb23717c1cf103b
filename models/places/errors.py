"""The rules of places and of what is said about them that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class ClosureTooLong(DomainError):
    """The place would be shut for longer than that. days: at most."""

    days: int


class HoursPassed(DomainError):
    """The time until which the place is open is over, or is none of today."""


@dataclass(eq=False)
class PlaceGone(DomainError):
    """The place was closed for good or removed since the button was shown."""

    place_id: int


@dataclass(eq=False)
class PlaceUnknown(DomainError):
    """No place of the directory ever had this code; a door's QR may be of another city, or torn."""

    code: str


class ReportGone(DomainError):
    """The report was answered, or its time is over."""


class TooManyReports(DomainError):
    """The person has said so much of places in the last hour that it must wait."""
