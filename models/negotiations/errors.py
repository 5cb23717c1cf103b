"""Errors about negotiations, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class JoiningOver(DomainError):
    """The demand was delivered: nobody can join any more; people who joined can still leave."""


class NegotiationGone(DomainError):
    """There is no such negotiation, or the person takes no part in it."""


@dataclass(eq=False)
class NegotiationMovedOn(DomainError):
    """The negotiation has reached `state`, which does not allow the action."""

    state: str


class ProblemGone(DomainError):
    """Too few people filed the problem recently without withdrawing it."""
