"""The rules of notices that can be broken, one class each."""

from dataclasses import dataclass

from models.errors import DomainError


class NoticeGone(DomainError):
    """There is no such notice, or not for this department."""


@dataclass(eq=False)
class NoticeIncomplete(DomainError):
    """What is wrong with it: `words` (a language has only a title or only a text), `title`, `text`, `time`, `list`."""

    part: str


@dataclass(eq=False)
class NoticeMovedOn(DomainError):
    """The notice is in `state` now, which does not allow it."""

    state: str
