"""The rules of people, their names and what they agreed to that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class ConsentNeeded(DomainError):
    """The person has not agreed to being remembered, and this cannot be done without it."""


@dataclass(eq=False)
class NameUnreadable(DomainError):
    """Not a name, or longer than `most` characters."""

    most: int


@dataclass(eq=False)
class TooMuchQuiet(DomainError):
    """Quiet times would take up more than so many hours of the day."""

    hours: int
