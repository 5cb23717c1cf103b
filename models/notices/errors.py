"""Errors about notices, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class NoticeGone(DomainError):
    """There is no such notice for this department."""


@dataclass(eq=False)
class NoticeIncomplete(DomainError):
    """A part of the notice is missing or wrong. part: `words` (a language has only a title or only a text), `title`,
    `text`, `time`, `link`, `list`, `picture`, `repeat`, `questions`, `mass` (a survey cannot be a mass message)."""

    part: str


@dataclass(eq=False)
class ListRefused(DomainError):
    """A list of people is not taken. problem: a `ListProblem`; least: people; most: codes; mb: of a file."""

    problem: str
    least: int
    most: int
    mb: int


@dataclass(eq=False)
class NoticeMovedOn(DomainError):
    """The notice has reached `state`, which does not allow the action."""

    state: str


class SurveyOver(DomainError):
    """The survey is closed, or its notice was cancelled."""
