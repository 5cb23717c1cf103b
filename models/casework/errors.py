"""Errors about the work of staff on cases, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class AnswerNotHeld(DomainError):
    """The held answer was sent, sent back or rewritten, or the case has moved to another department."""


class AssistGone(DomainError):
    """The caller has no such request for assistance, or it was answered."""


class ContactNotAgreed(DomainError):
    """The worker has not agreed to contact with the platform: they were not asked, have not answered, or said no."""


class ContactQuestionGone(DomainError):
    """The question whether a platform may be told something is no longer open, or its text has changed."""


class ExtendedAlready(DomainError):
    """An extension was already asked for or given; a case can have one."""


class ExtensionGone(DomainError):
    """There is no open request for an extension."""


@dataclass(eq=False)
class HandledByOther(DomainError):
    """Another member of staff handles the case, or nobody does. name: of the handler, or `none`. A lead can take it
    over."""

    name: str


class NoSpot(DomainError):
    """The case does not say where the place is that it suggests."""


class LastAdmin(DomainError):
    """The last administrator cannot be removed or demoted until there is another."""


class NobodyThere(DomainError):
    """Nobody has joined that department yet."""


class NobodyToReveal(DomainError):
    """The filer of the anonymous case has left it."""


class NobodyToSign(DomainError):
    """The answer needs a second person's check, and the department has no other lead."""


class NotAnonymous(DomainError):
    """The case is not anonymous: the department knows the filer."""


class OrderGone(DomainError):
    """The caller has no such order, or it was answered."""


class RevealGone(DomainError):
    """The question to reveal the filer is no longer open: it was answered, replaced, or has expired."""


@dataclass(eq=False)
class StaffAway(DomainError):
    """The colleague with this name is away."""

    name: str


class StaffCodeGone(DomainError):
    """The code was used, has expired, or never existed."""


@dataclass(eq=False)
class StaffGone(DomainError):
    """The post was taken away, or never existed."""

    staff_id: int


@dataclass(eq=False)
class TakenAlready(DomainError):
    """A colleague with this name took the case. minutes: how long ago."""

    name: str
    minutes: int


class WorkerGone(DomainError):
    """The filer has left the case, or was forgotten."""
