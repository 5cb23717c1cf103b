"""Errors about a case on a desk, one class per broken rule."""

from models.errors import DomainError


class AnswerUnsure(DomainError):
    """The words read like no answer yet; sent as one they would stop the clock, so the colleague is asked once."""


class BoxesUnreadable(DomainError):
    """What was drawn on a picture is no list of parts of it, or of too many."""


class ReasonMissing(DomainError):
    """The original can be opened only after the colleague has said why, and only for a while."""
