"""Errors of upkeep, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


@dataclass(eq=False)
class HoldsSomethingReal(DomainError):
    """The database is no demonstration: its table `table` has rows of real people or things."""

    table: str
