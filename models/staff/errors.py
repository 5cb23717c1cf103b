"""Errors about posts and rights, one class per broken rule."""

from dataclasses import dataclass

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


class IdentityGone(DomainError):
    """There is no such identity of the provider any more, or the way there was begun elsewhere, or too long ago."""


class IdentityTaken(DomainError):
    """The identity is tied to another post."""


class PasskeyRefused(DomainError):
    """The passkey is not one of this post, or its answer does not hold."""


@dataclass(eq=False)
class TooManyPasskeys(DomainError):
    """The post has as many passkeys as it may have."""

    most: int


class PresenceGone(DomainError):
    """The question whether it is the holder of the session is answered, or its time is over."""


class PresenceNeeded(DomainError):
    """The step needs a proof that its holder sits at the browser: a passkey, or a second yes in the chat."""
