"""Errors about cases, one class per broken rule."""

from dataclasses import dataclass

from models.errors import DomainError


class AnonymousNotAllowed(DomainError):
    """This type of case cannot be filed anonymously."""


class CaseGone(DomainError):
    """The caller has no such case; whether others have it is not disclosed."""


@dataclass(eq=False)
class CaseMovedOn(DomainError):
    """The case has reached a state that does not allow this step."""

    number: str
    state: str


class CaseTypeUnknown(DomainError):
    """The city pack does not have this case type, or no longer has it."""


class DraftGone(DomainError):
    """The person does not have this draft, or no longer has it."""


class EvidenceCopyUnreadable(DomainError):
    """The picture cannot be rendered; its sender was asked for another one."""


class EvidenceGone(DomainError):
    """The piece of evidence was removed, or its file is missing."""


class EvidenceHeldBack(DomainError):
    """The piece may reveal its author, and its anonymous sender has not agreed to release it."""


class EvidenceNotReady(DomainError):
    """The copy for staff is still being made."""


@dataclass(eq=False)
class EvidenceRefused(DomainError):
    """The service does not accept this kind of content. reason: archive, program, empty, unknown, unreadable, or
    kept_back by the channel."""

    reason: str


@dataclass(eq=False)
class EvidenceTooLarge(DomainError):
    """The file is larger than `most_mb` megabytes."""

    most_mb: int


@dataclass(eq=False)
class QuestionsLeft(DomainError):
    """The draft cannot be filed before the question with this key is answered."""

    question: str


@dataclass(eq=False)
class ReopenedAlready(DomainError):
    """The case was already reopened once."""

    number: str


@dataclass(eq=False)
class SharingNotAgreed(DomainError):
    """Health or injury data need a separate agreement that names the department (its key)."""

    department: str


@dataclass(eq=False)
class StepRefused(DomainError):
    """The step is possible now, but the caller may not take it."""

    step: str


@dataclass(eq=False)
class TooManyDrafts(DomainError):
    """The person already has `most` drafts."""

    most: int


@dataclass(eq=False)
class TooMuchEvidence(DomainError):
    """The case or draft already has `most` pieces of evidence."""

    most: int
