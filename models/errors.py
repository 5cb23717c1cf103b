"""The base class of domain errors, and the errors that belong to no single room.

Those of a room are in its errors.py. An error carries the ids that matter, never a text for people:
`handlers/talk/refusals.py` finds its words under the key `error-` + the class name in kebab case, with the
error's attributes as arguments.
"""

from dataclasses import dataclass


class DomainError(Exception):
    """An action breaks a rule of the service; the person is told which rule."""

    def __post_init__(self) -> None:
        self.args = tuple(vars(self).values())  # a dataclass does not set `args`


class NotAnAnswer(DomainError):
    """The text is no answer to the question. Handlers catch it and ask again; only its subclasses are raised."""


@dataclass(eq=False)
class AnswerMissing(NotAnAnswer):
    """The question must be answered and cannot be skipped. question: its key."""

    question: str


@dataclass(eq=False)
class AnswerTooLong(NotAnAnswer):
    """The text is longer than `most` characters."""

    most: int


class ButtonExpired(DomainError):
    """No screen of the current version has the button that was pressed."""


class ChoiceUnknown(NotAnAnswer):
    """The answer is none of the choices."""


class DayPassed(DomainError):
    """The day is already past."""
