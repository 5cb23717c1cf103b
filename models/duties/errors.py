"""Errors about duties, one class per broken rule."""

from models.errors import DomainError


class DutyGone(DomainError):
    """The caller has no such duty, or it is past the step."""


class MoreTimeAsked(DomainError):
    """More time was asked for already, and nobody has answered yet."""


class MoreTimeGone(DomainError):
    """Nobody asks for more time, or it was answered."""


class NoLaterDay(DomainError):
    """The day that was asked for is not after the day that stands."""


class ProofNeeded(DomainError):
    """A finding is reported mended, or struck off, only with a picture that shows it."""


class ProofGone(DomainError):
    """There is no such proof, or it is not here yet."""
