"""The rules of negotiations that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class JoiningOver(DomainError):
    """The demand is delivered: who joined can leave, and nobody can join."""


class NegotiationGone(DomainError):
    """There is no such negotiation, or the person takes no part in it."""


@dataclass(eq=False)
class NegotiationMovedOn(DomainError):
    """The negotiation is in `state` now, which does not allow it."""

    state: str


class ProblemGone(DomainError):
    """Too few people filed it lately, or have not withdrawn it."""
