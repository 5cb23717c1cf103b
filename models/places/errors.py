"""Errors about places and reports on them, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class ClosureTooLong(DomainError):
    """The closure is longer than allowed. days: the most days."""

    days: int


class HoursPassed(DomainError):
    """The closing time given for today has passed, or is not a time of today."""


@dataclass(eq=False)
class PlaceGone(DomainError):
    """The place was closed for good or removed after the button was shown."""

    place_id: int


@dataclass(eq=False)
class PlaceUnknown(DomainError):
    """No place of the directory ever had this code; the QR code at the door may be another city's, or damaged."""

    code: str


class ReportGone(DomainError):
    """The report was already answered, or has expired."""


class TooManyReports(DomainError):
    """The person has sent too many reports on places in the last hour."""
