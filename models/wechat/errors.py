"""Errors about WeChat's limits, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class MassBudgetSpent(DomainError):
    """The account has already written to all followers `most` times this month, WeChat's limit."""

    most: int
