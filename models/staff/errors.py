"""The rules of posts and of who may do what that can be broken, one class each."""

from models.errors import DomainError


class NotStaff(DomainError):
    """The person has no post, or not one that allows this."""


class SecondPersonNeeded(DomainError):
    """Who wrote it cannot approve it, and nobody can without the right."""
