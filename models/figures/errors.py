"""The rules of figures that can be broken, one class each."""

from models.errors import DomainError


class SpanUnknown(DomainError):
    """No span of days that figures can be of."""
