"""The rules of what WeChat allows that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class MassBudgetSpent(DomainError):
    """WeChat lets the account write to all followers `most` times a month, and it has."""

    most: int
