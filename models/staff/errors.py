"""Errors about posts and rights, one class per broken rule."""

from models.errors import DomainError


class NotStaff(DomainError):
    """The person has no post that allows the action."""


class SecondPersonNeeded(DomainError):
    """The approval must come from a second person with the right to approve, not from the author."""
