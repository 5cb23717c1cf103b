"""The rules of what is kept that can be broken, one class each."""

from models.errors import DomainError


class TooManyFiles(DomainError):
    """The person sent more files in a day than are kept."""
