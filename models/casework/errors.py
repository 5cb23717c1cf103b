"""The rules of what staff do with a case that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class AnswerNotHeld(DomainError):
    """It was sent, sent back or written anew, or the case is elsewhere by now."""


class AssistGone(DomainError):
    """The request for help is not there for whoever asks, or was answered."""


class ContactNotAgreed(DomainError):
    """The worker was not asked, has not answered, or said no."""


class ContactQuestionGone(DomainError):
    """The question whether a platform may be told something is not open any more, or says something else now."""


class ExtendedAlready(DomainError):
    """More time was asked for, or given; it is once."""


class ExtensionGone(DomainError):
    """There is no request for more time, or not any more."""


@dataclass(eq=False)
class HandledByOther(DomainError):
    """The case is in a colleague's hands (name; `none`: in nobody's); a lead can take it over."""

    name: str


class LastAdmin(DomainError):
    """The last administrator stays one until there is another."""


class NobodyThere(DomainError):
    """Nobody of that department has joined."""


class NobodyToReveal(DomainError):
    """Whoever filed the anonymous case has taken themselves out of it."""


class NobodyToSign(DomainError):
    """A second person has to look at the answer, and nobody else leads there."""


class NotAnonymous(DomainError):
    """Who filed the case is known to those who work on it."""


class OrderGone(DomainError):
    """The order is not there for whoever asks, or was answered."""


class RevealGone(DomainError):
    """Nothing waits for this answer: it was given, another question took its place, or its time is over."""


@dataclass(eq=False)
class StaffAway(DomainError):
    """The colleague is away. name: whose."""

    name: str


class StaffCodeGone(DomainError):
    """The code was used, or its time is over, or it never was one."""


@dataclass(eq=False)
class StaffGone(DomainError):
    """The post was taken away, or never was there."""

    staff_id: int


@dataclass(eq=False)
class TakenAlready(DomainError):
    """A colleague has taken the case. name: whose; minutes: how long ago."""

    name: str
    minutes: int


class WorkerGone(DomainError):
    """Whoever filed the case has left it, or was forgotten."""
