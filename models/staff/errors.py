"""Errors about posts and rights, one class per broken rule."""

from models.errors import DomainError


class NotStaff(DomainError):
    """The person has no post that allows the action."""


class SecondPersonNeeded(DomainError):
    """The approval must come from a second person with the right to approve, not from the author."""


class SessionGone(DomainError):
    """The session of the console has ended."""


class SignInGone(DomainError):
    """No browser waits with this code: its time is over, it was used, or it never existed."""


class SignInTooOften(DomainError):
    """Too many sign-ins of this post failed within the last hour."""


class PresenceNeeded(DomainError):
    """The step needs a proof that its holder sits at the browser: a passkey, or a second yes in the chat."""
