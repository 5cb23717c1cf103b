"""Errors about lists of the desk, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class NothingChosen(DomainError):
    """No case was chosen for the work on many."""


@dataclass(eq=False)
class TooManyChosen(DomainError):
    """More than `most` cases were chosen at once."""

    most: int


@dataclass(eq=False)
class TooManyViews(DomainError):
    """The colleague, or the department, already has `most` saved views."""

    most: int


class ViewGone(DomainError):
    """The caller has no such saved view."""
