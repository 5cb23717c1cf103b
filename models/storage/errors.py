"""Errors of storage, one class per broken rule."""

from models.errors import DomainError


class TooManyFiles(DomainError):
    """The person sent more files in a day than the service keeps."""
