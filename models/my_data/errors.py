"""The rules of linking chats and of taking one's data along that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class LinkCodeGone(DomainError):
    """The code does not link anything any more, or there is nothing to take off."""


class LinkedAlready(DomainError):
    """Both chats are one person's already."""


@dataclass(eq=False)
class LinkedLately(DomainError):
    """The chat was linked to the others a short while ago, and cannot take one of them off for so many hours yet."""

    hours: int


@dataclass(eq=False)
class LinkingPaused(DomainError):
    """So many wrong codes were typed by everybody together that none is taken for up to so many minutes."""

    minutes: int


class PostsStay(DomainError):
    """One of the two has a post, which would come to the other's chat."""


class TooManyLinkCodes(DomainError):
    """The chat has asked for so many codes that it must wait."""


class TooManyLinkTries(DomainError):
    """The chat has typed so many wrong codes that it must wait."""
