"""Errors about people, their names and their consent, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class ConsentNeeded(DomainError):
    """The action needs the person's consent to being remembered, and the person has not given it."""


@dataclass(eq=False)
class NameUnreadable(DomainError):
    """The text is not a name, or is longer than `most` characters."""

    most: int


@dataclass(eq=False)
class TooMuchQuiet(DomainError):
    """The quiet times would cover more than `hours` hours of the day."""

    hours: int
