"""Errors about figures, one class per broken rule."""

from models.errors import DomainError


class SpanUnknown(DomainError):
    """The span is empty, too long, or not yet begun: there are no figures of it."""
