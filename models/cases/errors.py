"""The rules of cases that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class AnonymousNotAllowed(DomainError):
    """This type of case needs to know who asks."""


class CaseGone(DomainError):
    """There is no such case for whoever asks; whether others have it is not said."""


@dataclass(eq=False)
class CaseMovedOn(DomainError):
    """The state that the case has come to does not allow this step."""

    number: str
    state: str


class CaseTypeUnknown(DomainError):
    """The city pack has no such type, or not any more."""


class DraftGone(DomainError):
    """The person has no such draft, or not any more."""


class EvidenceCopyUnreadable(DomainError):
    """The picture cannot be drawn; its sender was asked for another one."""


class EvidenceGone(DomainError):
    """The piece of evidence was removed, or its file is not here."""


class EvidenceHeldBack(DomainError):
    """The piece may say inside who made it, and its anonymous sender has not agreed that it goes."""


class EvidenceNotReady(DomainError):
    """The copy for staff is still being made."""


@dataclass(eq=False)
class EvidenceRefused(DomainError):
    """The content is of a kind that is not taken. reason: archive, program, empty, unknown,
    unreadable, or kept_back by the channel."""

    reason: str


@dataclass(eq=False)
class EvidenceTooLarge(DomainError):
    """The file is larger than `most_mb` megabytes."""

    most_mb: int


@dataclass(eq=False)
class QuestionsLeft(DomainError):
    """The draft cannot be filed before this question (its key) is answered."""

    question: str


@dataclass(eq=False)
class ReopenedAlready(DomainError):
    """The case was reopened before."""

    number: str


@dataclass(eq=False)
class SharingNotAgreed(DomainError):
    """Health or injury data need an agreement of their own that names the department (its key)."""

    department: str


@dataclass(eq=False)
class StepRefused(DomainError):
    """The step is possible now, but not for whoever asks for it."""

    step: str


@dataclass(eq=False)
class TooManyDrafts(DomainError):
    """The person has `most` half-filled forms already."""

    most: int


@dataclass(eq=False)
class TooMuchEvidence(DomainError):
    """The case or draft has `most` pieces already."""

    most: int
