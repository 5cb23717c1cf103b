"""Errors about what riders read of a gate, one class per broken rule."""

from models.errors import DomainError


class GateUnnamed(DomainError):
    """A gate needs a name, and what its guard wants."""


class GateNamesCase(DomainError):
    """What riders would read of a gate has the number of a case in it."""
