"""Errors about leading, one class per broken rule."""

from models.errors import DomainError


class LeaderOrderGone(DomainError):
    """The caller has no such order, or it is past the step."""


class NobodyToSpread(DomainError):
    """No colleague of the department is there who could get the cases."""
