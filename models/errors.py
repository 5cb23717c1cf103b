"""What every broken rule of the domain is, and the rules of no single room.

A room's own are in its errors.py. An error carries the ids that matter, never a text for people:
`handlers/talk/refusals.py` finds its words under the key `error-` + the class name in kebab case, with the
error's attributes as arguments.
"""

from dataclasses import dataclass


class DomainError(Exception):
    """A rule of the city's programme says no; the person is told which."""

    def __post_init__(self) -> None:
        self.args = tuple(vars(self).values())  # a dataclass does not hand them on, and keywords would be lost


class NotAnAnswer(DomainError):
    """What was said is no answer to what was asked. It is caught where the question is asked again, and never raised
    itself."""


@dataclass(eq=False)
class AnswerMissing(NotAnAnswer):
    """The question has to be answered; it cannot be skipped. question: its key."""

    question: str


@dataclass(eq=False)
class AnswerTooLong(NotAnAnswer):
    """The text is longer than `most` characters."""

    most: int


class ButtonExpired(DomainError):
    """What was pressed is no button that any screen of today shows."""


class ChoiceUnknown(NotAnAnswer):
    """The answer is none of the choices."""


class DayPassed(DomainError):
    """The day is over already."""
