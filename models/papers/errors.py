"""Errors about papers, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class PaperGone(DomainError):
    """The person does not have this paper, or no longer has it."""

    paper_id: int


@dataclass(eq=False)
class TooManyPapers(DomainError):
    """The person already has `most` papers."""

    most: int
