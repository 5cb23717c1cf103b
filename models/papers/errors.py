"""The rules of papers that expire that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class PaperGone(DomainError):
    """The person has no such paper, or not any more."""

    paper_id: int


@dataclass(eq=False)
class TooManyPapers(DomainError):
    """The person has as many papers as are kept of one."""

    most: int
