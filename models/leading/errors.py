"""Errors about leading, one class per broken rule."""

from models.errors import DomainError


class NobodyToSpread(DomainError):
    """No colleague of the department is there who could get the cases."""
