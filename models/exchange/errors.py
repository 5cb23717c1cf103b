"""Errors about cases that come from elsewhere or go elsewhere, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class ClaimCodeGone(DomainError):
    """The claim code was used, has expired, was replaced, or never existed."""


class ClaimedAlready(DomainError):
    """Somebody follows the case already, so it gets no claim code."""


@dataclass(eq=False)
class FiledElsewhere(DomainError):
    """A work order with this number of this source is a case already. number: of that case, or `none`
    if it was filed this moment."""

    foreign: str
    number: str


class ForeignNumberUnreadable(DomainError):
    """The number of a work order is missing or longer than a line."""


@dataclass(eq=False)
class FormUnfinished(DomainError):
    """Some answers of a form that was filled in on a page cannot be taken; the page says which. count: of them."""

    count: int


class KeyGone(DomainError):
    """The key of a department's own system was ended, or never existed."""


@dataclass(eq=False)
class ListTooLong(DomainError):
    """The list has more cases than one sheet takes."""

    most: int


class NoOrigin(DomainError):
    """The case is no work order of another system, so it cannot be returned."""


class ReturnedAlready(DomainError):
    """The work order was returned to its source before."""


class SameCase(DomainError):
    """A case cannot be merged into or linked with itself."""


@dataclass(eq=False)
class TiedAlready(DomainError):
    """The two cases are linked or merged already, or the first is itself a duplicate. number: of the other one."""

    number: str


@dataclass(eq=False)
class TooManyClaimTries(DomainError):
    """The chat, or everybody together, has typed so many wrong claim codes that it must wait `minutes`."""

    minutes: int


@dataclass(eq=False)
class TooManyKeys(DomainError):
    """The department already has `most` keys."""

    most: int


class UploadGone(DomainError):
    """The uploaded file is no longer there, or somebody else uploaded it."""
